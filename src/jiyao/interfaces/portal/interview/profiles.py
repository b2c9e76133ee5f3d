"""Who asks, and what such a person may have: each row is asked about and determined for itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jiyao.engine.determination.interviewing import InterviewRow
from jiyao.engine.shapes import Words
from jiyao.engine.vocabulary import Subject, Vocabulary

MOST_ROWS = 3
"""How many rows of one subject an interview takes up."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody who asks. `usual`: the subject that she most likely has a row of; `others`: what else she may have."""

    id: str
    title: Words
    about: Words
    usual: str
    others: tuple[str, ...]


PROFILES = {
    profile.id: profile
    for profile in (
        Profile(
            "worker",
            Words(zh="在职职工", en="I work"),
            Words(
                zh="证书补贴、培训、技能等级、职称、竞赛",
                en="Certificates, training, levels, titles, contests",
            ),
            "certificate",
            (
                "enrolment",
                "candidacy",
                "apprenticeship",
                "title_candidacy",
                "contest_result",
                "coaching",
                "nomination",
            ),
        ),
        Profile(
            "student",
            Words(zh="学生、毕业生", en="I study, or have just graduated"),
            Words(zh="考证申报、竞赛、留省就业奖励", en="First levels, contests, awards for staying"),
            "candidacy",
            ("certificate", "enrolment", "contest_result"),
        ),
        Profile(
            "job-seeker",
            Words(zh="求职者", en="I look for work"),
            Words(zh="免费培训、培训期间生活费、取证补贴", en="Training, living allowance, certificates"),
            "enrolment",
            ("certificate", "candidacy"),
        ),
    )
}


def subjects_of(profile: Profile, vocabulary: Vocabulary) -> list[Subject]:
    """What the profile may have rows of, the usual first; what the pack does not know is left out."""
    names = (profile.usual, *profile.others)
    return [vocabulary.subjects[name] for name in names if name in vocabulary.subjects]


def counted(profile: Profile, rows: Sequence[InterviewRow]) -> Mapping[str, int]:
    """How many rows of each subject there are; before any were chosen, one of the usual."""
    if not rows:
        return {profile.usual: 1}
    return {name: sum(row.subject == name for row in rows) for name in {row.subject for row in rows}}


def rows_of(counts: Mapping[str, int]) -> Iterator[InterviewRow]:
    """The rows that the counts ask for."""
    for subject, count in counts.items():
        yield from (InterviewRow(subject, number) for number in range(1, count + 1))
