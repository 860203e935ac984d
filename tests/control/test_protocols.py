"""What protocols are worth: published figures through the command, and small cases by counting all that may happen."""

from __future__ import annotations

from itertools import permutations, product
from math import factorial, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.test_commands import Interlock, interlock
from tests.control.played import HERE, analysed, played, told

__all__ = ["interlock"]


# ---- audits before a deployment --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("share", "safe"), [("25", 5.2), ("100", 15.2), ("500", 42.8), ("1500", 71.2)])
def test_the_published_table_of_upfront_audits(interlock: Interlock, share: str, safe: float) -> None:
    found = told(interlock, "audit.yaml", "--set", f"budget={share}")["protocols"]["before"]["upfront"]
    low, high = found["chance"]["safety"]
    assert low == high and 100 * low == pytest.approx(safe, abs=0.05)
    attacks = found["chance"]["attacks"]
    worst = 1 - low
    for near in (attacks * 0.99, attacks * 1.01):
        assert (1 - near) ** int(share) * (1 - (1 - 0.53 * near) ** (5000 - int(share))) < worst


def test_an_upfront_audit_of_ten_in_a_hundred(interlock: Interlock) -> None:
    settings_ = ("--set", "uses=100", "--set", "budget=10", "--set", "harm=1.0")
    found = told(interlock, "audit.yaml", *settings_)["protocols"]["before"]["upfront"]
    assert found["stated"]["safety"][0] == pytest.approx(0.31555, abs=5e-6)
    assert found["chance"]["safety"][0] == pytest.approx(0.30316, abs=5e-6)
    assert found["number"]["safety"][0] < found["chance"]["safety"][0]


def test_five_tries_of_which_each_may_be_the_last(interlock: Interlock) -> None:
    found = told(interlock, "retries.yaml", only="swiss-cheese")["hazards"]["harmed"]["probability"]
    assert found["independent"]["upper"] == pytest.approx(0.21075, abs=5e-6)


def test_safety_is_followed_while_the_budget_is_swept(interlock: Interlock) -> None:
    ran = interlock(
        "analyze",
        str(HERE / "audit.yaml"),
        "--sweep",
        "budget=25..1500:5",
        "--plot",
        "before.safety,before.usefulness",
        "--format",
        "json",
    )
    points = ran.json()["sweep"]["points"]
    safe = [point["gauges"]["before.safety"]["lower"] for point in points]
    useful = [point["gauges"]["before.usefulness"]["lower"] for point in points]
    assert safe == sorted(safe) and useful == sorted(useful, reverse=True)
    assert useful[0] == pytest.approx(0.995)


# ---- queues ----------------------------------------------------------------------------------------------------------

SCORES = ("low", "middle", "high")
HONEST, ATTACK = (0.5, 0.3, 0.2), (0.25, 0.25, 0.5)


def read_by_counting(draws: str, uses: int, budget: int, at: int) -> float:
    """The chance that an attack at a place is read, over the scores of all pieces; ties are broken at random."""
    total = 0.0
    for scores in product(range(3), repeat=uses):
        chance = prod(ATTACK[score] if place == at else HONEST[score] for place, score in enumerate(scores, 1))
        own = scores[at - 1]
        if draws == "first":
            total += chance * (own > 0 and sum(score > 0 for score in scores[: at - 1]) < budget)
        elif draws == "top":
            above, level = sum(score > own for score in scores), sum(score == own for score in scores)
            total += chance * min(1.0, max(0.0, (budget - above) / level))
        else:
            total += chance * budget / uses
    return total


@pytest.mark.parametrize("draws", ["first", "top", "random"])
@pytest.mark.parametrize("budget", ["0", "1", "2", "4", "5"])
def test_a_queue_is_worth_what_all_scores_say(interlock: Interlock, draws: str, budget: str) -> None:
    words = ("--set", f"budget={budget}", *(() if draws == "first" else ("--variant", draws)))
    found = told(interlock, "queue.yaml", *words)["protocols"]["line"]["queue"]
    wanted = {at: read_by_counting(draws, 5, int(budget), at) for at in range(1, 6)}
    assert dict(found["times"]) == pytest.approx({at: wanted[at] for at, _ in found["times"]}, abs=1e-12)
    flagged = [sum(score > 0 for score in scores) for scores in product(range(3), repeat=5)]
    chances = [prod(HONEST[score] for score in scores) for scores in product(range(3), repeat=5)]
    spent = sum(p * min(many, int(budget)) for p, many in zip(chances, flagged, strict=True))
    assert found["usefulness"] == pytest.approx(1 - (spent if draws == "first" else int(budget)) / 5)
    least = min(wanted.values())
    assert found["best"]["safety"] == pytest.approx([0.9 * least] * 2, abs=1e-12)
    assert wanted[found["best"]["at"]] == pytest.approx(least)


