"""The stage: who takes part, disjoint for each case, and what was planted."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from jiyao.demo.drawing.block import Block
from jiyao.demo.drawing.certificates import certified_occupations
from jiyao.demo.drawing.columns import NONE, Table, numbers_in
from jiyao.demo.drawing.crowd import Crowd
from jiyao.demo.drawing.history import FOREVER, moment
from jiyao.demo.drawing.marginals import LOW, UNSKILLED, WORKING
from jiyao.demo.drawing.organisations import NAMES, Employers, Shared
from jiyao.demo.drawing.plan import month_of
from jiyao.demo.drawing.working import Jobs
from jiyao.demo.frauds.rows import USUAL, Row, Value, as_table

SUBJECTS = {
    "registry_heldcertificate": "certificate",
    "training_enrolment": "enrolment",
    "training_apprenticeship": "apprenticeship",
    "registry_employmentspell": "employment",
    "registry_insurancespell": "insurance",
    "registry_organisationversion": "organisation",
    "evaluation_session": "session",
}
SKILLED, SKILLED_UNINSURED, OLD_HANDS, UNINSURED, IDLE = (
    "skilled",
    "skilled_uninsured",
    "old_hands",
    "uninsured",
    "idle",
)
_OLD_HAND_DAYS = 6 * 365
_IDLE_AGED = (25, 52)
_KNOWN_AFTER = 5
_ROLE_YEARS = 9


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who takes part. `employer`, `works_at`: present work; where there is none, home."""

    person: int
    place: str
    born: int
    occupation: str
    employer: int
    works_at: str


