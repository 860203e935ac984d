"""The targets of a hazard as measures of choices of changes, which fall with each change that is made."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from math import inf

from interlock.api.analysis import Request
from interlock.api.choice import Demand, at_most
from interlock.api.kit import Exhausted, least_order
from interlock_swiss_cheese.adopt import Workshop
from interlock_swiss_cheese.attack import attack
from interlock_swiss_cheese.case import Case
from interlock_swiss_cheese.deployment import deployment
from interlock_swiss_cheese.likelihood import likelihood
from interlock_swiss_cheese.limits import Stated
from interlock_swiss_cheese.option import Option
from interlock_swiss_cheese.propagation import Asked, Propagation
from interlock_swiss_cheese.worst import Subject

Choice = frozenset[int]


class Goal(ABC):
    """That a measure of a choice is at most a limit; ``refused`` says why it could not be taken of some choice."""

    def __init__(self, workshop: Workshop, words: str, limit: float) -> None:
        """Begin without any measure."""
        self.workshop = workshop
        self.words = words
        self.limit = limit
        self.refused: str | None = None

    @abstractmethod
    def measure(self, choice: Choice) -> float:
        """The number that the target is about; infinite where it is refused."""

    def demand(self, costs: Sequence[int]) -> Demand:
        """The demand that the measure is at most the limit."""
        return at_most(self.limit, self.measure, costs)

    def shown(self, value: float) -> float | None:
        """The number as it is told."""
        return value

    def refuse(self, why: str) -> float:
        """Remember why a measure is not known."""
        self.refused = self.refused or why
        return inf


class Rarity(Goal):
    """That the probability of a hazard is at most its target."""

    def __init__(self, workshop: Workshop, asked: Asked, request: Request) -> None:
        """Take the target with the number that it is about."""
        assert asked.target is not None
        quantity, self._per, declared = asked.target
        self._declared = declared is not None
        self._asked, self._scenarios = asked, request.scenarios
        self._tries: dict[str, int] = {}
        about = "as declared" if self._declared else "whatever the dependence"
        super().__init__(workshop, f"<= {float(quantity.high):g} per {self._per}, {about}", float(quantity.high))

    def measure(self, choice: Choice) -> float:
        """The upper end of the probability, found as for the diagram that has these changes."""
        subject = self.workshop.subject(choice)
        if subject is None:
            return self.refuse(f"the decision diagram outgrew its budget of {self.workshop.budget} nodes")
        if not subject.compiled.monotone:
            return self.refuse("something is negated, so that a change may make the hazard more probable")
        propagation = self.workshop.adopted(choice)
        played = self._played(subject, propagation)
        if played:
            return self.refuse(played)
        if propagation.network.limits and Stated(propagation, {}).concerns(subject.concerned, independence=False):
            return self.refuse("what is stated of several events together bears on it")
        found = likelihood(subject, propagation, self._scenarios)
        if self._per == "deployment" and self._asked.uses is not None:
            found = deployment(self._asked.uses, found, propagation.known.cases).probability
        bounds = found.declared if self._declared else found.no_assumption
        return self.refuse(found.refused or "no probability") if bounds is None else bounds.upper

    def _played(self, subject: Subject, propagation: Propagation) -> str:
        """Why bounds over several tries may grow by a change; empty if they cannot.

        They are no sharp ones where holes are probed, and a barrier may bring in an adversary who tries more often.
        """
        known, network = propagation.known, propagation.network
        for case in known.cases:
            done = attack(case, subject.concerned, known.by_case[case.scenario], network)
            if done.tries > 1 and done.probed and any(one.places for one in self.workshop.options):
                return "barriers are offered where holes are probed, and the bounds for that do not compare"
            if done.tries > self._tries.setdefault(case.scenario, done.tries):
                return "a barrier is offered whose hole brings in an adversary that tries more often"
        return ""

    def demand(self, costs: Sequence[int]) -> Demand:
        """The demand, with what each change takes at most."""
        return at_most(self.limit, self.measure, costs, self._ratios, self._gains)

    def _others(self, choice: Choice) -> list[tuple[int, Option]]:
        return [(at, one) for at, one in enumerate(self.workshop.options) if at not in choice]

    def _ratios(self, choice: Choice, value: float) -> dict[int, float]:
        """The share of the probability that each other change leaves at least."""
        known = self.workshop.adopted(choice).known
        return {at: self.workshop.ratio(one, known) for at, one in self._others(choice)}

    def _gains(self, choice: Choice, value: float) -> dict[int, float]:
        """What each other change takes from the probability as declared at most; nothing of that under every joint law.

        That is what its ratio does not leave; and of one try in one use, the fall of each event's chance times the greatest
        derivative by it.
        """
        if not self._declared:
            return {}
        found = {at: (1.0 - ratio) * value for at, ratio in self._ratios(choice, value).items()}
        if self._per == "deployment" or any(tries > 1 for tries in self._tries.values()):
            return found
        for at, option in self._others(choice):
            if not option.places:
                falls = (self.workshop.fall(option, choice, case.scenario) for case in self._cases())
                found[at] = min(found[at], max(falls, default=0.0))
        return found

    def _cases(self) -> list[Case]:
        cases = self.workshop.propagation.known.cases
        return [case for case in cases if not self._scenarios or case.scenario in self._scenarios]


class Depth(Goal):
    """That no minimal cut set is smaller than a demanded order; orders are measured by their negatives."""

    def __init__(self, workshop: Workshop, order: int) -> None:
        """Take the order."""
        super().__init__(workshop, f"no minimal cut set of order below {order}", -float(order))

    def measure(self, choice: Choice) -> float:
        """The least order of a cut set, negative; what is impossible is in none."""
        subject = self.workshop.subject(choice)
        if subject is None:
            return self.refuse(f"the decision diagram outgrew its budget of {self.workshop.budget} nodes")
        if not subject.compiled.monotone:
            return self.refuse("something is negated, so that cut sets are not defined")
        left = self.workshop.without(subject.top, self.workshop.impossible(choice))
        if isinstance(left, Exhausted):
            return self.refuse(f"the decision diagram outgrew its budget of {self.workshop.budget} nodes")
        order = least_order(left)
        return -inf if order is None else -float(order)

    def shown(self, value: float) -> float | None:
        """The order; None if there is no cut set."""
        return None if value == -inf else -value


def goals(workshop: Workshop, asked: Asked, request: Request) -> Iterator[Goal]:
    """The targets of a hazard."""
    if asked.target is not None:
        yield Rarity(workshop, asked, request)
    if asked.order is not None:
        yield Depth(workshop, asked.order)
