from __future__ import annotations

from interlock.syntax.expression import Apply, Word
from interlock.syntax.formula import Amount, Carries
from interlock.syntax.page import Field, Fields, LearnSyntax, PortSyntax, WireSyntax
from interlock.syntax.read import read
from tests.syntax.pages import HEAD, faults, held, only, page, surface, value
from tests.syntax.scalars import bare
from tests.syntax.strangers import SECTIONS

# -- core's sections -------------------------------------------------------------------------------------------------


def test_the_header_is_read() -> None:
    made = page("title: T\ndoc: D\ncites: [arXiv:1, b]\nuses: [alignment, ./v.yaml]\nmode: credal\n")
    assert (made.form, made.name.text, made.title, made.doc) == ("proposal", "p", "T", "D")
    assert made.cites == ("arXiv:1", "b")
    assert [word.text for word in made.uses] == ["alignment", "./v.yaml"]
    assert made.mode == Word("credal", 6, 12)


def test_parameters_are_one_telescope_whose_parts_keep_their_own_places() -> None:
    made = page("parameters:\n  S: Type\n  n: {type: Nat, default: 3, doc: How many.}\n")
    entry = only(made, "parameters")
    first, second = value(tuple, entry)
    assert isinstance(second, Field)
    assert first.name.text == "S"
    assert (second.name.text, bare(second.default), second.doc) == ("n", ("Numeral", "3"), "How many.")
    assert entry.item.site(second.name.start, second.name.end).anchor.key == "parameters:n"


def test_ports_are_an_interface_in_order() -> None:
    made = page(
        "ports:\n  in model: World S\n"
        "  out act: {type: A, guarantee: ok act, from: [model], is: f x, admit: r, fixed: true, relabels: {trust: vetted},"
        " labels: {secrecy: public}, latency: 3 second, doc: d}\n"
    )
    first, second = value(tuple, only(made, "ports"))
    assert isinstance(first, PortSyntax)
    assert isinstance(second, PortSyntax)
    assert (first.direction, first.name.text, first.from_, first.admit, first.fixed) == ("in", "model", None, "", False)
    assert (second.direction, second.admit, second.fixed, second.doc) == ("out", "r", True, "d")
    assert second.from_ is not None
    assert [word.text for word in second.from_] == ["model"]
    assert isinstance(second.guarantee, Apply)
    assert [key for key, _ in second.extra] == ["labels", "relabels", "latency"]
    assert isinstance(second.value("latency"), Amount)


def test_an_output_that_depends_on_nothing_is_told_from_one_that_does_not_say() -> None:
    silent, empty = value(tuple, only(page("ports: {out a: A, out b: {type: B, from: []}}\n"), "ports"))
    assert (silent.from_, empty.from_) == (None, ())


def test_a_bare_scalar_is_short_for_the_first_key_of_a_box() -> None:
    short, long = page("boxes:\n  a: Planner\n  b: {kind: Planner}\n").entries["boxes"]
    assert short.name == Word("a", 0, 1)
    assert held(short, "kind") == Word("Planner", 3, 10)
    assert bare(held(short, "kind")) == bare(held(long, "kind"))
    assert (held(short, "with"), held(long, "with")) == (None, None)


def test_a_box_of_its_own_takes_the_keys_of_kinds_and_of_boxes() -> None:
    made = page(
        "boxes:\n  quiet: {ports: {in m: M, out a: Alarm m}, failures: {rules: [silent at a]}, cost: 2 euro, price: 3 euro}\n"
    )
    fields = value(Fields, only(made, "boxes"))
    assert fields.sort.fields[0][0] == "ports"
    assert [key for key, _ in fields.extra] == ["failures", "cost", "price"]


def test_a_box_of_a_kind_takes_the_keys_of_boxes_only() -> None:
    assert faults("boxes: {a: {kind: K, price: 3 euro, cost: 2 euro}}\n") == [("unknown-key", "cost")]


