"""Local guides: what is read, what is refused with file and line, and how one is renewed."""

from datetime import date
from pathlib import Path

import pytest

from jiyao.engine.packs.changing import Change, expectations, make_version
from jiyao.engine.packs.entering import Lay, lay_guide
from jiyao.engine.packs.guide_files import EditionFile, FormFile, OfficeFile, WayFile
from jiyao.engine.packs.guides import guide_on
from jiyao.engine.packs.loading import Pack, load_pack
from jiyao.engine.packs.located import read_yaml_text
from jiyao.engine.problems import PackRefused
from jiyao.engine.shapes import Source, Words
from tests.engine.guiding import GUIDE, guide_pack
from tests.engine.pack_texts import MEASURE, problems_in

EDITION = read_yaml_text(GUIDE, "a test").value["guides"][0]["editions"][0]
SECOND = GUIDE + GUIDE.partition("    editions:\n")[2]


def test_guide_is_read_by_measure_and_prefecture(tmp_path: Path) -> None:
    pack = load_pack(guide_pack(tmp_path))

    told = EditionFile(
        starts_on=date(2025, 1, 1),
        offices=[
            OfficeFile(
                name=Words(zh="人社窗口", en="Window"),
                address=Words(zh="某路1号", en="1 Some Road"),
                hours=Words(zh="工作日", en="Working days"),
                telephones=["0000-0001"],
            )
        ],
        ways=[WayFile(kind="window"), WayFile(kind="online", address="https://example.invalid/a")],
        promised_days=12,
        step_days={"pay": 7},
        forms=[FormFile(zh="申请表", en="Form")],
        source=Source(document="doc", article="第一条"),
        published_on=date(2025, 1, 2),
    )
    assert pack.guides == {"m": {"A": (told,)}}
    assert guide_on(pack.guides, "m", "A", date(2025, 1, 1)) == told
    assert guide_on(pack.guides, "m", "A", date(2024, 12, 31)) is None
    assert guide_on(pack.guides, "m", "B", date(2025, 1, 1)) is None


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("division: A", "division: B", '1: must be "A", as the file is named'),
        ("measure: m", "measure: mm", '3: unknown measure "mm"; did you mean "m"?'),
        ("from: 2025-01-01", "from: 2025-01-01\n        to: 2024-12-31", "6: ends on 2024-12-31, before it starts"),
        ("from: 2025-01-01\n", "from: 2025-02-30\n", "5: "),
        ("document: doc", "document: dox", '15: unknown document "dox"; did you mean "doc"?'),
        ('            telephones: ["0000-0001"]\n', "", '7: "人社窗口" has no telephone; give one that is answered'),
        ('["0000-0001"]', "[abc]", '10: "guides.0.editions.0.offices.0.telephones.0" String should match pattern'),
        (GUIDE[GUIDE.index("        offices") : GUIDE.index("        ways")], "", "5: no office; say where people go, with address, hours and telephone"),
        (', address: "https://example.invalid/a"', "", "11: a way online has an address, beginning with https://"),
        ('"https://example.invalid/a"', '"javascript:alert(1)"', '11: "guides.0.editions.0.ways.1.address" String should match pattern'),
        ("promised_days: 12", "promised_days: 16", "12: 16 working days are promised, and the procedure allows 15"),
        ("promised_days: 12", "promised_days: 0", '12: "guides.0.editions.0.promised_days" Input should be'),
        ("promised_days: 12", "promised_days: 6", "12: 6 working days are promised, and the steps take 7"),
        ("{pay: 7}", "{pay: 11}", '13: "pay": 11 working days are more than the 10 of the procedure'),
        ("{pay: 7}", "{payy: 7}", '13: no step "payy" in the procedure; did you mean "pay"?'),
        ("step_days: {pay: 7}", "steps: [{zh: 一, en: One}]", "13: the pack has a procedure; give the days of its steps in `step_days`"),
        ("en: Form}", "en: Form, file: abc}", '14: "guides.0.editions.0.forms.0.file" String should match pattern'),
        ("promised_days", "promissed_days", '12: unknown key "promissed_days"; did you mean "promised_days"?'),
    ],
)  # fmt: skip
def test_guide_that_is_wrong_is_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    found = problems_in(guide_pack(tmp_path, GUIDE.replace(old, new)))

    assert [line[: len(problem) + 14] for line in found if problem in line] == [f"guides/A.yaml:{problem}"]


@pytest.mark.parametrize(
    ("name", "problem"),
    [("X", '1: unknown division "X"'), ("P", '1: "P" is no prefecture of the region; guides are published by those')],
)  # fmt: skip
def test_guide_of_what_is_no_prefecture_is_refused(tmp_path: Path, name: str, problem: str) -> None:
    text = GUIDE.replace("division: A", f"division: {name}")

    found = problems_in(guide_pack(tmp_path, **{f"guides/{name}.yaml": text}))

    assert found == [f"guides/{name}.yaml:{problem}"]


def test_editions_whose_days_overlap_are_refused(tmp_path: Path) -> None:
    assert problems_in(guide_pack(tmp_path, SECOND)) == [
        "guides/A.yaml:17: overlaps the edition at line 5; end that one first"
    ]


