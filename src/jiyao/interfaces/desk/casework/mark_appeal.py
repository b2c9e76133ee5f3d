"""An appeal against a mark as a page: how it was found and looked at again, what is said of it, and the decision."""

from datetime import date

from jiyao.casework.models import Case
from jiyao.casework.queries.cases import possible_steps
from jiyao.casework.queries.mark_appeals import said_in
from jiyao.evaluation.models import Part, PartResult, ReMarking
from jiyao.evaluation.scoring import ABSENT, in_marks, scoring_of
from jiyao.foundation.actions.texts import text_left
from jiyao.interfaces.ui.cases import steps_told, told
from jiyao.interfaces.ui.evaluation_words import called
from jiyao.interfaces.ui.pack import the_pack
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.labels import masked_people, occupation_names, organisation_names


def mark_appeal_page(case: Case, holder: Holder, on: date) -> dict[str, object]:
    """What the page of such a case tells an official."""
    steps = possible_steps(case, holder, on)
    asked = ReMarking.objects.select_related("candidate__session").get(pk=case.subject_record)
    session, person = asked.candidate.session, asked.candidate.person_id
    versions = PartResult.objects.filter(candidate=asked.candidate, part=asked.part).order_by("version")
    scale = scoring_of(session, the_pack()).scale(asked.part)
    return {
        "told": told(case, the_pack(), on),
        "asked": asked,
        "session": session,
        "part": called(Part(asked.part)),
        "occupation": occupation_names({session.occupation}).get(session.occupation, session.occupation),
        "organisation": organisation_names([session.organisation_id]).get(session.organisation_id, ""),
        "person": masked_people([person]).get(person),
        "versions": [
            (one, ABSENT if one.tenths is None else in_marks(one.tenths), one.passed) for one in versions
        ],
        "pass_mark": in_marks(scale.pass_tenths),
        "full_mark": in_marks(scale.full_tenths),
        "asked_why": text_left(person, "reason_sealed", asked.reason_sealed),
        "answered": text_left(person, "answer_sealed", asked.answer_sealed),
        "reason": said_in(case, "open"),
        "decides": any(step.name == "correct" for step in steps),
        "history": steps_told(case, with_reasons=bool(steps)),
    }
