"""Addresses of this room: nouns only."""

from django.urls import path

from waymark.journey.coach import views

app_name = "coach"
urlpatterns = [
    path("", views.coachees, name="coachees"),
    path("mine/", views.mine, name="mine"),
    path("cohorts/<slug:slug>/pairings/", views.pairings, name="pairings"),
    path("cohorts/<slug:slug>/sessions/", views.cohort, name="cohort"),
    path("<slug:reference>/preparation/", views.preparation, name="preparation"),
    path("<slug:reference>/sessions/<slug:item_id>/", views.session, name="session"),
    path("<slug:reference>/workbook/<int:entry_id>/", views.entry, name="entry"),
]
