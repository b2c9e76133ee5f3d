"""Profiles: shipped ones hold, an installation's own replaces one, and mistakes are named."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.apps import apps
from python_calamine import CalamineWorkbook

from jiyao.engine.problems import PackRefused
from jiyao.registry.actions.recording import Recorded
from jiyao.registry.imports.profiles import UnknownProfile, profile_named, profiles, read_profile
from jiyao.registry.imports.templates import write_template
from jiyao.registry.models import GroupSpell, Record
from tests.registry.imports.files import AT, CODES, ZHANG, csv_file, do_import, prepare, returned_rows

OWN = """\
id: groups
title: {zh: 人员类别, en: Groups}
table: registry.GroupSpell
key: [person, person_group, starts_on]
prefix: harbin
period: [starts_on, ends_on]
columns:
  - {name: reference, type: text, zh: 流水号, en: Serial}
  - {name: person, type: person, required: true, zh: 证件号, en: Document}
  - {name: person_group, type: code, codes: person_group, zh: 类别, en: Group, spellings: {残疾: disabled}}
  - {name: starts_on, type: date, required: true, zh: 自, en: From}
  - {name: ends_on, type: date, zh: 至, en: To}
"""


def own(folder: Path, text: str = OWN, name: str = "groups") -> Path:
    (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def test_shipped_profiles_fill_every_table_of_records() -> None:
    filled = {profile.model for profile in profiles(None)}

    assert filled == {model for model in apps.get_models() if issubclass(model, Record)}


@pytest.mark.django_db
def test_a_profile_of_the_installation_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    prepare()
    rows = [["流水号", "证件号", "类别", "自", "至"], ["17", ZHANG, "残疾", "2020-01-01", ""]]

    imported, _ = do_import(csv_file(rows), "groups", profiles=own(tmp_path))

    assert imported.recorded == Recorded(new=1)
    assert GroupSpell.objects.values_list("reference", "person_group").get() == ("harbin:17", "disabled")


def test_an_unknown_profile_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownProfile, match=r'no profile "group"; did you mean "groups"\?'):
        profile_named("group", None)


@pytest.mark.parametrize(
    ("was", "becomes", "message"),
    [
        ("table: registry.GroupSpell", "table: registry.GroupSpel", r'groups.yaml:3: no table "registry.GroupSpel"; did you mean "registry.GroupSpell"\?'),
        ("name: ends_on", "name: ends_at", r'groups.yaml:12: no field "ends_at" in registry.GroupSpell; did you mean "ends_on"\?'),
        ("name: ends_on, type: date", "name: ends_on, type: month", 'groups.yaml:12: "ends_on" holds date, not month'),
        ("zh: 至", "zh: 自", 'groups.yaml:12: the heading "自" is also that of "starts_on"'),
        ("type: date, required: true", "type: date", 'groups.yaml:11: "starts_on" cannot be empty in the table: say required: true'),
        ("key: [person, person_group, starts_on]", "key: []", "say key, or make the column reference required"),
        ("period: [starts_on, ends_on]", "period: [starts_on]", "a period has a first and a last column"),
        ("prefix: harbin", "prefx: harbin", r'unknown key "prefx"; did you mean "prefix"\?'),
        ("type: person,", "type: persons,", '"columns.1.type"'),
        ("id: groups", "id: others", 'the id must be "groups", as the file is named'),
    ],
)  # fmt: skip
def test_a_mistake_in_a_profile_is_named_with_its_line(
    was: str, becomes: str, message: str, tmp_path: Path
) -> None:
    own(tmp_path, OWN.replace(was, becomes, 1))

    with pytest.raises(PackRefused, match=message):
        read_profile(tmp_path / "groups.yaml")


@pytest.mark.django_db
def test_the_example_of_every_template_can_be_imported() -> None:
    prepare()
    order = ["organisations", "people"]
    for profile in sorted(profiles(None), key=lambda p: (p.id not in order, p.id)):
        file = BytesIO()
        write_template(profile=profile, codes_named=CODES, to=file, language="zh")
        file.seek(0)

        imported, back = do_import(csv_file(example(file)), profile.id, at=AT + timedelta(hours=1))

        assert (profile.id, imported.refused, imported.rows) == (profile.id, 0, 1), returned_rows(back)


def example(file: BytesIO) -> list[list[str]]:
    sheet = CalamineWorkbook.from_object(file).get_sheet_by_name("示例")
    return [[str(cell) for cell in row] for row in sheet.to_python()]


@pytest.mark.django_db
def test_a_template_that_was_not_filled_in_has_no_rows() -> None:
    prepare()
    file = BytesIO()
    write_template(profile=profile_named("insurance", None), codes_named=CODES, to=file, language="en")

    imported, _ = do_import(file, "insurance", at=AT)

    assert imported.rows == 0
