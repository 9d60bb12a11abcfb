"""Signing in with email address and password. Accounts are created by invitation only."""

from allauth.account import views as allauth
from django.urls import path

from waymark.bridges.signin import views
from waymark.bridges.signin.oidc import views as oidc
from waymark.bridges.signin.own_account import views as own_account
from waymark.bridges.signin.passkeys import views as passkeys
from waymark.bridges.signin.second_factor import views as second_factor
from waymark.bridges.signin.sessions import views as sessions

urlpatterns = [
    path("login/", views.sign_in, name="account_login"),
    path("login/second-step/", second_factor.second_step, name="signin_second_step"),
    path("security/", second_factor.security, name="signin_security"),
    path("security/confirmation/", second_factor.confirmation, name="signin_confirmation"),
    path("login/provider/", oidc.begin, name="signin_provider"),
    path("login/provider/back/", oidc.come_back, name="signin_provider_back"),
    path("login/passkey/", passkeys.sign_in, name="signin_passkey"),
    path("login/passkey/options/", passkeys.options, name="signin_passkey_options"),
    path("security/passkeys/new/", passkeys.new_passkey, name="signin_new_passkey"),
    path("security/passkeys/new/options/", passkeys.new_passkey_options, name="signin_new_passkey_options"),
    path(
        "security/passkeys/<int:passkey_id>/removal/", passkeys.passkey_removal, name="signin_passkey_removal"
    ),
    path("security/email/", own_account.own_email, name="signin_own_email"),
    path("security/password/", own_account.own_password, name="signin_own_password"),
    path("security/sessions/", sessions.sessions, name="signin_sessions"),
    path("security/app/", second_factor.app, name="signin_app"),
    path("security/app/removal/", second_factor.app_removal, name="signin_app_removal"),
    path("security/recovery-codes/", second_factor.recovery_codes, name="signin_recovery_codes"),
    path(
        "security/recovery-codes/file/", second_factor.recovery_codes_file, name="signin_recovery_codes_file"
    ),
    path("security/recovery-codes/new/", second_factor.new_recovery_codes, name="signin_new_recovery_codes"),
    path(
        "people/<int:person_id>/second-step/", second_factor.second_factor_of, name="signin_second_factor_of"
    ),
    path("rules/", second_factor.provider_rules, name="signin_rules"),
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
