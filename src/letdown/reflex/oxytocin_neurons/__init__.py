"""The oxytocin neurons: the full :mod:`.spiking_network`, and the fast :mod:`.burst_generator` that stands in for it."""
