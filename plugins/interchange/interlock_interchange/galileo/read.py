"""The importer of static fault trees in Galileo's format: they become definitions as those of Open-PSA are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from interlock.api.door import Anchor, ForeignFault, Importer, Outcome, Roots, Site, Source
from interlock.api.plugin import Rule, say
from interlock.api.record import dataclass, field
from interlock_interchange.galileo.rules import DYNAMIC, GALILEO_SYNTAX, NO_TOPLEVEL, RULES
from interlock_interchange.galileo.statement import Statement, Word, statements
from interlock_interchange.open_psa.model import Definition, Model
from interlock_interchange.open_psa.read import analysed
from interlock_interchange.open_psa.rules import DUPLICATE, MALFORMED
from interlock_interchange.open_psa.tag import Tag, Text

TOP: Final = "toplevel"
VOTE: Final = re.compile(r"([0-9]{1,6})of([0-9]{1,6})")
DYNAMIC_GATES: Final = re.compile(r"(pand|por|wsp|csp|hsp|spare)(-(in|ex)cl|<=?)?|seqand|seqor")
DEPENDENCES: Final = re.compile(r"pdep(=.*)?|seq|mutex")
STATIC: Final[Mapping[str, float]] = {"repl": 1.0, "cov": 0.0, "res": 0.0}
"""Attributes that say nothing more of a static event where they have these values."""

DORMANCY: Final = "dorm"
"""How much slower an event is while it is a spare: without spares, nothing."""


class Placed(Tag):
    """A tag that stands for words of a statement: the whole of it, and single attributes."""

    __slots__ = ("places",)

    def __init__(self, kind: str, word: Word, attributes: Mapping[str, str], /, **places: Word) -> None:
        """A tag at a word; the values of some of its attributes stand at others."""
        super().__init__(kind, attributes, word.start)
        self.places = {"": word, **places}


class Words(Text):
    """A text whose tags know their words."""

    def site(self, tag: Tag, attribute: str = "") -> Site:
        """Where a tag, or an attribute of it, stands."""
        places = tag.places if isinstance(tag, Placed) else {"": Word("", 0, 1)}
        return self.at(places.get(attribute, places[""]))

    def at(self, word: Word) -> Site:
        """Where a word stands."""
        return Site(Anchor(self.source.name, ""), word.start, word.end)

    def refuse(self, rule: Rule, word: Word, says: str, /, advice: str = "", **holes: object) -> None:
        """Adds a complaint about a word."""
        self.faults.append(ForeignFault(rule, self.at(word), say(says, **holes), advice))


@dataclass(frozen=True, slots=True)
class _Tree:
    """The statements of a file by what they define; ``triggers`` has what each element fails with."""

    text: Words
    tops: list[Word] = field(default_factory=list)
    elements: dict[str, tuple[Word, Sequence[Word]]] = field(default_factory=dict)
    triggers: dict[str, list[Word]] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    """Elements of whose chance nothing is said, since something dynamic bears on them."""


def read(source: Source) -> Outcome[Roots]:
    """What a file in Galileo's format means, with all that is wrong with it."""
    text = Words(source)
    tree = _Tree(text)
    for one in statements(source.text):
        _sort(tree, one)
    model = Model(text)
    for name, (word, rest) in tree.elements.items():
        model.events.add(_defined(tree, name, word, rest), name)
    if not tree.tops:
        text.refuse(
            NO_TOPLEVEL, Word("", 0, min(1, len(source.text))), "no statement `toplevel NAME;` says which is the top"
        )
        return Outcome(Roots(), tuple(text.faults))
    roots = analysed(model, {tree.tops[0].text: _reference(tree, tree.tops[0])})
    return Outcome(roots, tuple(text.faults))


def _sort(tree: _Tree, statement: Statement) -> None:
    """Puts a statement where it belongs."""
    first, *rest = statement.words
    if not statement.ended:
        tree.text.refuse(GALILEO_SYNTAX, statement.words[-1], "the last statement has no semicolon at its end")
    if not first.quoted and first.text.lower() == TOP:
        _top(tree, first, rest)
    elif not rest or first.text in ("=", ";"):
        tree.text.refuse(GALILEO_SYNTAX, first, "this is no statement: a gate or an attribute stands behind a name")
    elif first.text in tree.elements:
        tree.text.refuse(DUPLICATE, first, "`{name}` is defined already", "The first is taken.", name=first.text)
    else:
        _place(tree, first, rest)


def _top(tree: _Tree, first: Word, rest: Sequence[Word]) -> None:
    if len(rest) != 1:
        tree.text.refuse(GALILEO_SYNTAX, first, "`toplevel` has one name behind it, not {count}", count=len(rest))
    elif tree.tops:
        tree.text.refuse(
            DUPLICATE, rest[0], "the top is `{name}` already", "The first is taken.", name=tree.tops[0].text
        )
    else:
        tree.tops.append(rest[0])


