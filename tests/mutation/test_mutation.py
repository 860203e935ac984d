"""Whatever a file holds, there is a verdict within ten seconds: no exception, no hang, and words for each diagnostic."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cases.verdict import Told, faults_of
from tests.mutation.mutants import mutant

SECONDS = 10
FEW, MANY, STRIDE = 200, 2000, 20
CODES = {"error", "warning", "note"}


class Hang(Exception):  # noqa: N818 - what is told is that it hung
    """It took more than its time."""


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Raises Hang where so much processor time is spent, as far as the machine has such an alarm."""
    if not hasattr(signal, "SIGPROF"):
        yield
        return

    def stop(_: int, __: FrameType | None) -> None:
        raise Hang

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def judged(files: dict[str, bytes], *, covering: bool = False) -> list[Told]:
    """The verdict, with or without that on each variant, which has words and a place for everything."""
    with limited(SECONDS):
        told = faults_of(files, "proposal.yaml", covering=covering)
    for one in told:
        assert one.severity in CODES
        assert one.line >= 1
        assert one.message.strip()
        assert one.file in files
        assert one.code != "kernel-refused", one
    return told


@pytest.mark.parametrize("first", range(0, FEW, STRIDE))
def test_every_mutant_gets_a_verdict(first: int) -> None:
    for seed in range(first, first + STRIDE):
        judged(mutant(seed), covering=seed % 4 == 0)


@pytest.mark.slow
@pytest.mark.skipif("INTERLOCK_MANY" not in os.environ, reason="two thousand mutants; set INTERLOCK_MANY=1 to run them")
@pytest.mark.parametrize("first", range(FEW, MANY, STRIDE))
def test_every_mutant_of_many_gets_a_verdict(first: int) -> None:
    test_every_mutant_gets_a_verdict(first)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_get_a_verdict(content: bytes) -> None:
    assert [told for told in judged({"proposal.yaml": content}) if told.severity == "error"]


TERMS = [
    "Nat",
    "Type",
    "List",
    "x",
    "y",
    "(",
    ")",
    "{",
    "}",
    ":",
    "|",
    ",",
    "->",
    "=>",
    "=",
    "<=",
    "+",
    "*",
    "/",
    "fun",
]
TERMS += ["forall", "exists", "and", "not", "1", "2.5", "1e9", "0", "Fin", "Vec", "Option", ".", "-", '"a"', "Type 1"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(TERMS), max_size=12).map(" ".join))
def test_any_type_gets_a_verdict(term: str) -> None:
    quoted = "'" + term.replace("'", "''") + "'"
    text = f"interlock: 1\nproposal: p\nports:\n  in x: Nat\n  in y: {quoted}\nclaims:\n  c: {{says: {quoted}}}\n"
    judged({"proposal.yaml": text.encode()})


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(TERMS), max_size=10).map(" ".join))
def test_any_argument_gets_a_verdict(term: str) -> None:
    quoted = "'" + term.replace("'", "''") + "'"
    kind = "{parameters: {T: Type, f: Nat -> Nat, n: Nat}, ports: {in x: T, in v: Vec T (f n), out y: 'Fin (f (f n))'}}"
    kit = f"interlock: 1\nvocabulary: kit\nkinds:\n  K: {kind}\n"
    for name in ("T", "f", "n"):
        box = f"boxes:\n  k: {{kind: K, with: {{{name}: {quoted}}}}}\n"
        text = f"interlock: 1\nproposal: p\nuses: [./kit.yaml]\nports: {{in x: Nat, in v: Vec Nat 2}}\n{box}"
        text += "wires: [x -> k.x, v -> k.v]\n"
        judged({"proposal.yaml": text.encode(), "kit.yaml": kit.encode()})


def test_the_stack_is_as_it_was() -> None:
    limit = sys.getrecursionlimit()
    judged(mutant(0))
    assert sys.getrecursionlimit() == limit
