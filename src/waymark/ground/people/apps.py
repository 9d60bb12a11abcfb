from django.apps import AppConfig


class People(AppConfig):
    name = "waymark.ground.people"
    label = "people"
