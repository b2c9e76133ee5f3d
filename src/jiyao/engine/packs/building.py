"""A measure's file to a checked measure: every name resolved, every rule a typed tree."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jiyao.base.periods import Period
from jiyao.engine.measures import (
    ALWAYS,
    APPLIES,
    VERIFIED,
    Ask,
    Condition,
    Gives,
    Instalments,
    Limit,
    Measure,
    Parameter,
    Pool,
)
from jiyao.engine.packs.files import BranchFile, ConditionFile, Dated, LimitFile, MeasureFile, WindowFile
from jiyao.engine.packs.instalments import InstalmentsReader
from jiyao.engine.packs.located import Located
from jiyao.engine.packs.parameters import ParameterReader
from jiyao.engine.packs.scope import scope_of
from jiyao.engine.problems import Place, Problems, nearest, nearest_zh
from jiyao.engine.rules.names import RuleError
from jiyao.engine.rules.parser import TODAY
from jiyao.engine.rules.tree import Call, Const, Expr, Fact, Or, Today
from jiyao.engine.rules.types import BOOLEAN, DATE, MONEY, NUMBER, Kind, Type
from jiyao.engine.shapes import Source, Words
from jiyao.engine.vocabulary import Vocabulary

NO_SOURCE = Source(document="none")
PER_WORDS = frozenset({"person", "calendar_year"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a measure may refer to: the rest of its pack."""

    vocabulary: Vocabulary
    pools: Mapping[str, Pool]
    shared: Mapping[str, Parameter]
    documents: set[str]
    procedures: set[str]
    problems: Problems = field(default_factory=Problems)


