"""The desk's addresses."""

from django.urls import path

from jiyao.interfaces.desk.views import home, permissions, records

urlpatterns = [
    path("", home.home, name="desk"),
    path("permissions/", permissions.table, name="desk-permissions"),
    path("records/", records.index, name="desk-records"),
    path("records/<slug:table>/", records.rows, name="desk-rows"),
    path("records/<slug:table>/rows.xlsx", records.export, name="desk-export"),
    path("records/<slug:table>/<str:key>/", records.row, name="desk-row"),
]
