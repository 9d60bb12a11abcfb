"""Addresses of this room: nouns only."""

from django.urls import path

from waymark.journey.reflect.views import questions, results

app_name = "reflect"
urlpatterns = [
    path("questions/<slug:item_id>/", questions.questions, name="questions"),
    path("changes/", questions.changes, name="changes"),
    path("cohorts/<slug:slug>/changes/<int:change_id>/", results.change, name="change"),
    path("cohorts/<slug:slug>/results/", results.all_results, name="all_results"),
    path("cohorts/<slug:slug>/results/<slug:set_id>/", results.results, name="results"),
]
