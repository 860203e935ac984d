"""Tables of proxies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.api.analysis import Exhibit, Table
from interlock_pressure.goodhart_answer import Exposure, Goodhart, ProxyAnswer


def show_goodhart(found: Goodhart) -> Sequence[Exhibit]:
    """The gap of each proxy, measured ones and assumed ones apart, and the kinds by which each chain may fail."""
    return tuple(_tables(found))


def _tables(found: Goodhart) -> Iterator[Table]:
    measured = tuple(_measured(one) for one in found.proxies.values() if one.gap == "measured")
    if measured:
        yield Table("Gaps that were measured", ("proxy", "for", "evidence", "says", "measured on"), measured)
    assumed = tuple(
        (one.proxy, one.goal, one.because or "for no stated reason")
        for one in found.proxies.values()
        if one.gap != "measured"
    )
    if assumed:
        yield Table("Gaps that are assumed", ("proxy", "for", "because"), assumed)
    rows = [(one.proxy, one.goal, one.exposures) for one in found.proxies.values()]
    rows += [(one.ports[0], one.ports[-1], one.exposures) for one in found.chains if len(one.ports) > 2]
    if rows:
        kinds = tuple(rows[0][2])
        cells = tuple((proxy, goal, *(_cell(exposed[kind]) for kind in kinds)) for proxy, goal, exposed in rows)
        yield Table("Ways for proxies to fail", ("proxy", "for", *kinds), cells, " ".join(_ends(found)))


def _measured(one: ProxyAnswer) -> tuple[str, ...]:
    low, high = one.value or (0.0, 0.0)
    value = "" if one.value is None else f"{low:.4g}" if low == high else f"{low:.4g} .. {high:.4g}"
    stale = "; ".join(f"{then}, stale: {now or 'nothing'} feeds {into} now" for into, then, now in one.stale)
    return one.proxy, one.goal, one.evidence or "", value, stale


def _cell(one: Exposure) -> str:
    return "not known" if one.present is None else "yes" if one.present else "no"


def _ends(found: Goodhart) -> Iterator[str]:
    for one in found.chains:
        end = f"what is ideal, `{one.ports[-1]}`" if one.ideal else f"`{one.ports[-1]}`, which is not ideal"
        yield f"{' for '.join(one.ports[:-1])} ends at {end}."
    if not found.whole:
        yield "There are more chains than are listed."
