"""Whether each variant of a file fails as the file says, and what it adds to the faults of the base."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interlock.check.fault import WrongVerdict, grave
from interlock.record import NamedTuple
from interlock.syntax.fault import NothingDropped, NothingEdited
from interlock.syntax.node import Mapping, Scalar
from interlock.syntax.node import Sequence as Listed
from interlock.syntax.surface import Surface
from interlock.text.outcome import Fault
from interlock.text.site import Site


class Trial(NamedTuple):
    """A variant, the codes that it is to give exactly (None if it says nothing), and where it says so."""

    variant: str
    fails: frozenset[str] | None
    site: Site


def trials(surface: Surface) -> tuple[Trial, ...]:
    """The variants of a file with what they promise, in its order."""
    found = []
    for name, item in surface.sections.get("variants", {}).items():
        node = item.node.keyed().get("fails") if isinstance(item.node, Mapping) else None
        site = item.site(0, item.key.end if item.key else 0)
        if node is not None:
            site = item.site(node.start, node.end)
        if name:
            found.append(Trial(name, None if node is None else _codes(node), site))
    return tuple(found)


def _codes(node: object) -> frozenset[str]:
    members = node.members if isinstance(node, Listed) else (node,)
    return frozenset(member.value for member in members if isinstance(member, Scalar) and member.value)


def judge(trial: Trial, base: Sequence[Fault], found: Iterable[Fault]) -> tuple[Fault, ...]:
    """The faults of a variant that the base has not; if they are what it promises, its errors are silent.

    Of a base with errors of its own nothing can be promised: then only what stands in the variant itself is told.
    """
    known = {(fault.code, fault.site) for fault in base}
    new = tuple(fault for fault in found if (fault.code, fault.site) not in known)
    promised = trial.fails or frozenset()
    if grave(base):
        own = (fault for fault in new if fault.site.anchor == trial.site.anchor and grave((fault,)))
        return tuple(
            fault
            for fault in own
            if fault.code not in promised and not isinstance(fault, NothingDropped | NothingEdited)
        )
    if trial.fails is None:
        return new
    got = frozenset(fault.code for fault in new if grave((fault,)))
    if got == promised:
        return tuple(fault for fault in new if not grave((fault,)))
    wrong = WrongVerdict(trial.site, trial.variant, tuple(sorted(promised)), tuple(sorted(got)))
    return (wrong, *(fault for fault in new if fault.code not in promised))
