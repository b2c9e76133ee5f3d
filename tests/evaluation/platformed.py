"""Two certificates of a body that are sent to the national platform, and what comes back."""

from datetime import timedelta
from io import BytesIO

from jiyao.evaluation.actions.platform_answering import Answered, take_answers
from jiyao.evaluation.actions.platform_sending import send_certificates
from jiyao.evaluation.models import PlatformFile
from jiyao.evaluation.platform.answers import read_answers
from jiyao.evaluation.platform.formats import USUAL, PlatformFormat, platform_format
from jiyao.evaluation.queries.platform import Sender, sender_of
from jiyao.registry.models import Account
from tests.evaluation.certified import AT, ISSUED_ON, NUMBER_PART
from tests.evaluation.examined import hand

FIRST, SECOND = (f"{NUMBER_PART}253{serial:06d}" for serial in (1, 2))
HEAD = "证书编号,处理结果,退回原因"


def shape() -> PlatformFormat:
    """Our own profile."""
    return platform_format(USUAL, None)


def body_office(hours: int = 1) -> Sender:
    """The body's office, so many hours after the issue."""
    account = Account.objects.get(username="office")
    return sender_of(hand(account, on=ISSUED_ON, at=AT + timedelta(hours=hours)))


def sent(hours: int = 1) -> PlatformFile:
    """What is due, sent by the body."""
    return send_certificates(body_office(hours), USUAL)


def answered(*rows: str, head: str = HEAD, sender: Sender | None = None, hours: int = 2) -> Answered:
    """The answer with these rows, read by the body."""
    file = BytesIO("\r\n".join((head, *rows)).encode("gb18030"))
    return take_answers(read_answers(file, shape()), sender or body_office(hours), USUAL)
