"""The documents are true: commands, keys, folders, links and schemas."""

import re
from collections.abc import Iterator

import click
import pytest

from jiyao.engine.packs.demonstration_files import OVERLAY_SCHEMAS
from jiyao.engine.packs.files import SCHEMAS
from jiyao.engine.packs.guide_files import GUIDE_SCHEMAS, EditionFile, OfficeFile
from jiyao.engine.packs.library_files import LIBRARY_SCHEMAS
from jiyao.interfaces.cli import main
from jiyao.interfaces.cli.pack import all_schemas
from tests.architecture.tree import ROOT, files, name, python_files

CLI = (ROOT / "docs/reference/cli.md").read_text("utf-8")
PACK_FORMAT = (ROOT / "docs/reference/pack-format.md").read_text("utf-8")
LINK = re.compile(r"\]\(([^)\s]+)\)")
OPTION = re.compile(r"^\| `(--[a-z-]+)", re.MULTILINE)


def commands(group: click.Group, path: str = "jiyao") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with the words that call it."""
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {word}")
        else:
            yield f"{path} {word}", command


COMMANDS = dict(commands(main))


def section(title: str) -> str:
    """The text of cli.md under a heading."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", CLI, re.MULTILINE | re.DOTALL)
    return "" if found is None else found[1]


def options(command: click.Command) -> list[str]:
    """The long names of a command's options, but those that only the product itself gives."""
    listed = [param for param in command.params if isinstance(param, click.Option) and not param.hidden]
    return sorted(name for option in listed for name in option.opts if name.startswith("--"))


def test_every_command_has_its_section() -> None:
    titles = re.findall(r"^## (jiyao .*)$", CLI, re.MULTILINE)

    assert sorted(titles) == sorted(COMMANDS)


@pytest.mark.parametrize("words", COMMANDS)
def test_section_names_every_option_and_no_other(words: str) -> None:
    assert sorted(OPTION.findall(section(words))) == options(COMMANDS[words])


@pytest.mark.parametrize("words", COMMANDS)
def test_section_names_every_argument(words: str) -> None:
    arguments = [p.human_readable_name for p in COMMANDS[words].params if isinstance(p, click.Argument)]

    assert [argument for argument in arguments if argument not in section(words)] == []


@pytest.mark.parametrize("words", [words for words in COMMANDS if words != "jiyao pack schemas"])
def test_section_shows_the_command(words: str) -> None:
    assert f"$ {words}" in section(words)


def test_options_of_every_command_are_named() -> None:
    shared = CLI[: CLI.index("## ")]

    assert sorted(OPTION.findall(shared)) == options(main)


def test_each_exit_code_is_named() -> None:
    assert re.findall(r"^\| (\d) \|", section("Exit codes"), re.MULTILINE) == ["0", "2", "3", "4", "5"]


PARTS = {"edition of a guide": EditionFile, "office of a guide": OfficeFile}
FILES = {**SCHEMAS, **LIBRARY_SCHEMAS, **GUIDE_SCHEMAS, **OVERLAY_SCHEMAS, **PARTS}


@pytest.mark.parametrize("kind", FILES)
def test_pack_format_names_every_key(kind: str) -> None:
    keys = FILES[kind].model_json_schema()["properties"]

    assert [key for key in keys if re.search(rf"\b{re.escape(key)}\b", PACK_FORMAT) is None] == []


def test_every_folder_of_code_is_on_a_map() -> None:
    """In the README's or CONTRIBUTING's map, or named by the folder above, which says what it holds."""
    maps = "".join((ROOT / file).read_text("utf-8") for file in ("README.md", "CONTRIBUTING.md"))
    missing = []
    for folder in sorted({file.parent for file in python_files("src")} - {ROOT / "src/jiyao"}):
        above = (folder.parent / "__init__.py").read_text("utf-8")
        if f"{folder.name}/" not in maps and f"`{folder.name}`" not in above:
            missing.append(name(folder))

    assert missing == []


@pytest.mark.parametrize("file", [name(file) for file in files() if file.suffix == ".md"])
def test_links_of_a_document_lead_somewhere(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    links = [link.partition("#")[0] for link in LINK.findall(text) if "://" not in link]

    assert [link for link in links if link and not ((ROOT / file).parent / link).exists()] == []


def test_published_schemas_are_those_of_the_code() -> None:
    published = {file.name.removesuffix(".schema.json"): file for file in files("docs/reference/schemas")}

    assert {schema: file.read_text("utf-8") for schema, file in published.items()} == all_schemas()
