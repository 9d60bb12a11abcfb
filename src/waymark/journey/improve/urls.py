"""Addresses of this room: nouns only."""

from django.urls import path

from waymark.journey.improve import views

app_name = "improve"
urlpatterns = [
    path("", views.findings, name="findings"),
    path("findings/new/", views.finding_new, name="finding_new"),
    path("findings/<int:finding_id>/action/", views.action, name="action"),
]
