"""A proxy that is optimised with nothing to hold the result near what it was measured on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from interlock.api.analysis import Finding
from interlock.api.diagram import Element, Learn, nested
from interlock.api.plugin import Rule, page, say
from interlock_lints.scene import Lesson, Scene
from interlock_lints.source import KWA
from interlock_pressure.results import PROXIES, Proxy

_OPTIMISES: Final = frozenset({"gradient", "selection", "filtering"})
_REWARDED: Final = """
uses: [alignment]
ports: {{in prompt: Text, out answer: Text}}
boxes:
  base: {{labels: {{role: [policy]}}, ports: {{in prompt: Text, out answer: Text}}}}
  policy: {{labels: {{role: [policy]}}, ports: {{in prompt: Text, out answer: Text}}}}
  raters: {{labels: {{role: [judge, human]}}, ports: {{in answer: Text, out click: Text}}}}
  reward: {{labels: {{role: [judge]}}, ports: {{in answer: Text, out score: Real}}}}
wires:
  - prompt -> base.prompt, policy.prompt
  - policy.answer -> raters.answer, reward.answer, answer
learns:
  - {{learn: raters.click ~> reward, by: imitation}}
  - {{learn: reward.score ~> policy, {held}}}
proxies:
  - {{proxy: reward.score for raters.click, because: An example.}}
"""

RULE: Final = Rule(
    "proxy-pressure",
    "warning",
    page(
        "proxy-pressure",
        "A proxy is optimised, and nothing holds what is optimised near a law on which the proxy is any good; or something "
        "does, and it is not said that the proxy's error has no heavy tail.",
        "A trust region around the last step holds each step and not their sum, so the proxy is driven as far as it goes. A "
        "penalty or a budget on the divergence from a fixed law holds the sum; but where the proxy's error has a heavy tail, "
        f"its score can grow without bound at next to no divergence, and with no gain in what it stands for ({KWA}). `tail: "
        "light` states that it has none.\n\n"
        "**Condition.** A learn wire by gradient, selection or filtering that does not say among how few it chooses "
        "(`choices`); a port that a proxy stands by, which depends by wires and boxes on what the learn wire sets, and is its "
        "source or comes to it by wires and boxes; and neither an `anchor` other than `itself` nor a `budget`, or one of them "
        "and no `tail`.",
        _REWARDED.format(held="anchor: itself"),
        _REWARDED.format(held="anchor: base.answer, weight: 0.02, tail: light"),
    ),
)


def look(scene: Scene) -> Iterator[Finding]:
    """Each learn wire that presses on a proxy, with a shortest way round: from what it sets to the proxy to its source."""
    lessons = {one.element: one for one in scene.lessons if _why(one.value)}
    proxies = tuple(_proxies(scene))
    if not (lessons and proxies):
        return
    ends = {one: (one,) for one in proxies}
    measures = scene.data.come({name: one.outputs for name, one in lessons.items()}, ends)
    drives = scene.data.lead(ends, {name: (one.source,) for name, one in lessons.items()})
    pressed: dict[Element, list[Element]] = {}
    for proxy, name in measures.within(drives).pairs():
        pressed.setdefault(name, []).append(proxy)
    for name, some in pressed.items():
        yield _finding(scene, lessons[name], some)


def _finding(scene: Scene, lesson: Lesson, proxies: list[Element]) -> Finding:
    onward = scene.data.nearest(proxies, (lesson.source,))
    way = (*scene.data.shortest(lesson.outputs, frozenset(onward[:1])), *onward[1:], lesson.element)
    says = say(
        "`{target}` is optimised for `{proxy}`, which only stands for something, and {why}",
        target=lesson.value.learn[1],
        proxy=onward[0],
        why=_why(lesson.value),
    )
    help_ = "Say `anchor: PORT` with a `weight`, or a `budget`, and `tail: light` if that is so; or optimise something else."
    return Finding(RULE, (lesson.element, onward[0]), says, way, (KWA.key,), help_)


def _why(value: Learn) -> str:
    """What is missing for a proxy to be optimised by a learn wire; empty if nothing is."""
    if value.by not in _OPTIMISES or value.choices is not None:
        return ""
    if value.anchor in (None, "itself") and value.budget is None:
        return "nothing holds it near a fixed law"
    return "" if value.tail else "nothing is said of the tail of its error"


def _proxies(scene: Scene) -> Iterator[Element]:
    """The ports that stand for others."""
    for prefix, diagram in scene.ground.levels:
        for one in diagram.of(PROXIES):
            if isinstance(one.value, Proxy):
                yield nested(prefix, Element(one.value.proxy[0]))
