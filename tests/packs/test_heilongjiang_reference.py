"""What the pack of Heilongjiang holds beside its measures: documents, codes, goals, tasks and figures."""

import csv
from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from typing import Any

import pytest

from tests.packs.heilongjiang import HEILONGJIANG, contents, pack

LINEAGE = ("implements", "extends")


def occupations() -> list[dict[str, str]]:
    """The rows of the national classification."""
    with (HEILONGJIANG / "occupations.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_documents_are_105() -> None:
    assert len(pack().documents) == 105


def test_lineage_leads_to_documents_of_the_pack() -> None:
    lost = [
        (id_, other)
        for id_, document in pack().documents.items()
        for key in LINEAGE
        for other in document[key]
        if other not in pack().documents
    ]

    assert lost == []


def test_lineage_has_no_circle() -> None:
    graph = {id_: [o for key in LINEAGE for o in document[key]] for id_, document in pack().documents.items()}

    order = list(TopologicalSorter(graph).static_order())

    assert set(order) == set(pack().documents)


def test_facts_of_documents_name_sources_that_are_listed() -> None:
    unlisted = [
        (id_, fact["source"])
        for id_, document in pack().documents.items()
        for fact in (*document["facts"], *document["targets"])
        if fact["source"] not in {source["id"] for source in document["sources"]}
    ]

    assert unlisted == []


@pytest.mark.parametrize("key", ["kind", "level", "text_held", "confidence"])
def test_documents_are_classified_alike(key: str) -> None:
    known = {
        "kind": {"competition", "explanation", "plan", "policy", "programme", "standard"},
        "level": {"national", "province", "prefecture"},
        "text_held": {"none", "part", "full"},
        "confidence": {"verified", "partial", "unverified"},
    }

    assert {document[key] for document in pack().documents.values()} - known[key] == set()


def test_prefectures_add_up_to_the_province() -> None:
    [group] = [group for group in contents("statistics.yaml")["groups"] if group["topic"] == "prefectures"]

    census = {
        r["division"]: r["value"] for r in group["rows"] if r["id"].startswith("population-census-2020-")
    }

    prefectures = [
        code for code, above in pack().vocabulary.codes["division"].parents.items() if above == "230000"
    ]
    assert (sorted(census), sum(census.values())) == (sorted(prefectures), 31_850_088)


def test_industries_are_4_5_6_and_7() -> None:
    groups = contents("industries.yaml")["groups"]

    assert [(group["code"], group["count"], len(group["industries"])) for group in groups] == [
        ("4", 4, 4),
        ("5", 5, 5),
        ("6", 6, 6),
        ("7", 7, 7),
    ]


def test_tasks_of_the_plan_are_claimed_and_not_recovered() -> None:
    tasks = contents("tasks.yaml")

    assert (tasks["tasks"], tasks["claimed_count"], tasks["confidence"]) == ([], 36, "unverified")
    assert {known.get("number_in_plan") for known in tasks["known"]} == {None}


def test_goals_are_five() -> None:
    assert [goal["id"] for goal in contents("goals.yaml")["goals"]] == ["G1", "G2", "G3", "G4", "G5"]


def test_occupations_have_codes_of_their_own_and_known_parents() -> None:
    rows = occupations()
    codes = Counter(row["code"] for row in rows)

    assert [code for code, number in codes.items() if number > 1] == []
    assert [row["code"] for row in rows if row["parent"] and row["parent"] not in codes] == []


def test_occupations_of_people_are_in_the_classification() -> None:
    known = {row["code"] for row in occupations()}

    used = set(_values("occupation", contents("people.yaml")))

    assert used - known - {"none"} == set()


def _values(key: str, part: Any) -> Iterator[str]:
    """Every value of a key, however deep it stands."""
    if isinstance(part, dict):
        yield from (value for name, value in part.items() if name == key)
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from _values(key, inner)
