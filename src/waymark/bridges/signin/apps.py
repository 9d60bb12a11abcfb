from django.apps import AppConfig


class Signin(AppConfig):
    name = "waymark.bridges.signin"
    label = "signin"
