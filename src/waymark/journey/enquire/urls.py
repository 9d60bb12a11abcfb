"""Addresses of this room, subject by subject: nouns only."""

from django.urls import path

from waymark.journey.enquire.enquiries.views import desk, saved, visitor
from waymark.journey.enquire.quotes import views as quotes
from waymark.journey.enquire.scholarships import views as scholarships
from waymark.journey.enquire.webinars import views as webinars

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
    path("webinars/<int:webinar_id>/sign-up/", webinars.sign_up, name="webinar_sign_up"),
    path("webinars/places/<slug:token>/", webinars.place, name="webinar_place"),
    path("webinars/", webinars.webinars, name="webinars"),
    path("webinars/new/", webinars.new_webinar, name="new_webinar"),
    path("webinars/<int:webinar_id>/", webinars.webinar, name="webinar"),
    path(
        "webinars/<int:webinar_id>/cancellation/", webinars.webinar_cancellation, name="webinar_cancellation"
    ),
    path("webinars/<int:webinar_id>/recording/", webinars.webinar_recording, name="webinar_recording"),
    path("quotes/", quotes.quotes, name="quotes"),
    path("quotes/<int:quote_id>/", quotes.quote, name="quote"),
    path("quotes/<int:quote_id>/request/", quotes.quote_request, name="quote_request"),
    path("quotes/consent/<slug:token>/", quotes.quote_consent, name="quote_consent"),
]
