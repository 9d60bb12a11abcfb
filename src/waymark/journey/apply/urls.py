"""Addresses of this room: nouns only."""

from django.urls import path

from waymark.journey.apply.views import application, applications, cohorts, enrolment_files, programmes

app_name = "apply"
urlpatterns = [
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/<slug:slug>/", programmes.programme, name="programme"),
    path("programmes/<slug:slug>/versions/", programmes.versions, name="versions"),
    path(
        "programmes/<slug:slug>/applications/<slug:cohort>/",
        application.application,
        name="application_start",
    ),
    path(
        "programmes/<slug:slug>/applications/<slug:cohort>/check/",
        application.check,
        name="application_check",
    ),
    path(
        "programmes/<slug:slug>/applications/<slug:cohort>/sent/", application.sent, name="application_sent"
    ),
    path(
        "programmes/<slug:slug>/applications/<slug:cohort>/<slug:step>/",
        application.application_step,
        name="application_step",
    ),
    path("cohorts/", cohorts.cohorts, name="cohorts"),
    path("cohorts/new/", cohorts.cohort_new, name="cohort_new"),
    path("cohorts/<slug:slug>/", cohorts.cohort, name="cohort"),
    path("cohorts/<slug:slug>/staff/", cohorts.cohort_staff, name="cohort_staff"),
    path("cohorts/<slug:slug>/applications/", applications.applications, name="applications"),
    path(
        "cohorts/<slug:slug>/applications/<slug:reference>/", applications.application_of, name="application"
    ),
    path(
        "cohorts/<slug:slug>/applications/<slug:reference>/acceptance/",
        applications.acceptance,
        name="acceptance",
    ),
    path(
        "cohorts/<slug:slug>/applications/<slug:reference>/rejection/",
        applications.rejection,
        name="rejection",
    ),
    path("cohorts/<slug:slug>/enrolment-files/", enrolment_files.enrolment_files, name="enrolment_files"),
    path(
        "cohorts/<slug:slug>/enrolment-files/<int:file_id>/",
        enrolment_files.enrolment_file,
        name="enrolment_file",
    ),
    path(
        "cohorts/<slug:slug>/enrolment-files/<int:file_id>/confirmation/",
        enrolment_files.enrolment_file_confirmation,
        name="enrolment_file_confirmation",
    ),
    path(
        "cohorts/<slug:slug>/enrolment-files/<int:file_id>/rows-to-mend/",
        enrolment_files.enrolment_file_rows_to_mend,
        name="enrolment_file_rows_to_mend",
    ),
]
