"""The mistakes that elaboration finds: a closed sum, without words for the user."""

from __future__ import annotations

from typing import Literal, TypeAlias

from interlock.elaborate.misdefined import Misdefined
from interlock.kernel.term import Term
from interlock.record import NamedTuple
from interlock.text.site import Site


class UnknownThing(NamedTuple):
    """A name that nothing bears; `what` says what was looked for (`box`, `kind`, `port`, `hazard`, ...).

    It is `early` where something of that name is declared too late to be spoken of.
    """

    site: Site
    what: str
    name: str
    within: str = ""
    nearest: tuple[str, ...] = ()
    early: bool = False

    @property
    def code(self) -> str:
        """`unknown-box`, `unknown-port`, `unknown-kind`, `unknown-vocabulary`; `unknown-name` for all else."""
        kind = self.what.partition(" or ")[0]
        return f"unknown-{kind}" if kind in ("box", "port", "kind", "vocabulary") else "unknown-name"


class DuplicateName(NamedTuple):
    """A name that is taken in its namespace; `first` is where, None if it is built in."""

    site: Site
    name: str
    first: Site | None
    code: str = "duplicate-name"


class AmbiguousName(NamedTuple):
    """A bare name that several vocabularies in use declare."""

    site: Site
    name: str
    vocabularies: tuple[str, ...]
    code: str = "ambiguous-name"


class NoSource(NamedTuple):
    """A target that no wire feeds; `offers` are sources whose type would fit."""

    site: Site
    target: str
    type: Term | None
    offers: tuple[str, ...] = ()
    code: str = "no-source"


class TwoSources(NamedTuple):
    """A target fed twice."""

    site: Site
    target: str
    sources: tuple[str, str]
    first: Site
    code: str = "two-sources"


class WrongDirection(NamedTuple):
    """A target used as a source, an input as an output, or the other way round; `nearest` are ports of the box that would do.

    ``turned`` is the wire the other way round, where both of its ends are the wrong ones.
    """

    site: Site
    port: str
    wanted: str
    nearest: tuple[str, ...] = ()
    turned: str = ""
    code: str = "wrong-direction"


class InstantaneousLoop(NamedTuple):
    """A cycle of instantaneous causality, port by port, and the wires where a delay would cut it.

    ``places`` are those of the wires other than the one at ``site``.
    """

    site: Site
    ports: tuple[str, ...]
    cuts: tuple[str, ...]
    places: tuple[Site, ...] = ()
    code: str = "instantaneous-loop"


class DishonestInterface(NamedTuple):
    """An output that depends on, or whose type mentions, what its declaration leaves out (`hidden`), with the way.

    That is ``late`` where it is declared below the output, so that no `from` could name it.
    """

    site: Site
    output: str
    hidden: str
    way: tuple[str, ...]
    late: bool = False
    code: str = "dishonest-interface"


class InstantEscape(NamedTuple):
    """A parameter of a box with memory, solved by a term that mentions a port, whose value lives one instant."""

    site: Site
    box: str
    parameter: str
    solution: Term
    port: str
    code: str = "instant-escape"


class NotFixed(NamedTuple):
    """A fixed port fed by, or depending on, what may change from instant to instant."""

    site: Site
    port: str
    source: str
    code: str = "not-fixed"


class UnusedSource(NamedTuple):
    """A source that feeds nothing (a warning)."""

    site: Site
    port: str
    code: str = "unused-source"


class Divergence(NamedTuple):
    """Where two types part: the argument's name, what each side has there, and where each side's port gets it."""

    name: str
    expected: Term
    found: Term
    expected_story: tuple[tuple[Site, str], ...] = ()
    found_story: tuple[tuple[Site, str], ...] = ()


class TypeMismatch(NamedTuple):
    """A wire whose source's type is no subtype of its target's; ``start`` is where the wire names its source.

    A `unit-mismatch` where nothing but ``measures`` parts the types; ``factor`` is how many of the one are the other, if
    any, and where ``larger`` holds the one found is the larger. ``many`` is the source as it is written where it stands
    for all members of a family and one value is due. ``equation`` is a parameter with two numbers, the first of which
    speaks of it, if the types differ because no natural number that is found for it makes them equal.
    """

    site: Site
    source: str
    target: str
    expected: Term
    found: Term
    divergences: tuple[Divergence, ...] = ()
    offers: tuple[str, ...] = ()
    measures: tuple[Term, Term] | None = None
    factor: str = ""
    larger: bool = False
    start: Site | None = None
    many: str = ""
    equation: tuple[str, Term, Term] | None = None
    code: str = "type-mismatch"


class TermMismatch(NamedTuple):
    """A term whose type is not the one its place expects (`place` says which: "the argument `spec` of `Cert`").

    A `unit-mismatch` as at a wire.
    """

    site: Site
    expected: Term
    found: Term
    place: str = ""
    measures: tuple[Term, Term] | None = None
    factor: str = ""
    larger: bool = False
    code: str = "type-mismatch"


