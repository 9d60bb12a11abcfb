from django.apps import AppConfig


class Enquire(AppConfig):
    name = "waymark.journey.enquire"
    label = "enquire"
