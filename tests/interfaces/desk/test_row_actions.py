"""What is offered on the page of a row."""

import pytest
from django.http import HttpRequest

from jiyao.interfaces.desk.row_actions import Part, on_row_of
from jiyao.registry.models import AccountRole
from jiyao.registry.tabling import UnknownTable
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import lay_out


@pytest.fixture(autouse=True)
def offers(monkeypatch: pytest.MonkeyPatch) -> None:
    """No offers but the test's own."""
    monkeypatch.setattr("jiyao.interfaces.desk.row_actions.OFFERS", {})


@pytest.mark.django_db
def test_part_stands_on_the_rows_of_its_table_where_it_is_offered() -> None:
    lay_out()

    @on_row_of("certificates")
    def correct(request: HttpRequest, row: object) -> Part | None:
        return Part("ui/_empty.html", {}) if request.holder.may("certificates", "correct") else None  # type: ignore[attr-defined]

    clients = [signed_in(AccountRole.ACCEPT), signed_in(AccountRole.AUDITOR)]
    pages = [f"/desk/records/{table}/1001/" for table in ("certificates", "households")]
    found = [
        [client.get(page).content.decode().count('class="empty"') for page in pages] for client in clients
    ]

    assert found == [[1, 0], [0, 0]]


def test_offer_on_no_table_is_refused() -> None:
    with pytest.raises(UnknownTable, match=r'no table "certificate"; did you mean "certificates"'):
        on_row_of("certificate")
