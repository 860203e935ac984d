"""The findings about proxies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from interlock.api.plugin import Rule
from interlock_pressure.goodhart_answer import Kind
from interlock_pressure.page import GARRABRANT, LEIKE, page, school
from interlock_pressure.sections import CIRCLE

_WORTH: Final = "  worth: {{ports: {{in work: Text, out value: Real}}{role}}}\nwires:"


def _proxies(said: str, learns: str = "", role: str = ", labels: {role: [ideal]}", more: str = "") -> str:
    """A school with one more box, which says what work is worth, and proxies."""
    text = school(learns, more=f"proxies: [{said}]\n{more}")
    text = text.replace("wires:", _WORTH.format(role=role), 1)
    return text.replace("exam.work, tutor.work, work", "exam.work, tutor.work, worth.work, work")


_MARK: Final = "{proxy: exam.mark for worth.value, because: It is all that can be had.}"

_EXTREME: Final = """
selections:
  works:
    select: pupil.work by exam.mark
    options:
      plain: {{chance: 0.9, values: {{exam.mark: 1, worth.value: 1}}}}
      showy: {{chance: 0.1, values: {{exam.mark: 2, worth.value: {worth}}}}}
"""


def _kind(kind: str, what: str, why: str, failing: str, clean: str) -> Rule:
    """The note that a proxy may fail by one of the kinds."""
    code = f"goodhart-{kind}"
    return Rule(code, "note", page(code, what, f"{why} ({GARRABRANT}).", failing, clean))


EXPOSED: Final[Mapping[Kind, Rule]] = {
    "regressional": _kind(
        "regressional",
        "Something is selected by a proxy: a learn wire hears it, or a box takes it together with what it judges.",
        "What looks best by a noisy measure is worse than it looks, for the noise is selected, too",
        _proxies(_MARK, "exam.mark ~> pupil"),
        _proxies(_MARK, "tutor.note ~> pupil"),
    ),
    "causal": _kind(
        "causal",
        "What is optimised by a proxy acts on it by a way that does not pass the goal.",
        "It can then set the proxy and leave the goal as it is",
        _proxies(_MARK, "exam.mark ~> pupil"),
        _proxies(_MARK, "tutor.note ~> pupil"),
    ),
    "extremal": _kind(
        "extremal",
        "On a finite instance, nothing that has most of the proxy has most of the goal.",
        "The two agree where people have looked, and part where the proxy is greatest",
        _proxies(_MARK, more=_EXTREME.format(worth=0)),
        _proxies(_MARK, more=_EXTREME.format(worth=2)),
    ),
    "adversarial": _kind(
        "adversarial",
        "A box that is not trusted, or an adversary, sees a proxy or learns from it.",
        "Whoever knows by what he is judged, and means something else, can serve both",
        _proxies(_MARK, "exam.mark ~> pupil").replace("role: [policy]", "trust: untrusted"),
        _proxies(_MARK, "tutor.note ~> pupil").replace("role: [policy]", "trust: untrusted"),
    ),
}
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

GOODHART_RULES: Final = (*EXPOSED.values(), ENDLESS, MEASURED_IDEAL, TAUGHT_IDEAL, CIRCULAR)
