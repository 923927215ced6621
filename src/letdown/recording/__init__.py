"""Recordings: named series with units over NumPy, simulated or measured; files in and out."""

from letdown.recording.files import load, save
from letdown.recording.places import checked_suffix, checked_target, read_text, whole_file
from letdown.recording.record import Recording, Series, result_hash, stamped

__all__ = [
    "Recording",
    "Series",
    "result_hash",
    "stamped",
    "save",
    "load",
    "read_text",
    "whole_file",
    "checked_suffix",
    "checked_target",
]