def harm(uses: int, budget: int, attacks: int, *, stops: bool) -> float:
    """The chance that the first so many pieces, all of them attacks, do harm past a reader of the top, over all scores.

    What is read is found. A finding stops all, or it holds back the one piece.
    """
    total = 0.0
    for scores in product(range(3), repeat=uses):
        chance = prod((ATTACK if at < attacks else HONEST)[score] for at, score in enumerate(scores))
        for order in permutations(range(uses)):
            read = sorted(order, key=lambda at: -scores[at])[:budget]  # ties as the order has them
            found = sum(at < attacks for at in read)
            total += chance / factorial(uses) * (found == 0 if stops else found < attacks)
    return total


def test_one_attack_is_the_best_number_just_where_a_finding_stops_the_deployment() -> None:
    stopped = [harm(4, 2, attacks, stops=True) for attacks in (1, 2, 3)]
    held = [harm(4, 2, attacks, stops=False) for attacks in (1, 2, 3)]
    assert stopped[0] == held[0] and stopped == sorted(stopped, reverse=True)
    assert held[0] < held[1] < held[2] == pytest.approx(1.0)
    assert stopped[0] == pytest.approx(1 - read_by_counting("top", 4, 2, 1))


def test_who_knows_that_a_budget_is_spent_in_turn_waits(interlock: Interlock) -> None:
    found = told(interlock, "queue.yaml", "--set", "uses=5000", "--set", "budget=100")["protocols"]["line"]["queue"]
    assert found["best"]["at"] == 5000 and found["best"]["safety"][1] < 1e-6
    top = told(interlock, "queue.yaml", "--set", "uses=5000", "--set", "budget=100", "--variant", "top")
    assert top["protocols"]["line"]["queue"]["best"]["safety"][0] > 0.04


# ---- decisions by score ----------------------------------------------------------------------------------------------

GATE = """
ports: {{in code: Text, out kept: Text}}
boxes: {{gate: {{ports: {{in code: Text, out kept: Text}}}}}}
wires: [code -> gate.code, gate.kept -> kept]
protocols:
  it:
    decides: gate
    honest: {{low: 0.8, high: 0.2}}
    attacks:
      plain: {{looks: {{low: {plain}, high: {rest}}}, harm: {harm}}}
      hidden: {{looks: {{low: 0.9, high: 0.1}}, harm: 0.5}}
    actions: {{submit: {{passes: 1, useful: 1}}, edit: {{passes: {passes}, useful: {useful}}}}}{more}
"""


def gate(plain: float = 0.3, harm: str = "1", passes: float = 0.2, useful: float = 0.9, more: str = "") -> str:
    rest = round(1 - plain, 6)
    return GATE.format(
        plain=plain, rest=rest, harm=harm, passes=passes, useful=useful, more=f"\n    {more}" if more else ""
    )


def worth(plain: float, passes: float, useful: float, low: float, high: float) -> tuple[float, float]:
    """Safety and usefulness where a piece of each score is edited with these chances."""

    def escapes(look_low: float, look_high: float) -> float:
        return look_low * (1 - low + low * passes) + look_high * (1 - high + high * passes)

    safety = 1 - max(escapes(plain, 1 - plain), 0.5 * escapes(0.9, 0.1))
    return safety, 1 - (0.8 * low + 0.2 * high) * (1 - useful)


@settings(max_examples=25, deadline=None)
@given(*[st.integers(0, 10).map(lambda one: one / 10)] * 3)
def test_no_mixture_of_a_grid_beats_the_frontier(plain: float, passes: float, useful: float) -> None:
    found = played(gate(plain, passes=passes, useful=useful), "it").decision
    assert found is not None
    corners = [(one.reply.safety[0], one.usefulness) for one in found.frontier]
    for one in found.frontier:
        does = [one.does[score].get("edit", 0.0) for score in ("low", "high")]
        assert worth(plain, passes, useful, *does) == pytest.approx((one.reply.safety[0], one.usefulness), abs=1e-6)
    for price in (0.0, 0.3, 1.0, 3.0, 10.0):
        best = max(safe + price * use for safe, use in corners)
        for low, high in product([at / 10 for at in range(11)], repeat=2):
            safe, use = worth(plain, passes, useful, low, high)
            assert safe + price * use <= best + 1e-6


def test_what_is_done_is_valued_and_the_best_attack_named() -> None:
    found = played(gate(more="does: {low: submit, high: edit}"), "it").decision
    assert found is not None and found.stated is not None and found.best is not None
    assert found.stated.reply.safety[0] == pytest.approx(1 - max(0.3 + 0.7 * 0.2, 0.5 * (0.9 + 0.1 * 0.2)))
    assert found.stated.usefulness == pytest.approx(0.98) and found.stated.reply.kinds == {"hidden": 1.0}
    assert found.best.usefulness >= 0.98 - 1e-9 and found.best.reply.safety[0] >= found.stated.reply.safety[0] - 1e-9


