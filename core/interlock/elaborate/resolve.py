"""Resolution: the values of items, as they were read, become what their sections' records make.

An interpretation of sorts, like reading. A name that means nothing is a fault, and the item that holds it is left out.
"""

from __future__ import annotations

import keyword
from collections.abc import Sequence
from typing import Final, assert_never, cast

from interlock.diagram.element import Element
from interlock.elaborate import resolved as r
from interlock.elaborate.ends import End
from interlock.elaborate.fault import ElaborationFault, Misshapen, UnknownThing, WrongDirection
from interlock.elaborate.names import Names
from interlock.elaborate.quantity import quantity, whole_number
from interlock.elaborate.saying import Saying
from interlock.record import dataclass, field
from interlock.syntax import formula as f
from interlock.syntax import sort as s
from interlock.syntax.expression import Expression, Word
from interlock.syntax.page import Field, Fields, LearnSyntax, WireSyntax
from interlock.syntax.reader import summands
from interlock.syntax.suggest import nearest
from interlock.syntax.surface import Item

FAILED: Final = object()
"""What stands for a value whose fault is told."""

_DECLARED = frozenset(("failure", "label", "unit", "event"))
"""Namespaces that vocabularies fill."""

ANY = "any"
LEARNING = "learning"


@dataclass(slots=True)
class Resolution:
    """The resolution of one item. ``mentioned`` collects the ports that it names."""

    item: Item
    names: Names
    saying: Saying | None = None
    faults: list[ElaborationFault] = field(default_factory=list)
    mentioned: set[str] = field(default_factory=set)

    def unknown(self, word: Word, what: str, known: Sequence[str] | tuple[str, ...], within: str = "") -> object:
        """Tell that a name means nothing, unless it belongs to a box about which a fault is told already."""
        opaque = (within or word.text.partition(".")[0].partition("[")[0]) in self.names.opaque
        if opaque or (self.names.partial and what in _DECLARED):
            return FAILED
        site = self.item.site(word.start, word.end)
        carried = what == "event" and word.text in self.names.spaces.get("failure", {})
        near = (f"{word.text} at PORT",) if carried else nearest(word.text, known)
        self.faults.append(UnknownThing(site, what, word.text, within, near))
        return FAILED

    def misshapen(self, word: Word, expected: str, found: str) -> object:
        """Tell that a name means something else than is due."""
        self.faults.append(Misshapen(self.item.site(word.start, word.end), expected, found))
        return FAILED

    def misdirected(self, word: Word, port: str, wanted: str, nearest: tuple[str, ...] = ()) -> object:
        """Tell that a port stands where one of the other direction is due."""
        self.faults.append(WrongDirection(self.item.site(word.start, word.end), port, wanted, nearest))
        return FAILED

    # ---- names -------------------------------------------------------------------------------------------------------

    def ref(self, word: Word, namespaces: tuple[str, ...]) -> object:
        """A name of one of the namespaces."""
        known: list[str] = []
        for namespace in namespaces:
            names = self.names.boxes if namespace == "box" else self.names.spaces.get(namespace, {})
            if self.names.bare(word.text) in names or (namespace == "failure" and word.text == ANY):
                return word.text
            known += sorted(names)
        return FAILED if self.names.torn & {*namespaces} else self.unknown(word, namespaces[0], known)

    def box(self, word: Word) -> object:
        """A box."""
        known = self.names.bare(word.text) in self.names.boxes
        return word.text if known else self.unknown(word, "box", sorted(self.names.boxes))

    def port(self, word: Word, direction: str = "") -> object:
        """A port; of a box that exists but has no such port the ports are offered."""
        bare = self.names.bare(word.text)
        found = self.names.ports.get(bare)
        if found is None:
            box, _, name = word.text.partition(".")
            if box in self.names.boxes and name:
                ports = [port.partition(".")[2] for port in self.names.ports if port.startswith(f"{box}.")]
                short = Word(name, word.start + len(box) + 1, word.end)
                return self.unknown(short, "port", ports, box)
            if name:
                return self.unknown(Word(box, word.start, word.start + len(box)), "box", sorted(self.names.boxes))
            return self.unknown(word, "port", (*self.names.ports, *sorted(self.names.boxes)))
        if direction and found != direction:
            wanted = "output" if direction == "out" else "input"
            return self.misdirected(word, word.text, wanted, nearest(word.text, self._beside(bare, direction)))
        self.mentioned.add(bare)
        return Element(word.text)

    def source(self, word: Word) -> object:
        """A source of wires, perhaps with a way into its record."""
        text = self.names.bare(word.text)
        while text and text not in self.names.ports:
            text = text.rpartition(".")[0]
        if not text:
            return self.port(word)
        if not self.names.is_source(text):
            return self.misdirected(word, text, "source")
        self.mentioned.add(text)
        return Element(word.text)

    def target(self, word: Word) -> object:
        """A target of wires."""
        found = self.port(word)
        if found is not FAILED and self.names.is_source(self.names.bare(word.text)):
            return self.misdirected(word, word.text, "target")
        return found

    def end(self, word: Word) -> object:
        """An output, or a box for all of its outputs."""
        if self.names.bare(word.text) in self.names.boxes:
            return Element(word.text)
        if "." not in word.text and word.text not in self.names.ports:
            return self.box(word)
        found = self.port(word)
        if found is FAILED or self.names.is_source(self.names.bare(word.text)):
            return found
        outputs = self._beside(self.names.bare(word.text), "out") if "." in word.text else []
        return self.misdirected(word, word.text, "output" if outputs else "source", tuple(outputs))

    # ---- sorts -------------------------------------------------------------------------------------------------------

    def value(self, sort: s.Sort, value: object, before: dict[str, object]) -> object:
        """What a value of a sort is; ``before`` has the fields of its record that are resolved already."""
        if value is None:
            return None
        if isinstance(sort, s.MaybeSort | s.DefaultSort):
            chosen = isinstance(sort, s.DefaultSort) and value is sort.value
            return value if chosen else self.value(sort.member, value, before)
        if isinstance(value, Word):
            return self.word(sort, value, before)
        if isinstance(value, f.Amount):
            return self._amount(value, next(one.unit for one in summands(sort) if isinstance(one, s.NumberSort)))
        if isinstance(value, WireSyntax):
            return self._wires(value)
        if isinstance(value, LearnSyntax):
            return self._learn(value, new=isinstance(sort, s.LearnSort) and sort.new)
        if isinstance(value, Fields):
            return self.record(value, before)
        if isinstance(value, tuple) and not hasattr(value, "_fields"):
            return self._tuple(sort, value, before)
        return self._other(sort, value, before)

    def _wires(self, value: WireSyntax) -> object:
        """Wires from a source to targets, all of which are there, or were before a variant gave their targets others."""
        targets = [self.target(target) for target in value.targets]
        source = self.source(value.source)
        if FAILED in (source, *targets):
            return FAILED
        start, ends = self.names.wire(value.source.text, [target.text for target in value.targets])
        pairs = zip(value.targets, ends, strict=True)
        absent = [fault for target, end in pairs for fault in self._absent_wire(value.source, start, target, end)]
        if 1 < len(absent) == len(value.targets):  # the source is wrong, and that is one mistake
            absent = [absent[0]._replace(site=self.item.site(value.source.start, value.source.end))]
        self.faults += absent
        return FAILED if absent else r.WireRef(start.port, ends, start.way)

    def _absent_wire(self, source: Word, start: End, target: Word, end: Element) -> list[UnknownThing]:
        """The fault of one wire whose target has another source, or another part of it, which is offered."""
        other = self.names.fed_otherwise(start, end)
        if other is None or (source.text, target.text) in self.names.ousted:
            return []
        return [self._absent(target, "wire", f"{source.text} -> {target.text}", (f"{other} -> {target.text}",))]

    def _learn(self, value: LearnSyntax, *, new: bool) -> object:
        """A learn wire, which is there unless it is written here; one to a box is one to each of its outputs."""
        ends = [self.port(value.source), self.end(value.target)]
        if FAILED in ends:
            return FAILED
        source, target = value.source.text, value.target.text
        if not new and self.names.learns.isdisjoint({(source, target), (source, target.partition(".")[0])}):
            known = [" ~> ".join(pair) for pair in sorted(self.names.learns)]
            wanted = f"{source} ~> {target}"
            self.faults.append(self._absent(value.target, "learn wire", wanted, nearest(wanted, known)))
            return FAILED
        return r.LearnRef(*ends)  # type: ignore[arg-type]

    def _absent(self, word: Word, what: str, name: str, offered: tuple[str, ...]) -> UnknownThing:
        """The fault of what two ends name together, which is not there though each of them is."""
        return UnknownThing(self.item.site(word.start, word.end), what, name, "", offered)

    def _other(self, sort: s.Sort, value: object, before: dict[str, object]) -> object:
        if isinstance(value, f.Happens | f.Carries | f.Breach | f.Several | f.ExactlyOne | f.All | f.Any):
            return self.condition(value)
        proposed = _proposition(sort)
        if proposed is not None and self.saying is not None:
            telescope = before.get(proposed.under) if proposed.under else ()
            return self.saying.proposition(
                cast(Expression, value), self.item, cast("tuple[Field, ...]", telescope or ())
            )
        if isinstance(sort, s.TermSort) and sort.over and self.saying is not None:
            box = before.get(sort.over)  # where it is none, that is told
            name = self.names.bare(str(box))
            return self.saying.formula(cast(Expression, value), self.item, name) if box else FAILED
        return value

    def word(self, sort: s.Sort, word: Word, before: dict[str, object]) -> object:
        """A single name of a sort."""
        match sort:
            case s.RefSort(namespaces=namespaces):
                return self.ref(word, namespaces)
            case s.BoxSort():
                return self.box(word)
            case s.PortSort(direction=direction):
                return self.port(word, direction)
            case s.SourceSort():
                return self.source(word)
            case s.TargetSort():
                return self.target(word)
            case s.InputOfSort(key=key):
                return self._input_of(word, before.get(key, ""))
            case s.FlagSort():
                return word.text == "true"
            case s.CountSort():
                return whole_number(word, self.names, self.item, self.faults) if word.text else FAILED
            case s.EitherSort(summands=summands):
                return self._either(summands, word, before)
            case _:
                return word.text

    def _input_of(self, word: Word, event: object) -> object:
        if not isinstance(event, str):  # that the event is not there is told
            return FAILED
        box = event if event in self.names.boxes else event.partition(".")[0]
        inputs = [p.partition(".")[2] for p, way in self.names.ports.items() if p.startswith(f"{box}.") and way == "in"]
        return word.text if word.text in inputs else self.unknown(word, "port", inputs, box)

    def _either(self, summands: Sequence[s.Sort], word: Word, before: dict[str, object]) -> object:
        """The first summand in which the name means something; else the fault is that of the first, of the last if dotted."""
        kept = len(self.faults)
        found: object = FAILED
        told: list[ElaborationFault] = []
        for summand in summands:
            if isinstance(summand, s.WordSort) and summand.choices and word.text not in summand.choices:
                continue
            if isinstance(summand, s.NumberSort | s.RecordSort | s.NamedSort | s.PhraseSort | s.ManySort):
                continue
            del self.faults[kept:]
            found = self.word(summand, word, before)
            if found is not FAILED:
                return found
            told = told or self.faults[kept:]
        if "." not in word.text:
            self.faults[kept:] = told
        return found

    def _tuple(self, sort: s.Sort, value: tuple[object, ...], before: dict[str, object]) -> object:
        if isinstance(sort, s.EitherSort):
            sort = next((one for one in sort.summands if _holds(one, value)), sort.summands[0])
        if isinstance(sort, s.PhraseSort):
            parts = [part for part in sort.parts if not isinstance(part, str)]
            found = [self.value(part, one, before) for part, one in zip(parts, value, strict=False)]
            return FAILED if FAILED in found else self._directed(r.phrase(sort.parts, tuple(found)), value)
        if isinstance(sort, s.NamedSort):
            return self._named(sort, cast("tuple[tuple[object, object], ...]", value), before)
        member = sort.member if isinstance(sort, s.ManySort) else sort
        # What is at fault in a list is left out of it, and the rest is kept.
        return tuple(one for one in (self.value(member, part, before) for part in value) if one is not FAILED)

    def _directed(self, phrase: object, value: tuple[object, ...]) -> object:
        """A rule says what comes out of a box or in from outside, a stop what comes into a box."""
        if not isinstance(phrase, r.FailureRule | r.Stop) or phrase.port in self.names.outer:
            return phrase
        wanted = "output" if isinstance(phrase, r.FailureRule) else "input"
        due = wanted.removesuffix("put")
        word = value[1]
        if self.names.ports.get(self.names.bare(phrase.port)) == due or not isinstance(word, Word):
            return phrase
        return self.misdirected(word, phrase.port, wanted, tuple(self._beside(phrase.port, due)))

    def _beside(self, port: str, direction: str) -> list[str]:
        """The ports of the same box with this direction."""
        box = port.rpartition(".")[0]
        return [one for one, way in self.names.ports.items() if way == direction and one.rpartition(".")[0] == box]

    def _named(self, sort: s.NamedSort, pairs: tuple[tuple[object, object], ...], before: dict[str, object]) -> object:
        found = []
        for key, value in pairs:
            name = self._key(sort.key, key, before)
            held = self.value(sort.value, value, before)
            if name is not FAILED and held is not FAILED:
                found.append((name, held))
        return tuple(found)

    def _key(self, sort: s.Sort, key: object, before: dict[str, object]) -> object:
        """A key; a dotted name of an event is not introduced here, it must be there."""
        if isinstance(sort, s.NameSort) and isinstance(key, Word):
            return self.ref(key, (sort.namespace,)) if "." in key.text else key.text
        return self.value(sort, key, before)

    def record(self, fields: Fields, around: dict[str, object] | None = None) -> object:
        """What the record of a section makes of its fields, in order; ``around`` has those of the records around it."""
        made: dict[str, object] = {}
        failed = False
        for (key, value), (_, sort) in zip(fields.values, fields.sort.fields, strict=True):
            found = self.value(sort, value, {**(around or {}), **made})
            failed = failed or found is FAILED or (found is None and not isinstance(sort, s.MaybeSort | s.DefaultSort))
            made[key] = None if found is FAILED else found
        if failed:
            return FAILED
        return fields.sort.make(**{attribute(key): value for key, value in made.items()})

    # ---- conditions and numbers --------------------------------------------------------------------------------------

    def condition(self, node: f.Condition) -> object:
        """A condition over elements."""
        match node:
            case f.Happens(event=event):
                found = self.ref(event, ("event",))
                return FAILED if found is FAILED else r.Happens(str(found))
            case f.Carries(failure=failure, port=port):
                kind, place = self.ref(failure, ("failure",)), self._carrier(port)
                return FAILED if FAILED in (kind, place) else r.Carries(str(kind), Element(str(place)))
            case f.Breach(claim=claim):
                found = self.ref(claim, ("claim",))
                return FAILED if found is FAILED else r.Breach(str(found))
            case _:
                return self._compound(node)

    def _compound(self, node: f.Several | f.ExactlyOne | f.All | f.Any) -> object:
        parts = [self.condition(one) for one in node.conditions]
        if FAILED in parts:
            return FAILED
        members = cast("tuple[r.Condition, ...]", tuple(parts))
        match node:
            case f.Several(threshold=threshold):
                count = whole_number(threshold, self.names, self.item, self.faults) if threshold.text else None
                if count is None:
                    return FAILED
                most = self._number(members)
                if most is not None and count > most:
                    return self.misshapen(threshold, f"at most {most}", str(count))
                return r.Several(count, members)
            case f.ExactlyOne():
                return r.ExactlyOne(members)
            case f.All():
                return r.All(members)
            case f.Any():
                return r.Any(members)
            case _:
                assert_never(node)

    def _number(self, members: tuple[r.Condition, ...]) -> int | None:
        """How many conditions there are when families are told apart; None where that is not known."""
        total = 0
        for one in members:
            name = one.event if isinstance(one, r.Happens) else one.port if isinstance(one, r.Carries) else ""
            number = self.names.number(name)
            if number is None:
                return None
            total += number
        return total

    def _carrier(self, port: Word) -> object:
        box, _, name = port.text.rpartition(".")
        if name == LEARNING and (not box or self.names.bare(box) in self.names.boxes):
            return port.text
        return self.port(port)

    def _amount(self, amount: f.Amount, unit: str) -> object:
        found = quantity(amount, unit, self.names, self.item, self.faults)
        return FAILED if found is None else found


def attribute(key: str) -> str:
    """The attribute that a key fills: `held-out` fills `held_out`, `in` fills `in_`."""
    name = key.replace("-", "_")
    return f"{name}_" if keyword.iskeyword(name) else name


def _proposition(sort: s.Sort) -> s.PropositionSort | None:
    return next((one for one in summands(sort) if isinstance(one, s.PropositionSort)), None)


def _holds(sort: s.Sort, value: tuple[object, ...]) -> bool:
    """Whether a list of values may be one of this sort."""
    match sort:
        case s.PhraseSort(parts=parts):
            return sum(1 for part in parts if not isinstance(part, str)) == len(value)
        case s.NamedSort():
            return all(isinstance(pair, tuple) and not hasattr(pair, "_fields") and len(pair) == 2 for pair in value)
        case s.ManySort():
            return True
        case _:
            return False
