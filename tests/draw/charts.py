"""Charts that drawings are tested on: one of each sort, and some that ask for care."""

from __future__ import annotations

from interlock.analysis.chart import (
    Bar,
    Bars,
    Bead,
    BowTie,
    Cell,
    Chart,
    Curve,
    Grid,
    Plot,
    Row,
    Shade,
    Spot,
    Strand,
    Wing,
)

HATCHED = Shade("D", "hatched", "neutral", "declared")
DOTTED = Shade("M", "dotted", "neutral", "measured")
SOLID = Shade("M✓", "solid", "good", "measured, credited")
CROSSED = Shade("A", "crossed", "bad", "chosen")
SURE = Shade("P", "solid", "sure", "proved")
LONG = "stack/inner/filter-with-a-name-that-nobody-can-read-in-one-line-or-in-two.event-of-it"
HOSTILE = "<script>alert('1')</script> & \"q\" ]]> -->"

TORNADO = Bars(
    "What the range of each event does to harm",
    "probability of harm per use",
    (
        Bar("down", 0.002, 0.01, 0.01),
        Bar("planner.errs", 1e-4, 0.01, 0.05, "its range is elicited"),
        Bar(LONG, 0.0, 0.01, 0.011),
        Bar("none", 0.01, 0.01, 0.01),
        Bar("verifier.unsound", 0.008, 0.01, 0.012),
    ),
    "Each event at both ends of its range, all others at their base value.",
)
WIDE = Bars(
    "Over many powers of ten",
    "probability",
    (*(Bar(f"event-{k}", 10.0**-k / 3, 10.0**-k, 2 * 10.0**-k) for k in range(1, 9)), Bar("zero", 0.0, 1e-5, 1e-4)),
)
MATRIX = Grid(
    "Routes to harm and their barriers",
    "route",
    ("met", "credited", "verifier", "gate", LONG),
    (
        Row(
            "planner > action",
            (Cell(Shade("0", "solid", "bad", "no barrier at all")), Cell(Shade("0")), None, None, None),
        ),
        Row(
            "planner > [verifier] > [gate] > action",
            (Cell(Shade("2")), Cell(Shade("2")), Cell(HATCHED), Cell(SOLID), None),
        ),
        Row(
            f"modeller > controller > [verifier] > [gate] > [{LONG}] > action",
            (Cell(Shade("3")), Cell(Shade("1")), Cell(CROSSED), Cell(DOTTED, "47 of 71"), Cell(SURE)),
            "begins with wrong-model at modeller.model",
        ),
    ),
    "14 more routes.",
)
BOWTIE = BowTie(
    "Bow-tie of harm",
    "harm",
    "unsafe-action at action",
    Wing(
        "What leads to it",
        (
            Strand("elicitor.gap", "meets no barrier"),
            Strand(
                "planner.errs or planner.schemes",
                "wrong-policy at planner.policy",
                (Bead("verifier", "opened by verifier.unsound", HATCHED), Bead("gate", "opened by gate.jams", SOLID)),
            ),
            Strand(LONG, LONG, tuple(Bead(f"{LONG}-{k}", LONG, CROSSED) for k in range(9))),
        ),
        "14 more routes, none with fewer barriers.",
    ),
    Wing("What follows", (Strand("action", "leaves there", (Bead("recovery", "opened by late", DOTTED),)),)),
    "Of one use.",
)
ALONE = BowTie("Nothing known", "top", "", Wing("Before", (), "Nothing is known."), Wing("After", (), "Nothing, too."))
FRONTIER = Plot(
    "What an audit buys",
    "probability of a backdoor",
    "share of tasks refused",
    (
        Curve(
            "audit of the highest scores",
            tuple(
                Spot(x, y, f"budget = {n}")
                for n, x, y in ((25, 0.5, 0.01), (50, 0.3, 0.02), (100, 0.2, 0.05), (400, 0.1, 0.6))
            ),
            "steps",
        ),
        Curve("audit at random", (Spot(0.4, 0.1, "a"), Spot(0.2, 0.3, "b"), Spot(0.2001, 0.3001, "close to b"))),
        Curve("neither", (Spot(0.0, 0.9),), "none"),
    ),
)
PLAIN = Plot("One curve", "n", "loss", (Curve("", (Spot(1, 2.0), Spot(2, 1.0), Spot(3, float("nan")))),))
EMPTY = Plot("No curve", "x", "y", ())

CHARTS: dict[str, Chart] = {
    "tornado": TORNADO,
    "tornado-wide": WIDE,
    "matrix": MATRIX,
    "bow-tie": BOWTIE,
    "bow-tie-alone": ALONE,
    "frontier": FRONTIER,
    "curve": PLAIN,
    "no-curve": EMPTY,
}


def hostile(text: str) -> tuple[Chart, ...]:
    """One chart of each sort with the text wherever text may stand."""
    shade = Shade(text[:3], "hatched", "good", text)
    bead = Bead(text, text, shade, text)
    wing = Wing(text, (Strand(text, text, (bead, bead), text), Strand(text)), text)
    return (
        Bars(text, text, (Bar(text, 0.1, 0.2, 0.3, text), Bar(text, 0.2, 0.2, 0.2)), text),
        Grid(text, text, (text, text), (Row(text, (Cell(shade, text), Cell(Shade(text))), text),), text),
        BowTie(text, text, text, wing, wing, text),
        Plot(text, text, text, (Curve(text, (Spot(1, 1, text), Spot(2, 2, text))), Curve(text, ())), text),
    )
