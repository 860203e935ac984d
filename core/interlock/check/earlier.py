"""What earlier looks at the same files have found, for a look that differs from them in little."""

from __future__ import annotations

from interlock.check.checked import Judged
from interlock.check.claims import Judged as Settled
from interlock.check.claims import stated
from interlock.check.fault import Vacuous, grave
from interlock.elaborate.interface import Interface
from interlock.elaborate.proposal import Elaborated
from interlock.record import dataclass, field


@dataclass(frozen=True, slots=True)
class Verdict:
    """A proposal that was elaborated, what became of all that it owes and claims, and what the kernel judged."""

    elaborated: Elaborated
    settled: Settled
    judged: Judged | None = None

    def covers(self, elaborated: Elaborated) -> bool:
        """Whether another elaboration is this one in all that is owed, claimed and judged; it may differ in other items."""
        own = self.elaborated
        return (
            elaborated.structure is own.structure
            and elaborated.owed == own.owed
            and elaborated.items.propositions == own.items.propositions
            and stated(elaborated) == stated(own)
            and not grave(elaborated.faults)
            and not grave(own.faults)
        )


@dataclass(slots=True)
class Earlier:
    """The first verdict on each file, and which interfaces nothing can meet; both hold what they are known by."""

    verdicts: dict[str, Verdict] = field(default_factory=dict)
    vacuities: dict[int, tuple[Interface, Vacuous | None]] = field(default_factory=dict)
