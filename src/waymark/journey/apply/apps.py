from django.apps import AppConfig


class Apply(AppConfig):
    name = "waymark.journey.apply"
    label = "apply"
