"""The mistakes that elaboration finds: a closed sum, without words for the user."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from interlock.kernel.term import Term
from interlock.text.site import Site


@dataclass(frozen=True, slots=True)
class UnknownThing:
    """A name that nothing bears; `what` says what was looked for (`box`, `kind`, `port`, `hazard`, ...)."""

    site: Site
    what: str
    name: str
    within: str = ""
    nearest: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """`unknown-box`, `unknown-port`, `unknown-kind`, `unknown-vocabulary`; `unknown-name` for all else."""
        return f"unknown-{self.what}" if self.what in ("box", "port", "kind", "vocabulary") else "unknown-name"


@dataclass(frozen=True, slots=True)
class DuplicateName:
    """A name that is taken in its namespace; `first` is where, None if it is built in."""

    site: Site
    name: str
    first: Site | None
    code: str = "duplicate-name"


@dataclass(frozen=True, slots=True)
class AmbiguousName:
    """A bare name that several vocabularies in use declare."""

    site: Site
    name: str
    vocabularies: tuple[str, ...]
    code: str = "ambiguous-name"


@dataclass(frozen=True, slots=True)
class NoSource:
    """A target that no wire feeds; `offers` are sources whose type would fit."""

    site: Site
    target: str
    type: Term | None
    offers: tuple[str, ...] = ()
    code: str = "no-source"


@dataclass(frozen=True, slots=True)
class TwoSources:
    """A target fed twice."""

    site: Site
    target: str
    sources: tuple[str, str]
    first: Site
    code: str = "two-sources"


@dataclass(frozen=True, slots=True)
class WrongDirection:
    """A target used as a source or the other way round; `nearest` names ports of the box that would do."""

    site: Site
    port: str
    wanted: str
    nearest: tuple[str, ...] = ()
    code: str = "wrong-direction"


@dataclass(frozen=True, slots=True)
class InstantaneousLoop:
    """A cycle of instantaneous causality, port by port, and the wires where a delay would cut it."""

    site: Site
    ports: tuple[str, ...]
    cuts: tuple[str, ...]
    code: str = "instantaneous-loop"


@dataclass(frozen=True, slots=True)
class DishonestInterface:
    """An output that depends on, or whose type mentions, what its declaration leaves out (`hidden`), with the way."""

    site: Site
    output: str
    hidden: str
    way: tuple[str, ...]
    code: str = "dishonest-interface"


@dataclass(frozen=True, slots=True)
class InstantEscape:
    """A parameter of a box with memory, solved by a term that mentions a port, whose value lives one instant."""

    site: Site
    box: str
    parameter: str
    solution: Term
    port: str
    code: str = "instant-escape"


@dataclass(frozen=True, slots=True)
class NotFixed:
    """A fixed port fed by, or depending on, what may change from instant to instant."""

    site: Site
    port: str
    source: str
    code: str = "not-fixed"


@dataclass(frozen=True, slots=True)
class UnusedSource:
    """A source that feeds nothing (a warning)."""

    site: Site
    port: str
    code: str = "unused-source"


@dataclass(frozen=True, slots=True)
class Divergence:
    """Where two types part: the argument's name, what each side has there, and where each side's port gets it."""

    name: str
    expected: Term
    found: Term
    expected_story: tuple[tuple[Site, str], ...] = ()
    found_story: tuple[tuple[Site, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TypeMismatch:
    """A wire whose source's type is no subtype of its target's."""

    site: Site
    source: str
    target: str
    expected: Term
    found: Term
    divergences: tuple[Divergence, ...] = ()
    offers: tuple[str, ...] = ()
    factor: str = ""
    code: str = "type-mismatch"


@dataclass(frozen=True, slots=True)
class TermMismatch:
    """A term whose type is not the one its place expects (`place` says which: "the argument `spec` of `Cert`")."""

    site: Site
    expected: Term
    found: Term
    place: str = ""
    code: str = "type-mismatch"


@dataclass(frozen=True, slots=True)
class NotAType:
    """A term that is no type where a type is due."""

    site: Site
    term: Term
    type: Term
    code: str = "not-a-type"


@dataclass(frozen=True, slots=True)
class NotAFunction:
    """A term that takes no argument, applied to one; or a record that lacks a field."""

    site: Site
    term: Term
    type: Term
    field: str = ""
    code: str = "type-mismatch"


@dataclass(frozen=True, slots=True)
class WrongArity:
    """A family applied to too many or too few arguments."""

    site: Site
    name: str
    expected: int
    found: int
    type: Term
    code: str = "wrong-arity"


@dataclass(frozen=True, slots=True)
class UniverseMismatch:
    """A type too large for its place."""

    site: Site
    term: Term
    level: int
    allowed: int
    code: str = "universe-mismatch"


@dataclass(frozen=True, slots=True)
class UnsolvedParameter:
    """Parameters of a box that nothing determines; `determined_by` names the ports whose types mention each."""

    site: Site
    box: str
    kind: str
    parameters: tuple[str, ...]
    determined_by: tuple[str, ...]
    code: str = "unsolved-parameter"


@dataclass(frozen=True, slots=True)
class UnitMismatch:
    """A number whose unit is not the one its place expects; `factor` is the exact factor between them, if any."""

    site: Site
    expected: str
    found: str
    factor: str = ""
    code: str = "unit-mismatch"


@dataclass(frozen=True, slots=True)
class NotProved:
    """An obligation that was not discharged, and one that evaluates to false (`refuted`)."""

    site: Site
    proposition: Term
    refuted: bool
    facts: tuple[Term, ...] = ()

    @property
    def code(self) -> str:
        """`refuted` or `not-proved`."""
        return "refuted" if self.refuted else "not-proved"


@dataclass(frozen=True, slots=True)
class TooLarge:
    """A term deeper, or an evaluation longer, than the stated limit."""

    site: Site
    what: str
    limit: int
    code: str = "too-large"


@dataclass(frozen=True, slots=True)
class TooDeep:
    """A term nested deeper than the stated limit."""

    site: Site
    limit: int
    code: str = "too-deep"


@dataclass(frozen=True, slots=True)
class Misshapen:
    """A value that its place does not admit, in words of its shape."""

    site: Site
    expected: str
    found: str
    code: str = "wrong-shape"


@dataclass(frozen=True, slots=True)
class Lawless:
    """What the law of a section has against an item: the plugin's own code and sentence."""

    site: Site
    code: str
    says: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class NotAnalysed:
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
    | NotProved
    | TooLarge
    | TooDeep
    | Misshapen
    | Lawless
    | NotAnalysed
)
