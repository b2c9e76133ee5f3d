"""evaluation.yaml: what is wrong with one, on the pack of Heilongjiang with one line changed."""

from pathlib import Path
from typing import get_args

import pytest

from jiyao.engine.packs.evaluating import read_evaluation
from jiyao.engine.packs.procedure_files import Evaluates
from jiyao.engine.packs.reading import Folder
from jiyao.engine.problems import Problems
from tests.packs.heilongjiang import demonstration_pack, pack

HELD = Path("packs/heilongjiang/evaluation.yaml")


def complaints(folder: Path, old: str, new: str) -> list[str]:
    """What is said of the file with that text in place of another."""
    content = HELD.read_text("utf-8")
    assert old in content
    (folder / "pack.yaml").write_text("{}", "utf-8")
    (folder / "evaluation.yaml").write_text(content.replace(old, new, 1), "utf-8")
    problems, known = Problems(), pack()
    read_evaluation(Folder(folder), known.documents, known.measures, known.vocabulary, problems)
    return [str(one) for one in problems]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("bridges: [title-from-level", "bridges: [title-from-levels", 'unknown measure "title-from-levels"'),
        ("document: hlj-level-recognition", "document: hlj-levels", 'unknown document "hlj-levels"'),
        ("level: L5", "level: L6", 'unknown level "L6"'),
        ("post: chief_technician", "post: chief", 'unknown technical_post "chief"'),
        ("bodies: [employer, social]", "bodies: [employers]", 'unknown body_kind "employers"'),
        ("total: 72", "total: 73", "the groups have 72 qualifications, the catalogue 73"),
        ("access: 33", "access: 60", '"professional" has 59 qualifications, and more stand below it'),
        ("level: L1", "level: L1\n      post: chief_technician", "keep one"),
        (
            "measures: [application-2023-level-5, application-2018-level-5]",
            "measures: []",
            "say how it is reached",
        ),
    ],
)
def test_wrong_line_is_named_with_what_to_do(tmp_path: Path, old: str, new: str, said: str) -> None:
    found = complaints(tmp_path, old, new)

    assert len(found) == 1
    assert found[0].startswith("evaluation.yaml:")
    assert said in found[0]


def test_pack_may_have_no_such_file(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("{}", "utf-8")
    problems, known = Problems(), pack()

    assert (
        read_evaluation(Folder(tmp_path), known.documents, known.measures, known.vocabulary, problems) is None
    )


def test_no_procedure_leads_to_a_qualification() -> None:
    kinds = set(pack().vocabulary.codes["certificate_kind"].codes)

    assert kinds - set(get_args(Evaluates)) == {"qualification", "course"}


def test_pass_mark_of_single_abilities_is_known_in_the_demonstration_alone() -> None:
    real, laid = (one.procedures["special-ability-test"] for one in (pack(), demonstration_pack()))

    assert (real["evaluates"], real.get("scoring") or []) == ("special_ability", [])
    assert [(one["part"], one["pass_mark"], one["confidence"]) for one in laid["scoring"]] == [
        ("practical", 60, "demonstration")
    ]
