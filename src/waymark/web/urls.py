"""Addresses of home pages and of pages that show facts of several rooms."""

from django.urls import path

from waymark.web import views
from waymark.web.leaving import views as leaving

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("my/enrolments/", views.enrolments, name="enrolments"),
    path("route/", views.route, name="route"),
    path("hours/", views.hours, name="hours"),
    path("cohorts/<slug:slug>/progress/", views.cohort_progress, name="cohort_progress"),
    path("participants/<slug:reference>/", views.participant, name="participant"),
    path("staff/<int:person_id>/leaving/", leaving.leaving, name="leaving"),
    path("staff/<int:person_id>/leaving/undo/", leaving.leaving_undo, name="leaving_undo"),
    path("audit-log/", views.audit_log, name="audit_log"),
    path("audit-log/entries.csv", views.audit_log_csv, name="audit_log_csv"),
    path("running/", views.running_page, name="running"),
    path("account/", views.account, name="account"),
    path("account/signed-in/", views.signed_in, name="signed_in"),
    path("time/", views.time_page, name="time"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("accessibility/<slug:slug>/", views.accessibility_of, name="accessibility_of"),
    path("providers/<slug:slug>/", views.provider, name="provider"),
    path("privacy/", views.privacy, name="privacy"),
    path("healthz", views.healthz, name="healthz"),
]
