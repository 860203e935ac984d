"""The patterns that are looked for, by whichever analysis or lint finds each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from interlock.plugin.discover import discover
from interlock.plugin.host import ANALYSING, OURS, load
from interlock.syntax.grammar import CORE
from tests.docs.codes import PAGES, linked
from tests.docs.codes import Code as Told


class Pattern(NamedTuple):
    """What goes wrong, the codes that tell it, and after whom."""

    what: str
    codes: tuple[str, ...]
    source: str


PATTERNS: Final = (
    Pattern("a policy learns from a monitor or final judge of it", ("trained-against-monitor",), "arXiv:2503.11926"),
    Pattern(
        "verdict, rationale or which layer blocked are visible to the adversary",
        ("verdict-visible",),
        "arXiv:2506.24068",
    ),
    Pattern("an output filter does not see the input", ("filter-without-input",), "arXiv:2601.04603"),
    Pattern("what a monitor says comes to nobody who could act on it", ("verdict-without-effect",), "arXiv:2512.13526"),
    Pattern(
        "a monitor shares lineage with what it monitors",
        ("monitor-shares-lineage",),
        "arXiv:2312.06942, arXiv:2602.20628",
    ),
    Pattern(
        "a monitor's specification flows into the policy's training data",
        ("monitor-in-training-data",),
        "arXiv:2605.15257",
    ),
    Pattern(
        "two “independent” barriers share a training pipeline, data or vendor",
        ("trained-alike", "independence-contradicted", "dual-credit"),
        "Kim and others 2025; arXiv:2510.11235",
    ),
    Pattern(
        "an effect is committed before review, with no recovery box", ("effect-before-review",), "arXiv:2512.13526"
    ),
    Pattern("an audit budget can be burnt, or is positional", ("budget-burnable",), "arXiv:2312.06942"),
    Pattern(
        "a certificate, calibration or monitor is of another version of model, specification or policy",
        ("type-mismatch", "stale-evidence"),
        "arXiv:2405.06624",
    ),
    Pattern(
        "nondeterminism inside a deterministic membrane",
        ("nondeterminism-inside", "mode-exceeded"),
        "Goguen and Meseguer 1982",
    ),
    Pattern(
        "a proxy reaches the optimiser with nothing that anchors it, or with a budget and nothing said of its tail",
        ("proxy-pressure",),
        "arXiv:2407.14503",
    ),
    Pattern("what raters click is taken for what they would want", ("proxy-without-ideal",), "arXiv:1811.07871"),
    Pattern(
        "untrusted data reach an actuator with no endorsing barrier",
        ("unendorsed-action", "label-demand"),
        "Denning 1976",
    ),
    Pattern(
        "a decision has an instrumental incentive to control its overseer or what its reward goes by",
        ("incentive-on-oversight", "consequential-learning"),
        "arXiv:2102.01685",
    ),
    Pattern(
        "the policy's maker also writes its specification",
        ("duties-not-separated",),
        "Clark and Wilson 1987; Drexler 2023",
    ),
)


def table() -> str:
    """Every pattern with the codes that tell it, and who gives them."""
    known = givers()
    rows = ["| pattern | code | from | severity | after |", "|---|---|---|---|---|"]
    for pattern in PATTERNS:
        for at, code in enumerate(pattern.codes):
            giver, severity = known[code]
            what, source = (pattern.what, pattern.source) if at == 0 else ("", "")
            rows.append(f"| {what} | {linked(Told(code, giver, ''))} | {giver} | {severity} | {source} |")
    return "\n".join(rows)


def givers() -> Mapping[str, tuple[str, str]]:
    """Who gives each code, and how grave it is."""
    ours = [point for point in discover("interlock") if point.distribution == OURS]
    loaded = load(ANALYSING, ours, CORE)
    found = {path.stem: ("core", "error") for path in PAGES.glob("*.md")}
    for analysis in loaded.analyses:
        for rule in analysis.body().rules:
            found[rule.code] = (loaded.contributor("analysis", analysis.name), rule.severity)
    for lint in loaded.lints:
        found[lint.pattern().rule.code] = (
            loaded.contributor("lint", lint.pattern().rule.code),
            lint.pattern().rule.severity,
        )
    return found
