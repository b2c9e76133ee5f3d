"""The reference of import profiles, made from the profiles. To write it again, after `django.setup()`: `write()`."""

from pathlib import Path

from jiyao.registry.imports.profiles import Column, Profile, profiles
from jiyao.registry.imports.templates import TYPES

FILE = Path("docs/reference/import-profiles.md")
MARK = "<!-- from here on made from the profiles -->\n"


def described() -> str:
    """Every profile with every column."""
    return "\n".join(_profile(profile) for profile in profiles(None))


def _profile(profile: Profile) -> str:
    shape = profile.shape
    lines = [f"\n## {shape.id}: {shape.title.zh} {shape.title.en}\n"]
    if shape.notes:
        lines.append(f"{shape.notes.zh} {shape.notes.en}\n")
    known = " or by ".join(
        [*_reference(profile), *([", ".join(f"`{n}`" for n in shape.key)] if shape.key else [])]
    )
    lines.append(f"Fills `{shape.table}`. A row is known again by {known}.")
    if shape.apart:
        lines.append(
            f"Periods `{shape.period[0]}` to `{shape.period[1]}` of one {', '.join(f'`{n}`' for n in shape.apart)}"
            " must not overlap."
        )
    lines.append("\n| column | heading | must | holds | also called |\n| --- | --- | --- | --- | --- |")
    lines += [_column(column) for column in profile.columns]
    return "\n".join(lines) + "\n"


def _reference(profile: Profile) -> list[str]:
    return ["`reference`"] if any(c.name == "reference" for c in profile.columns) else []


def _column(column: Column) -> str:
    shape = column.shape
    holds = f"{shape.type}: {shape.codes}" if shape.codes else TYPES[shape.type].en
    must = "yes" if shape.required else ""
    return f"| `{shape.name}` | {shape.zh}, {shape.en} | {must} | {holds} | {'、'.join(shape.aliases)} |"


def write() -> None:
    """Writes the reference again."""
    before, mark, _ = FILE.read_text("utf-8").partition(MARK)
    FILE.write_text(before + mark + described(), "utf-8")
