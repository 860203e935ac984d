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


CheckFault: TypeAlias = KernelRefused | WrongVerdict
