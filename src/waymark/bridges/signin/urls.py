"""Signing in with email address and password. Accounts are created by invitation only."""

from allauth.account import views as allauth
from django.urls import path, re_path

from waymark.bridges.signin import views

urlpatterns = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("invitations/<str:token>/", views.invitation, name="signin_invitation"),
    path("demonstration/", views.demonstration, name="signin_demonstration"),
    path("demonstration/<int:person_id>/", views.demonstration_session, name="signin_demonstration_session"),
]
