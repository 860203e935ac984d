"""The analysis of what gets through a membrane without a wire: sources of nondeterminism, and faults that tell something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from math import log
from typing import Final

from interlock.api.analysis import Exhibit, Finding, Report, Table
from interlock.api.diagram import Element, nested
from interlock.api.kit import at_least_one
from interlock.api.plugin import say
from interlock.api.record import NamedTuple
from interlock_boundaries.channel_answer import ChannelAnswer, Ends, SideChannels
from interlock_boundaries.channel_rules import SOURCE, UNNAMED, UNRATED
from interlock_boundaries.crossing import Wall, walls
from interlock_boundaries.ground import Ground
from interlock_boundaries.poisson import place_bound, rate_bound
from interlock_boundaries.sections import PLACE, Channel
from interlock_swiss_cheese.results import Propagation

KEY: Final = "nondeterminism"
"""The label key whose values are sources of nondeterminism."""

USUAL: Final = ("clock", "network", "random-numbers", "scheduling", "reductions", "memory")
"""The sources that are named where no vocabulary in use lists any."""


class _Expected(NamedTuple):
    """How many faults are expected, and on what basis; or why that is not known."""

    number: Ends | None
    basis: str = ""
    missing: str = ""


def analyse(network: Ground, propagation: Propagation) -> Report[SideChannels]:
    """What gets through each membrane without a wire."""
    found: dict[str, dict[str, ChannelAnswer]] = {}
    findings: list[Finding] = []
    members = _members(propagation)
    for wall in (one for level in network.levels for one in walls(level)):
        if wall.value.channels or wall.value.mode == "deterministic":
            channels = {name: _answer(wall, one, propagation, members) for name, one in wall.value.channels or ()}
            found[wall.name] = channels
            findings += chain(_unrated(wall, channels), _undetermined(wall, network))
    return Report(SideChannels(found), tuple(findings))


def _members(propagation: Propagation) -> Mapping[str, list[str]]:
    """The events of the members of families, by the event that is theirs together; other events by themselves."""
    found: dict[str, list[str]] = {}
    for name in propagation.network.events:
        found.setdefault(_bare(name) if "[" in name else name, []).append(name)
    return found


def _answer(wall: Wall, channel: Channel, propagation: Propagation, members: Mapping[str, list[str]]) -> ChannelAnswer:
    """The numbers of a channel, or what is missing."""
    event = nested(wall.level.prefix, Element(channel.event))
    places = None if channel.places is None else (float(channel.places.low), float(channel.places.high))
    faults = _expected(event, members.get(event, []), propagation)
    if faults.number is None:
        return ChannelAnswer(event, channel.secret, places, refused=faults.missing)
    low, high = faults.number
    if channel.secret == PLACE and places is not None:
        nat, method = (place_bound(low, places[0]), place_bound(high, places[1])), "number and places"
    else:
        nat, method = (rate_bound(low), rate_bound(high)), "rate"
    return ChannelAnswer(
        event,
        channel.secret,
        places,
        (low, high),
        (at_least_one(low), at_least_one(high)),
        nat,
        (nat[0] / log(2.0), nat[1] / log(2.0)),
        method,
        faults.basis,
    )


def _expected(event: str, names: Sequence[str], propagation: Propagation) -> _Expected:
    """How many faults are expected of an event, or of all members of a family together, over all scenarios."""
    ends: list[Ends] = []
    basis: dict[str, None] = {}
    for case in propagation.known.cases:
        chances = [propagation.known.by_case[case.scenario][name] for name in names]
        for name, one in zip(names, chances, strict=True):
            if one.expected is None or one.method != "rate":
                where = f" in {case.scenario}" if case.scenario else ""
                return _Expected(None, missing=f"{name} has no rate with an exposure{where}")
        each = [one.expected for one in chances if one.expected is not None]
        basis |= dict.fromkeys(one.basis for one in chances)
        ends.append((sum(low for low, _ in each), sum(high for _, high in each)))
    if not names or not ends:
        return _Expected(None, missing=f"the members of {event} are not told apart")
    return _Expected((min(low for low, _ in ends), max(high for _, high in ends)), ", ".join(basis))


def _bare(name: str) -> str:
    """An event without the members of families: `monitor[2].missed` is one of `monitor.missed`."""
    head, *parts = name.split("[")
    return head + "".join(part.partition("]")[2] for part in parts)


def _unrated(wall: Wall, channels: Mapping[str, ChannelAnswer]) -> Iterator[Finding]:
    """Each channel that has no bound."""
    for name, one in channels.items():
        if one.refused is not None:
            says = say(
                "what passes by the channel `{name}` of `{wall}` has no bound: {why}",
                name=name,
                wall=wall.name,
                why=one.refused,
            )
            yield Finding(UNRATED, (wall.element, Element(one.event)), says)


def _undetermined(wall: Wall, network: Ground) -> Iterator[Finding]:
    """The sources of nondeterminism in a membrane that is to be deterministic; that it names no channel."""
    if wall.value.mode != "deterministic":
        return
    channels = dict(wall.value.channels or ())
    for leaf in network.leaves:
        for source in leaf.box.labels.get(KEY, ()) if wall.holds(leaf.name) else ():
            channel = channels.get(source)
            own = nested(wall.level.prefix, Element("" if channel is None else channel.event)).rpartition(".")[0]
            if channel is None or own != leaf.name:
                says = say(
                    "`{box}` has a source of nondeterminism, {source}, inside of `{wall}`, which is to be deterministic",
                    box=leaf.name,
                    source=source,
                    wall=wall.name,
                )
                yield Finding(SOURCE, (leaf.name, wall.element), says)
    if wall.value.channels is None:
        key = next((one.diagram.label_keys[KEY] for one in network.levels if KEY in one.diagram.label_keys), None)
        usual = ", ".join(key.names if key is not None and key.names else USUAL)
        says = say(
            "`{wall}` is to be deterministic and names no side channel; the usual ones are {usual}",
            wall=wall.name,
            usual=usual,
        )
        yield Finding(UNNAMED, (wall.element,), says)


def show(found: SideChannels) -> Sequence[Exhibit]:
    """A row for each channel."""
    columns = ("membrane", "channel", "secret sets", "faults expected", "one or more", "at most", "basis")
    rows = tuple(
        (name, channel, _sets(one), *_numbers(one), one.basis or "")
        for name, channels in found.membranes.items()
        for channel, one in channels.items()
    )
    missing = dict.fromkeys(
        f"{one.refused}." for channels in found.membranes.values() for one in channels.values() if one.refused
    )
    return (Table("Side channels", columns, rows, " ".join(missing)),) if rows else ()


def _sets(one: ChannelAnswer) -> str:
    if one.places is None or one.secret != PLACE:
        return f"the {one.secret}"
    return f"the place, of {_ends(one.places)}"


def _numbers(one: ChannelAnswer) -> tuple[str, str, str]:
    if one.expected is None or one.some is None or one.bit is None or one.nat is None:
        return ("refused",) * 3
    return _ends(one.expected), _ends(one.some), f"{one.bit[1]:.4g} bit ({one.nat[1]:.4g} nat)"


def _ends(ends: Ends) -> str:
    low, high = ends
    return f"{low:.4g}" if low == high else f"{low:.4g} .. {high:.4g}"
