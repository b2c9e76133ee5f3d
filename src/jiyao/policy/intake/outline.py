"""Lines of a document proposed as clauses: every line in a piece, every piece with its path, or shown as left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from jiyao.engine.packs.library_files import ClauseKind
from jiyao.policy.intake.marks import Level, Mark, mark_of
from jiyao.policy.intake.numerals import chinese

CELLS = " | "
"""Stands between the cells of a row of a table."""
LONGEST_TITLE = 40
SENTENCE = tuple("。；：，！？;:,")
DATED = re.compile(
    r"[（(]?\s*([12][0-9]{3}|[〇零○一二三四五六七八九]{4})\s*年\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*月"
    r"\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*日\s*[）)]?"
)
_ATTACHED = re.compile(r"附\s*件\s*([0-9０-９]{0,2}|[一二三四五六七八九十]{0,3})\s*([:：]?)\s*(.*)")
_CLOSING = re.compile(r"[（(]此件.*|抄送.*|.*日印发")
_ADDRESSED = re.compile(r".*[：:]")
_FIGURES = re.compile(r"[0-9０-９]")
_SIGNED_WIDTH = 30
_SIGNED_LINES = 4
PREAMBLE, WHOLE = "引言", "正文"
_KINDS: dict[Level, ClauseKind] = {
    Level.PART: "chapter",
    Level.CHAPTER: "chapter",
    Level.SECTION: "section",
    Level.ARTICLE: "article",
    Level.POINT: "section",
    Level.BRACKETED: "article",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that follow each other, the first and the last included, as one clause or as what is left out.

    left_out   the lines belong to no clause: a head, a signature, a list of attachments
    """

    first: int
    last: int
    path: str = ""
    kind: ClauseKind = "paragraph"
    title: str = ""
    left_out: bool = False


def proposed(lines: Sequence[str]) -> tuple[Piece, ...]:
    """The pieces that lines are proposed as; together they are all lines, in their order."""
    outliner = _Outliner(lines)
    return tuple(_unique(outliner.pieces()))


def text_of(piece: Piece, lines: Sequence[str]) -> str:
    """The words of a piece, a line a paragraph: without what its path says, and without a line that is its title."""
    first, *others = lines[piece.first : piece.last + 1]
    begun = _without_path(piece.path, first)
    kept = [] if begun == piece.title else [begun]
    return "\n".join(line for line in (*kept, *others) if line)


def _without_path(path: str, line: str) -> str:
    """A line without its mark, or without the word 附件, where the path says it already."""
    mark = mark_of(line)
    if mark is not None:
        return mark.rest if path.endswith((mark.written, mark.written.rstrip("、"))) else line
    attached = _ATTACHED.fullmatch(line)
    is_said = attached is not None and path == re.sub(r"\s", "", line[: attached.start(2)])
    return attached[3].strip() if attached is not None and is_said else line