class Stage:
    """One block's stage."""

    def __init__(self, block: Block, crowd: Crowd, shared: Shared, employers: Employers, jobs: Jobs) -> None:
        self.block, self.crowd, self.shared = block, crowd, shared
        self.random = block.random("frauds")
        self.on = block.plan.on
        self.employers, self.jobs = employers, jobs
        self.pools = self._pools()
        self.spared = np.zeros(len(crowd), bool)
        self.rows: dict[str, list[Row]] = defaultdict(list)
        self.case = 0
        self.told: tuple[str, bool, str] = ("", False, "")

    def _pools(self) -> Mapping[str, list[int]]:
        crowd = self.crowd
        parts = self.block.tables.get("registry_insurancespell", [])
        insured = np.zeros(len(crowd), bool)
        for part in parts:
            insured |= np.isin(crowd.person, numbers_in(part, "person_id"))
        town = crowd.activity.is_one_of("urban") & crowd.aged.is_one_of(WORKING)
        low = town & crowd.skill.is_one_of(LOW)
        plain = town & crowd.skill.is_one_of(UNSKILLED)
        old = np.zeros(len(crowd), bool)
        now = (self.jobs.ends == NONE) & (self.jobs.employer >= 0) & self.jobs.here
        old[self.jobs.who[now & (self.jobs.starts < self.on - _OLD_HAND_DAYS)]] = True
        idle = crowd.activity.is_one_of("other") & crowd.skill.is_one_of(UNSKILLED) & ~crowd.student
        idle &= (crowd.age >= _IDLE_AGED[0]) & (crowd.age <= _IDLE_AGED[1])
        chosen = {
            SKILLED: low & insured,
            SKILLED_UNINSURED: low & ~insured,
            OLD_HANDS: plain & old,
            UNINSURED: plain & ~insured & ~old,
            IDLE: idle,
        }
        return {name: self.random.permutation(np.flatnonzero(mask)).tolist() for name, mask in chosen.items()}

    def has(self, pool: str, count: int) -> bool:
        """Whether so many people of a pool take part in nothing yet."""
        return len(self.pools[pool]) >= count

    def actors(self, pool: str, count: int) -> list[Actor]:
        """So many people of a pool, who take part in nothing else."""
        places = [self.pools[pool].pop() for _ in range(count)]
        if pool in (SKILLED, SKILLED_UNINSURED):
            self.spared[places] = True
        return [self._actor(place) for place in places]

    def _actor(self, place: int) -> Actor:
        crowd = self.crowd
        [occupation] = certified_occupations(self.block, self.random, 1).texts()
        at = np.flatnonzero((self.jobs.who == place) & (self.jobs.ends == NONE))
        home = crowd.place.words[crowd.place.codes[place]]
        employer, works_at = NONE, home
        if len(at) and self.jobs.employer[at[0]] >= 0:
            employer = int(self.employers.number[self.jobs.employer[at[0]]])
            works_at = self.jobs.place.words[self.jobs.place.codes[at[0]]]
        return Actor(
            person=int(crowd.person[place]),
            place=home,
            born=int(crowd.born[place]),
            occupation=str(occupation),
            employer=employer,
            works_at=works_at,
        )

    def far_from(self, place: str) -> str:
        """A county of another prefecture."""
        others = [word for word in self.crowd.place.words if word[:4] != place[:4]]
        return others[int(self.random.integers(len(others)))]

    def occupations(self, count: int) -> list[str]:
        """So many different occupations."""
        words = [occupation.code for occupation in self.block.assumed.certificates.occupations]
        return [words[place] for place in self.random.permutation(len(words))[:count]]

    def day(self, low: int, high: int) -> int:
        """A day so many to so many days before the day of the marginals."""
        return self.on - int(self.random.integers(low, high + 1))

    def month(self, day: int) -> int:
        """The month of a day, counted as year * 12 + month."""
        return int(month_of(np.array([day]))[0])

    def body(self, role: str, place: str) -> int:
        """An organisation of the role near a place."""
        bodies = {
            "training_body": self.shared.training_bodies,
            "evaluation_body": self.shared.evaluation_bodies,
        }[role]
        near = bodies.place.is_one_of(*(word for word in bodies.place.words if word[:4] == place[:4]))
        return int(self.random.choice(bodies.number[near]))

    def organisation(self, place: str, *roles: tuple[str, int]) -> int:
        """A new organisation with roles, each until a day or NONE."""
        number = int(self.block.numbers.take(1)[0])
        known = self.block.plan.register_began
        words: Row = {"organisation_id": number, "name": f"{NAMES[roles[0][0]]}{number}号", "division": place}
        self._put("registry_organisationversion", {**words, "record": number}, known)
        for role, until in roles:
            said: Row = {"organisation_id": number, "role": role, "starts_on": known - _ROLE_YEARS * 365}
            self._put("registry_organisationrole", {**said, "ends_on": until}, known)
        return number

    def put(self, table: str, known: int, **said: Value) -> int:
        """A planted record, known from that day on; its number. The truth names it."""
        number = self._put(table, dict(said), known)
        self.name(table, number)
        return number

    def also(self, table: str, known: int, **said: Value) -> None:
        """A record that belongs to a case and that the truth need not name."""
        self._put(table, dict(said), known)

    def kept(self, table: str, **said: Value) -> int:
        """A row that has no versions and that the truth need not name; its number."""
        number = int(self.block.numbers.take(1)[0])
        self.rows[table].append({**USUAL[table], **said, "id": number})
        return number

    def name(self, table: str, record: int) -> None:
        """Names a record in the truth of the case."""
        kind, is_fraud, explanation = self.told
        self.rows["demo_truth"].append(
            {
                "case": self.case,
                "kind": kind,
                "subject": SUBJECTS[table],
                "record": record,
                "is_fraud": int(is_fraud),
                "explanation": explanation,
            }
        )

    def _put(self, table: str, said: Row, known: int) -> int:
        number = said.pop("record", None) or int(self.block.numbers.take(1)[0])
        entered = max(known + _KNOWN_AFTER, self.block.plan.register_began)
        kept: Row = {
            "record": number,
            "version": 1,
            "recorded_at": int(moment(np.array([entered]))[0]),
            "superseded_at": FOREVER,
        }
        self.rows[table].append({**USUAL[table], **said, **kept})
        assert isinstance(number, int)  # noqa: S101 - record numbers are
        return number

    def tables(self) -> dict[str, Table]:
        """What was planted, by table."""
        found = {name: as_table(name, rows) for name, rows in self.rows.items()}
        organisations = found.get("registry_organisationversion")
        if organisations:
            found["registry_organisation"] = {"id": numbers_in(organisations, "organisation_id")}
        return found
