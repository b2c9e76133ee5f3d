"""核查: somebody who did not raise the claim says of a flag whether it is so, with a reason."""

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.base.reasons import checked_reason
from jiyao.casework.models import Case, Flag, FlagState, Recommendation
from jiyao.casework.queries.flags import open_flags, raised_by
from jiyao.casework.tables import FLAGS
from jiyao.engine.packs.loading import Pack
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.texts import seal_text
from jiyao.registry.hand import Hand
from jiyao.registry.queries.listing import one_row


class NotYourFlag(NotAllowed):
    """There is no such flag in reach, or it is not for this account to resolve."""


class FlagClosed(Conflict):
    """The flag was cleared meanwhile, or is not found any more."""


class NoFinding(Invalid):
    """Nobody says whether the flag is so."""


class StillFlagged(Conflict):
    """What the case rests on is doubted, and nobody has cleared that."""


@transaction.atomic
def resolve_flag(number: int, state: str, hand: Hand, *, reason: str) -> Flag:
    """The flag, confirmed or cleared. One that was confirmed can still be cleared.

    raises   NotYourFlag, FlagClosed, NoFinding, BadReason
    """
    found = Flag.objects.select_for_update(of=("self",)).filter(pk=number).first()
    if found is None or one_row(FLAGS, hand.reach(FLAGS.name, "decide"), str(number), hand.on) is None:
        raise NotYourFlag(
            f"flag {number}: there is none in your reach", zh=f"疑点 {number}：没有这条，或不由您核查"
        )
    _check_apart(found, hand)
    _check_state(found, state)
    said = checked_reason(reason)
    found.state, found.resolved_by, found.resolved_on = FlagState(state), hand.account, hand.on
    found.reason_sealed = seal_text(found.person_id, "reason_sealed", said)
    found.save(update_fields=["state", "resolved_by", "resolved_on", "reason_sealed"])
    append_act(
        kind="resolve-flag",
        actor=hand.party,
        subject=f"flag:{found.pk}",
        at=hand.at,
        codes={"flag": found.flag, "table": found.table, "record": found.record, "state": found.state},
        payload={"reason": said},
        owner=found.person_id,
    )
    return found


def _check_apart(flag: Flag, hand: Hand) -> None:
    account = hand.account
    if account is None or account.pk in raised_by(flag):
        raise NotYourFlag(
            "who raised the claim does not resolve a flag on it; leave it to a colleague",
            zh="提出申领的账号不能核查该记录的疑点，请交由同事核查",
        )
    if account.person_id is not None and account.person_id == flag.person_id:
        raise NotYourFlag(
            "nobody resolves a flag on their own record; leave it to a colleague",
            zh="不能核查本人记录的疑点，请交由同事核查",
        )


def _check_state(flag: Flag, state: str) -> None:
    if state not in (FlagState.CONFIRMED, FlagState.CLEARED):
        raise NoFinding("say whether the flag is so or not", zh="请选择“排除”或“属实”")
    if flag.state not in (FlagState.OPEN, FlagState.CONFIRMED) or flag.state == state:
        raise FlagClosed(
            f"flag {flag.pk} was resolved meanwhile ({flag.state})",
            zh=f"疑点 {flag.pk} 已核查：{FlagState(flag.state).label}",
        )


def refuse_flagged(case: Case, pack: Pack) -> None:
    """Nothing where the case may be granted: no flag on its record stands. raises StillFlagged"""
    if case.recommends != Recommendation.GRANT:
        return
    flags = list(open_flags(case.subject, case.subject_record))
    if not flags:
        return
    titles = [pack.flags[one.flag].file.title for one in flags if one.flag in pack.flags]
    raise StillFlagged(
        f"case {case.number}: its record is flagged and not cleared "
        f"({'; '.join(title.en for title in titles)}); resolve that first, or send the case back to be refused",
        zh=f"办件 {case.number}：记录有疑点尚未排除（{'；'.join(title.zh for title in titles)}），"
        "请先核查疑点，或退回审核改为不同意",
    )
