"""Values written as YAML that reads back as the same: days stay days, texts that look like numbers stay texts."""

from decimal import Decimal
from typing import Any

import yaml

from jiyao.engine.packs.located import plain_value

WIDTH = 120


class _Dumper(yaml.SafeDumper):
    """Writes plain what the reader of packs reads so, and quotes every text that it would take for something else."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists stand further in than the key above them."""
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    quoted = '"' if _reads_otherwise(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else quoted)


def _reads_otherwise(text: str) -> bool:
    try:
        return bool(plain_value(text) != text)
    except ValueError:  # it looks like a day that does not exist
        return True


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:float", f"{value:f}")


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Decimal, _decimal)


def as_yaml(value: Any) -> str:
    """The value as a YAML text. raises TypeError for what no pack file holds"""
    try:
        return yaml.dump(
            value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH, default_flow_style=False
        )
    except yaml.representer.RepresenterError as error:
        raise TypeError(str(error)) from None
