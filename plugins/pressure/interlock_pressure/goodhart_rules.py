"""The findings about proxies."""

from __future__ import annotations

from typing import Final

from interlock.api.plugin import Rule
from interlock_pressure.page import GARRABRANT, LEIKE, page, school
from interlock_pressure.sections import CIRCLE

_WORTH: Final = "  worth: {{ports: {{in work: Text, out value: Real}}{role}}}\nwires:"


def _proxies(said: str, learns: str = "", role: str = ", labels: {role: [ideal]}", more: str = "") -> str:
    """A school with one more box, which says what work is worth, and proxies."""
    text = school(learns, more=f"proxies: [{said}]\n{more}")
    text = text.replace("wires:", _WORTH.format(role=role), 1)
    return text.replace("exam.work, tutor.work, work", "exam.work, tutor.work, worth.work, work")


_MARK: Final = "{proxy: exam.mark for worth.value, because: It is all that can be had.}"

EXPOSED: Final = Rule(
    "goodhart",
    "note",
    page(
        "goodhart",
        "A proxy may part from what it stands for, by one of four kinds of Goodhart's law.",
        "*Regressional*: what is selected by a noisy proxy is worse than it looks. *Causal*: what is optimised can set the proxy "
        "without the goal. *Extremal*: where the proxy is greatest, the goal is not. *Adversarial*: somebody untrusted knows the "
        f"proxy ({GARRABRANT}). The first two and the last are read off the wires, the third off a finite instance (`selections`).",
        _proxies(_MARK, "exam.mark ~> pupil"),
        _proxies(_MARK, "tutor.note ~> pupil"),
    ),
)
ENDLESS: Final = Rule(
    "proxy-without-ideal",
    "warning",
    page(
        "proxy-without-ideal",
        "A chain of proxies ends at a port of a box that has not the role `ideal`.",
        "What the last of them says is then taken for what is meant. What a learned reward guesses and what raters click can be "
        "compared; what people would say after long deliberation cannot be asked, and the gap to it can only be assumed. A "
        f"proposal that does not name it assumes the gap away ({LEIKE}).",
        _proxies(_MARK, role=""),
        _proxies(_MARK),
    ),
)
MEASURED_IDEAL: Final = Rule(
    "ideal-measured",
    "warning",
    page(
        "ideal-measured",
        "Evidence is given for the gap between a proxy and what a box of the role `ideal` says.",
        f"Nobody can run what is ideal, so nobody can have compared anything with it ({LEIKE}). The evidence is about another "
        "gap: name the port that was compared, and give a `because` for what is left.",
        _proxies(
            "{proxy: exam.mark for worth.value, evidence: july}",
            more="evidence: {july: {of: slip, value: 0.1}}\nfailures: {events: {slip: {}}, rules: [harmful-output at task if slip]}\n",
        ),
        _proxies(_MARK),
    ),
)
TAUGHT_IDEAL: Final = Rule(
    "ideal-taught",
    "warning",
    page(
        "ideal-taught",
        "A learn wire begins at a box of the role `ideal`.",
        "Nothing can learn from what nobody can run; what is learnt from is a proxy of it, and how good a one is what the "
        f"proposal has to say ({LEIKE}).",
        _proxies(_MARK, "worth.value ~> pupil"),
        _proxies(_MARK, "tutor.note ~> pupil"),
    ),
)
CIRCULAR: Final = Rule(
    CIRCLE,
    "error",
    page(
        CIRCLE,
        "Ports stand for one another in a circle.",
        f"Nothing then says what is meant ({GARRABRANT}). Let the chain end at what is wanted.",
        _proxies("{proxy: exam.mark for tutor.note, because: x}, {proxy: tutor.note for exam.mark, because: y}"),
        _proxies("{proxy: exam.mark for tutor.note, because: x}, {proxy: tutor.note for worth.value, because: y}"),
    ),
)

GOODHART_RULES: Final = (EXPOSED, ENDLESS, MEASURED_IDEAL, TAUGHT_IDEAL, CIRCULAR)
