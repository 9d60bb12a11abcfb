"""Addresses of the words, settings and preferences of emails, and of messages to selected people."""

from django.urls import path

from waymark.ground.emails import views

app_name = "emails"
urlpatterns = [
    path("settings/emails/", views.settings_page, name="settings"),
    path("settings/emails/<str:code>/", views.kind_page, name="kind"),
    path("settings/emails/<str:code>/default/", views.default_words, name="default"),
    path("settings/emails/<str:code>/setting/", views.setting, name="setting"),
    path("messages/summary/", views.preference, name="preference"),
    path("cohorts/<slug:slug>/messages/", views.cohort_messages, name="cohort_messages"),
    path("cohorts/<slug:slug>/messages/new/", views.new_message, name="new_message"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
