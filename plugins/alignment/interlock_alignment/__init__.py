"""The first-party vocabulary: world models, policies, specifications, certificates, and the kinds that pass them on."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.api.plugin import Vocabulary, hookimpl


class Alignment:
    """Ships one vocabulary and nothing else."""

    @hookimpl
    def vocabularies(self) -> Sequence[Vocabulary]:
        """The vocabulary `alignment`."""
        return (Vocabulary("alignment", "interlock_alignment", "alignment.yaml"),)


plugin = Alignment()
