"""A proposal of many lanes, each with its own world, that uses nearly all sections."""

from __future__ import annotations

from collections.abc import Iterator

KIT = """interlock: 1
vocabulary: kit
units: {hour: base, day: 24 hour, fault: base, chip: base}
labels: {lineage: {names: any}, draws: {names: [first, top, random]}, patience: {type: Quantity "hour"}}
failures: {types: {harm: {}, wrong-model: {}, silent: {}}}
families:
  Model: Type
  Spec: "(m : Model) -> Type"
  Plan: "(m : Model) -> Type"
  Cert: "{m : Model} (s : Spec m) (p : Plan m) -> Type"
predicates: {obeys: "{m : Model} (s : Spec m) (a : Nat) -> Prop"}
kinds:
  Modeller: {ports: {out model: Model}, failures: {events: {wrong: {}}, rules: [wrong-model at model if wrong]}}
  Elicitor: {ports: {in model: Model, out spec: Spec model}, failures: {events: {gap: {}}, rules: [harm at spec if gap]}}
  Planner: {ports: {in model: Model, in spec: Spec model, out plan: Plan model}}
  Verifier: {ports: {in model: Model, in spec: Spec model, in plan: Plan model, out certificate: Cert spec plan}}
  Monitor:
    memory: true
    parameters: {n: Nat}
    ports: {in model: Model, in seen: Fin n, out score: Real}
    failures: {events: {late: {}, missed: {}}, rules: [silent at score if late or missed]}
  Gate:
    parameters: {n: Nat}
    ports:
      in model: Model
      in spec: Spec model
      in plan: Plan model
      in certificate: Cert spec plan
      in score: Real
      out action: "{a : Nat | a < n}"
    failures: {events: {jams: {}}, rules: [harm at action if jams and silent at score]}
  Executor: {parameters: {n: Nat}, ports: {in action: "{a : Nat | a < n}", out done: Nat}}
"""


def lanes(count: int) -> str:
    """The text of a proposal with as many lanes; an extra box `gate` stands for what no boundary lets out."""
    each = range(count)
    return "\n".join(
        [
            "interlock: 1",
            "proposal: lanes",
            "title: Lanes beside one another",
            "uses: [./kit.yaml]",
            "",
            "parameters:",
            "  steps: {type: Nat, default: 24}",
            "ports:",
            *(f"  in seen{k}: Fin {k + 2}" for k in each),
            "  in given: Model",
            "  out echo: Model",
            *(f"  out done{k}: Nat" for k in each),
            "",
            "boxes:",
            "  gate: {ports: {out action: Nat}}",
            *(line for k in each for line in boxes(k)),
            "",
            "wires:",
            "  - given -> echo",
            *(line for k in each for line in wires(k)),
            "",
            *items(count),
        ]
    )


def boxes(k: int) -> Iterator[str]:
    yield f"  modeller{k}: {{kind: Modeller, labels: {{lineage: [team-{k}]}}}}"
    yield f"  elicitor{k}: Elicitor"
    yield f"  planner{k}: {{kind: Planner, labels: {{draws: [top], patience: 3 hour}}}}"
    yield f"  verifier{k}: Verifier"
    yield f"  monitor{k}: Monitor"
    yield f"  gate{k}: {{kind: Gate, with: {{n: 7}}}}"
    yield f"  executor{k}: {{kind: Executor, with: {{n: 9}}}}"


def wires(k: int) -> Iterator[str]:
    m = f"modeller{k}.model"
    yield f"  - {m} -> elicitor{k}.model, planner{k}.model, verifier{k}.model, monitor{k}.model, gate{k}.model"
    yield f"  - elicitor{k}.spec -> planner{k}.spec, verifier{k}.spec, gate{k}.spec"
    yield f"  - planner{k}.plan -> verifier{k}.plan, gate{k}.plan"
    yield f"  - verifier{k}.certificate -> gate{k}.certificate"
    yield f"  - seen{k} -> monitor{k}.seen"
    yield f"  - monitor{k}.score -> gate{k}.score"
    yield f"  - gate{k}.action -> executor{k}.action"
    yield f"  - executor{k}.done -> done{k}"


def items(count: int) -> Iterator[str]:
    yield from flows(count)
    yield from dangers(count)


def flows(count: int) -> Iterator[str]:
    each = range(count)
    yield "learns:"
    yield from (f"  - {{learn: monitor{k}.score ~> planner{k}, by: gradient}}" for k in each)
    yield "proxies:"
    yield from (f"  - {{proxy: monitor{k}.score for executor{k}.done, because: A guess.}}" for k in each)
    yield "boundaries:"
    for k in each:
        yield f"  workshop-{k}:"
        yield f"    inside: [planner{k}]"
        yield "    admits:"
        yield f"      - modeller{k}.model -> planner{k}.model"
        yield f"      - planner{k}.plan -> verifier{k}.plan, gate{k}.plan"


def dangers(count: int) -> Iterator[str]:
    each = range(count)
    yield "scenarios:"
    yield "  honest: {}"
    yield "  scheming: {weight: 0 .. 1, basis: assumed}"
    yield "adversaries:"
    for k in each:
        yield f"  red-team-{k}:"
        yield f"    controls: [gate{k}.jams]"
        yield "    tries: 1"
    yield "failures:"
    yield "  events:"
    for k in each:
        yield f"    elicitor{k}.gap: {{probability: 0.01 .. 0.05, basis: assumed}}"
        yield f"    modeller{k}.wrong: {{probability: 0.125}}"
        yield f"    gate{k}.jams: {{rate: 1e-6 fault / (chip * hour), exposure: 9 chip * day}}"
    yield "  dependence:"
    yield from (f"    - {{independent: [gate{k}.jams, monitor{k}.late], because: They share nothing.}}" for k in each)
    yield "evidence:"
    for k in each:
        yield f"  count-{k}:"
        yield f"    of: monitor{k}.missed"
        yield "    value: 0.38"
        yield f"    adversary: red-team-{k}"
        yield "    scenario: scheming"
    yield "hazards:"
    yield from (f"  hazard-{k}: {{top: harm at done{k}, target: <= 1e-4 per use}}" for k in each)
    yield "claims:"
    yield from (f"  small-{k}: {{says: gate{k}.action < 9}}" for k in each)
    yield from (f"  unlearnt-{k}: {{held-out: monitor{k}.score from executor{k}, doc: Apart.}}" for k in each)
