"""Addresses of this room: nouns only."""

from django.urls import path

from waymark.journey.pay import own_views, views

app_name = "pay"
urlpatterns = [
    path("cohorts/<slug:slug>/fees/", views.cohort, name="cohort"),
    path("cohorts/<slug:slug>/fees.csv", views.cohort_csv, name="cohort_csv"),
    path("enrolments/<slug:reference>/", views.fees, name="fees"),
    path("enrolments/<slug:reference>/agreement/", views.agreement, name="agreement"),
    path(
        "enrolments/<slug:reference>/payments/<int:payment_id>/",
        views.payment_correction,
        name="payment_correction",
    ),
    path("enrolments/<slug:reference>/waiver/", views.waiver, name="waiver"),
    path("enrolments/<slug:reference>/statement.pdf", views.statement, name="statement"),
    path("rules/", views.fee_rules, name="rules"),
    path("own/", own_views.own, name="own"),
    path("own/statement.pdf", own_views.own_statement, name="own_statement"),
]
