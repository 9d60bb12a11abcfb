from django.apps import AppConfig


class Schools(AppConfig):
    name = "waymark.ground.schools"
    label = "schools"
