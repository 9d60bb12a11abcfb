from django.apps import AppConfig


class Kit(AppConfig):
    name = "waymark.kit"
    label = "kit"
