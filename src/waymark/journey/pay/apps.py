from django.apps import AppConfig


class Pay(AppConfig):
    name = "waymark.journey.pay"
    label = "pay"
