from django.apps import AppConfig


class Desks(AppConfig):
    name = "waymark.desks"
    label = "desks"
