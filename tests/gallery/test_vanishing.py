"""Taking a cause away takes its findings away, and nothing else; planting one plants its findings, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gallery.trials import HERE, Trial, known, lines, read, turnover
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
    found, due = turnover(trial), (trial.gone, trial.new)
    assert found == due, "\n".join((trial.because, "found:", *lines(*found), "due:", *lines(*due)))
