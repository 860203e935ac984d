"""Event trees mean here what the Open-PSA format says: their sequences against a walk of our own, and against SCRAM."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock_interchange.open_psa.event_tree import STEPS
from tests.interchange.open_psa import answers, codes, opened

SAMPLES = Path("/usr/share/scram/input")
PUMP = '<define-fault-tree name="f"><define-gate name="g"><or><basic-event name="a"/><basic-event name="b"/></or></define-gate></define-fault-tree>'
EVENTS = '<model-data><define-basic-event name="a"><float value="0.1"/></define-basic-event><define-basic-event name="b"><float value="0.2"/></define-basic-event></model-data>'


def chances(text: str) -> dict[str, float]:
    """The probability of each sequence of a text."""
    found = {}
    for name, answer in answers(text).items():
        declared = answer.probability.declared
        if declared is not None:
            assert declared.lower == pytest.approx(declared.upper)
            found[name] = declared.upper
    return found


def tree(inside: str, sequences: str = "XYZ", functional: str = "FGH", name: str = "T", more: str = "") -> str:
    """An event tree with these sequences and functional events."""
    head = "".join(f'<define-functional-event name="{one}"/>' for one in functional)
    ends = "".join(f'<define-sequence name="{one}"/>' for one in sequences)
    return f'<define-event-tree name="{name}">{head}{ends}{more}<initial-state>{inside}</initial-state></define-event-tree>'


def mef(*parts: str) -> str:
    """A model with an initiating event for the tree T."""
    return f'<opsa-mef><define-initiating-event name="I" event-tree="T"/>{"".join(parts)}</opsa-mef>'


def fork(functional: str, **paths: str) -> str:
    """A fork with what stands on each of its paths."""
    inside = "".join(f'<path state="{state}">{part}</path>' for state, part in paths.items())
    return f'<fork functional-event="{functional}">{inside}</fork>'


def collect(value: float) -> str:
    """The instruction that collects a number."""
    return f'<collect-expression><float value="{value!r}"/></collect-expression>'


def end(name: str) -> str:
    """The end of a path."""
    return f'<sequence name="{name}"/>'


GATE = '<collect-formula><gate name="g"/></collect-formula>'
NO_GATE = '<collect-formula><not><gate name="g"/></not></collect-formula>'


def test_a_sequence_happens_if_what_is_collected_on_a_path_to_it_does() -> None:
    text = mef(tree(fork("F", good=NO_GATE + end("X"), bad=GATE + end("Y"))), PUMP, EVENTS)
    found = chances(text)
    assert found == {"I.X": pytest.approx(0.72), "I.Y": pytest.approx(0.28), "I.Z": 0.0, "g": pytest.approx(0.28)}


def test_the_value_of_an_initiating_event_is_its_chance() -> None:
    text = mef(tree(fork("F", good=NO_GATE + end("X"), bad=GATE + end("Y"))), PUMP, EVENTS)
    text = text.replace('event-tree="T"/>', 'event-tree="T"><float value="0.5"/></define-initiating-event>')
    assert chances(text)["I.Y"] == pytest.approx(0.14)
    assert codes(text.replace('"0.5"', '"3"')) == ["not-a-probability"]
    assert chances(text.replace('"0.5"', '"3"'))["I.Y"] == pytest.approx(0.28)


def test_a_tree_that_nothing_begins_or_links_begins_by_itself() -> None:
    text = f"<opsa-mef>{tree(end('X'), 'X')}{tree(end('Y'), 'Y', name='U')}</opsa-mef>"
    assert chances(text) == {"T.X": 1.0, "U.Y": 1.0}


def test_expressions_of_the_paths_of_a_fork_are_exclusive_and_may_leave_a_rest() -> None:
    text = mef(tree(fork("F", p=collect(0.2) + end("X"), q=collect(0.3) + end("Y"), r=collect(0.4) + end("X"))))
    found = chances(text)
    assert found["I.X"] == pytest.approx(0.6)
    assert found["I.Y"] == pytest.approx(0.3)


def test_expressions_on_one_path_multiply_wherever_they_stand() -> None:
    sequence = f'<define-sequence name="W">{collect(0.5)}</define-sequence>'
    text = mef(tree(collect(0.5) + fork("F", p=collect(0.5) + collect(0.5) + end("W")), "X", more=sequence))
    assert chances(text)["I.W"] == pytest.approx(0.0625)


def test_house_events_are_set_for_what_is_collected_behind() -> None:
    house = '<define-house-event name="h"/>'
    gated = PUMP.replace('<basic-event name="b"/>', '<house-event name="h"/>')
    put = '<set-house-event name="h"><constant value="{}"/></set-house-event>'
    text = mef(
        tree(fork("F", p=put.format("true") + GATE + end("X"), q=GATE + put.format("true") + end("Y"))),
        gated,
        EVENTS.replace("<model-data>", f"<model-data>{house}"),
    )
    found = chances(text)
    assert found["I.X"] == 1.0
    assert found["I.Y"] == pytest.approx(0.1)


def test_rules_blocks_and_tests_are_followed() -> None:
    rule = f'<define-rule name="r"><block>{collect(0.5)}</block><if><test-functional-event name="F" state="p"/>{collect(0.5)}{collect(0.25)}</if></define-rule>'
    asked = '<if><test-initiating-event name="J"/><collect-expression><float value="0"/></collect-expression></if>'
    use = '<rule name="r"/>'
    text = mef(tree(fork("F", p=use + end("X"), q=use + asked + end("Y"))), rule)
    assert chances(text)["I.X"] == pytest.approx(0.25)
    assert chances(text)["I.Y"] == pytest.approx(0.125)


def test_a_link_goes_on_in_another_tree_and_is_no_end() -> None:
    link = '<define-sequence name="L"><event-tree name="U"/></define-sequence>'
    text = mef(
        tree(fork("F", p=collect(0.5) + end("L"), q=collect(0.5) + end("X")), "X", more=link),
        tree(fork("F", p=collect(0.4) + end("V"), q=collect(0.6) + end("X")), "VX", name="U"),
    )
    assert chances(text) == {"I.T.X": pytest.approx(0.5), "I.V": pytest.approx(0.2), "I.U.X": pytest.approx(0.3)}


def test_a_branch_is_gone_along_from_each_path_that_names_it() -> None:
    branch = (
        f'<define-branch name="B">{fork("G", p=collect(0.1) + end("X"), q=collect(0.9) + end("Y"))}</define-branch>'
    )
    to = '<branch name="B"/>'
    text = mef(tree(fork("F", p=collect(0.3) + to, q=collect(0.7) + to), more=branch))
    assert chances(text)["I.X"] == pytest.approx(0.1)
    assert chances(text)["I.Y"] == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("text", "code", "left"),
    [
        (mef(tree(fork("Q", p=end("X"), q=end("Y")))), "undefined-reference", {"I.X", "I.Y", "I.Z"}),
        (mef(tree(fork("F", p=end("W"), q=end("Y")))), "undefined-reference", {"I.X", "I.Y", "I.Z"}),
        (mef(tree('<branch name="B"/>')), "undefined-reference", {"I.X", "I.Y", "I.Z"}),
        (mef(tree(fork("F", p=end("X"), q='<rule name="r"/>' + end("Y")))), "undefined-reference", {"I.X", "I.Z"}),
        (mef(tree(fork("F", p=collect(0.7) + end("X"), q=collect(0.7) + end("Y")))), "not-a-probability", {"I.Z"}),
        (mef(tree(fork("F", p=collect(7.0) + end("X"), q=end("Y")))), "not-a-probability", {"I.Y", "I.Z"}),
        (mef(tree(fork("F", p="<set-parameter/>" + end("X"), q=end("Y")))), "unsupported-tag", {"I.Y", "I.Z"}),
        (
            mef(tree(fork("F", p="<collect-formula><odd/></collect-formula>" + end("X")))),
            "unsupported-tag",
            {"I.Y", "I.Z"},
        ),
        (mef(tree(fork("F", p="<collect-formula/>" + end("X")))), "wrong-arguments", {"I.Y", "I.Z"}),
        (mef(tree("")), "wrong-arguments", {"I.X", "I.Y", "I.Z"}),
        (
            mef(tree(f'<fork functional-event="F"><path state="p">{end("X")}</path><path>{end("Y")}</path></fork>')),
            "wrong-arguments",
            {"I.X", "I.Z"},
        ),
        (
            mef(tree('<branch name="B"/>', more='<define-branch name="B"><branch name="B"/></define-branch>')),
            "cyclic-definition",
            {"I.X", "I.Y", "I.Z"},
        ),
        (
            mef(tree('<rule name="r"/>' + end("X")), '<define-rule name="r"><rule name="r"/></define-rule>'),
            "cyclic-definition",
            {"I.Y", "I.Z"},
        ),
        (mef(tree(end("X")), tree(end("X"))), "duplicate-definition", {"I.X", "I.Y", "I.Z"}),
        (
            mef(tree('<set-house-event name="h"><constant value="true"/></set-house-event>' + end("X"))),
            "undefined-reference",
            {"I.Y", "I.Z"},
        ),
        ('<opsa-mef><define-initiating-event name="I" event-tree="T"/></opsa-mef>', "undefined-reference", set()),
    ],
)
def test_a_mistake_costs_the_sequences_behind_it_alone(text: str, code: str, left: set[str]) -> None:
    assert [one for one in codes(text) if one != "not-open-psa"] == [code]
    assert set(chances(text)) == left


def test_a_tree_that_leads_back_to_itself_is_told() -> None:
    link = '<define-sequence name="L"><event-tree name="T"/></define-sequence>'
    assert codes(mef(tree(end("L"), "X", more=link))) == ["cyclic-definition"]


def test_paths_without_end_to_their_number_are_given_up_with_a_word() -> None:
    branches = "".join(
        f'<define-branch name="B{at}">{fork("F", p=f"""<branch name="B{at + 1}"/>""", q=f"""<branch name="B{at + 1}"/>""")}</define-branch>'
        for at in range(30)
    )
    text = mef(tree('<branch name="B0"/>', more=f'{branches}<define-branch name="B30">{end("X")}</define-branch>'))
    assert codes(text) == ["unsupported-tag"]
    assert f"more than {STEPS} steps" in opened(text).faults[0].says.plain()  # type: ignore[attr-defined]
    assert chances(text) == {}


# ---- random trees ----------------------------------------------------------------------------------------------------


class Branch(NamedTuple):
    """A random tree: a fork over alternatives, which are numbers that add up to one or a gate and its complement."""

    functional: str
    weights: tuple[float, ...] | None
    after: tuple[Branch | str, ...]


def branches(depth: int) -> st.SearchStrategy[Branch | str]:
    """Trees whose functional events differ along each path, each named by its depth."""
    if depth == 0:
        return st.sampled_from("XYZ")
    inner = branches(depth - 1)
    shares = st.lists(st.integers(1, 9), min_size=2, max_size=3).map(
        lambda many: tuple(one / sum(many) for one in many)
    )
    numbered = shares.flatmap(lambda w: st.tuples(*[inner] * len(w)).map(lambda after: Branch("FGHK"[depth], w, after)))
    gated = st.tuples(inner, inner).map(lambda after: Branch("FGHK"[depth], None, after))
    return st.one_of(st.sampled_from("XYZ"), numbered, gated)


def written(one: Branch | str) -> str:
    """A random tree as XML."""
    if isinstance(one, str):
        return end(one)
    heads = [NO_GATE, GATE] if one.weights is None else [collect(weight) for weight in one.weights]
    paths = {f"s{at}": head + written(after) for at, (head, after) in enumerate(zip(heads, one.after, strict=True))}
    return fork(one.functional, **paths)


def walked(one: Branch | str, happens: bool, weight: float) -> Iterator[tuple[str, float]]:
    """The ends of a random tree with their chances, if the gate holds or not."""
    if isinstance(one, str):
        yield one, weight
    elif one.weights is None:
        yield from walked(one.after[int(happens)], happens, weight)
    else:
        for share, after in zip(one.weights, one.after, strict=True):
            yield from walked(after, happens, weight * share)


@given(branches(3))
@settings(max_examples=80, deadline=None)
def test_the_sequences_of_random_trees_have_the_chances_of_a_walk_and_sum_to_one(drawn: Branch | str) -> None:
    expected = dict.fromkeys(("I.X", "I.Y", "I.Z"), 0.0)
    for happens, chance in ((True, 0.28), (False, 0.72)):
        for name, weight in walked(drawn, happens, chance):
            expected[f"I.{name}"] += weight
    found = chances(mef(tree(written(drawn), functional="KHGF"), PUMP, EVENTS))
    assert {name: found[name] for name in expected} == pytest.approx(expected, abs=1e-12)
    assert sum(found[name] for name in expected) == pytest.approx(1.0)


# ---- SCRAM -----------------------------------------------------------------------------------------------------------

needs_scram = pytest.mark.skipif(shutil.which("scram") is None, reason="needs SCRAM: apt-get install scram")


def scram(*files: Path) -> Mapping[str, float]:
    """What SCRAM says of the sequences of some files."""
    run = subprocess.run(
        ["scram", "--bdd", "--probability", "1", *map(str, files)], capture_output=True, text=True, check=True
    )
    found = {}
    for initiating, inside in re.findall(
        r'<initiating-event name="([\w-]+)".*?>(.*?)</initiating-event>', run.stdout, re.DOTALL
    ):
        for name, value in re.findall(r'<sequence name="([\w-]+)" value="([^"]+)"', inside):
            found[f"{initiating}.{name}"] = float(value)
    return found


def joined(*files: Path) -> str:
    """Several files as one."""
    inside = [re.search(r"<opsa-mef[^>]*>(.*)</opsa-mef>", file.read_text("utf-8"), re.DOTALL) for file in files]
    return f"<opsa-mef>{''.join(one[1] for one in inside if one)}</opsa-mef>"


@needs_scram
@pytest.mark.parametrize(
    "files",
    [
        ("EventTrees/bcd.xml",),
        ("EventTrees/attack.xml",),
        ("TwoTrain/event_tree.xml", "TwoTrain/two_train.xml"),
        ("ThreeMotor/event_tree.xml", "ThreeMotor/three_motor.xml"),
        ("EventTrees/gas_leak/gas_leak_reactive.xml",),
        ("EventTrees/gas_leak/gas_leak.xml", "EventTrees/gas_leak/gas_leak_reactive.xml"),
    ],
    ids=lambda files: Path(files[0]).stem,
)
def test_scram_says_the_same_of_its_own_samples(files: tuple[str, ...]) -> None:
    paths = [SAMPLES / file for file in files]
    if not all(path.is_file() for path in paths):
        pytest.skip("SCRAM is installed without its samples")
    theirs, ours = scram(*paths), chances(joined(*paths))
    assert theirs
    assert {name: ours[name] for name in theirs} == pytest.approx(theirs, rel=1e-5, abs=1e-15)


@needs_scram
@given(st.data())
@settings(max_examples=15, deadline=None)
def test_scram_says_the_same_of_random_trees(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    drawn = data.draw(branches(2).filter(lambda one: _is_uniform(one)))
    file = tmp_path_factory.mktemp("trees") / "tree.xml"
    file.write_text(mef(tree(written(drawn), functional="KHGF"), PUMP, EVENTS), "utf-8")
    theirs, ours = scram(file), chances(file.read_text("utf-8"))
    assert {name: ours[name] for name in theirs} == pytest.approx(theirs, rel=1e-5, abs=1e-15)


def _is_uniform(one: Branch | str) -> bool:
    """Whether only numbers or only gates are collected, and something is: SCRAM refuses a mixture."""
    kinds = set(_kinds(one))
    return len(kinds) == 1


def _kinds(one: Branch | str) -> Iterator[bool]:
    if isinstance(one, Branch):
        yield one.weights is None
        for after in one.after:
            yield from _kinds(after)


def test_all_orders_of_the_paths_of_a_fork_mean_the_same() -> None:
    parts = {"p": collect(0.2) + end("X"), "q": collect(0.3) + end("Y"), "r": collect(0.5) + end("Z")}
    for order in product(parts, repeat=3):
        if len(set(order)) == 3:
            found = chances(mef(tree(fork("F", **{state: parts[state] for state in order}))))
            assert found == pytest.approx({"I.X": 0.2, "I.Y": 0.3, "I.Z": 0.5})
