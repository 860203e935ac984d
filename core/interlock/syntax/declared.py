"""What the items of core's own sections are once their names are resolved: the `make` of their records.

Names are element texts or the names themselves, numbers and conditions as they were read. Named tuples, not dataclasses:
there may be one a box, and defining so many dataclasses would take a tenth of the time of a small check.
"""

from __future__ import annotations

from typing import TypeAlias

from interlock.record import NamedTuple
from interlock.syntax.expression import Expression
from interlock.syntax.formula import Amount, Condition
from interlock.syntax.page import Field, PortSyntax

Numbers: TypeAlias = "Amount | tuple[tuple[str, Amount], ...] | None"
"""A number, one for each of some scenarios, or none."""


class Kind(NamedTuple):
    """A kind of boxes: its parameters and, over them, its ports."""

    ports: tuple[PortSyntax, ...]
    parameters: tuple[Field, ...] | None = None
    mode: str | None = None
    memory: bool | None = None


class Placed(NamedTuple):
    """A box of a kind, or of a proposal in a file."""

    kind: str
    with_: tuple[tuple[str, Expression], ...] | None = None
    replicate: Expression | None = None


class Learn(NamedTuple):
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


class OrderedLabel(NamedTuple):
    """A label key whose values are ordered, and how those of inputs combine: `min` or `max`."""

    order: tuple[str, ...]
    combine: str


class NamedLabel(NamedTuple):
    """A label key whose values are sets of names: of these, or any."""

    names: tuple[str, ...] | str


class TypedLabel(NamedTuple):
    """A label key whose values are terms of a type."""

    type: Expression


LabelKey: TypeAlias = OrderedLabel | NamedLabel | TypedLabel


class FailureType(NamedTuple):
    """A failure type, and the one of which it is a case."""

    is_: str | None = None


class Event(NamedTuple):
    """An event: how probable it is, or at which rate for how long, or with how much between two tests.

    ``breaks`` is the port whose guarantee it undoes.
    """

    probability: Numbers = None
    rate: Numbers = None
    exposure: Numbers = None
    tested: Numbers = None
    basis: str | None = None
    breaks: str | None = None


class FailureRule(NamedTuple):
    """`TYPE at OUTPUT [if COND]`."""

    failure: str
    port: str
    condition: Condition | None = None


class Stop(NamedTuple):
    """`stop TYPE at INPUT`."""

    failure: str
    port: str


Rule: TypeAlias = FailureRule | Stop


class Independence(NamedTuple):
    """These events are independent, within a scenario and given the modelled causes."""

    independent: tuple[str, ...]
    because: str


class Cause(NamedTuple):
    """Each of these events also happens when the cause does."""

    cause: str
    of: tuple[str, ...]


class Beta(NamedTuple):
    """A beta-factor group of common causes."""

    beta: Amount
    of: tuple[str, ...]


class GreekLetters(NamedTuple):
    """A group of common causes by multiple Greek letters."""

    mgl: tuple[Amount, ...]
    of: tuple[str, ...]


class Alpha(NamedTuple):
    """A group of common causes by alpha factors."""

    alpha: tuple[Amount, ...]
    of: tuple[str, ...]


class Bound(NamedTuple):
    """`P(c given d) <= p`: the parts of the phrase."""

    bound: tuple[Condition, tuple[Condition] | None, str, Amount]


Dependence: TypeAlias = Independence | Cause | Beta | GreekLetters | Alpha | Bound


class KindFailures(NamedTuple):
    """How failures begin in a kind and travel through it."""

    events: tuple[tuple[str, Event | None], ...] | None = None
    rules: tuple[Rule, ...] | None = None


class Failures(NamedTuple):
    """What a proposal says of failures."""

    types: tuple[tuple[str, FailureType | None], ...] | None = None
    events: tuple[tuple[str, Event | None], ...] | None = None
    rules: tuple[Rule, ...] | None = None
    dependence: tuple[Dependence, ...] | None = None


class FailureTypes(NamedTuple):
    """The failure types of a vocabulary."""

    types: tuple[tuple[str, FailureType | None], ...]


class Scenario(NamedTuple):
    """One of the scenarios of which exactly one holds; one without a weight has the rest."""

    weight: Amount | None = None
    basis: str | None = None


class Claim(NamedTuple):
    """A proposition that is to be proved, or is admitted for a reason."""

    says: Expression
    admit: str | None = None


class Allow(NamedTuple):
    """A finding that is accepted, where, and why."""

    lint: str
    at: str
    because: str


class Refine(NamedTuple):
    """A proposal that this one refines, and the chart: abstract boxes to ours, our failure types to theirs."""

    proposal: str
    boxes: tuple[tuple[str, str], ...]
    failures: tuple[tuple[str, str], ...] | None = None


class Family(NamedTuple):
    """A family of types, and how subtyping of its arguments carries over."""

    type: Expression
    variance: tuple[tuple[str, str], ...] | None = None


class UnitDeclaration(NamedTuple):
    """A unit: `base`, or a multiple of others."""

    means: Amount | str


class DataDeclaration(NamedTuple):
    """A data type: its constructors with their types, over its parameters."""

    constructors: tuple[Field, ...]
    parameters: tuple[Field, ...] | None = None


class Predicate(NamedTuple):
    """A predicate, known by its type only."""

    type: Expression


class FunctionDeclaration(NamedTuple):
    """A function by clauses; without any, known by its type only."""

    type: Expression
    equations: tuple[Expression, ...] | None = None


class Lemma(NamedTuple):
    """A proposition that is taken for true."""

    says: Expression
