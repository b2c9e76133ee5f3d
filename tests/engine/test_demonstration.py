"""The demonstration overlay: read only where it is asked for, it fills gaps and changes no rule."""

from pathlib import Path

import pytest

from jiyao.engine.measures import DEMONSTRATION, Payable
from jiyao.engine.packs.demonstration import DemonstrationOnly, demonstration_of
from jiyao.engine.packs.loading import Pack, load_pack
from jiyao.engine.problems import PackRefused
from tests.engine.backends import Rows, by_function, by_population, by_reference
from tests.engine.generated import ON
from tests.engine.pack_texts import MEASURE, SURE, condition, series
from tests.engine.packs import write_pack

GAP = "value: null, source: {document: doc}, confidence: unverified"
SHOWN = "source: {document: shown}, confidence: demonstration, note: {zh: 某, en: Some}"
OVERLAY = "id: pack-demo\ntitle: {zh: 演示, en: Demonstration}\nover: pack\n"
DELEGATED = "parameters:\n  bar:\n    unit: fen\n    delegated_to: prefecture\n    base: []\n"
GIVES_BAR = MEASURE.replace('gives: {amount: "1"}', "gives: {amount: \"param('bar')\"}")


def folders(folder: Path, measure: str, change: str = "", **files: str) -> Path:
    """A pack of one measure, and an overlay beside it: its folder."""
    write_pack(folder / "pack", [], **{"measures/m.yaml": measure})
    contents = {"overlay.yaml": OVERLAY, "documents/shown.yaml": "id: shown\n", **files}
    if change:
        contents["measures/m.yaml"] = change
    for name, text in contents.items():
        (folder / "pack-demo" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "pack-demo" / name).write_text(text, "utf-8")
    return folder / "pack-demo"


def shown(root: Path) -> Pack:
    """The pack as the demonstration sees it."""
    return load_pack(root, demonstration=True)


def values(pack: Pack) -> list[tuple[object, str]]:
    """The base rows of the parameter `bar`: value and confidence."""
    return [(row.value, row.confidence) for row in pack.measures["m"].parameters["bar"].base]


def complaints(root: Path) -> list[str]:
    """What is wrong with an overlay."""
    with pytest.raises(PackRefused) as refused:
        shown(root)
    return [str(problem) for problem in refused.value.problems]


def money(row: str) -> str:
    """A measure that gives the parameter `bar`."""
    return GIVES_BAR + series(row).replace("unit: month", "unit: fen")


def row(text: str) -> str:
    """An overlay's file of measure m with one row of `bar`."""
    return f"parameters:\n  bar:\n    base:\n      - {{{text}}}\n"


def test_overlay_is_refused_where_no_demonstration_is_asked_for(tmp_path: Path) -> None:
    root = folders(tmp_path, money(GAP), row(f"value: 700, {SHOWN}"))

    with pytest.raises(DemonstrationOnly) as refused:
        load_pack(root)

    assert str(refused.value) == (
        f"{root}: holds demonstration values, which are no policy; in a demonstration say --demo "
        "or set JIYAO_DEMONSTRATION=1"
    )


def test_pack_beside_an_overlay_stays_as_it_is(tmp_path: Path) -> None:
    root = folders(tmp_path, money(GAP), row(f"value: 700, {SHOWN}"))

    pack = load_pack(tmp_path / "pack", demonstration=True)

    assert (values(pack), pack.overlay, pack.version) == ([(None, "unverified")], None, "1")
    assert values(shown(root)) == [(700, DEMONSTRATION)]


def test_demonstration_value_pays_and_the_version_says_so(tmp_path: Path) -> None:
    root = folders(tmp_path, money(GAP), row(f"value: 700, {SHOWN}"))

    pack = shown(root)

    assert pack.measures["m"].payable_on(ON, None) is Payable.PAYS
    assert (pack.id, pack.version, pack.root, pack.overlay) == ("test", "1+演示", tmp_path / "pack", root)


