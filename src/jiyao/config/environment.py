"""Variables of the environment read and checked, before anything can go wrong in the middle of something."""

import os
import re
from collections.abc import Collection
from datetime import date
from pathlib import Path

import dj_database_url

from jiyao.base.errors import Invalid

WEB = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~-]+)*")
SCHEMES = ("sqlite:///", "postgresql://", "postgres://")
PREPARED_AFTER = 5
"""How often PostgreSQL plans a statement anew before its plan is kept; only those of `planned_rows` ask for it."""


class BadSetting(Invalid):
    """A variable of the environment holds what it cannot hold."""


def whole_number(name: str, usual: int) -> int:
    """The number that a variable holds. raises BadSetting"""
    text = os.environ.get(name) or str(usual)
    if not text.isdecimal():
        raise BadSetting(
            f'{name}: "{text}" is no whole number; write one such as {usual}',
            zh=f"{name}：“{text}”不是整数，请写成 {usual} 这样",
        )
    return int(text)


def day(name: str) -> date | None:
    """The day that a variable holds, if it holds anything. raises BadSetting"""
    text = os.environ.get(name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadSetting(
            f'{name}: "{text}" is no day; write it as 2025-06-30',
            zh=f"{name}：“{text}”不是日期，请写成 2025-06-30 这样",
        ) from None


def one_of(name: str, choices: Collection[str]) -> str:
    """The one of the choices that a variable holds; the first where it holds nothing. raises BadSetting"""
    text = os.environ.get(name) or next(iter(choices))
    if text not in choices:
        raise BadSetting(
            f'{name}: "{text}" is none of {", ".join(choices)}',
            zh=f"{name}：“{text}”不在可选值之中：{'、'.join(choices)}",
        )
    return text


def web_address(name: str, usual: str) -> str:
    """The address that a variable holds, without a slash at its end. raises BadSetting"""
    text = (os.environ.get(name) or usual).rstrip("/")
    if text and not WEB.fullmatch(text):
        raise BadSetting(
            f'{name}: "{text}" is no address; write one such as https://skills.example',
            zh=f"{name}：“{text}”不是网址，请写成 https://skills.example 这样",
        )
    return text


def database_at(name: str, usual: str) -> dj_database_url.DBConfig:
    """The database whose address a variable holds. raises BadSetting, which keeps the password to itself"""
    address = os.environ.get(name) or usual
    try:
        if not address.startswith(SCHEMES):
            raise ValueError(address)
        found = dj_database_url.parse(address, conn_max_age=600)
    except ValueError:
        raise BadSetting(
            f"{name}: this is no address of PostgreSQL or SQLite; write it as postgresql://jiyao@db/jiyao",
            zh=f"{name}：不是 PostgreSQL 或 SQLite 的地址，请写成 postgresql://jiyao@db/jiyao 这样",
        ) from None
    if found["ENGINE"].endswith("postgresql"):
        found.setdefault("OPTIONS", {}).setdefault("prepare_threshold", PREPARED_AFTER)
    return found


def secret(name: str, usual: str = "") -> str:
    """What a variable holds, or the file that the variable with _FILE behind it names. raises BadSetting"""
    file = os.environ.get(f"{name}_FILE")
    if not file:
        return os.environ.get(name) or usual
    if os.environ.get(name):
        raise BadSetting(
            f"{name}: given twice, as a text and as a file; keep one of them",
            zh=f"{name}：文本与文件同时给出，请只留一个",
        )
    try:
        found = Path(file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        found = ""
    if not found:
        raise BadSetting(
            f"{name}_FILE: {file} cannot be read or holds nothing; write the secret into it",
            zh=f"{name}_FILE：{file} 无法读取或为空，请把密钥写入该文件",
        )
    return found
