"""Scenes as a builder would make them, written by hand after three published proposals, and a large synthetic one."""

from __future__ import annotations

from dataclasses import replace

from interlock.draw.scene import Box, Cluster, Mark, Port, Scene, Wire


def outer(name: str, typed: str, polarity: str) -> Port:
    """A port of the interface."""
    return Port(name, name, typed, "in" if polarity == "in" else "out")


def box(name: str, kind: str, ports: str, roles: str = "", labels: str = "", inside: str = "", doc: str = "") -> Box:
    """A box from a text such as ``"in model: M; out spec: Spec model"``; roles and labels are parted by spaces."""
    made: list[Port] = []
    for declared in filter(None, map(str.strip, ports.split(";"))):
        head, _, typed = declared.partition(":")
        polarity, port = head.split()
        made.append(Port(f"{name}.{port}", port, typed.strip(), "in" if polarity == "in" else "out"))
    return Box(name, name, kind, tuple(made), tuple(roles.split()), tuple(labels.split()), doc, (), inside)


def wires(text: str) -> tuple[Wire, ...]:
    """Wires from lines ``source -> target, target``."""
    pairs = [line.split("->") for line in text.strip().splitlines()]
    ends = [(source.strip(), target.strip()) for source, targets in pairs for target in targets.split(",")]
    return tuple(Wire(f"wire:{target}", source, target) for source, target in ends)


def learns(*lines: tuple[str, str, str]) -> tuple[Wire, ...]:
    """Learn wires from triples (source, target, means)."""
    return tuple(Wire(f"learn:{source}~{target}", source, target, "learn", by) for source, target, by in lines)


def marked(scene: Scene, marks: dict[str, tuple[Mark, ...]]) -> Scene:
    """The scene with marks on the things of these ids, added to those they have."""

    def boxed(found: Box) -> Box:
        ports = tuple(replace(port, marks=port.marks + marks.get(port.id, ())) for port in found.ports)
        return replace(found, marks=found.marks + marks.get(found.id, ()), ports=ports)

    return replace(
        scene,
        outer=tuple(replace(port, marks=port.marks + marks.get(port.id, ())) for port in scene.outer),
        boxes=tuple(map(boxed, scene.boxes)),
        wires=tuple(replace(wire, marks=wire.marks + marks.get(wire.id, ())) for wire in scene.wires),
        clusters=tuple(replace(found, marks=found.marks + marks.get(found.id, ())) for found in scene.clusters),
    )


M = "WorldModel S A"

GATED = marked(
    Scene(
        title="guaranteed-safe-ai",
        subtitle="World model, specification, verifier, and a backup behind a run-time monitor",
        outer=(outer("observation", "S", "in"), outer("action", "A", "out")),
        boxes=(
            box("modeller", "WorldModeller", f"out model: {M}"),
            box("elicitor", "SpecElicitor", f"in model: {M}; out spec: Spec model", "human"),
            box(
                "planner",
                "Planner",
                f"in model: {M}; in spec: Spec model; out policy: Policy model",
                "policy",
                "untrusted",
                "boundaries:workshop",
            ),
            box(
                "verifier",
                "Verifier",
                f"in model: {M}; in spec: Spec model; in policy: Policy model;"
                "out certificate: Option (Cert model spec policy)",
                "judge",
                doc="Checks a policy against a specification in a world model.",
            ),
            box(
                "controller",
                "Controller",
                f"in model: {M}; in policy: Policy model; in observation: S; out action: A",
                "actuator",
            ),
            box(
                "backup",
                "BackupController",
                f"in model: {M}; in spec: Spec model; in observation: S; out action: A",
                "recovery ideal",
                "trusted",
            ),
            box(
                "monitor",
                "RuntimeMonitor",
                f"in model: {M}; out alarm: Alarm model; in observation: S; in action: A",
                "monitor",
            ),
            box(
                "gate",
                "Gatekeeper",
                f"in model: {M}; in spec: Spec model; in policy: Policy model;"
                "in certificate: Option (Cert model spec policy); in alarm: Alarm model;"
                "in candidate: A; in fallback: A; out accepted: Bool; out action: A",
                "gate",
            ),
        ),
        wires=wires("""
            modeller.model -> elicitor.model, planner.model, verifier.model, controller.model, backup.model, monitor.model, gate.model
            elicitor.spec -> planner.spec, verifier.spec, backup.spec, gate.spec
            planner.policy -> verifier.policy, controller.policy, gate.policy
            verifier.certificate -> gate.certificate
            observation -> controller.observation, backup.observation, monitor.observation
            monitor.alarm -> gate.alarm
            controller.action -> gate.candidate
            backup.action -> gate.fallback
            gate.action -> monitor.action, action
        """),
        clusters=(Cluster("boundaries:workshop", "workshop", "membrane"),),
    ),
    {"wire:monitor.action": ("delayed",)},
)

