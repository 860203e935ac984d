"""The first-party vocabularies: world models, policies, specifications, certificates, and how they are overseen."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.api.plugin import Vocabulary, hookimpl


class Alignment:
    """Ships two vocabularies, the second built on the first, and nothing else."""

    @hookimpl
    def vocabularies(self) -> Sequence[Vocabulary]:
        """The vocabularies `alignment` and `oversight`."""
        return tuple(Vocabulary(name, "interlock_alignment", f"{name}.yaml") for name in ("alignment", "oversight"))


plugin = Alignment()
