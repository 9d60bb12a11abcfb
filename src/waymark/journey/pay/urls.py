"""Addresses of this room: nouns only."""

from django.urls import path

from waymark.journey.pay import views

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
    path("enrolments/<slug:reference>/statement.pdf", views.statement, name="statement"),
]
