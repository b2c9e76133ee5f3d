"""The five answers in words, each with what to do."""

from collections.abc import Mapping
from dataclasses import dataclass

from jiyao.engine.shapes import Words
from jiyao.evaluation.queries.verifying import Answer

LOOKUP = Words(
    zh="技能人才评价证书全国联网查询",
    en="the national look-up of certificates (技能人才评价证书全国联网查询)",
)


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """An answer: what it is called, what it means and what to do, and the mark that it wears."""

    title: Words
    meaning: Words
    mark: str


ANSWERS: Mapping[Answer, AnswerWords] = {
    Answer.VALID: AnswerWords(
        Words(zh="有效", en="Valid"),
        Words(
            zh="登记与此一致，证书现在有效。请核对持证人身份。",
            en="The register says the same, and the certificate stands. Check who holds it.",
        ),
        "yes",
    ),
    Answer.REVOKED: AnswerWords(
        Words(zh="已撤销", en="Revoked"),
        Words(
            zh="证书自下列日期起不作数，不能作为持证依据。持证人可向发证机构查询。",
            en="From the day below the certificate does not count; do not rely on it. Its holder asks who issued it.",
        ),
        "no",
    ),
    Answer.SUPERSEDED: AnswerWords(
        Words(zh="已被更正后的证书取代", en="Superseded"),
        Words(
            zh="内容已经更正，编号不变。请持证人出示更正后的证书，以其内容为准。",
            en="What it says was corrected, under the same number. Ask its holder for the one that stands now.",
        ),
        "ask",
    ),
    Answer.SUSPENDED: AnswerWords(
        Words(zh="暂停使用", en="Suspended"),
        Words(
            zh="正在核查，结论作出前不作为持证依据。请稍后再核验。",
            en="It is looked into; do not rely on it until that is over. Verify again later.",
        ),
        "ask",
    ),
    Answer.NOT_HERE: AnswerWords(
        Words(zh="本省登记中未查到", en="Not in this province's register"),
        Words(
            zh="编号与姓名不相符，或不是本省登记的证书；这不等于证书是假的。请核对后再查，或到“技能人才评价证书全国联网查询”查询。",
            en="Number and name do not go together, or it is not registered in this province; "
            "that does not make it false. "
            "Look at both again, or ask the national look-up 技能人才评价证书全国联网查询.",
        ),
        "none",
    ),
}
