"""Clauses and claims of a pack: what is read, and what is refused with file, line and what to do."""

from pathlib import Path

import pytest

from jiyao.engine.packs.library_files import ClauseFile
from jiyao.engine.shapes import Words
from tests.engine.pack_texts import problems_in
from tests.engine.packs import make_pack, write_pack

CLAUSES = """document: doc
clauses:
  - {path: 第一章, kind: chapter, title: 总则}
  - {path: 第四条, kind: article, text: "第一款。\\n第二款。"}
  - {path: 一（二）1., kind: item, restated: {zh: 转述, en: Told}, confidence: partial, source: S}
"""
CLAIMS = """zh: 文章
en: Feature
source: S
published: {zh: 某年, en: a year}
parts: [{number: 4, zh: 四, en: Four}]
claims:
  - {id: 1a, zh: 一, en: One, pages: [{page: home, zh: 首页, en: Home}]}
  - {id: '2', zh: 二, en: Two, due: 4}
figures:
  - {id: f, zh: 数, en: Number, claims: [1a], value: 3, unit: {zh: 人, en: people}, as_of: {zh: 当日, en: then},
     counted: some-query}
"""


def test_clauses_stand_in_the_order_of_the_document(tmp_path: Path) -> None:
    pack = make_pack(tmp_path, [], **{"clauses/doc.yaml": CLAUSES})

    assert pack.clauses == {
        "doc": (
            ClauseFile(path="第一章", kind="chapter", title="总则"),
            ClauseFile(path="第四条", kind="article", text="第一款。\n第二款。"),
            ClauseFile(
                path="一（二）1.",
                kind="item",
                restated=Words(zh="转述", en="Told"),
                confidence="partial",
                source="S",
            ),
        )
    }


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("document: doc", "document: dox", '1: must be "doc", as the file is named'),
        ("kind: chapter", "kind: chaptr", '3: "clauses.0.kind" Input should be'),
        ("第四条", "第一章", '4: "第一章" stands twice: it is the path of line 3 too'),
        (
            ", title: 总则",
            "",
            '3: "第一章" says nothing; give its title or text, or tell in other words (`restated`)',
        ),
        ("path: 第四条", "path: ' 第四条'", '4: "clauses.1.path" String should match pattern'),
        ("title: 总则", "titel: 总则", '3: unknown key "titel"; did you mean "title"?'),
    ],
)
def test_clauses_that_are_wrong_are_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    folder = write_pack(tmp_path, [], **{"clauses/doc.yaml": CLAUSES.replace(old, new)})

    assert [found[: len(problem) + 17] for found in problems_in(folder)] == [f"clauses/doc.yaml:{problem}"]


def test_clauses_of_an_unknown_document_are_refused(tmp_path: Path) -> None:
    folder = write_pack(
        tmp_path, [], **{"clauses/doq.yaml": CLAUSES.replace("document: doc", "document: doq")}
    )

    assert problems_in(folder) == ['clauses/doq.yaml:1: unknown document "doq"; did you mean "doc"?']


def test_clause_that_no_source_names_and_source_without_a_clause_are_no_error(tmp_path: Path) -> None:
    source = {"document": "doc", "article": "第九条"}
    condition = {"id": "c", "rule": "TRUE", "source": source}

    pack = make_pack(
        tmp_path, [{"id": "m", "subject": "person", "requires": [condition]}], **{"clauses/doc.yaml": CLAUSES}
    )

    assert pack.measures["m"].conditions[0].source.article == "第九条"


def test_claims_are_read(tmp_path: Path) -> None:
    claims = make_pack(tmp_path, [], **{"claims.yaml": CLAIMS}).claims

    assert claims is not None
    assert [(claim.id, claim.due, [page.page for page in claim.pages]) for claim in claims.claims] == [
        ("1a", None, ["home"]),
        ("2", 4, []),
    ]
    assert make_pack(tmp_path / "none", []).claims is None


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("due: 4", "due: 5", "8: there is no part 5"),
        (
            ", due: 4",
            "",
            '8: claim "2" names no pages that carry it; name some, or the part in which it is due',
        ),
        ("id: '2'", "id: 1a", '8: "1a" stands twice'),
        ("claims: [1a]", "claims: [1b]", '10: unknown claim "1b"; did you mean "1a"?'),
        ("counted: some-query", "", '10: figure "f" has either `counted` or `not_counted`'),
    ],
)
def test_claims_that_are_wrong_are_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    folder = write_pack(tmp_path, [], **{"claims.yaml": CLAIMS.replace(old, new)})

    assert problems_in(folder) == [f"claims.yaml:{problem}"]


def test_goals_and_tasks_name_a_document_that_is_there(tmp_path: Path) -> None:
    files = {"goals.yaml": "document: dok\ngoals: []\n", "tasks.yaml": "[]\n"}

    assert problems_in(write_pack(tmp_path, [], **files)) == [
        'goals.yaml:1: unknown document "dok"; did you mean "doc"?',
        "tasks.yaml:1: must be a mapping with the plan's document",
    ]
