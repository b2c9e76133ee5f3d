"""Budget lines on a document's page: what it allots hangs on its clause, as known on the day that is asked for."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.funds.models import Allocation, AllocationState
from tests.funds.money import Hands
from tests.registry.places import DAY, lay_out

pytestmark = pytest.mark.django_db
DOCUMENT, ARTICLE = "cn-2024-stabilising-posts", "第三条"


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DAY = DAY
    lay_out()


def page(language: str = "zh-hans") -> str:
    """The document's page, as anybody sees it."""
    client = Client(headers={"accept-language": language})
    return client.get(f"/library/{DOCUMENT}/").content.decode()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-hans", ("额度", "失业保险基金，2025 年", "下达 10,000 元")),
        ("en", ("budget line", "2025", "10,000 yuan")),
    ],
)
def test_allocation_hangs_on_the_clause_that_it_names(language: str, said: tuple[str, ...]) -> None:
    Hands().allocate(document=DOCUMENT, article=ARTICLE)

    found = page(language)

    clause = found[found.index(ARTICLE) : found.index("</section>", found.index(ARTICLE))]
    assert [one for one in said if one not in clause] == []


def test_allocation_that_is_only_proposed_or_names_no_document_is_not_shown() -> None:
    hands = Hands()
    hands.allocate()
    made = hands.allocate(document=DOCUMENT)
    Allocation.objects.filter(pk=made.pk).update(
        state=AllocationState.PROPOSED, decided_by=None, decided_at=None
    )

    assert "10,000 元" not in page()


def test_form_offers_the_documents_of_the_library_and_refuses_others() -> None:
    hands = Hands()
    client = Client()
    assert hands.pays.account is not None
    client.force_login(hands.pays.account)
    given = {
        "kind": "allocate",
        "fund": "unemployment-insurance",
        "division": "230000",
        "year": "2025",
        "amount": "100",
        "basis": "某文件",
    }
    form = client.get("/desk/funds/allocations/make/").content.decode()

    refused = client.post("/desk/funds/allocations/make/", {**given, "document": "nothing"})
    made = client.post("/desk/funds/allocations/make/", {**given, "document": DOCUMENT, "article": ARTICLE})

    assert f'<option value="{DOCUMENT}"' in form
    assert refused.status_code == 422
    assert "请从文件库中选择" in refused.content.decode()
    assert f'href="/library/{DOCUMENT}/"' in client.get(made.url).content.decode()
