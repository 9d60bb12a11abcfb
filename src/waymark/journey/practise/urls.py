"""Addresses of this room: nouns only."""

from django.urls import path

from waymark.journey.practise import views

app_name = "practise"
urlpatterns = [
    path("workbook/", views.workbook, name="workbook"),
    path("workbook/new/", views.new_entry, name="new_entry"),
    path("workbook/<int:entry_id>/", views.entry, name="entry"),
]
