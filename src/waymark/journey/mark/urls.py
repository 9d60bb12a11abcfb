"""Addresses of this room: nouns only."""

from django.urls import path

from waymark.journey.mark import views

app_name = "mark"
urlpatterns = [
    path("", views.script_list, name="list"),
    path("scripts/<slug:code>/", views.script, name="script"),
    path("scripts/<slug:code>/marks/", views.marks, name="marks"),
    path("fails/", views.fails, name="fails"),
    path("fails/<slug:code>/", views.fail, name="fail"),
    path("fails/<slug:code>/confirmation/", views.confirmation, name="confirmation"),
    path("cohorts/<slug:slug>/progress/", views.progress, name="progress"),
    path("cohorts/<slug:slug>/scripts/", views.scripts, name="scripts"),
    path("cohorts/<slug:slug>/allocation/", views.allocation, name="allocation"),
]
