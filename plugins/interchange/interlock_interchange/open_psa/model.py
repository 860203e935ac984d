"""What a file defines, by name: gates, events, parameters, groups of common causes, and event trees with their rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from interlock.api.record import dataclass, field
from interlock_interchange.open_psa.rules import DUPLICATE, MALFORMED, UNSUPPORTED
from interlock_interchange.open_psa.tag import Tag, Text

Kind = Literal["gate", "basic-event", "house-event", "parameter"]
KINDS: Final[dict[str, Kind]] = {
    "define-gate": "gate",
    "define-basic-event": "basic-event",
    "define-house-event": "house-event",
    "define-parameter": "parameter",
}
REMARKS: Final = frozenset({"label", "attributes"})
LAYER: Final = frozenset({"define-event-tree", "define-rule", "define-initiating-event"})
CONTAINERS: Final = frozenset({"define-fault-tree", "define-component"})


class Definition:
    """A definition: its name in the whole model, the path of what holds it, and the tag of its value if it has one."""

    __slots__ = ("base", "body", "kind", "name", "tag")

    def __init__(self, kind: Kind, name: str, base: str, tag: Tag) -> None:
        """A definition within ``base``, the dotted path of the fault tree and components that hold it."""
        self.kind: Final = kind
        self.name: Final = name
        self.base: Final = base
        self.tag: Final = tag
        self.body: Final = next((one for one in tag.children if one.name not in REMARKS), None)

    def surplus(self) -> list[Tag]:
        """The tags behind that of the value, of which there are to be none."""
        children = self.tag.children
        return [one for one in children if one.name not in REMARKS][1:] if len(children) > 1 else []


class Names:
    """Definitions of one space of names, by their full paths and, if they are public, by their bare names."""

    def __init__(self) -> None:
        """No definitions."""
        self.all: dict[str, Definition] = {}
        self._paths: dict[str, Definition] = {}

    def add(self, definition: Definition, path: str) -> bool:
        """Adds a definition; False if its name is taken."""
        if definition.name in self.all or path in self._paths:
            return False
        self.all[definition.name] = self._paths[path] = definition
        return True

    def find(self, reference: str, base: str) -> Definition | None:
        """What a reference within ``base`` means: the innermost definition of that path, else the public one."""
        while base:
            found = self._paths.get(f"{base}.{reference}")
            if found is not None:
                return found
            base = base.rpartition(".")[0]
        return self._paths.get(reference) or self.all.get(reference)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of basic events with common causes, and the path of what holds it."""

    tag: Tag
    base: str


@dataclass(frozen=True, slots=True)
class Model:
    """A file's definitions."""

    text: Text
    events: Names = field(default_factory=Names)
    parameters: Names = field(default_factory=Names)
    groups: list[Group] = field(default_factory=list)
    trees: dict[str, Tag] = field(default_factory=dict)
    rules: dict[str, Tag] = field(default_factory=dict)
    initiating: dict[str, Tag] = field(default_factory=dict)

    def of(self, kind: Kind) -> Iterator[Definition]:
        """The definitions of a kind, in the order of the file."""
        names = self.parameters if kind == "parameter" else self.events
        return (one for one in names.all.values() if one.kind == kind)


def collect(text: Text, root: Tag) -> Model:
    """All definitions of a file; what is not supported or has a name that is taken is complained of."""
    model = Model(text)
    pending: list[tuple[Tag, str, bool]] = [(one, "", True) for one in reversed(root.children)]
    while pending:
        tag, base, public = pending.pop()
        if tag.name in KINDS:
            _define(model, tag, base, public=_role(text, tag, public=public))
        elif tag.name in CONTAINERS:
            path = _path(base, _name(text, tag))
            inside = _role(text, tag, public=public)
            pending += [(one, path, inside) for one in reversed(tag.children)]
        elif tag.name == "model-data":
            pending += [(one, "", True) for one in reversed(tag.children)]
        elif tag.name == "define-CCF-group":
            model.groups.append(Group(tag, base))
            _define_members(model, tag, base, public=public)
        elif tag.name in LAYER:
            _define_above(model, tag)
        elif tag.name not in REMARKS:
            says = "`{tag}` is not supported here, and what it says is left out of the analysis"
            text.complain(UNSUPPORTED, tag, says, tag=tag.name)
    return model


def _role(text: Text, tag: Tag, *, public: bool) -> bool:
    """Whether a definition is public: as it says, else as what holds it is."""
    role = tag.said("role")
    if role not in ("", "public", "private"):
        text.complain(MALFORMED, tag, "a role is `public` or `private`, not `{role}`", at="role", role=role)
    return role == "public" if role in ("public", "private") else public


def _define(model: Model, tag: Tag, base: str, *, public: bool) -> None:
    name = _name(model.text, tag)
    if not name:
        return
    path = _path(base, name)
    definition = Definition(KINDS[tag.name], name if public else path, base, tag)
    names = model.parameters if definition.kind == "parameter" else model.events
    if not names.add(definition, path):
        model.text.complain(DUPLICATE, tag, "`{name}` is defined already", "The first is taken.", "name", name=name)


def _define_above(model: Model, tag: Tag) -> None:
    """Adds an event tree, a rule or an initiating event, each kind with names of its own."""
    kinds = {"define-event-tree": model.trees, "define-rule": model.rules}
    names = kinds.get(tag.name, model.initiating)
    name = _name(model.text, tag)
    if name in names:
        model.text.complain(DUPLICATE, tag, "`{name}` is defined already", "The first is taken.", "name", name=name)
    elif name:
        names[name] = tag


def _define_members(model: Model, group: Tag, base: str, *, public: bool) -> None:
    """The members of a group are defined by it, unless they are so elsewhere without a value."""
    members = group.child("members")
    for tag in members.children if members else ():
        if tag.name == "basic-event" and (name := _name(model.text, tag)) and model.events.find(name, base) is None:
            path = _path(base, name)
            model.events.add(Definition("basic-event", name if public else path, base, tag), path)


def _name(text: Text, tag: Tag) -> str:
    name = tag.said("name")
    if not name:
        text.complain(MALFORMED, tag, "`{tag}` has no name", tag=tag.name)
    return name


def _path(base: str, name: str) -> str:
    return f"{base}.{name}" if base else name