class MeasureBuilder:
    """Builds one measure, noting what is wrong."""

    def __init__(self, file: MeasureFile, located: Located, around: Surroundings) -> None:
        self.file = file
        self.located = located
        self.around = around
        self.problems = around.problems
        self.vocabulary = around.vocabulary

    def build(self) -> Measure | None:
        """The measure, or None where its subject is unknown or a rule is none."""
        before = len(self.problems)
        if self.file.subject not in self.vocabulary.subjects:
            name, subjects = self.file.subject, self.vocabulary.subjects
            self.problems.add(
                self._place("subject"),
                f'unknown subject "{name}"{nearest(name, subjects)}',
                f"没有“{name}”这一对象{nearest_zh(name, subjects)}",
            )
            return None
        self.parameters = self._parameters()
        if len(self.problems) > before:
            return None
        self.scope = scope_of(self.vocabulary, self.file.subject, self.parameters)
        self._check_references()
        measure = self._measure() if len(self.problems) == before else None
        return None if len(self.problems) > before else measure

    def _place(self, *path: str | int) -> Place:
        return self.located.place(path)

    def _parameters(self) -> dict[str, Parameter]:
        reader = ParameterReader(self.vocabulary, self.around.documents, self.problems)
        found = dict(self.around.shared)
        for name, file in self.file.parameters.items():
            parameter = reader.read(name, file, self.located.at("parameters", name))
            if name in self.around.shared:
                message = f'"{name}" stands in parameters/ too; keep one'
                zh = f"“{name}”在共用规定值中已有，请只留一处"
                self.problems.add(self._place("parameters", name), message, zh)
            if parameter is not None:
                found[name] = parameter
        return found

    def _check_references(self) -> None:
        file = self.file
        self._known_fact(file.place, self._place("place"), Kind.CODE)
        if file.counted_on != TODAY:
            self._known_fact(file.counted_on, self._place("counted_on"), Kind.DATE)
        for index, basis in enumerate(file.documents):
            self._known_document(basis.document, self._place("documents", index))
        if file.procedure and file.procedure not in self.around.procedures:
            name, known = file.procedure, self.around.procedures
            self.problems.add(
                self._place("procedure"),
                f'unknown procedure "{name}"{nearest(name, known)}',
                f"没有“{name}”这一流程{nearest_zh(name, known)}",
            )
        if file.counted_on not in (TODAY, *self.vocabulary.facts):
            return
        ids = [
            *(c.id for c in file.requires),
            *(limit.pool for limit in file.limits),
            *(a.id for a in file.asks_people),
        ]
        for name in {name for name in ids if ids.count(name) > 1}:
            self.problems.add(
                self._place(),
                f'"{name}" is the id of two conditions or limits',
                f"有两项条件或限额的编号都是“{name}”",
            )
        for name in {"window", APPLIES} & set(ids):
            self.problems.add(
                self._place(), f'"{name}" is an id of our own; choose another', f"“{name}”是保留编号，请另取"
            )
        for index, condition in enumerate(file.requires):
            branches = [branch.id for branch in condition.any_of]
            for name in {name for name in branches if branches.count(name) > 1}:
                self.problems.add(
                    self._place("requires", index),
                    f'"{name}" is the id of two branches',
                    f"该条件下有两种情形的编号都是“{name}”",
                )
        for index, ask in enumerate(file.asks_people):
            self._known_document(ask.source.document, self._place("asks_people", index))

    def _known_fact(self, name: str, place: Place, kind: Kind) -> None:
        found = self.scope.names.facts.get(name)
        if found is None:
            self.problems.add(
                place,
                f'unknown fact "{name}"{nearest(name, self.scope.names.facts)}',
                f"没有“{name}”这一事实{nearest_zh(name, self.scope.names.facts)}",
            )
        elif found.kind is not kind:
            self.problems.add(
                place,
                f'"{name}" is {found}, and a {kind} is needed here',
                f"“{name}”是{found.zh}，这里需要{Type(kind).zh}",
            )

    def _known_document(self, name: str, place: Place) -> None:
        if name not in self.around.documents:
            known = self.around.documents
            self.problems.add(
                place,
                f'unknown document "{name}"{nearest(name, known)}',
                f"规则库中没有文件“{name}”{nearest_zh(name, known)}",
            )

    def _rule(self, text: str, place: Place, wanted: Type | None = BOOLEAN) -> Expr:
        try:
            expr = self.scope.tree(text, wanted)
        except RuleError as error:
            shown = " ".join(text.split())
            self.problems.add(place, f"`{shown}`: {error}", f"“{shown}”：{error.said('zh')}")
            return Const(True, BOOLEAN)
        return expr

    def _measure(self) -> Measure:
        file = self.file
        window = () if file.window is None else (self._window(file.window),)
        gives = self._gives()
        return Measure(
            id=file.id,
            title=file.title,
            summary=file.summary,
            stage=file.stage,
            subject=file.subject,
            place=file.place,
            pays=file.pays,
            fund=file.fund,
            counted_on=None if file.counted_on == TODAY else file.counted_on,
            applies=self._applies(),
            parameters=self.parameters,
            conditions=(*self._conditions(), *window),
            asks=tuple(
                Ask(ask.id, ask.words, self._period(ask, "asks_people", index), ask.source, ask.confidence)
                for index, ask in enumerate(file.asks_people)
            ),
            gives=gives,
            limits=tuple(self._limit(limit, index) for index, limit in enumerate(file.limits)),
            yields_to=tuple(file.yields_to),
            evidence=tuple(file.evidence),
            procedure=file.procedure,
            documents=tuple((basis.document, basis.articles) for basis in file.documents),
            open=tuple(file.open),
            notes=tuple(file.notes),
            bounds=self.scope.bounds,
            source_place=self._place(),
            instalments=self._instalments(gives),
        )

    def _instalments(self, gives: tuple[Gives, ...]) -> Instalments | None:
        file = self.file.instalments
        if file is None:
            return None
        self._known_document(file.source.document, self._place("instalments"))
        part = self.located.at("instalments")
        reader = InstalmentsReader(file, part, self.problems, self._known_fact)
        return reader.read(gives[0].kind if gives else "")

    def _period(self, dated: Dated, *path: str | int) -> Period:
        if dated.starts_on and dated.ends_on and dated.ends_on < dated.starts_on:
            self.problems.add(
                self._place(*path),
                f"ends on {dated.ends_on}, before it starts",
                f"截止日 {dated.ends_on} 早于起始日",
            )
        if dated.starts_on is None and dated.ends_on is None:
            return ALWAYS
        return Period(dated.starts_on, dated.ends_on)

    def _applies(self) -> Condition | None:
        text = self.file.applies
        if text is None:
            return None
        place = self._place("applies")
        words = Words(zh="属于本项政策的对象", en="Is what this measure is about")
        rule = self._rule(text, place)
        return Condition("applies", rule, text, words, ALWAYS, NO_SOURCE, "verified", (), place)

    def _conditions(self) -> list[Condition]:
        return [self._condition(file, index) for index, file in enumerate(self.file.requires)]

    def _condition(self, file: ConditionFile, index: int) -> Condition:
        place = self._place("requires", index)
        if (file.rule is None) == (not file.any_of):
            self.problems.add(
                place,
                f'"{file.id}": give either `rule` or `any_of`',
                f"“{file.id}”：表达式与多种情形只能有其一",
            )
        self._known_document(file.source.document, place)
        period = self._period(file, "requires", index)
        branches = tuple(
            self._branch(branch, period, index, number) for number, branch in enumerate(file.any_of)
        )
        if branches:
            rule: Expr = Or(tuple(branch.rule for branch in branches))
        else:
            rule = self._rule(file.rule or "TRUE", self._place("requires", index, "rule"))
        return Condition(
            id=file.id,
            rule=rule,
            text=file.rule or "",
            words=file.words,
            period=period,
            source=file.source,
            confidence=file.confidence,
            branches=branches,
            place=place,
        )

    def _branch(self, file: BranchFile, period: Period, index: int, number: int) -> Condition:
        place = self._place("requires", index, "any_of", number)
        self._known_document(file.source.document, place)
        return Condition(
            id=file.id,
            rule=self._rule(file.rule, self._place("requires", index, "any_of", number, "rule")),
            text=file.rule,
            words=file.words,
            period=period,
            source=file.source,
            confidence=file.confidence,
            branches=(),
            place=place,
        )

    def _window(self, file: WindowFile) -> Condition:
        place = self._place("window")
        self._known_document(file.source.document, place)
        before = len(self.problems)
        self._known_fact(file.starts, place, Kind.DATE)
        months = self._rule(file.months, self._place("window", "months"), None)
        text = f"within({TODAY}, {file.starts}, add_months({file.starts}, {file.months}))"
        start = Fact(file.starts, DATE)
        last = Call("add_months", (start, months), DATE)
        rule = Call("within", (Today(), start, last), BOOLEAN)
        if len(self.problems) == before:
            self._check_window(rule, months, text)
        return Condition("window", rule, text, file.words, ALWAYS, file.source, file.confidence, (), place)

    def _check_window(self, rule: Expr, months: Expr, text: str) -> None:
        if months.type not in (NUMBER, Type(Kind.INTEGER, unit="month")):
            message = f"`{text}`: counts {months.type}, and months are needed"
            self.problems.add(self._place("window"), message, f"申领期限应为月数，现在是{months.type.zh}")
        else:
            self._check_bounds(rule, text, self._place("window"))

    def _check_bounds(self, rule: Expr, text: str, place: Place) -> None:
        try:
            self.scope.bounds.check(rule)
        except RuleError as error:
            self.problems.add(place, f"`{text}`: {error}", f"“{text}”：{error.said('zh')}")

    def _gives(self) -> tuple[Gives, ...]:
        found = []
        for index, file in enumerate(self.file.gives):
            place = self._place("gives", index)
            given = {
                kind: getattr(file, kind)
                for kind in ("amount", "level", "title", "team_place", "service")
                if getattr(file, kind) is not None
            }
            if len(given) != 1:
                self.problems.add(
                    place,
                    "gives exactly one of amount, level, title, team_place, service",
                    "给付须为金额、等级、称号、名额、服务之一",
                )
                continue
            [(kind, text)] = given.items()
            period = self._period(file, "gives", index)
            found.append(Gives(kind, self._given(kind, text, place), text, period))
        self._check_gives(found)
        return tuple(found)

    def _check_gives(self, found: list[Gives]) -> None:
        if len({gives.kind for gives in found}) > 1:
            self.problems.add(
                self._place("gives"),
                "one measure gives one kind of thing; make two",
                "一项政策只能有一类给付，请分成两项",
            )
        for index, gives in enumerate(found):
            if any(gives.period.overlaps(other.period) for other in found[:index]):
                self.problems.add(
                    self._place("gives", index), "overlaps an earlier one", "与另一项给付的日期重叠"
                )

    def _given(self, kind: str, text: str, place: Place) -> Expr:
        if kind == "amount":
            return self._rule(text, place, MONEY)
        if kind not in self.vocabulary.codes:
            self.problems.add(place, f'facts.yaml has no code list "{kind}"', f"没有代码表“{kind}”")
            return Const(True, BOOLEAN)
        return self._rule(text, place, Type(Kind.CODE, codes=kind))

    def _limit(self, file: LimitFile, index: int) -> Limit:
        place = self._place("limits", index)
        pool = self.around.pools.get(file.pool)
        if pool is None:
            name, known = file.pool, self.around.pools
            self.problems.add(
                place,
                f'no pool "{name}" in pools.yaml{nearest(name, known)}',
                f"没有“{name}”这一限额{nearest_zh(name, known)}",
            )
            pool = Pool(file.pool, file.words, (), 1, file.source, VERIFIED)
        self._known_document(file.source.document, place)
        for name in (*pool.per, *((file.first,) if file.first else ())):
            if name not in PER_WORDS and name not in self.scope.names.facts:
                message = f'pool "{pool.id}" needs the fact "{name}", which a {self.file.subject} has not'
                zh = f"限额“{pool.id}”按“{name}”计，而本政策的对象没有这一事实"
                self.problems.add(place, message, zh)
        text = file.at_most or str(pool.at_most)
        if file.at_most is None and pool.at_most is None:
            self.problems.add(
                place,
                f'neither the limit nor pool "{pool.id}" says at_most',
                f"本政策与限额“{pool.id}”都没有写明次数，请填写其一",
            )
            text = "1"
        return Limit(
            id=pool.id,
            pool=pool,
            at_most=self._counted(text, place),
            text=text,
            first=file.first,
            words=file.words,
            period=self._period(file, "limits", index),
            source=file.source,
        )

    def _counted(self, text: str, place: Place) -> Expr:
        before = len(self.problems)
        expr = self._rule(text, place, None)
        if len(self.problems) == before and expr.type not in (NUMBER, Type(Kind.INTEGER, unit="times")):
            self.problems.add(
                place,
                f"`{text}`: is {expr.type}, and a number of times is needed",
                f"“{text}”：是{expr.type.zh}，这里需要次数",
            )
        return expr
