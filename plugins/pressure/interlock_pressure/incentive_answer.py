"""What is said of incentives: what a decision is to control, to respond to and to know, for the sake of its score."""

from __future__ import annotations

from interlock.api.record import dataclass


@dataclass(frozen=True, slots=True)
class DecisionAnswer:
    """An output that is chosen by a learn wire, as one decision of which the source of the learn wire is the utility.

    ``observes`` is what the output depends on at once, ``requisite`` as much of that as could matter. There is an instrumental
    incentive to ``control`` what lies on a way of data from the decision to the utility, now or an instant later; a
    ``response`` incentive to what leads to the decision by what is requisite; and value of ``information`` in what could matter
    if it were observed, too. Not ``complete``: the diagram is large, and the last three were not looked at.
    """

    decision: str
    utility: str
    learn: str
    observes: tuple[str, ...]
    requisite: tuple[str, ...]
    control: tuple[str, ...]
    response: tuple[str, ...]
    information: tuple[str, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Incentives:
    """Every decision that some learn wire, not by imitation, makes; of very many only the first: then they are not ``whole``."""

    decisions: tuple[DecisionAnswer, ...] = ()
    whole: bool = True
