from django.apps import AppConfig


class Learn(AppConfig):
    name = "waymark.journey.learn"
    label = "learn"
