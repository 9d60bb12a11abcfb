"""Signing in with email address and password. Accounts are created by invitation only."""

from allauth.account import views as allauth
from django.urls import path

from waymark.bridges.signin import views

urlpatterns = [
    path("login/", views.sign_in, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/<str:key>/", views.old_link, name="signin_old_link"),
    path("password/new/<str:token>/", views.new_password, name="signin_new_password"),
    path("password/new/<str:token>/renewal/", views.new_password_renewal, name="signin_new_password_renewal"),
    path("invitations/<str:token>/", views.invitation, name="signin_invitation"),
    path("invitations/<str:token>/renewal/", views.invitation_renewal, name="signin_invitation_renewal"),
    path("sign-ins/", views.sign_ins, name="signin_sign_ins"),
    path("demonstration/", views.demonstration, name="signin_demonstration"),
    path("demonstration/<int:person_id>/", views.demonstration_session, name="signin_demonstration_session"),
]
