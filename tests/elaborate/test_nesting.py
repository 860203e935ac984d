"""A design whose last boxes stand in a proposal of their own checks exactly if the flat design does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interlock.pipeline import examine
from interlock.plugin.loaded import Loaded
from interlock.syntax.bundle import Missing
from tests.elaborate.designs import KIT, Carried, Design, designs


def nested(design: Design, cut: int) -> dict[str, bytes]:
    """The boxes from the cut on in `inner.yaml`, which is given all that those before it put out."""
    before, behind = Design(design.boxes[:cut], design.sources), design.boxes[cut:]
    inside = {name for name, _ in behind}
    outer = Design(before.boxes, {t: s for t, s in design.sources.items() if owner(t) not in inside})
    carried = outer.carried()
    ports = "".join(f"  in {port(source)}: {spelled(carried[source])}\n" for source in outer.outputs())
    boxes = "".join(f"  {name}: {kind}\n" for name, kind in behind)
    wires = "".join(
        f"  - {source if owner(source) in inside else port(source)} -> {target}\n"
        for target, source in design.sources.items()
        if owner(target) in inside
    )
    inner = "interlock: 1\nproposal: inner\nuses: [./kit.yaml]\n"
    inner += (
        (f"ports:\n{ports}" if ports else "")
        + (f"boxes:\n{boxes}" if boxes else "")
        + (f"wires:\n{wires}" if wires else "")
    )
    fed = "".join(f"  - {source} -> inside.{port(source)}\n" for source in outer.outputs())
    text = outer.text() if outer.sources else outer.text() + "wires:\n"
    text = text.replace("boxes:\n", "boxes:\n  inside: ./inner.yaml\n") + fed
    if not outer.sources and not fed:
        text = text.replace("wires:\n", "")
    return {"proposal.yaml": text.encode(), "inner.yaml": inner.encode(), "kit.yaml": KIT.encode()}


def owner(element: str) -> str:
    return element.partition(".")[0]


def port(source: str) -> str:
    """The name of the inner proposal's port for an outer source."""
    return source.replace(".", "_")


def spelled(carried: Carried) -> str:
    """The type of a port of the inner proposal, about the ports before it."""
    family, *about = carried
    shown = about[1:] if family == "Cert" else about  # the model of a certificate is implicit
    return " ".join([family, *map(port, shown)])


def codes(files: dict[str, bytes]) -> list[str]:
    examined = examine("proposal.yaml", lambda path: files.get(path.removeprefix("./"), Missing("")), Loaded())
    found = [told.fault.code for told in examined.told if told.fault.code != "unused-source"]
    assert (examined.diagram is None) == bool(found)
    return found


@given(designs(), st.data())
def test_a_nested_design_is_accepted_like_the_flat_one(design: Design, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(design.boxes)))
    assert codes(nested(design, cut)) == []


@given(designs(), st.data())
def test_a_nested_design_is_refused_like_the_flat_one(design: Design, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(design.boxes)))
    inside = {name for name, _ in design.boxes[cut:]}
    targets = sorted(target for target in design.sources if owner(target) in inside)
    if not targets:
        return
    target = data.draw(st.sampled_from(targets))
    other = design.rewired(target, data.draw(st.sampled_from(design.outputs())))
    if not other.ordered():
        return
    assert (codes(nested(other, cut)) == []) == other.fits()
    assert codes(nested(other, cut)) == codes(other.files())