@dataclass(slots=True)
class _Outliner:
    """Goes through the lines once.

    stack        the marks under which it is
    paragraphs   how many the article has had
    started      whether there was a mark since the head, or since the last signature
    in_list      whether it is in the list of attachments
    signed       whether there was a signature: what is called 附件 after it is no list of them
    """

    lines: Sequence[str]
    stack: list[Mark] = field(default_factory=list)
    paragraphs: int = 1
    found: list[Piece] = field(default_factory=list)
    started: bool = False
    in_list: bool = False
    signed: bool = False

    def pieces(self) -> list[Piece]:
        """All of them."""
        for index, line in enumerate(self.lines):
            self._take(index, line)
        held = [piece for piece in self.found if not piece.left_out]
        if [piece.path for piece in held] == [PREAMBLE]:
            return [piece if piece.left_out else replace(piece, path=WHOLE) for piece in self.found]
        return self.found

    def _take(self, index: int, line: str) -> None:
        mark = mark_of(line)
        if DATED.fullmatch(line):
            self._sign(index)
        elif _CLOSING.fullmatch(line):
            self._leave_out(index, index)
        elif attached := _ATTACHED.fullmatch(line):
            self._attach(
                index, is_list=bool(attached[2] or attached[3]) and not self.signed, title=attached[3]
            )
        elif self.in_list:
            self._continue(index)
        elif mark is not None and self._follows(mark):
            self._begin(index, mark)
        else:
            self._go_on(index, line)

    def _follows(self, mark: Mark) -> bool:
        """Whether the number is a next one of its level; 2023、2024 in a text begins nothing."""
        before = next((one for one in self.stack if one.level == mark.level), None)
        return mark.number == 1 or before is None or mark.number > before.number

    def _begin(self, index: int, mark: Mark) -> None:
        self.started = True
        self.stack = [*(one for one in self.stack if one.level < mark.level), mark]
        if mark.level <= Level.ARTICLE:
            self.paragraphs = 1
        title = mark.rest if self._is_title(mark, index) else ""
        self.found.append(Piece(index, index, self._path(), _kind(self.stack), title))

    def _is_title(self, mark: Mark, index: int) -> bool:
        """Whether the line says only what its clause is called."""
        if not mark.rest or len(mark.rest) > LONGEST_TITLE or mark.rest.endswith(SENTENCE):
            return False
        if mark.level <= Level.SECTION:
            return True
        return mark.level <= Level.BRACKETED and index + 1 < len(self.lines)

    def _path(self) -> str:
        cited = [one for one in self.stack if one.level >= Level.ARTICLE]
        if not cited:
            cited = self.stack[-2:] if self.stack[-1].level == Level.SECTION else self.stack[-1:]
        return _joined(cited, self.paragraphs)

    def _go_on(self, index: int, line: str) -> None:
        """A line without a mark: a next paragraph of an article, else more of what is there."""
        if not self.started:
            self._before(index, line)
        elif self._in_article() and not _is_row(line) and not self._is_titled():
            self.paragraphs += 1
            self.stack = [one for one in self.stack if one.level <= Level.ARTICLE]
            self.found.append(Piece(index, index, self._path(), "paragraph"))
        else:
            self._continue(index)

    def _in_article(self) -> bool:
        return any(one.level == Level.ARTICLE for one in self.stack)

    def _is_titled(self) -> bool:
        """Whether the line before is a title: what follows is the first paragraph under it."""
        last = self.found[-1]
        return bool(last.title) and last.first == last.last

    def _before(self, index: int, line: str) -> None:
        """A line before the first mark: of the head until somebody is addressed, then of the preamble."""
        last = self.found[-1] if self.found else Piece(0, 0, left_out=True)
        addressed = last.left_out and index > 0 and _ADDRESSED.fullmatch(self.lines[index - 1])
        if last.left_out and (addressed or line.endswith("。")):
            self.found.append(Piece(index, index, PREAMBLE))
        else:
            self._continue(index)

    def _continue(self, index: int) -> None:
        if not self.found:
            self.found.append(Piece(index, index, left_out=True))
        self.found[-1] = replace(self.found[-1], last=index)

    def _sign(self, index: int) -> None:
        """A line that is a day: with the names above it, it is the signature, and what was begun has ended."""
        if not self.started and all(one.left_out for one in self.found):
            self._continue(index)
            return
        first = index
        while index - first < _SIGNED_LINES and self._is_name(self.lines[first - 1]):
            first -= 1
        self._leave_out(first, index)
        self.stack, self.started, self.in_list, self.signed, self.paragraphs = [], False, False, True, 1

    def _is_name(self, line: str) -> bool:
        """Whether a line may name who signs; one with figures is rather a row of a table."""
        short = len(line) <= _SIGNED_WIDTH and not line.endswith(SENTENCE) and not _FIGURES.search(line)
        return short and mark_of(line) is None and not _is_row(line) and not _ATTACHED.fullmatch(line)

    def _leave_out(self, first: int, last: int) -> None:
        """Takes these lines out of what was found so far."""
        kept = [piece for piece in self.found if piece.first < first]
        if kept and kept[-1].last >= first:
            kept[-1] = replace(kept[-1], last=first - 1)
        if kept and kept[-1].left_out:
            first = kept.pop().first
        self.found = [*kept, Piece(first, last, left_out=True)]

    def _attach(self, index: int, *, is_list: bool, title: str) -> None:
        """附件: the list of them before the signature, or the heading of one after it."""
        self.in_list = is_list
        if is_list:
            self._leave_out(index, index)
            return
        self.stack, self.started, self.paragraphs, self.signed = [], False, 1, True
        line = self.lines[index]
        named = re.sub(r"\s", "", line[: _ATTACHED.fullmatch(line).start(2)])  # type: ignore[union-attr]
        self.found.append(Piece(index, index, named, "section", title.strip()))


def _is_row(line: str) -> bool:
    """Whether a line is a row of a table; its first cell may be empty."""
    return CELLS in line or line.startswith(CELLS.lstrip())


def _kind(stack: Sequence[Mark]) -> ClauseKind:
    """The kind of the clause of the last mark: what stands under an article or deep down is an item."""
    last = stack[-1].level
    under_article = any(one.level == Level.ARTICLE for one in stack[:-1])
    if under_article or last >= Level.FIGURE:
        return "item"
    if last == Level.BRACKETED and not any(one.level == Level.POINT for one in stack[:-1]):
        return "item"
    return _KINDS[last]


def _joined(marks: Sequence[Mark], paragraphs: int) -> str:
    """A path as sources write it: 第四条第二款（一）1., 一、, 一（二）1."""
    path = ""
    for number, mark in enumerate(marks):
        is_last = number + 1 == len(marks)
        path += mark.written
        if mark.level == Level.ARTICLE and paragraphs > 1:
            path += f"第{chinese(paragraphs)}款"
        if mark.level == Level.POINT and not is_last and marks[number + 1].level == Level.BRACKETED:
            path = path.removesuffix("、")
    return path


def _unique(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces; a path that stands already gets the chapter or the attachment in front in which it stands."""
    taken: set[str] = set()
    above = ("", "")
    for piece in pieces:
        if piece.kind == "chapter":
            above = (piece.path, above[1])
        elif piece.kind == "section" and piece.path.startswith("附"):
            above = ("", piece.path)
        path = piece.path
        for part in above:
            if path and path in taken and part:
                path = part + path if not path.startswith(part) else path
        taken.add(path)
        yield replace(piece, path=path)
