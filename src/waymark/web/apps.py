from django.apps import AppConfig


class Web(AppConfig):
    name = "waymark.web"
    label = "web"

    def ready(self) -> None:
        from waymark.web import durability  # noqa: F401 - its check registers itself