def test_two_guides_of_one_measure_are_refused(tmp_path: Path) -> None:
    text = GUIDE + GUIDE.partition("guides:\n")[2]

    assert problems_in(guide_pack(tmp_path, text)) == [
        'guides/A.yaml:17: "m" stands twice; put its editions together'
    ]


def test_measure_without_a_procedure_has_the_guides_own_steps(tmp_path: Path) -> None:
    own = "steps: [{zh: 一, en: One, working_days: 3}, {zh: 二, en: Two}]"

    pack = load_pack(
        guide_pack(tmp_path, GUIDE.replace("step_days: {pay: 7}", own), **{"measures/m.yaml": MEASURE})
    )

    assert [(s.zh, s.working_days) for s in pack.guides["m"]["A"][0].steps] == [("一", 3), ("二", None)]


def test_promise_is_not_measured_on_steps_whose_days_nobody_knows(tmp_path: Path) -> None:
    procedure = (
        "id: claim\ntitle: {zh: 申领, en: Claim}\n"
        "steps: [{id: apply, zh: 一, en: One}, {id: pay, zh: 二, en: Two, working_days: 10}]\n"
    )
    guide = GUIDE.replace("promised_days: 12", "promised_days: 90")

    assert problems_in(guide_pack(tmp_path, guide, **{"procedures/claim.yaml": procedure})) == []


def laid(folder: Path, out: Path, lay: Lay) -> Pack:
    """The version that the lay makes."""
    change = Change(1, Words(zh="改", en="Changed"), lay, expectations(folder, lay))
    return load_pack(make_version(folder, [change], out))


def test_renewed_guide_ends_the_old_one_on_the_day_before(tmp_path: Path) -> None:
    folder = guide_pack(tmp_path / "pack")
    new = {**EDITION, "from": date(2025, 7, 1), "promised_days": 9}

    pack = laid(folder, tmp_path / "out", lay_guide(folder, "A", "m", new))

    assert [(str(one.starts_on), str(one.ends_on), one.promised_days) for one in pack.guides["m"]["A"]] == [
        ("2025-01-01", "2025-06-30", 12),
        ("2025-07-01", "None", 9),
    ]


def test_guide_of_the_same_first_day_is_replaced_and_keeps_nothing(tmp_path: Path) -> None:
    folder = guide_pack(tmp_path / "pack")
    new = {**EDITION, "step_days": {"apply": 2}, "ways": [{"kind": "post"}]}
    del new["forms"]

    [told] = laid(folder, tmp_path / "out", lay_guide(folder, "A", "m", new)).guides["m"]["A"]

    assert (told.step_days, told.ways, told.forms) == ({"apply": 2}, [WayFile(kind="post")], [])


def test_first_guide_of_a_prefecture_makes_its_file_and_touches_no_other(tmp_path: Path) -> None:
    folder = guide_pack(tmp_path / "pack")

    pack = laid(folder, tmp_path / "out", lay_guide(folder, "B", "m", EDITION))

    assert {place: len(editions) for place, editions in pack.guides["m"].items()} == {"A": 1, "B": 1}


def overlay(folder: Path, division: str, confidence: str = "confidence: demonstration") -> Path:
    """The folder of an overlay with a guide of the prefecture, beside the pack."""
    text = GUIDE.replace("division: A", f"division: {division}").replace(
        "{document: doc, article: 第一条}", "{document: shown}"
    )
    notes = "        notes: [{zh: 演示, en: Invented}]\n"
    files = {
        "overlay.yaml": "id: pack-demo\ntitle: {zh: 演示, en: Demonstration}\nover: pack\n",
        "documents/shown.yaml": "id: shown\n",
        f"guides/{division}.yaml": f"{text}{notes}        {confidence}\n",
    }
    for name, content in files.items():
        (folder / "pack-demo" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "pack-demo" / name).write_text(content, "utf-8")
    return folder / "pack-demo"


@pytest.mark.parametrize(
    ("division", "stands"),
    [("A", {"A": "verified"}), ("B", {"A": "verified", "B": "demonstration"})],
)
def test_demonstration_shows_guides_only_where_none_is_published(
    tmp_path: Path, division: str, stands: dict[str, str]
) -> None:
    guide_pack(tmp_path / "pack")

    pack = load_pack(overlay(tmp_path, division), demonstration=True)

    assert {place: one.confidence for place, [one] in pack.guides["m"].items()} == stands


def test_guide_of_an_overlay_says_that_it_is_a_demonstration(tmp_path: Path) -> None:
    guide_pack(tmp_path / "pack")

    with pytest.raises(PackRefused, match=r"pack-demo/guides/B.yaml:18: .*confidence.*demonstration"):
        load_pack(overlay(tmp_path, "B", "confidence: verified"), demonstration=True)


def test_guide_of_a_demonstration_stands_in_no_pack(tmp_path: Path) -> None:
    found = problems_in(guide_pack(tmp_path, f"{GUIDE}        confidence: demonstration\n"))

    assert [line.partition(": ")[0] for line in found] == ["guides/A.yaml:17"]