def test_wires_and_learn_wires_are_lists() -> None:
    made = page(
        "wires:\n  - a.x -> b.y, c.z\nlearns:\n  - {learn: c.z ~> a, by: redesign, choices: 4, times: 10}\n  - x ~> y.z\n"
    )
    assert bare(only(made, "wires").value) == (
        "WireSyntax",
        ("Word", "a.x"),
        (("Word", "b.y"), ("Word", "c.z")),
    )
    assert isinstance(only(made, "wires").value, WireSyntax)
    first, second = made.entries["learns"]
    assert isinstance(held(first, "learn"), LearnSyntax)
    assert bare(held(first, "by")) == ("Word", "redesign")
    assert (held(second, "by"), held(second, "anchor")) == ("gradient", None)


def test_failures_are_read_with_their_rules_and_dependences() -> None:
    made = page(
        """failures:
  types: {slip: {is: harm, doc: Small.}}
  events:
    jolt: 1e-6 .. 1e-5
    monitor.late: {probability: {honest: 0, scheming: 0.3 .. 0.9}, basis: cited}
    learner.flips: {rate: 2 fault / hour, exposure: 3 hour, breaks: action}
    bare:
  rules:
    - injected at prompt if jolt and 2 of (a, b)
    - stop unsafe-action at action
  dependence:
    - {cause: jolt, of: [monitor.late]}
    - {independent: [a, b], because: They share nothing.}
    - {beta: 0.1, of: [a, b]}
    - {bound: "P(a.x given b.y) <= 0.02"}
"""
    )
    entry = only(made, "failures")
    events, rules, dependence = (held(entry, key) for key in ("events", "rules", "dependence"))
    assert isinstance(events, tuple)
    assert isinstance(rules, tuple)
    assert isinstance(dependence, tuple)
    assert [name.text for name, _ in events] == ["jolt", "monitor.late", "learner.flips", "bare"]
    assert isinstance(events[0][1].value("probability"), Amount)
    assert [bare(name) for name, _ in events[1][1].value("probability")] == [("Word", "honest"), ("Word", "scheming")]
    assert events[3][1].value("probability") is None
    assert [len(rule) for rule in rules] == [3, 2]
    assert [one.sort.fields[0][0] for one in dependence] == ["cause", "independent", "beta", "bound"]


def test_a_vocabulary_has_sections_of_its_own() -> None:
    text = """interlock: 1
vocabulary: v
units: {device: base, day: 24 hour}
labels: {trust: {order: [low, high], combine: min}, lineage: {names: any}, latency: {type: 'Quantity "s"'}}
failures: {types: {harm: {}, slip: {is: harm}}}
families: {Task: Type, Belief: {type: "(S : Type) -> Type", variance: {S: covariant}}}
data: {Verdict: {constructors: {allow: Verdict, block: Verdict}}}
predicates: {ok: "{X : Type} (x : X) -> Prop"}
functions: {double: {type: "(n : Nat) -> Nat", equations: ["double 0 = 0", "double (n + 1) = double n + 2"]}}
lemmas: {even: {says: "forall (n : Nat), double n = n + n", cites: [ours]}}
kinds:
  Gate:
    doc: Lets pass.
    cites: [a, b]
    ports: {in x: A, out y: {type: A, relabels: {trust: high}}}
    labels: {trust: high, lineage: [one, two], latency: 3 second}
    mode: deterministic
    memory: true
    cost: 3 euro
    failures: {events: {jams: {}}, rules: [any at y if any at x or jams]}
"""
    outcome = read(surface(text), SECTIONS)
    assert outcome.faults == ()
    made = outcome.value
    assert (made.form, made.name.text) == ("vocabulary", "v")
    gate = only(made, "kinds")
    assert (gate.doc, gate.cites) == ("Lets pass.", ("a", "b"))
    assert [key for key, _ in value(Fields, gate).extra] == ["labels", "failures", "cost"]
    assert len(made.entries["functions"]) == 1


def test_variants_are_not_read_here() -> None:
    made = page("variants:\n  a: {boxes: {x: Y}, nonsense: [1], fails: [type-mismatch]}\n  b: {}\n")
    assert [entry.name.text for entry in made.entries["variants"] if entry.name] == ["a", "b"]
    assert all(entry.value is entry.item.node for entry in made.entries["variants"])


