"""What the demonstration assumes, as its data file says it, with the figures of the region beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from jiyao.base.errors import Invalid
from jiyao.engine.packs.loading import Pack
from jiyao.engine.packs.located import read_yaml
from jiyao.engine.packs.reading import Folder

FILE = "province.yaml"
Shares = dict[str, float]
Span = tuple[int, int]
_UNITS = {
    "persons": 1,
    "10k persons": 10_000,
    "10k persons per year": 10_000,
    "10k person-times per year": 10_000,
}


class BadAssumptions(Invalid):
    """The file of assumptions, or a figure that it names, cannot be used."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class People(_Part):
    """Who there is."""

    at_work_aged_60_64: Shares
    low_skilled_shares: Shares
    high_skilled_shares: Shares
    youngest: dict[str, int]
    oldest: int
    years_to_half_after_65: float
    students_aged: Span
    students_share: float
    moved_share: float
    household_sizes: dict[int, float]
    surnames: list[str]
    given_names: list[str]
    identity_region: str
    phone_prefix: str


class Groups(_Part):
    """Who is on record as belonging to which group."""

    shares: dict[str, Shares]
    other_aged: Span
    poor_worker_ends_on: date


class Employment(_Part):
    """Work, insurance, benefit."""

    staff_a_employer: float
    enterprises: float
    with_skilled_posts: float
    elsewhere_in_province: float
    outside_province: float
    job_before: float
    years_in_job: float
    skilled_post_of_skilled: float
    skilled_post_of_others: float
    front_line_of_skilled_posts: float
    insured: Shares
    insured_by_employer: float
    insured_outside_province: float
    insurance_gap: float
    gap_months: Span
    benefit_of_unemployed: float
    benefit_months: Span
    occupations_of_others: Shares
    farming: str


class CertifiedOccupation(_Part):
    """An occupation in which people are certified, and its work types."""

    code: str
    weight: float
    work_types: list[str] = []


class Certificates(_Part):
    """What people hold."""

    first_year: int
    of_recent_years: float
    levels_low: Shares
    levels_high: Shares
    step_held_too: Shares
    years_between_steps: Span
    second_occupation: float
    since_levels: date
    other_kinds: Shares
    not_in_lookup: float
    first_time: float
    revoked: float
    work_type_written: float
    evaluation_bodies: int
    occupations: list[CertifiedOccupation]


class Scarce(_Part):
    """Lists of scarce occupations."""

    of_prefectures: float
    occupations_a_list: int
    lists_from: list[date]


class Education(_Part):
    """Schools attended."""

    technical_years: int
    vocational_years: int
    of_technical: Shares
    classes: Shares
    of_others: Shares
    starts_aged: Span
    years: int
    graduated: float
    universities: float


class Training(_Part):
    """Enrolments."""

    first_day: date
    last_day: date
    share_before_target: float
    class_size: int
    bodies: int
    kinds: Shares
    for_employees: list[str]
    levels: Shares
    online: float
    days: Span
    hours_a_day: int
    passed: float
    fee_yuan_a_day: Span
    placed_by_provider: float
    placed_within_days: Span


class Apprenticeships(_Part):
    """Apprentices."""

    a_year: int
    from_year: int
    levels: Shares
    origins: Shares
    contract_years: dict[int, float]
    duration_years: dict[int, float]
    long_duration_case: float
    taught_jointly: float
    broken_off: float
    break_after_days: Span
    break_days: Span


