"""The figures of the books from a file to the JSON of the command, and of the gallery's split and latents in each variant."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

import pytest

from interlock.analysis.answer import DIAGRAM, Request
from interlock.analysis.plan import run as run_analyses
from interlock.check.checked import CheckedDiagram
from interlock.cli.session import open_session
from interlock.pipeline import Setting
from interlock_boundaries.analyses import LATENT, SPLIT
from interlock_boundaries.latent_answer import Explanation
from tests.repository.command import run
from tests.repository.sources import ROOT
from tests.swiss_cheese.proposals import plugins


def boxes() -> str:
    """A binary symmetric, an erasure and a Z-channel, two symmetric ones in a row, and Smith's pair (FOSSACS 2009)."""
    first = ", ".join(f'"{h}": "{h if h % 8 == 0 else 1}"' for h in range(256))
    flips = '{"true": {"true": 0.9, "false": 0.1}, "false": {"true": 0.1, "false": 0.9}}'
    return f"""
interlock: 1
proposal: books
ports: {{in bit: Bool, in byte: Fin 256, out a: Bool, out b: Fin 3, out c: Bool, out e: Bool, out f: Fin 256, out g: Fin 4}}
boxes:
  symmetric: {{ports: {{in x: Bool, out y: Bool}}}}
  erasure: {{ports: {{in x: Bool, out y: Fin 3}}}}
  z: {{ports: {{in x: Bool, out y: Bool}}}}
  again: {{ports: {{in x: Bool, out y: Bool}}}}
  rare: {{ports: {{in h: Fin 256, out y: Fin 256}}}}
  low: {{ports: {{in h: Fin 256, out y: Fin 4}}}}
wires:
  - bit -> symmetric.x, erasure.x, z.x
  - byte -> rare.h, low.h
  - symmetric.y -> a, again.x
  - erasure.y -> b
  - z.y -> c
  - again.y -> e
  - rare.y -> f
  - low.y -> g
boundaries: {{s: {{inside: [symmetric]}}, er: {{inside: [erasure]}}, zz: {{inside: [z]}}, twice: {{inside: [s, again]}}, r: {{inside: [rare]}}, l: {{inside: [low]}}}}
kernels:
  s: {{of: symmetric, rows: {flips}}}
  e: {{of: erasure, rows: {{"true": {{"0": 0.7, "2": 0.3}}, "false": {{"1": 0.7, "2": 0.3}}}}}}
  z: {{of: z, rows: {{"true": {{"true": 0.5, "false": 0.5}}, "false": "false"}}}}
  t: {{of: again, rows: {flips}}}
  r: {{of: rare, rows: {{{first}}}}}
  l: {{of: low, rows: {{{", ".join(f'"{h}": "{h % 4}"' for h in range(256))}}}}}
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, Any]]:
    """For each membrane what leaves it, as the command writes it."""
    folder = tmp_path_factory.mktemp("books")
    (folder / "books.yaml").write_text(boxes(), "utf-8")
    said = run("analyze", "books.yaml", "--only", "bits", "--format", "json", folder=folder)
    membranes = json.loads(said.stdout)["results"]["bits"]["membranes"]
    found = {name: [row for row in rows if row["way"] == "outward"] for name, rows in membranes.items()}
    return {name: rows[-1]["numbers"] for name, rows in found.items()}


@pytest.mark.parametrize(
    ("membrane", "bits"),
    [("s", 0.5310), ("er", 0.7), ("zz", 0.3219), ("twice", 1 + 0.82 * math.log2(0.82) + 0.18 * math.log2(0.18))],
)
def test_capacities_are_those_of_the_books(told: Mapping[str, Mapping[str, Any]], membrane: str, bits: float) -> None:
    found = told[membrane]
    assert found["shannon_capacity_least"] <= bits + 5e-5 and bits - 5e-5 <= found["shannon_capacity_most"]
    assert found["shannon_capacity_most"] - found["shannon_capacity_least"] <= 1.1e-6


def test_smiths_pair_is_ordered_one_way_on_average_and_the_other_way_at_one_guess(
    told: Mapping[str, Mapping[str, Any]],
) -> None:
    rare, low = told["r"]["leaks"], told["l"]["leaks"]
    assert rare["shannon"] == pytest.approx(1.17, abs=0.005)
    assert low["shannon"] == pytest.approx(2.0)
    assert 2 ** (rare["min-entropy"] - low["min-entropy"]) == pytest.approx(8.25)  # «8x worse»
    assert set(rare) == {"shannon", "min-entropy"}  # no number without its measure


def gallery(slug: str, variant: str) -> CheckedDiagram:
    diagram = open_session(
        str(ROOT / "proposals" / slug / "proposal.yaml"), plugins(), Setting(variant)
    ).examined.diagram
    assert diagram is not None
    return diagram


@pytest.mark.parametrize(
    ("variant", "infiltration", "exfiltration"),
    [
        ("", (0.0, 0.0), (0.0, 0.0)),
        ("thin-wall", (0.5310, 0.5310), (0.0, 0.0)),
        ("glass-skull", (0.0, 0.0), (0.3113, 0.3219)),
        ("reflex", (1.0, 1.0), (0.0, 0.0)),
    ],
)
def test_what_passes_the_skin_is_nought_exactly_where_it_is_tight(
    variant: str, infiltration: tuple[float, float], exfiltration: tuple[float, float]
) -> None:
    ran = run_analyses((SPLIT,), {DIAGRAM: gallery("cartesian-split", variant)}, Request())
    one = ran.results[SPLIT].splits["agent"]
    for flow, (bits, most) in ((one.infiltration, infiltration), (one.exfiltration, exfiltration)):
        assert flow is not None and flow.shannon is not None and flow.shannon_most is not None
        assert flow.shannon == pytest.approx(bits, abs=5e-5)
        assert flow.shannon_most == pytest.approx(most, abs=5e-5)
        assert flow.tight == (flow.shannon == 0.0) == (flow.shannon_most == 0.0)
    assert len(ran.findings) == (variant != "")


def explained(variant: str) -> Mapping[str, Explanation]:
    return run_analyses((LATENT,), {DIAGRAM: gallery("minimal-latent", variant)}, Request()).results[LATENT].latents


def test_the_fact_is_natural_and_minimal_and_the_embellishment_only_minimal() -> None:
    rows = explained("")["models"].candidates
    verdicts = {name: (row.natural, row.minimal) for name, row in rows.items()}
    assert verdicts == {
        "world.fact": (True, True),
        "gloss.told": (False, True),
        "common part": (True, True),
        "product": (False, False),
    }


def test_the_minimal_latent_is_the_product_for_copies_and_for_nothing_else_there() -> None:
    claims = {name: one.coslice_product for name, one in explained("").items()}
    assert {name: claim is not None and claim.holds for name, claim in claims.items()} == {
        "models": False,
        "copies": True,
        "alone": False,
        "apart": False,
    }
    joins = {name: claim.product for name, claim in claims.items() if claim is not None}
    assert joins == {"models": pytest.approx(3.0), "copies": 1.0, "alone": 1.0, "apart": 2.0}


def test_who_misreads_the_fact_has_no_minimal_latent() -> None:
    one = explained("misread")["models"]
    assert one.common_part == 0.0
    assert one.candidates["world.fact"].redundancy["ours.seen"] == pytest.approx(0.4690, abs=5e-5)
    assert one.coslice_product is not None and not one.coslice_product.minimal_exists
    assert not any(row.natural or row.minimal for row in one.candidates.values())
