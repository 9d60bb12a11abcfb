"""Addresses of this room: the life of an enrolment."""

from django.urls import path

from waymark.ground.cohorts.enrolments import views

app_name = "cohorts"
OF_ENROLMENT = "cohorts/<slug:slug>/enrolments/<slug:reference>/"
urlpatterns = [
    path(OF_ENROLMENT, views.enrolment, name="enrolment"),
    path(f"{OF_ENROLMENT}deferral/", views.deferral, name="deferral"),
    path(f"{OF_ENROLMENT}deferrals/<int:deferral>/", views.deferral_decision, name="deferral_decision"),
    path(f"{OF_ENROLMENT}withdrawal/", views.withdrawal, name="withdrawal"),
    path(f"{OF_ENROLMENT}return/", views.comeback, name="return"),
    path(f"{OF_ENROLMENT}move/", views.move, name="move"),
    path(f"{OF_ENROLMENT}provider/", views.provider, name="provider"),
    path(f"{OF_ENROLMENT}partner/", views.partner, name="partner"),
    path(f"{OF_ENROLMENT}declaration/", views.declaration, name="declaration"),
    path(f"{OF_ENROLMENT}declarations/<int:declaration>/void/", views.voided, name="declaration_void"),
    path(f"{OF_ENROLMENT}assessment-return/", views.assessment_return, name="assessment_return"),
    path(f"{OF_ENROLMENT}changes/<int:change>/undo/", views.undo, name="undo"),
]
