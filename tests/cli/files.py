"""Proposals to run commands on."""

from __future__ import annotations

GOOD = """\
interlock: 1
proposal: relay
title: A number goes through a step
parameters: {n: {type: Nat, default: 3}}
ports: {in a: Nat, out b: Nat}
boxes:
  step: {ports: {in x: Nat, out y: Nat}, failures: {events: {slips: {}}, rules: [off at y if slips]}}
wires: [a -> step.x, step.y -> b]
failures:
  types: {off: {}}
  events: {step.slips: {probability: 0.25}}
hazards:
  wrong: {top: off at b}
variants:
  unfed: {drop: ["a -> step.x"], fails: [no-source]}
  sure: {failures: {events: {step.slips: {probability: 1}}}}
"""
BAD = GOOD.replace("a -> step.x, step.y", "a -> stop.x, step.y")
VOCABULARY = """\
interlock: 1
vocabulary: words
families: {Box: "(n : Nat) -> Type"}
kinds: {Opener: {parameters: {n: Nat}, ports: {in box: Box n, out content: Nat}}}
"""
