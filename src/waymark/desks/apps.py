from django.apps import AppConfig


class Desks(AppConfig):
    name = "waymark.desks"
    label = "desks"

    def ready(self) -> None:
        from waymark.desks import durable  # noqa: F401 - its check registers itself
