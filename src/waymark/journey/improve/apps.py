from django.apps import AppConfig


class Improve(AppConfig):
    name = "waymark.journey.improve"
    label = "improve"
