"""Simulation: a dyad, or many, through a session to a Recording.

``running`` moves one dyad along; ``holding`` says what can be clamped; ``recorded`` names what is kept; ``women`` runs many.
"""

from letdown.simulation.holding import holdable as holdable
from letdown.simulation.running import AVERAGED_STEP as AVERAGED_STEP
from letdown.simulation.running import FINE_STEP as FINE_STEP
from letdown.simulation.running import Continuation as Continuation
from letdown.simulation.running import checked_seed as checked_seed
from letdown.simulation.running import engine_code as engine_code
from letdown.simulation.running import simulate as simulate
from letdown.simulation.women import simulate_women as simulate_women
