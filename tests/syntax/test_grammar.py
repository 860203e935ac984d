from __future__ import annotations

from typing import get_args

import pytest

from interlock.syntax.expectation import expectation, form
from interlock.syntax.grammar import CORE, PROPOSAL, RULE, VOCABULARY
from interlock.syntax.reader import reader
from interlock.syntax.section import Section
from interlock.syntax.sort import (
    DefaultSort,
    EitherSort,
    InputOfSort,
    ManySort,
    MaybeSort,
    NamedSort,
    NameSort,
    PhraseSort,
    RecordSort,
    RefSort,
    Sort,
    TextSort,
)
from interlock.syntax.suggest import nearest
from tests.syntax.strangers import SECTIONS

GIVEN: dict[type, tuple[object, ...]] = {
    NameSort: ("event",),
    RefSort: (("event",),),
    InputOfSort: ("of",),
    PhraseSort: (("at", TextSort()),),
    RecordSort: (dict, (("a", TextSort()),)),
    EitherSort: ((TextSort(), ManySort(TextSort())),),
    ManySort: (TextSort(),),
    NamedSort: (TextSort(), TextSort()),
    MaybeSort: (TextSort(),),
    DefaultSort: (TextSort(), 3),
}
ALL: list[Sort] = [sort(*GIVEN.get(sort, ())) for sort in get_args(Sort)]


def records(sort: Sort) -> list[RecordSort]:
    """All records in a sort."""
    match sort:
        case RecordSort(_, fields):
            return [sort, *(inner for _, field in fields for inner in records(field))]
        case EitherSort(summands):
            return [inner for summand in summands for inner in records(summand)]
        case NamedSort(key, value):
            return [*records(key), *records(value)]
        case ManySort(member) | MaybeSort(member) | DefaultSort(member):
            return records(member)
        case _:
            return []


@pytest.mark.parametrize("sort", ALL, ids=lambda sort: type(sort).__name__)
def test_every_sort_can_be_read_and_named(sort: Sort) -> None:
    assert expectation(sort)
    assert callable(reader(sort, {}))


def test_core_declares_the_sections_of_the_design() -> None:
    assert [section.name for section in PROPOSAL] == (
        [
            "parameters",
            "ports",
            "boxes",
            "wires",
            "learns",
            "labels",
            "failures",
            "scenarios",
            "claims",
            "variants",
            "allow",
            "refines",
        ]
    )
    assert [section.name for section in VOCABULARY] == (
        ["families", "units", "data", "predicates", "functions", "lemmas", "labels", "failures", "kinds"]
    )
    assert {section.at for section in CORE} == {"proposal", "vocabulary", "kind", "box", "port"}


@pytest.mark.parametrize("section", CORE, ids=lambda section: f"{section.at}-{section.name}")
def test_every_section_of_core_is_documented_and_its_records_can_be_made(section: Section) -> None:
    assert section.doc.endswith(".")
    for record in records(section.item):
        keys = [key.replace("-", "_") for key, _ in record.fields]
        keyed = {f"{key}_" if key in ("with", "is", "in", "from", "except") else key: None for key in keys}
        assert record.make(**keyed) is not None


def test_the_forms_of_a_record_are_told_apart_by_their_leading_keys() -> None:
    for section in SECTIONS:
        leading = section.leading()
        assert len(set(leading)) == len(leading)


def test_the_two_forms_of_a_rule_have_different_lengths() -> None:
    assert isinstance(RULE, EitherSort)
    lengths = [
        sum(not isinstance(part, str) for part in summand.parts)
        for summand in RULE.summands
        if isinstance(summand, PhraseSort)
    ]
    assert lengths == [3, 2]


def test_a_phrase_is_shown_as_it_is_written() -> None:
    assert isinstance(RULE, EitherSort)
    shown = [form(summand.parts) for summand in RULE.summands if isinstance(summand, PhraseSort)]
    assert shown == ["FAILURE at PORT [if CONDITION]", "stop FAILURE at PORT"]


def test_the_nearest_names_come_first_and_strange_ones_not_at_all() -> None:
    assert nearest("verfier", ["gate", "verifier", "versifier", "planner"])[0] == "verifier"
    assert nearest("xyz", ["gate", "verifier"]) == ()
    assert nearest("a" * 1000, ["a" * 999]) == ()
    assert nearest("", ["a"]) == ()
