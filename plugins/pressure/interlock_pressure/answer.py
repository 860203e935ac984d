"""What is said of pressure: which evaluators are held out, and what learn wires may bring about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from interlock.api.record import dataclass, field

Status = Literal["proved", "refuted", "unknown"]
Reach = Literal["consequential", "epistemic"]


@dataclass(frozen=True, slots=True)
class Nats:
    """From how much pressure to how much, in nats; None where nothing bounds it."""

    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An evaluator, by its port, and what it judges: a box that is learnt, or is a policy, of which data come to it.

    It is held out if no way leads from it into a learn wire onto that box, of course if nothing is ``learnt``; else ``way`` is
    a shortest one, as far as ways are listed.
    """

    evaluator: str
    subject: str
    learnt: bool
    held_out: bool
    way: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldOutAnswer:
    """The verdict on a claim that an evaluator is held out from a box or output.

    ``way`` leads from one into a learn wire onto the other: past none of the means in ``excepted`` if it refutes the claim.
    ``pressure`` is the least cut between them, ``cut`` the wires and learn wires of one, ``missing`` the learn wires
    that lack a number which could bound it, or bound it further. ``budget`` is what the claim allows.
    """

    evaluator: str
    subject: str
    status: Status
    excepted: tuple[str, ...]
    budget: Nats | None
    way: tuple[str, ...]
    forbidden: bool
    pressure: Nats
    cut: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldOutAnswers:
    """The claims that something is held out, by their names, and every evaluator with what it judges.

    ``unjudged`` are the boxes that something judges, and of which no evaluator is held out, each with those that judge it. Of
    very many evaluators only the first are listed: then these are not ``whole``.
    """

    claims: Mapping[str, HeldOutAnswer] = field(default_factory=dict)
    evaluators: tuple[Evaluation, ...] = ()
    unjudged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    whole: bool = True


@dataclass(frozen=True, slots=True)
class LearnAnswer:
    """A learn wire: what it sets by which means, and what its target may do to its source.

    ``horizon`` is 1 where only the next step is scored, None for whole episodes. It is consequential if ``way``, of data and
    learn wires, leads from what it sets through a human or an environment (the box ``through``) back to its source, and
    epistemic if none does. ``pressure`` is `times` the logarithm of `choices`, or its `budget`.
    """

    source: str
    target: str
    sets: tuple[str, ...]
    by: str
    aim: str
    horizon: int | None
    anchor: str | None
    weight: tuple[float, float] | None
    tail: str | None
    pressure: Nats
    reach: Reach
    through: str | None = None
    way: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Learning:
    """Every learn wire by its element, those of nested diagrams too."""

    wires: Mapping[str, LearnAnswer] = field(default_factory=dict)
