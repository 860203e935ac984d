"""The analyses of what crosses, flows and passes; the modules of each are imported where the file gives cause to run it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from interlock.api.analysis import DIAGRAM, FUNCTIONS, Analysis, Exhibit, Gauge, Idle, Report, Request, Results
from interlock.api.section import LEARNS
from interlock_boundaries.answer import Membranes
from interlock_boundaries.bits_answer import Bits
from interlock_boundaries.channel_answer import SideChannels
from interlock_boundaries.channel_rules import CHANNEL_RULES
from interlock_boundaries.flow_answer import LabelFlow
from interlock_boundaries.flow_rules import FLOW_RULES
from interlock_boundaries.ground import Ground, ground
from interlock_boundaries.kernel_rules import KERNEL_RULES, NOT_TIGHT
from interlock_boundaries.kernel_section import GAINS, KERNELS, LATENTS, LAWS, LEAKAGE, SPLITS
from interlock_boundaries.latent_answer import Latents
from interlock_boundaries.membrane_rules import MEMBRANE_RULES
from interlock_boundaries.sections import BOUNDARIES
from interlock_boundaries.split_answer import Splits
from interlock_swiss_cheese.results import PROPAGATION


def _ground(results: Results, request: Request) -> Report[Ground]:
    return Report(ground(results[DIAGRAM]))


def _membranes(results: Results, request: Request) -> Report[Membranes]:
    from interlock_boundaries.membranes import analyse

    return analyse(results[GROUND])


def _show_membranes(found: Membranes) -> Sequence[Exhibit]:
    from interlock_boundaries.show import show

    return show(found)


def _depict_membranes(found: Membranes) -> Sequence[Exhibit]:
    from interlock_boundaries.depict import depict

    return depict(found)


def _labels(results: Results, request: Request) -> Report[LabelFlow]:
    if not any(level.diagram.label_keys for level in results[GROUND].levels):
        return Report(LabelFlow())
    from interlock_boundaries.flow import analyse

    return analyse(results[GROUND])


def _show_labels(found: LabelFlow) -> Sequence[Exhibit]:
    if not found.keys:
        return ()
    from interlock_boundaries.flow import show

    return show(found)


def _channels(results: Results, request: Request) -> Report[SideChannels]:
    from interlock_boundaries.channels import analyse

    return analyse(results[GROUND], results[PROPAGATION])


def _show_channels(found: SideChannels) -> Sequence[Exhibit]:
    from interlock_boundaries.channels import show

    return show(found)


def _bits(results: Results, request: Request) -> Report[Bits]:
    from interlock_boundaries.bits import analyse

    return analyse(results[DIAGRAM], results[FUNCTIONS])


def _show_bits(found: Bits) -> Sequence[Exhibit]:
    from interlock_boundaries.bits_table import show

    return show(found)


def _gauge_bits(found: Bits) -> Sequence[Gauge]:
    from interlock_boundaries.bits_table import gauges

    return gauges(found)


def _depict_bits(found: Bits) -> Sequence[Exhibit]:
    from interlock_boundaries.bits_picture import depict

    return depict(found)


def _splits(results: Results, request: Request) -> Report[Splits]:
    from interlock_boundaries.split import analyse

    return analyse(results[DIAGRAM], results[FUNCTIONS])


def _show_splits(found: Splits) -> Sequence[Exhibit]:
    from interlock_boundaries.split_table import show

    return show(found)


def _latents(results: Results, request: Request) -> Report[Latents]:
    from interlock_boundaries.latent import analyse

    return analyse(results[DIAGRAM], results[FUNCTIONS])


def _show_latents(found: Latents) -> Sequence[Exhibit]:
    from interlock_boundaries.latent_table import show

    return show(found)


GROUND: Final = Analysis(
    "flow-graph",
    Ground,
    (DIAGRAM,),
    _ground,
    doc="The diagram and all that is nested in it as one graph on ports: what may come to what, now or later.",
)
MEMBRANES: Final = Analysis(
    "membranes",
    Membranes,
    (DIAGRAM, GROUND),
    _membranes,
    rules=MEMBRANE_RULES,
    reads=(BOUNDARIES, LEARNS),
    show=_show_membranes,
    depict=_depict_membranes,
    doc="What crosses membranes: wires that are admitted and wires that are not, and where one more barrier closes most.",
    idle=Idle((BOUNDARIES,), Membranes()),
)
LABELS: Final = Analysis(
    "labels",
    LabelFlow,
    (GROUND,),
    _labels,
    rules=FLOW_RULES,
    show=_show_labels,
    doc="Which trust and secrecy reaches which port: values spread over all wires, unless an output relabels them.",
)
SIDE_CHANNELS: Final = Analysis(
    "side-channels",
    SideChannels,
    (GROUND, PROPAGATION),
    _channels,
    rules=CHANNEL_RULES,
    reads=(BOUNDARIES,),
    show=_show_channels,
    doc="What gets through membranes without a wire: sources of nondeterminism, and how many bits faults can tell.",
    idle=Idle((BOUNDARIES,), SideChannels()),
)
BITS: Final = Analysis(
    "bits",
    Bits,
    (DIAGRAM, FUNCTIONS),
    _bits,
    rules=KERNEL_RULES,
    reads=(KERNELS, LAWS, GAINS, LEAKAGE),
    show=_show_bits,
    depict=_depict_bits,
    doc="What passes membranes by each wire: Shannon, min-entropy and stated-gain leakage, capacity between bounds.",
    idle=Idle(
        (
            KERNELS,
            LAWS,
            LEAKAGE,
        ),
        Bits(),
    ),
    gauges=_gauge_bits,
)
SPLIT: Final = Analysis(
    "splits",
    Splits,
    (DIAGRAM, FUNCTIONS),
    _splits,
    rules=(NOT_TIGHT,),
    reads=(SPLITS,),
    show=_show_splits,
    doc="Infiltration and exfiltration of Cartesian splits: under a named law, and at most under any.",
    idle=Idle((SPLITS,), Splits()),
)
LATENT: Final = Analysis(
    "latents",
    Latents,
    (DIAGRAM, FUNCTIONS),
    _latents,
    reads=(LATENTS,),
    show=_show_latents,
    doc="Which candidates explain why things agree: mediation, redundancy, natural, minimal; and the coslice-product claim.",
    idle=Idle((LATENTS,), Latents()),
)
ANALYSES: Final = (GROUND, MEMBRANES, LABELS, SIDE_CHANNELS, BITS, SPLIT, LATENT)
