"""Addresses of this room: nouns only."""

from django.urls import path

from waymark.journey.reflect import views

app_name = "reflect"
urlpatterns = [
    path("questions/<slug:item_id>/", views.questions, name="questions"),
    path("changes/", views.changes, name="changes"),
    path("cohorts/<slug:slug>/results/", views.all_results, name="all_results"),
    path("cohorts/<slug:slug>/results/<slug:set_id>/", views.results, name="results"),
]
