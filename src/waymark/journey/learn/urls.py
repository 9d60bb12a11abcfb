"""Addresses of this room: nouns only."""

from django.urls import path

from waymark.journey.learn.views import participant, registers

app_name = "learn"
urlpatterns = [
    path("cohorts/<slug:slug>/sessions/", registers.cohort_sessions, name="cohort_sessions"),
    path("cohorts/<slug:slug>/sessions/<slug:item_id>/register/", registers.register, name="register"),
    path("sessions/<slug:item_id>/", participant.session, name="session"),
    path("study/<slug:item_id>/", participant.study, name="study"),
    path("study/<slug:item_id>/<slug:page_id>/", participant.study_page, name="study_page"),
]
