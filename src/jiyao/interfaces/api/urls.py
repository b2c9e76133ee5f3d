"""The API's addresses. What no route has is told as a problem too."""

from django.urls import include, path

from jiyao.interfaces.api import views
from jiyao.interfaces.api.service import routes

urlpatterns = [
    path("api/v1/", views.reference, name="api"),
    path("api/v1/openapi.json", views.openapi, name="openapi"),
    path("api/v1/", include(routes())),
    path("api/<path:rest>", views.unknown, name="api-unknown"),
]
