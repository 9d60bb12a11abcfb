"""Addresses of this room: nouns only."""

from django.urls import URLPattern

app_name = "learn"
urlpatterns: list[URLPattern] = []
