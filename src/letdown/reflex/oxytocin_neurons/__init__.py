"""The oxytocin neurons: the spiking network (:mod:`.spiking_network`, :mod:`.network_kernel`) and the fast :mod:`.burst_generator`."""
