from django.apps import AppConfig


class Papers(AppConfig):
    name = "waymark.ground.papers"
    label = "papers"
