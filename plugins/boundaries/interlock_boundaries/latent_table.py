"""Tables of latents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.api.analysis import Exhibit, Table
from interlock_boundaries.latent_answer import Explanation, Latents


def show(found: Latents) -> Sequence[Exhibit]:
    """A row for each candidate, then what is common, and whether the minimal latent is the product."""
    if not found.latents:
        return ()
    told = [(name, one) for name, one in found.latents.items() if not one.refused]
    refused = " ".join(f"{name}: refused, {one.refused}." for name, one in found.latents.items() if one.refused)
    columns = ("question", "candidate", "entropy", "mediation error", "redundancy errors", "natural", "minimal")
    claims = (
        "question",
        "things",
        "total correlation",
        "common part",
        "minimal latent",
        "is the product of the things",
    )
    return (
        Table("Latents, in bits of Shannon's measure", columns, tuple(_candidates(told)), refused),
        Table(
            "Minimal latents",
            claims,
            tuple(_claims(told)),
            "The product is that in the coslice under Ω: all things together.",
        ),
    )


def _candidates(told: Sequence[tuple[str, Explanation]]) -> Iterator[tuple[str, ...]]:
    for name, one in told:
        for candidate, row in one.candidates.items():
            errors = ", ".join(_bits(error) for error in row.redundancy.values())
            verdicts = "yes" if row.natural else "no", "yes" if row.minimal else "no"
            yield name, candidate, _bits(row.entropy), _bits(row.mediation), errors, *verdicts


def _claims(told: Sequence[tuple[str, Explanation]]) -> Iterator[tuple[str, ...]]:
    for name, one in told:
        claim = one.coslice_product
        assert claim is not None  # what is not refused has one
        latent = _bits(claim.latent) if claim.minimal_exists else "there is none"
        verdict = f"yes, of {_bits(claim.product)}" if claim.holds else f"no, that has {_bits(claim.product)}"
        yield name, ", ".join(one.of), _bits(one.total_correlation), _bits(one.common_part), latent, verdict


def _bits(bits: float) -> str:
    return f"{bits:.4f}" if bits else "0"
