"""What the items of core's own sections are once their names are resolved: the `make` of their records.

Names are element texts or the names themselves, numbers and conditions as they were read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, Union

from interlock.syntax.expression import Expression
from interlock.syntax.formula import Amount, Condition
from interlock.syntax.page import Field, PortSyntax

Numbers: TypeAlias = "Amount | tuple[tuple[str, Amount], ...] | None"
"""A number, one for each of some scenarios, or none."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of boxes: its parameters and, over them, its ports."""

    ports: tuple[PortSyntax, ...]
    parameters: tuple[Field, ...] | None = None
    mode: str | None = None
    memory: bool | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A box of a kind, or of a proposal in a file."""

    kind: str
    with_: tuple[tuple[str, Expression], ...] | None = None
    replicate: str | None = None


@dataclass(frozen=True, slots=True)
class Learn:
    """A learn wire: the target is chosen so as to raise (or lower) what the source says."""

    learn: tuple[str, str]
    by: str
    aim: str
    anchor: str | None = None
    weight: Amount | None = None
    tail: str | None = None
    horizon: str | None = None
    choices: Amount | None = None
    budget: Amount | None = None
    times: Amount | None = None


@dataclass(frozen=True, slots=True)
class OrderedLabel:
    """A label key whose values are ordered, and how those of inputs combine: `min` or `max`."""

    order: tuple[str, ...]
    combine: str


@dataclass(frozen=True, slots=True)
class NamedLabel:
    """A label key whose values are sets of names: of these, or any."""

    names: tuple[str, ...] | str


@dataclass(frozen=True, slots=True)
class TypedLabel:
    """A label key whose values are terms of a type."""

    type: Expression


LabelKey: TypeAlias = Union[OrderedLabel, NamedLabel, TypedLabel]


@dataclass(frozen=True, slots=True)
class FailureType:
    """A failure type, and the one of which it is a case."""

    is_: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An event: how probable it is, or at which rate for how long; ``breaks`` is the port whose guarantee it undoes."""

    probability: Numbers = None
    rate: Numbers = None
    exposure: Numbers = None
    basis: str | None = None
    breaks: str | None = None


@dataclass(frozen=True, slots=True)
class FailureRule:
    """`TYPE at OUTPUT [if COND]`."""

    failure: str
    port: str
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """`stop TYPE at INPUT`."""

    failure: str
    port: str


Rule: TypeAlias = Union[FailureRule, Stop]


@dataclass(frozen=True, slots=True)
class Independence:
    """These events are independent, within a scenario and given the modelled causes."""

    independent: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Cause:
    """Each of these events also happens when the cause does."""

    cause: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beta:
    """A beta-factor group of common causes."""

    beta: Amount
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GreekLetters:
    """A group of common causes by multiple Greek letters."""

    mgl: tuple[Amount, ...]
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alpha:
    """A group of common causes by alpha factors."""

    alpha: tuple[Amount, ...]
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """`P(c given d) <= p`: the parts of the phrase."""

    bound: tuple[Condition, tuple[Condition] | None, str, Amount]


Dependence: TypeAlias = Union[Independence, Cause, Beta, GreekLetters, Alpha, Bound]


@dataclass(frozen=True, slots=True)
class KindFailures:
    """How failures begin in a kind and travel through it."""

    events: tuple[tuple[str, Event | None], ...] | None = None
    rules: tuple[Rule, ...] | None = None


@dataclass(frozen=True, slots=True)
class Failures:
    """What a proposal says of failures."""

    types: tuple[tuple[str, FailureType | None], ...] | None = None
    events: tuple[tuple[str, Event | None], ...] | None = None
    rules: tuple[Rule, ...] | None = None
    dependence: tuple[Dependence, ...] | None = None


@dataclass(frozen=True, slots=True)
class FailureTypes:
    """The failure types of a vocabulary."""

    types: tuple[tuple[str, FailureType | None], ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One of the scenarios of which exactly one holds; one without a weight has the rest."""

    weight: Amount | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition that is to be proved, or is admitted for a reason."""

    says: Expression
    admit: str | None = None


@dataclass(frozen=True, slots=True)
class Allow:
    """A finding that is accepted, where, and why."""

    lint: str
    at: str
    because: str


@dataclass(frozen=True, slots=True)
class Refine:
    """A proposal that this one refines, and the chart: abstract boxes to ours, our failure types to theirs."""

    proposal: str
    boxes: tuple[tuple[str, str], ...]
    failures: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """A family of types, and how subtyping of its arguments carries over."""

    type: Expression
    variance: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class UnitDeclaration:
    """A unit: `base`, or a multiple of others."""

    means: Amount | str


@dataclass(frozen=True, slots=True)
class DataDeclaration:
    """A data type: its constructors with their types, over its parameters."""

    constructors: tuple[Field, ...]
    parameters: tuple[Field, ...] | None = None


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate, known by its type only."""

    type: Expression


@dataclass(frozen=True, slots=True)
class FunctionDeclaration:
    """A function by clauses; without any, known by its type only."""

    type: Expression
    equations: tuple[Expression, ...] | None = None


@dataclass(frozen=True, slots=True)
class Lemma:
    """A proposition that is taken for true."""

    says: Expression
