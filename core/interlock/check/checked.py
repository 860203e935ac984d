"""The checked diagram."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from interlock.diagram.shape import Shape
from interlock.diagram.wiring import Wiring
from interlock.elaborate.resolved import CheckedItem
from interlock.kernel.context import Oracle
from interlock.kernel.script import Script
from interlock.kernel.signature import Signature
from interlock.kernel.term import Term
from interlock.record import NamedTuple, dataclass, field
from interlock.syntax.section import Section


class Assumption(NamedTuple):
    """What was taken for granted of an element: a proposition for a reason that is given, or (None) a mode."""

    element: str
    says: Term | None
    reason: str


class Trusted(NamedTuple):
    """What was believed of the declarations: how families vary in their arguments, and lemmas that proofs could use."""

    variances: tuple[tuple[str, tuple[str, ...]], ...] = ()
    lemmas: tuple[tuple[str, Term], ...] = ()


class LabelKey(NamedTuple):
    """A declared label key: its values, in order if how they combine is said (`min` or `max`); None if any name will do."""

    names: tuple[str, ...] | None = None
    combine: str = ""


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim that is proved or admitted.

    ``paths`` are the minimal sets of guarantees (by their ports) that stand and entail it, ``cuts`` the minimal sets
    without which it is no longer proved; not ``whole`` if the search was cut short: then paths are missing, and cuts may
    be too small. ``used`` names the ports, lemmas and equations on which one proof rests.
    """

    element: str
    says: Term
    status: Literal["proved", "admitted"]
    paths: tuple[tuple[str, ...], ...] = ()
    cuts: tuple[tuple[str, ...], ...] = ()
    whole: bool = True
    used: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedBox:
    """A box: its kind, the arguments of its parameters, what is declared of it, and the diagram within if it is nested.

    ``kind`` is qualified (`alignment.Verifier`), the path of a nested proposal, or empty for a box of its own.
    ``labels`` holds the kind's values under the box's; ``port_labels`` and ``relabels`` are by port name.
    ``mode`` is the one stated by its kind, or of its diagram if it is nested; empty where it is not known.
    ``failures`` is the kind's or the box's own declaration (`interlock.syntax.grammar.KindFailures`) or None.
    ``copies`` says how many there are of a family of boxes; the wiring has its ports as functions of the member.
    """

    name: str
    kind: str
    shape: Shape
    arguments: tuple[tuple[str, Term], ...]
    labels: Mapping[str, tuple[str, ...]]
    port_labels: Mapping[str, Mapping[str, tuple[str, ...]]]
    relabels: Mapping[str, Mapping[str, tuple[str, ...]]]
    mode: str
    failures: Any
    doc: str
    cites: tuple[str, ...]
    nested: CheckedDiagram | None = None
    copies: Term | None = None


class Judged(NamedTuple):
    """What the kernel has accepted: the diagram as a script, over the declarations in use, and what was discharged."""

    script: Script
    signature: Signature
    oracle: Oracle


@dataclass(frozen=True, slots=True)
class CheckedDiagram:
    """A wiring diagram that has passed every check, with all that is declared about it.

    ``failure_types`` maps each declared failure type to the one of which it is a case, or None. ``mode`` is the one that
    the proposal states, else the join of its boxes' modes: empty where one of these is not known.
    ``assumed`` lists what was taken for granted, ``defaults`` has the values of the parameters that have one, ``judged``
    the interfaces before sources are put into them, ``attached`` what the files of data say that its items name, by their
    words there. ``label_keys`` are those of the file and of its boxes' kinds; ``port_labels`` and ``relabels`` are those of
    the outer ports, by name.
    """

    name: str
    title: str
    doc: str
    cites: tuple[str, ...]
    source: str
    variant: str
    parameters: tuple[tuple[str, Term], ...]
    wiring: Wiring[Term]
    boxes: Mapping[str, CheckedBox]
    items: Mapping[Section, tuple[CheckedItem, ...]]
    assumed: tuple[Assumption, ...]
    failure_types: Mapping[str, str | None] = field(default_factory=dict)
    mode: str = ""
    defaults: Mapping[str, Term] = field(default_factory=dict)
    judged: Judged | None = field(default=None, compare=False, repr=False)
    claims: tuple[CheckedClaim, ...] = ()
    trusted: Trusted = field(default_factory=Trusted, compare=False)
    attached: Mapping[str, object] = field(default_factory=dict)
    label_keys: Mapping[str, LabelKey] = field(default_factory=dict)
    port_labels: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    relabels: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def of(self, section: Section) -> tuple[CheckedItem, ...]:
        """The items of a section, in the order of the file; none if it is absent."""
        return self.items.get(section, ())
