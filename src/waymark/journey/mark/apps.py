from django.apps import AppConfig


class Mark(AppConfig):
    name = "waymark.journey.mark"
    label = "mark"
