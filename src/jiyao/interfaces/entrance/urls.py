"""The entrance's addresses: those of allauth that we want, each with who may open it."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as social
from allauth.usersessions import views as sessions
from django.urls import path

from jiyao.interfaces.entrance.government import offered
from jiyao.interfaces.entrance.views import identity, passwords, tokens
from jiyao.interfaces.ui.permitting import always, entering, signed_in

login = account.LoginView.as_view(extra_context={"providers": offered})

urlpatterns = [
    path("login/", always(login), name="account_login"),
    path("logout/", always(account.logout), name="account_logout"),
    path("closed/", always(account.account_inactive), name="account_inactive"),
    path("again/", entering(account.reauthenticate), name="account_reauthenticate"),
    path("password/", entering(account.password_change), name="account_change_password"),
    path("password/none/", passwords.no_password, name="account_set_password"),
    path("sessions/", signed_in(sessions.list_usersessions), name="usersessions_list"),
    path("tokens/", tokens.index, name="tokens"),
    path("tokens/new/", tokens.make, name="token-make"),
    path("tokens/<int:number>/end/", tokens.end, name="token-end"),
    path("security/", entering(factors.index), name="mfa_index"),
    path("code/", always(factors.authenticate), name="mfa_authenticate"),
    path("code/again/", entering(factors.reauthenticate), name="mfa_reauthenticate"),
    path("app/", entering(totp.activate_totp), name="mfa_activate_totp"),
    path("app/remove/", entering(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("codes/", entering(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("codes/new/", entering(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("codes/file/", entering(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("keys/", entering(keys.list_webauthn), name="mfa_list_webauthn"),
    path("keys/add/", entering(keys.add_webauthn), name="mfa_add_webauthn"),
    path("keys/again/", entering(keys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("keys/login/", always(keys.login_webauthn), name="mfa_login_webauthn"),
    path("keys/<int:pk>/", entering(keys.edit_webauthn), name="mfa_edit_webauthn"),
    path("keys/<int:pk>/remove/", entering(keys.remove_webauthn), name="mfa_remove_webauthn"),
    path("oidc/cancelled/", always(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("oidc/<str:provider_id>/login/", identity.ask, name="openid_connect_login"),
    path("oidc/<str:provider_id>/answer/", identity.answered, name="openid_connect_callback"),
]
