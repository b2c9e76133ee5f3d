"""`jiyao ask`: the interview."""

from pathlib import Path

import pytest

from tests.interfaces.small import HONOUR_YAML, jiyao, small_pack

ON = ("--on", "2025-06-30")
SUBSIDY = ("ask", *ON, "--measure", "subsidy")
HONOUR = ("ask", *ON, "--measure", "honour")
ISSUED, MONTHS = "Day of issue [2024-05-02]", "How many months were you insured?"


def conversation(folder: Path, *arguments: str, answers: list[str], lang: str = "en") -> list[str]:
    """The lines on the screen, answers among them, after the introduction."""
    result = jiyao(small_pack(folder), *arguments, answers="".join(f"{a}\n" for a in answers), lang=lang)
    assert (result.exit_code, result.stderr) == (0, "")
    return [line.rstrip() for line in result.stdout.splitlines()][1:]


def questions(lines: list[str]) -> list[str]:
    """The questions with their answers: the lines before the first empty one."""
    return lines[: lines.index("")]


def test_interview_asks_one_thing_at_a_time_until_all_is_decided(tmp_path: Path) -> None:
    told = conversation(tmp_path, *SUBSIDY, answers=["2025-02-01", "14", "L4"])

    assert questions(told) == [
        f"{ISSUED} 2025-02-01",
        f"{MONTHS} 14",
        "Level of the certificate",
        "  [L5] Level 5",
        "  [L4] Level 4",
        "> L4",
    ]
    assert told[8] == "Upgrade subsidy certificate: entitled 1,500 yuan"


def test_interview_ends_as_soon_as_an_answer_refuses(tmp_path: Path) -> None:
    told = conversation(tmp_path, *SUBSIDY, answers=["2023-02-01"])

    assert questions(told) == [f"{ISSUED} 2023-02-01"]
    assert told[3] == "Upgrade subsidy certificate: not entitled"


@pytest.mark.parametrize(
    ("lang", "answer", "question", "outcome"),
    [
        ("en", "yes", "Are you a member? [y/n]", "Honour person: entitled, to be confirmed 5,000 yuan"),
        ("en", "N", "Are you a member? [y/n]", "Honour person: not entitled"),
        ("zh", "是", "您是会员吗? [y/n]", "荣誉 person: 可享受，待核 5,000元"),
        ("zh", "没有", "您是会员吗? [y/n]", "荣誉 person: 不符合"),
    ],
)
def test_interview_takes_yes_and_no_in_both_languages(
    tmp_path: Path, lang: str, answer: str, question: str, outcome: str
) -> None:
    told = conversation(tmp_path, *HONOUR, answers=[answer], lang=lang)

    assert (told[0], told[3]) == (f"{question} {answer}", outcome)


@pytest.mark.parametrize(
    ("lang", "hint"),
    [("en", "the code of a place in one of these will do as well"), ("zh", "其下的代码也可以")],
)
def test_places_are_offered_down_to_the_prefecture_and_taken_below_it(
    tmp_path: Path, lang: str, hint: str
) -> None:
    rule = HONOUR_YAML.replace("rule: is_member", "rule: \"lies_in(place, 'A')\"")
    pack = small_pack(tmp_path, **{"measures/honour.yaml": rule})

    result = jiyao(pack, *HONOUR, answers="a1\n", lang=lang)

    told = [line.rstrip() for line in result.stdout.splitlines()][1:]
    assert [line.split("]")[0].strip(" [") for line in told[1:4]] == ["P", "A", "B"]
    assert told[4:6] == [f"  {hint}", "> a1"]
    assert {"en": "entitled, to be confirmed", "zh": "可享受，待核"}[lang] in told[8]


def test_empty_answer_leaves_the_fact_unknown_and_goes_on(tmp_path: Path) -> None:
    told = conversation(tmp_path, *SUBSIDY, answers=["", "l4", "14"])

    assert questions(told)[0] == ISSUED
    assert [line for line in told if line.startswith("Upgrade")] == ["Upgrade subsidy certificate: open"]


