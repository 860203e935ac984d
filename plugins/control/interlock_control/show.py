"""Tables and charts of what protocols are worth, and their numbers to follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from interlock.api.analysis import Exhibit, Gauge, Table
from interlock.api.chart import Curve, Plot, Spot
from interlock_control.answer import DecisionAnswer, Ends, Mixture, ProtocolAnswer, Protocols, QueueAnswer, Reply


def show(found: Protocols) -> Sequence[Exhibit]:
    """A row for each play of each protocol, then what is done at each score at its best."""
    if not found.protocols:
        return ()
    columns = ("protocol", "play", "usefulness", "safe with", "attacker's best reply", "method")
    rows = tuple(row for name, one in found.protocols.items() for row in _rows(name, one))
    notes = [f"{name}: refused, {one.refused}." for name, one in found.protocols.items() if one.refused]
    if any(one.queue is not None for one in found.protocols.values()):
        notes.append("A queue is played against one attack: a finding is taken to stop the deployment.")
    if any(one.decision is not None for one in found.protocols.values()):
        notes.append("What is done by score is played against one attack.")
    return (Table("Protocols against the best attack", columns, rows, " ".join(notes)), *_mixtures(found))


def _rows(name: str, one: ProtocolAnswer) -> Iterator[tuple[str, ...]]:
    if one.upfront is not None:
        up = one.upfront
        audited = f"{up.budget:,} of {up.uses:,} read before"
        yield _row(name, audited, up.usefulness, up.chance, f"in each use with {up.chance.attacks:.4g}")
        yield _row(name, audited, up.usefulness, up.number, f"in {up.number.attacks:,.0f} uses")
        if up.stated is not None:
            yield _row(name, audited, up.usefulness, up.stated, f"as stated, with {up.stated.attacks:.4g}")
    if one.queue is not None:
        line = one.queue
        when = f"once, in use {line.best.at:,}" if line.draws == "first" else "once, at any time"
        yield _row(name, f"{line.budget:,} of {line.uses:,} read, {line.draws}", line.usefulness, line.best, when)
    if one.decision is not None:
        for told, mixture in (("as stated", one.decision.stated), ("best", one.decision.best)):
            if mixture is not None:
                yield _row(name, told, mixture.usefulness, mixture.reply, _laws(mixture.reply.kinds))


def _row(name: str, played: str, usefulness: float, reply: Reply, said: str) -> tuple[str, ...]:
    return (name, played, f"{usefulness:.4g}", _ends(reply.safety), said, reply.method)


def _ends(ends: Ends) -> str:
    low, high = (f"{one:.4g}" for one in ends)
    return low if low == high else f"{low} .. {high}"


def _laws(law: Mapping[str, float]) -> str:
    """A law in words; what is certain without its chance."""
    return ", ".join(name if much > 1.0 - 1e-9 else f"{name} {much:.4g}" for name, much in law.items())


def _mixtures(found: Protocols) -> Iterator[Table]:
    for name, one in found.protocols.items():
        if one.decision is not None:
            corners = one.decision.frontier
            scores = tuple(corners[0].does) if corners else ()
            rows = tuple(
                (f"{each.usefulness:.4g}", _ends(each.reply.safety), *(_laws(each.does[score]) for score in scores))
                for each in corners
            )
            note = "Between two corners both are mixed."
            yield Table(
                f"Frontier of {name}", ("usefulness", "safe with", *(f"at {one}" for one in scores)), rows, note
            )


def depict(found: Protocols) -> Sequence[Exhibit]:
    """The frontier of safety against usefulness of each decision, and the risk over time of each queue."""
    return tuple(plot for name, one in found.protocols.items() for plot in _plots(name, one))


def _plots(name: str, one: ProtocolAnswer) -> Iterator[Plot]:
    if one.decision is not None and one.decision.frontier:
        yield _frontier(name, one.decision)
    if one.queue is not None and len(one.queue.times) > 1:
        yield _over_time(name, one.queue)


def _frontier(name: str, one: DecisionAnswer) -> Plot:
    curves = [Curve("best mixtures", tuple(_spot(each) for each in reversed(one.frontier)))]
    if one.stated is not None:
        curves.append(Curve("as stated", (_spot(one.stated),), "none"))
    return Plot(
        f"Safety and usefulness of {name}",
        "share of its use that honest code keeps",
        "safe against the best attack with at least",
        tuple(curves),
        logarithmic=(False, False),
    )


def _spot(one: Mixture) -> Spot:
    return Spot(one.usefulness, one.reply.safety[0])


def _over_time(name: str, one: QueueAnswer) -> Plot:
    return Plot(
        f"When to attack {name}",
        "use of the deployment that is attacked",
        "chance that the attack is read",
        (Curve("read in turn", tuple(Spot(float(at), seen) for at, seen in one.times)),),
        logarithmic=(False, False),
    )


def gauges(found: Protocols) -> Sequence[Gauge]:
    """The safety and the usefulness of each protocol: as stated if it says what it does, else at its best."""
    return tuple(gauge for name, one in found.protocols.items() for gauge in _gauges(name, one))


def _gauges(name: str, one: ProtocolAnswer) -> Iterator[Gauge]:
    known = _worth(one)
    if known is not None:
        reply, usefulness, kept = known
        yield Gauge(f"{name}.safety", *reply.safety, f"probability that {name} keeps the deployment safe")
        yield Gauge(f"{name}.usefulness", usefulness, usefulness, kept)


def _worth(one: ProtocolAnswer) -> tuple[Reply, float, str] | None:
    if one.upfront is not None:
        return one.upfront.number, one.upfront.usefulness, "share of the uses that is left by the audit"
    if one.queue is not None:
        return one.queue.best, one.queue.usefulness, "share of the uses that goes out unread"
    mixture = None if one.decision is None else one.decision.stated or one.decision.best
    if mixture is None:
        return None
    return mixture.reply, mixture.usefulness, "share of its use that honest code keeps"
