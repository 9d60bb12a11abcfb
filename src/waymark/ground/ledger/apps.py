from django.apps import AppConfig


class Ledger(AppConfig):
    name = "waymark.ground.ledger"
    label = "ledger"
