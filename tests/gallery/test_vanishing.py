"""Taking a cause away takes its findings away, and nothing else; planting one plants its findings, and nothing else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.gallery.trials import HERE, Trial, known, read, within, without
from tests.repository.generated import GALLERY

FILES = sorted(HERE.glob("*.yaml"))
TRIALS = [trial for path in FILES for trial in read(path)]


@pytest.mark.parametrize("proposal", GALLERY, ids=lambda path: path.parent.name)
def test_every_proposal_of_the_gallery_has_trials(proposal: Path) -> None:
    assert proposal.parent.name in {trial.slug for trial in TRIALS}


def test_no_trials_are_of_a_proposal_that_is_not_there() -> None:
    assert {path.stem for path in FILES} <= {proposal.parent.name for proposal in GALLERY}


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: f"{trial.slug}: {trial.because}")
def test_what_is_found_goes_and_comes_with_its_cause(trial: Trial) -> None:
    awaited = sorted(code for code in trial.codes() if not known(code))
    if awaited:
        pytest.skip(f"nothing installed knows {', '.join(awaited)}")
    before, after = without(trial.slug, trial.over), within(trial)
    gone, new = before.told - after.told, after.told - before.told
    if before.checks and after.checks:
        gone, new = gone + (before.findings - after.findings), new + (after.findings - before.findings)
    found, due = (_judged(gone, trial), _judged(new, trial)), (trial.gone, trial.new)
    assert found == due, "\n".join((trial.because, "  found:", *_lines(*found), "  due:", *_lines(*due)))


def _judged(found: Counter[str], trial: Trial) -> Counter[str]:
    """Without what may go or come."""
    return Counter({one: count for one, count in found.items() if not {one, one.split(" at ")[0]} & trial.may})


def _lines(gone: Counter[str], new: Counter[str]) -> list[str]:
    """What went and came, as a file of trials has it."""
    named = (("gone", gone), ("new", new))
    return [line for name, found in named for line in (f"  {name}:", *(f"    - {one}" for one in found.elements()))]
