"""The codes to choose from in the interview, line by line."""

from jiyao.engine.vocabulary import CodeList
from jiyao.interfaces.cli.session import Session


def listed(session: Session, codes: CodeList) -> str:
    """The codes to choose from, one a line, and where to write."""
    offered = _offered(codes)
    lines = [f"  [{code}] {session.words(codes.codes[code])}" for code in offered]
    if len(offered) < len(codes.codes):
        lines.append(f"  {session.say('ask_below')}")
    return "\n" + "\n".join(lines) + "\n>"


def _offered(codes: CodeList) -> list[str]:
    """All codes of a flat list; of one with levels those that lie in no other, and what lies directly in these."""
    tops = {code for code in codes.codes if code not in codes.parents}
    return [code for code in codes.codes if code in tops or codes.parents[code] in tops]
