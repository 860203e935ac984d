"""What has changed between two results written as plain data, number by number, each with its method."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from interlock.record import NamedTuple

Plain: TypeAlias = "bool | int | float | str | Sequence[Plain] | Mapping[str, Plain] | None"

_METHOD = "method"


class Shift(NamedTuple):
    """The keys that lead to a place of a result, and what stood and what stands there; None: nothing.

    Of a list whose members have no names, ``before`` has the members that only the first has, ``after`` those that only
    the second has. ``methods`` says how each was found, where the result says it beside the place.
    """

    path: tuple[str, ...]
    before: Plain
    after: Plain
    methods: tuple[Plain, Plain] = (None, None)


def shifts(before: Plain, after: Plain, path: tuple[str, ...] = ()) -> Iterator[Shift]:
    """What leads from one result to the other: of mappings key by key, of lists the members gained and lost."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        methods = (before.get(_METHOD), after.get(_METHOD))
        for key in dict.fromkeys((*before, *after)):
            for shift in shifts(before.get(key), after.get(key), (*path, key)):
                own = len(shift.path) == len(path) + 1 and any(methods)
                yield shift._replace(methods=methods) if own else shift
    elif _is_list(before) and _is_list(after):
        was, now = _list(before), _list(after)
        lost, gained = [one for one in was if one not in now], [one for one in now if one not in was]
        if lost or gained:
            yield Shift(path, lost, gained)
    elif before != after or isinstance(before, bool) is not isinstance(after, bool):
        yield Shift(path, before, after)


def _is_list(value: Plain) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _list(value: Plain) -> list[Plain]:
    return list(value) if isinstance(value, Sequence) else []
