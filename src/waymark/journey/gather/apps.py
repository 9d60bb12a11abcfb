from django.apps import AppConfig


class Gather(AppConfig):
    name = "waymark.journey.gather"
    label = "gather"
