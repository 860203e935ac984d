"""The mistakes that checking finds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from interlock.kernel.term import Term
from interlock.record import NamedTuple
from interlock.text.outcome import Fault
from interlock.text.site import Site

MILD = frozenset(("unused-source", "not-analysed", "dropped", "unstated-mode"))
"""Codes that are no errors, so that a diagram is made all the same."""


def grave(faults: Iterable[Fault]) -> bool:
    """Whether a fault is an error."""
    return any(fault.code not in MILD for fault in faults)


class KernelRefused(NamedTuple):
    """What was elaborated without a fault and is refused by the kernel: a mistake of ours, told with the rule."""

    site: Site
    rule: str
    term: Term
    type: Term | None
    code: str = "kernel-refused"


class WrongVerdict(NamedTuple):
    """A variant whose `fails` names other codes than those it gives."""

    site: Site
    variant: str
    expected: tuple[str, ...]
    found: tuple[str, ...]
    code: str = "wrong-verdict"


class ModeExceeded(NamedTuple):
    """A box whose mode is not at or below a bound; ``raiser`` is the innermost box that makes it so, as an element."""

    site: Site
    raiser: str
    mode: str
    bound: str
    whose: str
    demanded: Site
    code: str = "mode-exceeded"


class UnstatedMode(NamedTuple):
    """A box under a bound whose mode nobody states, so that it is taken to keep to it (a note)."""

    site: Site
    box: str
    bound: str
    whose: str
    code: str = "unstated-mode"


class Vacuous(NamedTuple):
    """What no value meets, for some inputs that are allowed: an output's `guarantee` or `type`, or a `function`'s type."""

    site: Site
    port: str
    says: Term
    what: str = "guarantee"
    code: str = "vacuous"


class Contradictory(NamedTuple):
    """Ports whose contracts contradict one another, none of which can be left out."""

    site: Site
    ports: tuple[str, ...]
    code: str = "vacuous"


class FalseLemmas(NamedTuple):
    """Lemmas that cannot be true together, whatever the predicates mean, none of which can be left out."""

    site: Site
    lemmas: tuple[str, ...]
    code: str = "vacuous"


CheckFault: TypeAlias = (
    KernelRefused | WrongVerdict | ModeExceeded | UnstatedMode | Vacuous | Contradictory | FalseLemmas
)
