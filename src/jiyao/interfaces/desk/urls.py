"""The desk's addresses."""

from django.urls import path

from jiyao.interfaces.desk.views import (
    accounts,
    corrections,
    home,
    imports,
    jobs,
    measures,
    organisations,
    people,
    permissions,
    records,
    runs,
)
from jiyao.interfaces.ui.addresses import register

register()

urlpatterns = [
    path("", home.home, name="desk"),
    path("keys/", home.keys, name="desk-keys"),
    path("accounts/", accounts.index, name="desk-accounts"),
    path("accounts/open/", accounts.make, name="desk-account-open"),
    path("accounts/<record:number>/roles/", accounts.give, name="desk-account-give"),
    path("accounts/<record:number>/roles/<record:assignment>/", accounts.end, name="desk-account-end"),
    path("accounts/<record:number>/password/", accounts.password, name="desk-account-password"),
    path("accounts/<record:number>/factors/", accounts.factors, name="desk-account-factors"),
    path("accounts/<record:number>/close/", accounts.close, name="desk-account-close"),
    path("people/", people.search, name="desk-people"),
    path("people/<record:number>/", people.person, name="desk-person"),
    path("people/<record:number>/unmask/", people.unmask, name="desk-unmask"),
    path("organisations/<record:number>/", organisations.organisation, name="desk-organisation"),
    path("imports/", imports.index, name="desk-imports"),
    path("imports/<slug:table>/", imports.upload, name="desk-import"),
    path("imports/<slug:table>/template.xlsx", imports.template, name="desk-import-template"),
    path("jobs/<record:number>/", jobs.job, name="desk-job"),
    path("jobs/<record:number>/progress/", jobs.progress, name="desk-job-progress"),
    path("jobs/<record:number>/bad.xlsx", jobs.result, name="desk-job-result"),
    path("runs/", runs.index, name="desk-runs"),
    path("runs/make/", runs.make, name="desk-run-make"),
    path("runs/<record:number>/", runs.run, name="desk-run"),
    path("measures/", measures.catalogue, name="desk-measures"),
    path("permissions/", permissions.table, name="desk-permissions"),
    path("corrections/", corrections.index, name="desk-corrections"),
    path("corrections/<record:number>/", corrections.correction, name="desk-correction"),
    path("corrections/<record:number>/decide/", corrections.decide, name="desk-correction-decide"),
    path("corrections/<record:number>/withdraw/", corrections.take_back, name="desk-correction-withdraw"),
    path("records/", records.index, name="desk-records"),
    path("records/<slug:table>/", records.rows, name="desk-rows"),
    path("records/<slug:table>/rows.xlsx", records.export, name="desk-export"),
    path("records/<slug:table>/<record:key>/correct/", corrections.choose, name="desk-correct"),
    path(
        "records/<slug:table>/<record:key>/correct/<slug:column>/",
        corrections.ask,
        name="desk-correct-column",
    ),
    path("records/<slug:table>/<str:key>/", records.row, name="desk-row"),
]
