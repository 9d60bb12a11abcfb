"""Addresses of this room: nouns only."""

from django.urls import path

from waymark.journey.award import views

app_name = "award"
urlpatterns = [
    path("mine/", views.mine, name="mine"),
    path("mine/statement.pdf", views.statement, name="statement"),
    path("releases/", views.releases, name="releases"),
    path("cohorts/<slug:slug>/", views.cohort_awards, name="cohort"),
    path("cohorts/<slug:slug>/decisions/", views.decisions, name="decisions"),
    path("enrolments/<slug:reference>/decision/", views.decision, name="decision"),
]
