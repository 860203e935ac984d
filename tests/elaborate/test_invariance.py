"""The order of sections, boxes and wires, and the names of boxes, change neither the verdict nor the codes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.cases.page import START, Case, cases
from tests.cases.verdict import faults_of

HERE = Path(__file__).parents[1] / "cases"
PROPOSALS = Path(__file__).parents[2] / "proposals"
PAGES = ("miswirings.md", "one-mistake.md", "worked-examples.md", "implicit.md", "time.md")
ORDERED = {"ports", "parameters"}
"""Sections whose order says something."""

Document = dict[str, Any]


def documents() -> list[tuple[str, dict[str, bytes]]]:
    """Proposals whose YAML is read alike by any parser: the gallery, and cases that hold one document."""
    gallery = [(path.parent.name, {START: path.read_bytes()}) for path in sorted(PROPOSALS.glob("*/proposal.yaml"))]
    found = [case for page in PAGES for case in cases(page, (HERE / page).read_text("utf-8")) if usable(case)]
    return gallery + [(f"{case.page}: {case.title}", case.files) for case in found]


def usable(case: Case) -> bool:
    text = case.files.get(START, b"").decode()
    try:
        loaded = yaml.safe_load(text)
    except yaml.YAMLError:
        return False
    keys = re.findall(r"^(\w+):", text, re.MULTILINE)
    return isinstance(loaded, dict) and len(keys) == len(set(keys)) and isinstance(loaded.get("boxes"), dict)


DOCUMENTS = documents()


def codes(files: dict[str, bytes]) -> Counter[str]:
    """The codes of a proposal, with how often each is told."""
    return Counter(told.code for told in faults_of(files, START))


def written(files: dict[str, bytes], document: Document) -> dict[str, bytes]:
    text = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=10_000)
    return {**files, START: text.encode()}


def shuffled(document: Document, data: st.DataObject) -> Document:
    """The document with sections, the items of most, and wires in another order."""
    made: Document = {}
    for key in data.draw(st.permutations(list(document))):
        value = document[key]
        if isinstance(value, dict) and key not in ORDERED:
            value = {name: value[name] for name in data.draw(st.permutations(list(value)))}
        elif key == "wires":
            value = data.draw(st.permutations(split(value)))
        made[key] = value
    return made


def split(wires: list[str]) -> list[str]:
    """Each wire with several targets as several wires."""
    found = []
    for wire in wires:
        source, _, targets = str(wire).partition("->")
        found += [f"{source.strip()} -> {target.strip()}" for target in targets.split(",")] if targets else [wire]
    return found


@pytest.mark.parametrize(
    ("name", "files"),
    [pytest.param(*one, id=one[0]) for one in DOCUMENTS],
)
@settings(max_examples=3, phases=(Phase.generate,))
@given(data=st.data())
def test_order_does_not_matter(name: str, files: dict[str, bytes], data: st.DataObject) -> None:
    document = yaml.safe_load(files[START])
    assert codes(written(files, document)) == codes(written(files, shuffled(document, data)))


def renamed(value: Any, names: dict[str, str]) -> Any:
    """The value with boxes renamed wherever they are named."""
    if isinstance(value, dict):
        return {renamed(key, names): renamed(one, names) for key, one in value.items()}
    if isinstance(value, list):
        return [renamed(one, names) for one in value]
    if isinstance(value, str):
        return re.sub(r"(?<![\w'/-])(?<!(?<!boxes)\.)[A-Za-z][\w'-]*", lambda word: names.get(word[0], word[0]), value)
    return value


def apart(document: Document, files: dict[str, bytes]) -> bool:
    """Whether no box bears a name that means something else, too."""
    words = set(re.findall(r"[\w'-]+", yaml.safe_dump({k: v for k, v in document.items() if k in ORDERED})))
    kits = " ".join(text.decode() for name, text in files.items() if name != START)
    ports = set(re.findall(r"\b(?:in|out) ([\w']+)", yaml.safe_dump(document) + kits))
    others = {"refines": document.get("refines", {}).get("boxes", {})}  # its keys are boxes of another proposal
    keys = {key for each in ({**document, "boxes": {}}, others) for key in keyed(each)}
    held = [one for one in document["boxes"].values() if isinstance(one, dict)]
    labels = set(re.findall(r"[\w'-]+", yaml.safe_dump([one.get("labels", {}) for one in held])))
    return not (words | ports | keys | labels) & set(document["boxes"])


def keyed(value: Any) -> Iterator[str]:
    """The keys within a value, but for the boxes that are named by keys."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield str(key)
            yield from keyed(one if key != "boxes" else list(one.values()) if isinstance(one, dict) else one)
    elif isinstance(value, list):
        for one in value:
            yield from keyed(one)


@pytest.mark.parametrize(("name", "files"), DOCUMENTS, ids=[name for name, _ in DOCUMENTS])
def test_names_do_not_matter(name: str, files: dict[str, bytes]) -> None:
    document = yaml.safe_load(files[START])
    if not apart(document, files):
        pytest.skip("a box bears the name of something else")
    boxes = document["boxes"]
    names = {box: f"renamed{len(boxes) - at}" for at, box in enumerate(boxes)}
    made = {key: renamed(value, names) for key, value in document.items() if key not in ORDERED}
    other = {key: made.get(key, value) for key, value in document.items()}
    assert codes(written(files, document)) == codes(written(files, other))
