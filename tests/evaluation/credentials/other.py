"""The other implementation: Node with the libraries of Digital Bazaar, which knows nothing of ours."""

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from jiyao.evaluation.credentials.issuers import Issuer, issuer_document, key_document
from jiyao.evaluation.credentials.pinned import MULTIKEY, PINNED, context
from tests.evaluation.credentials.making import BASE

FOLDER = Path(__file__).parent / "independent"


@cache
def program() -> str:
    """Where Node is. Without it, or without the libraries, the tests that need it are left out and say so."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node here: credentials are not checked with another implementation")
    if not (FOLDER / "node_modules").is_dir():
        pytest.skip("`make credentials` installs the other implementation of credentials; it is not here")
    return node


def asked(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Its answers, one a question."""
    lines = "\n".join(json.dumps(question, ensure_ascii=False) for question in questions)
    done = subprocess.run(
        [program(), "check.mjs"],
        cwd=FOLDER,
        input=lines,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def documents(issuer: Issuer, *more: dict[str, Any]) -> dict[str, Any]:
    """What it may read, by address: the contexts, the issuer, its keys, and status lists."""
    known: dict[str, Any] = {address: context(address) for address in PINNED}
    known[issuer.id] = issuer_document(issuer, url=BASE, number="Y000000239900")
    known |= {key.id: {"@context": MULTIKEY, **key_document(issuer, key)} for key in issuer.keys}
    return known | {one["id"]: one for one in more}
