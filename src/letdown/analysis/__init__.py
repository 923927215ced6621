"""Detectors: each finds one thing in a trace, simulated or measured, and knows neither the model nor the instrument."""
