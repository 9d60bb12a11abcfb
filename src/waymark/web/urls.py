"""Addresses of home pages and of pages that show facts of several rooms."""

from django.urls import path

from waymark.web import views
from waymark.web.access_needs import views as access_needs
from waymark.web.assisting import views as assisting
from waymark.web.dietary import views as dietary
from waymark.web.leaving import views as leaving
from waymark.web.partners import views as partners
from waymark.web.people import confirmation
from waymark.web.people import views as people
from waymark.web.privacy import views as privacy
from waymark.web.support import views as support

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
    path("partner/participants.csv", partners.partner_csv, name="partner_csv"),
    path("partner/participants/<slug:reference>/", partners.partner_participant, name="partner_participant"),
    path("people/", people.people_list, name="people"),
    path("people/people.csv", people.people_csv, name="people_csv"),
    path("people/<int:person_id>/", people.person, name="person"),
    path("people/<int:person_id>/name/", people.person_name, name="person_name"),
    path("people/<int:person_id>/email/", people.person_email, name="person_email"),
    path("people/<int:person_id>/email/withdrawal/", people.email_withdrawal, name="email_withdrawal"),
    path("people/<int:person_id>/trn/", people.person_trn, name="person_trn"),
    path("people/<int:person_id>/school/", people.person_school, name="person_school"),
    path("people/<int:person_id>/access-needs/", access_needs.access_needs, name="person_access_needs"),
    path("people/<int:person_id>/invitation/", people.person_invitation, name="person_invitation"),
    path(
        "people/<int:person_id>/invitation/withdrawal/",
        people.invitation_withdrawal,
        name="invitation_withdrawal",
    ),
    path("people/<int:person_id>/merge/", people.person_merge, name="person_merge"),
    path("people/<int:person_id>/their-pages/", support.support, name="support"),
    path("people/<int:person_id>/their-pages/<int:access_id>/end/", support.support_end, name="support_end"),
    path(
        "people/<int:person_id>/their-pages/<int:access_id>/as-they-see-them<path:page>",
        support.support_page,
        name="support_page",
    ),
    path("email-address/<str:token>/", confirmation.email_confirmation, name="email_confirmation"),
    path(
        "email-address/<str:token>/renewal/",
        confirmation.email_confirmation_renewal,
        name="email_confirmation_renewal",
    ),
    path("people/<int:person_id>/access-needs/<int:need_id>/", access_needs.access_need, name="access_need"),
    path(
        "people/<int:person_id>/access-needs/<int:need_id>/end/",
        access_needs.access_need_end,
        name="access_need_end",
    ),
    path(
        "people/<int:person_id>/access-needs/proposed/<int:proposed_id>/",
        access_needs.proposed_need,
        name="proposed_need",
    ),
    path(
        "people/<int:person_id>/access-needs/proposed/<int:proposed_id>/decline/",
        access_needs.proposed_need_decline,
        name="proposed_need_decline",
    ),
    path("people/<int:person_id>/dietary-needs/", dietary.dietary_needs, name="dietary_needs"),
    path("my/dietary-needs/", dietary.own_dietary_needs, name="own_dietary_needs"),
    path("my/dietary-needs/removal/", dietary.own_dietary_needs_removal, name="own_dietary_needs_removal"),
    path("my/access-needs/", access_needs.own_access_needs, name="own_access_needs"),
    path("my/assistants/", assisting.assistants, name="assistants"),
    path("my/assistants/<int:assistant_id>/end/", assisting.assistant_end, name="assistant_end"),
    path("my/assistants/<int:assistant_id>/link/", assisting.assistant_link, name="assistant_link"),
    path(
        "my/assistants/<int:assistant_id>/reminders/",
        assisting.assistant_reminders,
        name="assistant_reminders",
    ),
    path("assisting/", assisting.assisting, name="assisting"),
    path("assisting/<int:assistant_id>/", assisting.assisted_calendar, name="assisted_calendar"),
    path(
        "assisting/<int:assistant_id>/acceptance/",
        assisting.assisting_acceptance,
        name="assisting_acceptance",
    ),
    path("assisting/<int:assistant_id>/end/", assisting.assisting_end, name="assisting_end"),
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
    path("your-data/", privacy.your_data, name="your_data"),
    path("your-data/copy.zip", privacy.your_copy, name="your_copy"),
    path("people/<int:person_id>/subject-access/", privacy.subject_access, name="subject_access"),
    path("people/<int:person_id>/subject-access/copy.zip", privacy.prepared_copy, name="prepared_copy"),
    path("people/<int:person_id>/erasure/", privacy.erasure, name="erasure"),
    path("people/<int:person_id>/legal-hold/", privacy.legal_hold, name="legal_hold"),
    path("settings/retention/", privacy.retention_settings, name="retention"),
    path("settings/retention/<slug:slug>/", privacy.retention_of_class, name="retention_of_class"),
    path("healthz", views.healthz, name="healthz"),
]
