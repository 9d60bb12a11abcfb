from django.apps import AppConfig


class Emails(AppConfig):
    name = "waymark.ground.emails"
    label = "emails"
