"""Seconds to minutes: the milk-ejection reflex, stage by stage, in the order the signal travels.

``suckling`` or ``pump`` → ``nipple_afferents`` (with ``conditioned_cues``) → ``inhibition`` → ``oxytocin_neurons`` →
``posterior_pituitary`` → ``plasma_oxytocin`` → ``myoepithelium`` → ``milk_ducts`` → ``milk_removal`` → ``signs``.

Stages know nobody; :mod:`letdown.dyad` joins them.
"""
