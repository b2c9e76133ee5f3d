"""Facts as rules ask them, in columns, as they were known at a moment.

They say what the areas' `facts/*.sql` say; a test compares both. Only what paid measures read is here.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from jiyao.demo.drawing.certificates import LEVELS
from jiyao.demo.drawing.columns import NONE, Coded, Column, Numbers, Table, numbers_in, recoded
from jiyao.demo.drawing.plan import month_of
from jiyao.demo.paying.spells import Asked, Pairs, Spells, counted, from_score, highest, only, truth

Tables = Mapping[str, Table]
Facts = dict[str, Column]
_NEVER_ENDS = 999_999
_WIDE = 10_000_000


class People:
    """What rules may ask of people and of what is theirs, in one block."""

    def __init__(self, tables: Tables, shared: Tables) -> None:
        self.tables = tables
        self.household = Spells(tables.get("registry_householdspell", {}))
        self.group = Spells(tables.get("registry_groupspell", {}))
        self.work = Spells(tables.get("registry_employmentspell", {}))
        self.insurance = Spells(tables.get("registry_insurancespell", {}))
        self.benefit = Spells(tables.get("registry_benefitspell", {}))
        self.certificate = Spells(tables.get("registry_heldcertificate", {}))
        self.scarce = shared.get("registry_scarceoccupation", {})

    def own(self, asked: Asked) -> Facts:
        """Facts of the people themselves."""
        rows = len(asked)
        home = self.household.during(self.household.known(asked), "starts_on", "ends_on")
        place = self.household.texts("division")
        months = Asked(asked.person, month_of(asked.on), asked.known)
        spells = self.insurance.known(months)
        now = self.insurance.during(spells, "first_month", "last_month")
        where = self.insurance.texts("division")
        here = now.where(self.insurance.numbers("in_province")[now.row] != 0)
        return {
            "home_division": Coded(only(home, place, rows), place.words),
            "insured_in_province": self._insured_here(now, rows),
            "insured_division": Coded(only(here, where, rows), where.words),
            "insured_months": self._insured_months(spells, rows),
            "person_group": self._group(asked),
        }

    def _insured_here(self, now: Pairs, rows: int) -> Numbers:
        paid = [self.insurance.numbers(n)[now.row] for n in ("in_province", "employer_pays", "person_pays")]
        scores = np.minimum.reduce([truth(column) for column in paid])
        return from_score(highest(now, scores, rows, 0))

    def _insured_months(self, spells: Pairs, rows: int) -> Numbers:
        """Months paid, each once: a spell adds what lies after the last month that an earlier one reaches."""
        first = self.insurance.numbers("first_month")[spells.row]
        begun = spells.where(first <= spells.on)
        first = self.insurance.numbers("first_month")[begun.row]
        last = self.insurance.numbers("last_month")[begun.row]
        last = np.where(last == NONE, _NEVER_ENDS, last)
        order = np.lexsort((self.insurance.numbers("record")[begun.row], first, begun.question))
        question, first, last = begun.question[order], first[order], last[order]
        until = np.minimum(last, begun.on[order])
        reached = np.maximum.accumulate(question * _WIDE + last) - question * _WIDE
        before = np.full(len(question), -_WIDE)
        before[1:] = np.where(question[1:] == question[:-1], reached[:-1], -_WIDE)
        months = np.maximum(until - np.maximum(before, first - 1), 0)
        return np.bincount(question, weights=months, minlength=rows).astype(np.int64)

    def _group(self, asked: Asked) -> Coded:
        spells = self.group.during(self.group.known(asked), "starts_on", "ends_on")
        group = self.group.texts("person_group")
        codes = only(spells, group, len(asked))
        words = (*group.words, "none")
        return Coded(np.where(counted(spells, len(asked)) == 0, len(words) - 1, codes), words)

    def works_here(self, asked: Asked) -> Numbers:
        """Whether each works in the province."""
        spells = self.work.during(self.work.known(asked), "starts_on", "ends_on")
        scores = truth(self.work.numbers("in_province")[spells.row])
        return from_score(highest(spells, scores, len(asked), 0))

    def of_certificates(self, asked: Asked, said: Table, own: Facts) -> Facts:
        """Facts of certificates, from what their records say."""
        issued = numbers_in(said, "issued_on")
        on_issue = Asked(asked.person, np.where(issued == NONE, 0, issued), asked.known)
        by_month = Asked(asked.person, month_of(on_issue.on), asked.known)
        employed = (
            counted(self.work.during(self.work.known(on_issue), "starts_on", "ends_on"), len(asked)) > 0
        )
        spells = self.benefit.during(self.benefit.known(by_month), "first_month", "last_month")
        drew = counted(spells, len(asked)) > 0
        place = own["insured_division"]
        return {
            "certificate_kind": said["certificate_kind"],
            "occupation": said["occupation"],
            "work_type": said["work_type"],
            "level": said["level"],
            "certificate_issued_on": issued,
            "employed_when_certified": np.where(issued == NONE, NONE, employed),
            "drew_benefit_when_certified": np.where(issued == NONE, NONE, drew),
            "found_in_national_lookup": said["found_in_lookup"],
            "scarce_occupation": self.scarce_occupation(asked, place, said["occupation"]),
            "highest_level_held": self._held(asked, said),
            "first_time_certified": said["first_time"],
        }

    def scarce_occupation(self, asked: Asked, place: Column, occupation: Column) -> Numbers:
        """Whether each occupation is on the list of the prefecture; unknown where it has none."""
        assert isinstance(place, Coded) and isinstance(occupation, Coded)  # noqa: S101, PT018
        listed, found = np.zeros(len(asked), bool), np.zeros(len(asked), bool)
        table = self.scarce
        if table:
            division, work = table["division"], table["occupation"]
            assert isinstance(division, Coded) and isinstance(work, Coded)  # noqa: S101, PT018
            columns = [numbers_in(table, n).tolist() for n in ("starts_on", "ends_on", "recorded_at")]
            for code, job, starts, ends, at in zip(division.texts(), work.texts(), *columns, strict=True):
                there = place.is_one_of(*(word for word in place.words if word[:4] == str(code)[:4]))
                there &= (asked.on >= starts) & ((ends == NONE) | (asked.on <= ends)) & (asked.known >= at)
                listed |= there
                found |= there & occupation.is_one_of(str(job))
        known = listed & (occupation.codes >= 0)
        return np.where(known, found, NONE)

    def _held(self, asked: Asked, said: Table) -> Coded:
        """The highest level of the other certificates in the occupation, where certain and possible agree."""
        rows = len(asked)
        all_of = self.certificate.known(asked)
        occupation, level = self.certificate.texts("occupation"), self.certificate.texts("level")
        mine = said["occupation"]
        assert isinstance(mine, Coded)  # noqa: S101 - occupations are texts
        issued = self.certificate.numbers("issued_on")[all_of.row]
        revoked = self.certificate.numbers("revoked_on")[all_of.row]
        mine = recoded(mine, occupation.words)
        theirs, own = occupation.codes[all_of.row], mine.codes[all_of.question]
        same = (theirs == own) & (theirs >= 0)
        other = self.certificate.numbers("record")[all_of.row] != numbers_in(said, "record")[all_of.question]
        held = (
            other & ((issued == NONE) | (issued <= all_of.on)) & ((revoked == NONE) | (revoked > all_of.on))
        )
        held &= same | (theirs < 0) | (own < 0)
        may = all_of.where(held)
        ranks = np.array([LEVELS.index(word) if word in LEVELS else -1 for word in level.words] + [-1])
        rank = ranks[level.codes[may.row]]
        sure = np.where((same & (issued != NONE))[held], rank, -1)
        certain = highest(may, sure, rows, 0)
        possible = highest(may, np.where(rank < 0, len(LEVELS) - 1, rank), rows, 0)
        top = np.maximum(highest(may, rank, rows, 0), 0)
        return Coded(np.where(np.maximum(certain, 0) == possible, top, -1), LEVELS)

    def of_enrolments(self, asked: Asked, said: Table, own: Facts) -> Facts:
        """Facts of enrolments."""
        ended, placed = numbers_in(said, "ends_on"), numbers_in(said, "placed_on")
        later = (placed != NONE) & (placed > asked.on)
        same = ("occupation", "work_type", "level", "training_kind", "training_mode", "attended_days")
        more = ("attended_hours", "attendance_ratio", "fee_charged_fen", "employee_of_enterprise")
        return {name: said[name] for name in (*same, *more)} | {
            "training_division": said["division"],
            "training_ended_on": ended,
            "training_passed": np.where(
                (ended != NONE) & (ended > asked.on), NONE, numbers_in(said, "passed")
            ),
            "scarce_occupation": self.scarce_occupation(asked, said["division"], said["occupation"]),
            "placed_in_province_by_provider": np.where(later, 0, numbers_in(said, "placed_in_province")),
            "placed_on": np.where(later, NONE, placed),
        }

    def of_apprenticeships(self, asked: Asked, said: Table, own: Facts) -> Facts:
        """Facts of apprenticeships; the employer is one of the block's."""
        version = self.tables["registry_organisationversion"]
        number = numbers_in(version, "organisation_id")
        order = np.argsort(number)
        employer = numbers_in(said, "employer_id")
        place = order[np.minimum(np.searchsorted(number[order], employer), len(order) - 1)]
        posts = np.where(number[place] == employer, numbers_in(version, "has_skilled_posts")[place], NONE)
        names = ("occupation", "work_type", "level", "contract_years", "duration_years", "long_duration_case")
        return {name: said[name] for name in (*names, "taught_jointly")} | {
            "apprenticeship_division": _else_seat(
                said["division"], version["division"], number[place] == employer, place
            ),
            "apprenticeship_started_on": said["starts_on"],
            "employer_has_skilled_posts": posts,
            "apprentice_origin": said["origin"],
        }

    def of_contest_results(self, asked: Asked, said: Table, own: Facts) -> Facts:
        """Facts of contest results."""
        names = ("contest", "contest_name", "contest_class", "entry_number", "event_track", "event_kind")
        more = (
            "team_size",
            "last_rank",
            "medal",
            "score_passed",
            "entrant_status",
            "meets_national_entry_rules",
        )
        return {name: said[name] for name in (*names, *more)} | {
            "delegation_division": said["division"],
            "contest_event": said["event"],
            "contest_result_on": said["published_on"],
            "contest_rank": said["rank"],
            "questions_at_technician_standard": said["at_technician_standard"],
            "stays_in_province": self.works_here(asked),
        }


