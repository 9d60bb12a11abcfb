"""Addresses of this room: nouns only."""

from django.urls import path

from waymark.journey.improve import views
from waymark.journey.improve.inspections import link
from waymark.journey.improve.inspections import views as inspections

app_name = "improve"
urlpatterns = [
    path("", views.issues, name="issues"),
    path("issues/new/", views.issue_new, name="issue_new"),
    path("issues/<int:issue_id>/action/", views.action, name="action"),
    path("issues/<int:issue_id>/action/correction/", views.correction, name="correction"),
    path("inspections/", inspections.inspections, name="inspections"),
    path("inspections/new/", inspections.inspection_new, name="inspection_new"),
    path("inspections/<int:pack_id>/", inspections.inspection, name="inspection"),
    path("inspections/<int:pack_id>/end/", inspections.inspection_end, name="inspection_end"),
    path("inspections/<int:pack_id>/renewal/", inspections.inspection_renewal, name="inspection_renewal"),
    path("inspection-packs/<str:token>/", link.inspection_link, name="inspection_link"),
]
