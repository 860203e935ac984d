"""What a verdict and what claims rest on, as `interlock check` prints it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interlock.cli import main

KIT = """\
interlock: 1
vocabulary: kit
predicates: {good: "(n : Nat) -> Prop", fine: "(n : Nat) -> Prop"}
lemmas:
  goodIsFine: {says: "forall (n : Nat), good n => fine n"}
kinds:
  Either: {parameters: {n: Nat}, ports: {out said: {type: Bool, guarantee: good n}}}
  Unsure: {ports: {in x: Nat, out y: Nat}}
"""
PROPOSAL = """\
interlock: 1
proposal: p
uses: [./kit.yaml]
parameters: {n: Nat}
ports: {out first: Bool, out second: Bool}
boxes: {one: {kind: Either, with: {n: n}}, other: {kind: Either, with: {n: n}}}
wires: [one.said -> first, other.said -> second]
claims:
  fine: {says: fine n, doc: Either box is enough.}
  plain: {says: n <= n + 1}
  hoped: {says: n > 3, admit: Nobody has looked.}
"""


def output(folder: Path, text: str, *words: str, capture: pytest.CaptureFixture[bytes]) -> str:
    """What `interlock check` prints on a proposal beside the vocabulary."""
    (folder / "kit.yaml").write_text(KIT)
    (folder / "p.yaml").write_text(text)
    assert main(["check", str(folder / "p.yaml"), *words]) == 0
    return capture.readouterr().out.decode()


def test_claims_are_printed_with_their_path_sets_and_cut_sets(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    printed = output(tmp_path, PROPOSAL, "--claims", capture=capfdbinary)
    assert (
        printed.partition("rest on\n")[2]
        == """\
  fine: proved
    says fine n
    path set: {one.said}
    path set: {other.said}
    cut set: {one.said, other.said}
    by lemma kit.goodIsFine
  plain: proved
    says n <= n + 1
    follows from what is declared alone, whatever the boxes guarantee
  hoped: admitted
    says 3 < n
"""
    )


def test_claims_are_data_too(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (claims,) = json.loads(output(tmp_path, PROPOSAL, "--claims", "--format", "json", capture=capfdbinary))[
        "claims"
    ].values()
    assert claims["fine"]["path_sets"] == [["one.said"], ["other.said"]]
    assert claims["fine"]["cut_sets"] == [["one.said", "other.said"]]
    assert claims["fine"]["complete"]
    assert claims["plain"]["path_sets"] == [[]]
    assert claims["hoped"]["status"] == "admitted"


def test_a_proposal_without_claims_says_so(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    printed = output(tmp_path, PROPOSAL.partition("claims:")[0], "--claims", capture=capfdbinary)
    assert printed.endswith("    there are none\n")


def test_the_trusted_base_names_programs_lemmas_and_admissions(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    printed = output(tmp_path, PROPOSAL, "--trusted", capture=capfdbinary)
    assert "interlock.kernel, by the rules of docs/theory/types.md" in printed
    assert "    kit.goodIsFine: forall (n : Nat), good n => fine n\n" in printed
    assert "    `3 < n`, admitted at `claims:hoped`: Nobody has looked.\n" in printed
    (parts,) = json.loads(output(tmp_path, PROPOSAL, "--trusted", "--format", "json", capture=capfdbinary))[
        "trusted"
    ].values()
    assert list(parts) == ["kernel", "layout", "encoding", "logic", "solver", "variance", "lemmas", "admissions"]


HARD = """\
interlock: 1
proposal: p
ports: {in x: "{n : Nat | n * n > 30 and n < 7}", out y: "{n : Nat | n = 6}"}
wires: [x -> y]
"""


def test_the_solver_may_take_fewer_steps_or_more(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "p.yaml").write_text(HARD)
    assert main(["check", str(tmp_path / "p.yaml")]) == 0
    assert main(["check", str(tmp_path / "p.yaml"), "--solver-steps", "1"]) == 1
    assert "the solver reached its limit" in capfdbinary.readouterr().out.decode()
    for wrong in ("0", "-1", "x", "99999999999"):
        assert main(["check", str(tmp_path / "p.yaml"), "--solver-steps", wrong]) == 2
        assert "--solver-steps" in capfdbinary.readouterr().err.decode()


JUDGED = """\
interlock: 1
proposal: p
uses: [alignment]
ports: {in task: Text, out work: Text}
boxes:
  pupil: {ports: {in task: Text, out work: Text}}
  exam: {ports: {in work: Text, out mark: Real}}
wires: [task -> pupil.task, pupil.work -> exam.work, pupil.work -> work]
learns: [{learn: exam.mark ~> pupil, by: selection, choices: 4}]
claims:
  apart: {held-out: exam.mark from pupil}
  counted: {held-out: exam.mark from pupil, budget: <= 2 nat}
"""


def test_claims_that_an_analysis_judges_are_printed_and_refuted_ones_are_errors(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "p.yaml").write_text(JUDGED)
    assert main(["check", str(tmp_path / "p.yaml")]) == 0
    capfdbinary.readouterr()
    assert main(["check", str(tmp_path / "p.yaml"), "--claims", "--format", "json"]) == 1
    said = json.loads(capfdbinary.readouterr().out)
    assert said["ok"] is False
    assert [one["code"] for one in said["diagnostics"] if one["severity"] == "error"] == ["not-held-out"]
    (claims,) = said["claims"].values()
    assert {name: one["status"] for name, one in claims.items()} == {"apart": "refuted", "counted": "proved"}
    assert claims["counted"]["says"] == "held-out: exam.mark from pupil, budget <= 2 nat"
    assert main(["check", str(tmp_path / "p.yaml"), "--claims"]) == 1
    assert "  counted: proved\n" in capfdbinary.readouterr().out.decode()


def test_a_refuted_claim_that_is_allowed_is_no_error(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    allowed = JUDGED + "allow: [{lint: not-held-out, at: 'claims:apart', because: It is on record.}]\n"
    (tmp_path / "p.yaml").write_text(allowed)
    assert main(["check", str(tmp_path / "p.yaml"), "--claims"]) == 0
    assert "  apart: refuted\n" in capfdbinary.readouterr().out.decode()
