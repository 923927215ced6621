"""Populations: women drawn from published spreads, each by her own number.

``spreads`` says what differs between women, and what goes together in one; ``conditions`` what is said of all of them (day,
parity, feeding, infant); ``drawing`` draws.
"""

from letdown.populations.conditions import Conditions as Conditions
from letdown.populations.drawing import Population as Population
from letdown.populations.drawing import draw as draw
from letdown.populations.drawing import population as population
from letdown.populations.drawing import woman as woman
from letdown.populations.spreads import SPREADS as SPREADS
from letdown.populations.spreads import Part as Part
from letdown.populations.spreads import Spread as Spread
