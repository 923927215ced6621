"""The bibliography: every source that a parameter or an experiment cites, read from ``references.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from letdown.errors import InputError, ParameterError, unknown_name

PROVENANCES = ("read in full", "read in abstract", "secondary", "recalled")
"""How a source was read: ``secondary`` is quoted by somebody else, ``recalled`` is from memory."""


@dataclass(frozen=True)
class Reference:
    """One source; what nobody here has seen is empty (``year``: ``None``).

    ``authors`` are "Surname INITIALS"; a last "others" stands for et al.
    """

    key: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    title: str = ""
    journal: str = ""
    volume: str = ""
    pages: str = ""
    doi: str = ""
    provenance: str = ""
    doubts: str = ""


@cache
def references() -> Mapping[str, Reference]:
    """Every reference by its key, in the order of the file."""
    tables = tomllib.loads(files("letdown.evidence").joinpath("references.toml").read_text(encoding="utf-8"))
    found: dict[str, Reference] = {}
    for key, table in tables.items():
        authors = tuple(table.pop("authors", ()))
        found[key] = Reference(key=key, authors=authors, **table)
    return MappingProxyType(found)


def reference(key: str) -> Reference:
    """The reference of ``key``; an unknown key is a :class:`ParameterError` that names the nearest."""
    try:
        return references()[key]
    except KeyError:
        raise ParameterError(unknown_name("reference", key, references())) from None


def cite(keys: str | Iterable[str], style: str = "text") -> str:
    """The references of ``keys``, one a line as ``"text"`` or one an entry as ``"bibtex"``, in the order given.

    Unknown keys raise :class:`ParameterError`, unknown styles :class:`InputError`.
    """
    if style not in ("text", "bibtex"):
        raise InputError(unknown_name("citation style", style, ("text", "bibtex")))
    chosen = [reference(key) for key in ([keys] if isinstance(keys, str) else keys)]
    if style == "text":
        return "\n".join(_text(one) for one in chosen)
    return "\n\n".join(_bibtex(one) for one in chosen)


def _text(one: Reference) -> str:
    """``Kent JC et al. (2008). Breastfeed Med 3:11-19. doi:10.1089/bfm.2007.0028 (read in abstract)``."""
    names = ["et al." if name == "others" else name for name in one.authors]
    authors = ", ".join(names).replace(", et al.", " et al.") or f"[{one.key}]"
    place = one.journal + (f" {one.volume}" if one.volume else "") + (f":{one.pages}" if one.pages else "")
    parts = [f"{authors} ({one.year or 'no year'})", one.title, place, f"doi:{one.doi}" if one.doi else ""]
    sentences = [part.rstrip(".") for part in parts if part]
    return ". ".join(sentences) + f" ({one.provenance})"


def _bibtex(one: Reference) -> str:
    """One BibTeX entry: ``@article`` where a journal is known, ``@misc`` otherwise; doubts become its note."""
    entries = {
        "author": " and ".join(_bibtex_name(name) for name in one.authors),
        "year": str(one.year or ""),
        "title": _escaped(one.title),
        "journal": _escaped(one.journal),
        "volume": one.volume,
        "pages": one.pages.replace("-", "--"),
        "doi": one.doi,
        "note": _escaped(f"{one.provenance.capitalize()}. {one.doubts}".strip()),
    }
    # BibTeX wants a title; where none was seen the entry says so instead of guessing one.
    entries["title"] = entries["title"] or "[title not seen]"
    kind = "article" if one.journal else "misc"
    body = ",\n".join(f"  {name} = {{{text}}}" for name, text in entries.items() if text)
    return f"@{kind}{{{one.key},\n{body}\n}}"


def _bibtex_name(name: str) -> str:
    """``Kent JC`` as ``Kent, JC``; surnames alone and institutions in braces; ``others`` as it is."""
    surname, _, initials = name.rpartition(" ")
    if surname and initials.isupper():
        return f"{surname}, {initials}"
    return name if name == "others" else f"{{{name}}}"


def _escaped(text: str) -> str:
    """``text`` with the characters that BibTeX and LaTeX would take as commands escaped."""
    for character in "&%_#$":
        text = text.replace(character, f"\\{character}")
    return text