def test_scenarios_claims_allow_and_refines() -> None:
    made = page(
        """scenarios: {honest: {}, scheming: 0.01 .. 0.1}
claims:
  lawful: obeys spec action
  no-gradient: {held-out: judges.critique from optimiser, except: [redesign], budget: <= 14 nat}
allow: [{lint: budget-burnable, at: queue, because: It is watched.}]
refines: {proposal: ./abstract.yaml, boxes: {gate: executor}, failures: {slip: harm}}
"""
    )
    assert [held(entry, "weight") is None for entry in made.entries["scenarios"]] == [True, False]
    lawful, held_out = made.entries["claims"]
    assert isinstance(held(lawful, "says"), Apply)
    assert bare(held(held_out, "held-out")) == (("Word", "judges.critique"), ("Word", "optimiser"))
    assert bare(held(only(made, "refines"), "proposal")) == ("Word", "./abstract.yaml")


# -- what strangers add ----------------------------------------------------------------------------------------------


def test_sections_of_plugins_are_read_like_cores() -> None:
    made = page(
        """hazards:
  harm: {top: unsafe-action at action, target: <= 1e-4 per use, uses: n}
adversaries: {red-team: {controls: [coder.attacks, gate], sees: [], in: [scheming], tries: 5}}
evidence: {july: {of: monitor.missed, failures: 47, trials: 71, on: {code: coder.code}, cites: [x]}}
boundaries:
  box:
    inside: [learner]
    admits:
      - data -> learner.data
      - a ~> learner.data
      - {wire: learner.reply -> reply, capacity: 8e3 bit / use}
    channels: {memory: {event: learner.flipped, secret: rate}}
proxies: [{proxy: reward.score for raters.click, evidence: agreement}]
arguments: {faster: {given: {x: Real}, premises: {p1: x <= 1}, concludes: x <= 2}}
"""
    )
    harm = only(made, "hazards")
    assert isinstance(held(harm, "top"), Carries)
    assert bare(held(harm, "uses")) == ("Amount", ("Word", "n"), ("Word", "n"), None)
    assert only(made, "evidence").cites == ("x",)
    assert held(only(made, "evidence"), "confidence") == 0.95
    admits = held(only(made, "boundaries"), "admits")
    assert isinstance(admits, tuple)
    assert [type(one.value("wire")) for one in admits] == [WireSyntax, LearnSyntax, WireSyntax]


# -- reading again ---------------------------------------------------------------------------------------------------


TEXT = """parameters: {S: Type}
ports: {in x: A}
boxes:
  a: {kind: K, wiht: {}}
  b: L
wires:
  - a.x -> b.y
  - x -> a.x
"""


def test_an_item_that_is_the_same_object_keeps_its_entry_and_its_faults() -> None:
    before = surface(HEAD + TEXT)
    first = read(before, SECTIONS)
    after = surface(HEAD + "\n\n" + TEXT.replace("b: L", "b: M"), before)
    second = read(after, SECTIONS, first.value)
    assert first.faults == second.faults
    assert len(first.faults) == 1
    for section in ("parameters", "ports", "wires"):
        old, new = first.value.entries[section], second.value.entries[section]
        assert all(one is other for one, other in zip(old, new, strict=True))
    (a, b), (c, d) = first.value.entries["boxes"], second.value.entries["boxes"]
    assert a is c
    assert b is not d


def test_a_changed_part_of_a_telescope_is_read_again() -> None:
    before = surface(HEAD + TEXT)
    first = read(before, SECTIONS).value
    second = read(surface(HEAD + TEXT.replace("S: Type", "S: Prop"), before), SECTIONS, first).value
    assert bare(only(second, "parameters").value) != bare(only(first, "parameters").value)
    assert only(second, "ports") is only(first, "ports")


def test_other_sections_make_all_entries_anew() -> None:
    made = surface(HEAD + TEXT)
    first = read(made, SECTIONS).value
    second = read(made, SECTIONS[:-1], first).value
    assert only(second, "ports") is not only(first, "ports")