THINNEST: dict[str, tuple[Mark, ...]] = {
    "planner": ("hole",),
    "verifier": ("barrier",),
    "gate": ("barrier",),
    "wire:verifier.policy": ("route",),
    "wire:gate.certificate": ("route",),
    "wire:action": ("route",),
    "action": ("hazard",),
}
GATED_ROUTE = marked(GATED, THINNEST)

RLHF = Scene(
    title="rlhf",
    subtitle="A policy optimised against a learned guess of what raters click",
    outer=(outer("corpus", "Text", "in"), outer("prompt", "Prompt", "in"), outer("answer", "Answer prompt", "out")),
    boxes=(
        box("base", "LanguageModel", "in prompt: Prompt; out answer: Answer prompt", "policy"),
        box("policy", "LanguageModel", "in prompt: Prompt; out answer: Answer prompt", "policy"),
        box(
            "reward", "RewardModel", "in prompt: Prompt; in answer: Answer prompt; out score: Approval answer", "judge"
        ),
        box(
            "raters", "Raters", "in prompt: Prompt; in answer: Answer prompt; out click: Approval answer", "judge human"
        ),
        box(
            "ideal",
            "Deliberation",
            "in prompt: Prompt; in answer: Answer prompt; out verdict: Approval answer",
            "ideal",
        ),
    ),
    wires=wires("""
        prompt -> base.prompt, policy.prompt, reward.prompt, raters.prompt, ideal.prompt
        policy.answer -> reward.answer, raters.answer, ideal.answer, answer
    """)
    + learns(
        ("corpus", "base", "imitation"), ("raters.click", "reward", "imitation"), ("reward.score", "policy", "gradient")
    ),
)

CONTROL = Scene(
    title="control-trusted-monitoring",
    subtitle="Untrusted code is scored by a trusted model and the top of the list is read by people",
    outer=(outer("task", "Task", "in"), outer("submitted", "Code task", "out")),
    boxes=(
        box(
            "coder",
            "UntrustedCoder",
            "in task: Task; out code: Code task",
            "policy",
            "untrusted",
            "boundaries:untrusted",
        ),
        box(
            "monitor",
            "TrustedMonitor",
            "in task: Task; in code: Code task; out suspicion: Suspicion code",
            "monitor",
            "trusted",
        ),
        box(
            "queue",
            "AuditQueue",
            "in task: Task; in code: Code task; in suspicion: Suspicion code; out choice: Choice code",
        ),
        box(
            "auditor",
            "Auditor",
            "in task: Task; in code: Code task; in choice: Choice code; out finding: Finding code",
            "judge human",
            "trusted",
        ),
        box(
            "gate",
            "ReleaseGate",
            "in task: Task; in code: Code task; in finding: Finding code; out submitted: Code task",
            "gate",
        ),
    ),
    wires=wires("""
        task -> coder.task, monitor.task, queue.task, auditor.task, gate.task
        coder.code -> monitor.code, queue.code, auditor.code, gate.code
        monitor.suspicion -> queue.suspicion
        queue.choice -> auditor.choice
        auditor.finding -> gate.finding
        gate.submitted -> submitted
    """),
    clusters=(Cluster("boundaries:untrusted", "untrusted", "membrane"),),
)


