"""Every page beside this file is a suite: each diagnostic given was promised, and each promise is met."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.page import Case, Promise, cases
from tests.cases.verdict import Told, faults_of

HERE = Path(__file__).parent
PAGES = sorted(HERE.rglob("*.md"))
CASES = [case for path in PAGES for case in cases(path.relative_to(HERE).as_posix(), path.read_text("utf-8"))]


def met(promise: Promise, told: Told) -> bool:
    """Whether a diagnostic is the one promised."""
    return promise[:4] == told[:4] and promise.part in told.message and (not promise.at or promise.at == told.at)


def unmet(promises: list[Promise], told: list[Told]) -> tuple[list[Promise], list[Told]]:
    """The promises that no diagnostic meets, and the diagnostics that nobody promised."""
    left, broken = list(told), []
    for promise in sorted(promises, key=lambda promise: (-len(promise.part), -len(promise.at))):
        found = next((one for one in left if met(promise, one)), None)
        if found is None:
            broken.append(promise)
        else:
            left.remove(found)
    return sorted(broken), left


def difference(case: Case) -> list[str]:
    """What is wrong with the verdict on a case, a line a diagnostic."""
    told = [one for one in faults_of(case.files, case.start) if case.notes or one.code != "not-analysed"]
    broken, unforeseen = unmet(case.promises, told)
    return [
        *(
            f'- promised   {p.file}:{p.line} {p.severity}: [{p.code}] "{p.part}"' + (f' at "{p.at}"' if p.at else "")
            for p in broken
        ),
        *(f'+ unforeseen {t.file}:{t.line} {t.severity}: [{t.code}] at "{t.at}": {t.message}' for t in unforeseen),
    ]


def marked(case: Case) -> object:
    marks = [pytest.mark.xfail(reason=case.pending, strict=True)] if case.pending else []
    return pytest.param(case, id=f"{case.page}: {case.title}", marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_each_diagnostic_is_promised_and_each_promise_met(case: Case) -> None:
    wrong = difference(case)
    if wrong:
        pytest.fail("\n".join([f"{case.page}: {case.title}", *wrong]), pytrace=False)


def test_the_names_of_cases_are_told_apart() -> None:
    names = [(case.page, case.title) for case in CASES]
    assert sorted(set(names)) == sorted(names)
