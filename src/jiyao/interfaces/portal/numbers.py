"""A list of certificate or record numbers that an organisation uploads: each row is a record of its own, or told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import BinaryIO

from django.conf import settings

from jiyao.casework.queries.rosters import numbered, records_for
from jiyao.engine.cases import OWNER
from jiyao.engine.measures import Measure
from jiyao.engine.shapes import Words
from jiyao.funds.accounts import BadAccount, BankAccount, check_payee, person_payee
from jiyao.insight.roster.reading import BadRoster, Limits, refuse_wrong_files
from jiyao.interfaces.portal.uploads import largest_upload
from jiyao.registry.imports.checking.values import as_text
from jiyao.registry.imports.reading.opening import open_table
from jiyao.registry.imports.reading.tables import NotATable
from jiyao.registry.queries.labels import names_of

HEADINGS = ("编号", "记录号", "证书编号", "来源编号", "number", "record", "certificatenumber")
"""What the column of numbers may be called."""
HOLDERS, ACCOUNTS, BANKS = (
    ("户名", "holder", "accountholder"),
    ("账号", "银行账号", "account", "accountnumber"),
    ("开户行", "开户银行", "bank"),
)
"""What the columns of an account may be called; they are read where people are paid themselves."""
UNPACKED = 10
"""How many times as large as an upload may be what it unpacks to."""
UNKNOWN = Words(zh="本单位没有这个编号的记录", en="the organisation has no record of this number")
TWICE = Words(zh="重复", en="stands on the list already")
EMPTY = Words(zh="没有编号", en="no number stands here")
NO_COLUMN = Words(
    zh="第一行应写“证书编号”或“记录号”，每行一个编号。",
    en="Write “certificate number” or “record” into the first row, and a number into each row below.",
)
SAME_ACCOUNT = Words(
    zh="这个账号已用于名单上的另一人", en="this account stands beside another person already"
)
NOTHING = Words(zh="名单里没有编号。", en="The list has no numbers.")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that names no record. `line`: as a person sees it in the file."""

    line: int
    text: str
    why: Words


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its line as a person sees it, the number, and the account beside it, if there is one."""

    line: int
    text: str
    account: BankAccount | None


@dataclass(frozen=True, slots=True)
class Listed:
    """The records that are listed and whose they are, the accounts by record, and the bad rows."""

    people: dict[int, int] = field(default_factory=dict)
    accounts: dict[int, BankAccount] = field(default_factory=dict)
    bad: list[BadRow] = field(default_factory=list)


def read_list(file: BinaryIO, measure: Measure, organisation: int, on: date) -> Listed:
    """What the list says. raises BadRoster, NotATable"""
    rows = list(_rows(file))
    if not rows:
        raise BadRoster(NOTHING)
    records = records_for(measure, frozenset({organisation}), on)
    known = numbered(measure, records, [one.text for one in rows])
    found = _sorted_out(rows, known)
    if measure.pays == OWNER:
        take_accounts(rows, known, found)
    return found


def _sorted_out(rows: Sequence[Row], known: Mapping[str, tuple[int, int]]) -> Listed:
    listed = Listed()
    for row in rows:
        found = known.get(row.text)
        if found is None:
            listed.bad.append(BadRow(row.line, row.text, UNKNOWN if row.text else EMPTY))
        elif found[0] in listed.people:
            listed.bad.append(BadRow(row.line, row.text, TWICE))
        else:
            listed.people[found[0]] = found[1]
    return listed


def take_accounts(rows: Sequence[Row], known: Mapping[str, tuple[int, int]], listed: Listed) -> None:
    """Takes the accounts of the rows; without a holder, the person's own name. One account is not for two people."""
    given = [(row, row.account, *known[row.text]) for row in rows if row.account and row.text in known]
    names = names_of([person for _, account, _, person in given if not account.holder])
    whose: dict[str, int] = {}
    for row, account, record, person in given:
        whole = replace(account, holder=account.holder or names.get(person, ""))
        why = _wrong_with(whole, person)
        if why is None and whose.setdefault(whole.number, person) != person:
            why = SAME_ACCOUNT
        if why is None:
            listed.accounts[record] = whole
        else:
            listed.bad.append(BadRow(row.line, row.text, why))


def _wrong_with(account: BankAccount, person: int) -> Words | None:
    try:
        check_payee(person_payee(person, account))
    except BadAccount as error:
        return Words(zh=error.said("zh"), en=error.said("en"))
    return None


def _rows(file: BinaryIO) -> Iterator[Row]:
    limits = Limits(unpacked=largest_upload() * UNPACKED, rows=settings.MOST_ROSTER_ROWS)
    refuse_wrong_files(file, limits)
    table = open_table(file, lambda text: text.lower() in HEADINGS)
    at = _column(table.headings, HEADINGS)
    if at is None:
        raise NotATable(NO_COLUMN.en, zh=NO_COLUMN.zh)
    beside = [_column(table.headings, names) for names in (HOLDERS, ACCOUNTS, BANKS)]
    for number, (line, cells) in enumerate(table.rows):
        if number >= limits.rows:
            raise BadRoster(Words(zh=f"超过 {limits.rows} 行", en=f"more than {limits.rows} rows"))
        told = [as_text(cells[i]) if i is not None and i < len(cells) else "" for i in (at, *beside)]
        text, holder, account, bank = (one.strip() for one in told)
        is_given = bool(holder or account or bank)
        yield Row(line, text, BankAccount(holder, account.replace(" ", ""), bank) if is_given else None)


def _column(headings: Sequence[str], names: Sequence[str]) -> int | None:
    return next((i for i, text in enumerate(headings) if text.lower() in names), None)
