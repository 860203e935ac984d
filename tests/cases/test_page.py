"""The runner itself: what it reads of a page, and that neither a broken promise nor an unforeseen diagnostic passes."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cases.page import Promise, cases
from tests.cases.test_cases import CASES, difference

CORE = Path(__file__).parents[2] / "core" / "interlock"
SURFACE = re.findall(
    r"[a-z0-9-]+",
    """
    yaml-syntax not-utf8 duplicate-key unknown-key wrong-shape too-large too-deep type-syntax unknown-vocabulary
    unknown-kind unknown-box unknown-port unknown-name duplicate-name ambiguous-name import-cycle outside-root no-source
    two-sources wrong-direction instantaneous-loop dishonest-interface instant-escape not-fixed unused-source
    type-mismatch not-a-type wrong-arity unsolved-parameter universe-mismatch unit-mismatch not-proved refuted vacuous
    mode-exceeded
""",
)
"""The codes that other programs rely on."""

OURS = {"kernel-refused"}
"""What is told of our own mistakes alone, so that no file calls for it."""

PAGE = """
# Page

```yaml kit.yaml
vocabulary: kit
```

## First

```yaml
proposal: p
# error: [no-source] "a" at "b"
boxes: {}   # warning: [unused-source]
```

## Not a case

Words only, and a fence of another language.

```sh
## no heading
```

## Second

<!-- pending: it is not there yet -->

```yaml kit.yaml
other: {}
```

```promises
kit.yaml:1 note: [dropped] "other"
```
"""


def test_a_page_is_its_cases_with_the_files_they_share() -> None:
    first, second = cases("page.md", PAGE)
    assert (first.title, first.start, sorted(first.files)) == ("First", "proposal.yaml", ["kit.yaml", "proposal.yaml"])
    assert first.promises == [
        Promise("proposal.yaml", 3, "error", "no-source", "a", "b"),
        Promise("proposal.yaml", 3, "warning", "unused-source", "", ""),
    ]
    assert (second.title, second.start, second.pending) == ("Second", "kit.yaml", "it is not there yet")
    assert second.files == {"kit.yaml": b"other: {}\n"}
    assert second.promises == [Promise("kit.yaml", 1, "note", "dropped", "other", "")]


def test_a_broken_promise_and_an_unforeseen_diagnostic_are_both_shown() -> None:
    text = "## C\n```yaml\ninterlock: 1\nproposal: p # error: [no-source]\nports: {in x: Nat}\n```\n"
    (case,) = cases("page.md", text)
    broken, unforeseen = difference(case)
    assert broken.startswith("- promised   proposal.yaml:2 error: [no-source]")
    assert unforeseen.startswith('+ unforeseen proposal.yaml:3 warning: [unused-source] at "x"')


def test_every_code_has_a_case() -> None:
    promised = {promise.code for case in CASES for promise in case.promises}
    assert sorted((declared() | set(SURFACE)) - OURS - promised) == []


def test_every_page_has_clean_cases_too() -> None:
    pages = {case.page for case in CASES}
    clean = {case.page for case in CASES if not any(promise.severity == "error" for promise in case.promises)}
    assert pages - clean == set()


def declared() -> set[str]:
    """The codes in the fault modules of the stages."""
    text = "".join((CORE / stage / "fault.py").read_text("utf-8") for stage in ("syntax", "elaborate", "check"))
    return {
        *re.findall(r'code: (?:str|Literal\["[a-z0-9-]+"\]) = "([a-z0-9-]+)"', text),
        *re.findall(r'_code = "([a-z-]+)"', text),
    }
