"""Writes the pages that can be read from the package: one for each stage, the reference, the bibliography.

Called by ``conf.py``. Whatever stages exist get a page; where a part of the package is missing, its page is left out.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, get_args, get_type_hints

import _causes_page
import _command_pages
import _evidence_page
import _experiment_pages
import _safety_page
import _text_pages

from letdown.evidence.bibliography import cite, references
from letdown.quantity import ASSUMED, Field, Unit, fields
from letdown.validate import CLAIMED

# the order in which the signal travels; what is not named here comes after, by name
ORDER = (
    "suckling pump conditioned_cues cue_learning nipple_afferents inhibition spiking_network network_kernel burst_generator "
    "posterior_pituitary plasma_oxytocin myoepithelium milk_ducts milk_removal signs milk_composition milk_supply"
).split()
_ROLE = re.compile(r":[a-z:]+:`~?([^`]+)`")
_KEY_IN_TEXT = re.compile(r"(?<![\w`.])([a-z][a-z_]*\d{4}[a-z]*)(?![\w`])")


def everything(docs: Path) -> None:
    """Write all generated files below ``docs``; what an earlier build left is removed first."""
    generated = docs / "generated"
    shutil.rmtree(generated, ignore_errors=True)
    generated.mkdir()
    _write(generated / "references.bib", cite(references(), "bibtex") + "\n")
    model = docs / "model"
    for old in model.glob("*.md"):
        if old.name not in ("index.md", "bibliography.md"):
            old.unlink()
    pages = sorted(stages(), key=lambda stage: (_place(stage), stage.__name__))
    for stage in pages:
        _write(model / f"{_name(stage)}.md", stage_page(stage))
    _write(model / "_path.md", _path(pages))
    _write(model / "causes.md", _causes_page.causes_page())
    _write(model / "helpers.md", _causes_page.helpers_page())
    _write(docs / "reference" / "python.md", python_page())
    _write(docs / "reference" / "measuring.md", measuring_page())
    _write(docs / "reference" / "scenario_keys.md", _command_pages.scenario_page())
    _write(docs / "reference" / "observables.md", _experiment_pages.observables_page())
    _write(docs / "reference" / "experiment_keys.md", _experiment_pages.keys_page())
    _write(docs / "reference" / "validate_json.md", _experiment_pages.report_page())
    _write(docs / "reference" / "compare_json.md", _experiment_pages.comparison_page())
    _write(docs / "reference" / "experiments.md", _experiment_pages.experiments_page())
    validation, calibration = (_evidence_page.shipped(f"{name}.json") for name in ("validation", "calibration"))
    evidence = _evidence_page.evidence_page(validation, CLAIMED, _evidence_page.orders_of_shipped())
    _write(generated / "evidence.md", evidence)
    _write(generated / "calibration.md", _evidence_page.calibration_page(calibration))
    _write(generated / "safety.md", _safety_page.safety_page())
    _write(generated / "for_parents.md", _text_pages.parents_page())
    _write(generated / "older_texts.md", _text_pages.older_texts_page())
    _write(generated / "glossary.md", _text_pages.glossary_page())
    commands = _command_pages.command_page()
    if commands:
        _write(docs / "reference" / "command_line.md", commands)


def stages() -> Iterator[ModuleType]:
    """Every module of the model that declares ``Parameters``."""
    for layer in ("reflex", "lactation"):
        package = importlib.import_module(f"letdown.{layer}")
        for info in pkgutil.walk_packages(package.__path__, prefix=f"{package.__name__}."):
            module = importlib.import_module(info.name)
            declared = getattr(module, "Parameters", None)
            if declared is not None and declared.__module__ == module.__name__:
                yield module


def stage_page(stage: ModuleType) -> str:
    """Text, equations, numbers and doubts of one stage as a page."""
    title, _, _ = (stage.__doc__ or _name(stage)).partition("\n")[0].partition(":")
    parts = [f"# {title.strip().rstrip('.')}", _rst(stage.__doc__ or ""), _where(stage)]
    parts.append("## Numbers\n\n" + _first_sentence(stage.Parameters) + "\n\n" + _number_table(fields(stage.Parameters)))
    parts += _presets(stage)
    state = getattr(stage, "State", None)
    if state is not None:
        parts.append("## State\n\n" + _first_sentence(state) + "\n\n" + _state_table(state))
    parts.append("## Doubts\n\n" + _doubts(fields(stage.Parameters)))
    parts.append("## As computed\n\nThe very code that runs, as Python or compiled.")
    parts += [f"```python\n{inspect.getsource(function).rstrip()}\n```" for function in _kernels(stage)]
    return "\n\n".join(parts) + "\n"


def _place(stage: ModuleType) -> int:
    return ORDER.index(_name(stage)) if _name(stage) in ORDER else len(ORDER)


def _name(stage: ModuleType) -> str:
    return stage.__name__.rsplit(".", 1)[-1]


def _path(pages: list[ModuleType]) -> str:
    """The list of stages with their first sentences, and the tree of contents."""
    rows = []
    for stage in pages:
        title, _, rest = (stage.__doc__ or _name(stage)).partition("\n")[0].partition(":")
        rows.append(f"1. [{title.strip()}]({_name(stage)}.md):{rest}" if rest else f"1. [{title.strip()}]({_name(stage)}.md)")
    names = [*(_name(stage) for stage in pages), "causes", "helpers", "bibliography"]
    tree = "\n".join(["```{toctree}", ":hidden:", "", *names, "```"])
    return "\n".join(rows) + "\n\n" + tree + "\n"


def _where(stage: ModuleType) -> str:
    """The five places of one name."""
    path = stage.__name__.replace(".", "/")
    name = _name(stage)
    return (
        f"*Source* `src/{path}.py` · *test* `tests/{path.removeprefix('letdown/').rpartition('/')[0]}/test_{name}.py` · "
        f"*numbers and series* `{name}.…`"
    )


def _kernels(stage: ModuleType) -> list[Any]:
    """The functions of a stage in the order of the file, ``step`` first."""
    found = [
        f for n, f in vars(stage).items() if inspect.isfunction(f) and f.__module__ == stage.__name__ and not n.startswith("_")
    ]
    return sorted(found, key=lambda f: (f.__name__ not in ("step", "advance"), f.__code__.co_firstlineno))


def _number_table(numbers: tuple[Field, ...]) -> str:
    rows = ["| name | meaning | default | unit | range | source |", "|---|---|---|---|---|---|"]
    for one in numbers:
        row = (
            f"`{one.name}`",
            _cell(one.meaning),
            f"{one.default:g}",
            _unit(one.unit),
            f"{one.low:g} to {one.high:g}",
            _source(one.source),
        )
        rows.append("| " + " | ".join(row) + " |")
    return "\n".join(rows)


def _state_table(state: type) -> str:
    rows = ["| name | unit |", "|---|---|"]
    try:
        hints = get_type_hints(state, include_extras=True)
    except NameError:  # arrays, named for the type checker only
        hints = dict.fromkeys(getattr(state, "_fields", ()))
    for name, hint in hints.items():
        unit = next((extra.symbol for extra in get_args(hint)[1:] if isinstance(extra, Unit)), None)
        rows.append(f"| `{name}` | {'' if unit is None else _unit(unit)} |")
    return "\n".join(rows)


def _presets(stage: ModuleType) -> list[str]:
    """Other sets of the same numbers that the stage offers, as what they change."""
    found: list[str] = []
    default = stage.Parameters()
    for name, value in vars(stage).items():
        if isinstance(value, stage.Parameters) and value != default:
            changed = [f"`{field}` {now:g}" for field, now, was in zip(value._fields, value, default, strict=True) if now != was]
            found.append(f"**`{name}`** changes " + ", ".join(changed) + ".")
    return found


def _doubts(numbers: tuple[Field, ...]) -> str:
    """What the declarations say beside their source, then what is doubtful about the sources."""
    lines = [f"* `{one.name}`{' (assumed)' if one.source == ASSUMED else ''}: {_cell(one.note)}." for one in numbers if one.note]
    for key in dict.fromkeys(one.source for one in numbers if one.source != ASSUMED):
        source = references().get(key)
        if source is None:
            lines.append(f"* `{key}`: not in the bibliography yet.")
        elif source.doubts or source.provenance in ("recalled", "secondary"):
            lines.append(f"* {_source(key)}: {source.provenance}. {_cell(source.doubts)}".rstrip())
    return "\n".join(lines) or "None noted, which is not the same as none."


def _source(key: str) -> str:
    if key == ASSUMED:
        return "assumed"
    return f"{{cite:p}}`{key}`" if key in references() else f"`{key}`"


def _unit(symbol: str) -> str:
    return "–" if symbol == "1" else symbol.replace("*", "·")


def _cell(text: str) -> str:
    """``text`` for a table or a list: no character of it is taken as markup."""
    return re.sub(r"([|*_<>\[\]`$\\])", r"\\\1", text).rstrip(".")


def _first_sentence(owner: type) -> str:
    return (inspect.getdoc(owner) or "").split("\n\n")[0]


def _rst(docstring: str) -> str:
    """A docstring (reStructuredText) for a Markdown page: roles become code, bibliography keys become citations."""
    text = _ROLE.sub(r"``\1``", inspect.cleandoc(docstring))
    _, _, text = text.partition("\n") if text.partition("\n")[0].count(":") == 1 else ("", "", text)
    text = "".join(part if code else _cited(part) for part, code in _split_code(text.strip()))
    first = inspect.cleandoc(docstring).partition("\n")[0].partition(":")[2].strip()
    lead = first[:1].upper() + first[1:] if first else ""
    body = f"{lead}\n\n{text}" if text and not text.startswith(lead) else lead or text
    if _is_sound(body):
        return f"```{{eval-rst}}\n{body}\n```"
    return f"```text\n{inspect.cleandoc(docstring)}\n```"


def _split_code(text: str) -> Iterator[tuple[str, bool]]:
    """Pieces of ``text``, each with whether it is inline code."""
    for i, piece in enumerate(re.split(r"(``.+?``)", text, flags=re.DOTALL)):
        yield piece, bool(i % 2)


def _cited(text: str) -> str:
    """``text`` with every key of the bibliography turned into a citation."""
    return _KEY_IN_TEXT.sub(lambda found: f":cite:t:`{found[1]}`" if found[1] in references() else found[1], text)


def _is_sound(text: str) -> bool:
    """Whether docutils reads ``text`` without a complaint; citations are left out, they are Sphinx's."""
    import docutils.core
    import docutils.utils

    plain = _ROLE.sub(r"\1", text)
    try:
        docutils.core.publish_doctree(plain, settings_overrides={"halt_level": 2, "report_level": 5, "warning_stream": False})
    except docutils.utils.SystemMessage:
        return False
    return True


