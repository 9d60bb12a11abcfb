"""Addresses of this room: nouns only."""

from django.urls import path

from waymark.journey.coach.views import coaching, cohort, own

app_name = "coach"
urlpatterns = [
    path("", coaching.coachees, name="coachees"),
    path("mine/", own.mine, name="mine"),
    path("cohorts/<slug:slug>/pairings/", cohort.pairings, name="pairings"),
    path(
        "cohorts/<slug:slug>/pairings/changes/<int:change>/undo/",
        cohort.coach_change_undo,
        name="coach_change_undo",
    ),
    path("cohorts/<slug:slug>/sessions/", cohort.cohort, name="cohort"),
    path("<slug:reference>/preparation/", coaching.preparation, name="preparation"),
    path("<slug:reference>/sessions/<slug:item_id>/", coaching.session, name="session"),
    path("<slug:reference>/sessions/<slug:item_id>/correction/", coaching.correction, name="correction"),
    path("<slug:reference>/workbook/<int:entry_id>/", coaching.entry, name="entry"),
]
