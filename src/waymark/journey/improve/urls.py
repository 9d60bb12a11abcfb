"""Addresses of this room: nouns only."""

from django.urls import path

from waymark.journey.improve import views

app_name = "improve"
urlpatterns = [
    path("", views.issues, name="issues"),
    path("issues/new/", views.issue_new, name="issue_new"),
    path("issues/<int:issue_id>/action/", views.action, name="action"),
    path("issues/<int:issue_id>/action/correction/", views.correction, name="correction"),
]
