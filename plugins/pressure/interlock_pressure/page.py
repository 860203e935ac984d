"""The pages of this plugin's findings: what, why, an example that gets the finding and one that does not."""

from __future__ import annotations

from typing import Final

import interlock.api.plugin as api

BAKER: Final = "arXiv:2503.11926"
GAO: Final = "arXiv:2210.10760"
GARRABRANT: Final = "arXiv:1803.04585"
KWA: Final = "arXiv:2407.14503"
TAYLOR: Final = "J. Taylor, Quantilizers: A Safer Alternative to Maximizers for Limited Optimization (2016)"
KRUEGER: Final = "arXiv:2009.09153"
LEIKE: Final = "arXiv:1811.07871"
REUSE: Final = "C. Dwork and others, The reusable holdout, Science 349 (2015)"


def page(code: str, what: str, why: str, failing: str, clean: str) -> str:
    """The Markdown page of a code; the examples are the sections of a proposal that uses the vocabulary of alignment."""
    return api.page(code, what, why, *(f"uses: [alignment]\n{one.strip()}" for one in (failing, clean)))


_SCHOOL: Final = """
ports: {{in task: Text, out work: Text}}
boxes:
  pupil: {{ports: {{in task: Text, out work: Text}}, labels: {{role: [policy]}}}}
  exam: {{ports: {{in work: Text, out mark: Real}}, labels: {{role: [judge]}}}}
  tutor: {{ports: {{in work: Text, out note: Real}}, labels: {{role: [judge]}}}}
wires:
  - task -> pupil.task
  - pupil.work -> exam.work, tutor.work, work
learns: [{learns}]
"""


def school(learns: str, claim: str = "", more: str = "") -> str:
    """A pupil whose work an exam and a tutor mark: who learns from what, what is claimed, and more sections."""
    claims = f"claims: {{apart: {{{claim}}}}}\n" if claim else ""
    return _SCHOOL.format(learns=learns) + claims + more.lstrip()
