from django.apps import AppConfig


class Practise(AppConfig):
    name = "waymark.journey.practise"
    label = "practise"
