"""Addresses of this room: nouns only."""

from django.urls import path

from waymark.journey.gather import move_views, views

app_name = "gather"
urlpatterns = [
    path("group/", views.group, name="group"),
    path("group/meetings/<slug:item_id>/", views.meeting, name="meeting"),
    path("group/meetings/<slug:item_id>/correction/", views.correction, name="correction"),
    path("groups/", views.own_groups, name="own_groups"),
    path("cohorts/<slug:slug>/groups/", views.groups, name="groups"),
    path("cohorts/<slug:slug>/groups/owners/", views.group_owners, name="group_owners"),
    path("cohorts/<slug:slug>/groups/members/<slug:reference>/move/", move_views.move, name="move"),
    path(
        "cohorts/<slug:slug>/groups/changes/<int:change>/undo/",
        move_views.group_change_undo,
        name="group_change_undo",
    ),
]
