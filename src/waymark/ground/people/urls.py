"""Addresses of a provider's settings, its colours and its logo: nouns only."""

from django.urls import path

from waymark.ground.people.branding import views

app_name = "people"
urlpatterns = [
    path("settings/provider/", views.settings, name="settings"),
    path("settings/provider/accessibility/", views.statement, name="statement"),
    path("look/<slug:digest>.css", views.style, name="style"),
    path("look/<slug:digest>", views.logo, name="logo"),
]
