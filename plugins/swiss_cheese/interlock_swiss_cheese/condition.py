"""Conditions of rules: renaming, the failures that a rule carries on, and whether one can begin with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from interlock.api.diagram import (
    All,
    Any,
    Breach,
    Carries,
    Condition,
    Element,
    ExactlyOne,
    FailureRule,
    Happens,
    Several,
    port,
)


def renamed(condition: Condition, event: Callable[[str], str], place: Callable[[Element], Element]) -> Condition:
    """The condition with other names for events and claims, and for ports."""
    match condition:
        case Happens(name):
            return Happens(event(name))
        case Carries(failure, at):
            return Carries(failure, place(at))
        case Breach(claim):
            return Breach(event(claim))
        case Several(threshold, parts):
            return Several(threshold, tuple([renamed(part, event, place) for part in parts]))
        case _:
            return type(condition)(tuple([renamed(part, event, place) for part in condition.conditions]))


def of_box(box: Element, rule: FailureRule) -> FailureRule:
    """A kind's rule as the rule of a box."""
    prefix = f"{box}."
    condition = rule.condition
    if condition is not None:
        condition = renamed(condition, lambda name: prefix + name, lambda at: port(box, at))
    return FailureRule(rule.failure, port(box, rule.port), condition)


def parts(condition: Condition | None) -> Iterator[Happens | Carries | Breach]:
    """The events, failures at ports and breaches that a condition mentions, in its order."""
    pending: list[Condition] = [] if condition is None else [condition]
    while pending:
        one = pending.pop()
        if isinstance(one, Happens | Carries | Breach):
            yield one
        else:
            pending.extend(reversed(one.conditions))


def mentioned(condition: Condition | None) -> Iterator[Carries]:
    """The failures at ports that a condition mentions."""
    return (part for part in parts(condition) if isinstance(part, Carries))


def carriers(condition: Condition | None, head: str) -> tuple[Carries, ...]:
    """The failures that a rule for ``head`` carries on; what else it asks for is the hole through which they pass.

    Of a conjunction these are the members about the head's own type, or else the first that is about a failure: one
    reads `unsafe-action at action if unsafe-action at candidate and silent at alarm`.
    """
    match condition:
        case None | Happens() | Breach():
            return ()
        case Carries():
            return (condition,)
        case All(members):
            return tuple(one for member in _bearing(members, head) for one in carriers(member, head))
        case _:
            return tuple(one for member in condition.conditions for one in carriers(member, head))


def arises(condition: Condition | None, head: str) -> bool:
    """Whether a failure may begin with a rule for ``head``: it can hold though no failure is carried on."""
    match condition:
        case None | Happens() | Breach():
            return True
        case Carries():
            return False
        case All(members):
            return all(arises(member, head) for member in _bearing(members, head))
        case Several(threshold, members):
            return sum(arises(member, head) for member in members) >= threshold
        case Any(members) | ExactlyOne(members):
            return any(arises(member, head) for member in members)


def _bearing(members: tuple[Condition, ...], head: str) -> tuple[Condition, ...]:
    """The members of a conjunction through which it carries failures on."""
    own = tuple(member for member in members if any(one.failure == head for one in mentioned(member)))
    first = next((member for member in members if next(mentioned(member), None) is not None), None)
    return own or (() if first is None else (first,))
