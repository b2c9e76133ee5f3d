"""A paper's content as a file: DOCX or PDF, the same bytes for the same content."""

from jiyao.casework.actions.papering import Form
from jiyao.interfaces.ui.official.content import Content
from jiyao.interfaces.ui.official.word import document
from jiyao.interfaces.ui.paper.setting import Frame, paper

TEMPLATE = "ui/paper/official.typ"


def as_file(content: Content, form: Form) -> bytes:
    """The file."""
    return document(content) if form == "docx" else _set(content)


def _set(content: Content) -> bytes:
    frame = Frame(
        language="zh",
        title=content.title,
        house=content.office,
        on=content.on,
        said=content.said_on,
        basis=content.reference,
    )
    return paper(
        TEMPLATE,
        frame=frame,
        content={**content.model_dump(mode="json"), "office_points": content.office_points},
    )
