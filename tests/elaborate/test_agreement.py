"""Elaborator, kernel and a naive account of types agree on random diagrams and on every rewiring of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.check.checked import CheckedDiagram
from interlock.check.layout import script
from interlock.elaborate.library import Library
from interlock.elaborate.proposal import Elaborated, elaborate
from interlock.kernel.judge import Refused
from interlock.kernel.script import Script, judge
from interlock.kernel.term import Free
from interlock.pipeline import examine
from interlock.plugin.loaded import Loaded
from interlock.syntax.bundle import Missing, bundle
from interlock.syntax.grammar import CORE
from interlock.syntax.read import read
from tests.elaborate.designs import KINDS, Design, designs


def verdict(design: Design) -> tuple[list[str], CheckedDiagram | None]:
    """The codes of a design's errors, and its diagram."""
    files = design.files()
    examined = examine("proposal.yaml", lambda path: files.get(path, Missing("")), Loaded())
    codes = [told.fault.code for told in examined.told if told.fault.code != "unused-source"]
    return codes, examined.diagram


def elaborated(design: Design) -> tuple[Elaborated, Library]:
    """The design elaborated, before the kernel has seen it."""
    files = design.files()
    closure = bundle("proposal.yaml", lambda path: files.get(path, Missing("")), {}).value
    pages = {name: read(surface, CORE).value for name, surface in closure.surfaces.items()}
    library = Library({"kit.yaml": pages["kit.yaml"]}, closure.uses)
    return elaborate(pages["proposal.yaml"], library, lambda _: None), library


def accepted(by_hand: Script, library: Library) -> bool:
    """Whether the kernel accepts a script."""
    try:
        judge(by_hand, library.signature)
    except Refused:
        return False
    return True


def in_order(design: Design) -> tuple[tuple[str, int, int], ...]:
    """The boxes one after another: each source stands before its targets."""
    return (("", 0, 0), *((name, 0, len(KINDS[kind])) for name, kind in design.boxes))


@given(designs())
def test_a_well_typed_diagram_is_accepted_by_all(design: Design) -> None:
    assert design.fits()
    codes, diagram = verdict(design)
    assert codes == []
    assert diagram is not None
    made, library = elaborated(design)
    assert accepted(script(made), library)
    assert accepted(replace(script(made), order=in_order(design)), library)


@given(designs(), st.data())
def test_a_rewired_diagram_is_accepted_by_all_or_by_none(design: Design, data: st.DataObject) -> None:
    if not design.sources:
        return
    target = data.draw(st.sampled_from(sorted(design.sources)))
    other = design.rewired(target, data.draw(st.sampled_from(design.outputs())))
    if not other.ordered():
        return
    codes, diagram = verdict(other)
    assert (codes == []) == (diagram is not None) == other.fits()
    assert set(codes) <= {"type-mismatch"}
    made, library = elaborated(design)
    by_hand = script(made)
    sources = {**by_hand.sources, target: Free(other.sources[target])}
    assert accepted(replace(by_hand, sources=sources, order=in_order(other)), library) == other.fits()


@given(designs(), st.data())
def test_a_diagram_without_one_of_its_wires_is_refused_by_all(design: Design, data: st.DataObject) -> None:
    if not design.sources:
        return
    target = data.draw(st.sampled_from(sorted(design.sources)))
    rest = {port: source for port, source in design.sources.items() if port != target}
    assert verdict(Design(design.boxes, rest)) == (["no-source"], None)
    made, library = elaborated(design)
    sources = dict(script(made).sources)
    del sources[target]
    with pytest.raises(Refused):
        judge(replace(script(made), sources=sources), library.signature)


@given(designs(), st.data())
def test_one_mismatch_is_told_at_each_wire_that_disagrees(design: Design, data: st.DataObject) -> None:
    """Where one input is rewired, the faults are those of the naive account whose other inputs all agree."""
    if not design.sources:
        return
    target = data.draw(st.sampled_from(sorted(design.sources)))
    other = design.rewired(target, data.draw(st.sampled_from(design.outputs())))
    if not other.ordered():
        return
    assert sorted(places(other)) == sorted(expected(other))


def places(design: Design) -> list[str]:
    """The targets at which a mismatch is told."""
    files = design.files()
    examined = examine("proposal.yaml", lambda path: files.get(path, Missing("")), Loaded())
    return [told.fault.target for told in examined.told if told.fault.code == "type-mismatch"]  # type: ignore[attr-defined]


def expected(design: Design) -> list[str]:
    """The targets whose own wire disagrees although nothing that their types mention does."""
    wrong: list[str] = []
    unknown: set[str] = set()
    found: dict[str, tuple[str, ...]] = {}
    for box, kind in design.boxes:
        here: dict[str, str] = {}
        for port in KINDS[kind]:
            name = f"{box}.{port.name}"
            about = tuple(here[word] for word in port.type[1:])
            found[name] = (port.type[0], *about)
            here[port.name] = name
            if set(about) & unknown:
                found[name] = ("?",)
            if port.incoming:
                source = design.sources[name]
                here[port.name] = source
                if "?" not in (found[name][0], found[source][0]) and found[name] != found[source]:
                    wrong.append(name)
                    here[port.name] = name
                    unknown.add(name)
    return wrong
