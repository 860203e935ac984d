"""The Agda module of what the kernel judged: a module for each interface, a definition for each port of each box.

A kind is a module over a token of its box, its parameters and what stands before each port; its outputs are postulates,
and `type·p : Set` is the type of its port `p`. A box applies them, so it is Agda that puts the sources into the interface and
compares the types at both ends of each wire. The token makes boxes generative: two of one kind have different outputs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from interlock.api import term as k
from interlock.api.record import NamedTuple, dataclass, field
from interlock_interchange.agda.names import Names, defined
from interlock_interchange.agda.terms import Scope, Terms


@cache
def prelude() -> str:
    """What every module begins with."""
    return files("interlock_interchange.agda").joinpath("prelude.agda").read_text("utf-8")


class Text(NamedTuple):
    """A module's parts: declarations over the prelude, and lines on what Agda takes on trust."""

    body: str
    trusted: tuple[str, ...]


def module(
    script: k.Script, signature: k.Signature, kinds: Mapping[str, str], name: str, oracle: k.Oracle = k.SILENT
) -> str:
    """The whole module; ``kinds`` says what each box's interface is called, ``oracle`` what of refinements was proved."""
    text = body(script, signature, kinds, oracle)
    head = "\n".join(f"--   {line}" for line in text.trusted) or "--   nothing but the signatures of boxes"
    return (
        "{-# OPTIONS --cumulativity #-}\n"
        f"-- The interfaces and wiring of `{name}`: Agda accepts this module exactly if they are well-typed.\n"
        f"-- Taken on trust, beyond what boxes promise:\n{head}\n\n"
        f"module {name} where\n\n{prelude()}\n{text.body}"
    )


def body(script: k.Script, signature: k.Signature, kinds: Mapping[str, str], oracle: k.Oracle = k.SILENT) -> Text:
    """The declarations of one diagram."""
    return _Module(script, signature, kinds, oracle).written()


