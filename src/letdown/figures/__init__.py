"""Figures. The only part that imports Matplotlib, and only when something is drawn.

Colours are Okabe and Ito's, told apart by colour-blind eyes; what shares a panel also differs by line style. ``cascade`` draws
one session, ``arms`` two on the same women, ``measured`` a file, ``targets`` many verdicts; ``paper`` is what they share.
"""

from letdown.figures.arms import plot_comparison
from letdown.figures.cascade import plot
from letdown.figures.measured import plot_analysis
from letdown.figures.paper import BLUE, GREEN, INK, PURPLE, QUIET, VERMILION
from letdown.figures.targets import Miss, misses

__all__ = [
    "plot",
    "plot_comparison",
    "plot_analysis",
    "misses",
    "Miss",
    "BLUE",
    "VERMILION",
    "GREEN",
    "PURPLE",
    "INK",
    "QUIET",
]
