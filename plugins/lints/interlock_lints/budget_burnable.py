"""An audit whose budget can be used up, or waited out, by what is audited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from interlock.api.analysis import Finding
from interlock.api.plugin import Rule, page, say
from interlock_lints.scene import MOST, Scene
from interlock_lints.source import CONTROL

DRAWS: Final = "draws"
_HOW: Final = {"first": "in the order in which they come", "top": "by how suspicious they look"}
_QUEUED: Final = """
uses: [alignment]
ports: {{in task: Text, out code: Text}}
boxes:
  coder: {{labels: {{role: [policy], trust: untrusted}}, ports: {{in task: Text, out code: Text}}}}
  queue: {{labels: {{role: [gate], draws: [{draws}]}}, ports: {{in code: Text, out kept: Text}}}}
wires:
  - task -> coder.task
  - coder.code -> queue.code
  - queue.kept -> code
"""

RULE: Final = Rule(
    "budget-burnable",
    "warning",
    page(
        "budget-burnable",
        "An audit with a budget picks what it reads by position or by score, and an author that is not trusted sets these.",
        "Who knows that the first are read waits; who knows that the most suspicious are read writes much that is suspicious "
        "and harmless, until the budget is spent. A draw at random can be neither waited out nor filled "
        f"({CONTROL}). Where the whole lot is ranked before anything is read, or a drift of the scores stops the run, say so in "
        "`allow`.\n\n"
        "**Condition.** A box whose label `draws` is `first` or `top`, and a box with the role `policy` that has not the "
        "highest value of trust, some output of which reaches it by wires and boxes.",
        _QUEUED.format(draws="first"),
        _QUEUED.format(draws="random"),
    ),
)


def look(scene: Scene) -> Iterator[Finding]:
    """Each audit with the nearest policy that may fill it, and the way by which it does."""
    audits = [one for one in scene.players.values() if not set(_HOW).isdisjoint(one.labels.get(DRAWS, ()))]
    authors = {name: outputs for name, outputs in scene.policies.items() if scene.players[name].trust != MOST}
    by = {out: name for name, outputs in authors.items() for out in outputs}
    for audit in audits if by else ():
        way = scene.data.nearest(by, audit.inputs)
        if way:
            how = next(one for one in audit.labels[DRAWS] if one in _HOW)
            says = say(
                "`{audit}` reads {how}, and `{policy}` sets that",
                audit=audit.name,
                how=_HOW[how],
                policy=by[way[0]],
            )
            help_ = "Draw some of what is read at random, or say in `allow` what keeps the budget from being spent."
            yield Finding(RULE, (audit.name, by[way[0]]), says, way, (CONTROL.key,), help_)
