"""Signing in through the government identity provider."""

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from jiyao.interfaces.entrance.government import Asking
from jiyao.interfaces.ui.permitting import always


@always
@require_GET
def ask(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Sends to the provider."""
    return _answered(OAuth2LoginView, request, provider_id)


@always
@require_GET
def answered(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Takes up what the provider answers."""
    return _answered(OAuth2CallbackView, request, provider_id)


def _answered(
    view: type[OAuth2LoginView | OAuth2CallbackView], request: HttpRequest, provider_id: str
) -> HttpResponse:
    try:
        response: HttpResponse = view.adapter_view(Asking(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return response
