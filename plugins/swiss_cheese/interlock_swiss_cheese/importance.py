"""What each event and each barrier contributes to a hazard, and how far the hazard moves with each number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from interlock.api.record import NamedTuple, dataclass

Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class EventImportance:
    """What an event contributes to a hazard of probability P, at the base: with the event impossible P0, certain P1.

    A ratio is None where it has no value: P is 0, or, for ``rrw``, P0 is (without the event the hazard cannot happen).

    Attributes:
        birnbaum: dP/dp, which is P1 - P0; negative where the event prevents the hazard.
        criticality: (P - P0) / P, the share of P that goes with the event.
        fussell_vesely: The probability, given the hazard, that some minimal cut set which holds the event occurs; None
            as well where it is only enclosed, or something is negated.
        raw: Risk achievement worth, P1 / P.
        rrw: Risk reduction worth, P / P0.
        diagnostic: The probability of the event, given the hazard.
        differential: The event's share of dP where all probabilities grow by the same share (Borgonovo and Apostolakis
            2001); of several events it is the sum. None where something is negated.
        rank: The best and the worst place that it may take by ``birnbaum`` over all values of the intervals.
        birnbaum_within: The ends of ``birnbaum`` over these, where it is not one value.
        fussell_vesely_within: The interval in which ``fussell_vesely`` lies, where it was not found exactly.
        above: The events than which ``birnbaum`` is greater for all values, where intervals leave ranks open.
        chosen: The adversary that chooses the event; the base is then that it happens.
    """

    birnbaum: float
    criticality: float | None
    fussell_vesely: float | None
    raw: float | None
    rrw: float | None
    diagnostic: float | None
    differential: float | None
    rank: tuple[int, int] | None
    birnbaum_within: Ends | None = None
    fussell_vesely_within: Ends | None = None
    above: tuple[str, ...] = ()
    chosen: str | None = None


@dataclass(frozen=True, slots=True)
class BarrierImportance:
    """What a barrier contributes to a hazard of probability P by the events of its hole, all decided together.

    Attributes:
        events: The events of its hole, those that come with the failure left out.
        closed: The hazard's probability with all of them impossible, P0.
        opened: That with all of them certain, P1.
        criticality: (P - P0) / P.
        raw: P1 / P.
        rrw: P / P0; None where P0 is 0, so that the hazard cannot happen.
        differential: The sum of that of its events.
    """

    events: tuple[str, ...]
    closed: float
    opened: float
    criticality: float | None
    raw: float | None
    rrw: float | None
    differential: float | None


@dataclass(frozen=True, slots=True)
class Swing:
    """The hazard's probability with one event at its low and at its high end, the others at the base."""

    name: str
    low: float
    base: float
    high: float


@dataclass(frozen=True, slots=True)
class Tornado:
    """The swings of all events that have an interval, the widest first; where none has, each by a factor 10 both ways.

    ``by`` tells which of the two; a probability is at most 1.
    """

    by: Literal["interval", "factor 10"]
    base: float
    rows: tuple[Swing, ...]


@dataclass(frozen=True, slots=True)
class Weighing:
    """How contributions were found, or why there are none.

    Attributes:
        probability: The hazard's at the base, of which they are shares.
        method: The steps: `bdd`; `midpoints`, where the base is the middle of intervals; `choices`, at the worst that an
            adversary can choose; `one try` of several; and of the ranks `corners` (exact) or `enclosed`.
        refused: Why there are none.
        left_out: The barriers that were not weighed, since it would have taken too long.
    """

    probability: float | None = None
    method: str = ""
    refused: str | None = None
    left_out: int = 0


class Importance(NamedTuple):
    """The contributions of events, the greatest criticality first, and of barriers; the swings; how all was found."""

    events: Mapping[str, EventImportance]
    barriers: Mapping[str, BarrierImportance]
    tornado: Tornado | None
    weighing: Weighing
