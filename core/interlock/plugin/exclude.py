"""Which plugins cannot stand beside the others. A fault names the plugin that is left out.

Our own distribution takes precedence in a clash of names, then the earlier in alphabetical order, so that no stranger
can displace what ships with the program and the verdict depends on no order of installation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from interlock.plugin.fault import NameTaken, NeedsCycle, NeedsMissing, PluginFault, UnknownNamespace
from interlock.plugin.loaded import Contribution
from interlock.plugin.namespace import introduced, referred
from interlock.syntax.section import Section
from interlock.syntax.suggest import nearest

if TYPE_CHECKING:
    from interlock.analysis.answer import Analysis, Key


def exclude(contributions: Sequence[Contribution], core: Sequence[Section]) -> tuple[PluginFault, ...]:
    """What is wrong with these contributions taken together; the first fault of a plugin only, none if all agree.

    One kind of fault is told at a time: leaving a plugin out may be what leaves another without what it needs.
    """
    for rule in (_taken, lambda parts: _lost(parts, core), _circular, _wanting):
        faults = tuple({fault.plugin: fault for fault in reversed(list(rule(contributions)))}.values())
        if faults:
            return faults
    return ()


def _taken(contributions: Sequence[Contribution]) -> Iterator[PluginFault]:
    holders: dict[tuple[str, str], str] = {}
    for part in contributions:
        clashes = [(what, name) for what, name in part.names() if (what, name) in holders]
        own = part.names()
        clashes += [pair for index, pair in enumerate(own) if pair in own[:index]]
        for what, name in clashes:
            yield NameTaken(part.name, what, name, holders.get((what, name), part.name))
        if not clashes:
            holders.update((pair, part.name) for pair in own)


def _lost(contributions: Sequence[Contribution], core: Sequence[Section]) -> Iterator[PluginFault]:
    sections = (*core, *(section for part in contributions for section in part.sections))
    known = sorted(set().union(*map(introduced, sections)))
    for part in contributions:
        for section in part.sections:
            for namespace in referred(section):
                if namespace not in known:
                    yield UnknownNamespace(part.name, section.name, namespace, nearest(namespace, tuple(known)))


def _circular(contributions: Sequence[Contribution]) -> Iterator[PluginFault]:
    for part in contributions:
        for analysis in part.analyses:
            cycle = _cycle(analysis)
            if cycle:
                yield NeedsCycle(part.name, tuple(member.name for member in cycle))


def _cycle(start: Analysis[Any]) -> tuple[Analysis[Any], ...]:
    """A way along `needs` from an analysis back to itself, or the empty one; depth first, by hand."""
    ways: list[tuple[Analysis[Any], ...]] = [(start,)]
    seen: set[Analysis[Any]] = set()
    while ways:
        way = ways.pop()
        for needed in reversed(_analyses(way[-1].needs)):
            if needed is start:
                return (*way, start)
            if needed not in seen:
                seen.add(needed)
                ways.append((*way, needed))
    return ()


def _wanting(contributions: Sequence[Contribution]) -> Iterator[PluginFault]:
    loaded = {analysis for part in contributions for analysis in part.analyses}
    for part in contributions:
        for what, name, needs in _needs(part):
            for needed in _analyses(needs):
                if needed not in loaded:
                    yield NeedsMissing(part.name, what, name, needed.name)


def _needs(part: Contribution) -> Iterator[tuple[str, str, tuple[Key, ...]]]:
    yield from (("analysis", analysis.name, analysis.needs) for analysis in part.analyses)
    yield from (("lint", lint.code, lint.needs) for lint in part.lints)
    yield from (("layer", layer.name, layer.needs) for layer in part.layers)
    yield from (("format", exporter.format, exporter.needs) for exporter in part.exporters)


def _analyses(needs: Iterable[Key]) -> list[Analysis[Any]]:
    from interlock.analysis.answer import Analysis

    return [key for key in needs if isinstance(key, Analysis)]