def _else_seat(place: Column, seat: Column, has_seat: Numbers, rows: Numbers) -> Coded:
    """The place, or where the record does not say the seat of the employer."""
    assert isinstance(place, Coded) and isinstance(seat, Coded)  # noqa: S101, PT018
    words = tuple(dict.fromkeys((*place.words, *seat.words)))
    own = np.array([words.index(word) for word in place.words] + [-1])[place.codes]
    other = np.array([words.index(word) for word in seat.words] + [-1])[seat.codes[rows]]
    return Coded(np.where((own < 0) & has_seat, other, own), words)


OF_SUBJECT: Mapping[str, Callable[[People, Asked, Table, Facts], Facts]] = {
    "certificate": People.of_certificates,
    "enrolment": People.of_enrolments,
    "apprenticeship": People.of_apprenticeships,
    "contest_result": People.of_contest_results,
}


def values(column: Column, kind: str) -> list[Any]:
    """A column as the engine takes it; None is unknown."""
    if isinstance(column, Coded):
        return column.texts()
    missing = column == NONE
    if kind == "date":
        days = np.where(missing, 0, column).astype("datetime64[D]").tolist()
    elif kind == "boolean":
        days = (column == 1).tolist()
    else:
        days = column.tolist()
    return [None if gone else value for value, gone in zip(days, missing.tolist(), strict=True)]
