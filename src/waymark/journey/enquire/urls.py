"""Addresses of this room, subject by subject: nouns only."""

from django.urls import path

from waymark.journey.enquire.enquiries.views import desk, saved, visitor
from waymark.journey.enquire.scholarships import views as scholarships

app_name = "enquire"

urlpatterns = [
    path("providers/<slug:provider>/enquiries/new/", visitor.new_enquiry, name="new_enquiry"),
    path("providers/<slug:provider>/enquiries/sent/", visitor.enquiry_sent, name="enquiry_sent"),
    path("enquiries/", desk.enquiries, name="enquiries"),
    path("enquiries/saved-answers/", saved.saved_answers, name="saved_answers"),
    path("enquiries/saved-answers/new/", saved.new_saved_answer, name="new_saved_answer"),
    path("enquiries/saved-answers/<int:answer_id>/", saved.saved_answer, name="saved_answer"),
    path(
        "enquiries/saved-answers/<int:answer_id>/removal/",
        saved.saved_answer_removal,
        name="saved_answer_removal",
    ),
    path("enquiries/<slug:reference>/", desk.enquiry, name="enquiry"),
    path("enquiries/<slug:reference>/hand-over/", desk.hand_over, name="hand_over"),
    path("enquiries/<slug:reference>/note/", desk.note, name="note"),
    path("enquiries/<slug:reference>/closing/", desk.closing, name="closing"),
    path("programmes/<slug:slug>/scholarship/", scholarships.scholarship, name="scholarship"),
    path("programmes/<slug:slug>/outside-england/", scholarships.international, name="international"),
    path("settings/scholarships/", scholarships.scholarships, name="scholarships"),
    path("settings/scholarships/lists/<int:list_id>/", scholarships.settings_list, name="settings_list"),
    path(
        "settings/scholarships/lists/<int:list_id>/use/",
        scholarships.settings_list_use,
        name="settings_list_use",
    ),
    path("settings/scholarships/cohorts/<slug:slug>/", scholarships.funding, name="funding"),
]
