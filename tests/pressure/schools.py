"""Random diagrams with learn wires and a claim, and what somebody who follows every arrow sees of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from math import log
from typing import Any, NamedTuple

from hypothesis import strategies as st

from interlock.api.diagram import CheckedDiagram, CheckedItem, Element, Learn, LearnRef, Quantity, item
from interlock.api.section import LEARNS
from interlock_pressure.sections import HELD_OUT, HeldOut
from tests.boundaries.worlds import arrows
from tests.swiss_cheese.diagrams import Drawn, diagram

MEANS = ("gradient", "selection", "redesign")


@st.composite
def schools(draw: st.DrawFn) -> CheckedDiagram:
    """A diagram of a few boxes, one of which may hold a diagram, with learn wires and a claim `apart`."""
    inner = draw(_diagrams(2, {}, ["u"], ["v"])) if draw(st.booleans()) else None
    return draw(_diagrams(3, {} if inner is None else {"nest": inner}, ["x"], ["z"]))


@st.composite
def _diagrams(
    draw: st.DrawFn, most: int, nested: Mapping[str, CheckedDiagram], into: list[str], out: list[str]
) -> CheckedDiagram:
    boxes = {
        f"b{at}": Drawn(["i", "j"][: draw(st.integers(0, 2))], ["o", "p"][: draw(st.integers(1, 2))])
        for at in range(draw(st.integers(1, most)))
    }
    boxes |= dict.fromkeys(nested, Drawn(["u"], ["v"]))
    sources = [*into, *(f"{name}.{port}" for name, box in boxes.items() for port in box.outputs)]
    targets = [*out, *(f"{name}.{port}" for name, box in boxes.items() for port in box.inputs)]
    wires = {target: draw(st.sampled_from(sources)) for target in targets}
    taught = [*boxes, *sources[len(into) :]]
    heard = [*sources, *(one for one in targets if "." in one)]
    ends = draw(st.lists(st.tuples(st.sampled_from(heard), st.sampled_from(taught)), max_size=4, unique=True))
    claim = HeldOut(
        (Element(draw(st.sampled_from(sources))), Element(draw(st.sampled_from(taught)))),
        draw(st.none() | st.lists(st.sampled_from(MEANS), unique=True).map(tuple)),
        draw(st.none() | _amounts("nat").map(lambda one: (one,))),
    )
    more: dict[Any, tuple[CheckedItem, ...]] = {
        LEARNS: tuple(
            CheckedItem(item("learns", str(at)), str(at), draw(_lessons(*pair))) for at, pair in enumerate(ends)
        ),
        HELD_OUT: (CheckedItem(item("claims", "apart"), "apart", claim),),
    }
    return diagram(boxes, wires, {}, {}, outer=(into, out), nested=nested, more=more)


@st.composite
def _amounts(draw: st.DrawFn, unit: str) -> Quantity:
    low = draw(st.integers(1, 4))
    return Quantity(Fraction(low), Fraction(draw(st.integers(low, 4) | st.just(low))), unit)


@st.composite
def _lessons(draw: st.DrawFn, source: str, target: str) -> Learn:
    how = draw(st.sampled_from(["choices", "budget", "neither"]))
    return Learn(
        LearnRef(Element(source), Element(target)),
        draw(st.sampled_from(MEANS)),
        "raise",
        choices=draw(_amounts("1")) if how == "choices" else None,  # type: ignore[arg-type]
        budget=draw(_amounts("nat")) if how == "budget" else None,  # type: ignore[arg-type]
        times=draw(st.none() | _amounts("1")),  # type: ignore[arg-type]
    )


class Seen(NamedTuple):
    """A learn wire: its source, what it sets, its means, and its least and greatest strength (None: no number)."""

    source: str
    sets: frozenset[str]
    by: str
    low: float
    high: float | None


def data(drawn: CheckedDiagram, path: str = "") -> Iterator[tuple[str, str]]:
    """Every step that data take."""
    yield from arrows(_untaught(drawn), path)


def _untaught(drawn: CheckedDiagram) -> CheckedDiagram:
    """The diagram without its learn wires."""
    from dataclasses import replace

    boxes = {
        name: box if box.nested is None else replace(box, nested=_untaught(box.nested))
        for name, box in drawn.boxes.items()
    }
    return replace(drawn, boxes=boxes, items={key: many for key, many in drawn.items.items() if key is not LEARNS})


def lessons(drawn: CheckedDiagram, steps: Collection[tuple[str, str]], path: str = "") -> Iterator[Seen]:
    """Every learn wire."""
    here = f"{path}/" if path else ""
    for one in drawn.of(LEARNS):
        learn = one.value
        assert isinstance(learn, Learn)
        low, high = _strength(learn)
        yield Seen(here + learn.learn[0], parts(drawn, learn.learn[1], steps, path), learn.by, low, high)
    for name, box in drawn.boxes.items():
        if box.nested is not None:
            yield from lessons(box.nested, steps, here + name)


def _strength(learn: Any) -> tuple[float, float | None]:
    times = learn.times or Quantity(Fraction(1), Fraction(1))
    if learn.choices is not None:
        return times.low * log(learn.choices.low), times.high * log(learn.choices.high)
    if learn.budget is not None:
        return float(times.low * learn.budget.low), float(times.high * learn.budget.high)
    return 0.0, None


def parts(drawn: CheckedDiagram, target: str, steps: Collection[tuple[str, str]], path: str = "") -> frozenset[str]:
    """The outputs that are set where a box is, with all within it, or an output, with those within that lead to it."""
    here = f"{path}/" if path else ""
    name = target.partition(".")[0]
    box = drawn.boxes[name]
    outs = {f"{here}{target}"} if "." in target else {f"{here}{name}.{one}" for one in box.shape.outputs}
    if box.nested is None:
        return frozenset(outs)
    held = set(_held(box.nested, here + name))
    if "." not in target:
        return frozenset(outs | held)
    within = {(s, t) for s, t in steps if s.startswith(f"{here}{name}/")}
    return frozenset(outs.union(one for one in held if outs & reached({one}, within)))


def _held(drawn: CheckedDiagram, path: str) -> Iterator[str]:
    """The outputs of the boxes of a diagram."""
    for name, box in drawn.boxes.items():
        yield from (f"{path}/{name}.{out}" for out in box.shape.outputs)


def reached(starts: Collection[str], steps: Collection[tuple[str, str]]) -> set[str]:
    """All that steps lead to."""
    found = set(starts)
    while more := {t for s, t in steps if s in found} - found:
        found |= more
    return found
