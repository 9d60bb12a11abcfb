"""How late a text was, in the words that every page has for it."""

from __future__ import annotations

from django import template

from waymark.journey.sit.windows.words import after_the_close

register = template.Library()
register.filter("after_the_close", after_the_close)
