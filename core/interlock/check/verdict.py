"""Whether each variant of a file fails as the file says, and what it adds to the faults of the base."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from interlock.check.fault import CheckFault, WrongVerdict, grave
from interlock.elaborate.fault import ElaborationFault, UnknownThing
from interlock.record import NamedTuple
from interlock.syntax.fault import NothingDropped, NothingEdited, SyntaxFault
from interlock.syntax.node import Mapping, Scalar
from interlock.syntax.node import Sequence as Listed
from interlock.syntax.reading import whole
from interlock.syntax.suggest import nearest
from interlock.syntax.surface import Item, Surface
from interlock.text.outcome import Fault
from interlock.text.site import Site


class Trial(NamedTuple):
    """A variant, the codes that it is to give exactly (None if it says nothing), and where it says so.

    ``places`` has where each of the codes stands.
    """

    variant: str
    fails: frozenset[str] | None
    site: Site
    places: tuple[tuple[str, Site], ...] = ()


def trials(surface: Surface) -> tuple[Trial, ...]:
    """The variants of a file with what they promise, in its order."""
    found = []
    for name, item in surface.sections.get("variants", {}).items():
        node = item.node.keyed().get("fails") if isinstance(item.node, Mapping) else None
        site = item.site(0, item.key.end if item.key else 0)
        if node is not None:
            site = item.site(node.start, node.end)
        if name:
            places = () if node is None else _codes(node, item)
            found.append(Trial(name, None if node is None else frozenset(code for code, _ in places), site, places))
    return tuple(found)


def _codes(node: object, item: Item) -> tuple[tuple[str, Site], ...]:
    members = node.members if isinstance(node, Listed) else (node,)
    words = (whole(member) for member in members if isinstance(member, Scalar) and member.value)
    return tuple((word.text, item.site(word.start, word.end)) for word in words)


def codes() -> frozenset[str]:
    """The codes that a file can get without a plugin."""
    kinds = [kind for faults in (SyntaxFault, ElaborationFault, CheckFault) for kind in get_args(faults)]
    named = {str(kind._field_defaults["code"]) for kind in kinds if "code" in kind._field_defaults}
    return frozenset((*named, *_VARIED))


_VARIED = ("refuted", "not-proved", *(f"unknown-{what}" for what in ("box", "port", "kind", "vocabulary", "name")))
"""The codes of faults that have one of several."""


def _unknown(trial: Trial, got: frozenset[str]) -> tuple[UnknownThing, ...]:
    """The promised codes that are none; one that is like none of ours may be a plugin's."""
    known = codes() if any(code not in got for code, _ in trial.places) else frozenset()
    unheard = ((code, site) for code, site in trial.places if known and code not in known | got)
    told = (UnknownThing(site, "code", code, "", nearest(code, sorted(known))) for code, site in unheard)
    return tuple(fault for fault in told if fault.nearest)


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
    if unknown := _unknown(trial, got):
        meant = promised.union(*(fault.nearest for fault in unknown))
        return (*unknown, *(fault for fault in new if fault.code not in meant))
    if got == promised:
        return tuple(fault for fault in new if not grave((fault,)))
    wrong = WrongVerdict(trial.site, trial.variant, tuple(sorted(promised)), tuple(sorted(got)))
    return (wrong, *(fault for fault in new if fault.code not in promised))
