"""`jiyao import`, `template`, `jobs` and `work`, as a clerk uses them."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from pytest_django.fixtures import Settings

from jiyao.foundation.models import Attachment, Job
from jiyao.interfaces.cli import main
from jiyao.registry.models import FOREVER, InsuranceSpell, PersonVersion
from tests.interfaces.small import HEILONGJIANG
from tests.registry.imports.files import LI, ZHANG, csv_file, prepare, returned_rows, xlsx_file

pytestmark = pytest.mark.usefixtures("fresh_database")
HEADS = ["编号", "身份证号", "信用代码", "参保地", "起始月", "截止月"]
ROWS = [
    HEADS,
    ["1", ZHANG, "", "哈尔滨市", "2020-01", "2020-12"],
    ["2", LI, "", "哈市", "2020-01", "2020-12"],
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.ATTACHMENTS = tmp_path / "attachments"
    settings.DEMONSTRATION = True
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, lang: str = "en") -> Result:
    """What a command answers."""
    return CliRunner().invoke(
        main, ["--pack", str(HEILONGJIANG), "--lang", lang, *words], env={"COLUMNS": "200"}
    )


def given(rows: list[list[str]], name: str = "spells.csv") -> str:
    Path(name).write_bytes(csv_file(rows).getvalue())
    return name


def test_good_rows_are_recorded_and_the_bad_one_mended_and_loaded() -> None:
    prepare()

    first = run("import", given(ROWS), "--as", "insurance", "--good-rows")

    assert first.exit_code == 4
    assert first.stdout == "2 rows: 1 new, 0 corrected, 0 known as they are, 1 refused\n"
    assert first.stderr.splitlines() == [
        "checking rows",
        "recording rows",
        "writing back bad rows",
        "refused: 1. They stand in spells.bad.xlsx: mend them there and import that file",
    ]
    with Path("spells.bad.xlsx").open("rb") as file:
        heads, row = returned_rows(file)  # type: ignore[arg-type]
    assert row[-4:] == ["3", "参保地", "哈市", "is not among “Division”; did you mean “哈尔滨市”?"]

    row[3] = "哈尔滨市"
    Path("mended.xlsx").write_bytes(xlsx_file([heads, row]).getvalue())
    second = run("import", "mended.xlsx", "--as", "insurance", "--good-rows")

    assert (second.exit_code, second.stdout) == (
        0,
        "1 rows: 1 new, 0 corrected, 0 known as they are, 0 refused\n",
    )
    assert InsuranceSpell.objects.filter(superseded_at=FOREVER).count() == 2


def test_nothing_is_recorded_where_one_row_is_bad_and_that_is_said_in_chinese() -> None:
    prepare()

    result = run("import", given(ROWS), "--as", "insurance", "--bad", "退回.xlsx", lang="zh")

    assert result.exit_code == 4
    assert result.stdout.splitlines() == [
        "共 2 行：新增 0，更正 0，已有 0，退回 1",
        "有退回的行，按要求全部没有登记",
    ]
    assert "退回 1 行，写入 退回.xlsx：改好后可直接再导入" in result.stderr
    assert not InsuranceSpell.objects.exists()


def test_a_dry_run_records_nothing() -> None:
    prepare()

    result = run("import", given(ROWS[:2]), "--as", "insurance", "--dry-run")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "1 rows: 1 new, 0 corrected, 0 known as they are, 0 refused",
        "dry run: nothing was recorded",
    ]
    assert not InsuranceSpell.objects.exists()


def test_a_workbook_that_is_there_is_never_overwritten() -> None:
    prepare()
    file = given(ROWS)
    Path("spells.bad.xlsx").write_text("mended by hand")

    by_itself = run("import", file, "--as", "insurance")
    by_name = run("import", file, "--as", "insurance", "--bad", "spells.bad.xlsx")

    assert Path("spells.bad.xlsx").read_text() == "mended by hand"
    assert (by_itself.exit_code, Path("spells.bad-2.xlsx").exists()) == (4, True)
    assert (by_name.exit_code, by_name.stderr) == (5, "spells.bad.xlsx is there already; name another file\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere.csv", "--as", "people"], "nowhere.csv: no such file\n"),
        (["spells.csv", "--as", "insurence"], 'no profile "insurence"; did you mean "insurance"?'),
        (["empty.csv", "--as", "people"], "empty.csv: the file is empty\n"),
        (["photo.csv", "--as", "people"], "photo.csv: this is png; give csv or parquet or xlsx\n"),
        (["spells.csv", "--as", "groups"], 'unknown heading "信用代码"\n'),
    ],
)
def test_what_cannot_be_imported_is_refused_with_a_reason(words: list[str], message: str) -> None:
    given(ROWS)
    Path("empty.csv").write_bytes(b"")
    Path("photo.csv").write_bytes(b"\x89PNG\r\n\x1a\n....")

    result = run("import", *words)

    assert (result.exit_code, message in result.stderr) == (4, True), result.stderr


def test_a_queued_import_waits_for_a_worker_and_gives_its_bad_rows() -> None:
    prepare()

    queued = run("import", given(ROWS), "--as", "insurance", "--good-rows", "--queue")
    number = Job.objects.get().pk
    waiting = run("jobs")
    connection.close()
    worked = run("work", "--once")
    shown = run("jobs", str(number), "--result", "bad.xlsx")

    assert queued.stdout == f"queued as job {number}; `jiyao jobs` shows how far it is\n"
    assert f"{number} Import Unemployment insurance: spells.csv  waiting" in waiting.stdout
    assert worked.exit_code == 0, worked.stderr
    assert "2 rows: 1 new, 0 corrected, 0 known as they are, 1 refused" in shown.stdout
    assert "written to bad.xlsx" in shown.stdout
    assert Path("bad.xlsx").read_bytes()[:2] == b"PK"


def test_jobs_that_are_not_there() -> None:
    assert run("jobs").stdout == "there are no jobs\n"
    assert (run("jobs", "7").exit_code, run("jobs", "7").stderr) == (4, "there is no job 7\n")


def test_files_are_kept_once() -> None:
    for _ in range(2):
        run("import", given([["公民身份号码", "姓名"], [ZHANG, "张示例"]], "people.csv"), "--as", "people")

    assert Attachment.objects.count() == 1
    assert PersonVersion.objects.count() == 1


def test_a_template_is_written_and_profiles_are_listed() -> None:
    listed = run("template")
    written = run("template", "people", lang="zh")
    again = run("template", "people")

    assert "people" in listed.stdout
    assert "公民身份号码*、姓名*、手机号码、出生日期、性别" in listed.stdout
    assert written.stdout == "模板写入 people.xlsx\n"
    assert (again.exit_code, again.stderr) == (5, "people.xlsx is there already; name another file\n")


def test_help_lists_the_profiles() -> None:
    assert "organisation-roles" in run("import", "--help").stdout.replace("\n  ", "")


def test_wrong_headings_are_named_in_chinese_and_kept_with_the_job() -> None:
    Path("people.csv").write_text("公民身份号码,姓名X,公民身份号码\n1,2,3\n", "utf-8")

    result = run("import", "people.csv", "--as", "people", lang="zh")

    said = [
        "不认识的表头“姓名X”，是否为“姓名”？",
        "“公民身份号码”和“公民身份号码”是同一栏",
        "缺少“姓名”一栏",
        "模板“people”各栏：公民身份号码、姓名、手机号码、出生日期、性别",
    ]
    assert (result.exit_code, result.stderr.splitlines()) == (4, said)
    assert Job.objects.get().message.splitlines() == said


def test_place_for_bad_rows_is_looked_for_before_anything_is_recorded() -> None:
    prepare()

    result = run(
        "import", given(ROWS), "--as", "insurance", "--good-rows", "--bad", "none/bad.xlsx", lang="zh"
    )

    assert (result.exit_code, result.stderr) == (4, "没有目录 none；请先建立\n")
    assert (InsuranceSpell.objects.count(), Job.objects.count()) == (0, 0)


def test_a_result_is_asked_for_with_the_number_of_its_job() -> None:
    result = run("jobs", "--result", "out.xlsx", lang="zh")

    assert result.exit_code == 2
    assert "--result 需要任务号" in result.stderr


def test_job_that_gave_rows_back_is_wholly_done() -> None:
    prepare()
    run("import", given(ROWS), "--as", "insurance")

    shown = run("jobs", str(Job.objects.get().pk), lang="zh")

    assert "写出退回的行 100%" in shown.stdout
