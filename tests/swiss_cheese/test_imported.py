"""Evidence from files: tables in CSV and JSON, their slips each at its place, and logs of evaluations."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.analysis.answer import DIAGRAM, Request
from interlock.analysis.plan import run
from interlock.api.section import Attached
from interlock.pipeline import examine
from interlock.report.compose import compose
from interlock.report.message import Places
from interlock.syntax.bundle import Missing
from interlock_swiss_cheese.analyses import SWISS_CHEESE
from interlock_swiss_cheese.answer import SwissCheese
from interlock_swiss_cheese.formats import read
from interlock_swiss_cheese.imported import _happened
from interlock_swiss_cheese.reading import MOST, Log, Sample
from interlock_swiss_cheese.table import ROWS
from tests.swiss_cheese.proposals import plugins

PROPOSAL = """interlock: 1
proposal: p
ports: {{out answer: Text}}
boxes:
  model: {{ports: {{out answer: Text}}, failures: {{events: {{errs: {{}}}}, rules: [harm at answer if errs]}}}}
  other: {{ports: {{out answer: Text}}}}
  filter:
    ports: {{in answer: Text, in hint: Text, out kept: Text}}
    failures: {{events: {{missed: {{}}}}, rules: [harm at kept if harm at answer and missed]}}
wires: [model.answer -> filter.answer, other.answer -> filter.hint, filter.kept -> answer]
failures: {{types: {{harm: {{}}}}}}
hazards: {{harmed: {{top: harm at answer}}}}
adversaries: {{red: {{controls: [other], in: []}}}}
scenarios: {{honest: {{}}}}
evidence: {{{evidence}}}
"""


class Found(NamedTuple):
    """What was told, as code and place, and the answer."""

    told: list[str]
    answer: SwissCheese
    says: str


def found(evidence: str, **files: str | bytes) -> Found:
    """What comes of a proposal with this evidence and these files beside it; `__` in a name stands for a dot."""
    contents = {
        name.replace("__", "."): each if isinstance(each, bytes) else each.encode() for name, each in files.items()
    }
    contents["p.yaml"] = PROPOSAL.format(evidence=evidence).encode()
    seen = examine("p.yaml", lambda path: contents.get(path, Missing("there is no such file")), plugins(), root="")
    assert seen.diagram is not None
    texts = {**seen.bundle.texts, **{name: one.source for name, one in seen.attached.items()}}
    places = Places(texts, seen.bundle.starts)
    messages = [compose(told.fault, places) for told in seen.told if told.fault.code != "not-analysed"]
    ran = run((SWISS_CHEESE,), {DIAGRAM: seen.diagram}, Request())
    assert not ran.failed
    about = [each.finding for each in ran.findings if each.finding.rule.code.startswith(("evidence", "stale"))]
    told = [f"{one.code} {one.file}:{one.span.start.line}" for one in messages]
    says = [one.message for one in messages] + [one.says.plain() for one in about]
    return Found([*told, *(one.rule.code for one in about)], ran.results[SWISS_CHEESE], "\n".join(says))


def csv(*lines: str, names: str = "event,failures,trials") -> str:
    """A table."""
    return "\n".join([names, *lines]) + "\n"


def test_a_table_gives_an_event_its_number_and_the_basis_names_file_and_line() -> None:
    seen = found("july: {from: ./july.csv}", july__csv=csv("model.errs,3,100", "filter.missed,0,300"))
    errs, missed = (seen.answer.events[name] for name in ("model.errs", "filter.missed"))
    assert seen.told == []
    assert missed.range is not None and missed.range.upper == pytest.approx(0.00994, abs=5e-6)
    assert missed.evidence == ("july (july.csv:3)",)
    assert errs.measured is not None and (errs.measured.failures, errs.measured.trials) == (3, 100)


def test_a_table_in_json_says_the_same_as_one_in_csv() -> None:
    names = "event,failures,trials,scenario,confidence,on,source,date"
    line = 'filter.missed,2,50,honest,0.9,"answer=model.answer; hint=other.answer",the lab,2026-07-01'
    row = {
        "event": "filter.missed",
        "failures": 2,
        "trials": 50,
        "scenario": "honest",
        "confidence": 0.9,
        "on": {"answer": "model.answer", "hint": "other.answer"},
        "source": "the lab",
        "date": "2026-07-01",
    }
    one = found("july: {from: ./july.csv}", july__csv=csv(line, names=names))
    other = found("july: {from: ./july.json}", july__json=json.dumps([row]))
    chances = [each.answer.events["filter.missed"] for each in (one, other)]
    assert one.told == other.told == []
    assert chances[0].range == chances[1].range
    assert chances[0].cites == chances[1].cites == ("the lab, 2026-07-01",)


def test_counts_are_added_within_a_version_and_never_across() -> None:
    names = "event,failures,trials,version"
    same = found("j: {from: ./j.csv}", j__csv=csv("model.errs,1,10,v1", "model.errs,1,10,v1", names=names))
    apart = found("j: {from: ./j.csv}", j__csv=csv("model.errs,1,10,v1", "model.errs,1,10,v2", names=names))
    assert (counts := same.answer.events["model.errs"].measured) and counts.trials == 20
    assert apart.answer.events["model.errs"].measured is None


def test_what_the_rows_leave_out_the_item_says() -> None:
    item = "j: {from: ./j.csv, of: filter.missed, scenario: honest, on: {answer: other.answer}}"
    seen = found(item, j__csv=csv("1,10", names="failures,trials"))
    assert seen.told == ["stale-evidence"]
    assert list(seen.answer.unused) == ["j (j.csv:2)"]


def test_evidence_under_another_adversary_is_shown_and_not_used() -> None:
    seen = found(
        "j: {from: ./j.csv}",
        j__csv=csv("filter.missed,1,10,red,honest", names="event,failures,trials,adversary,scenario"),
    )
    assert seen.told == ["evidence-of-another"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("model.errs,5,3", "5 failures in 3 trials"),
        ("model.errs,-1,3", "`failures` is negative"),
        ("model.errs,nan,3", "`failures` is no whole number"),
        ("model.errs,1e400,3", "`failures` is no whole number"),
        ("model.errs,1.5,3", "`failures` is no whole number"),
        ("model.errs,1,99999999999999999999", "`trials` is no whole number"),
        ("model.errs,,3", "`failures` and `trials` go together"),
        ("model.errs,,", "it gives either `failures` and `trials`, or a `value`"),
        ("model.errs,1", "it has 2 cells, and there are 3 names"),
        ("model.errs,1,2,3", "it has 4 cells, and there are 3 names"),
        ('model.errs,"1"x,2', "it is no line of comma-separated values"),
        ("model.errs,1\0,2", ""),
    ],
)
def test_a_malformed_row_is_told_at_its_line_and_the_others_are_used(line: str, says: str) -> None:
    seen = found("j: {from: ./j.csv}", j__csv=csv("model.errs,1,10", line, "model.errs,2,10"))
    assert seen.told[:1] == ["evidence-row j.csv:3"]
    assert f"j.csv:3 is not used: {says}" in seen.says
    counts = seen.answer.events["model.errs"].measured
    assert counts is not None and (counts.failures, counts.trials) == (3, 20)


def test_bytes_that_are_not_utf_8_spoil_their_row_alone() -> None:
    seen = found("j: {from: ./j.csv}", j__csv=csv("model.errs,1,10").encode() + b"model.\xff,1,10\nmodel.errs,1,10\n")
    assert seen.told == ["evidence-row j.csv:3"]
    assert "bytes that are not UTF-8" in seen.says


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("-0.1", "no number between 0 and 1"),
        ("inf", "no number"),
        ("0.3 .. 0.1", "wrong way round"),
        ("1e-", "no number"),
    ],
)
def test_a_value_is_a_probability_or_an_interval_of_some(value: str, says: str) -> None:
    seen = found("j: {from: ./j.csv}", j__csv=csv(f"model.errs,{value}", "model.errs,0.1 .. 0.2", names="event,value"))
    assert seen.told == ["evidence-row j.csv:2"]
    assert says in seen.says
    assert seen.answer.events["model.errs"].range == (0.1, 0.2)


def test_a_doubt_is_no_confidence() -> None:
    lines = ("model.errs,1,10,0.05", "model.errs,2,10,0.95")
    seen = found("j: {from: ./j.csv}", j__csv=csv(*lines, names="event,failures,trials,confidence"))
    assert seen.told == ["evidence-row j.csv:2"]
    assert "`confidence` is a doubt: 0.05" in seen.says


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("modle.errs,1,10,,,", "there is no event `modle.errs`; is `model.errs` meant?"),
        ("model.errs,1,10,rde,,", "there is no adversary `rde`; is `red` meant?"),
        ("model.errs,1,10,,honset,", "there is no scenario `honset`; is `honest` meant?"),
        ("filter.missed,1,10,,,anwser=model.answer", "filter has no input `anwser`; is `answer` meant?"),
        ("filter.missed,1,10,,,answer=model.anwser", "there is no source `model.anwser`; is `model.answer` meant?"),
        ("filter.missed,1,10,,,answer", "`on` is not of the form"),
        ("filter.missed,1,10,,,answer=a; answer=b", "`on` names an input twice"),
        (",1,10,,,", "neither it nor `of` names an event"),
    ],
)
def test_a_name_that_means_nothing_is_told_with_its_row(line: str, says: str) -> None:
    seen = found("j: {from: ./j.csv}", j__csv=csv(line, names="event,failures,trials,adversary,scenario,on"))
    assert says in seen.says
    assert "j.csv:2 is not used" in seen.says
    assert seen.answer.events["model.errs"].missing is not None


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("j.csv", "", "there is no line of names"),
        ("j.csv", "event,failure,trials\n", "there is no column `failure`; is `failures` meant?"),
        ("j.csv", "event,event\n", "the column `event` stands there twice"),
        ("j.csv", "event,failures,trials\n\n", "it has no rows"),
        ("j.txt", "", "its suffix is none of"),
        ("j.json", "", "it begins with no `[`"),
        ("j.json", "[1", "a comma or `]` is due"),
        ("j.json", "[] x", "something stands behind it"),
        ("j.json", '[{"event": ' + "[" * 200_000, "nested too deeply"),
        ("j.json", '[{"trials": ' + "1" * 5000 + "}]", "no JSON array of objects"),
    ],
)
def test_a_file_that_is_no_table_is_refused_as_a_whole(name: str, content: str, says: str) -> None:
    seen = found(f"j: {{from: ./{name}}}", **{name.replace(".", "__"): content})
    assert seen.told == [f"evidence-file {name}:1"]
    assert says in seen.says


def test_an_object_with_a_key_twice_or_that_is_none_is_told_at_its_line() -> None:
    text = '[{"event": "model.errs", "trials": 9, "trials": 8, "failures": 1},\n 3,\n {"event": "model.errs", "failures": 1, "trials": 4}]'
    seen = found("j: {from: ./j.json}", j__json=text)
    assert seen.told == ["evidence-row j.json:1", "evidence-row j.json:2"]
    assert "`trials` stands there twice" in seen.says and "it is no object" in seen.says


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("../j.csv", "outside-root"),
        ("/etc/passwd", "outside-root"),
        ("http://a/j.csv", "outside-root"),
        ("./no.csv", "no-such-file"),
    ],
)
def test_no_file_outside_the_folder_is_opened(path: str, code: str) -> None:
    seen = found(f"j: {{from: {path}}}")
    assert seen.told == [f"{code} p.yaml:15"]


def test_a_file_that_is_too_large_is_not_read() -> None:
    assert found("j: {from: ./j.csv}", j__csv=b"x" * (8 * 1024 * 1024 + 1)).told == ["too-large p.yaml:15"]


def test_rows_beyond_the_limit_are_not_read_and_that_is_told() -> None:
    outcome = read(Attached("j.csv", csv(*["e,1,2"] * (ROWS + 2)).encode()))
    assert len(outcome.value.rows) == ROWS
    assert [fault.code for fault in outcome.faults] == ["evidence-file"]


def test_of_very_many_slips_the_first_are_told() -> None:
    outcome = read(Attached("j.csv", csv(*["e,3,2"] * (MOST + 7)).encode()))
    assert len(outcome.faults) == MOST + 1
    assert "7 more rows" in outcome.faults[-1].says.plain()  # type: ignore[attr-defined]


@given(st.binary(max_size=200), st.sampled_from(["j.csv", "j.json"]))
@settings(max_examples=300, deadline=None)
def test_no_content_makes_the_reader_fail(content: bytes, name: str) -> None:
    outcome = read(Attached(name, content))
    assert outcome.faults or outcome.value.rows


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_no_row_makes_the_reader_fail(one: str, other: str) -> None:
    text = csv(f"{one},1,2", f"e,{other},4")
    for fault in read(Attached("j.csv", text.encode("utf-8", "replace"))).faults:
        assert 0 <= fault.site.start <= fault.site.end <= len(text)


def test_the_inputs_that_an_item_names_are_those_of_the_box_of_each_row() -> None:
    seen = found("j: {from: ./j.csv, on: {answer: model.answer}}", j__csv=csv("model.errs,1,10", "filter.missed,1,10"))
    assert "j.csv:2 is not used: `on`: model has no input `answer`" in seen.says
    assert "j.csv:3" not in seen.says


# ---- logs of evaluations ---------------------------------------------------------------------------------------------


def test_a_sample_counts_once_over_its_epochs_and_not_if_it_does_not_say() -> None:
    scores: list[tuple[str, object]] = [
        ("a", "C"),
        ("a", "I"),
        ("b", "C"),
        ("c", "P"),
        ("d", 1),
        ("e", 0.0),
        ("f", True),
    ]
    samples = [Sample(name, False, {"match": score}) for name, score in scores] + [Sample("b", True, {})]
    log = Log("l", "m", "", tuple(samples))
    assert _happened(log, "match", "incorrect") == {"a": True, "d": False, "e": True, "f": False}
    assert _happened(log, "match", "correct") == {"a": True, "b": True, "d": True, "e": False, "f": True}


def _installed() -> bool:
    try:
        import inspect_ai  # noqa: F401
    except ImportError:
        return False
    return True


inspected = pytest.mark.skipif(not _installed(), reason='needs the extra: pip install "interlock[inspect]"')


@pytest.mark.skipif(_installed(), reason="inspect-ai is installed here")
@pytest.mark.parametrize("name", ["l.eval", "l.json"])
def test_a_log_without_its_reader_is_refused_with_what_to_install(name: str) -> None:
    seen = found(f"l: {{from: ./{name}, of: model.errs}}", **{name.replace(".", "__"): '{"eval": {}}'})
    assert seen.told == [f"inspect-missing {name}:1"]


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A log in both formats, of a mock model that is right in three of five answers; two scorers."""
    from inspect_ai import Task, eval
    from inspect_ai.dataset import Sample as Question
    from inspect_ai.model import ModelOutput, ModelUsage, get_model
    from inspect_ai.scorer import includes, match

    made = {}
    for form in ("eval", "json"):
        outputs = [ModelOutput.from_content("mockllm/model", text) for text in ("yes", "no", "yes it is", "no", "yes")]
        for output in outputs:
            output.usage = ModelUsage(input_tokens=1, output_tokens=1, total_tokens=2)
        questions = [Question(input=f"q{at}", target="yes", id=at + 1) for at in range(5)]
        task = Task(dataset=questions, scorer=[includes(), match()], name="watch")
        folder = tmp_path_factory.mktemp(form)
        model = get_model("mockllm/model", custom_outputs=outputs)
        (log,) = eval(task, model=model, log_dir=str(folder), log_format=form, display="none", max_samples=1)
        made[form] = Path(log.location).read_bytes()
    return made


