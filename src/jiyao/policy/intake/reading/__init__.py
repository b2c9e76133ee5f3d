"""Files of documents read into lines: nothing of the text left out, nothing of the layout kept."""

from collections.abc import Callable, Mapping

from jiyao.policy.intake.reading.pages import page_lines
from jiyao.policy.intake.reading.portable import portable_lines
from jiyao.policy.intake.reading.text import text_lines
from jiyao.policy.intake.reading.word import word_lines

READERS: Mapping[str, Callable[[bytes], tuple[str, ...]]] = {
    "docx": word_lines,
    "pdf": portable_lines,
    "html": page_lines,
    "text": text_lines,
}
"""By the kind of a file, who reads it into lines."""
