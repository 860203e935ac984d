"""Audit budgets, as an author writes them: the worst case over how often an adversary attacks."""

from __future__ import annotations

import pytest

from interlock.analysis.answer import DIAGRAM, Request
from interlock.analysis.plan import run
from interlock_swiss_cheese.analyses import AUDITS
from interlock_swiss_cheese.audit import AuditTable, show
from tests.swiss_cheese.proposals import checked

PROPOSAL = """interlock: 1
proposal: p
ports: {{out answer: Text}}
boxes:
  model: {{ports: {{out answer: Text}}, failures: {{events: {{attacks: {{}}}}, rules: [harm at answer if attacks]}}}}
  monitor:
    ports: {{in answer: Text, out kept: Text}}
    failures: {{events: {{missed: {{}}}}, rules: [harm at kept if harm at answer and missed]}}
wires: [model.answer -> monitor.answer, monitor.kept -> answer]
failures: {{types: {{harm: {{}}}}, events: {{monitor.missed: {{probability: {missed}}}}}}}
hazards: {{harmed: {{top: harm at answer{uses}}}}}
adversaries: {{red: {{controls: [model.attacks]{audits}}}}}
"""


def audited(
    missed: str = "1", uses: str = ", uses: 100", audits: str = ", audits: 10", more: str = ""
) -> list[AuditTable]:
    """What the audits are worth."""
    told, diagram = checked(PROPOSAL.format(missed=missed, uses=uses, audits=audits) + more)
    assert diagram is not None, told
    ran = run((AUDITS,), {DIAGRAM: diagram}, Request())
    assert not ran.failed
    return list(ran.results[AUDITS].hazards.get("harmed", ()))


def test_the_worst_case_of_an_audit_of_ten_uses_in_a_hundred() -> None:
    (found,) = audited()
    assert found.safe_independent == pytest.approx((0.30316, 0.30316), abs=5e-6)
    assert found.attacks == pytest.approx(1 - 0.1 ** (1 / 90))
    assert found.safe is not None and found.safe <= 0.30316


@pytest.mark.parametrize(("audits", "safe"), [(25, 5.2), (100, 15.2), (500, 42.8), (1500, 71.2)])
def test_the_published_table_comes_out_of_a_proposal(audits: int, safe: float) -> None:
    (found,) = audited("0.53", ", uses: 5000", f", audits: {audits}")
    assert found.safe_independent is not None
    assert 100 * found.safe_independent[0] == pytest.approx(safe, abs=0.05)


def test_intervals_of_holes_and_of_uses_give_an_interval_of_safety() -> None:
    (found,) = audited("0.2 .. 0.6", ", uses: 50 .. 100")
    assert found.safe_independent == pytest.approx(
        (audited("0.6")[0].safe_independent or (0,))[:1]
        + (audited("0.2", ", uses: 50")[0].safe_independent or (0,))[1:]
    )
    assert found.safe is not None and found.safe < found.safe_independent[0]  # type: ignore[index]


def test_what_is_missing_is_named_and_nothing_is_assumed() -> None:
    (found,) = audited(uses="")
    assert (found.safe, found.refused) == (None, "the hazard states no `uses`")
    assert audited(audits="") == []


def test_an_audit_counts_in_the_scenarios_in_which_its_adversary_acts() -> None:
    (found,) = audited(audits=", audits: 10, in: [scheming]", more="scenarios: {honest: {}, scheming: {weight: 0.1}}\n")
    assert (found.scenario, found.refused) == ("scheming", None)
    assert found.safe_independent == audited()[0].safe_independent


def test_all_uses_audited_are_safe_and_more_audits_than_uses_are_no_more() -> None:
    for audits in (100, 1000):
        (found,) = audited(audits=f", audits: {audits}")
        assert (found.safe, found.safe_independent) == (1.0, (1.0, 1.0))


def test_the_table_shows_the_worst_and_nothing_where_nothing_is_audited() -> None:
    told, diagram = checked(PROPOSAL.format(missed="1", uses=", uses: 100", audits=", audits: 10"))
    assert diagram is not None, told
    (table,) = show(run((AUDITS,), {DIAGRAM: diagram}, Request()).results[AUDITS])
    assert table.rows[0][:4] == ("harmed", "red", "100", "10")  # type: ignore[union-attr]
    assert "0.3032" in table.rows[0]  # type: ignore[union-attr]
    told, diagram = checked(PROPOSAL.format(missed="1", uses="", audits=""))
    assert diagram is not None, told
    assert show(run((AUDITS,), {DIAGRAM: diagram}, Request()).results[AUDITS]) == ()


def test_an_audit_of_no_use_is_refused() -> None:
    told, _ = checked(PROPOSAL.format(missed="1", uses="", audits=", audits: 0"))
    assert "out-of-range" in told
