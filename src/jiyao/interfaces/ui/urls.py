"""Addresses that belong to no screen of their own."""

from django.urls import path

from jiyao.interfaces.ui import views

urlpatterns = [
    path("language/", views.change_language, name="language"),
    path("type-size/", views.change_type_size, name="type-size"),
    path("health/", views.health, name="health"),
    path("ready/", views.ready, name="ready"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.icon, name="icon"),
    path("gallery/", views.gallery, name="gallery"),
    path("gallery/<slug:part>/", views.gallery_part, name="gallery-part"),
]
