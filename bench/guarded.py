"""Random proposals of guarded lines: authors behind filters and gates, each line fed by an earlier one, a few of them spoilt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

VOCABULARY = """interlock: 1
vocabulary: lines
labels:
  trust: {order: [untrusted, vetted, trusted], combine: min}
  lineage: {names: any}
  role: {names: [policy, monitor, judge, gate, actuator, human, environment, recovery, ideal, specification]}
  draws: {names: [first, top, random]}
families: {Signal: {type: Type}}
kinds:
  Charter: {labels: {role: [specification]}, ports: {out spec: Signal}}
  Guard: {labels: {role: [monitor]}, ports: {in prompt: Signal, out flag: Signal}}
  Door: {labels: {role: [gate]}, ports: {in prompt: Signal, in flag: Signal, out admitted: Signal}}
  Author: {labels: {role: [policy], trust: untrusted}, ports: {in prompt: Signal, in spec: Signal, out text: Signal}}
  Reward: {labels: {role: [judge]}, ports: {in spec: Signal, in text: Signal, out score: Signal}}
  Ideal: {labels: {role: [ideal]}, ports: {in text: Signal, out good: Signal}}
  Filter: {labels: {role: [monitor]}, ports: {in prompt: Signal, in text: Signal, out flag: Signal}}
  Queue: {labels: {role: [gate]}, ports: {in text: Signal, in flag: Signal, out kept: Signal}}
  Arm: {labels: {role: [actuator]}, ports: {in kept: Signal, out effect: Signal}}
  Backup: {labels: {role: [recovery]}, ports: {in flag: Signal, in effect: Signal, out mended: Signal}}
"""
_HEAD = """interlock: 1
proposal: lines
title: Guarded lines, each fed by an earlier one
uses: [./lines.yaml]
ports: {in world: Signal, out result: Signal}
"""
LINE = 10
"""The boxes of a line."""
_NEAR = 20
"""A line is fed by one of so many before it."""
_SPOILT = 100
"""One line in so many has something wrong with it."""


def write(boxes: int, seed: int, folder: Path) -> Path:
    """A random proposal of about so many boxes and its vocabulary in a folder; the path of the proposal."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "lines.yaml").write_text(VOCABULARY)
    path = folder / f"lines-{boxes}-{seed}.yaml"
    path.write_text("".join(f"{line}\n" for line in _proposal(max(1, boxes // LINE), Random(seed))))
    return path


def _proposal(lines: int, random: Random) -> Iterator[str]:
    spoilt = {at: random.randrange(4) for at in range(lines) if random.randrange(_SPOILT) == 0}
    yield _HEAD + "boxes:"
    for at in range(lines):
        yield from _boxes(at, spoilt.get(at))
    yield "wires:"
    for at in range(lines):
        fed = f"backup{random.randrange(max(0, at - _NEAR), at)}.mended" if at else "world"
        yield from _wires(at, fed)
    yield f"  - backup{lines - 1}.mended -> result"
    yield "learns:"
    for at in range(lines):
        held = "itself" if spoilt.get(at) == 0 else f"author{max(0, at - 1)}.text, weight: 0.1, tail: light"
        yield f"  - {{learn: reward{at}.score ~> author{at}, anchor: {held}}}"
        if spoilt.get(at) == 1:
            yield f"  - {{learn: filter{at}.flag ~> author{at}, aim: lower}}"
    yield "proxies:"
    yield from (f"  - {{proxy: reward{at}.score for ideal{at}.good, because: It is made up.}}" for at in range(lines))


def _boxes(at: int, wrong: int | None) -> Iterator[str]:
    watched = f"model-{at % 7}" if wrong == 2 else f"watch-{at % 5}"
    draws = "top" if wrong == 3 else "random"
    yield f"  charter{at}: {{kind: Charter, labels: {{lineage: [people-{at % 3}]}}}}"
    yield f"  guard{at}: {{kind: Guard, labels: {{lineage: [guard-{at % 5}]}}}}"
    yield f"  door{at}: Door"
    yield f"  author{at}: {{kind: Author, labels: {{lineage: [model-{at % 7}]}}}}"
    yield f"  reward{at}: {{kind: Reward, labels: {{lineage: [rating-{at % 5}]}}}}"
    yield f"  ideal{at}: Ideal"
    yield f"  filter{at}: {{kind: Filter, labels: {{lineage: [{watched}]}}}}"
    yield f"  queue{at}: {{kind: Queue, labels: {{draws: [{draws}]}}}}"
    yield f"  arm{at}: Arm"
    yield f"  backup{at}: Backup"


def _wires(at: int, fed: str) -> Iterator[str]:
    yield f"  - {fed} -> guard{at}.prompt, door{at}.prompt"
    yield f"  - guard{at}.flag -> door{at}.flag"
    yield f"  - door{at}.admitted -> author{at}.prompt, filter{at}.prompt"
    yield f"  - charter{at}.spec -> author{at}.spec, reward{at}.spec"
    yield f"  - author{at}.text -> reward{at}.text, ideal{at}.text, filter{at}.text, queue{at}.text"
    yield f"  - filter{at}.flag -> queue{at}.flag, backup{at}.flag"
    yield f"  - queue{at}.kept -> arm{at}.kept"
    yield f"  - arm{at}.effect -> backup{at}.effect"
