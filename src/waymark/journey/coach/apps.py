from django.apps import AppConfig


class Coach(AppConfig):
    name = "waymark.journey.coach"
    label = "coach"
