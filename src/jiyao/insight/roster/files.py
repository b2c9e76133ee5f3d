"""The files that an employer takes home: the roster with every answer, and the rows that were refused."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from io import BytesIO

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from jiyao.base.money import FEN_A_YUAN
from jiyao.base.progress import Progress, silent
from jiyao.engine.measures import Measure
from jiyao.engine.shapes import Language, Words
from jiyao.insight.roster.columns import Roster
from jiyao.insight.roster.determining import TOLD_EVERY, Answer, Standing
from jiyao.insight.roster.reading import Read, Wrong
from jiyao.insight.roster.template import PLAIN, say
from jiyao.registry.imports.checking.headings import OURS, RETURNED

STANDINGS: Mapping[Standing, Words] = {
    Standing.NOW: Words(zh="现在可申领", en="Can be claimed now"),
    Standing.LATER: Words(zh="以后可申领", en="Can be claimed later"),
    Standing.HELD: Words(zh="符合条件，待标准确认", en="Meets the conditions; a set value is awaited"),
    Standing.OPEN: Words(zh="缺情况，算不出", en="Cannot be told; facts are missing"),
    Standing.LOST: Words(zh="不能申领", en="Cannot be claimed"),
}
ASKED = Words(zh="办理时由工作人员核对", en="an official checks when it is claimed")
_PARTS = (
    Words(zh="结论", en="outcome"),
    Words(zh="金额（元）", en="yuan"),
    Words(zh="原因", en="reason"),
    Words(zh="可申领日", en="from day"),
)
_SHEETS = (Words(zh="结果", en="Result"), Words(zh="退回", en="Returned"))
_TOTAL = Words(zh="现在可申领合计（元）", en="Total that can be claimed now (yuan)")


def result_file(
    *,
    read: Read,
    answers: Sequence[Answer],
    roster: Roster,
    language: Language,
    progress: Progress = silent,
) -> bytes:
    """A workbook: the good rows as they were written, and beside each, measure by measure, what they come to."""
    answered = {answer.measure.id for answer in answers}
    measures = [measure for measure in roster.measures if measure.id in answered]
    made = BytesIO()
    book = xlsxwriter.Workbook(made, PLAIN)
    sheet = book.add_worksheet(say(_SHEETS[0], language))
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 48)
    own = _own(read)
    heads = [*(_heading(read.headings[at], roster, language) for at in own), say(_TOTAL, language)]
    heads += [f"{say(m.title, language)} · {say(part, language)}" for m in measures for part in _PARTS]
    sheet.set_column(0, len(heads) - 1, 18)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for at, told in enumerate(heads):
        sheet.write_string(0, at, told, head)
    _Results(book, sheet, language, answers, measures, own).write(read, progress)
    progress("write", len(read.entries), len(read.entries))
    book.close()
    return made.getvalue()


class _Results:
    """The rows of the result file."""

    def __init__(
        self,
        book: Workbook,
        sheet: Worksheet,
        language: Language,
        answers: Sequence[Answer],
        measures: Sequence[Measure],
        own: Sequence[int],
    ) -> None:
        self.sheet, self.language, self.measures, self.own = sheet, language, measures, own
        self.money = book.add_format({"num_format": "#,##0.00"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.answers = {(answer.entry.line, answer.measure.id): answer for answer in answers}
        self.totals = _totals(answers)

    def write(self, read: Read, progress: Progress) -> None:
        """Writes a row for each good row of the file."""
        for line, entry in enumerate(read.entries, start=1):
            if line % TOLD_EVERY == 0:
                progress("write", line, len(read.entries))
            for at, place in enumerate(self.own):
                if entry.cells[place]:
                    self.sheet.write_string(line, at, entry.cells[place])
            self.sheet.write_number(line, len(self.own), self.totals[entry.line] / FEN_A_YUAN, self.money)
            for number, measure in enumerate(self.measures):
                answer = self.answers.get((entry.line, measure.id))
                if answer is not None:
                    self._write_answer(line, len(self.own) + 1 + number * len(_PARTS), answer)

    def _write_answer(self, line: int, place: int, answer: Answer) -> None:
        self.sheet.write_string(line, place, _outcome(answer, self.language))
        self.sheet.write_number(line, place + 1, answer.amount_fen / FEN_A_YUAN, self.money)
        self.sheet.write_string(line, place + 2, _reason(answer, self.language))
        if answer.standing in (Standing.NOW, Standing.LATER):
            self.sheet.write_datetime(line, place + 3, answer.on, self.day)


def returned_file(*, read: Read, roster: Roster, language: Language) -> bytes:
    """The refused rows in the form of the roster, each with row, columns, values and reasons; loads as it is."""
    own = _own(read)
    made = BytesIO()
    book = xlsxwriter.Workbook(made, PLAIN)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    text, bad = (
        book.add_format({"num_format": "@"}),
        book.add_format({"num_format": "@", "bg_color": "#F6D9D0"}),
    )
    sheet = book.add_worksheet(say(_SHEETS[1], language))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(own) - 1, 18, text)
    sheet.set_column(len(own), len(own) + len(RETURNED) - 1, 30, wrapped)
    heads = [_heading(read.headings[at], roster, language) for at in own]
    heads += [pair[0 if language == "zh" else 1] for pair in RETURNED.values()]
    for at, told in enumerate(heads):
        sheet.write_string(0, at, told, bold)
    for line, entry in enumerate(read.refused, start=1):
        marked = {wrong.column.zh for wrong in entry.wrong}
        for place, at in enumerate(own):
            column = roster.knows(read.headings[at]) and _column_words(read.headings[at], roster).zh in marked
            sheet.write_string(line, place, entry.cells[at], bad if column else text)
        for place, told in enumerate(_told(entry.line, entry.wrong, language), start=len(own)):
            sheet.write_string(line, place, told, wrapped)
    book.close()
    return made.getvalue()


def _own(read: Read) -> list[int]:
    """The places of the file's own columns: what an earlier return added is left out."""
    return [at for at, heading in enumerate(read.headings) if heading not in OURS]


def _heading(heading: str, roster: Roster, language: Language) -> str:
    return say(_column_words(heading, roster), language) if roster.knows(heading) else heading


def _column_words(heading: str, roster: Roster) -> Words:
    return roster.column(heading).words


def _totals(answers: Sequence[Answer]) -> Mapping[int, int]:
    totals: dict[int, int] = defaultdict(int)
    for answer in answers:
        if answer.standing is Standing.NOW:
            totals[answer.entry.line] += answer.amount_fen
    return totals


def _outcome(answer: Answer, language: Language) -> str:
    told = say(STANDINGS[answer.standing], language)
    return f"{told} ({say(ASKED, language)})" if answer.asked else told


def _reason(answer: Answer, language: Language) -> str:
    told = []
    for cause in answer.causes:
        article = cause.source.article if cause.source is not None else None
        told.append(f"{say(cause.words, language)} ({article})" if article else say(cause.words, language))
    return ("；" if language == "zh" else "; ").join(told)


def _told(line: int, wrong: Sequence[Wrong], language: Language) -> list[str]:
    columns = "\n".join(say(one.column, language) for one in wrong)
    values = "\n".join(one.value for one in wrong)
    reasons = "\n".join(say(one.reason, language) for one in wrong)
    return [str(line), columns, values, reasons]