class Games(_Part):
    """A competition of which the region tells how many came."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    contest: str
    name: str
    published_on: date
    contest_class: str


class OtherContests(_Part):
    """Contests of a class, each year."""

    name: str
    contest_class: str
    years: Span
    events: int
    people: int
    month: int


class Contests(_Part):
    """Who competed."""

    aged: Span
    coached: float
    meets_national_rules: float
    at_technician_standard: float
    games: list[Games]
    others: list[OtherContests]


class Titles(_Part):
    """Who applied for a professional title. `of_level`: which title on which level."""

    of_level: dict[str, str]
    applied: float
    after_days: Span
    front_line: float
    was_away: float
    months_away: Span


class Appointments(_Part):
    """Whom employers appointed to posts. `level`: of those who are; of the next lower one fewer."""

    level: str
    appointed: float
    appointed_below: float
    first_day: date
    posts: Shares
    pay: Shares
    years: Span
    without_end: float


class Claims(_Part):
    """Claims of one measure.

    where      values of columns of the record
    groups     whose person belongs to one of them; of any where none is named
    insured    whose person was insured
    """

    subject: str
    share: float
    after_days: Span
    where: dict[str, list[str | int]] = {}
    groups: list[str] = []
    insured: bool = False


class Departures(_Part):
    """How often a payment is not what the rules say."""

    refused_by_hand: float
    paid_by_hand: float
    wrong_amount: float
    paid_twice: float


class Payments(_Part):
    """Past payments."""

    decided_on_days: list[int]
    first_decision: date
    confirmed: float
    departures: Departures
    wrong_by_fen: list[int]
    reversed: float
    wrong_reversed: float
    reversed_after_days: Span
    share_of_others: float
    claims: dict[str, Claims]


class Fraud(_Part):
    """A kind of fraud. `fraud`, `alike`: what the truth says of it and of its two look-alikes."""

    cases: int
    fraud: str
    alike: tuple[str, str]


class Recording(_Part):
    """How late something is known, and how often its record is mended."""

    lag_days: Span = (0, 0)
    corrected: float


class History(_Part):
    """How each kind of record is kept. `corrected_after_days`: how long a mistake stands."""

    kinds: dict[str, Recording]
    corrected_after_days: Span


class Assumptions(_Part):
    """The whole file; see its comments."""

    mark: Literal["演示值"]
    on: date
    register_began_on: date
    people_a_block: int
    records_a_block: int
    marginals: dict[str, str]
    people: People
    groups: Groups
    employment: Employment
    certificates: Certificates
    scarce: Scarce
    education: Education
    training: Training
    apprenticeships: Apprenticeships
    contests: Contests
    titles: Titles
    appointments: Appointments
    history: History
    missing: dict[str, Shares]
    payments: Payments
    frauds: dict[str, Fraud]


@dataclass(frozen=True, slots=True)
class Region:
    """Everything that the drawing knows: assumptions, figures by what they mean, places, occupations.

    pack          the policy that was applied, with demonstration values where it has such
    figures       numbers of the whole region, by the names under `marginals`
    prefectures   people of each prefecture, by code
    occupations   codes of the classification's last level
    counties      codes of the counties of each prefecture; the prefecture itself where it lists none
    """

    assumed: Assumptions
    pack: Pack
    figures: Mapping[str, int]
    prefectures: Mapping[str, int]
    counties: Mapping[str, tuple[str, ...]]
    occupations: tuple[str, ...]


def read_region(pack: Pack, assumptions: Path) -> Region:
    """The region of a pack with the assumptions of a file.

    raises   BadAssumptions: no such file, a key too many or too few, a figure that the pack has not
    """
    if not assumptions.is_file():
        raise BadAssumptions(
            f"{assumptions}: no such file; a demonstration needs its assumptions",
            zh=f"{assumptions}：没有这个文件；演示需要它的假定",
        )
    try:
        assumed = Assumptions.model_validate(read_yaml(assumptions, str(assumptions)).value)
    except ValidationError as error:
        raise BadAssumptions(f"{assumptions}: {_first(error)}") from None
    folder = Folder(pack.root)
    divisions, classification = folder.csv("divisions.csv"), folder.csv("occupations.csv")
    rows = _statistics(folder)
    names = assumed.marginals
    codes = [row["code"] for row in divisions if row["level"] == "prefecture"]
    return Region(
        assumed=assumed,
        pack=pack,
        figures={name: _figure(rows, id_) for name, id_ in names.items()},
        prefectures={code: _figure(rows, f"{names['prefectures']}-{code}") for code in codes},
        counties={code: _counties(divisions, code) for code in codes},
        occupations=tuple(row["code"] for row in classification if row["level"] == "4"),
    )


def _first(error: ValidationError) -> str:
    detail = error.errors(include_url=False)[0]
    return f"{'.'.join(str(step) for step in detail['loc'])}: {detail['msg']}"


def _statistics(folder: Folder) -> dict[str, Mapping[str, Any]]:
    file = folder.yaml("statistics.yaml")
    return {row["id"]: row for group in (file.value or {}).get("groups", ()) for row in group["rows"]}


def _figure(rows: Mapping[str, Mapping[str, Any]], id_: str) -> int:
    if id_ not in rows:
        raise BadAssumptions(f"statistics.yaml: no figure {id_}, which the assumptions name")
    row = rows[id_]
    return int(row["value"] * _UNITS.get(row["unit"], 1))


def _counties(divisions: list[dict[str, str]], prefecture: str) -> tuple[str, ...]:
    found = tuple(row["code"] for row in divisions if row["parent"] == prefecture)
    return found or (prefecture,)
