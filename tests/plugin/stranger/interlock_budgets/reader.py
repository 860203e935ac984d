"""What a reader of changes does, as a function that the section `kernels` may call."""

from __future__ import annotations

from interlock.api.plugin import Function


def skim(sound: str) -> dict[str, float]:
    """Whether a change is approved: of those that are not sound, one in ten."""
    return {"true": 1.0} if sound == "true" else {"true": 0.1, "false": 0.9}


SKIM = Function("skim", skim, "Approves what is sound, and one in ten of the others.")
