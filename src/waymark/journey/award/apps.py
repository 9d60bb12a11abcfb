from django.apps import AppConfig


class Award(AppConfig):
    name = "waymark.journey.award"
    label = "award"