def lit(mark: Mark, roles: str, inside: str) -> Box:
    """A box that carries a mark and is called after it."""
    return replace(box(mark, "Kind", "in x: Text; out y: Text", roles, inside=inside), marks=(mark,))


LIT: tuple[tuple[Mark, str, str], ...] = (
    ("barrier", "gate", "boundaries:wall"),
    ("hole", "monitor", "boundaries:wall"),
    ("hazard", "environment", ""),
    ("muted", "human", "stack"),
    ("added", "recovery", "stack"),
    ("removed", "actuator", "stack"),
    ("retyped", "judge human", "boundaries:inner"),
    ("breach", "policy", ""),
    ("fault", "", ""),
)

EVERY_MARK = Scene(
    title="every-mark",
    subtitle="One box for each mark, a membrane and a proposal inside, and names that need care: <&>\"'\\",
    caption="Drawn to be looked at by the tests.",
    outer=(outer("in_1", "Text", "in"), outer("out_1", "Text", "out")),
    boxes=tuple(lit(mark, roles, inside) for mark, roles, inside in LIT),
    wires=(
        Wire("wire:barrier.x", "in_1", "barrier.x", marks=("barrier",)),
        Wire("wire:hole.x", "in_1", "hole.x", marks=("hole",)),
        Wire("wire:hazard.x", "barrier.y", "hazard.x", marks=("hazard", "route")),
        Wire("wire:muted.x", "hole.y", "muted.x", marks=("muted",), label="quiet"),
        Wire("wire:added.x", "hole.y", "added.x", marks=("added",)),
        Wire("wire:removed.x", "muted.y", "removed.x", marks=("removed",)),
        Wire("wire:retyped.x", "added.y", "retyped.x", marks=("retyped",)),
        Wire("wire:breach.x", "hazard.y", "breach.x", marks=("breach",)),
        Wire("wire:fault.x", "breach.y", "fault.x", marks=("fault",)),
        Wire("wire:out_1", "fault.y", "out_1", marks=("route",)),
        Wire("learn:fault.y~added", "fault.y", "added", "learn", "gradient", marks=("route",)),
        Wire("learn:breach.y~hazard.y", "breach.y", "hazard.y", "learn", "imitation"),
    ),
    clusters=(
        Cluster("boundaries:inner", "inner", "membrane", "stack"),
        Cluster("boundaries:wall", "wall", "membrane", marks=("breach",)),
        Cluster("stack", "stack: Filter", "nested"),
    ),
)


def layered(layers: int, width: int) -> Scene:
    """A synthetic scene of `layers * width` boxes; each box reads two boxes of the layer before."""
    names = [[f"box_{layer}_{place}" for place in range(width)] for layer in range(layers)]
    roles = ("policy", "monitor", "judge", "gate", "")
    boxes = tuple(
        box(name, "Kind", "in left: Text; in right: Text; out result: Text", roles[(layer + place) % 5])
        for layer, row in enumerate(names)
        for place, name in enumerate(row)
    )
    made: list[Wire] = []
    for layer, row in enumerate(names):
        for place, name in enumerate(row):
            left, right = (
                ("start", "start")
                if layer == 0
                else (f"{names[layer - 1][(place + step) % width]}.result" for step in (0, 1))
            )
            made += [
                Wire(f"wire:{name}.left", left, f"{name}.left"),
                Wire(f"wire:{name}.right", right, f"{name}.right"),
            ]
    made.append(Wire("wire:end", f"{names[-1][0]}.result", "end"))
    return Scene(
        "layered", outer=(outer("start", "Text", "in"), outer("end", "Text", "out")), boxes=boxes, wires=tuple(made)
    )


HUNDRED = layered(20, 5)
