"""Tables of what is held out from what, and of learn wires."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.api.analysis import Exhibit, Table
from interlock_pressure.answer import HeldOutAnswer, HeldOutAnswers, LearnAnswer, Learning
from interlock_pressure.held_out import spelt
from interlock_pressure.incentive_answer import DecisionAnswer, Incentives


def show_held_out(found: HeldOutAnswers) -> Sequence[Exhibit]:
    """The verdict on each claim, then each evaluator with what it judges of that which is learnt."""
    return tuple(_held_out(found))


def _held_out(found: HeldOutAnswers) -> Iterator[Table]:
    if found.claims:
        columns = ("claim", "held out", "from", "but for", "verdict", "pressure", "budget", "least cut")
        yield Table("Claims that something is held out", columns, tuple(_claim(*one) for one in found.claims.items()))
    rows = tuple(
        (one.evaluator, one.subject, "yes" if one.held_out else "no", walked(one.way))
        for one in found.evaluators
        if one.learnt
    )
    if rows:
        note = "" if found.whole else "There are more of them than are listed."
        yield Table("Evaluators and what they judge", ("evaluator", "judges", "held out", "way"), rows, note, brief=20)


def _claim(name: str, one: HeldOutAnswer) -> tuple[str, ...]:
    cut = ", ".join(each.removeprefix("wire:").removeprefix("learn:").replace("~", " ~> ") for each in one.cut)
    budget = f"<= {spelt(one.budget)}" if one.budget else ""
    return name, one.evaluator, one.subject, ", ".join(one.excepted), one.status, spelt(one.pressure), budget, cut


def walked(way: Sequence[str]) -> str:
    """A way by its boxes, learn wires as `~>`."""
    steps: list[tuple[str, str]] = []
    arrow = ""
    for one in way:
        if one.startswith("learn:"):
            arrow = "~>"
            continue
        name = one.rpartition(".")[0] or one
        if not steps or steps[-1][1] != name or arrow:
            steps.append((arrow or (">" if steps else ""), name))
        arrow = ""
    return " ".join(part for step in steps for part in step if part)


def show_learning(found: Learning) -> Sequence[Exhibit]:
    """Every learn wire; nothing where there is none."""
    if not found.wires:
        return ()
    columns = ("learn wire", "by", "reach", "through", "horizon", "held near", "pressure")
    rows = tuple(_wire(one) for one in found.wires.values())
    note = "Consequential: what is learnt comes back to what it is learnt from, through a human or the world."
    if all(one.reach == "epistemic" for one in found.wires.values()):
        note = ""
    return (Table("Learn wires", columns, rows, note, brief=30),)


def _wire(one: LearnAnswer) -> tuple[str, ...]:
    aim = " (lowered)" if one.aim == "lower" else ""
    horizon = "episode" if one.horizon is None else "one step" if one.horizon == 1 else f"{one.horizon} steps"
    unstated = one.pressure.upper is None
    return (
        f"{one.source} ~> {one.target}{aim}",
        one.by,
        one.reach,
        one.through or "",
        horizon,
        one.anchor or "",
        "not stated" if unstated else spelt(one.pressure),
    )


def show_incentives(found: Incentives) -> Sequence[Exhibit]:
    """What each decision has an incentive to control, to respond to and to know; nothing where nothing is decided."""
    if not found.decisions:
        return ()
    columns = ("decision", "for", "is to control", "responds to", "would be better for knowing")
    rows = tuple(
        (
            one.decision,
            one.utility,
            ", ".join(one.control),
            *(_listed(some, one) for some in (one.response, one.information)),
        )
        for one in found.decisions
    )
    note = "" if found.whole else "There are more decisions than were looked at."
    return (Table("Incentives of decisions", columns, rows, note, brief=20),)


def _listed(some: Sequence[str], one: DecisionAnswer) -> str:
    return ", ".join(some) if one.complete else "too large to look at"
