"""The portal's addresses."""

from django.urls import path

from jiyao.interfaces.portal.views import (
    article,
    cases,
    codes,
    contests,
    employer,
    guides,
    home,
    interview,
    interview_paper,
    library,
    measures,
    notices,
    own,
    staff,
)
from jiyao.interfaces.ui.addresses import register

register()

urlpatterns = [
    path("", home.home, name="home"),
    path("mine/", interview.start, name="interview"),
    path("mine/paper/", interview_paper.paper, name="interview-paper"),
    path("my/", own.own, name="own"),
    path("my/identity/", own.identity, name="own-identity"),
    path("my/code/", codes.code, name="own-code"),
    path("my/paper/", own.paper, name="own-paper"),
    path("my/measures/<str:row>/<slug:measure_id>/", own.measure, name="own-measure"),
    path("my/measures/<record:row>/<slug:measure_id>/claim/", cases.make, name="own-claim"),
    path("my/cases/<record:number>/", cases.case, name="own-case"),
    path("my/cases/<record:number>/accept/", cases.accept, name="own-case-accept"),
    path("my/cases/<record:number>/supplement/", cases.add, name="own-case-add"),
    path("my/cases/<record:number>/account/", cases.account, name="own-case-account"),
    path("my/cases/<record:number>/withdraw/", cases.take_back, name="own-case-withdraw"),
    path(
        "my/cases/<record:number>/appeal/", contests.contest_own, {"form": "appeal"}, name="own-case-appeal"
    ),
    path(
        "my/cases/<record:number>/complain/",
        contests.contest_own,
        {"form": "complaint"},
        name="own-case-complain",
    ),
    path("my/cases/<record:number>/papers/<record:key>/<str:form>/", cases.paper, name="own-case-paper"),
    path("my/records/<slug:table>/<record:key>/", own.record, name="own-record"),
    path("my/records/<slug:table>/<record:key>/<slug:column>/", own.dispute, name="own-dispute"),
    path("my/corrections/<record:number>/withdraw/", own.take_back, name="own-withdraw"),
    path("my-organisation/", staff.start, name="staff"),
    path("my-organisation/<str:token>/", staff.result, name="staff-result"),
    path("my-organisation/<str:token>/progress/", staff.progress, name="staff-progress"),
    path("my-organisation/<str:token>/file/", staff.download, name="staff-file"),
    path("my-organisation/<str:token>/delete/", staff.delete, name="staff-delete"),
    path("employers/", employer.start, name="employer"),
    path("employers/roster.xlsx", employer.template, name="employer-template"),
    path("employers/<str:token>/", employer.result, name="employer-result"),
    path("employers/<str:token>/progress/", employer.progress, name="employer-progress"),
    path("employers/<str:token>/file/", employer.download, name="employer-file"),
    path("employers/<str:token>/delete/", employer.delete, name="employer-delete"),
    path("measures/", measures.catalogue, name="measures"),
    path("measures/<slug:measure_id>/", measures.measure, name="measure"),
    path("measures/<slug:measure_id>/values/<str:name>/", measures.value_history, name="value-history"),
    path("measures/<slug:measure_id>/guide/<str:division>/", guides.guide, name="guide"),
    path("measures/<slug:measure_id>/guide/<str:division>/guide.pdf", guides.paper, name="guide-paper"),
    path("guides/", guides.index, name="guides"),
    path("guides/forms/<str:file>/", guides.form, name="guide-form"),
    path("notices/", notices.index, name="notices"),
    path("notices/<record:number>/object/", contests.object_to, name="notice-object"),
    path("article/", article.article, name="article"),
    path("library/", library.documents, name="library"),
    path("library/lineage/", library.lineage, name="library-lineage"),
    path("library/<str:document_id>/", library.document, name="library-document"),
    path("library/<str:document_id>/original/", library.original, name="library-original"),
    path("library/<str:document_id>/clauses/", library.slots, name="library-slots"),
]
