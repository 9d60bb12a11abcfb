from django.apps import AppConfig


class Sit(AppConfig):
    name = "waymark.journey.sit"
    label = "sit"
