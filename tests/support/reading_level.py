"""Flesch-Kincaid grade of an English text, with a syllable counter of its own: vowel groups, silent e, a few endings."""

from __future__ import annotations

import re

_EXCEPTIONS = {"every": 2, "people": 2, "being": 2, "doctor": 2, "used": 1, "someone": 2, "something": 2, "once": 1, "sure": 1}


def syllables(word: str) -> int:
    """How many syllables ``word`` is spoken with; a number counts as one."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    if not plain:
        return 1
    if plain in _EXCEPTIONS:
        return _EXCEPTIONS[plain]
    count = len(re.findall(r"[aeiouy]+", plain))
    if re.search(r"[^aeiouy]e$", plain) and not re.search(r"[^aeiouy]le$", plain):
        count -= 1
    if re.search(r"[^aeiouydt]ed$", plain) or re.search(r"[^aeiouyscxzgh]es$", plain):
        count -= 1
    if re.search(r"(?:[^aeiou]|^)(?:ia|io|ua|uo|iu)", plain) and not re.search(r"(?:tio|cia|sio|qua|quo|gua)", plain):
        count += 1
    return max(1, count)


def grade(text: str) -> float:
    """0.39 words per sentence + 11.8 syllables per word - 15.59; a line of a list ends a sentence."""
    sentences = [one for one in re.split(r"[.!?:;]+(?:\s|$)|\n+", text) if re.search(r"[a-zA-Z]", one)]
    words = re.findall(r"[A-Za-z][A-Za-z'’-]*|\d+(?:\.\d+)?", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(syllables(word) for word in words) / len(words) - 15.59
