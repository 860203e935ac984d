"""Contracts in whole diagrams: what claims rest on agrees with the file in which only that is left."""

from __future__ import annotations

import os
from itertools import combinations
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.check.checked import CheckedClaim
from interlock.check.layout import script
from interlock.check.stage import open_library
from interlock.elaborate.proposal import Elaborated, elaborate
from interlock.kernel.judge import Refused
from interlock.kernel.script import judge
from interlock.kernel.signature import Signature
from interlock.syntax.grammar import CORE
from interlock.syntax.parse import parse
from interlock.syntax.read import read
from interlock.text.source import Source
from tests.check.examining import codes, look

RELAY = """interlock: 1
proposal: p
ports: {in x: Nat, out y: Nat}
boxes:
  small: {ports: {in x: Nat, out y: {type: Nat, guarantee: y <= 10}}}
  half: {ports: {in x: {type: Nat, assume: x <= 12}, out y: {type: Nat, guarantee: y <= x}}}
wires: [x -> small.x, small.y -> half.x, half.y -> y]
claims: {low: y <= 10, sure: 1 <= 2}
"""


class Link(NamedTuple):
    """A box of a chain: how much it takes at most, and how much it gives at most, alone or above what it takes."""

    takes: int | None
    gives: int | None
    above: bool

    def text(self, name: str, *, kept: bool) -> str:
        assume = f", assume: x <= {self.takes}" if kept and self.takes is not None else ""
        bound = f"x + {self.gives}" if self.above else f"{self.gives}"
        guarantee = f", guarantee: y <= {bound}" if kept and self.gives is not None else ""
        return f"  {name}: {{ports: {{in x: {{type: Nat{assume}}}, out y: {{type: Nat{guarantee}}}}}}}\n"


LINKS = st.builds(Link, st.none() | st.integers(0, 4), st.none() | st.integers(0, 3), st.booleans())


def chain(links: list[Link], first: int, last: int, kept: frozenset[str]) -> str:
    names = [f"b{at}" for at in range(len(links))]
    boxes = "".join(link.text(name, kept=name in kept) for name, link in zip(names, links, strict=True))
    ways = zip(["x", *(f"{name}.y" for name in names)], [*(f"{name}.x" for name in names), "y"], strict=True)
    wires = "".join(f"  - {source} -> {target}\n" for source, target in ways)
    return (
        "interlock: 1\nproposal: p\n"
        f"ports: {{in x: {{type: Nat, assume: x <= {first}}}, out y: Nat}}\n"
        f"boxes:\n{boxes}wires:\n{wires}claims: {{c: b0.y <= {last} or y <= {last}}}\n"
    )


def claim(text: str, name: str) -> CheckedClaim:
    diagram = look(text).diagram
    assert diagram is not None
    return next(one for one in diagram.claims if one.element == f"claims:{name}")


@settings(max_examples=150 if os.environ.get("INTERLOCK_MANY") else 5, deadline=None)
@given(st.lists(LINKS, min_size=2, max_size=3), st.integers(0, 3), st.integers(0, 5))
def test_path_sets_are_the_least_sets_of_boxes_that_alone_make_the_file_check(
    links: list[Link], first: int, last: int
) -> None:
    names = [f"b{at}" for at, link in enumerate(links) if link.gives is not None]
    enough = [
        frozenset(some)
        for size in range(len(names) + 1)
        for some in combinations(names, size)
        if not codes(chain(links, first, last, frozenset(some)))
    ]
    least = {tuple(sorted(f"{name}.y" for name in one)) for one in enough if not any(other < one for other in enough)}
    # A box without a guarantee may keep its assumption; it is left out so that the whole file checks.
    whole = chain(links, first, last, frozenset(max(enough, key=len, default=())))
    if enough and not codes(whole):
        kept = {f"{name}.y" for name in max(enough, key=len)}
        assert set(claim(whole, "c").paths) == {path for path in least if set(path) <= kept}


def test_a_claim_rests_on_what_its_guarantees_rest_on() -> None:
    low = claim(RELAY, "low")
    assert low.paths == (("half.y", "small.y"),)
    assert low.cuts == (("half.y",), ("small.y",))
    assert low.whole and low.status == "proved"


def test_what_is_true_anyway_rests_on_nothing() -> None:
    sure = claim(RELAY, "sure")
    assert (sure.paths, sure.cuts) == (((),), ())


def test_an_admitted_claim_is_listed_and_rests_on_nothing_known() -> None:
    text = RELAY.replace("low: y <= 10", "low: {says: y = x, admit: Nobody looked.}")
    diagram = look(text).diagram
    assert diagram is not None
    assert [(one.element, one.reason) for one in diagram.assumed] == [("claims:low", "Nobody looked.")]
    assert claim(text, "low").status == "admitted" and claim(text, "low").paths == ()


def elaborated(text: str) -> tuple[Elaborated, Signature]:
    page = read(parse(Source("p.yaml", text)).value.surface, CORE).value
    library = open_library({}, {})
    return elaborate(page, library, lambda _: None), library.signature


def test_the_kernel_refuses_an_assumption_that_nobody_discharged() -> None:
    made, signature = elaborated(RELAY)
    with pytest.raises(Refused) as refused:
        judge(script(made), signature)
    assert refused.value.rule == "Contract"


def test_the_kernel_refuses_a_claim_that_is_told_proved_and_is_not() -> None:
    made, signature = elaborated(RELAY.replace("assume: x <= 12", "assume: 1 <= 2"))
    judge(script(made), signature)
    with pytest.raises(Refused) as refused:
        judge(script(made, made.items.propositions[:1]), signature)
    assert refused.value.rule == "Claim"