def _place(tree: _Tree, name: Word, rest: Sequence[Word]) -> None:
    """Adds an element, or what a dependence says of others."""
    gate = rest[0].text.lower()
    if gate == "fdep":
        for one in rest[2:]:
            tree.triggers.setdefault(one.text, []).append(rest[1])
    elif DEPENDENCES.fullmatch(gate):
        inputs = rest[2:] if gate.startswith("pdep") else rest[1:]
        says = "`{gate}` is dynamic: what it bears on is left without a probability"
        tree.text.refuse(DYNAMIC, rest[0], says, gate=rest[0].text)
        tree.open.update(one.text for one in inputs)
    else:
        tree.elements[name.text] = name, rest


def _reference(tree: _Tree, word: Word) -> Tag:
    """An element where it is an input: it fails by itself, or with what it depends on."""
    tag = Placed("event", word, {"name": word.text}, name=word)
    triggers = tree.triggers.get(word.text, ())
    if not triggers:
        return tag
    either = Placed("or", word, {})
    either.children = [tag, *(Placed("event", one, {"name": one.text}, name=one) for one in triggers)]
    return either


def _defined(tree: _Tree, name: str, word: Word, rest: Sequence[Word]) -> Definition:
    """The definition of a gate or basic event."""
    tag = Placed("element", word, {"name": name}, name=word)
    gate = rest[0].text.lower()
    body = None
    if "=" in [one.text for one in rest[:2]] and not rest[0].quoted:
        body = _value(tree, rest)
    elif gate in ("and", "or") or VOTE.fullmatch(gate):
        if name not in tree.open:
            tag.children = [_formula(tree, rest)]
            return Definition("gate", name, "", tag)
    elif DYNAMIC_GATES.fullmatch(gate):
        says = "`{gate}` depends on the order of failures"
        advice = "It is kept as an event without a probability."
        tree.text.refuse(DYNAMIC, rest[0], says, advice, gate=rest[0].text)
    else:
        says = "there is no gate `{gate}`: it is `and`, `or`, or `2of3` with other numbers"
        tree.text.refuse(
            GALILEO_SYNTAX, rest[0], says, "It is kept as an event without a probability.", gate=rest[0].text
        )
    tag.children = [] if body is None or name in tree.open else [body]
    return Definition("basic-event", name, "", tag)


def _formula(tree: _Tree, rest: Sequence[Word]) -> Tag:
    gate, *inputs = rest
    vote = VOTE.fullmatch(gate.text.lower())
    if vote is None:
        tag = Placed(gate.text.lower(), gate, {})
    else:
        tag = Placed("atleast", gate, {"min": vote[1]}, min=gate)
        if int(vote[2]) != len(inputs):
            tree.text.refuse(MALFORMED, gate, "`{gate}` has {count} inputs", gate=gate.text, count=len(inputs))
    tag.children = [_reference(tree, one) for one in inputs]
    return tag


def _value(tree: _Tree, rest: Sequence[Word]) -> Tag | None:
    """The expression of what a basic event's attributes say; None if that is nothing, or not known."""
    given = {name.text.lower(): value for name, value in _attributes(tree, rest)}
    for name, value in given.items():
        if name in STATIC and _number(value) != STATIC[name]:
            says = "`{name}` other than {usual:g} is not supported"
            tree.text.refuse(
                DYNAMIC, value, says, "The event is kept without a probability.", name=name, usual=STATIC[name]
            )
            return None
    stated = {name: value for name, value in given.items() if name not in STATIC and name != DORMANCY}
    match sorted(stated):
        case ["prob"]:
            return _float(stated["prob"])
        case ["lambda"]:
            return _apply("exponential", stated["lambda"], _float(stated["lambda"]), _time(stated["lambda"]))
        case ["rate", "shape"]:
            scale = _apply("div", stated["rate"], _float(stated["rate"], "1"), _float(stated["rate"]))
            shape, start = _float(stated["shape"]), _float(stated["shape"], "0")
            return _apply("Weibull", stated["rate"], scale, shape, start, _time(stated["rate"]))
        case []:
            return None
        case names:
            says = "an event with {names} is not supported: it has `prob`, `lambda`, or `rate` and `shape`"
            tree.text.refuse(
                MALFORMED, next(iter(stated.values())), says, names=" and ".join(f"`{one}`" for one in names)
            )
            return None


def _attributes(tree: _Tree, rest: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """Names with their values; what is neither is told."""
    at = 0
    while at < len(rest):
        if at + 2 < len(rest) and rest[at + 1].text == "=":
            yield rest[at], rest[at + 2]
            at += 3
        else:
            tree.text.refuse(
                GALILEO_SYNTAX, rest[at], "an attribute is `NAME=NUMBER`, not `{word}`", word=rest[at].text
            )
            at += 1


def _number(word: Word) -> float | None:
    try:
        return float(word.text)
    except ValueError:
        return None


def _float(word: Word, value: str = "") -> Tag:
    return Placed("float", word, {"value": value or word.text}, value=word)


def _time(word: Word) -> Tag:
    return Placed("system-mission-time", word, {})


def _apply(name: str, word: Word, *given: Tag) -> Tag:
    tag = Placed(name, word, {})
    tag.children = list(given)
    return tag


GALILEO: Final = Importer(
    "galileo",
    (".dft",),
    read,
    RULES,
    "Static fault trees of other programs (Galileo's format, as Storm and DFTCalc read it).",
)
