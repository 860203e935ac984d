"""What `interlock.record` gives at run time: the same classes, made without compiling any source text for them."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from operator import attrgetter, itemgetter
from types import FunctionType
from typing import Any, Never

_MISSING: Any = object()
_namedtuple: Any = namedtuple  # of names that are not literal, which no type checker follows


class _Field:
    """What is said of one field: a default or what makes one, and where the field takes part."""

    __slots__ = ("compare", "default", "factory", "init", "repr")

    def __init__(self, default: Any, factory: Any, *, init: bool, repr: bool, compare: bool) -> None:
        self.default, self.factory = default, factory
        self.init, self.repr, self.compare = init, repr, compare

    def made(self) -> Any:
        """The value of who gives none; what marks a missing one, if there is no default."""
        return self.default if self.factory is _MISSING else self.factory()


_Fields = Mapping[str, _Field]


def field(
    *,
    default: Any = _MISSING,
    default_factory: Any = _MISSING,
    init: bool = True,
    repr: bool = True,
    compare: bool = True,
) -> Any:
    """`dataclasses.field`."""
    return _Field(default, default_factory, init=init, repr=repr, compare=compare)


def dataclass(*, slots: bool, frozen: bool = False, eq: bool = True) -> Callable[[type], type]:
    """`dataclasses.dataclass` with slots, of a class that inherits no fields.

    Raises:
        TypeError: The class asks for what is not made here.
    """
    if not slots:
        raise TypeError("a record has slots")

    def define(cls: type) -> type:
        if any(hasattr(base, "__dataclass_fields__") for base in cls.__bases__):
            raise TypeError(f"{cls.__qualname__} inherits fields")
        written = dict(cls.__dict__)
        fields = {name: _said(written.pop(name, _MISSING)) for name in written.get("__annotations__", ())}
        for given in ("__dict__", "__weakref__"):
            written.pop(given, None)
        written |= {
            "__slots__": tuple(fields),
            "__match_args__": tuple(name for name, said in fields.items() if said.init),
            "__dataclass_fields__": _Standard(fields),
            "__reduce__": _reduction(fields),
        }
        written.setdefault("__repr__", _representation(fields))
        if eq:
            _compared(written, fields, frozen=frozen)
        if frozen:
            written["__setattr__"] = written["__delattr__"] = _refused
        made: Any = type(cls)(cls.__name__, cls.__bases__, written)
        made.__qualname__ = cls.__qualname__
        made.__init__ = _initialiser(made, fields)
        return made  # type: ignore[no-any-return]

    return define


def replace(value: Any, /, **changes: Any) -> Any:
    """`dataclasses.replace` of a record."""
    kept = {name: getattr(value, name) for name in type(value).__match_args__ if name not in changes}
    return type(value)(**kept, **changes)


def _said(default: Any) -> _Field:
    said = default if isinstance(default, _Field) else _Field(default, _MISSING, init=True, repr=True, compare=True)
    if type(said.default).__hash__ is None:
        raise ValueError(f"a default that may change, {said.default!r}, is made by a default_factory")
    return said


def _initialiser(made: type, fields: _Fields) -> Callable[..., None]:
    """The `__init__` of a class: each slot is filled by its own descriptor, which a frozen class does not bar."""
    taken = {name: said for name, said in fields.items() if said.init}
    places = [made.__dict__[name].__set__ for name in taken]
    others = [(made.__dict__[name].__set__, said) for name, said in fields.items() if not said.init]
    finish = getattr(made, "__post_init__", None)
    count = len(taken)
    defaults = tuple([said.default for said in taken.values()])
    due = max((at for at, default in enumerate(defaults, start=1) if default is _MISSING), default=0)

    def fill(self: Any, *values: Any, **named: Any) -> None:
        for place, value in zip(places, _bound(made, taken, values, named), strict=True):
            place(self, value)
        for place, said in others:
            if (value := said.made()) is not _MISSING:
                place(self, value)
        if finish is not None:
            finish(self)

    def fill_only(self: Any, *values: Any, **named: Any) -> None:
        if named or not due <= len(values) <= count:
            values = _bound(made, taken, values, named)
        elif len(values) < count:
            values += defaults[len(values) :]
        for place, value in zip(places, values):  # noqa: B905, of one length, and this is the way of every record
            place(self, value)

    return fill if others or finish is not None else fill_only


def _bound(made: type, taken: _Fields, values: tuple[Any, ...], named: Mapping[str, Any]) -> tuple[Any, ...]:
    """The values of the fields in their order: those given by place, those given by name, and the defaults."""
    given = dict(zip(taken, values, strict=False))
    if len(values) > len(taken) or named.keys() & given.keys() or not named.keys() <= taken.keys():
        raise TypeError(f"{made.__qualname__} takes {', '.join(taken)}, each once, not {values!r} and {named!r}")
    bound = tuple(
        given[name] if name in given else named[name] if name in named else said.made() for name, said in taken.items()
    )
    if any(value is _MISSING for value in bound):
        raise TypeError(f"{made.__qualname__} takes {', '.join(taken)}, and was given {values!r} and {named!r}")
    return bound


def _representation(fields: _Fields) -> Callable[[Any], str]:
    shown = [name for name, said in fields.items() if said.repr]

    def representation(self: Any) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    return representation


def _compared(written: dict[str, Any], fields: _Fields, *, frozen: bool) -> None:
    key = _tuple_of([name for name, said in fields.items() if said.compare])

    def equal(self: Any, other: Any) -> Any:
        return key(self) == key(other) if self.__class__ is other.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(key(self))

    written.setdefault("__eq__", equal)
    written["__hash__"] = written.get("__hash__") or (hashed if frozen else None)


def _tuple_of(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _reduction(fields: _Fields) -> Callable[[Any], Any]:
    def reduction(self: Any) -> Any:
        return _again, (type(self), {name: getattr(self, name) for name in fields if hasattr(self, name)})

    return reduction


def _again(made: type, values: Mapping[str, Any]) -> Any:
    """A copy: what was computed of the fields is taken over, and `__init__` is not called."""
    fresh: Any = object.__new__(made)
    for name, value in values.items():
        object.__setattr__(fresh, name, value)
    return fresh


def _refused(_self: Any, name: str, *value: Any) -> Never:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot {'assign to' if value else 'delete'} field {name!r}")


class _Standard:
    """The fields as `dataclasses` has them, for who asks there (`fields`, `replace`, `is_dataclass`)."""

    __slots__ = ("fields",)

    def __init__(self, fields: _Fields) -> None:
        self.fields = fields

    def __get__(self, _instance: object, owner: type) -> Any:
        import dataclasses

        described = [(name, owner.__annotations__[name], _described(said)) for name, said in self.fields.items()]
        standard: Any = dataclasses.make_dataclass(owner.__name__, described)
        return standard.__dataclass_fields__


def _described(said: _Field) -> Any:
    import dataclasses

    words: dict[str, Any] = {"init": said.init, "repr": said.repr, "compare": said.compare}
    if said.default is not _MISSING:
        words["default"] = said.default
    if said.factory is not _MISSING:
        words["default_factory"] = said.factory
    return dataclasses.field(**words)


class _Named(type):
    """Makes of a class that names `NamedTuple` as its base the named tuple of its annotations."""

    def __new__(cls, name: str, _bases: Iterable[type], written: dict[str, Any]) -> Any:
        fields = tuple(written.get("__annotations__", ()))
        if any(field.startswith("_") for field in fields):
            raise ValueError(f"a field of {name} begins with an underscore")
        defaults = {field: written.pop(field) for field in fields if field in written}
        if fields[len(fields) - len(defaults) :] != tuple(defaults):
            raise TypeError(f"a field of {name} without a default follows one with a default")
        made = {
            "__doc__": f"{name}({', '.join(fields)})",
            "__slots__": (),
            "_fields": fields,
            "_field_defaults": defaults,
        }
        made |= {"__new__": _creation(fields, tuple(defaults.values())), "__match_args__": fields, **_METHODS}
        made |= {field: _element(at) for at, field in enumerate(fields)}
        return type(name, (tuple,), made | written)


_Getter = type(_namedtuple("One", ["first"]).first)
"""The class of the descriptors of a named tuple's elements: compiled in CPython, `property` elsewhere."""


