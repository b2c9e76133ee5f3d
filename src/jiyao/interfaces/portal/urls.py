"""The portal's addresses."""

from django.urls import path

from jiyao.interfaces.portal.views import employer, home, interview, measures

urlpatterns = [
    path("", home.home, name="home"),
    path("mine/", interview.start, name="interview"),
    path("employers/", employer.start, name="employer"),
    path("measures/", measures.catalogue, name="measures"),
    path("measures/<slug:measure_id>/", measures.measure, name="measure"),
]
