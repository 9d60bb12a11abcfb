"""Addresses of this room, subject by subject: nouns only."""

from django.urls import path

from waymark.journey.apply.applications.views import applicant, lead, saved
from waymark.journey.apply.cohorts import views as cohorts
from waymark.journey.apply.consents import views as consents
from waymark.journey.apply.contacts import views as contacts
from waymark.journey.apply.corrections import views as corrections
from waymark.journey.apply.enrolment_files import views as enrolment_files
from waymark.journey.apply.programmes import views as programmes
from waymark.journey.apply.selection.views import applicant as status
from waymark.journey.apply.selection.views import lead as selection
from waymark.journey.apply.selection.views import reviewer
from waymark.journey.apply.sponsors import views as sponsors
from waymark.journey.apply.staff import partners
from waymark.journey.apply.staff import views as staff

app_name = "apply"

APPLY = "programmes/<slug:slug>/applications/<slug:cohort>/"
APPLICATION = "cohorts/<slug:slug>/applications/<slug:reference>/"
FILE = "cohorts/<slug:slug>/enrolment-files/<int:file_id>/"

urlpatterns = [
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/<slug:slug>/", programmes.programme, name="programme"),
    path("programmes/<slug:slug>/versions/", programmes.versions, name="versions"),
    path(APPLY, applicant.application_start, name="application_start"),
    path(f"{APPLY}check/", applicant.application_check, name="application_check"),
    path(f"{APPLY}saved/", saved.application_saved, name="application_saved"),
    path(f"{APPLY}submitted/", applicant.application_submitted, name="application_submitted"),
    path(f"{APPLY}<slug:step>/", applicant.application_step, name="application_step"),
    path("applications/drafts/<token>/", saved.application_draft, name="application_draft"),
    path(
        "applications/drafts/<token>/renewal/",
        saved.application_draft_renewal,
        name="application_draft_renewal",
    ),
    path("applications/sponsors/<token>/", sponsors.application_sponsor, name="application_sponsor"),
    path(
        "applications/sponsors/<token>/answer/",
        sponsors.application_sponsor_thanks,
        name="application_sponsor_thanks",
    ),
    path(
        "applications/sponsors/<token>/renewal/",
        sponsors.application_sponsor_renewal,
        name="application_sponsor_renewal",
    ),
    path("applications/status/<token>/", status.application_status, name="application_status"),
    path(
        "applications/status/<token>/renewal/",
        status.application_status_renewal,
        name="application_status_renewal",
    ),
    path("applications/status/<token>/offer/", status.application_answer, name="application_answer"),
    path(
        "applications/status/<token>/new-offer/", status.application_new_offer, name="application_new_offer"
    ),
    path(
        "applications/status/<token>/withdrawal/",
        status.application_withdrawal,
        name="application_withdrawal",
    ),
    path("applications/status/<token>/answers/", corrections.application_answers, name="application_answers"),
    path(
        "applications/status/<token>/answers/<slug:step>/",
        corrections.application_answers_step,
        name="application_answers_step",
    ),
    path("applications/status/<token>/consents/", consents.application_consents, name="application_consents"),
    path("my/consents/", consents.own_consents, name="own_consents"),
    path("reviews/", reviewer.reviews, name="reviews"),
    path("reviews/<slug:reference>/", reviewer.review, name="review"),
    path("protected-time/", sponsors.protected_time, name="protected_time"),
    path("cohorts/", cohorts.cohorts, name="cohorts"),
    path("cohorts/new/", cohorts.cohort_new, name="cohort_new"),
    path("cohorts/<slug:slug>/", cohorts.cohort, name="cohort"),
    path(
        "cohorts/<slug:slug>/enrolments/<slug:reference>/sponsor/", contacts.sponsor, name="contact_sponsor"
    ),
    path(
        "cohorts/<slug:slug>/enrolments/<slug:reference>/sponsor/link/",
        contacts.sponsor_again,
        name="contact_sponsor_again",
    ),
    path("cohorts/<slug:slug>/enrolments/<slug:reference>/mentor/", contacts.mentor, name="contact_mentor"),
    path("cohorts/<slug:slug>/staff/", cohorts.cohort_staff, name="cohort_staff"),
    path("cohorts/<slug:slug>/staff/<int:member>/", cohorts.staff_member, name="staff_member"),
    path("cohorts/<slug:slug>/staff/roles/", staff.cohort_roles, name="cohort_roles"),
    path("staff/", staff.staff, name="staff"),
    path("staff/invitations/", staff.staff_invitations, name="staff_invitations"),
    path("staff/delivery-partners/", partners.partner_members, name="partner_members"),
    path(
        "staff/delivery-partners/<int:member_id>/end/", partners.partner_member_end, name="partner_member_end"
    ),
    path("staff/copies/", staff.staff_copy, name="staff_copy"),
    path("staff/<int:person_id>/", staff.staff_person, name="staff_person"),
    path("staff/<int:person_id>/invitation/", staff.staff_invitation, name="staff_invitation"),
    path("cohorts/<slug:slug>/applications/", lead.applications, name="applications"),
    path(APPLICATION, lead.application, name="application"),
    path(f"{APPLICATION}acceptance/", lead.acceptance, name="acceptance"),
    path(f"{APPLICATION}offer/", selection.application_offer, name="application_offer"),
    path(f"{APPLICATION}waiting-place/", selection.application_waiting, name="application_waiting"),
    path(f"{APPLICATION}reopening/", selection.application_reopening, name="application_reopening"),
    path(f"{APPLICATION}twin/", selection.application_twice, name="application_twice"),
    path(f"{APPLICATION}sponsor/", selection.application_sponsor_again, name="application_sponsor_again"),
    path(f"{APPLICATION}answers/", corrections.application_corrections, name="application_corrections"),
    path(
        f"{APPLICATION}answers/<slug:step>/",
        corrections.application_corrections_step,
        name="application_corrections_step",
    ),
    path("cohorts/<slug:slug>/waiting-list/", selection.waiting_list, name="waiting_list"),
    path("cohorts/<slug:slug>/places/", selection.cohort_places, name="cohort_places"),
    path(f"{APPLICATION}rejection/", lead.rejection, name="rejection"),
    path("cohorts/<slug:slug>/enrolment-files/", enrolment_files.enrolment_files, name="enrolment_files"),
    path(FILE, enrolment_files.enrolment_file, name="enrolment_file"),
    path(
        f"{FILE}confirmation/",
        enrolment_files.enrolment_file_confirmation,
        name="enrolment_file_confirmation",
    ),
    path(f"{FILE}next-part/", enrolment_files.enrolment_file_next_part, name="enrolment_file_next_part"),
    path(f"{FILE}reading/", enrolment_files.enrolment_file_reading, name="enrolment_file_reading"),
    path(
        f"{FILE}rows-to-correct/",
        enrolment_files.enrolment_file_rows_to_correct,
        name="enrolment_file_rows_to_correct",
    ),
]
