"""Addresses of this room: nouns only."""

from django.urls import path

from waymark.journey.learn import views

app_name = "learn"
urlpatterns = [
    path("cohorts/<slug:slug>/sessions/", views.cohort_sessions, name="cohort_sessions"),
    path("cohorts/<slug:slug>/sessions/<slug:item_id>/register/", views.register, name="register"),
    path("sessions/<slug:item_id>/", views.session, name="session"),
    path("study/<slug:item_id>/", views.study, name="study"),
    path("study/<slug:item_id>/<slug:page_id>/", views.study_page, name="study_page"),
]