@inspected
@pytest.mark.parametrize("form", ["eval", "json"])
def test_a_log_that_a_mock_model_made_gives_its_counts(logs: dict[str, bytes], form: str) -> None:
    item = f"l: {{from: ./l.{form}, of: model.errs, scorer: includes}}"
    seen = found(item, **{f"l__{form}": logs[form]})
    counts = seen.answer.events["model.errs"].measured
    assert seen.told == []
    assert counts is not None and (counts.failures, counts.trials) == (2, 5)
    turned = found(item.replace("includes", "match, happens: correct"), **{f"l__{form}": logs[form]})
    assert (counts := turned.answer.events["model.errs"].measured) and counts.failures == 2


@inspected
def test_a_log_with_several_scorers_asks_which(logs: dict[str, bytes]) -> None:
    seen = found("l: {from: ./l.eval, of: model.errs}", l__eval=logs["eval"])
    assert seen.told == ["evidence-file"]
    assert "several scorers" in seen.says


@inspected
def test_a_damaged_log_or_one_cut_short_is_refused(logs: dict[str, bytes]) -> None:
    for content in (b"", b"{}", b"PK\x03\x04", logs["eval"][:2000], b'{"version": 2}', b"[" * 100_000, b"{" * 9):
        assert found("l: {from: ./l.eval, of: model.errs}", l__eval=content).told == ["evidence-file l.eval:1"]
    undone = logs["json"].replace(b'"status": "success"', b'"status": "cancelled"')
    assert "did not end: its status is cancelled" in found("l: {from: ./l.json, of: model.errs}", l__json=undone).says


@inspected
def test_an_archive_that_unpacks_to_very_much_is_not_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for at in range(3):
            archive.writestr(f"samples/{at}.json", b"\0" * (60 * 1024 * 1024))
    assert (
        "it unpacks to more than 128 MiB"
        in found("l: {from: ./l.eval, of: model.errs}", l__eval=buffer.getvalue()).says
    )