class NotAType(NamedTuple):
    """A term that is no type where a type is due."""

    site: Site
    term: Term
    type: Term
    code: str = "not-a-type"


class NotAFunction(NamedTuple):
    """A term that takes no argument, applied to one; or a record that lacks a field."""

    site: Site
    term: Term
    type: Term
    field: str = ""
    code: str = "type-mismatch"


class WrongArity(NamedTuple):
    """A constant applied to too many or too few arguments; ``missing`` are those that it still takes."""

    site: Site
    name: str
    expected: int
    found: int
    type: Term
    missing: tuple[str, ...] = ()
    code: str = "wrong-arity"


class UniverseMismatch(NamedTuple):
    """A type too large for its place."""

    site: Site
    term: Term
    level: int
    allowed: int
    code: str = "universe-mismatch"


class UnsolvedParameter(NamedTuple):
    """Parameters of a box that nothing determines; `determined_by` names the ports whose types mention each."""

    site: Site
    box: str
    kind: str
    parameters: tuple[str, ...]
    determined_by: tuple[str, ...]
    code: str = "unsolved-parameter"


class Unvarying(NamedTuple):
    """An argument of a family that is said to vary: it is no type, or (``mentioned``) a later argument's type rests on it."""

    site: Site
    name: str
    variance: str
    mentioned: bool
    code: str = "not-a-type"


class UnitMismatch(NamedTuple):
    """A number whose unit is not the one its place expects; ``factor`` is how many of the one are the other, if any.

    Where ``larger`` holds the unit found is the larger of the two. If no number relates them, ``missing`` is the unit of
    what the number found would have to be multiplied by.
    """

    site: Site
    expected: str
    found: str
    factor: str = ""
    larger: bool = False
    missing: str = ""
    code: str = "unit-mismatch"


class NotProved(NamedTuple):
    """An obligation that was not discharged, or that is false (`refuted`) at the values of the counterexample.

    ``missing`` says why nothing was decided: `inexact`, `limit` or `no-solver`; empty for what does not follow. Where it
    was to be admitted, at ``admitted``, what it is ``against`` is named.
    """

    site: Site
    proposition: Term
    refuted: bool
    facts: tuple[Term, ...] = ()
    counterexample: tuple[tuple[str, str], ...] = ()
    missing: str = ""
    against: tuple[str, ...] = ()
    admitted: Site | None = None

    @property
    def code(self) -> str:
        """`refuted` or `not-proved`."""
        return "refuted" if self.refuted else "not-proved"


class TooLarge(NamedTuple):
    """A term deeper, or an evaluation longer, than the stated limit."""

    site: Site
    what: str
    limit: int
    code: str = "too-large"


class TooDeep(NamedTuple):
    """A term nested deeper than the stated limit."""

    site: Site
    limit: int
    code: str = "too-deep"


class Misplaced(NamedTuple):
    """A key of a port that says something of ports of the other direction; ``incoming`` is that of this port."""

    site: Site
    key: str
    port: str
    incoming: bool
    code: str = "wrong-shape"


class Misshapen(NamedTuple):
    """A value that its place does not admit, in words of its shape."""

    site: Site
    expected: str
    found: str
    code: str = "wrong-shape"


Due: TypeAlias = Literal["some", "all", "family", "port", "once"]
"""What an end of a wire lacks: which members, all members, a family, a whole port, or only one `[*]`."""


class WrongMember(NamedTuple):
    """An end of a wire that names members where there are none, or none of a family."""

    site: Site
    end: str
    due: Due = "all"
    code: str = "wrong-shape"


class Lawless(NamedTuple):
    """What the law of a section has against an item: the plugin's own code and sentence."""

    site: Site
    code: str
    says: str
    help: str = ""


class NotAnalysed(NamedTuple):
    """A part of the file that is read and resolved but to which nothing loaded gives meaning (a note).

    ``pending`` is the clause that says what would: "their analysis is not part of this version".
    """

    site: Site
    part: str
    pending: str = ""
    code: str = "not-analysed"


ElaborationFault: TypeAlias = (
    UnknownThing
    | DuplicateName
    | AmbiguousName
    | NoSource
    | TwoSources
    | WrongDirection
    | InstantaneousLoop
    | DishonestInterface
    | InstantEscape
    | NotFixed
    | UnusedSource
    | TypeMismatch
    | TermMismatch
    | NotAType
    | NotAFunction
    | WrongArity
    | UniverseMismatch
    | UnsolvedParameter
    | UnitMismatch
    | Unvarying
    | NotProved
    | TooLarge
    | TooDeep
    | Misplaced
    | Misshapen
    | WrongMember
    | Lawless
    | NotAnalysed
    | Misdefined
)
