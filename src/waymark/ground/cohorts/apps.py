from django.apps import AppConfig


class Cohorts(AppConfig):
    name = "waymark.ground.cohorts"
    label = "cohorts"
