"""A class in the world of two counties: the body here trained some people of a key group, free of charge."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from jiyao.base.progress import silent
from jiyao.casework.actions.rostering import RosterWanted, open_roster
from jiyao.casework.actions.signing import Signature, do_batch, sign_batch
from jiyao.casework.models import Case, CaseBatch, Riding
from jiyao.casework.queries.batches import rides
from jiyao.casework.queries.cases import cases_chosen
from jiyao.casework.queries.rosters import lines_of
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.packs.loading import load_pack
from jiyao.foundation.actions.keys import create_keys, keyring
from jiyao.funds.accounts import BankAccount
from jiyao.registry.hand import Hand
from jiyao.registry.models import AccountRole, GroupSpell, Level, Person, PersonVersion
from jiyao.training.models import Enrolment
from tests.casework.claims import hand
from tests.funds.money import Hands
from tests.packs.heilongjiang import ROOT
from tests.registry.places import COUNTY, HERE, kept, lay_out

MEASURE = "training-subsidy-key-groups"
BODY = 800 + HERE
FIRST = 300
"""The number of the first of the class; their enrolments' are 10,000 more."""
EACH_FEN = 150_000
"""What the demonstration gives for one of them there."""
FUND = "skills-upgrading-account"
BODY_ACCOUNT = BankAccount("第801公司", "23050167890123456", "甲银行")


@cache
def demonstration() -> Assessor:
    """The compiled measures with the invented values."""
    return Assessor(load_pack(ROOT / "packs/heilongjiang-demo", demonstration=True))


def lay_out_class(count: int = 3, money: int = 100_000_000) -> list[int]:
    """The two counties and a class of so many; the numbers of their enrolments."""
    lay_out()
    codes = demonstration().pack.vocabulary.codes["level"].codes
    Level.objects.bulk_create(
        Level(code=code, rank=rank, zh=words.zh, en=words.en)
        for rank, (code, words) in enumerate(codes.items())
    )
    Hands().county_line(money, FUND)
    return [_trainee(FIRST + number) for number in range(count)]


def _trainee(number: int) -> int:
    Person.objects.create(id=number)
    create_keys([number])
    keys = keyring([number])
    kept(
        PersonVersion,
        number,
        person_id=number,
        birth_on=date(1985, 5, 5),
        sex="male",
        name_sealed=keys.seal(number, "name_sealed", f"学员{number}"),
        identity_sealed=keys.seal(number, "identity_sealed", f"23010219850505{number:04d}"),
    )
    kept(
        GroupSpell,
        20_000 + number,
        person_id=number,
        person_group="registered_unemployed",
        starts_on=date(2024, 1, 1),
    )
    kept(
        Enrolment,
        10_000 + number,
        person_id=number,
        provider_id=BODY,
        division=COUNTY,
        occupation="6-18-02-04",
        work_type="none",
        level="L5",
        training_kind="employment_skill",
        training_mode="offline",
        starts_on=date(2025, 2, 3),
        ends_on=date(2025, 3, 28),
        passed=True,
        attended_days=38,
        attendance_ratio=9500,
        fee_charged_fen=200_000,
    )
    return 10_000 + number


def opened(records: Sequence[int]) -> Case:
    """The roster of these enrolments."""
    wanted = RosterWanted(BODY, MEASURE, records, BODY_ACCOUNT)
    return open_roster(wanted, hand(AccountRole.TRAINING_BODY), demonstration())


def line_of(roster: Case, record: int) -> Case:
    """The line about an enrolment."""
    return lines_of(roster).get(subject_record=record)


def signed(
    cases: Sequence[Case], duty: str, signer: Hand, *, between: Callable[[], object] = lambda: None
) -> CaseBatch:
    """The batch of these cases, signed and done. `between`: what happens after the signature and before the work."""
    numbers = [one.pk for one in cases]
    assert signer.holder is not None
    chosen = cases_chosen(signer.holder, duty, numbers, signer.on)
    going = [one.case for one in rides(chosen, duty, signer.holder, demonstration().pack) if one.why is None]
    sums = sum(one.amount_fen or 0 for one in going)
    signature = Signature(numbers, duty, len(going), sums, frozenset({"certificate_matches_post"}))
    batch = sign_batch(signature, signer, demonstration().pack)
    between()
    do_batch(batch, replace(signer, batch=batch.pk), demonstration(), silent)
    return batch


def all_of(roster: Case) -> list[Case]:
    """The roster and its lines."""
    return [roster, *lines_of(roster)]


def stayed(batch: CaseBatch) -> dict[int, str]:
    """Why cases stayed behind, by the record that they are about."""
    rows = batch.lines.filter(state=Riding.STAYED).select_related("case")
    return {one.case.subject_record: one.why_en for one in rows}


def states(roster: Case) -> tuple[str, list[str]]:
    """Where the roster stands, and each of its lines."""
    found = Case.objects.get(pk=roster.pk)
    return found.state, list(lines_of(roster).values_list("state", flat=True))
