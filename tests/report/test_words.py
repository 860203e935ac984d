"""Every fault of every stage has words, and however large its names and terms are, the message stays small."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from interlock.check.fault import CheckFault, KernelRefused, WrongVerdict
from interlock.elaborate.fault import (
    Divergence,
    ElaborationFault,
    InstantaneousLoop,
    NoSource,
    NotProved,
    TypeMismatch,
    UnknownThing,
    UnsolvedParameter,
    UnusedSource,
)
from interlock.kernel.term import Apply, Constant, Free, Term
from interlock.report.compose import compose
from interlock.report.json import message_json
from interlock.report.message import Places
from interlock.syntax.fault import Dropped, SyntaxFault, UnknownKey
from interlock.text.outcome import Fault
from interlock.text.site import Anchor, Site
from interlock.text.source import Source

SITE = Site(Anchor("p.yaml", ""), 0, 3)
OTHER = Site(Anchor("p.yaml", ""), 5, 8)
PLACES = Places({"p.yaml": Source("p.yaml", "abc\ndef\n")}, {Anchor("p.yaml", ""): 0})
NAT, CERT = Constant("Nat"), Constant("Cert")
KINDS = [kind for union in (SyntaxFault, ElaborationFault, CheckFault) for kind in get_args(union)]


def some(hint: Any, text: str, term: Term) -> Any:
    """A value of a type, built of the text and the term."""
    if hint is str:
        return text
    if hint in (int, bool):
        return hint(3)
    if hint is Site:
        return SITE
    if get_origin(hint) is tuple:
        parts = get_args(hint)
        return (some(parts[0], text, term),) * 30 if parts[-1] is ... else tuple(some(p, text, term) for p in parts)
    if get_origin(hint) is Literal:
        return get_args(hint)[0]
    if hint is Divergence:
        return Divergence(text, term, term, ((OTHER, text),) * 4, ((OTHER, text),) * 4)
    options = [each for each in get_args(hint) if each is not type(None)]
    return term if Term in (hint, *options) or not options else some(options[0], text, term)


def made(kind: Callable[..., Fault], text: str, term: Term) -> Fault:
    hints = get_type_hints(kind)
    values = {name: some(hint, text, term) for name, hint in hints.items() if get_origin(hint) is not Literal}
    fixed = "code" in getattr(kind, "_field_defaults", {}) or not hasattr(kind, "_fields")
    character = {"character": "\x07"} if "character" in values else {}
    return kind(**{name: value for name, value in values.items() if name != "code" or not fixed} | character)


def tower(height: int) -> Term:
    found: Term = NAT
    for _ in range(height):
        found = Apply(Constant("Pair"), (found, NAT))
    return found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize(("text", "term"), [("name", NAT), ("x" * 3000, tower(80)), ("", NAT), ("a`b\nc", CERT)])
def test_every_fault_has_a_sentence_and_a_message_under_a_kilobyte(kind: Any, text: str, term: Term) -> None:
    message = compose(made(kind, text, term), PLACES)
    words = message.message + message.help + "".join(label.text for label in message.labels)
    assert message.message.split("\n")[0].strip()
    assert len(words) <= 1000
    assert json.dumps(message_json(message))


def told(fault: Fault, variant: str = "") -> tuple[str, str]:
    message = compose(fault, PLACES, variant)
    return message.message, message.help


def mismatch(**more: Any) -> TypeMismatch:
    expected, found = Apply(CERT, (Free("newer.model"),)), Apply(CERT, (Free("modeller.model"),))
    return TypeMismatch(SITE, "verifier.certificate", "gate.certificate", expected, found, **more)


DIVERGENCE = Divergence(
    "model", Free("newer.model"), Free("modeller.model"), ((OTHER, "gate.model"),), ((OTHER, "verifier.model"),)
)


def test_a_mismatch_names_the_ends_shows_the_difference_and_says_which_wires_made_it() -> None:
    message = compose(mismatch(divergences=(DIVERGENCE,)), PLACES)
    assert message.message.split("\n") == [
        "`verifier.certificate` does not fit `gate.certificate`: they differ in `model`",
        "expected Cert «newer.model»",
        "   found Cert «modeller.model»",
    ]
    assert [label.text for label in message.labels] == ["`gate.model` is `newer.model`"]
    assert message.help == (
        "Feed `gate.model` from `modeller.model`, or `gate.certificate` with what is about `newer.model`."
    )


def test_a_mismatch_of_units_names_both_and_the_factor() -> None:
    units = Constant("kit.units.day"), Constant("kit.units.hour")
    said, help = told(mismatch(measures=units, factor="24"))
    assert said.split("\n")[0].endswith("the unit is `hour` where `day` is due")
    assert help == "One `day` is 24 `hour`, and nothing is converted unasked."
    _, help = told(mismatch(measures=units, factor="24", larger=True))
    assert help == "One `hour` is 24 `day`, and nothing is converted unasked."


def test_a_mismatch_offers_sources_that_fit() -> None:
    assert told(mismatch(offers=("a.x", "b.y")))[1] == "Of that type: `a.x` or `b.y`."
    assert told(mismatch())[0].split("\n")[0].endswith("their types differ")


@pytest.mark.parametrize(
    ("fault", "says", "help_"),
    [
        (UnknownThing(SITE, "box", "gat", "", ("gate",)), "there is no box `gat`", "Did you mean `gate`?"),
        (UnknownThing(SITE, "port", "x", "gate"), "there is no port `x` in `gate`", ""),
        (
            NoSource(SITE, "gate.spec", NAT, ("a.x",)),
            "nothing feeds `gate.spec`, which takes `Nat`",
            "Of that type: `a.x`. Add `- a.x -> gate.spec`.",
        ),
        (
            InstantaneousLoop(SITE, ("a.x", "a.y"), ("a.x",)),
            "these ports wait for one another within one instant: a.x -> a.y -> a.x\nin `a`: `a.y` waits for `a.x`",
            "Put a delay into the wire to `a.x`, or say with `from:` what an output waits for.",
        ),
        (
            UnsolvedParameter(SITE, "step", "k.Step", ("n",), ("x",)),
            "nothing determines the parameter `n` of `step`",
            "Write `step: {kind: k.Step, with: {n: ...}}`. `x` would determine it.",
        ),
        (NotProved(SITE, NAT, True), "`Nat` does not hold", "Change what makes it false, or the claim."),
        (
            WrongVerdict(SITE, "v", ("no-source",), ()),
            "the variant `v` is to fail with `no-source`, and gives no error",
            "Correct `fails:`, or the variant.",
        ),
        (UnknownKey(SITE, "boxs", ("boxes",), ("boxes",)), "`boxs` is no key that may stand here", "Did you mean `boxes`?"),
        (UnknownKey(SITE, "q", ("a", "b")), "`q` is no key that may stand here", "Known here: `a`, `b`."),
        (Dropped(SITE, "boxes.a", ("boxes:a",), ()), "with `boxes.a` went nothing else", ""),
        (
            Dropped(SITE, "boxes.a", ("boxes:a", "claims:c"), ("boundaries:b",)),
            "with `boxes.a` went `claims:c`, and parts of `boundaries:b`",
            "",
        ),
    ],
)  # fmt: skip
def test_the_words_are(fault: Fault, says: str, help_: str) -> None:
    assert told(fault) == (says, help_)


def test_a_fault_of_a_variant_says_of_which_unless_it_does_already() -> None:
    assert told(UnusedSource(SITE, "a.x"), "worse")[0] == "`a.x` feeds nothing (in the variant `worse`)"
    assert told(WrongVerdict(SITE, "worse", (), ()), "worse")[0].count("worse") == 1


def test_warnings_and_notes_are_no_errors() -> None:
    faults = (UnusedSource(SITE, "a"), Dropped(SITE, "a", (), ()), KernelRefused(SITE, "app", NAT, None))
    assert [compose(fault, PLACES).severity for fault in faults] == ["warning", "note", "error"]
