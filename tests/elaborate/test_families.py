"""A design whose boxes are families checks exactly if the design of single boxes does, whatever the number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.elaborate.designs import KIT, Design, designs
from tests.elaborate.test_nesting import codes, owner

NUMBERS = st.sampled_from(("0", "1", "3", "1000000", "n", "n + 1"))


def several(design: Design, first: int, number: str) -> dict[str, bytes]:
    """The design with a family in the place of each box from the first on; single boxes are copied to each member."""
    families = {name for name, _ in design.boxes[first:]}
    boxes = "".join(
        f"  {name}: {{kind: {kind}, replicate: {number}}}\n" if name in families else f"  {name}: {kind}\n"
        for name, kind in design.boxes
    )
    wires = "".join(
        f"  - {end(source, families)} -> {end(target, families)}\n" for target, source in design.sources.items()
    )
    head = "interlock: 1\nproposal: p\nuses: [./kit.yaml]\nparameters: {n: Nat}\nboxes:\n"
    return {
        "proposal.yaml": (head + boxes + (f"wires:\n{wires}" if wires else "")).encode(),
        "kit.yaml": KIT.encode(),
    }


def end(port: str, families: set[str]) -> str:
    return port.replace(".", "[*].", 1) if owner(port) in families else port


@given(designs(), NUMBERS, st.data())
def test_families_are_accepted_like_single_boxes(design: Design, number: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(design.boxes)))
    assert codes(several(design, first, number)) == []


@given(designs(), NUMBERS, st.data())
def test_families_are_refused_like_single_boxes(design: Design, number: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(design.boxes)))
    families = {name for name, _ in design.boxes[first:]}
    if not design.sources:
        return
    target = data.draw(st.sampled_from(sorted(design.sources)))
    # What goes from a family to a single box would be a vector.
    fitting = [one for one in design.outputs() if owner(one) not in families or owner(target) in families]
    if not fitting:
        return
    other = design.rewired(target, data.draw(st.sampled_from(fitting)))
    if other.ordered():
        assert (codes(several(other, first, number)) == []) == other.fits()
        assert codes(several(other, first, number)) == codes(other.files())
