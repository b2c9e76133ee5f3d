"""Small packs for tests: measures as plain mappings, written to a folder and loaded as any pack is."""

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

from jiyao.engine.packs.loading import Pack, load_pack
from tests.engine.generated import DIVISIONS_CSV, FACTS_YAML, LOCAL, PARAMETERS, POOLS_YAML

SOURCE = {"document": "doc"}


def _complete(measure: dict[str, Any]) -> dict[str, Any]:
    """The measure with what every measure has, where the test does not care."""
    words = {"zh": "某", "en": "Some"}
    found: dict[str, Any] = {
        "title": words,
        "stage": "incentives",
        "place": "place",
        "pays": "person",
        "fund": "none",
        "counted_on": "determined_on",
        "gives": {"amount": "1"},
        "parameters": deepcopy(PARAMETERS),
        **deepcopy(measure),
    }
    for part in (*found.get("requires", ()), *found.get("asks_people", ()), *found.get("limits", ())):
        part.update({**words, "source": SOURCE, **part})
        for branch in part.get("any_of", ()):
            branch.update({**words, "source": SOURCE, **branch})
    if "window" in found:
        found["window"] = {**words, "source": SOURCE, **found["window"]}
    for parameter in found["parameters"].values():
        for row in (*parameter.get("base", ()), *parameter.get("relaxed", ())):
            row.update({"source": SOURCE, "confidence": "verified", **row})
    return found


def _yaml(value: Any) -> str:
    """JSON is YAML, but for days and keys that are numbers, which stand plain."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    text = re.sub(r'("(?:from|to|value)": )"(\d{4}-\d{2}-\d{2})"', r"\1\2", text)
    return re.sub(r'"(-?\d+)": ', r"\1: ", text)


def write_pack(folder: Path, measures: list[dict[str, Any]], **files: str) -> Path:
    """A folder with the measures, the test vocabulary, and any further file by name."""
    contents = {
        "pack.yaml": "id: test\ntitle: {zh: 试, en: Test}\nversion: '1'\nregion: 'P'\n",
        "facts.yaml": FACTS_YAML,
        "divisions.csv": DIVISIONS_CSV,
        "pools.yaml": POOLS_YAML,
        "documents/doc.yaml": "id: doc\n",
        **files,
    }
    local = {"division": "A", "values": []}
    for measure in measures:
        complete = _complete(measure)
        contents[f"measures/{measure['id']}.yaml"] = _yaml(complete)
        if "base_fen" in complete["parameters"]:
            for values in LOCAL["values"]:
                rows = [{"source": SOURCE, "confidence": "verified", **row} for row in values["base"]]
                local["values"].append(
                    {"measure": measure["id"], "parameter": values["parameter"], "base": rows}
                )
    contents.setdefault("local/A.yaml", _yaml(local))
    for name, text in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def make_pack(folder: Path, measures: list[dict[str, Any]], **files: str) -> Pack:
    """The loaded pack."""
    return load_pack(write_pack(folder, measures, **files))