@pytest.mark.parametrize("back_end", ["reference", "function", "population"])
def test_every_back_end_pays_on_a_demonstration_value(tmp_path: Path, back_end: str) -> None:
    pack = shown(folders(tmp_path, money(GAP), row(f"value: 700, {SHOWN}")))
    rows: Rows = {"person": [{"id": "a", "owner": "a", "place": "A1"}]}

    found = {
        "reference": lambda: by_reference(pack, rows, ON),
        "function": lambda: by_function(pack, rows, ON),
        "population": lambda: by_population(pack, rows, ON, tmp_path),
    }[back_end]()

    assert (found["m"]["a"].payable, found["m"]["a"].amount_fen) == (Payable.PAYS, 700)


def test_row_takes_the_place_of_what_lies_in_its_days(tmp_path: Path) -> None:
    before = f"from: 2020-01-01, to: 2023-12-31, {GAP}}}\n      - {{from: 2024-01-01, {GAP}"
    root = folders(tmp_path, money(before), row(f"from: 2024-01-01, value: 700, {SHOWN}"))

    assert values(shown(root)) == [(None, "unverified"), (700, DEMONSTRATION)]


def test_verified_value_goes_before_a_demonstration_value(tmp_path: Path) -> None:
    root = folders(tmp_path, money(f"value: 500, {SURE}"), row(f"value: 700, {SHOWN}"))

    assert values(shown(root)) == [(500, "verified")]


def test_condition_counts_as_confirmed_and_a_verified_one_stays(tmp_path: Path) -> None:
    doubted = condition("rule: yes_one, confidence: partial")
    change = "requires: [{id: c, confidence: demonstration}]\n"

    raised = shown(folders(tmp_path / "doubted", MEASURE + doubted, change))
    stays = shown(folders(tmp_path / "sure", MEASURE + condition("rule: yes_one"), change))

    assert [c.confidence for c in raised.measures["m"].conditions] == [DEMONSTRATION]
    assert raised.measures["m"].payable_on(ON, None) is Payable.PAYS
    assert [c.confidence for c in stays.measures["m"].conditions] == ["verified"]


def test_waived_rules_do_not_stop_payment_and_are_still_told(tmp_path: Path) -> None:
    root = folders(tmp_path, MEASURE + "open: [{zh: 未知, en: Not known}]\n", "waives_open: true\n")

    measure = shown(root).measures["m"]

    assert (measure.open, [words.en for words in measure.waived]) == ((), ["Not known"])
    assert measure.payable_on(ON, None) is Payable.PAYS


def test_local_value_fills_only_what_the_prefecture_has_not_set(tmp_path: Path) -> None:
    def of(division: str, told: str) -> str:
        return f"division: {division}\nvalues: [{{measure: m, parameter: bar, base: [{{{told}}}]}}]\n"

    root = folders(
        tmp_path,
        GIVES_BAR + DELEGATED,
        **{"local/A.yaml": of("A", f"value: 7, {SHOWN}"), "local/B.yaml": of("B", f"value: 8, {SHOWN}")},
    )
    (tmp_path / "pack/local/A.yaml").write_text(of("A", f"value: 5, {SURE}"), "utf-8")

    local = shown(root).measures["m"].parameters["bar"].local

    assert {division: [r.value for r in rows] for division, rows in local.items()} == {"A": [5], "B": [8]}


def test_hash_is_over_the_pack_and_the_overlay(tmp_path: Path) -> None:
    root = folders(tmp_path, money(GAP), row(f"value: 700, {SHOWN}"))
    plain, before = load_pack(tmp_path / "pack").hash, shown(root).hash

    (root / "measures/m.yaml").write_text(row(f"value: 701, {SHOWN}"), "utf-8")

    assert len({plain, before, shown(root).hash}) == 3


def test_draft_is_laid_over_the_demonstration(tmp_path: Path) -> None:
    root = folders(tmp_path, money(GAP), row(f"value: 700, {SHOWN}"))
    draft = tmp_path / "draft.yaml"
    draft.write_text(
        "id: d\ntitle: {zh: 稿, en: Draft}\nmeasures: {m: {gives: {amount: \"2 * param('bar')\"}}}\n"
    )

    pack = load_pack(root, draft, demonstration=True)

    assert (pack.measures["m"].gives[0].text, values(pack)) == ("2 * param('bar')", [(700, DEMONSTRATION)])


