"""The importer of Open-PSA files: each sequence and each top gate is a hazard, and basic events are independent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from interlock.api.door import Importer, Outcome, Roots, Site, Source
from interlock.api.kit import FALSE, TRUE, Formula, Formulas
from interlock_interchange.open_psa.cause import split
from interlock_interchange.open_psa.event_tree import walk
from interlock_interchange.open_psa.expression import Values, outside
from interlock_interchange.open_psa.formula import Reading
from interlock_interchange.open_psa.model import Definition, Model, collect
from interlock_interchange.open_psa.rules import MALFORMED, NOT_A_PROBABILITY, NOT_OPEN_PSA, RULES
from interlock_interchange.open_psa.tag import Tag, Text, parse
from interlock_swiss_cheese.results import PROPAGATION, Chance, fault_trees, hazard_element

ROOT: Final = "opsa-mef"
STATED: Final = "stated"
MISTAKEN: Final = "has a mistake in what gives its probability"
UNSTATED: Final = Chance(None, None, "", "has no probability")


def read(source: Source) -> Outcome[Roots]:
    """What a file in Open-PSA's format means, with all that is wrong with it."""
    text = Text(source)
    root, fault = parse(text)
    text.faults += [fault] if fault else []
    if root is None or root.name != ROOT:
        if root is not None:
            text.complain(NOT_OPEN_PSA, root, "a model in Open-PSA's format begins with `{root}`", root=ROOT)
        return Outcome(Roots(), tuple(text.faults))
    model = collect(text, root)
    roots = analysed(model)
    if not roots.values:
        text.complain(NOT_OPEN_PSA, root, "the file defines no gate and no sequence, so there is nothing to analyse")
    return Outcome(roots, tuple(text.faults))


def analysed(model: Model, only: Mapping[str, Tag] | None = None) -> Roots:
    """The fault and event trees of a model as roots of the graph of results; none if it has no gate and no sequence.

    The hazards are its sequences and top gates, or ``only`` some formulas by name.
    """
    values, arena = Values(model), Formulas()
    values.settle()
    chances = {one.name: _chance(model, one, values) for one in model.of("basic-event")}
    events: dict[str, Formula] = {name: arena.atom(name) for name in chances}
    events.update((one.name, _state(model, one)) for one in model.of("house-event"))
    _split_groups(model, values, arena, events, chances)
    reading = Reading(model, arena, events)
    reading.settle()
    walked = walk(reading, values)
    chances.update({name: Chance(value, value, STATED) for name, value in walked.chances.items()})
    chances.update({name: Chance(None, None, "", why) for name, why in {**reading.lost, **walked.lost}.items()})
    tops = {name: found.formula for name, found in walked.sequences.items()}
    tags = {name: found.tag for name, found in walked.sequences.items()}
    for name, tag in (only or {}).items():
        tops[name], tags[name] = reading.attempt(tag, "") or arena.atom(name), tag
    for name in reading.tops if only is None else ():
        own = name if name not in tops else f"gate {name}"
        tops[own], tags[own] = reading.gates[name], model.events.all[name].tag
    if not tops:
        return Roots()
    sites: dict[str, Site] = {hazard_element(name): model.text.site(tag, "name") for name, tag in tags.items()}
    return Roots({PROPAGATION: fault_trees(tops, chances)}, {"hazard": tuple(tops)}, sites)


def _split_groups(
    model: Model, values: Values, arena: Formulas, events: dict[str, Formula], chances: dict[str, Chance]
) -> None:
    """Puts the events of common-cause groups into the place of their members."""
    for group in model.groups:
        found = split(model, group, values, arena, chances)
        if found is None:
            members = group.tag.child("members")
            names = (model.events.find(tag.said("name"), group.base) for tag in (members.children if members else ()))
            chances.update({one.name: Chance(None, None, "", MISTAKEN) for one in names if one and one.name in chances})
            continue
        for member in found.members:
            del chances[member]
        events.update(found.members)
        chances.update({name: Chance(value, value, STATED) for name, value in found.chances.items()})


def _chance(model: Model, event: Definition, values: Values) -> Chance:
    """The probability of a basic event as it is stated."""
    if event.body is None:
        return UNSTATED
    value = values.of(event)
    if value is None:
        return Chance(None, None, "", MISTAKEN)
    if not 0.0 <= value <= 1.0:
        says = "the probability of `{name}` is {value}, which is not between 0 and 1"
        model.text.complain(NOT_A_PROBABILITY, event.body, says, at="value", name=event.name, value=outside(value))
        return Chance(None, None, "", MISTAKEN)
    return Chance(value, value, STATED)


def _state(model: Model, event: Definition) -> Formula:
    """Whether a house event holds; one that says nothing does not."""
    value = event.body.said("value") if event.body and event.body.name == "constant" else ""
    if event.body is not None and (value not in ("true", "false") or event.surplus()):
        says = 'the house event `{name}` is to be `<constant value="true"/>` or false'
        model.text.complain(MALFORMED, event.body, says, "It is taken as false.", name=event.name)
    return TRUE if value == "true" and not event.surplus() else FALSE


OPEN_PSA: Final = Importer(
    "open-psa", (".xml",), read, RULES, "Fault and event trees of other programs (Open-PSA Model Exchange Format 2.0d)."
)
