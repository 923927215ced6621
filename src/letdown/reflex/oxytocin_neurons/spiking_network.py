"""The spiking network of oxytocin neurons: its parameters, its wiring, its state, and how it rests before a feed.

Magnocellular neurons share dendritic bundles, in which they release oxytocin (which excites) and endocannabinoid (which turns
inputs down); suckling fills their releasable stores. Equations: Rossoni et al. 2008, doi 10.1371/journal.pcbi.1000123.
The default differs from the published network (:data:`PUBLISHED`) in seven numbers, together taken from what rats' neurons do:
cells are excited unequally and a little less, bursts are longer and less steep, and endocannabinoid holds the cells still for
half a minute after a burst, as long as in rats, where the published network falls silent for some four seconds.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from letdown.errors import ParameterError
from letdown.kernel import compiled
from letdown.quantity import Count, Fraction, Hertz, Known, Milliseconds, Millivolts, Seconds
from letdown.random_streams import STREAM_NETWORK_CELLS, STREAM_NETWORK_WIRING, random_words
from letdown.reflex.oxytocin_neurons import network_kernel
from letdown.reflex.oxytocin_neurons.network_kernel import REFRESH
from letdown.reflex.oxytocin_neurons.synaptic_input import CELL_ROWS, LANES, WORD_ROWS, exponential

MOST_STORE = 60.0
"""An initial store above this fires before any stimulus comes."""
QUIET_LIMIT = 2.0
"""Oxytocin's greatest depolarisation (mV) while the network comes to rest: its effect between bursts, too little for one."""
REST_MS = 90_000

_CODE = "from the authors' released program, which says they are as published"


class Parameters(NamedTuple):
    """Cells, dendrites, synapses and what bundles exchange; membranes in mV, synaptic rates for each dendrite."""

    cells: Annotated[Count, Known("oxytocin neurons", 2, 100000, "rossoni2008")] = 48.0
    bundles: Annotated[Count, Known("dendritic bundles", 1, 100000, "rossoni2008")] = 12.0
    dendrites: Annotated[Count, Known("dendrites of a neuron, each in another bundle", 1, 16, "rossoni2008", _CODE)] = 2.0
    resting_potential: Annotated[Millivolts, Known("resting potential", -80, -50, "rossoni2008", _CODE)] = -62.0
    threshold: Annotated[Millivolts, Known("spike threshold at rest", -60, -30, "rossoni2008", _CODE)] = -50.0
    membrane_time_constant: Annotated[Milliseconds, Known("membrane time constant", 2, 100, "rossoni2008", _CODE)] = 10.8
    excitatory_size: Annotated[
        Fraction, Known("share of its driving force that an excitatory event gives", 0, 0.5, "rossoni2008", _CODE)
    ] = 0.0645
    inhibitory_size: Annotated[
        Fraction, Known("share of its driving force that one inhibitory event gives", 0, 0.9, "rossoni2008", _CODE)
    ] = 0.22
    excitatory_reversal: Annotated[Millivolts, Known("reversal potential of excitation", -20, 20, "rossoni2008", _CODE)] = 0.0
    inhibitory_reversal: Annotated[Millivolts, Known("reversal potential of inhibition", -100, -60, "rossoni2008", _CODE)] = -80.0
    excitatory_rate: Annotated[
        Hertz,
        Known(
            "excitatory events at a dendrite", 0, 1000, "rossoni2008", "published 80; unequal cells fire 2 spikes/s with fewer"
        ),
    ] = 72.0
    inhibitory_rate: Annotated[Hertz, Known("inhibitory events at a dendrite", 0, 1000, "rossoni2008", _CODE)] = 80.0
    excitation_spread: Annotated[
        Fraction,
        Known(
            "log-SD of excitation between cells", 0, 1.5, "brown1997", "derived: half of the bursting cells fire 1 to 3 spikes/s"
        ),
    ] = 0.25
    hyperpolarisation_size: Annotated[Millivolts, Known("rise of threshold just after a spike", 0, 100, "rossoni2008", _CODE)] = (
        40.0
    )
    hyperpolarisation_time_constant: Annotated[
        Milliseconds, Known("time constant with which that fades", 1, 100, "rossoni2008", _CODE)
    ] = 12.5
    load_size: Annotated[Millivolts, Known("greatest slow afterhyperpolarisation", 0, 100, "rossoni2008", _CODE)] = 40.0
    load_time_constant: Annotated[
        Milliseconds, Known("time constant with which past spikes stop counting in it", 100, 20000, "rossoni2008", _CODE)
    ] = 2000.0
    load_half: Annotated[
        Count, Known("recent spikes that half reach it", 5, 200, "assumed", "published 45; 65 gives bursts of 75 to 85 spikes")
    ] = 65.0
    oxytocin_depolarisation: Annotated[
        Millivolts, Known("depolarisation by one unit of released oxytocin", 0, 10, "rossoni2008", _CODE)
    ] = 0.5
    oxytocin_limit: Annotated[
        Millivolts,
        Known("greatest depolarisation by oxytocin", 0, 100, "wakerley1973", "published 25; derived: 54 spikes/s at the height"),
    ] = 22.0
    oxytocin_time_constant: Annotated[
        Milliseconds, Known("time constant with which dendritic oxytocin's effect fades", 50, 20000, "rossoni2008", _CODE)
    ] = 1000.0
    release_delay: Annotated[Milliseconds, Known("from a spike to dendritic release", 0, 50, "rossoni2008", _CODE)] = 5.0
    release_interval: Annotated[Milliseconds, Known("two spikes closer than this release", 1, 1000, "rossoni2008", _CODE)] = 50.0
    release_fraction: Annotated[
        Fraction, Known("share of its store that a releasing spike gives", 0, 0.9, "rossoni2008", _CODE)
    ] = 0.045
    store_time_constant: Annotated[
        Seconds, Known("time constant with which the store is lost unused", 10, 1e5, "rossoni2008", _CODE)
    ] = 400.0
    cannabinoid_limit: Annotated[
        Fraction,
        Known(
            "share of synaptic input that endocannabinoid takes at most",
            0,
            1,
            "wakerley1973",
            "published 0.6; derived: silent for 7 to 56 s after a burst",
        ),
    ] = 0.8
    cannabinoid_half: Annotated[Fraction, Known("endocannabinoid that takes half of that", 0.0001, 10, "rossoni2008", _CODE)] = (
        0.03
    )
    cannabinoid_step: Annotated[
        Fraction,
        Known(
            "endocannabinoid made with one unit of oxytocin",
            0,
            1,
            "assumed",
            "published 0.0025; half of it keeps the interval between bursts at 5 min where the silence is longer",
        ),
    ] = 0.00125
    cannabinoid_time_constant: Annotated[
        Milliseconds,
        Known(
            "time constant with which endocannabinoid fades",
            100,
            1e6,
            "wakerley1973",
            "published 6000; derived: silent for 7 to 56 s after a burst",
        ),
    ] = 12_000.0


