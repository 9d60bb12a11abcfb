from django.apps import AppConfig


class Hours(AppConfig):
    name = "waymark.ground.hours"
    label = "hours"
