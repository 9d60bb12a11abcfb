"""Addresses of this room, subject by subject: nouns only."""

from django.urls import path

from waymark.journey.sit.control_room import views as control
from waymark.journey.sit.copies import views as copies
from waymark.journey.sit.extra_time.views import for_leads, own
from waymark.journey.sit.history import views as versions
from waymark.journey.sit.late_texts import views as late
from waymark.journey.sit.notes import views as notes
from waymark.journey.sit.outages import views as outages
from waymark.journey.sit.practice import views as practice
from waymark.journey.sit.receipts import views as receipts
from waymark.journey.sit.submission.views import as_collected, submission, withdrawal
from waymark.journey.sit.windows import views as windows
from waymark.journey.sit.word_import import views as word_file
from waymark.journey.sit.writing.views import alternate_versions, exhibits, saves, sitting, writing

app_name = "sit"
urlpatterns = [
    path("", sitting.before, name="before"),
    path("receipts/", receipts.receipts, name="receipts"),
    path("device-keys/", writing.device_keys, name="device_keys"),
    path("time/", writing.server_time, name="time"),
    path("worker.js", writing.worker, name="worker"),
    path("practice/", practice.practice, name="practice"),
    path("practice/restart/", practice.practice_restart, name="practice_restart"),
    path("keys/", receipts.keys, name="keys"),
    path("keys.json", receipts.keys_file, name="keys_file"),
    path("cohorts/<slug:cohort>/windows/", windows.windows, name="windows"),
    path("cohorts/<slug:cohort>/windows/new/", windows.new_window, name="new_window"),
    path("cohorts/<slug:cohort>/windows/<int:window>/", control.window, name="window"),
    path(
        "cohorts/<slug:cohort>/windows/<int:window>/participants.csv", control.window_csv, name="window_csv"
    ),
    path("cohorts/<slug:cohort>/windows/<int:window>/incidents/", control.incidents, name="incidents"),
    path("cohorts/<slug:cohort>/windows/<int:window>/outages/", outages.outages, name="outages"),
    path("cohorts/<slug:cohort>/outages/<int:outage>/", outages.outage, name="outage"),
    path(
        "cohorts/<slug:cohort>/outages/<int:outage>/withdrawal/",
        outages.outage_withdrawal,
        name="outage_withdrawal",
    ),
    path("cohorts/<slug:cohort>/windows/<int:window>/late/", late.late, name="late"),
    path("cohorts/<slug:cohort>/late-proposals/<int:proposal>/", late.late_proposal, name="late_proposal"),
    path(
        "cohorts/<slug:cohort>/late-proposals/<int:proposal>/withdrawal/",
        late.late_proposal_withdrawal,
        name="late_proposal_withdrawal",
    ),
    path("cohorts/<slug:cohort>/extensions/", for_leads.cohort_extensions, name="cohort_extensions"),
    path("cohorts/<slug:cohort>/extensions/<int:extension>/", for_leads.extension, name="extension"),
    path("cohorts/<slug:cohort>/enrolments/<slug:enrolment>/time/", for_leads.own_time, name="own_time"),
    path("cohorts/<slug:cohort>/access-times/<int:access_time>/", for_leads.access_time, name="access_time"),
    path(
        "cohorts/<slug:cohort>/enrolments/<slug:enrolment>/extensions/new/",
        for_leads.new_extension,
        name="new_extension",
    ),
    path("extensions/", own.extensions, name="extensions"),
    path("extensions/<int:extension>/evidence/", own.evidence, name="evidence"),
    path("<slug:code>/", writing.writing, name="desk"),
    path("<slug:code>/exhibits/<int:exhibit>/", exhibits.exhibit, name="exhibit"),
    path("<slug:code>/answers/", saves.answers, name="answers"),
    path("<slug:code>/answers/<slug:question>/revisions/", saves.revisions, name="revisions"),
    path("<slug:code>/answers/<slug:question>/versions/", versions.versions, name="versions"),
    path("<slug:code>/answers/<slug:question>/versions/<int:rev>/", versions.version, name="version"),
    path(
        "<slug:code>/answers/<slug:question>/versions/<int:rev>/choice/",
        versions.version_choice,
        name="version_choice",
    ),
    path("<slug:code>/copies/", copies.copies, name="copies"),
    path("<slug:code>/copies/large-print/", copies.large_print, name="large_print"),
    path("<slug:code>/copies/case-study.docx", copies.word_copy, name="word_copy"),
    path("<slug:code>/notes/", notes.notes, name="notes"),
    path("<slug:code>/word-file/", word_file.word_file, name="word_file"),
    path("<slug:code>/kept/", alternate_versions.alternate_versions, name="kept"),
    path("<slug:code>/kept/<int:text>/choice/", alternate_versions.choice, name="choice"),
    path("<slug:code>/as-collected/", as_collected.as_collected, name="as_collected"),
    path("<slug:code>/submission/", submission.submission, name="submission"),
    path("<slug:code>/withdrawal/", withdrawal.withdrawal, name="withdrawal"),
    path("<slug:code>/receipt/", submission.receipt, name="receipt"),
    path("<slug:code>/receipt/receipt.json", submission.receipt_file, name="receipt_file"),
    path("<slug:code>/receipt/receipt.pdf", submission.receipt_pdf, name="receipt_pdf"),
]