def test_question_mark_tells_why_it_is_asked_and_asks_again(tmp_path: Path) -> None:
    told = conversation(tmp_path, *HONOUR, answers=["?", "y"])

    assert questions(told) == [
        "Are you a member? [y/n] ?",
        "The answer matters for: Honour",
        "Are you a member? [y/n] y",
    ]


@pytest.mark.parametrize("answer", ["maybe", "7", "[red]"])
def test_bad_answer_is_named_and_asked_again(tmp_path: Path, answer: str) -> None:
    told = conversation(tmp_path, *HONOUR, answers=[answer, "n"])

    assert (told[0], told[1].split("”")[0], told[2]) == (
        f"Are you a member? [y/n] {answer}",
        f"“{answer}",
        "Are you a member? [y/n] n",
    )


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        (["soon", "2025-02-01", "q"], ISSUED),
        (["2025-02-30", "2025-02-01", "q"], ISSUED),
        (["2025-02-01", "many", "14", "q"], MONTHS),
        (["2025-02-01", "999", "14", "q"], MONTHS),
        (["2025-02-01", "-1", "14", "q"], MONTHS),
        (["2025-02-01", "1.5", "14", "q"], MONTHS),
    ],
)
def test_answer_that_does_not_fit_the_fact_is_asked_again(
    tmp_path: Path, answers: list[str], asked: str
) -> None:
    told = questions(conversation(tmp_path, *SUBSIDY, answers=answers))

    bad, good = answers[-3], answers[-2]
    at = told.index(f"{asked} {bad}")
    assert (told[at + 1].split("”")[0], told[at + 2]) == (f"“{bad}", f"{asked} {good}")


def test_code_that_is_not_listed_is_asked_again(tmp_path: Path) -> None:
    told = conversation(tmp_path, *SUBSIDY, answers=["2025-02-01", "14", "L9", "L5"])

    assert questions(told)[5].startswith("> L9")
    assert questions(told)[-1] == "> L5"


@pytest.mark.parametrize("end", ["q", "Q", " q "])
def test_q_ends_and_tells_what_is_known_so_far(tmp_path: Path, end: str) -> None:
    told = conversation(tmp_path, *HONOUR, answers=[end])

    assert told[3] == "Honour person: open"


def test_interview_without_a_measure_asks_which_rows_there_are(tmp_path: Path) -> None:
    told = conversation(tmp_path, "ask", *ON, answers=["n", "n"])

    assert questions(told) == [
        "Is there a certificate to ask about? [y/n] n",
        "Are you a member? [y/n] n",
    ]
    assert told[4:] == [
        "  nothing to claim and nothing open at present",
        "  1 more do not apply or are not met",
    ]


def test_interview_about_a_subject_does_not_ask_for_rows(tmp_path: Path) -> None:
    told = conversation(tmp_path, "ask", *ON, "--about", "certificate", answers=["y", "q"])

    assert questions(told) == ["Are you a member? [y/n] y", f"{ISSUED} q"]


def test_interview_of_an_unknown_measure_names_the_nearest(tmp_path: Path) -> None:
    result = jiyao(small_pack(tmp_path), "ask", "--measure", "honor")

    assert (result.exit_code, result.stderr) == (
        4,
        'no measure "honor" in pack "small"; did you mean "honour"?\n',
    )


@pytest.mark.parametrize(
    ("lang", "introduction"),
    [
        ("en", "One question at a time. Enter alone means you do not know; ? tells why it is asked; q ends."),
        ("zh", "逐题作答；不知道直接回车，输入 ? 看为什么问，输入 q 结束。"),
    ],
)
def test_interview_begins_with_how_to_answer(tmp_path: Path, lang: str, introduction: str) -> None:
    result = jiyao(small_pack(tmp_path), *HONOUR, answers="q\n", lang=lang)

    assert result.stdout.splitlines()[0] == introduction
