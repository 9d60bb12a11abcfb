"""How late a text was, in the words that every page has for it."""

from __future__ import annotations

from django import template

from waymark.journey.sit import words

register = template.Library()
register.filter("after_the_close", words.after_the_close)