PUBLISHED = Parameters()._replace(
    excitatory_rate=80.0,
    excitation_spread=0.0,
    load_half=45.0,
    oxytocin_limit=25.0,
    cannabinoid_limit=0.6,
    cannabinoid_step=0.0025,
    cannabinoid_time_constant=6000.0,
)
"""The network as published."""


class Wiring(NamedTuple):
    """Who meets whom. Cells are padded with absent ones to a multiple of ``LANES``; fields by cell have that length."""

    bundle: NDArray[np.int32]  # [dendrite, cell]: which bundle it lies in
    member_start: NDArray[np.int32]  # [bundle + 1]: where the bundle's members begin in `member`
    member: NDArray[np.int32]  # cells, bundle after bundle
    excitation: NDArray[np.float32]  # factor on a cell's excitatory rate; 0 where absent
    sensitivity: NDArray[np.float32]  # factor on dendritic oxytocin's effect on a cell
    side: NDArray[np.int8]  # 0 left nucleus, 1 right
    present: NDArray[np.float32]  # 1, or 0 where absent


class State(NamedTuple):
    """All that is needed to go on; ``advance`` changes these arrays in place, so :func:`copy` first to keep them.

    ``cells`` and ``words`` lie in tiles whose rows :mod:`.network_kernel` names. Releases wait in a ring of as many
    milliseconds as a release takes.
    """

    clock: NDArray[np.int64]  # [1] ms since rest
    cells: NDArray[np.float32]
    words: NDArray[np.uint32]
    store: NDArray[np.float32]  # [cell] releasable oxytocin
    last_spike: NDArray[np.int64]  # [cell] ms
    oxytocin: NDArray[np.float32]  # [bundle] mV
    cannabinoid: NDArray[np.float32]  # [bundle]
    open_share: NDArray[np.float32]  # [bundle] share of synaptic input that endocannabinoid leaves
    ring: NDArray[np.int32]  # [slot * cell] who releases
    ring_count: NDArray[np.int32]  # [slot] how many


def _unit_numbers(seed: int, woman: int, cell: int, first: int, how_many: int) -> list[float]:
    """Numbers from (0, 1) for one cell's wiring, exact on every platform."""
    numbers: list[float] = []
    block = first
    while len(numbers) < how_many:
        words = random_words(seed, woman, STREAM_NETWORK_WIRING, cell * 64 + block)
        numbers += [(word + 0.5) / 4294967296.0 for word in words]
        block += 1
    return numbers[:how_many]


