"""Records behave as the standard library's dataclasses and named tuples do, made of the same words."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import typing
from collections.abc import Callable, Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.record import light

T = TypeVar("T")
VALUES = st.one_of(st.integers(0, 2), st.just(float("nan")), st.text(max_size=1), st.tuples(st.integers(0, 1)))


def plain(words: Any) -> tuple[type, ...]:
    """Classes whose fields are what they are given."""
    dataclass, field = words.dataclass, words.field

    @dataclass(frozen=True, slots=True)
    class Nothing:
        pass

    @dataclass(frozen=True, slots=True)
    class One:
        only: object

    @dataclass(frozen=True, slots=True)
    class Point:
        """A point."""

        x: object
        y: object = 0
        names: tuple[str, ...] = ("a",)
        tags: list[str] = field(default_factory=list, compare=False)

        def moved(self, by: int) -> object:
            return words.replace(self, x=by)

    @dataclass(slots=True)
    class Count:
        of: int
        seen: dict[str, int] = field(default_factory=dict, repr=False)

    @dataclass(frozen=True, slots=True, eq=False)
    class Itself:
        held: object

    return Nothing, One, Point, Count, Itself


def special(words: Any) -> tuple[type, ...]:
    """Classes that compute fields, or say themselves what is usually made, and a named tuple."""
    dataclass, field, named_tuple = words.dataclass, words.field, words.NamedTuple

    @dataclass(frozen=True, slots=True)
    class Made(Generic[T]):
        given: int
        twice: int = field(init=False, repr=False, compare=False)
        kept: int = field(init=False, default=7)
        fresh: list[int] = field(init=False, default_factory=list, compare=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "twice", 2 * self.given)

    @dataclass(frozen=True, slots=True)
    class Own:
        value: int

        def __repr__(self) -> str:
            return "own"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, type(self))

        def __hash__(self) -> int:
            return 5

    class Pair(named_tuple):  # type: ignore[misc, valid-type]
        """Two."""

        left: object
        right: object = 1

        @property
        def both(self) -> object:
            return self.left, self.right

        def __str__(self) -> str:
            return "pair"

    return Made, Own, Pair


def written(words: Any) -> SimpleNamespace:
    """The same classes, written with the words of the standard library or with ours."""
    return SimpleNamespace(**{made.__name__: made for made in (*plain(words), *special(words))})


class Standard:
    """The standard library's words."""

    dataclass = staticmethod(dataclasses.dataclass)
    field = staticmethod(dataclasses.field)
    replace = staticmethod(dataclasses.replace)
    NamedTuple = typing.NamedTuple


STANDARD, OURS = written(Standard), written(light)
NAMES = sorted(vars(STANDARD))
RECORDS = [name for name in NAMES if name != "Pair"]


@light.dataclass(frozen=True, slots=True)
class Held:
    """Of the module, so that it can be pickled."""

    name: str
    others: tuple[str, ...] = ()


class HeldPair(light.NamedTuple):  # type: ignore[misc]
    """Of the module, so that it can be pickled."""

    name: str
    other: str = ""


def outcome(of: Callable[[], object]) -> object:
    """What comes of a call: its value, or the class of what it raises."""
    try:
        return of()
    except (AttributeError, TypeError) as raised:
        return type(raised)


def both(of: Callable[[SimpleNamespace], object]) -> Iterator[object]:
    return (outcome(partial(of, made)) for made in (STANDARD, OURS))


@given(
    st.sampled_from(NAMES),
    st.lists(VALUES, max_size=4),
    st.dictionaries(st.sampled_from(["x", "y", "of", "only", "left"]), VALUES, max_size=2),
)
def test_a_call_gives_the_same_record_or_is_refused_alike(name: str, values: list[Any], named: dict[str, Any]) -> None:
    (expected, found) = both(lambda made: repr(getattr(made, name)(*values, **named)))
    assert found == expected


@given(st.sampled_from(NAMES), st.data())
def test_equality_and_hash_are_those_of_the_standard_library(name: str, data: st.DataObject) -> None:
    count = len(getattr(STANDARD, name).__match_args__)
    one, other = (data.draw(st.lists(VALUES, min_size=count, max_size=count)) for _ in range(2))

    def facts(made: SimpleNamespace) -> object:
        cls = getattr(made, name)
        a, b = cls(*one), cls(*other)
        same = name != "Itself" and hash(a) == hash(cls(*one))
        return a == b, a != b, a == cls(*one), a == a, a == tuple(one), a in {a: 1}, same

    (expected, found) = both(facts)
    assert found == expected


