"""What can be wrong with a file in Open-PSA's format, each kind with its page."""

from __future__ import annotations

from typing import Final

from interlock.api.plugin import Rule, Severity


def _rule(code: str, severity: Severity, means: str, why: str, failing: str, clean: str) -> Rule:
    page = (
        f"# {code}\n\n{means}\n\n## Why\n\n{why}\n\n"
        f"## Gets it\n\n```xml\n{failing}\n```\n\n## Clean\n\n```xml\n{clean}\n```\n"
    )
    return Rule(code, severity, page)


_GATE = '<define-gate name="top"><or><basic-event name="a"/><basic-event name="b"/></or></define-gate>'

XML_SYNTAX: Final = _rule(
    "xml-syntax",
    "error",
    "The file is not well-formed XML from the place on that is named; what stands before is analysed as it is.",
    "A file that was cut short looks like a smaller fault tree. It is better to know.",
    '<opsa-mef><define-fault-tree name="t">',
    '<opsa-mef><define-fault-tree name="t"/></opsa-mef>',
)
XML_REFUSED: Final = _rule(
    "xml-refused",
    "error",
    "The file has a document type, or tags nested beyond all use. It is not read.",
    "Entities that a document type defines can make a few lines as large as the memory, or read other files "
    "(CWE-776, CWE-611). No model needs them.",
    "<!DOCTYPE opsa-mef [<!ENTITY a 'aaaa'>]><opsa-mef/>",
    "<opsa-mef/>",
)
NOT_OPEN_PSA: Final = _rule(
    "not-open-psa",
    "error",
    "The outermost tag is not `opsa-mef`, so this is no model in Open-PSA's format; or it holds no gate at all.",
    "Other programs write fault trees as XML too, in languages of their own.",
    '<fault-tree name="t"/>',
    f'<opsa-mef><define-fault-tree name="t">{_GATE}</define-fault-tree></opsa-mef>',
)
UNSUPPORTED: Final = _rule(
    "unsupported-tag",
    "error",
    "The tag has no meaning here: the standard has it and it is not supported, or the standard has no such tag. What "
    "rests on it is refused by name, and the rest is analysed.",
    "What is skipped in silence changes the answer.",
    '<define-basic-event name="a"><extern-function name="f"/></define-basic-event>',
    '<define-basic-event name="a"><float value="1e-3"/></define-basic-event>',
)
DUPLICATE: Final = _rule(
    "duplicate-definition",
    "error",
    "Two definitions have the same name, or a member of a common-cause group has a value of its own or is in another "
    "group as well. The first is taken, and of a member what its group says.",
    "Gates, basic events and house events share one space of names; those with the role `private` have it to "
    "themselves within their fault tree or component.",
    '<define-basic-event name="a"/><define-basic-event name="a"/>',
    '<define-basic-event name="a"/><define-basic-event name="b"/>',
)
UNDEFINED: Final = _rule(
    "undefined-reference",
    "error",
    "Nothing of that kind is defined under the name. An event that is missing is kept as an event without a "
    "probability, so cut sets are still found.",
    "A misspelt name would else be an event of its own that never happens.",
    '<define-gate name="top"><or><gate name="typo"/></or></define-gate>',
    _GATE,
)
CYCLIC: Final = _rule(
    "cyclic-definition",
    "error",
    "Gates, or parameters, are defined by one another in a circle. Gates in a circle are kept as events without a "
    "probability.",
    "A fault tree says when its top event happens only if it is a tree, up to sharing.",
    '<define-gate name="a"><or><gate name="b"/></or></define-gate>'
    '<define-gate name="b"><or><gate name="a"/></or></define-gate>',
    _GATE,
)
MALFORMED: Final = _rule(
    "wrong-arguments",
    "error",
    "A tag lacks something or has too much: a name, a value, the number of arguments that it takes, a `min` that its "
    "arguments can reach, numbers that its function or law can have. A gate with such a tag is kept as an event without a "
    "probability, and an event without its probability.",
    "`xor` and `iff` take two arguments: with more, some read them as `an odd number` and some as `exactly one`.",
    '<atleast min="3"><basic-event name="a"/><basic-event name="b"/></atleast>',
    '<atleast min="2"><basic-event name="a"/><basic-event name="b"/></atleast>',
)
NOT_A_PROBABILITY: Final = _rule(
    "not-a-probability",
    "error",
    "The value of a basic event, or a factor of a common-cause group, is not a number from 0 to 1. The event is kept "
    "without a probability.",
    "A frequency per year given for a probability, or a lost exponent, is seen here first.",
    '<define-basic-event name="a"><float value="1.5"/></define-basic-event>',
    '<define-basic-event name="a"><float value="0.15"/></define-basic-event>',
)
MISSION_TIME: Final = _rule(
    "assumed-mission-time",
    "note",
    "The file uses the mission time of the system, which the format leaves to the program: 8,760 hours are taken, as "
    "SCRAM does.",
    "Probabilities of failures in time depend on it.",
    "<system-mission-time/>",
    '<float value="100"/>',
)
MIXED_UNITS: Final = _rule(
    "mixed-units",
    "warning",
    "Parameters are stated in several units of time. Their numbers are used as they are, since the format converts none.",
    "A rate per year with a time in hours is off by a factor of 8,760.",
    '<define-parameter name="t" unit="hours"/> <define-parameter name="l" unit="years-1"/>',
    '<define-parameter name="t" unit="hours"/> <define-parameter name="l" unit="hours-1"/>',
)

RULES: Final = (
    XML_SYNTAX,
    XML_REFUSED,
    NOT_OPEN_PSA,
    UNSUPPORTED,
    DUPLICATE,
    UNDEFINED,
    CYCLIC,
    MALFORMED,
    NOT_A_PROBABILITY,
    MISSION_TIME,
    MIXED_UNITS,
)
