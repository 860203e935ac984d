"""Latents of finite joint laws: which candidates mediate, are natural, are minimal; the common part, and a claim that is tested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import TYPE_CHECKING, Final

from interlock.api.analysis import Finding, Report
from interlock.api.diagram import CheckedDiagram, CheckedItem, Element, key
from interlock.api.finite import (
    EXACT,
    USUAL,
    Mode,
    classified,
    coslice,
    entropy,
    latent,
    mediated,
    shared_part,
    total_correlation,
)
from interlock.api.plugin import Sentence, say
from interlock_boundaries.called import Functions
from interlock_boundaries.cutout import cut, is_port, port_type
from interlock_boundaries.kernel_rules import NOT_COMPUTED
from interlock_boundaries.kernel_section import LATENTS, Explained
from interlock_boundaries.known import Known, finite
from interlock_boundaries.latent_answer import Candidate, Claim, Explanation, Latents
from interlock_boundaries.laws import Law, laws
from interlock_boundaries.machine import machines
from interlock_boundaries.passing import Question, held_sources, seen

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LARGEST: Final = 2**16
"""Values of all things and candidates together: each that has a chance is looked at."""

COMMON: Final = "common part"
PRODUCT: Final = "product"
"""Candidates that are looked at of themselves: what all things determine alike, and all of them together."""


def analyse(diagram: CheckedDiagram, functions: Functions) -> Report[Latents]:
    """What is said of each, and what is wrong with it."""
    known = machines(diagram, functions).boxes
    stated = laws(diagram, known).laws
    found: dict[str, Explanation] = {}
    findings: list[Finding] = []
    for item in diagram.of(LATENTS):
        told = _explained(diagram, item, known, stated)
        if isinstance(told, Finding):
            findings.append(told)
            told = Explanation(refused=told.says.plain())
        found[item.name] = told
    return Report(Latents(found), tuple(findings))


def _explained(
    diagram: CheckedDiagram, item: CheckedItem, known: Mapping[str, Known], stated: Mapping[str, Law]
) -> Explanation | Finding:
    asked = item.value
    assert isinstance(asked, Explained)
    law = stated.get(asked.under) if asked.under is not None else None
    if asked.under is not None and law is None:
        return Finding(NOT_COMPUTED, (key(item.element, "under"),), say("the law {law} is none", law=asked.under))
    names = [*asked.of, *asked.candidates]
    if twice := [name for at, name in enumerate(names) if name in names[:at]]:
        return Finding(NOT_COMPUTED, (key(item.element, "of"),), say("{name} stands twice", name=twice[0]))
    joint = _joint(diagram, known, law, names)
    if isinstance(joint, Sentence):
        return Finding(NOT_COMPUTED, (item.element,), joint)
    told = _told(asked, law, joint)
    return Finding(NOT_COMPUTED, (item.element,), told) if isinstance(told, Sentence) else told


def _joint(
    diagram: CheckedDiagram, known: Mapping[str, Known], law: Law | None, names: Sequence[str]
) -> NDArray[np.float64] | Sentence:
    """The joint law of some names: of the law itself, else of ports at which the diagram is looked at under it."""
    if law is not None and law.mode is Mode.POSSIBILISTIC:
        return say("the law {law} has no chances", law=law.name)
    own = law is not None and all(law.axis(name) is not None for name in names)
    if not own and (strange := [name for name in names if not is_port(diagram, name)]):
        return say("{name} is no port, and no name of the law", name=strange[0])
    sizes = [_size(diagram, law if own else None, name) for name in names]
    if None in sizes:
        return say("{end} has not finitely many values", end=names[sizes.index(None)])
    known_sizes = [size for size in sizes if size is not None]
    if (needed := prod(known_sizes)) > LARGEST:
        return say("{needed} entries needed, above {limit}", needed=f"{needed:,}", limit=f"{LARGEST:,}")
    if law is not None and own:
        return law.whole(names).table
    part = cut(diagram, frozenset(diagram.wiring.boxes), [Element(name) for name in names])
    if isinstance(part, Sentence):
        return part
    if law is None and part.entering:
        return say("nothing says which law {name} has", name=next(iter(part.entering)))
    found = seen(part, known, Question(law, (), 1, held=held_sources(diagram)))
    if isinstance(found, Sentence):
        return found
    if found.mode is Mode.POSSIBILISTIC:
        return say("boxes that state what is possible have no chances")
    return found.table.reshape(known_sizes)


def _size(diagram: CheckedDiagram, law: Law | None, name: str) -> int | None:
    """How many values a name has: of the law, else of the port."""
    if law is not None:
        axis = law.axis(name)
        return None if axis is None else axis.size
    found = finite(port_type(diagram, name), diagram)
    return None if found is None else len(found)


def _told(asked: Explained, law: Law | None, joint: NDArray[np.float64]) -> Explanation | Sentence:
    """What the candidates are to the things."""
    count = len(asked.of)
    own = joint.sum(axis=tuple(range(count, joint.ndim)))
    shared = shared_part(own)
    classes = 1 + max(int(shared.max()), int(mediated(own).max()))
    if (needed := classes * own.size) > USUAL.entries:
        return say("{needed} entries needed, above {limit}", needed=f"{needed:,}", limit=f"{USUAL.entries:,}")
    tolerance = EXACT if asked.tolerance is None else float(asked.tolerance.high)
    rows: dict[str, Candidate] = {}
    for at, name in enumerate(asked.candidates):
        rest = tuple(one for one in range(count, joint.ndim) if one != count + at)
        rows[name] = _candidate(asked.of, joint.sum(axis=rest), tolerance)
    common = classified(own, shared)
    rows.setdefault(COMMON, _candidate(asked.of, common, tolerance))
    tested = coslice(own)
    rows.setdefault(PRODUCT, _product(asked.of, own, tolerance, minimal=tested.holds))
    claim = Claim(tested.holds, tested.minimal, tested.latent, tested.product)
    whole = entropy(common.sum(axis=tuple(range(count))))
    return Explanation(asked.of, law.name if law else "", total_correlation(own), whole, rows, claim)


def _product(of: Sequence[str], own: NDArray[np.float64], tolerance: float, *, minimal: bool) -> Candidate:
    """All things together: given them nothing is left to agree on, and each lacks what it does not say of the others."""
    whole = entropy(own.ravel())
    lacks = {name: _lacking(own, at, whole) for at, name in enumerate(of)}
    return Candidate(whole, 0.0, lacks, max(lacks.values()) <= tolerance, minimal)


def _lacking(own: NDArray[np.float64], at: int, whole: float) -> float:
    """The entropy of all things that is left when one of them is known: exactly 0 where it determines them."""
    import numpy as np

    rows = np.moveaxis(own, at, 0).reshape(own.shape[at], -1)
    determined = bool(((rows > 0).sum(axis=1) <= 1).all())
    return 0.0 if determined else max(0.0, whole - entropy(rows.sum(axis=1)))


def _candidate(of: Sequence[str], joint: NDArray[np.float64], tolerance: float) -> Candidate:
    found = latent(joint, tolerance)
    own = entropy(joint.sum(axis=tuple(range(len(of)))))
    return Candidate(own, found.mediation, dict(zip(of, found.redundancy, strict=True)), found.natural, found.minimal)
