"""What a request says, read strictly: nothing unknown passes, and nothing is converted on the quiet."""

import json
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja.parser import Parser
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from jiyao.base.periods import read_day
from jiyao.engine.cases import DAYS
from jiyao.engine.problems import nearest, nearest_zh
from jiyao.interfaces.api.problems import ErrorRecord, Refused, say

NO_JSON = ("请求正文不是 UTF-8 编码的 JSON：{0}", "not JSON in UTF-8: {0}")
NO_DAY = ("须为 {0} 至 {1} 之间的日期，写作 2025-06-30", "must be a day from {0} to {1}, written 2025-06-30")
NO_NUMBER = ("须为 {0} 至 {1} 的整数", "must be a whole number from {0} to {1}")
NO_PARAMETER = ("没有参数“{0}”{1}", 'there is no parameter "{0}"{1}')
JSON = "application/json"
CSV, PARQUET, MULTIPART = "text/csv", "application/vnd.apache.parquet", "multipart/form-data"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DEEP = ("嵌套过深", "nested too deeply")


class Unreadable(ValueError):
    """The body is no JSON."""


class WrongMedia(ValueError):
    """The body is said to be something else than what is taken."""

    def __init__(self, taken: Sequence[str]) -> None:
        super().__init__(", ".join(taken))
        self.taken = taken


class StrictParser(Parser):
    """Reads JSON as RFC 8259 has it: exact decimals, no NaN, no text that UTF-8 cannot say."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body's value. raises WrongMedia, Unreadable"""
        if request.content_type != JSON:
            raise WrongMedia([JSON])
        try:
            text = request.body.decode("utf-8")
            found = json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
            json.dumps(found, ensure_ascii=False, default=str).encode("utf-8")
        except RecursionError:
            raise Unreadable(say(NO_JSON, say(DEEP))) from None
        except ValueError as error:
            raise Unreadable(say(NO_JSON, error)) from None
        return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _read_day(given: object) -> date:
    try:
        day = read_day(given) if isinstance(given, str) else None
    except ValueError:
        day = None
    if day is None or not DAYS.holds(day):
        raise PydanticCustomError("day", say(NO_DAY, DAYS.starts_on, DAYS.ends_on))
    return day


Day = Annotated[
    date,
    BeforeValidator(_read_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$"}),
]
"""A day of determination."""


def whole_number(low: int, high: int) -> Any:
    """The type of a whole number in a query."""

    def read(given: object) -> int:
        if isinstance(given, int):
            return given
        number = int(str(given)) if re.fullmatch("[0-9]{1,9}", str(given)) else -1
        if not low <= number <= high:
            raise PydanticCustomError("number", say(NO_NUMBER, low, high))
        return number

    schema = {"type": "integer", "minimum": low, "maximum": high}
    return Annotated[int, BeforeValidator(read), WithJsonSchema(schema)]


class Asked(BaseModel):
    """The parameters of a query. Each that there is none of is refused, with the nearest that there is."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="after")
    def _nothing_unknown(self, info: ValidationInfo) -> "Asked":
        known = type(self).model_fields
        request: HttpRequest = (info.context or {})["request"]
        errors = [
            ErrorRecord(detail=_unknown(name, list(known)), parameter=name)
            for name in request.GET
            if name not in known
        ]
        if errors:
            raise Refused(errors)
        return self


def _unknown(name: str, known: list[str]) -> str:
    hint = say((nearest_zh(name, known), nearest(name, known)))
    return say(NO_PARAMETER, name, hint)


Text = Annotated[str, Field(max_length=100)]
