from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class Ledger(AppConfig):
    name = "waymark.ground.ledger"
    label = "ledger"

    def ready(self) -> None:
        from waymark.kit.guards.installing import put_on, take_off_for_migrations

        pre_migrate.connect(take_off_for_migrations, sender=self)
        post_migrate.connect(put_on, sender=self)
