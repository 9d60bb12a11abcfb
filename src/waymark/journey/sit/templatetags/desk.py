"""What a page says to its scripts about the device's copies."""

from __future__ import annotations

from django import template
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from waymark.journey.sit.writing.writer import keys_of

register = template.Library()


@register.simple_tag
def writer_key(account: AbstractBaseUser | AnonymousUser) -> str:
    """The key under which this device keeps the words of whoever is signed in; empty for a visitor."""
    return keys_of(account.pk)[0] if account.is_authenticated else ""
