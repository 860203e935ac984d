"""The analysis of labels: what has which value, where a value is lifted, and what reaches a port that is not to take it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from interlock.api.analysis import Exhibit, Finding, Report, Table
from interlock.api.diagram import Element, port, wire
from interlock.api.kit import bottlenecks
from interlock.api.plugin import Rule, say
from interlock_boundaries.flow_answer import DemandAnswer, KeyAnswer, LabelFlow, Use
from interlock_boundaries.flow_rules import ACTED, UNMET
from interlock_boundaries.ground import Ground
from interlock_boundaries.lattice import chains
from interlock_boundaries.spread import Spread, spread, uses

ROLE: Final = "role"
ACTUATOR: Final = "actuator"


def analyse(network: Ground) -> Report[LabelFlow]:
    """How the values of each key spread, and which of them reach what is not to take them."""
    found: dict[str, KeyAnswer] = {}
    findings: list[Finding] = []
    for chain in chains(level.diagram for level in network.levels):
        one = spread(network, chain)
        if not (one.ranks or one.stated.demands):
            continue
        found[chain.key] = _answer(one, network)
        narrow = _Narrow(one, network)
        findings += _unmet(one, narrow)
        findings += _acted(one, network, narrow) if chain.combine == "min" else ()
    return Report(LabelFlow(found), tuple(findings))


def _answer(found: Spread, network: Ground) -> KeyAnswer:
    chain, ranks = found.chain, found.ranks
    order = chain.values if chain.combine == "min" else tuple(reversed(chain.values))
    demands = tuple(
        DemandAnswer(
            at,
            found.value(rank),
            found.value(ranks.get(at, chain.neutral)),
            ranks.get(at, chain.neutral) >= rank,
            found.way(at),
        )
        for at, rank in found.stated.demands.items()
    )
    return KeyAnswer(
        order,
        chain.combine,
        {out: found.value(ranks.get(out, chain.neutral)) for out in network.exits},
        demands,
        tuple(Use(one.at, found.value(one.before), found.value(one.after)) for one in uses(found, network)),
    )


class _Narrow:
    """For the ports that values below some rank reach, the first wires that all of these pass; found once for each rank."""

    def __init__(self, found: Spread, network: Ground) -> None:
        self._found = found
        self._network = network
        self._known: dict[int, Mapping[Element, Element | None]] = {}

    def at(self, port_: Element, least: int) -> Element:
        """The first wire that all ways pass by which such values come to a port; the port itself if there is none."""
        if least not in self._known:
            self._known[least] = self._first(least)
        first = self._known[least].get(port_)
        return port_ if first is None else wire(first)

    def _first(self, least: int) -> Mapping[Element, Element | None]:
        ranks, (own, set_, _) = self._found.ranks, self._found.stated
        arrows = {
            one: [after for after in many if ranks.get(after, least) < least and after not in set_]
            for one, many in self._network.arrows.items()
            if ranks.get(one, least) < least
        }
        seeds = [at for at, rank in {**own, **set_}.items() if rank < least]
        return bottlenecks(arrows, seeds, self._network.sources.keys())


def _unmet(found: Spread, narrow: _Narrow) -> Iterator[Finding]:
    """Each demand that is not met."""
    for at, rank in found.stated.demands.items():
        if found.ranks.get(at, found.chain.neutral) < rank:
            yield _finding(UNMET, found, at, rank, narrow)


def _acted(found: Spread, network: Ground, narrow: _Narrow) -> Iterator[Finding]:
    """Each input of an actuator that the least trusted value reaches, unless its own label speaks of it, or it is the only value."""
    for leaf in network.leaves if found.chain.neutral else ():
        for into in leaf.box.shape.inputs if ACTUATOR in leaf.box.labels.get(ROLE, ()) else ():
            at = port(leaf.name, into)
            if found.ranks.get(at, found.chain.neutral) == 0 and at not in found.stated.demands:
                yield _finding(ACTED, found, at, 1, narrow)


def _finding(rule: Rule, found: Spread, at: Element, least: int, narrow: _Narrow) -> Finding:
    """That a value reaches a port that takes only those from ``least`` on, at the wire that all such ways pass first."""
    way = found.way(at)
    has = found.value(found.ranks[at])
    takes = f"which takes `{found.value(least)}` {found.chain.bound()}" if rule is UNMET else "at which a box acts"
    says = say(
        "`{has}` from `{origin}` reaches `{at}`, {takes}",
        has=has,
        origin=way[0],
        at=at,
        takes=takes,
    )
    help_ = (
        f"Relabel `{found.chain.key}` at an output on the way, by a box that may vouch for it, or wire it otherwise."
    )
    return Finding(rule, (narrow.at(at, least), at), says, way, help=help_)


def show(found: LabelFlow) -> Sequence[Exhibit]:
    """The demands, the relabellings and what leaves; nothing of keys of which nothing is demanded or relabelled."""
    return tuple(_tables(found))


def _tables(found: LabelFlow) -> Iterator[Table]:
    demands = tuple(
        (key, one.port, one.takes, one.has, "holds" if one.holds else "broken", " > ".join(one.way))
        for key, answer in found.keys.items()
        for one in answer.demands
    )
    if demands:
        columns = ("label", "port", "takes", "has", "verdict", "way")
        yield Table("What ports take", columns, demands)
    lifted = tuple(
        (key, one.port, one.before, one.after if one.after != one.before else "the same")
        for key, answer in found.keys.items()
        for one in answer.relabels
    )
    if lifted:
        yield Table("Relabelled", ("label", "output", "would be", "is"), lifted)
    leaves = tuple(
        (key, out, value)
        for key, answer in found.keys.items()
        for out, value in answer.outputs.items()
        if lifted or demands
    )
    if leaves:
        yield Table("What leaves", ("label", "outer output", "value"), leaves)