@dataclass(slots=True)
class _Module:
    script: k.Script
    signature: k.Signature
    kinds: Mapping[str, str]
    oracle: k.Oracle
    names: Names = field(default_factory=lambda: Names({*defined(prelude()), "Box", "believed"}))
    lines: list[str] = field(default_factory=list)
    trusted: list[str] = field(default_factory=list)
    free: dict[str, k.Term] = field(default_factory=dict)
    values: dict[str, list[k.Term]] = field(default_factory=dict)
    given: dict[str, k.Term] = field(default_factory=dict)
    modules: dict[k.Telescope, str] = field(default_factory=dict)
    operators: set[str] = field(default_factory=set)

    def written(self) -> Text:
        """All of it: constants, interfaces, boxes in the order of causes."""
        terms, top = Terms(self.names, "signature"), self.top
        self._name_all()
        for entry in self.signature.entries.values():
            self._constant(entry, terms)
        self._outer_parameters(terms)
        for name, box in self.script.boxes.items():
            if name and box.telescope not in self.modules:
                self.modules[box.telescope] = self.names["kind", self._kind(name)]
                self.lines += self._interface(box.telescope, terms)
        for name, box in self.script.boxes.items():
            arguments = [k.value_of(argument, top.context) for argument in box.arguments]
            self.values[name] = [*arguments, *[k.UNIT] * len(box.telescope.ports)]
            if name:
                self.lines.append(f"postulate {self.names['box', name + '♯']} : Box")
        items = [item for name in self.script.boxes if name for item in self._stated(name)]
        items += [self._port(name, at) for name, start, stop in self.script.order for at in range(start, stop)]
        self.lines += _in_order(items)
        self.operators |= terms.operators
        self.trusted += [f"{operator}, which is not computed" for operator in sorted(self.operators)]
        operators = [f"postulate {operator} : {{A : Set}} → A → A → A" for operator in sorted(self.operators)]
        head = ["postulate Box : Set", "postulate believed : {p : Prop′} → Holds p", *operators]
        return Text("\n".join([*head, *self.lines]) + "\n", tuple(self.trusted))

    @property
    def top(self) -> Scope:
        """The scope of the whole module."""
        return Scope(k.Context(self.signature, self.free, (), k.Machine(), (), self.oracle))

    def _name_all(self) -> None:
        """Global names come first, so that no bound variable hides one."""
        for entry in self.signature.entries:
            _ = self.names["constant", entry]
        for name, box in self.script.boxes.items():
            if name:
                _ = self.names["box", name + "♯"], self.names["kind", self._kind(name)]
            for parameter in box.telescope.parameters:
                _ = self.names["port", _full(name, parameter.name)]
            for port in box.telescope.ports:
                _ = self.names["port", _full(name, port.name)]

    def _kind(self, box: str) -> str:
        """What the interface of a box is called; boxes of one interface call it alike."""
        return self.kinds.get(box, "") or f"interface of {box}"

    def _constant(self, entry: k.Entry, terms: Terms) -> None:
        if entry.sort == "lemmas":
            self.trusted.append(f"the lemma {entry.name}, which is left out")
            return
        self.lines.append(f"postulate {self.names['constant', entry.name]} : {terms.type(entry.type, self.top)}")

    def _outer_parameters(self, terms: Terms) -> None:
        rigid: tuple[k.Term, ...] = ()
        for parameter in self.script.parameters:
            scope = self.top
            value = self.free[parameter.name] = k.evaluate(parameter.type, rigid, scope.context.machine)
            said = terms.type(k.quote(value, 0, scope.context.machine), scope)
            self.lines.append(f"postulate {self.names['port', parameter.name]} : {said}")
            rigid = (*rigid, k.Free(parameter.name))

    # ---- interfaces --------------------------------------------------------------------------------------------------

    def _interface(self, telescope: k.Telescope, terms: Terms) -> list[str]:
        """The module of a kind: each input, and each output that is given, opens a nested module."""
        scope, indent = self.top, "  "
        box = self.names.local("box", ())
        opening = [f"module {self.modules[telescope]} ({box} : Box)"]
        for parameter in telescope.parameters:
            x = self.names.local(parameter.name, scope.names)
            opening.append(f"({x} : {terms.type(parameter.type, scope)})")
            scope = scope.bind(x, k.value_of(parameter.type, scope.context))
        lines = ["", " ".join(opening) + " where"]
        for port in telescope.ports:
            x, said = self.names.local(port.name, scope.names), terms.type(port.type, scope)
            type_ = k.value_of(port.type, scope.context)
            # Stated of every port: what a port carries lives in the first universe.
            lines += [f"{indent}type·{x} : Set", f"{indent}type·{x} = {said}"]
            if port.incoming or port.given is not None:
                if port.given is not None:
                    lines.append(f"{indent}given·{x} : type·{x}")
                    lines.append(f"{indent}given·{x} = {terms.check(port.given, type_, scope)}")
                lines.append(f"{indent}module _ ({x} : type·{x}) where")
                indent += "  "
            else:
                lines.append(f"{indent}postulate {x} : type·{x}")
            scope = scope.bind(x, type_)
        return [*lines, f"{indent}postulate end : Box", ""]

    def _inner_name(self, telescope: k.Telescope, at: int) -> str:
        """What a port is called in the module of its kind."""
        names: list[str] = []
        for each in (*telescope.parameters, *telescope.ports[: at + 1]):
            names.append(self.names.local(each.name, names))
        return names[-1]

    # ---- ports -------------------------------------------------------------------------------------------------------

    def _port(self, name: str, at: int) -> _Item:
        """The definition of a port; its type is the interface's at the box's arguments and what stands before."""
        telescope = self.script.boxes[name].telescope
        port, offset = telescope.ports[at], len(telescope.parameters)
        full, values = _full(name, port.name), self.values[name]
        environment, scope = tuple(values[: offset + at]), self.top
        x = self.names["port", full]
        terms = Terms(self.names, x)
        type_ = k.evaluate(port.type, environment, scope.context.machine)
        stated = None if port.given is None else k.evaluate(port.given, environment, scope.context.machine)
        said = self._applied(name, at, type_, terms)
        is_source = port.incoming is not bool(name)
        if is_source:
            self.free[full] = type_
            values[offset + at] = k.Free(full) if stated is None else stated
            if stated is not None:
                self.given[full] = stated
            lines = self._source(name, at, x, said, stated, terms)
        else:
            lines = self._target(full, x, said, type_, terms)
            values[offset + at] = self._value(full, type_)
            if stated is not None:
                text = terms.check(k.quote(stated, 0, scope.context.machine), type_, scope)
                lines += [f"is·{x} : Same {{{said}}} {x} {text}", f"is·{x} = same"]
        self.operators |= terms.operators
        return _Item(x, [*self._believed(terms, x), *lines])

    def _applied(self, name: str, at: int, type_: k.Term, terms: Terms) -> str:
        """The type of a port: as the kind's module states it, or written out where there is no such module."""
        telescope = self.script.boxes[name].telescope
        if self._is_plain(name):
            return f"{self.modules[telescope]}.type·{self._inner_name(telescope, at)} {self._before(name, at)}"
        return terms.type(k.quote(type_, 0, self.top.context.machine), self.top)

    def _is_plain(self, name: str) -> bool:
        """Whether Agda is to put a box's sources into its interface; the outside has none to put in."""
        return bool(name) and not computes(self.script.boxes[name].telescope)

    def _before(self, name: str, at: int) -> str:
        """The box's token, the arguments of its parameters, and its inputs so far."""
        telescope = self.script.boxes[name].telescope
        before = [port for port in telescope.ports[:at] if port.incoming or port.given is not None]
        fields = (*telescope.parameters, *before)
        return " ".join(
            [self.names["box", name + "♯"], *(self.names["port", _full(name, each.name)] for each in fields)]
        )

    def _stated(self, name: str) -> Iterator[_Item]:
        """A box's arguments, each at the type of its parameter."""
        box, machine, values = self.script.boxes[name], self.top.context.machine, tuple[k.Term, ...]()
        for parameter, argument in zip(box.telescope.parameters, box.arguments, strict=True):
            x = self.names["port", _full(name, parameter.name)]
            type_ = k.evaluate(parameter.type, values, machine)
            terms = Terms(self.names, x)
            said = terms.type(k.quote(type_, 0, machine), self.top)
            lines = [f"{x} : {said}", f"{x} = {terms.check(argument, type_, self.top)}"]
            self.operators |= terms.operators
            yield _Item(x, [*self._believed(terms, x), *lines])
            values = (*values, k.value_of(argument, self.top.context))

    def _source(self, name: str, at: int, x: str, said: str, stated: k.Term | None, terms: Terms) -> list[str]:
        telescope = self.script.boxes[name].telescope
        if self._is_plain(name):
            inner = ("given·" if stated is not None else "") + self._inner_name(telescope, at)
            return [f"{x} = {self.modules[telescope]}.{inner} {self._before(name, at)}"]
        if name:
            self.trusted.append(f"the type of {x}, since its interface computes with numbers")
        if stated is None:
            return [f"type·{x} : Set", f"type·{x} = {said}", f"postulate {x} : type·{x}"]
        type_ = self.free[_full(name, telescope.ports[at].name)]
        return [f"{x} : {said}", f"{x} = {terms.check(k.quote(stated, 0, self.top.context.machine), type_, self.top)}"]

    def _target(self, full: str, x: str, said: str, type_: k.Term, terms: Terms) -> list[str]:
        source = self.script.sources.get(full)
        if source is None:
            return [f"{x} : {said}", f"{x} = no·source"]
        text, found = terms.infer(source, self.top)
        value, _ = self._meaning(source)
        return [f"{x} : {said}", f"{x} = {terms.coerced(text, value, found, type_, self.top)}"]

    def _value(self, full: str, type_: k.Term) -> k.Term:
        """What a target is: its source embedded, or as it stands if it does not fit."""
        source = self.script.sources.get(full)
        if source is None:
            return k.Free(full)
        value, found = self._meaning(source)
        fitting = None if found is None else k.embedded(value, found, type_, self.top.context)
        return value if fitting is None else fitting

    def _meaning(self, source: k.Term) -> tuple[k.Term, k.Term | None]:
        """The value of a source, and its type if it has one."""
        if isinstance(source, k.Project):
            record, type_ = self._meaning(source.record)
            machine = self.top.context.machine
            plain = None if type_ is None else k.bare(type_, machine)
            if not (isinstance(plain, k.Closure) and isinstance(plain.binder, k.Record)):
                return k.Project(record, source.field), None
            if source.field not in plain.binder.names:
                return k.Project(record, source.field), None
            return k.project(record, source.field), k.field_type(record, plain, source.field, machine)
        assert isinstance(source, k.Free)
        return self.given.get(source.name, source), self.free.get(source.name)

    def _believed(self, terms: Terms, x: str) -> list[str]:
        """What Agda is told about a port and does not prove."""
        owed = [f"postulate {name} : {said}" for name, said in terms.believed]
        self.trusted += [f"{name}, at {x}" for name, _ in terms.believed]
        return owed


class _Item(NamedTuple):
    """The lines that define one name."""

    name: str
    lines: list[str]


def computes(telescope: k.Telescope) -> bool:
    """Whether an interface computes with numbers that are not all known."""
    stack: list[k.Term] = []
    for each in (*telescope.parameters, *telescope.ports):
        stack += [term for term in (each.type, each.given) if term is not None]
    while stack:
        term = stack.pop()
        is_number = isinstance(term, k.Sum) or (isinstance(term, k.Apply) and term.head in k.ARITHMETIC)
        if is_number and not term.closed:
            return True
        stack.extend(k.children(term))
    return False


def _full(box: str, port: str) -> str:
    return f"{box}.{port}" if box else port


def _in_order(items: Sequence[_Item]) -> list[str]:
    """Items one after another, each behind those that it mentions: an argument may mention a port that comes later."""
    named = {item.name: item for item in items}
    lines: list[str] = []
    begun: set[str] = set()

    def emit(item: _Item) -> None:
        if item.name in begun:
            return
        begun.add(item.name)
        for line in item.lines:
            for word in _WORD.split(line):
                if word in named:
                    emit(named[word])
        lines.extend(item.lines)

    for item in items:
        emit(item)
    return lines


_WORD = re.compile(r"[\s(){};]+")
