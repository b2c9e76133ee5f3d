"""The form of an allocation, and what its page tells."""

from collections.abc import Mapping, Sequence

from jiyao.base.errors import Invalid
from jiyao.base.money import fen_of
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Language, Words
from jiyao.foundation.models import Act
from jiyao.funds.actions.allocating import Proposal
from jiyao.funds.models import Allocation, AllocationKind, AllocationState
from jiyao.interfaces.desk.funds.lines import fund_name
from jiyao.interfaces.desk.funds.words import ALLOCATIONS, STATES
from jiyao.interfaces.ui.forms import Choice, Field
from jiyao.interfaces.ui.policy_words import FUNDS
from jiyao.registry.models import Division
from jiyao.registry.permitting import Reach

NO_FUND = "none"


class BadField(Invalid):
    """A field of the form is not filled in as it should be. `field`: which."""

    def __init__(self, field: str, message: str, *, zh: str) -> None:
        super().__init__(message, zh=zh)
        self.field = field


def funds_of(pack: Pack) -> list[str]:
    """The funds from which the pack's measures pay."""
    return sorted({measure.fund for measure in pack.measures.values()} - {NO_FUND})


def divisions_to_allocate(reach: Reach) -> list[Division]:
    """The divisions whose lines may be allocated: those below the ones in reach, and the province at the top."""
    every = Division.objects.select_related("parent").order_by("code")
    if reach.everything:
        return list(every)
    return [one for one in every if one.parent_id in reach.divisions]


def allocation_fields(pack: Pack, reach: Reach, year: int, language: Language) -> list[Field]:
    """The empty form."""
    divisions = divisions_to_allocate(reach)
    funds = [Choice(value=fund, words=_both(fund)) for fund in funds_of(pack)]
    places = [Choice(value=one.pk, words=Words(zh=one.zh, en=one.en)) for one in divisions]
    kinds = [Choice(value=kind.value, words=words) for kind, words in ALLOCATIONS.items()]
    return [
        _choice("kind", Words(zh="种类", en="What"), kinds),
        _choice("fund", Words(zh="资金", en="Fund"), funds),
        _choice("division", Words(zh="区划", en="Whose line"), places),
        _text("year", Words(zh="年度", en="Year"), str(year)),
        _text(
            "amount",
            Words(zh="金额（元）", en="Sum (yuan)"),
            "",
            Words(zh="如 1500.50", en="such as 1500.50"),
        ),
        _text(
            "basis",
            Words(zh="依据", en="Basis"),
            "",
            Words(zh="文件名称和文号", en="the document's title and number"),
        ),
        Field(
            name="document",
            label=Words(zh="文件库中的文件（可不选）", en="The same in the library (may be left out)"),
            kind="choice",
            choices=[Choice(value="", words=Words(zh="—", en="—")), *_documents(pack)],
        ),
        Field(name="article", label=Words(zh="条款（可不填）", en="Article (may be left out)")),
    ]


def proposal_from(given: Mapping[str, str], pack: Pack) -> Proposal:
    """What the form proposes. raises BadField"""
    kind, fund, year = given.get("kind", ""), given.get("fund", ""), given.get("year", "").strip()
    if kind not in tuple(AllocationKind):
        raise BadField("kind", "choose what is to be done", zh="请选择种类")
    if fund not in funds_of(pack):
        raise BadField("fund", "choose a fund", zh="请选择资金")
    if not year.isascii() or not year.isdecimal() or len(year) != 4:
        raise BadField("year", "write a year such as 2025", zh="请填年度，如 2025")
    amount = fen_of(given.get("amount", ""))
    if not amount:
        raise BadField(
            "amount", "write a sum of yuan above zero, such as 1500.50", zh="请填大于零的金额，如 1500.50"
        )
    basis = given.get("basis", "").strip()
    if not basis:
        raise BadField("basis", "name the document it rests on", zh="请写明依据文件")
    document = given.get("document", "")
    if document and document not in pack.documents:
        raise BadField("document", "choose a document of the library", zh="请从文件库中选择")
    return Proposal(
        kind=AllocationKind(kind),
        fund=fund,
        division=given.get("division", ""),
        year=int(year),
        amount_fen=amount,
        basis=basis[:200],
        document=document,
        article=given.get("article", "").strip()[:80],
    )


def allocation_page(found: Allocation, language: Language) -> dict[str, object]:
    """What the page of one tells."""
    return {
        "allocation": found,
        "kind": ALLOCATIONS[AllocationKind(found.kind)],
        "state": STATES[AllocationState(found.state)],
        "fund": fund_name(found.fund, language),
        "is_open": found.state == AllocationState.PROPOSED,
        "acts": Act.objects.filter(subject=found.subject).order_by("at", "pk"),
    }


def _documents(pack: Pack) -> list[Choice]:
    """The documents of the library, by their titles."""
    found = [(str(one.get("title") or id_), id_) for id_, one in pack.documents.items()]
    return [Choice(value=id_, words=Words(zh=title, en=title)) for title, id_ in sorted(found)]


def _both(fund: str) -> Words:
    return Words(zh=FUNDS["zh"].get(fund, fund), en=FUNDS["en"].get(fund, fund))


def _choice(name: str, label: Words, choices: Sequence[Choice]) -> Field:
    return Field(name=name, label=label, kind="choice", choices=choices, is_required=True)


def _text(name: str, label: Words, value: str, hint: Words | None = None) -> Field:
    return Field(name=name, label=label, value=value, hint=hint, is_required=True)
