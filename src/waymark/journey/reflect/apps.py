from django.apps import AppConfig


class Reflect(AppConfig):
    name = "waymark.journey.reflect"
    label = "reflect"