@cache
def _element(at: int) -> Any:
    """The descriptor of an element of a tuple: that of a named tuple of the standard library, which is fast."""
    return property(itemgetter(at)) if _Getter is property else _Getter(at, None)


@cache
def _template(count: int) -> Any:
    """A named tuple of so many fields, whose parts serve all others of that size."""
    return _namedtuple("Template", [f"_{at}" for at in range(count)], rename=True)


def _creation(fields: tuple[str, ...], defaults: tuple[Any, ...]) -> Any:
    """The `__new__` of a named tuple: the compiled one of that size, with the names of these fields."""
    known = _template(len(fields)).__new__
    code = known.__code__.replace(co_varnames=("_cls", *fields))
    return FunctionType(code, known.__globals__, "__new__", defaults)


def _make(cls: Any, values: Iterable[Any]) -> Any:
    """The tuple of values that come in the order of the fields."""
    made = tuple.__new__(cls, values)
    if len(made) != len(cls._fields):
        raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
    return made


def _replaced(self: Any, /, **changes: Any) -> Any:
    """The tuple with other values for some fields."""
    made = tuple.__new__(type(self), map(changes.pop, self._fields, self))
    if changes:
        raise ValueError(f"Got unexpected field names: {list(changes)!r}")
    return made


def _written(self: Any) -> str:
    """How the tuple is written in Python."""
    return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in zip(self._fields, self, strict=True))})"


_METHODS: Mapping[str, Any] = {
    "_make": classmethod(_make),
    "_replace": _replaced,
    "__repr__": _written,
    "_asdict": lambda self: dict(zip(self._fields, self, strict=True)),
    "__getnewargs__": lambda self: tuple(self),
}


NamedTuple: Any = type.__new__(_Named, "NamedTuple", (), {})