def python_page() -> str:
    """The public names of the package, in the order of the alphabet."""
    import letdown

    parts = ["# Python", "Everything here is `letdown.<name>`; `import letdown as ld` is the custom of these pages."]
    for name in getattr(letdown, "__all__", ()):
        if name.startswith("_"):
            continue
        try:
            value = getattr(letdown, name)
        except ModuleNotFoundError:
            continue
        kind = "autoclass" if inspect.isclass(value) else "autofunction"
        options = "\n   :members:" if inspect.isclass(value) else ""
        parts.append(f"```{{eval-rst}}\n.. {kind}:: letdown.{name}{options}\n```")
    parts.append("## Errors")
    parts.append("```{eval-rst}\n.. automodule:: letdown.errors\n   :members:\n   :show-inheritance:\n```")
    return "\n\n".join(parts) + "\n"


def measuring_page() -> str:
    """Instruments and detectors: what they do, and their numbers."""
    parts = [
        "# Instruments and detectors",
        "Instruments turn what is true in the model into what a laboratory would have seen; detectors find events in a "
        "recording, simulated or measured. Neither knows the model.",
    ]
    for layer in ("instruments", "analysis"):
        package = importlib.import_module(f"letdown.{layer}")
        for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
            module = importlib.import_module(f"{package.__name__}.{info.name}")
            title = (module.__doc__ or info.name).partition("\n")[0].partition(":")[0].rstrip(".")
            parts += [f"## {title}", f"`{module.__name__}`", _rst(module.__doc__ or "")]
            for name in ("Settings", "Parameters", "Thresholds"):
                declared = getattr(module, name, None)
                if declared is not None and declared.__module__ == module.__name__:
                    parts.append(_number_table(fields(declared)))
    return "\n\n".join(parts) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
