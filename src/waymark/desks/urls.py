"""Addresses of the lobby."""

from django.urls import URLPattern

app_name = "desks"
urlpatterns: list[URLPattern] = []
