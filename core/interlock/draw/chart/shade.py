"""Fields with fills that are told apart without colour: hatches are drawn line by line, and signs stand on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from interlock.analysis.chart import Shade
from interlock.draw.chart.measure import fit, width
from interlock.draw.chart.sheet import SIZE, Place, at, path, rect, text
from interlock.draw.markup import Element

_STEP: Final = 6.0


def field(place: Place, shade: Shade, size: float = SIZE) -> list[Element]:
    """A rectangle in a shade, with its sign in the middle."""
    made = [rect(place, shade.tone)]
    made += _filled(place, shade)
    if shade.sign:
        made += _signed(place, shade, size)
    return made


def _filled(place: Place, shade: Shade) -> Iterator[Element]:
    """The lines or dots of a fill."""
    match shade.fill:
        case "hatched":
            yield path(_rising(place), "edge", ("stroke-width", "0.8"))
        case "crossed":
            yield path((*_rising(place), *_falling(place)), "edge", ("stroke-width", "0.8"))
        case "dotted":
            yield path(_dots(place), "edge", ("stroke-width", "2"), ("stroke-linecap", "round"))
        case "none" | "solid":
            return


def _signed(place: Place, shade: Shade, size: float) -> Iterator[Element]:
    x, y = place.x + place.wide / 2, place.y + place.high / 2
    for sign in fit(shade.sign, place.wide, size, bold=True):
        if shade.fill not in ("none", "solid"):
            room = min(place.wide, width(sign, size, bold=True) + 2)
            yield rect(Place(x - room / 2, y - size * 0.62, room, size * 1.24), "halo", round_=2)
        yield text(x, y + size * 0.36, sign, size, anchor="middle", bold=True)


def _rising(place: Place) -> list[str]:
    """Parallels from the lower left to the upper right."""
    x, y, wide, high = place
    found: list[str] = []
    for along in _steps(wide + high):
        start = (x + max(0.0, along - high), y + min(along, high))
        end = (x + min(along, wide), y + max(0.0, along - wide))
        found += [at("M", *start), at("L", *end)]
    return found


def _falling(place: Place) -> list[str]:
    """Parallels from the upper left to the lower right."""
    x, y, wide, high = place
    found: list[str] = []
    for along in _steps(wide + high):
        start = (x + max(0.0, along - high), y + max(0.0, high - along))
        end = (x + min(along, wide), y + min(high, high + wide - along))
        found += [at("M", *start), at("L", *end)]
    return found


def _dots(place: Place) -> list[str]:
    """A lattice of dots, each a line of no length with round ends."""
    return [
        f"{at('M', place.x + across, place.y + down)} h 0"
        for down in _steps(place.high)
        for across in _steps(place.wide)
    ]


def _steps(length: float) -> Iterator[float]:
    """Places at equal distances strictly within a length."""
    number = max(2, round(length / _STEP))
    return (length * k / number for k in range(1, number))


def key_of(shades: Iterable[Shade]) -> tuple[Shade, ...]:
    """The shades that mean something, each once, as they come."""
    return tuple(dict.fromkeys(shade for shade in shades if shade.meaning))


def legend(x: float, y: float, shades: Iterable[Shade], room: float) -> tuple[list[Element], float]:
    """Samples with their meanings in rows that fit the room, and where the next thing may begin."""
    made: list[Element] = []
    across, down = x, y
    for shade in shades:
        wide = 30 + width(shade.meaning, SIZE) + 18
        if across > x and across + wide > x + room:
            across, down = x, down + 24
        made += field(Place(across, down, 24, 18), shade, 10)
        made.append(text(across + 30, down + 13, shade.meaning))
        across += wide
    return made, down + 24 if made else y
