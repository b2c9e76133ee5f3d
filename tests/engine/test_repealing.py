"""What documents repeal: one a clause, with both places where two do."""

from pathlib import Path

import pytest

from jiyao.engine.packs.loading import load_pack
from jiyao.engine.packs.repealing import Repeal, repeal_of
from jiyao.engine.problems import PackRefused
from tests.interfaces.small import small_pack

NEWER = "id: {id}\ntitle: {{zh: 新, en: New}}\nissued_on: 2025-01-02\n{more}repeals:\n  - {{document: doc, clause: 第四条}}\n"


def test_clause_is_repealed_by_a_document_since_the_day_it_holds(tmp_path: Path) -> None:
    file = NEWER.format(id="new", more="effective_from: 2025-02-01\n")
    pack = load_pack(small_pack(tmp_path / "pack", **{"documents/new.yaml": file}))

    repeal = repeal_of(pack.repeals, "doc", "第四条")

    assert repeal is not None
    assert (repeal.by, str(repeal.since)) == ("new", "2025-02-01")
    assert (repeal_of(pack.repeals, "doc"), repeal_of(pack.repeals, "doc", "第五条")) == (None, None)


def test_whole_document_is_repealed_since_its_issue_where_nothing_else_is_said(tmp_path: Path) -> None:
    file = "id: new\ntitle: {zh: 新, en: New}\nrepeals: [{document: doc}]\n"
    pack = load_pack(small_pack(tmp_path / "pack", **{"documents/new.yaml": file}))

    assert pack.repeals == {"doc": (Repeal("new", "", None),)}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a": NEWER.format(id="a", more=""), "b": NEWER.format(id="b", more="")},
         'documents/b.yaml:5: "第四条" of "doc" is repealed twice: documents/a.yaml:5 repeals it too; leave one of the two'),
        ({"a": "id: a\nrepeals: [{document: doc}, {document: doc}]\n"},
         'documents/a.yaml:2: "doc" is repealed twice: documents/a.yaml:2 repeals it too; leave one of the two'),
        ({"a": "id: a\nrepeals: [{document: dock}]\n"}, 'documents/a.yaml:2: unknown document "dock"; did you mean "doc"?'),
        ({"a": "id: a\nrepeals: doc\n"}, "documents/a.yaml:2: must be a list of documents or clauses: {document, clause}"),
        ({"a": "id: a\nrepeals: [doc]\n"}, "documents/a.yaml:2: "),
    ],
)  # fmt: skip
def test_what_two_repeal_or_what_is_none_is_refused_with_its_place(
    tmp_path: Path, files: dict[str, str], said: str
) -> None:
    folder = small_pack(tmp_path / "pack", **{f"documents/{id_}.yaml": text for id_, text in files.items()})

    with pytest.raises(PackRefused) as raised:
        load_pack(folder)

    assert said in str(raised.value)