def _padded(par: Parameters) -> int:
    return -(-int(par.cells) // LANES) * LANES


def build(par: Parameters, seed: int, woman: int) -> Wiring:
    """Draw one woman's network: which bundles each cell's dendrites lie in, and how strongly each cell is excited.

    Each cell draws distinct bundles with equal chance. Excitation is lognormal with mean 1; its normal deviate is a sum of twelve
    uniform numbers. The first half of the cells is the left nucleus; both share the bundles.
    """
    cells, bundles, dendrites = int(par.cells), int(par.bundles), int(par.dendrites)
    if bundles < dendrites:
        raise ParameterError(
            f"oxytocin_neurons.bundles = {bundles} is too few for {dendrites} dendrites, each in a bundle of its own; "
            f"give at least {dendrites} bundles."
        )
    size = _padded(par)
    bundle = np.zeros((dendrites, size), np.int32)
    excitation = np.zeros(size, np.float32)
    for cell in range(cells):
        free = list(range(bundles))
        for dendrite, number in enumerate(_unit_numbers(seed, woman, cell, 0, dendrites)):
            bundle[dendrite, cell] = free.pop(int(number * len(free)))
        deviate = sum(_unit_numbers(seed, woman, cell, 32, 12)) - 6.0
        excitation[cell] = exponential(par.excitation_spread * deviate - 0.5 * par.excitation_spread * par.excitation_spread)
    members = [[cell for cell in range(cells) if b in bundle[:, cell]] for b in range(bundles)]
    start = np.cumsum([0, *map(len, members)]).astype(np.int32)
    present = (np.arange(size) < cells).astype(np.float32)
    side = (np.arange(size) >= -(-cells // 2)).astype(np.int8)
    member = np.array([cell for some in members for cell in some], np.int32)
    return Wiring(bundle, start, member, excitation, present.copy(), side, present)


def _asleep(par: Parameters, wiring: Wiring, seed: int, woman: int) -> State:
    """Every cell at its resting potential with an empty store and no memory of any spike."""
    size = wiring.present.size
    bundles = -(-int(par.bundles) // LANES) * LANES
    slots = int(par.release_delay) + 2
    cells = np.zeros(size // LANES * CELL_ROWS, np.float32)
    words = np.zeros(size // LANES * WORD_ROWS, np.uint32)
    by_tile = words.reshape(-1, WORD_ROWS)
    cells.reshape(-1, CELL_ROWS)[:, :LANES] = par.resting_potential
    for cell in range(size):
        tile, lane = divmod(cell, LANES)
        for k, word in enumerate(random_words(seed, woman, STREAM_NETWORK_CELLS, cell)):
            by_tile[tile, k * LANES + lane] = word
    return State(
        clock=np.zeros(1, np.int64),
        cells=cells,
        words=words,
        store=np.zeros(size, np.float32),
        last_spike=np.full(size, -(10**6), np.int64),
        oxytocin=np.zeros(bundles, np.float32),
        cannabinoid=np.zeros(bundles, np.float32),
        open_share=np.ones(bundles, np.float32),
        ring=np.zeros(slots * size, np.int32),
        ring_count=np.zeros(slots, np.int32),
    )


def rest(par: Parameters, wiring: Wiring, seed: int, woman: int, store: float) -> State:
    """The network of a woman at rest, primed to ``store``: firing, afterhyperpolarisation and endocannabinoid in equilibrium.

    ``store`` is the mean of the cells: those that fire much hold less. The network runs for a while with its stores filled as
    fast as they leak, and with oxytocin's effect held below what a burst needs. (Equal stores set by hand while endocannabinoid
    is still zero would make a burst at once.) Raises ``ParameterError`` for a store below 0 or above :data:`MOST_STORE`.
    """
    if not 0.0 <= store <= MOST_STORE:
        raise ParameterError(
            f"oxytocin_neurons store = {store:g} is outside its range: 0 to {MOST_STORE:g}. A fuller store fires before "
            "suckling begins; prime it less."
        )
    state = _asleep(par, wiring, seed, woman)
    cycle = REFRESH * state.ring_count.size
    chunk = 100 * cycle // REFRESH  # ends on a refresh and on the first slot of the ring
    chunks = -(-REST_MS // chunk)
    present, cells = wiring.present, np.float32(par.cells)
    state.store[:] = store * present
    room = np.zeros(present.size * chunk, np.int64), np.zeros(present.size * chunk, np.int32)
    quiet = par._replace(oxytocin_limit=min(par.oxytocin_limit, QUIET_LIMIT))
    run = compiled(network_kernel.advance)
    for k in range(chunks):
        before = np.maximum(state.store, np.float32(1e-6))
        run(state, wiring, 0.0, 0.0, 1.0, 1.0, quiet, chunk, room[0], room[1], 0)
        if k < chunks // 2:  # full stores change within many minutes: at first each change counts eight times
            change = state.store / before
            change = change * change * change * change * change * change * change * change
            state.store[:] = before * change
        lost = np.float32(store) - _total(state.store) / cells
        state.store[:] += lost * present
    state.last_spike[:] -= state.clock[0]
    state.clock[0] = 0
    return state


def _total(numbers: NDArray[np.float32]) -> np.float32:
    """The sum in a fixed order (NumPy's depends on the machine's vectors)."""
    total = np.float32(0.0)
    for number in numbers:
        total += number
    return total


def copy(state: State) -> State:
    """A state of its own with the same numbers, to go on from later."""
    return State(*(np.copy(array) for array in state))  # pyright: ignore[reportArgumentType]
