"""`jiyao audit`: whether the record of acts is whole, and the ledger balances."""

import json
from datetime import date
from pathlib import Path
from time import perf_counter

import click

from jiyao.base.money import yuan
from jiyao.engine.packs.loading import load_version
from jiyao.foundation.anchors import anchor_text, heads_now, read_anchor
from jiyao.foundation.queries.verifying import Finding, Verification, verify_acts
from jiyao.funds.queries.balancing import differences
from jiyao.insight.bundle.making import checked_period, make_bundle
from jiyao.interfaces.cli.days import DAY, now, today
from jiyao.interfaces.cli.progress import shown
from jiyao.interfaces.cli.records.database import on_database, version_on
from jiyao.interfaces.cli.session import REFUSED_INPUT, Session, operator, pass_session


@click.group()
def audit() -> None:
    """Check the record of acts, and the ledger; make a bundle for an auditor."""


@audit.command()
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    help="An anchor kept elsewhere; `jiyao audit anchor` wrote it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result for programs.")
@pass_session
@on_database
def verify(session: Session, against: Path | None, as_json: bool) -> None:
    """Read every act and name the first on each chain that was altered, moved or taken away."""
    begun = perf_counter()
    found = verify_acts(read_anchor(against) if against else ())
    seconds = round(perf_counter() - begun, 1)
    if as_json:
        click.echo(json.dumps(_record(session, found, seconds), ensure_ascii=False, indent=2))
    else:
        _print(session, found, seconds)
    if found.findings:
        raise SystemExit(REFUSED_INPUT)


@audit.command()
@click.option(
    "--out", type=click.Path(path_type=Path), help="A file to write; the screen where none is named."
)
@on_database
def anchor(out: Path | None) -> None:
    """Print how far every chain reaches, with one digest, to be kept outside the database."""
    text = anchor_text(heads_now())
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, "utf-8")
        click.echo(json.loads(text)["digest"])


@audit.command()
@pass_session
@on_database
def ledger(session: Session) -> None:
    """Add up every transfer of money and name each line that says something else."""
    found = differences()
    for one in found:
        said = session.say("ledger_differs", one.line, one.what, yuan(one.says_fen), yuan(one.should_fen))
        session.console.print(said, soft_wrap=True)
    session.console.print(session.say("ledger_broken" if found else "ledger_balances", len(found)))
    if found:
        raise SystemExit(REFUSED_INPUT)


@audit.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--from", "starts_on", type=DAY, help="The first day of the transfers; the first there is, by default."
)
@click.option(
    "--to", "ends_on", type=DAY, help="The last day of the transfers; the last there is, by default."
)
@click.option("--fund", default="", help="Only the lines of this fund, as the pack names it.")
@pass_session
@on_database
def bundle(session: Session, folder: Path, starts_on: date | None, ends_on: date | None, fund: str) -> None:
    """Write the ledger and all it rests on into a new FOLDER, with a script that checks it anywhere."""
    pack = load_version(version_on(session, today()), session.folder, demonstration=session.demonstration)
    period = checked_period(starts_on, ends_on, fund, pack)
    with shown(session) as progress:
        made = make_bundle(folder, period, pack, at=now(), by=operator(), progress=progress)
    session.console.print(session.say("bundle_made", folder, f"{sum(made.rows.values()):,}"), soft_wrap=True)
    session.console.print(session.say("bundle_digest", made.digest, made.act), soft_wrap=True)


def _print(session: Session, found: Verification, seconds: float) -> None:
    counts = (found.acts, found.payloads, found.manifests, found.checkpoints)
    session.console.print(session.say("audit_read", *(f"{count:,}" for count in counts), seconds))
    for finding in found.in_order():
        session.console.print(_words(session, finding), soft_wrap=True)
    session.console.print(
        session.say("audit_broken" if found.findings else "audit_whole", len(found.findings))
    )


def _record(session: Session, found: Verification, seconds: float) -> dict[str, object]:
    return {
        "whole": not found.findings,
        "acts": found.acts,
        "payloads": found.payloads,
        "manifests": found.manifests,
        "checkpoints": found.checkpoints,
        "seconds": seconds,
        "findings": [
            {
                "chain": finding.chain,
                "position": finding.position,
                "act": finding.act,
                "wrong": finding.wrong.value,
                "other": finding.other,
                "text": _words(session, finding),
            }
            for finding in found.in_order()
        ],
    }


def _words(session: Session, finding: Finding) -> str:
    wrong = session.say(f"wrong_{finding.wrong}", finding.other)
    return session.say("audit_place", finding.chain, finding.position, finding.act, wrong)
