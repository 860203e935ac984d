"""The exporter of Open-PSA files: each hazard as a fault tree over the events of the proposal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from interlock.api.analysis import Results
from interlock.api.door import Exporter
from interlock.api.kit import Formula, atoms, subformulas
from interlock_swiss_cheese.results import PROPAGATION, Chance, Propagation

NOTE: Final = (
    "Written by Interlock. Basic events are independent here, whether or not the proposal says that they are. "
    "An event whose probability is an interval has its upper end; the lower one is an attribute."
)
_CONNECTIVES: Final = {"and": "and", "or": "or", "not": "not", "at-least": "atleast"}

Occurrence: TypeAlias = tuple[Formula, int]


def write(results: Results) -> bytes:
    """The hazards of a proposal as a model.

    Raises:
        ValueError: failures have no state, since their rules stand in a circle through `exactly one of`.
    """
    propagation = results[PROPAGATION]
    if propagation.unsolved:
        raise ValueError("failures go in a circle through `exactly one of`, so there are no fault trees")
    return ("\n".join(_model(propagation)) + "\n").encode()


class _Names:
    """Identifiers of the format: neither dots nor hyphens nor blanks; each name gets its own."""

    def __init__(self) -> None:
        self._given: dict[str, str] = {}
        self._taken: set[str] = set()

    def of(self, name: str) -> str:
        """The identifier of a name."""
        if name not in self._given:
            plain = re.sub(r"\W", "_", name)
            plain = plain if re.match(r"[^\W\d]", plain) else f"_{plain}"
            self._given[name] = self.fresh(plain)
        return self._given[name]

    def fresh(self, wanted: str) -> str:
        """An identifier that is not taken, and is from now on."""
        found, number = wanted, 1
        while found.lower() in self._taken:
            number += 1
            found = f"{wanted}_{number}"
        self._taken.add(found.lower())
        return found


def _model(propagation: Propagation) -> Iterator[str]:
    names = _Names()
    tops = {asked.name: propagation.state[element] for element, asked in propagation.hazards.items()}
    events = dict.fromkeys(name for top in tops.values() for name in atoms(top))
    known = {name: names.of(name) for name in events}
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield "<opsa-mef>"
    yield f"  <label>{escape(NOTE)}</label>"
    for name, top in tops.items():
        yield from _tree(name, top, known, names)
    yield "  <model-data>"
    for name in events:
        yield from _event(name, known[name], propagation.chances.get(name))
    yield "  </model-data>"
    yield "</opsa-mef>"


def _tree(hazard: str, top: Formula, known: Mapping[str, str], names: _Names) -> Iterator[str]:
    """A fault tree with a gate for each operator; the first is its top."""
    own = names.fresh(re.sub(r"\W", "_", f"_{hazard}" if hazard[0].isdigit() else hazard))
    gates: dict[Formula, str] = {top: own}
    ahead = [one for one in reversed(subformulas(top)) if one.operator != "atom" or one is top]
    for number, one in enumerate((one for one in ahead if one is not top), 1):
        gates[one] = names.fresh(f"{own}_{number}")
    again = {key: names.fresh(f"{own}_again_{at}") for at, key in enumerate(dict.fromkeys(_repeated(ahead)), 1)}
    yield f"  <define-fault-tree name={quoteattr(own)}>"
    yield f"    <label>{escape(hazard)}</label>"
    for one in ahead:
        yield f"    <define-gate name={quoteattr(gates[one])}>"
        yield from _formula(one, gates, known, again)
        yield "    </define-gate>"
    for (part, _), name in again.items():
        yield f"    <define-gate name={quoteattr(name)}>{_reference(part, gates, known)}</define-gate>"
    yield "  </define-fault-tree>"


def _occurrences(one: Formula) -> Iterator[Occurrence]:
    """The arguments of an operator, each with how often it stood before."""
    before: dict[Formula, int] = {}
    for part in one.arguments:
        before[part] = before.get(part, -1) + 1
        yield part, before[part]


def _repeated(many: Iterable[Formula]) -> Iterator[Occurrence]:
    """What stands twice in one threshold, once for each time after the first: programs such as SCRAM want it by other names."""
    return (each for one in many for each in _occurrences(one) if each[1])


def _reference(part: Formula, gates: Mapping[Formula, str], known: Mapping[str, str]) -> str:
    if part.operator == "atom":
        return f"<basic-event name={quoteattr(known[part.name])}/>"
    return f"<gate name={quoteattr(gates[part])}/>"


def _formula(
    one: Formula, gates: Mapping[Formula, str], known: Mapping[str, str], again: Mapping[Occurrence, str]
) -> Iterator[str]:
    if one.operator in ("true", "false"):
        yield f'      <constant value="{one.operator}"/>'
        return
    if one.operator == "atom":
        yield f"      {_reference(one, gates, known)}"
        return
    tag = _CONNECTIVES[one.operator]
    yield f'      <{tag} min="{one.threshold}">' if one.operator == "at-least" else f"      <{tag}>"
    for each in _occurrences(one):
        other = again.get(each)
        yield f"        <gate name={quoteattr(other)}/>" if other else f"        {_reference(each[0], gates, known)}"
    yield f"      </{tag}>"


def _event(name: str, known: str, chance: Chance | None) -> Iterator[str]:
    yield f"    <define-basic-event name={quoteattr(known)}>"
    yield f"      <label>{escape(name)}</label>"
    if chance is not None and chance.lower is not None and chance.upper is not None:
        if chance.lower < chance.upper:
            yield f'      <attributes><attribute name="lower" value="{chance.lower!r}"/></attributes>'
        yield f'      <float value="{chance.upper!r}"/>'
    yield "    </define-basic-event>"


OPEN_PSA: Final = Exporter(
    "open-psa", (".xml",), (PROPAGATION,), write, "Hazards as fault trees (Open-PSA Model Exchange Format 2.0d)."
)
