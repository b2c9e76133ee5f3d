"""Documents loaded at the desk: what the form is filled in with, and what comes back."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from jiyao.policy.models import PackChange
from tests.policy.intake.files import NOTICE, word
from tests.registry.places import CITY

LOAD = "/desk/documents/"
TAG = re.compile(r"<[^>]*>")
MADE = "230100-2025-3"
"""The id of the notice, out of its place, year and number."""
NEW = {
    "document": "", "title": "甲市技能提升补贴办法", "number": "甲人社规〔2025〕3号", "issuers": "甲市人社局、甲市财政局",
    "kind": "policy", "level": "prefecture", "division": CITY, "held": "whole", "issued_on": "2025-06-03",
    "effective_from": "2025-07-01", "effective_to": "", "stages": ["incentives"], "public": "yes",
}  # fmt: skip


def load(client: Client, content: bytes, name: str = "notice.docx") -> HttpResponse:
    """What loading a file answers."""
    return client.post(LOAD, {"file": SimpleUploadedFile(name, content)})


def loaded(client: Client, content: bytes | None = None) -> str:
    """The address of the draft that a file has become."""
    response = load(client, content or word(NOTICE))
    assert response.status_code == 302, TAG.sub("", response.content.decode())
    return str(response.url)


def entered(
    first: Client, second: Client, given: dict[str, object] = NEW, content: bytes | None = None
) -> PackChange:
    """A document that was loaded, proposed and confirmed."""
    change = first.post(loaded(first, content), {**given, "do": "propose"})
    assert change.status_code == 302, TAG.sub("", change.content.decode())
    assert second.post(f"{change.url}decide/", {"do": "confirm"}).status_code == 302
    return PackChange.objects.latest("pk")


def complaints(page: str) -> list[str]:
    """What the page complains about."""
    alert = page.partition('role="alert">')[2].partition("</div>")[0]
    return [TAG.sub("", one) for one in re.findall(r"<p>(.*?)</p>", alert)]


PLACEHOLDER = {**NEW, "document": "doc", "title": "某办法", "number": "某发〔2024〕1号", "level": "province", "division": "", "issued_on": "2024-01-02", "effective_from": ""}  # fmt: skip
ARTICLES = word(["某办法", "某发〔2024〕1号", "各单位：", "第四条 缴费满三年。", "第七条 标准由市里定。"])
