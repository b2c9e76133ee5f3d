"""What every paper says: which office writes it, under which number, of whom, and what can be done against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings

from jiyao.base.errors import Conflict
from jiyao.casework.kinds import APPEAL, CONTESTS
from jiyao.casework.kinds.kind import kind_of
from jiyao.casework.models import Case, CaseDetermination, CaseStep, Paper, PaperKind, Recommendation
from jiyao.casework.queries.determining import is_due, said_again
from jiyao.casework.queries.rosters import lines_of
from jiyao.casework.queries.saying import reasons_of
from jiyao.casework.time_limits import days_to_contest
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import Determination
from jiyao.engine.packs.loading import Pack
from jiyao.engine.packs.papers import RemedyFile
from jiyao.foundation.models import Act
from jiyao.interfaces.ui.official.content import Block, Content, Text
from jiyao.interfaces.ui.pack import assessor_of
from jiyao.interfaces.ui.policy.telling import place_name
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.queries.versions import folder_named, pack_folder_on
from jiyao.registry.queries.labels import Named, named_at, organisation_names

SERIES = {
    PaperKind.ACCEPTANCE: "技受",
    PaperKind.SUPPLEMENT: "技补",
    PaperKind.REJECTION: "技不受",
    PaperKind.DECISION: "技决",
    PaperKind.REFUSAL: "技不予",
    PaperKind.REVERSAL: "技撤",
    PaperKind.ANSWER: "技复",
    PaperKind.LINES: "技册",
    PaperKind.EXPLANATION: "技说",
    PaperKind.NOTICE: "技示",
    PaperKind.SUMMARY: "技汇",
    PaperKind.PAYMENT_REQUEST: "技款",
}
"""The word of each kind in the numbers of papers."""
DEMONSTRATION = "演示数据，不是正式公文"
ON_DEMONSTRATION_VALUES = "演示数据，不是正式公文；本件依据演示值作出，规定尚未查到，不产生任何效力"


class RulesNotKept(Conflict):
    """The version of the rules that a paper was issued by is not on this machine."""


def rules_on(paper: Paper) -> Assessor:
    """The rules of the day on which a paper was issued."""
    return assessor_of(pack_folder_on(paper.issued_on))


def office_of(pack: Pack, division: str) -> str:
    """What the office of a division is called on papers."""
    named = pack.papers.offices.get(division)
    if named is not None:
        return named.zh
    above = pack.vocabulary.parent_of(division)
    place = place_name(Teller(pack, "zh"), division)
    if above is not None and above != pack.region:
        place = place_name(Teller(pack, "zh"), above) + place
    return pack.papers.default_office.zh.format(place)


def reference_of(paper: Paper, pack: Pack) -> str:
    """文号: of an office whose mark nobody has read with the code of its division."""
    named = pack.papers.offices.get(paper.division)
    mark = f"（{paper.division}）" if named is None else named.mark
    return f"{mark}{SERIES[PaperKind(paper.kind)]}〔{paper.year}〕{paper.serial}号"


def warning_of(pack: Pack) -> str:
    """That a paper is a demonstration, and rests on values that nobody has found."""
    return (
        ON_DEMONSTRATION_VALUES
        if pack.overlay is not None
        else DEMONSTRATION
        if settings.DEMONSTRATION
        else ""
    )


def _remedy(one: RemedyFile) -> str:
    """A remedy with the law that it rests on."""
    return f"{one.zh}（依据《{one.law.title.zh}》（{one.law.edition}）{one.law.article}）"


@dataclass(frozen=True)
class Around:
    """A paper of a case, with all that its words are made from; nothing of it changes after the paper was issued."""

    paper: Paper
    rules: Assessor

    @property
    def pack(self) -> Pack:
        """The pack of the day."""
        return self.rules.pack

    @cached_property
    def case(self) -> Case:
        """The case."""
        assert self.paper.case is not None  # noqa: S101 - papers over several cases have none of this
        return self.paper.case

    @cached_property
    def contested(self) -> Case | None:
        """The case that this one contests; None where it contests none."""
        return self.case.parent if self.case.kind in CONTESTS else None

    @cached_property
    def lines(self) -> Sequence[Case]:
        """The lines of a roster."""
        return list(lines_of(self.case))

    @cached_property
    def judged(self) -> Case:
        """Of which case the rules are told: the contested one, of a decision about a roster its first line."""
        if self.paper.kind == PaperKind.LINES and self.lines:
            return self.lines[0]
        return self.contested or self.case

    @cached_property
    def teller(self) -> Teller:
        """Who says rules in Chinese."""
        return Teller(self.pack, "zh")

    @cached_property
    def person(self) -> Named:
        """Who the paper is for, as known when it was issued."""
        if self.case.person_id is None:
            return Named("", "")
        return named_at(self.case.person_id, self.paper.issued_at)

    @cached_property
    def organisation(self) -> str:
        """Whose roster the case is, or is a line of; empty where none is."""
        of = self.case.organisation_id
        if self.case.parent is not None and self.contested is None:
            of = self.case.parent.organisation_id
        return "" if of is None else organisation_names([of]).get(of, "")

    @property
    def addressee(self) -> str:
        """Whom the paper addresses."""
        return self.person.name or self.organisation or "申请人"

    @cached_property
    def title(self) -> str:
        """What the case is about."""
        if self.case.measure:
            return self.pack.title_of(self.case.measure).zh
        return kind_of(self.contested or self.case).words.zh

    @cached_property
    def office(self) -> str:
        """The office that writes."""
        return office_of(self.pack, self.paper.division)

    @cached_property
    def steps(self) -> Sequence[CaseStep]:
        """The steps up to the one that issued the paper."""
        return list(self.case.steps.filter(pk__lte=self.paper.step_id).select_related("by").order_by("pk"))

    def last(self, name: str) -> CaseStep | None:
        """The last step of that name."""
        return next((one for one in reversed(self.steps) if one.step == name), None)

    @cached_property
    def reasons(self) -> Mapping[int, str]:
        """Why each step was done, by its number, where somebody said."""
        return reasons_of(self.case, self.steps)

    def reason(self, name: str) -> str:
        """Why the last step of that name was done; empty where nobody said."""
        found = self.last(name)
        return "" if found is None else self.reasons.get(found.pk, "")

    @cached_property
    def reviewed(self) -> Mapping[str, Any]:
        """What the last review proposed, as its act says it: `recommends` and `fen`."""
        step = self.last("review")
        return {} if step is None else Act.objects.get(number=step.act).codes

    @property
    def departs(self) -> bool:
        """Whether what the review proposed is not what the rules said."""
        if not self.reviewed or self.found is None:
            return False
        if self.reviewed["recommends"] == Recommendation.REFUSE:
            return is_due(self.found)
        return not is_due(self.found) or int(self.reviewed.get("fen", 0)) != (
            self.found.result.amount_fen or 0
        )

    @cached_property
    def kept(self) -> CaseDetermination | None:
        """The last determination by then."""
        known = self.judged.determinations.filter(known_at__lte=self.paper.issued_at)
        return known.order_by("pk").last()

    @cached_property
    def found(self) -> Determination | None:
        """What the rules said then. raises RulesNotKept"""
        return None if self.kept is None else said_again(self.kept, self._rules_of(self.kept))

    def _rules_of(self, kept: CaseDetermination) -> Assessor:
        if kept.pack_hash == self.pack.hash:
            return self.rules
        folder = folder_named(kept.pack_hash)
        if not folder.is_dir():
            raise RulesNotKept(
                f"version {kept.pack_version} of the rules is not kept here; restore its folder from a backup",
                zh=f"规则版本 {kept.pack_version} 不在本机，请从备份恢复后再出具文书",
            )
        return assessor_of(folder)

    @property
    def remedies(self) -> list[Text]:
        """What can be done against the paper."""
        if self.contested is not None:
            found = [one for one in self.pack.papers.remedies_of_contests if self.case.kind in one.forms]
            return [Text(text=f"{'；'.join(map(_remedy, found))}。")] if found else []
        told = list(map(_remedy, self.pack.papers.remedies))
        days = days_to_contest(APPEAL.name, self.pack)
        if days:
            told.append(f"还可以自收到本决定书之日起{days}个工作日内向本机关提出申诉")
        return [Text(text=f"如不服本决定，{'，'.join(told)}。")] if told else []

    @property
    def warning(self) -> str:
        """That it is a demonstration, and whether it rests on values that nobody has found."""
        rests = self.pack.overlay is not None and (self.found is None or self.found.rests_on_demonstration)
        return ON_DEMONSTRATION_VALUES if rests else DEMONSTRATION if settings.DEMONSTRATION else ""

    def letter(self, title: str, blocks: tuple[Block, ...]) -> Content:
        """A letter to the person."""
        return Content(
            office=self.office,
            reference=reference_of(self.paper, self.pack),
            title=title,
            to=f"{self.addressee}：",
            blocks=blocks,
            signed_by=self.office,
            on=self.paper.issued_on,
            notes=(f"受理编号：{self.case.number}　{self.teller.basis()}",),
            warning=self.warning,
        )
