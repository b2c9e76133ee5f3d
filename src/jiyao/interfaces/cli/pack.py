"""`jiyao pack`: check a pack, write its schemas, keep its versions."""

import json
from pathlib import Path

import click
from pydantic import TypeAdapter

from jiyao.engine.determination.records import DeterminationRecord
from jiyao.engine.examples import read_examples, run_examples
from jiyao.engine.packs.demonstration_files import OVERLAY_SCHEMAS
from jiyao.engine.packs.evaluating import EVALUATION_SCHEMAS
from jiyao.engine.packs.files import SCHEMAS
from jiyao.engine.packs.flags import FLAG_SCHEMAS
from jiyao.engine.packs.guide_files import GUIDE_SCHEMAS
from jiyao.engine.packs.library_files import LIBRARY_SCHEMAS
from jiyao.engine.packs.loading import load_pack
from jiyao.engine.packs.numbering import NUMBERING_SCHEMAS
from jiyao.engine.packs.papers import PAPER_SCHEMAS
from jiyao.engine.packs.procedure_files import PROCEDURE_SCHEMAS
from jiyao.engine.packs.supervision import SUPERVISION_SCHEMAS
from jiyao.engine.packs.telling import TELLING_SCHEMAS
from jiyao.engine.people import read_people
from jiyao.engine.population.running import Run
from jiyao.engine.problems import Place
from jiyao.engine.simulation import Simulation
from jiyao.interfaces.cli.session import Session, failing_clearly, pass_session
from jiyao.interfaces.cli.starting import on_records

VERSIONS = "versions"


class PackCommands(click.Group):
    """The group, with the versions of the pack, which are kept in the database, found when they are called."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Every command's name."""
        return sorted({*super().list_commands(context), VERSIONS})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of that name."""
        return on_records(context, VERSIONS) if name == VERSIONS else super().get_command(context, name)


@click.group(cls=PackCommands)
def pack() -> None:
    """Check packs, and keep their versions."""


@pack.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@pass_session
@failing_clearly
def check(session: Session, folder: Path | None) -> None:
    """Read a pack, run its worked examples, and name everything that is wrong with file and line."""
    found = session.pack if folder is None else load_pack(folder, demonstration=session.demonstration)
    examples, problems = read_examples(found)
    problems += run_examples(found, examples)
    people = found.root / "people.yaml"
    if people.is_file():
        for aside in read_people(people, found.vocabulary)[1]:
            problems.add(Place("people.yaml", 1), f"{aside.row}: {'; '.join(aside.reasons)}")
    problems.raise_if_any()
    click.echo(session.say("all_agree", len(found.measures), len(examples)))


@pack.command()
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("docs/reference/schemas"), show_default=True
)
@failing_clearly
def schemas(out: Path) -> None:
    """Write the JSON Schemas of pack files and of what commands print with --json."""
    out.mkdir(parents=True, exist_ok=True)
    for name, schema in all_schemas().items():
        (out / f"{name}.schema.json").write_text(schema, "utf-8")


def all_schemas() -> dict[str, str]:
    """The text of every published schema, by name."""
    found = {
        name: kind.model_json_schema()
        for name, kind in {
            **SCHEMAS,
            **LIBRARY_SCHEMAS,
            **GUIDE_SCHEMAS,
            **FLAG_SCHEMAS,
            **PAPER_SCHEMAS,
            **PROCEDURE_SCHEMAS,
            **TELLING_SCHEMAS,
            **NUMBERING_SCHEMAS,
            **SUPERVISION_SCHEMAS,
            **EVALUATION_SCHEMAS,
            **OVERLAY_SCHEMAS,
        }.items()
    }
    found["determinations"] = TypeAdapter(list[DeterminationRecord]).json_schema()
    found["run"] = TypeAdapter(Run).json_schema()
    found["simulation"] = TypeAdapter(Simulation).json_schema()
    return {name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in found.items()}
