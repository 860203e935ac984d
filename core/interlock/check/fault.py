"""The mistakes that checking finds."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from interlock.kernel.term import Term
from interlock.text.site import Site


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


CheckFault: TypeAlias = KernelRefused | WrongVerdict | ModeExceeded | UnstatedMode
