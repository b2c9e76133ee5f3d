"""`jiyao demo-sheet`."""

from datetime import date
from io import BytesIO
from pathlib import Path

import click

from jiyao.demo.evaluating.sheets import write_candidates, write_marks
from jiyao.interfaces.cli.days import DAY, today
from jiyao.interfaces.cli.records.database import check_prepared, reaching_database
from jiyao.interfaces.cli.records.import_file import check_free
from jiyao.interfaces.cli.session import Session, pass_session

CANDIDATES, MARKS = "candidates", "marks"


@click.command("demo-sheet")
@click.argument("what", type=click.Choice([CANDIDATES, MARKS]))
@click.option("--on", type=DAY, default=today, help="The day on which they apply; today by default.")
@click.option("--out", type=click.Path(path_type=Path), help="A new workbook; WHAT.xlsx by default.")
@pass_session
@reaching_database
def demo_sheet(session: Session, what: str, on: date, out: Path | None) -> None:
    """Write a workbook of candidates for the demonstration's body, or of marks for its last arranged session."""
    check_prepared()
    target = out or Path(f"{what}.xlsx")
    check_free(session, target)
    file = BytesIO()
    if what == CANDIDATES:
        said = session.say("demo_candidates_written", target, write_candidates(file, on=on))
    else:
        said = session.say("demo_marks_written", target, *write_marks(file))
    target.write_bytes(file.getvalue())
    session.console.print(said)
