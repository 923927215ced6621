"""Simulation: a dyad, or many, through a session to a Recording.

``running`` moves one dyad along; ``holding`` says what can be clamped; ``recorded`` names what is kept. ``women`` runs many on
all cores, ``one_or_many`` is the public door to both; ``feed_by_feed`` runs one through many sessions, in which she learns. A
``table`` has one row a woman, ``table_files`` and ``streaming`` keep it.
"""

from letdown.simulation.feed_by_feed import Course as Course
from letdown.simulation.feed_by_feed import Lesson as Lesson
from letdown.simulation.feed_by_feed import course as course
from letdown.simulation.holding import holdable as holdable
from letdown.simulation.one_or_many import simulate as simulate
from letdown.simulation.running import AVERAGED_STEP as AVERAGED_STEP
from letdown.simulation.running import FINE_STEP as FINE_STEP
from letdown.simulation.running import Continuation as Continuation
from letdown.simulation.running import checked_seed as checked_seed
from letdown.simulation.running import engine_code as engine_code
from letdown.simulation.streaming import StoredTable as StoredTable
from letdown.simulation.streaming import simulate_to as simulate_to
from letdown.simulation.table import Table as Table
from letdown.simulation.table_files import read_table as read_table
from letdown.simulation.women import simulate_women as simulate_women
