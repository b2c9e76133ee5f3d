"""One case as a page: then and today side by side, what only people judge, the history, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.reviewing import asked_of_people
from jiyao.casework.models import Case, CaseDetermination
from jiyao.casework.queries.cases import possible_steps
from jiyao.casework.queries.determining import said_again, said_now
from jiyao.casework.queries.flags import open_flags
from jiyao.casework.queries.papers import papers_of
from jiyao.casework.queries.recoveries import left_by_claim
from jiyao.casework.tables import CASES
from jiyao.casework.time_limits import approvals_needed
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import Determination
from jiyao.engine.shapes import Language, Words
from jiyao.interfaces.desk.casework.contest import contests_told, grounds_at_counter
from jiyao.interfaces.desk.flagging.page import flags_told
from jiyao.interfaces.ui.cases import steps_told, told
from jiyao.interfaces.ui.determinations.telling import Line, Told, lines, tell
from jiyao.interfaces.ui.instalments import plan_told
from jiyao.interfaces.ui.official.listing import papers_told
from jiyao.interfaces.ui.pack import assessor, assessor_of
from jiyao.interfaces.ui.ratings import rating_told
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.queries.versions import folder_named
from jiyao.registry.hand import Hand
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.labels import MaskedPerson, masked_people


@dataclass(frozen=True, slots=True)
class Said:
    """What the rules say: in short, and line by line. `trouble`: why nothing can be said."""

    told: Told | None = None
    lines: Sequence[Line] = ()
    on: date | None = None
    version: str = ""
    trouble: str = ""


def case_page(case: Case, holder: Holder, on: date, at: datetime, language: Language) -> dict[str, object]:
    """What the page of a case tells an official."""
    rules = assessor()
    found, today_said = _today(case, Hand(None, on, at), rules, language)
    first = case.determinations.order_by("pk").first()
    steps = possible_steps(case, holder, on)
    plan = plan_told(case, rules.pack, on, at)
    left = max(left_by_claim([case]).get(case.pk, 0), 0 if plan is None else plan.owed_fen)
    return {
        "told": told(case, rules.pack, on, left),
        "person": _person(case),
        "then": None if first is None else _then(first, rules, language),
        "today_said": today_said,
        "differs": first is not None and found is not None and _differs(first, found),
        "asked": () if found is None else asked_of_people(found),
        "steps": {step.name for step in steps},
        "history": steps_told(case, with_reasons=bool(steps) or holder.may("corrections", "unmask")),
        "approvals": approvals_needed(case, rules.pack) if case.recommends else 0,
        "flags": flags_told(list(open_flags(case.subject, case.subject_record)), language),
        "contests": contests_told(case, on),
        "grounds": grounds_at_counter(case, holder, on),
        "papers": papers_told(papers_of(case)),
        "rating": rating_told(case),
        "plan": plan,
        "may_book": holder.may(CASES.name, "pay"),
        "evidence": list(case.evidence.select_related("file").order_by("pk")),
    }


def _differs(first: CaseDetermination, found: Determination) -> bool:
    """Whether the rules say something else today than when it was claimed."""
    result = found.result
    return (first.outcome, first.amount_fen) != (result.outcome.value, result.amount_fen)


def _today(case: Case, hand: Hand, rules: Assessor, language: Language) -> tuple[Determination | None, Said]:
    try:
        found, _ = said_now(case, hand, rules)
    except JiyaoError as error:
        return None, Said(trouble=error.said(language))
    return found, _said(found, rules, language)


def _then(kept: CaseDetermination, rules: Assessor, language: Language) -> Said:
    """What was said then, by the version of the rules that stood then."""
    then = rules if kept.pack_hash == rules.pack.hash else _rules_of(kept)
    if then is None:
        trouble = Words(
            zh=f"当时的规则版本 {kept.pack_version} 不在本机，无法逐条重现。",
            en=f"The version {kept.pack_version} of that day is not kept here, so its lines cannot be told again.",
        )
        return Said(trouble=trouble.said(language), on=kept.determined_on, version=kept.pack_version)
    try:
        return _said(said_again(kept, then), then, language)
    except JiyaoError as error:
        return Said(trouble=error.said(language), on=kept.determined_on, version=kept.pack_version)


def _rules_of(kept: CaseDetermination) -> Assessor | None:
    folder = folder_named(kept.pack_hash)
    return assessor_of(folder) if folder.is_dir() else None


def _said(found: Determination, rules: Assessor, language: Language) -> Said:
    teller = Teller(rules.pack, language)
    return Said(tell(found, teller), lines(found, teller), found.on, found.version)


def _person(case: Case) -> MaskedPerson | None:
    return None if case.person_id is None else masked_people([case.person_id]).get(case.person_id)
