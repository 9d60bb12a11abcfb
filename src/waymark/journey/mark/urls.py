"""Addresses of this room: nouns only."""

from django.urls import path

from waymark.journey.mark import views

app_name = "mark"
urlpatterns = [
    path("", views.scripts_of_marker, name="list"),
    path("scripts/<str:code>/", views.script, name="script"),
    path("scripts/<str:code>/marks/", views.marks, name="marks"),
    path("fails/", views.fails, name="fails"),
    path("fails/<str:code>/", views.fail, name="fail"),
    path("fails/<str:code>/confirmation/", views.confirmation, name="confirmation"),
    path("cohorts/<slug:slug>/progress/", views.progress, name="progress"),
    path("cohorts/<slug:slug>/scripts/", views.scripts, name="scripts"),
    path("cohorts/<slug:slug>/allocation/", views.allocation, name="allocation"),
]