def test_overlay_of_a_pack_stands_beside_it(tmp_path: Path) -> None:
    root = folders(tmp_path, MEASURE)

    assert demonstration_of(tmp_path / "pack") == root
    assert demonstration_of(tmp_path / "other") == tmp_path / "other"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            "requires: [{id: c, confidence: demonstration, rule: 'TRUE'}]\n",
            '1: unknown key "rule"; did you mean "article"?',
        ),
        ("gives: {amount: '2'}\n", '1: unknown key "gives"; did you mean "times"?'),
        (
            "requires: [{id: d, confidence: demonstration}]\n",
            '1: no condition "d"',
        ),
        (
            row(f"value: 7, {SURE}, note: {{zh: 某, en: Some}}"),
            "4: \"parameters.bar.base.0.confidence\" Input should be 'demonstration'",
        ),
        (
            row("value: 7, source: {document: shown}, confidence: demonstration"),
            '4: "parameters.bar.base.0.note" is missing',
        ),
        (row(f"value: null, {SHOWN}"), '4: "bar": a value that nobody has found is not demonstration'),
        (row(f"value: 7, {SHOWN}").replace("bar", "baz"), '2: no parameter "baz"; did you mean "bar"?'),
    ],
)
def test_overlay_that_does_more_than_fill_gaps_is_refused(tmp_path: Path, change: str, problem: str) -> None:
    root = folders(tmp_path, money(GAP), change)

    assert complaints(root) == [f"pack-demo/measures/m.yaml:{problem}"]


def test_overlay_of_an_unknown_measure_or_document_is_refused(tmp_path: Path) -> None:
    files = {"measures/n.yaml": "waives_open: true\n", "documents/doc.yaml": "id: doc\n"}

    assert complaints(folders(tmp_path, MEASURE, **files)) == [
        'pack-demo/documents/doc.yaml:1: "doc" is a document of the pack; choose another id',
        'pack-demo/measures/n.yaml:1: no measure "n"',
    ]


@pytest.mark.parametrize("file", ["overlay.yaml", "pack.yaml"])
def test_overlay_without_its_head_or_its_pack_is_refused(tmp_path: Path, file: str) -> None:
    root = folders(tmp_path, MEASURE)
    ({"overlay.yaml": root, "pack.yaml": tmp_path / "pack"}[file] / file).unlink()
    named = {"overlay.yaml": root / "pack.yaml", "pack.yaml": tmp_path / "pack/pack.yaml"}[file]

    assert complaints(root) == [
        f"{named}:1: no such file; give the folder of a pack, such as packs/heilongjiang"
    ]


MISPLACED = "a demonstration value stands only in an overlay, a folder <pack>-demo; move it there"


def test_pack_that_holds_a_demonstration_value_is_refused(tmp_path: Path) -> None:
    figure = "- id: s\n  confidence: demonstration\n"
    write_pack(tmp_path, [], **{"measures/m.yaml": money(f"value: 7, {SHOWN}"), "statistics.yaml": figure})
    (tmp_path / "documents/shown.yaml").write_text("id: shown\n", "utf-8")

    with pytest.raises(PackRefused) as refused:
        load_pack(tmp_path, demonstration=True)

    places = [str(problem.place) for problem in refused.value.problems]
    assert {problem.message for problem in refused.value.problems} == {MISPLACED}
    assert places == ["measures/m.yaml:14", "statistics.yaml:2"]


def test_draft_that_holds_a_demonstration_value_is_refused(tmp_path: Path) -> None:
    write_pack(tmp_path / "pack", [], **{"measures/m.yaml": money(GAP)})
    draft = tmp_path / "draft.yaml"
    draft.write_text(
        "id: d\ntitle: {zh: 稿, en: Draft}\nmeasures:\n  m:\n"
        f"    parameters: {{bar: {{base: [{{value: 7, {SHOWN.replace('shown', 'doc')}}}]}}}}\n",
        "utf-8",
    )

    with pytest.raises(PackRefused) as refused:
        load_pack(tmp_path / "pack", draft, demonstration=True)

    assert [str(problem) for problem in refused.value.problems] == [f"{draft}:5: {MISPLACED}"]
