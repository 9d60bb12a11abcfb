from django.apps import AppConfig


class Programmes(AppConfig):
    name = "waymark.ground.programmes"
    label = "programmes"
