"""A template and its content set as a PDF file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from jiyao.engine.shapes import Language

TEMPLATES = Path(__file__).parents[2]
"""The folder of all interfaces: a template is named from here, and can read nothing outside."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the content of every paper.

    house   whose paper it is
    on      the day of the paper, also of the file
    said    that day in words
    basis   on which rules it rests
    """

    language: Language
    title: str
    house: str
    on: date
    said: str
    basis: str
    demonstration: bool = False


def paper(template: str, *, frame: Frame, content: Mapping[str, object]) -> bytes:
    """A PDF file; the same bytes for the same frame and content.

    template   a file under an interface's `paper` folder, such as portal/paper/conclusions.typ
    content    what JSON can hold. It reaches the template as values and is never read as markup
    """
    return typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs(frame, content),
        format="pdf",
    )


def inputs(frame: Frame, content: Mapping[str, object]) -> dict[str, str]:
    """What a template is given."""
    around = {**asdict(frame), "on": [frame.on.year, frame.on.month, frame.on.day]}
    return {"frame": json.dumps(around), "content": json.dumps(content)}


@cache
def fonts() -> typst.Fonts:
    """The fonts of papers, and none of the machine's."""
    folder = pylopdf_fonts_zh_cn.sans_path().parent
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
