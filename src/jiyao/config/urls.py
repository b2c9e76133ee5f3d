"""Every address: the portal's, the API's, and what belongs to no screen."""

from django.urls import include, path

urlpatterns = [
    # first: programs ask often, and every address before theirs is tried in vain
    path("", include("jiyao.interfaces.api.urls")),
    path("", include("jiyao.interfaces.ui.urls")),
    path("", include("jiyao.interfaces.portal.urls")),
    path("account/", include("jiyao.interfaces.entrance.urls")),
    path("desk/", include("jiyao.interfaces.desk.urls")),
]

handler500 = "jiyao.interfaces.ui.views.broken"
