"""Files become records: what is new, what is corrected, what was known."""

from datetime import date, timedelta

import pytest

from jiyao.foundation.actions.keys import keyring, lookup_hash
from jiyao.foundation.models import Act
from jiyao.registry.actions.recording import Recorded
from jiyao.registry.imports.importing import Imported, Mode
from jiyao.registry.models import GroupSpell, InsuranceSpell, OrganisationVersion, PersonVersion
from tests.registry.imports.files import (
    AT,
    FACTORY,
    LI,
    ZHANG,
    csv_file,
    do_import,
    parquet_file,
    prepare,
    returned_rows,
    xlsx_file,
)

pytestmark = pytest.mark.django_db


def test_people_are_sealed_and_found_by_their_number() -> None:
    imported, _ = do_import(
        csv_file([["公民身份号码", "姓名", "手机号码"], [ZHANG, "张示例", "13800000000"]]), "people"
    )

    assert imported == Imported(1, 0, 0, Recorded(new=1))
    [person] = PersonVersion.objects.all()
    keys = keyring([person.record])
    assert person.reference == lookup_hash(ZHANG)
    assert (person.birth_on, person.sex) == (date(1990, 3, 7), "male")
    assert keys.unseal(person.record, "name_sealed", person.name_sealed) == "张示例"
    assert keys.unseal(person.record, "identity_sealed", person.identity_sealed) == ZHANG
    assert keys.unseal(person.record, "phone_sealed", person.phone_sealed) == "13800000000"


def test_people_loaded_again_change_nothing_and_a_new_name_is_a_version() -> None:
    rows = [["公民身份号码", "姓名"], [ZHANG, "张示例"], [LI, "李示例"]]
    do_import(csv_file(rows), "people")

    again, _ = do_import(csv_file(rows), "people", at=AT + timedelta(hours=1))
    rows[1][1] = "张范例"
    renamed, _ = do_import(csv_file(rows), "people", at=AT + timedelta(hours=2))

    assert again.recorded == Recorded(unchanged=2)
    assert renamed.recorded == Recorded(corrected=1, unchanged=1)
    assert PersonVersion.objects.count() == 3
    assert Act.objects.filter(kind="record").count() == 2


@pytest.mark.parametrize("write", [csv_file, xlsx_file, parquet_file])
def test_spells_come_out_alike_from_each_format(write) -> None:  # type: ignore[no-untyped-def]
    prepare()
    rows = [
        ["身份证号", "信用代码", "在本省", "参保地", "单位缴费", "个人缴费", "起始月", "截止月"],
        [ZHANG, FACTORY, "是", "哈尔滨市", "是", "否", "2020-01", "2020年12月"],
        [LI, None, None, None, None, None, "202103", None],
    ]

    imported, _ = do_import(write(rows), "insurance")

    assert imported == Imported(2, 0, 0, Recorded(new=2))
    first, second = InsuranceSpell.objects.order_by("first_month")
    assert first.organisation_id == OrganisationVersion.objects.get(reference=FACTORY).record
    assert (first.in_province, first.division, first.employer_pays, first.person_pays) == (
        True,
        "230100",
        True,
        False,
    )
    assert (first.first_month, first.last_month) == (2020 * 12 + 1, 2020 * 12 + 12)
    assert (second.organisation_id, second.division, second.last_month) == (None, None, None)


@pytest.mark.parametrize("mode", [Mode.ALL_OR_NOTHING, Mode.GOOD_ROWS, Mode.DRY_RUN])
def test_what_becomes_of_good_rows_beside_a_bad_one(mode: Mode) -> None:
    prepare()
    rows = [
        ["身份证号", "人员类别", "起始日", "截止日"],
        [ZHANG, "残疾人", "2020-01-01", ""],
        [LI, "老人", "2020-01-01", ""],
    ]

    imported, back = do_import(csv_file(rows), "groups", mode)

    recorded = {Mode.ALL_OR_NOTHING: 0, Mode.GOOD_ROWS: 1, Mode.DRY_RUN: 0}[mode]
    assert GroupSpell.objects.count() == recorded
    assert (imported.rows, imported.refused) == (2, 1)
    assert imported.recorded == Recorded(new=0 if mode is Mode.ALL_OR_NOTHING else 1)
    assert returned_rows(back) == [
        ["身份证号", "人员类别", "起始日", "截止日", "原行号", "有误的列", "有误的值", "原因"],
        [LI, "老人", "2020-01-01", "", "3", "人员类别", "老人", "不在“人员类别”的范围内"],
    ]
