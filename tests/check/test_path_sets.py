"""Path sets of claims about data, by functions with equations, are those found by trying all values for all sets of guarantees."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, product
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.pipeline import Examined, examine
from interlock.syntax.bundle import Missing
from tests.cases.verdict import PLUGINS

KIT = """interlock: 1
vocabulary: kit
data: {Verdict: {constructors: {allow: Verdict, ask: Verdict, block: Verdict}}}
functions:
  rank: {type: "(v : Verdict) -> Nat", equations: [rank allow = 0, rank ask = 1, rank block = 2]}
  worse:
    type: "(a b : Verdict) -> Verdict"
    equations: [worse allow b = b, worse block _ = block, worse ask allow = ask, worse ask ask = ask, worse ask block = block]
"""
VERDICTS = ("allow", "ask", "block")


def rank(verdict: str) -> int:
    return VERDICTS.index(verdict)


Says = Callable[[str, str], bool]
"""What is said of an input and an output."""

PROMISES: Mapping[str, Says] = {
    "rank y >= rank x": lambda x, y: rank(y) >= rank(x),
    "y = worse x ask": lambda x, y: rank(y) == max(rank(x), 1),
    "y = block": lambda x, y: y == "block",
    "not (y = allow)": lambda x, y: y != "allow",
    "x = allow or y = x": lambda x, y: x in ("allow", y),
    "rank (worse x y) > 0": lambda x, y: max(rank(x), rank(y)) > 0,
}
NEEDS: Mapping[str, Says] = {
    "not (x = allow)": lambda x, y: x != "allow",
    "rank x <= 1": lambda x, y: rank(x) <= 1,
    "worse x ask = ask": lambda x, y: max(rank(x), 1) == 1,
}
CLAIMS: Mapping[str, Says] = {
    "rank y >= 1": lambda x, y: rank(y) >= 1,
    "y = block or x = allow": lambda x, y: y == "block" or x == "allow",
    "rank y >= rank x": lambda x, y: rank(y) >= rank(x),
    "worse y x = y": lambda x, y: rank(y) >= rank(x),
}


class Gate(NamedTuple):
    """A box of a chain: what it assumes, and what it guarantees."""

    needs: str | None
    promises: str

    def text(self, name: str) -> str:
        assume = "" if self.needs is None else f", assume: {self.needs}"
        ports = f"in x: {{type: Verdict{assume}}}, out y: {{type: Verdict, guarantee: {self.promises}}}"
        return f"  {name}: {{ports: {{{ports}}}}}\n"


GATES = st.builds(Gate, st.none() | st.sampled_from(sorted(NEEDS)), st.sampled_from(sorted(PROMISES)))


def chained(gates: list[Gate], claim: str) -> Examined:
    names = [f"b{at}" for at in range(len(gates))]
    boxes = "".join(gate.text(name) for name, gate in zip(names, gates, strict=True))
    ways = zip(["x", *(f"{name}.y" for name in names)], [*(f"{name}.x" for name in names), "y"], strict=True)
    wires = "".join(f"  - {source} -> {target}\n" for source, target in ways)
    text = (
        "interlock: 1\nproposal: p\nuses: [./kit.yaml]\nports: {in x: Verdict, out y: Verdict}\n"
        f"boxes:\n{boxes}wires:\n{wires}claims: {{c: {{says: {claim}}}}}\n"
    )
    files = {"p.yaml": text, "kit.yaml": KIT}
    return examine("p.yaml", lambda path: files[path].encode() if path in files else Missing("no"), PLUGINS)


def entailed(gates: list[Gate], kept: frozenset[int], said: Callable[[tuple[str, ...]], bool], before: int) -> bool:
    """Whether what is said of the values on a chain is true wherever the guarantees that are kept and stand before it are."""
    for values in product(VERDICTS, repeat=len(gates) + 1):
        true = all(PROMISES[gates[at].promises](values[at], values[at + 1]) for at in kept if at < before)
        if true and not said(values):
            return False
    return True


def least(gates: list[Gate], claim: str) -> Iterator[frozenset[int]]:
    """The least sets of guarantees that stand and entail the claim."""
    found: list[frozenset[int]] = []
    for size in range(len(gates) + 1):
        for some in map(frozenset, combinations(range(len(gates)), size)):
            if any(one <= some for one in found):
                continue
            stands = all(entailed(gates, some, needed(gates[at], at), at) for at in some)
            if stands and entailed(gates, some, lambda v: CLAIMS[claim](v[0], v[-1]), len(gates)):
                found.append(some)
                yield some


def needed(gate: Gate, at: int) -> Callable[[tuple[str, ...]], bool]:
    """What a box of the chain assumes of its input."""
    return lambda values: gate.needs is None or NEEDS[gate.needs](values[at], "")


@settings(max_examples=150 if os.environ.get("INTERLOCK_MANY") else 12, deadline=None)
@given(st.lists(GATES, min_size=1, max_size=4), st.sampled_from(sorted(CLAIMS)))
def test_path_sets_are_those_found_by_trying_all_values(gates: list[Gate], claim: str) -> None:
    everything = frozenset(range(len(gates)))
    found = chained(gates, claim)
    codes = {told.fault.code for told in found.told}
    discharged = all(entailed(gates, everything, needed(gate, at), at) for at, gate in enumerate(gates))
    paths = {tuple(f"b{at}.y" for at in sorted(one)) for one in least(gates, claim)}
    possible = not entailed(gates, everything, lambda _: False, len(gates))
    if not possible:
        assert codes == {"vacuous"}
    elif not discharged or not paths:
        assert codes <= {"refuted", "not-proved"} and codes
    else:
        assert found.diagram is not None
        (made,) = found.diagram.claims
        assert made.whole
        assert set(made.paths) == paths
        cuts = [
            set(some)
            for size in range(len(gates) + 1)
            for some in combinations(sorted({p for one in paths for p in one}), size)
        ]
        hitting = [cut for cut in cuts if all(cut & set(path) for path in paths)]
        if () not in paths:
            assert {frozenset(cut) for cut in made.cuts} == {
                frozenset(cut) for cut in hitting if not any(other < cut for other in hitting)
            }
