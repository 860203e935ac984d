"""What a plugin's analysis, lint or layer does wrong is told by name, and the rest of the answer stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlock.analysis.answer import DIAGRAM, Analysis, Body, Layer, Lint, Pattern, Report, Request
from interlock.analysis.exhibit import Table
from interlock.analysis.finding import Finding
from interlock.cli import page
from interlock.cli.drawing import light
from interlock.cli.exit import CannotRunError
from interlock.cli.inquiry import ask, shown, written
from interlock.cli.session import Session, load_plugins, open_session
from interlock.cli.settled import settled
from interlock.cli.subject import subject_of
from interlock.diagram.element import Element
from interlock.pipeline import Setting
from interlock.plugin.loaded import Loaded
from interlock.report.words.assumption import word_accepted
from interlock.text.rule import Rule
from interlock.text.say import say
from tests.cli.files import GOOD

RULE = Rule("odd", "warning", "# odd")
TABLE = Table("Boxes", ("n",), (("1",),))
COUNT: Analysis[int] = Analysis(
    "count",
    (DIAGRAM,),
    lambda: Body(
        int,
        lambda results, request: Report(len(results[DIAGRAM].boxes)),
        show=lambda number: (Table("Boxes", ("n",), ((str(number),),)),),
    ),
)


class Opaque:
    """A result that JSON has no words for."""


OPAQUE: Analysis[Opaque] = Analysis(
    "opaque",
    (),
    lambda: Body(Opaque, lambda results, request: Report(Opaque()), show=lambda result: (TABLE,) * (1 // 0)),
)
BAD: Analysis[int] = Analysis(
    "bad", (DIAGRAM,), lambda: Body(int, lambda results, request: Report(1 // 0), show=lambda number: ())
)
ODD = Finding(RULE, (Element("step.y"),), say("{p} is odd", p="step.y"))
LINT = Lint("odd", (COUNT,), lambda: Pattern(RULE, lambda results: [ODD]))


def session(folder: Path, loaded: Loaded, text: str = GOOD) -> Session:
    (folder / "p.yaml").write_text(text, "utf-8")
    sections = load_plugins().sections
    return open_session(str(folder / "p.yaml"), loaded._replace(sections=sections), Setting())


def test_findings_have_the_place_of_their_subject(tmp_path: Path) -> None:
    opened = session(tmp_path, Loaded(analyses=(COUNT,), lints=(LINT,)))
    assert opened.examined.diagram is not None
    (finding,) = ask(subject_of(opened), Request()).findings
    assert finding.told.span.start.line == 7 and finding.told.message == "step.y is odd"
    assert (finding.analysis, finding.subject) == ("odd", ("step.y",))


def test_a_failure_is_told_by_name_and_the_rest_stands(tmp_path: Path) -> None:
    opened = session(tmp_path, Loaded(analyses=(COUNT, BAD)))
    assert opened.examined.diagram is not None
    inquiry = ask(subject_of(opened), Request())
    (message,) = inquiry.messages
    assert message.code == "analysis-failed" and "`bad` failed: ZeroDivisionError" in message.message
    assert written(inquiry, opened.loaded) == ({"count": 1}, [])
    assert [analysis.name for analysis, _ in shown(inquiry, opened.loaded)[0]] == ["count"]


def test_what_cannot_be_shown_or_written_is_told(tmp_path: Path) -> None:
    opened = session(tmp_path, Loaded(analyses=(OPAQUE,)))
    assert opened.examined.diagram is not None
    inquiry = ask(subject_of(opened), Request())
    for done, messages in (shown(inquiry, opened.loaded), written(inquiry, opened.loaded)):
        assert not done
        assert [message.code for message in messages] == ["analysis-failed"]


ALLOW = GOOD + "allow:\n  - {lint: odd, at: %s, because: It is meant.}\n"


def test_what_is_allowed_is_silent_and_what_allows_nothing_is_told(tmp_path: Path) -> None:
    loaded = Loaded(analyses=(COUNT,), lints=(LINT,))
    opened = session(tmp_path, loaded, ALLOW % "step")
    assert opened.examined.diagram is not None
    inquiry = ask(subject_of(opened), Request())
    assert (inquiry.findings, inquiry.messages) == ((), ())
    assert [word_accepted(each) for each in inquiry.accepted] == [
        "step.y is odd (`odd`), accepted at `step`: It is meant."
    ]
    other = session(tmp_path, loaded, ALLOW % "gate")
    assert other.examined.diagram is not None
    (message,) = ask(subject_of(other), Request()).messages
    assert (message.code, message.severity, message.span.start.line) == ("unused-allow", "warning", 18)


def test_an_allowance_without_a_reason_allows_nothing_and_is_told(tmp_path: Path) -> None:
    opened = session(
        tmp_path, Loaded(analyses=(COUNT,), lints=(LINT,)), (ALLOW % "step").replace("It is meant.", '" "')
    )
    assert opened.examined.diagram is not None
    inquiry = ask(subject_of(opened), Request())
    assert [finding.told.code for finding in inquiry.findings] == ["odd"]
    (message,) = inquiry.messages
    assert message.code == "unused-allow" and "not said why" in message.message


def test_an_allowance_of_what_nothing_looks_for_is_a_note(tmp_path: Path) -> None:
    opened = session(tmp_path, Loaded(), ALLOW % "step")
    assert opened.examined.diagram is not None
    (message,) = ask(subject_of(opened), Request()).messages
    assert (message.code, message.severity) == ("not-analysed", "note")


def test_layers_join_their_marks_and_one_that_fails_is_left_out(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    step = Element("step")
    one = Layer("one", (DIAGRAM,), lambda results, request: {step: ("barrier",)})
    two = Layer("two", (COUNT,), lambda results, request: {step: ("hole", "barrier")})
    bad = Layer("bad", (DIAGRAM,), lambda results, request: {step: (str(1 // 0),)})
    loaded = Loaded(analyses=(COUNT,), layers=(one, two, bad))
    opened = session(tmp_path, loaded)
    assert opened.examined.diagram is not None
    assert light(opened.examined.diagram, loaded, (), ["one", "two", "bad"]) == {step: ("barrier", "hole")}
    assert "the layer 'bad' is not drawn: ZeroDivisionError" in capfd.readouterr().err
    assert light(opened.examined.diagram, loaded, ("wrong",), ()) == {step: ("barrier", "hole")}
    assert light(opened.examined.diagram, loaded, (), ()) == {}
    with pytest.raises(CannotRunError, match="Did you mean one"):
        light(opened.examined.diagram, loaded, (), ["onne"])


def absent() -> Body[int]:
    raise ModuleNotFoundError("no module named 'gone'")


GONE: Analysis[int] = Analysis("gone", (DIAGRAM,), absent, idle=lambda diagram: True)


def test_a_body_that_cannot_be_loaded_is_told_also_of_an_analysis_that_rests(tmp_path: Path) -> None:
    loaded = Loaded(analyses=(COUNT, GONE), lints=(LINT,))
    opened = session(tmp_path, loaded, ALLOW % "gate")
    told = [message.code for message in ask(subject_of(opened), Request(), depict=True).messages]
    assert told == ["analysis-failed", "unused-allow"]
    judged, verdicts = settled(session(tmp_path, loaded))
    assert verdicts == ()
    assert ["`gone` failed: ModuleNotFoundError" in message.message for message in judged.messages] == [True]


def test_the_pages_of_other_rules_are_found_beside_a_body_that_cannot_be_loaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    torn = Lint("torn", (), lambda: 1 // 0)  # type: ignore[arg-type, return-value]
    monkeypatch.setattr(page, "load_plugins", lambda hooks: Loaded(analyses=(GONE,), lints=(torn, LINT)))
    assert page.find_page("odd") == "# odd"
    assert page.find_page("torn") is None
