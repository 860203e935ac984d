"""`interlock analyze` of a fault tree of another program."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from interlock.cli import main
from interlock.cli.clock import limited
from tests.interchange.open_psa import event, gate, model

TREE = model(
    gate(f"<or>{event('c')}<and>{event('a')}{event('b')}</and></or>")
    + gate(f"<xor>{event('a')}{event('b')}</xor>", "odd"),
    events={"a": 0.1, "b": 0.2, "c": 0.3},
)


class Ran:
    """What a command left behind."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def analyze(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., Ran]:
    (tmp_path / "tree.xml").write_text(TREE, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("INTERLOCK_DEBUG", raising=False)

    def run(*words: str, text: str = "") -> Ran:
        if text:
            (tmp_path / "tree.xml").write_text(text, "utf-8")
        code = main(("analyze", *words))
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return run


def test_each_top_gate_is_a_hazard_with_its_numbers(analyze: Callable[..., Ran]) -> None:
    ran = analyze("tree.xml", "--only", "swiss-cheese", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    said = ran.json()
    assert (said["ok"], said["diagnostics"]) == (True, [])
    hazards = said["results"]["swiss-cheese"]["hazards"]
    top = hazards["top"]
    assert list(hazards) == ["top", "odd"]
    assert top["routes"] is None
    assert top["minimal_cut_sets"] == {
        "count": 2,
        "by_order": {"1": 1, "2": 1},
        "listed": [["c"], ["a", "b"]],
        "cut_off": None,
        "at_most": None,
    }
    assert top["minimal_path_sets"]["count"] == 2
    exact = pytest.approx(0.3 + 0.7 * 0.02)
    assert top["probability"]["declared"] == {"lower": exact, "upper": exact, "method": "bdd"}
    assert top["probability"]["independent"] == top["probability"]["declared"]
    assert top["probability"]["no_assumption"]["lower"] == pytest.approx(0.3)
    assert top["probability"]["no_assumption"]["upper"] == pytest.approx(0.4)
    found = {(finding["code"], finding["subject"][0], finding["span"]["start"]["line"]) for finding in said["findings"]}
    assert found == {
        ("single-point", "hazards:top", 1),
        ("single-point", "hazards:odd", 1),
        ("not-coherent", "hazards:odd", 1),
    }


def test_hazards_can_be_chosen_by_name(analyze: Callable[..., Ran]) -> None:
    ran = analyze("tree.xml", "--hazard", "odd", "--format", "json")
    assert list(ran.json()["results"]["swiss-cheese"]["hazards"]) == ["odd"]
    wrong = analyze("tree.xml", "--hazard", "tip")
    assert (wrong.code, wrong.out) == (2, "")
    assert "there is no hazard 'tip'. Did you mean top?" in wrong.err


def test_people_get_tables_and_mistakes_with_their_lines(analyze: Callable[..., Ran]) -> None:
    ran = analyze("tree.xml", text=TREE.replace('<float value="0.1"/>', '<float value="1.1"/>'))
    assert ran.code == 1
    assert "error[not-a-probability]: the probability of `a` is 1.1" in ran.out
    assert "--> tree.xml:1:" in ran.out
    assert "top: a has a mistake in what gives its probability." in ran.out.replace("\n  ", " ")


def test_what_only_a_proposal_has_is_refused(analyze: Callable[..., Ran]) -> None:
    for words in (("--variant", "x"), ("--set", "n=1")):
        ran = analyze("tree.xml", *words)
        assert (ran.code, ran.out) == (2, "")
        assert "it has neither variants nor defaults" in ran.err
    assert analyze("missing.xml").code == 2


def test_a_text_that_is_no_model_gives_a_message_and_no_result(analyze: Callable[..., Ran]) -> None:
    for text, code in (
        ("<html/>", "not-open-psa"),
        ("<!DOCTYPE a><opsa-mef/>", "xml-refused"),
        ("hello", "xml-syntax"),
    ):
        ran = analyze("tree.xml", "--format", "json", text=text)
        assert ran.code == 1
        assert [message["code"] for message in ran.json()["diagnostics"]] == [code]
        assert ran.json()["results"] == {}


def test_bytes_that_are_not_utf8_are_told(analyze: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "tree.xml").write_bytes(TREE.encode().replace(b'"c"', b'"\xff"'))
    assert [message["code"] for message in analyze("tree.xml", "--format", "json").json()["diagnostics"]] == [
        "not-utf8"
    ]


def test_a_file_of_another_kind_is_still_a_proposal(analyze: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "odd.txt").write_text("interlock: 1\nproposal: odd\n", "utf-8")
    assert analyze("odd.txt").code == 0


def test_when_the_budget_is_spent_there_are_bounds(analyze: Callable[..., Ran]) -> None:
    pairs = "".join(f"<or>{event(f'a{at}')}{event(f'b{(at * 7) % 40}')}</or>" for at in range(40))
    thirds = "".join(f"<or>{event(f'a{(at * 11) % 40}')}{event(f'b{at}')}</or>" for at in range(40))
    tree = gate(f'<and><atleast min="20">{pairs}</atleast><atleast min="20">{thirds}</atleast></and>')
    text = model(tree, events={f"{side}{at}": 0.01 for side in "ab" for at in range(40)})
    ran = analyze("tree.xml", "--budget", "2000", "--format", "json", text=text)
    found = ran.json()["results"]["swiss-cheese"]["hazards"]["top"]
    assert found["minimal_cut_sets"]["count"] is None
    assert "outgrew its budget of 2,000 nodes" in found["refused"]
    assert found["probability"]["no_assumption"]["method"] == "frechet"
    assert found["probability"]["declared"]["method"] == "association"
    assert 0 <= found["probability"]["declared"]["lower"] <= found["probability"]["declared"]["upper"] <= 0.1


def test_what_is_negated_has_bounds_under_independence_too(analyze: Callable[..., Ran]) -> None:
    odd = "".join(f"<xor>{event(f'a{at}')}{event(f'a{(at * 7 + 3) % 40}')}</xor>" for at in range(40))
    tree = gate(f'<and>{event("rare")}<atleast min="15">{odd}</atleast></and>')
    text = model(tree, events={"rare": 1e-6, **{f"a{at}": 0.3 for at in range(40)}})
    ran = analyze("tree.xml", "--budget", "2000", "--format", "json", text=text)
    found = ran.json()["results"]["swiss-cheese"]["hazards"]["top"]["probability"]
    assert found["declared"]["method"] == "independence"
    assert 0 <= found["declared"]["lower"] <= found["declared"]["upper"] <= 1e-6


def test_cut_sets_that_are_not_counted_have_a_bound_and_a_reason(analyze: Callable[..., Ran]) -> None:
    names = [event(f"a{at}") for at in range(16)]
    odd = (f"<xor>{one}{names[(at * 5 + 1) % 16]}</xor>{names[(at + 4) % 16]}" for at, one in enumerate(names))
    tree = gate(f'<atleast min="5">{"".join(f"<and>{one}</and>" for one in odd)}</atleast>')
    text = model(tree, events={f"a{at}": 0.01 for at in range(16)})
    ran = analyze("tree.xml", "--budget", "4500", text=text)
    plain = " ".join(ran.out.split())
    assert "top: the minimal cut sets outgrew their budget of 4,500 nodes, which `--budget` raises;" in plain
    assert "`at most` is a bound, and they may be far fewer." in plain


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Python's own handler, which a program started in the background does not have."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_the_time_is_over_after_some_seconds_or_once_the_key_is_pressed(capfd: pytest.CaptureFixture[str]) -> None:
    with limited(1e-9) as over:
        assert over()
    with limited(0) as over:
        assert not over()
        os.kill(os.getpid(), signal.SIGINT)
        assert over()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert "what is known so far follows" in capfd.readouterr().err
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
