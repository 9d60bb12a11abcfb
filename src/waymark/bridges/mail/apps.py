from django.apps import AppConfig


class Mail(AppConfig):
    name = "waymark.bridges.mail"
    label = "mail"