@pytest.mark.parametrize("name", NAMES)
def test_a_class_says_of_itself_what_the_standard_library_says(name: str) -> None:
    words = ("__match_args__", "__qualname__", "__module__", "__slots__", "_fields", "_field_defaults")
    for word in (*words, *(["__doc__"] if name in ("Point", "Pair") else [])):  # it writes one where there is none
        expected, found = (getattr(getattr(made, name), word, None) for made in (STANDARD, OURS))
        assert found == expected
    expected, found = (typing.get_type_hints(getattr(made, name), localns={"T": T}) for made in (STANDARD, OURS))
    assert found == expected


@pytest.mark.parametrize("name", RECORDS)
def test_the_standard_library_reads_the_fields(name: str) -> None:
    def described(made: SimpleNamespace) -> object:
        fields = dataclasses.fields(getattr(made, name))
        missing = dataclasses.MISSING
        return [
            (
                f.name,
                f.type,
                f.init,
                f.repr,
                f.compare,
                f.default is missing or f.default,
                f.default_factory is missing or f.default_factory,
            )
            for f in fields
        ]

    (expected, found) = both(described)
    assert found == expected
    assert dataclasses.is_dataclass(getattr(OURS, name))


def test_a_field_is_set_once() -> None:
    for of in (
        lambda made: setattr(made.Point(1), "x", 2),
        lambda made: delattr(made.Point(1), "x"),
        lambda made: setattr(made.Point(1), "z", 2),
        lambda made: setattr(made.Count(1), "of", 2),
        lambda made: setattr(made.Count(1), "z", 2),
        lambda made: setattr(made.Pair(1), "left", 2),
    ):
        (expected, found) = both(of)
        assert found == expected or (expected, found) == (TypeError, dataclasses.FrozenInstanceError)


def test_what_is_made_for_one_record_is_not_shared() -> None:
    for made in (STANDARD, OURS):
        one, other = made.Count(1), made.Count(1)
        one.seen["a"] = 1
        assert other.seen == {}
        assert made.Point(1).tags is not made.Point(1).tags
        assert made.Made(3).fresh is not made.Made(3).fresh


def test_what_is_computed_of_the_fields_is_there() -> None:
    for made in (STANDARD, OURS):
        assert (made.Made(3).twice, made.Made(3).kept, repr(made.Made(3))[-23:]) == (
            6,
            7,
            "(given=3, kept=7, fresh=[])"[-23:],
        )
        assert (made.Pair(2).both, str(made.Pair(2)), made.Pair(2)._replace(left=3)) == ((2, 1), "pair", (3, 1))


def test_a_record_can_be_generic() -> None:
    assert OURS.Made[int](3) == OURS.Made(3)


def test_a_record_is_matched_by_place_and_by_name() -> None:
    for made in (STANDARD, OURS):
        match made.Point(1, 2):
            case made.Point(x, y, names=("a",)):
                assert (x, y) == (1, 2)
            case _:
                pytest.fail("it has its fields")


def test_a_record_is_changed_by_a_copy() -> None:
    for made in (STANDARD, OURS):
        point = made.Point(1, 2)
        assert (point.moved(5).x, point.moved(5).y, point.moved(5).tags is point.tags) == (5, 2, True)
        assert dataclasses.replace(point, y=3) == made.Point(1, 3)
        assert dataclasses.replace(made.Made(3), given=4).twice == 8
    (expected, found) = both(lambda made: made.Point(1).moved(by=1) and light.replace(made.Point(1), z=1))
    assert expected is found is TypeError
    assert light.replace(OURS.Made(3), given=4).twice == 8


def test_copies_and_pickles_are_equal() -> None:
    held: Any = Held
    for value in (held("a", ("b",)), HeldPair("a", "b")):
        assert pickle.loads(pickle.dumps(value)) == value
    for name, values in (("Point", (1, [2])), ("Made", (3,)), ("Count", (1, {"a": 1})), ("Pair", ([1], 2))):
        for of in (copy.copy, copy.deepcopy):
            value = getattr(OURS, name)(*values)
            assert of(value) == value
            assert repr(of(value)) == repr(value)
    assert copy.deepcopy(OURS.Made(3)).twice == 6
    assert copy.deepcopy(OURS.Point([1])).x is not OURS.Point([1]).x


def test_a_record_that_was_never_filled_can_be_copied() -> None:
    unfilled = object.__new__(OURS.Count)
    assert not hasattr(copy.copy(unfilled), "of")


def test_what_is_not_made_here_is_refused() -> None:
    with pytest.raises(TypeError, match="slots"):
        light.dataclass(slots=False)
    with pytest.raises(TypeError, match="inherits fields"):
        light.dataclass(slots=True)(type("Heir", (OURS.Count,), {"__annotations__": {"more": "int"}}))
    with pytest.raises(ValueError, match="default_factory"):
        light.dataclass(slots=True)(type("Shared", (), {"__annotations__": {"names": "list"}, "names": []}))
