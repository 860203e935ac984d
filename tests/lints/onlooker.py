"""An onlooker of random diagrams, who walks every simple way and applies each condition as its page states it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from interlock.api.diagram import Cause, CheckedBox, CheckedDiagram, Failures, Independence, Learn
from interlock.api.section import FAILURES, LEARNS
from interlock_pressure.sections import PROXIES, Proxy
from tests.lints.casts import ROLES

Way = tuple[str, ...]


class Seen(NamedTuple):
    """A box by its path, as it was found."""

    box: CheckedBox
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        return self.box.labels["role"]


def _apart(stated: Failures, path: str) -> Iterator[tuple[str, str, str]]:
    """The place of each statement of independence with each two boxes whose events it names, if no cause is theirs."""
    said = stated.dependence or ()
    common = [set(one.of) for one in said if isinstance(one, Cause)]
    for at, some in ((at, one.independent) for at, one in enumerate(said) if isinstance(one, Independence)):
        for one, other in combinations(some, 2):
            if not any({one, other} <= group for group in common):
                yield (
                    f"failures:{path}0/dependence/{at}",
                    path + one.rpartition(".")[0],
                    path + other.rpartition(".")[0],
                )


@dataclass
class Onlooker:
    """All boxes and every step from vertex to vertex, read off the diagram; a learn wire is a vertex."""

    drawn: CheckedDiagram

    def __post_init__(self) -> None:
        self.boxes: dict[str, Seen] = {}
        self.lineages: dict[str, set[str]] = {}
        self.steps: dict[str, list[str]] = {}
        self.learns: dict[str, tuple[str, str, Learn]] = {}
        self.proxies: list[str] = []
        self.apart: list[tuple[str, str, str]] = []
        self.ends: dict[str, str] = {}
        self._read(self.drawn, "")
        self.sets = {arrow: set(self._sets(end)) for arrow, end in self.ends.items()}
        for arrow, outs in self.sets.items():
            for out in outs:
                self._step(arrow, out)
        for name in self.boxes:
            near = [one for one in self.boxes if self.touching(name, one)]
            self.lineages[name] = {each for one in near for each in self.boxes[one].box.labels["lineage"]}

    def _read(self, drawn: CheckedDiagram, path: str) -> None:
        for target, source in drawn.wiring.wires.items():
            self._step(path + source, path + target)
        for name, box in drawn.boxes.items():
            at = path + name
            shape = box.shape
            seen = Seen(
                box, tuple(f"{at}.{one}" for one in shape.inputs), tuple(f"{at}.{one}" for one in shape.outputs)
            )
            self.boxes[at] = seen
            if box.nested is None:
                for into in seen.inputs:
                    for out in seen.outputs:
                        self._step(into, out)
            else:
                for one in shape.inputs:
                    self._step(f"{at}.{one}", f"{at}/{one}")
                for one in shape.outputs:
                    self._step(f"{at}/{one}", f"{at}.{one}")
                self._read(box.nested, f"{at}/")
        for each in drawn.of(LEARNS):
            assert isinstance(each.value, Learn)
            begin, end = map(str, each.value.learn)
            arrow = f"learn:{path}{begin}~{path}{end}"
            whole = path + (end if end in drawn.boxes else end.rpartition(".")[0])
            self.learns[arrow] = (path + begin, whole, each.value)
            self._step(path + begin, arrow)
            self.ends[arrow] = path + end
        self.proxies += [path + str(each.value.proxy[0]) for each in drawn.of(PROXIES) if isinstance(each.value, Proxy)]
        for stated in drawn.of(FAILURES):
            assert isinstance(stated.value, Failures)
            self.apart += _apart(stated.value, path)

    def _sets(self, end: str) -> Iterator[str]:
        """What is set: outputs of the box, or the one output, and of boxes within those that come to it."""
        whole = end if end in self.boxes else end.rpartition(".")[0]
        yield from self.boxes[whole].outputs if end in self.boxes else (end,)
        for name, seen in self.boxes.items():
            if name.startswith(f"{whole}/") and seen.box.nested is None:
                yield from (out for out in seen.outputs if end in self.boxes or self._comes(out, end, f"{whole}/"))

    def _comes(self, start: str, end: str, within: str) -> bool:
        """Whether data come from a vertex within a box to an output of it without leaving it."""
        return any(
            way[-1] == end and all(one.startswith(within) for one in way[:-1])
            for way in self.ways(start, lambda _: False)
        )

    def _step(self, source: str, target: str) -> None:
        self.steps.setdefault(source, []).append(target)

    def leads(self, tail: str, head: str) -> bool:
        """Whether a step leads on, or both are ports of one box."""
        return head in self.steps[tail] or any(
            tail in seen.inputs and head in seen.outputs for seen in self.boxes.values()
        )

    def touching(self, one: str, other: str) -> bool:
        """Whether two boxes are one, or one lies in the other."""
        return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")

    @property
    def vertices(self) -> set[str]:
        return {*self.steps, *(target for targets in self.steps.values() for target in targets)}

    def having(self, *roles: str) -> list[str]:
        return [name for name, seen in self.boxes.items() if set(roles) & set(seen.roles)]

    def ways(self, start: str, shut: Callable[[Seen], bool], *, learning: bool = False) -> Iterator[Way]:
        """Every simple way from a vertex, through no box that is shut."""
        closed = {into for seen in self.boxes.values() if shut(seen) for into in seen.inputs}
        pending: list[Way] = [(start,)]
        while pending:
            way = pending.pop()
            yield way
            if way[-1] not in closed:
                pending += [
                    (*way, after)
                    for after in dict.fromkeys(self.steps.get(way[-1], ()))
                    if after not in way and (learning or not after.startswith("learn:"))
                ]

    def joined(self, starts: tuple[str, ...], ends: set[str], *roles: str, learning: bool = False) -> bool:
        """Whether some way leads from a start to an end past no box with one of the roles."""

        def shut(seen: Seen) -> bool:
            return bool(set(roles) & set(seen.roles))

        return any(way[-1] in ends for one in starts for way in self.ways(one, shut, learning=learning))

    def onto(self, policy: str, *means: str) -> set[str]:
        """The learn wires onto a box."""
        return {
            name
            for name, (_, _, value) in self.learns.items()
            if any(self._owned(out, policy) for out in self.sets[name]) and (not means or value.by in means)
        }

    def _owned(self, out: str, name: str) -> bool:
        return out in self.boxes[name].outputs or out.startswith(f"{name}/")

    def trusted(self, name: str) -> bool:
        return self.boxes[name].box.labels["trust"] == ("trusted",)

    def judges(self, reviewer: str, policy: str) -> bool:
        seen = self.boxes[policy]
        return reviewer != policy and self.joined(
            seen.outputs, set(self.boxes[reviewer].inputs), "human", "environment"
        )

    def kin(self, one: str, other: str) -> bool:
        return not self.touching(one, other) and bool(self.lineages[one] & self.lineages[other])


def trained_against_monitor(o: Onlooker) -> Iterator[tuple[str, str]]:
    seats = {"z"} | {into for name in o.having("gate", "actuator") for into in o.boxes[name].inputs}
    for name in o.having("monitor", "judge"):
        outputs = o.boxes[name].outputs
        if "monitor" in o.boxes[name].roles or o.joined(outputs, seats, "policy", "environment", "ideal"):
            for policy in o.having("policy"):
                if o.judges(name, policy) and o.joined(outputs, o.onto(policy), learning=True):
                    yield name, policy


def monitor_shares_lineage(o: Onlooker) -> Iterator[tuple[str, str]]:
    for name in o.having("monitor", "judge"):
        for policy in o.having("policy"):
            if o.judges(name, policy) and o.kin(name, policy) and not o.trusted(policy):
                yield name, policy


def trained_alike(o: Onlooker) -> Iterator[tuple[str, str, str]]:
    for stated, one, other in o.apart:
        if one != other and not o.lineages[one] & o.lineages[other]:
            ends = [{o.learns[arrow][0] for arrow in o.onto(name)} for name in (one, other)]
            if any(all(o.joined((vertex,), some, *ROLES) for some in ends) for vertex in o.vertices):
                yield stated, one, other


def duties_not_separated(o: Onlooker) -> Iterator[tuple[str, str]]:
    for name in o.having("specification"):
        for policy in o.having("policy"):
            reviewers = (one for one in o.having("monitor", "judge") if o.judges(one, policy))
            ends = {
                *o.boxes[policy].inputs,
                *o.onto(policy),
                *(into for one in reviewers for into in o.boxes[one].inputs),
            }
            if o.kin(name, policy) and o.joined(o.boxes[name].outputs, ends, "policy", "environment", learning=True):
                yield name, policy


def budget_burnable(o: Onlooker) -> Iterator[str]:
    for name, seen in o.boxes.items():
        authors = (one for one in o.having("policy") if not o.trusted(one))
        if seen.box.labels["draws"] == ("top",) and any(
            o.joined(o.boxes[one].outputs, set(seen.inputs)) for one in authors
        ):
            yield name


def filter_without_input(o: Onlooker) -> Iterator[tuple[str, str]]:
    leaves = {"z"} | {into for name in o.having("actuator", "environment") for into in o.boxes[name].inputs}
    gates = [name for name in o.having("gate") if o.joined(o.boxes[name].outputs, leaves, "policy", "environment")]
    words = {into for name in gates for into in o.boxes[name].inputs}
    seeing = tuple(role for role in ROLES if role != "gate")
    outside = {
        "x": o.drawn.port_labels["x"]["trust"] == ("untrusted",),
        **{
            out: seen.box.labels["trust"] == ("untrusted",)
            for seen in o.boxes.values()
            if {"human", "environment", "policy"} & set(seen.roles) or not (seen.inputs or seen.roles)
            for out in seen.outputs
        },
    }
    for name in o.having("monitor"):
        sees = set(o.boxes[name].inputs)
        if not o.joined(o.boxes[name].outputs, words, "policy", "environment"):
            continue
        for policy in o.having("policy"):
            asked = [one for one in outside if o.joined((one,), set(o.boxes[policy].inputs), *seeing)]
            asked = [one for one in asked if outside[one]] or asked
            unseen = all(not o.joined((one,), sees, *seeing) for one in asked)
            if asked and unseen and o.joined(o.boxes[policy].outputs, sees, *ROLES):
                yield name, policy


def monitor_in_training_data(o: Onlooker) -> Iterator[tuple[str, str]]:
    texts = [out for name in o.having("specification") for out in o.boxes[name].outputs]
    texts += ["x"] if o.drawn.port_labels["x"]["role"] else []
    aside = ("monitor", "judge")
    for name in o.having("monitor"):
        for policy in o.having("policy"):
            for text in texts:
                if (
                    o.judges(name, policy)
                    and o.joined((text,), set(o.boxes[name].inputs), *aside, "gate", "policy", "human", "environment")
                    and o.joined((text,), o.onto(policy, "imitation"), *aside, learning=True)
                    and not o.joined((text,), set(o.boxes[policy].inputs), *aside)
                ):
                    yield name, policy


def verdict_without_effect(o: Onlooker) -> Iterator[str]:
    outputs = [out for policy in o.having("policy") for out in o.boxes[policy].outputs]
    able = {"z"} | {into for name in o.having("gate", "actuator", "recovery", "human") for into in o.boxes[name].inputs}
    for seen in o.boxes.values():
        if not seen.roles and o.joined(tuple(outputs), set(seen.inputs), "monitor"):
            able |= set(seen.inputs)
    for name in o.having("monitor"):
        watches = o.joined(tuple(outputs), set(o.boxes[name].inputs))
        if watches and not o.joined(o.boxes[name].outputs, able):
            yield name


def effect_before_review(o: Onlooker) -> Iterator[str]:
    acting = {into for name in o.having("actuator") for into in o.boxes[name].inputs}
    for policy in o.having("policy"):
        outputs = o.boxes[policy].outputs
        reviewers = [name for name in o.having("monitor", "judge") if o.joined(outputs, set(o.boxes[name].inputs))]
        told = {
            name
            for name, seen in o.boxes.items()
            for one in reviewers
            if o.joined(o.boxes[one].outputs, set(seen.inputs), "policy", "environment")
        }
        waiting = {into for name in told for into in o.boxes[name].inputs}
        undone = any("recovery" in o.boxes[name].roles for name in told)
        if (
            reviewers
            and not undone
            and any(
                way[-1] in acting and not waiting & set(way) for out in outputs for way in o.ways(out, lambda _: False)
            )
        ):
            yield policy


def proxy_pressure(o: Onlooker) -> Iterator[str]:
    for name, (source, whole, value) in o.learns.items():
        held = value.anchor not in (None, "itself") and value.tail == "light"
        sets = tuple(o.steps[name])
        if (
            value.by == "gradient"
            and not held
            and any(o.joined(sets, {proxy}) and o.joined((proxy,), {source}) for proxy in o.proxies)
        ):
            assert whole in o.boxes
            yield name


def incentive_on_oversight(o: Onlooker) -> Iterator[tuple[str, str]]:
    seats = {into for name in o.having("gate", "actuator", "recovery") for into in o.boxes[name].inputs}
    final = {"z"} | {into for name in o.having("gate", "actuator") for into in o.boxes[name].inputs}
    for name, seen in o.boxes.items():
        stops = {"human", "monitor", "judge"} & set(seen.roles) and o.joined(
            seen.outputs, seats, "policy", "environment"
        )
        counted = "monitor" in seen.roles or (
            "judge" in seen.roles and o.joined(seen.outputs, final, "policy", "environment", "ideal")
        )
        if not seen.inputs or not (stops or "specification" in seen.roles):
            continue
        for arrow, (source, _, value) in o.learns.items():
            sets = tuple(o.sets[arrow])
            moved = any(o.joined(sets, {out}) and o.joined((out,), {source}) for out in seen.outputs)
            policies = [one for one in o.having("policy") if arrow in o.onto(one) and not o.touching(one, name)]
            apart = [one for one in policies if not (counted and o.judges(name, one))]
            if value.by != "imitation" and moved and apart and source not in (*seen.inputs, *seen.outputs):
                yield name, arrow
