"""The findings about adversaries."""

from __future__ import annotations

from typing import Final

from interlock.api.plugin import Rule, page

STACK: Final = "McKenzie and others, STACK: Adversarial Attacks on LLM Safeguard Pipelines, arXiv:2506.24068"

_GATED: Final = """
ports: {out answer: Text}
boxes:
  model: {ports: {out answer: Text}, failures: {events: {attacks: {}}, rules: [harm at answer if attacks]}}
  monitor:
    ports: {in answer: Text, out verdict: Text}
    failures: {events: {missed: {}}, rules: [silent at verdict if harm at answer and missed]}
  gate:
    ports: {in answer: Text, in verdict: Text, out kept: Text}
    failures: {rules: [harm at kept if harm at answer and silent at verdict]}
wires:
  - model.answer -> monitor.answer, gate.answer
  - monitor.verdict -> gate.verdict
  - gate.kept -> answer
failures: {types: {harm: {}, silent: {}}}
hazards: {harmed: {top: harm at answer}}
"""

VISIBLE: Final = Rule(
    "verdict-visible",
    "warning",
    page(
        "verdict-visible",
        "An adversary sees a port to which the verdict of a monitor, judge or check comes.",
        "Who sees which layer said no, or how suspicious an attempt looked, attacks the layers one by one: their holes add "
        f"up instead of multiplying. A staged attack took one pipeline from 0 to 71 % that way ({STACK}). The finding shows "
        "the way from the verdict to what is seen; ways through the barrier that acts on it do not count.",
        _GATED + "adversaries: {red: {controls: [model.attacks], sees: [monitor.verdict]}}",
        _GATED + "adversaries: {red: {controls: [model.attacks], sees: [answer]}}",
    ),
)

ADVERSARY_RULES: Final = (VISIBLE,)
