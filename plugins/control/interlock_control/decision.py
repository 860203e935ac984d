"""Protocols that decide by score what is done with code: the best mixtures against every kind of attack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf
from typing import Final

from interlock.api.choice import Contest, Limit, Play, frontier, safest, settle
from interlock_control.answer import DecisionAnswer, Ends, Mixture, ProtocolAnswer, Reply
from interlock_control.sections import Attack, Decision

SLACK: Final = 1e-9
"""By so much a share may be exceeded without a word."""

SEEN: Final = 1e-6
"""What has a smaller chance is not told."""


def decide(stated: Decision) -> ProtocolAnswer:
    """What is done by score, as stated and at its best; intervals count at their worse ends, and at their better ones beside."""
    worse, better = contest(stated, upper=True), contest(stated, upper=False)
    now = _as_stated(stated, worse, better)
    asked = inf if stated.useful is None else 1.0 - float(stated.useful.low)
    most = asked if now is None else min(asked, 1.0 - now.usefulness)
    best = safest(worse, most)
    if best is None and now is None:
        return ProtocolAnswer(refused="no mixture keeps to the shares and keeps honest code as useful as is asked")
    corners = tuple(_mixture(stated, one, better) for one in frontier(worse))
    known = None if best is None else _mixture(stated, best, better)
    return ProtocolAnswer(decision=DecisionAnswer(now, known, corners, _overspent(stated), _short(stated, now)))


def contest(stated: Decision, *, upper: bool) -> Contest:
    """The game: an option is an action at a score, a row is a kind of attack, the cost is the use that honest code loses."""
    looks = [float(one.low) for _, one in stated.honest]
    actions = [action for _, action in stated.actions]
    losses = tuple(
        tuple(float(chance.low) * end for _, chance in attack.looks for end in _ends(stated, attack, upper=upper))
        for _, attack in stated.attacks
    )
    costs = tuple(look * (1.0 - float(action.useful.low)) for look in looks for action in actions)
    limits = tuple(
        Limit(tuple(look * float(at == place) for look in looks for at in range(len(actions))), float(action.share.low))
        for place, action in enumerate(actions)
        if action.share is not None
    )
    return Contest(losses, (len(actions),) * len(looks), costs, limits)


def _ends(stated: Decision, attack: Attack, *, upper: bool) -> Iterator[float]:
    """With which chance an attack does harm, action by action."""
    own = dict(attack.passes or ())
    for name, action in stated.actions:
        passes = own.get(name, action.passes)
        yield float(attack.harm.high * passes.high if upper else attack.harm.low * passes.low)


def _as_stated(stated: Decision, worse: Contest, better: Contest) -> Mixture | None:
    if stated.does is None:
        return None
    does = dict(stated.does)
    choice = [float(does[score] == name) for score, _ in stated.honest for name, _ in stated.actions]
    return _mixture(stated, settle(worse, choice), better)


def _mixture(stated: Decision, play: Play, better: Contest) -> Mixture:
    """A play in the words of the protocol."""
    names, size = [name for name, _ in stated.actions], len(stated.actions)
    does: dict[str, Mapping[str, float]] = {}
    for at, (score, _) in enumerate(stated.honest):
        part = play.choice[at * size : (at + 1) * size]
        does[score] = {name: much for name, much in zip(names, part, strict=True) if much > SEEN}
    kinds = {name: much for (name, _), much in zip(stated.attacks, play.answer, strict=True) if much > SEEN}
    safety = (1.0 - play.loss, 1.0 - settle(better, play.choice).loss)
    return Mixture(does, 1.0 - play.cost, Reply(safety, "lp", kinds=kinds))


def _short(stated: Decision, now: Mixture | None) -> float | None:
    """The usefulness that is asked for, if what is done falls short of it."""
    asked = None if stated.useful is None or now is None else float(stated.useful.low)
    return asked if asked is not None and now is not None and now.usefulness < asked - SLACK else None


def _overspent(stated: Decision) -> dict[str, Ends]:
    """The actions that honest code gets more often than it may, each with how often and how often it may."""
    found: dict[str, Ends] = {}
    does = dict(stated.does or ())
    for name, action in stated.actions:
        spent = float(sum(chance.low for score, chance in stated.honest if does.get(score) == name))
        if action.share is not None and spent > float(action.share.low) + SLACK:
            found[name] = (spent, float(action.share.low))
    return found
