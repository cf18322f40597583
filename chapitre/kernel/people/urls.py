"""The account pages, under /compte/: the part of allauth that the house uses, at addresses in French."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path

from chapitre.kernel.people import administration, views

urlpatterns = [
    path("", views.account, name="compte"),
    path("fermer/", views.close, name="compte_fermer"),
    path("personnel/", administration.staff, name="compte_personnel"),
    path("personnel/nouveau/", administration.new, name="compte_personnel_nouveau"),
    re_path(
        r"^personnel/(?P<pk>[0-9]{1,9})/(?P<what>fermer|rouvrir|cles)/$",
        administration.change,
        name="compte_personnel_changer",
    ),
    path("lien/", views.link, name="compte_lien"),
    path("lien/<str:token>/", views.follow, name="compte_lien_suivre"),
    path("connexion/", account.login, name="account_login"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("ferme/", account.account_inactive, name="account_inactive"),
    path("confirmer/", account.reauthenticate, name="account_reauthenticate"),
    path("mot-de-passe/", account.password_change, name="account_change_password"),
    # Residents have no password, and staff are given one: allauth sends whoever has none here, back to the account.
    path("mot-de-passe/aucun/", views.account, name="account_set_password"),
    path("mot-de-passe/oublie/", account.password_reset, name="account_reset_password"),
    path("mot-de-passe/oublie/envoye/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe/nouveau/fait/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("cles/", mfa.index, name="mfa_index"),
    path("cles/verifier/", mfa.authenticate, name="mfa_authenticate"),
    path("cles/confirmer/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("cles/application/ajouter/", totp.activate_totp, name="mfa_activate_totp"),
    path("cles/application/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("cles/secours/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("cles/secours/refaire/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("cles/secours/telecharger/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("cles/acces/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("cles/acces/ajouter/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("cles/acces/connexion/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("cles/acces/confirmer/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("cles/acces/<int:pk>/renommer/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("cles/acces/<int:pk>/retirer/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
]
