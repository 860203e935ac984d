"""What pictures show of membranes: breaches before admissions, capacities, and the bits of each crossing."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.analysis.exhibit import Exhibit, Lit
from interlock_boundaries.analyses import BITS, MEMBRANES
from interlock_boundaries.bits_picture import depict as depict_bits
from interlock_boundaries.depict import depict
from interlock_boundaries.show import show
from tests.boundaries.proposals import analysed

NOISY = """
ports: {in secret: Bool, out reply: Bool, out log: Bool}
boxes: {model: {ports: {in secret: Bool, out reply: Bool}}, scribe: {ports: {in x: Bool, out y: Bool}}}
wires: [secret -> model.secret, model.reply -> scribe.x, scribe.y -> reply, model.reply -> log]
boundaries:
  cell:
    inside: [model]
    admits: [secret -> model.secret, {wire: model.reply -> scribe.x, capacity: 0.6 bit / use}, {wire: model.reply -> log, capacity: 0.1 bit / use}]
  lab: {inside: [cell, scribe], admits: [secret -> model.secret, scribe.y -> reply]}
kernels:
  repeats: {of: model, rows: {"true": {"true": 0.9, "false": 0.1}, "false": {"true": 0.1, "false": 0.9}}}
  same: {of: scribe, rows: {"true": {"true": 0.9, "false": 0.1}, "false": {"true": 0.1, "false": 0.9}}}
"""


def picture(exhibits: Sequence[Exhibit]) -> Lit:
    """The one picture that is shown."""
    (one,) = exhibits
    assert isinstance(one, Lit)
    return one


def test_a_breach_of_one_membrane_counts_before_an_admission_by_another() -> None:
    found = picture(depict(analysed(NOISY).results[MEMBRANES]))
    assert found.note == "One wire crosses that is not admitted."
    assert found.marks == {
        "wire:model.secret": ("admitted",),
        "wire:scribe.x": ("admitted",),
        "wire:log": ("breach",),
        "boundaries:lab": ("breach",),
        "wire:reply": ("admitted",),
    }
    assert found.labels == {"wire:scribe.x": "<= 0.6 bit / use", "wire:log": "<= 0.1 bit / use"}


def test_each_crossing_has_its_bits_and_one_that_tells_too_much_is_lit_as_a_breach() -> None:
    found = picture(depict_bits(analysed(NOISY).results[BITS]))
    assert {at: mark for at, mark in found.marks.items() if mark != ("admitted",)} == {"wire:log": ("breach",)}
    assert found.labels == {
        "wire:model.secret": "cell: 1 bit, lab: 1 bit",
        "wire:scribe.x": "cell: 0.531 <= 0.6 bit",
        "wire:log": "cell: 0.531 <= 0.1 bit, lab: 0.531 bit",
        "wire:reply": "lab: 0.32 bit",
    }


def test_the_ports_by_which_a_membrane_acts_and_senses_are_listed_and_no_table_is_empty() -> None:
    tables = show(analysed(NOISY).results[MEMBRANES])
    (ports,) = [one for one in tables if one.title == "Ports of membranes"]
    assert ports.rows == (("cell", "model.reply", "model.secret"), ("lab", "scribe.y, model.reply", "model.secret"))
    alone = "boxes: {one: {ports: {}}}\nboundaries: {cell: {inside: [one], admits: []}}\n"
    assert show(analysed(alone).results[MEMBRANES]) == ()