def test_a_usefulness_that_is_asked_for_bounds_the_best_mixture() -> None:
    most = played(gate(more="useful: 1"), "it").decision
    less = played(gate(more="useful: 0.95"), "it").decision
    assert most is not None and most.best is not None and less is not None and less.best is not None
    assert most.best.usefulness == pytest.approx(1.0) and most.best.reply.safety[0] == pytest.approx(0.0)
    assert less.best.usefulness == pytest.approx(0.95) and less.best.reply.safety[0] > 0.3


def test_the_best_is_as_useful_as_what_is_done_and_as_is_asked() -> None:
    for useful, least in (("0.9", 0.98), ("0.99", 0.99)):
        text = gate(more=f"does: {{low: submit, high: edit}}\n    useful: {useful}")
        found = played(text, "it").decision
        assert found is not None and found.best is not None
        assert found.best.usefulness >= least - 1e-9
        assert [one for one in analysed(text).codes() if one == "less-useful-than-asked"] == (
            ["less-useful-than-asked"] if useful == "0.99" else []
        )


def test_intervals_of_harm_give_an_interval_of_safety() -> None:
    found = played(gate(harm="0.5 .. 1", more="does: {low: submit, high: submit}"), "it").decision
    assert found is not None and found.stated is not None
    assert found.stated.reply.safety == pytest.approx((0.0, 0.5))


def test_a_share_that_is_overspent_is_an_error_and_the_best_keeps_to_it() -> None:
    text = gate(more="does: {low: submit, high: edit}").replace("useful: 0.9", "useful: 0.9, share: 0.1")
    found = analysed(text)
    assert found.finding("overspent-share").says.plain().endswith("to 0.2 of honest code, which may be 0.1 at most")
    best = played(text, "it").decision
    assert best is not None and best.best is not None
    assert 0.2 * best.best.does["high"].get("edit", 0.0) + 0.8 * best.best.does["low"].get("edit", 0.0) <= 0.1 + 1e-9


# ---- what is written wrongly -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("low: 0.8, high: 0.2", "low: 0.8, high: 0.3", "not-a-law"),
        ("low: 0.8, high: 0.2", "low: 0.8, high: 0.1 .. 0.2", "not-a-law"),
        ("{low: 0.9, high: 0.1}", "{high: 0.1, low: 0.9}", "not-a-law"),
        ("high: edit}", "high: burn}", "not-a-law"),
        ("high: edit}", "low: edit}", "duplicate-key"),
        ("{low: submit, high: edit}", "{low: submit}", "not-a-law"),
        ("harm: 0.5", "harm: 1.5", "out-of-range"),
        ("useful: 0.9", "useful: 0.9 .. 1", "not-a-law"),
    ],
)
def test_what_is_no_protocol_is_told(old: str, new: str, code: str) -> None:
    text = gate(more="does: {low: submit, high: edit}")
    assert old in text
    assert code in analysed(text.replace(old, new)).told


def test_what_is_missing_is_named() -> None:
    found = analysed((HERE / "queue.yaml").read_text("utf-8").replace("    flags: [middle, high]\n", ""))
    assert "needs `flags`" in found.finding("protocol-refused").says.plain()
    bare = (HERE / "queue.yaml").read_text("utf-8").replace(", labels: {draws: [first]}", "")
    assert "label `draws`" in analysed(bare).finding("protocol-refused").says.plain()


OWN = """
labels: {{draws: {{names: any}}}}
ports: {{in code: Text, out kept: Text}}
boxes:
  line:
    ports: {{in code: Text, out kept: Text}}
    labels: {{draws: [{draws}]}}
    parameters: {{uses: {{type: Nat, default: {uses}}}, budget: {{type: Nat, default: 10}}}}
wires: [code -> line.code, line.kept -> kept]
protocols:
  it: {{queue: line, honest: {{low: 0.7, high: 0.3}}, attack: {{low: 0.5, high: 0.5}}, overlooked: 0.1, flags: [high]}}
"""


@pytest.mark.parametrize(
    ("draws", "uses", "why"),
    [
        ("whim", 100, "how it picks: first, top, random"),
        ("first", 10**12, "more than 1,000,000,000 uses"),
        ("top", 10**8, "a list of more than 10,000,000"),
    ],
)
def test_a_way_of_picking_that_is_not_known_and_a_deployment_without_end_are_refused(
    draws: str, uses: int, why: str
) -> None:
    assert why in analysed(OWN.format(draws=draws, uses=uses)).finding("protocol-refused").says.plain()
    assert played(OWN.format(draws="random", uses=100), "it").queue is not None
