"""Variables of the environment, read and checked."""

from pathlib import Path

import pytest

from jiyao.config.environment import BadSetting, database_at, one_of, secret, whole_number


def test_number_is_read_or_the_usual_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIYAO_GIVEN", "7")
    monkeypatch.setenv("JIYAO_EMPTY", "")

    assert [whole_number(name, 3) for name in ("JIYAO_GIVEN", "JIYAO_EMPTY", "JIYAO_ABSENT")] == [7, 3, 3]


def test_what_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIYAO_GIVEN", "much")

    with pytest.raises(BadSetting) as refused:
        whole_number("JIYAO_GIVEN", 3)

    assert refused.value.said("en") == 'JIYAO_GIVEN: "much" is no whole number; write one such as 3'
    assert refused.value.said("zh") == "JIYAO_GIVEN：“much”不是整数，请写成 3 这样"


def test_usual_database_stands_where_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIYAO_GIVEN", "")

    assert database_at("JIYAO_GIVEN", "sqlite:////var/x.sqlite3")["NAME"] == "/var/x.sqlite3"


def test_statements_of_postgresql_may_stay_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIYAO_GIVEN", "postgresql://a:b@c/d")

    assert database_at("JIYAO_GIVEN", "")["OPTIONS"] == {"prepare_threshold": 5}


@pytest.mark.parametrize("address", ["nonsense", "mysql://a:secret@b/c", "postgresql://a:secret@b:port/c"])
def test_what_is_no_address_is_refused_without_being_told(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("JIYAO_GIVEN", address)

    with pytest.raises(BadSetting) as refused:
        database_at("JIYAO_GIVEN", "sqlite:////var/x.sqlite3")

    assert str(refused.value) == (
        "JIYAO_GIVEN: this is no address of PostgreSQL or SQLite; write it as postgresql://jiyao@db/jiyao"
    )


def test_first_of_the_choices_is_the_usual_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIYAO_GIVEN", "text")
    monkeypatch.setenv("JIYAO_EMPTY", "")

    names = ("JIYAO_GIVEN", "JIYAO_EMPTY", "JIYAO_ABSENT")
    assert [one_of(name, ("json", "text")) for name in names] == ["text", "json", "json"]


def test_what_is_no_choice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIYAO_GIVEN", "xml")

    with pytest.raises(BadSetting) as refused:
        one_of("JIYAO_GIVEN", ("json", "text"))

    assert refused.value.said("en") == 'JIYAO_GIVEN: "xml" is none of json, text'
    assert refused.value.said("zh") == "JIYAO_GIVEN：“xml”不在可选值之中：json、text"


def test_secret_is_a_text_or_a_file_or_the_usual_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(" from a file\n", "utf-8")
    monkeypatch.setenv("JIYAO_TEXT", "from a text")
    monkeypatch.setenv("JIYAO_KEPT_FILE", str(tmp_path / "key"))

    assert [secret(name, "usual") for name in ("JIYAO_TEXT", "JIYAO_KEPT", "JIYAO_ABSENT")] == [
        "from a text",
        "from a file",
        "usual",
    ]


def test_secret_that_is_given_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIYAO_TEXT", "quite secret")
    monkeypatch.setenv("JIYAO_TEXT_FILE", "/nowhere")

    with pytest.raises(BadSetting) as refused:
        secret("JIYAO_TEXT")

    assert refused.value.said("en") == "JIYAO_TEXT: given twice, as a text and as a file; keep one of them"
    assert refused.value.said("zh") == "JIYAO_TEXT：文本与文件同时给出，请只留一个"


@pytest.mark.parametrize("content", [None, b"", b" \n", b"\xff\xfe\x00"])
def test_file_without_a_secret_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "key"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv("JIYAO_KEPT_FILE", str(file))

    with pytest.raises(BadSetting) as refused:
        secret("JIYAO_KEPT")

    assert refused.value.said("en") == (
        f"JIYAO_KEPT_FILE: {file} cannot be read or holds nothing; write the secret into it"
    )
