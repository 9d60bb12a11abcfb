"""A control that must fail: Waymark on SQLite that does not wait for the disk. Production refuses to start so."""

from django.conf import settings

settings.DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

from waymark.config.wsgi import application  # noqa: E402

__all__ = ["application"]
