"""Where the package lies, and every stage in it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import letdown

PACKAGE = Path(letdown.__file__).parent
REPOSITORY = Path(__file__).parent.parent.parent


def modules_below(name: str) -> Iterator[ModuleType]:
    """Every module of the package ``name``, the package itself included."""
    package = importlib.import_module(name)
    yield package
    for info in pkgutil.walk_packages(package.__path__, prefix=f"{name}."):
        yield importlib.import_module(info.name)


def stage_modules() -> list[ModuleType]:
    """Every module of the model that declares parameters: the stages, in the order of their names."""
    found: list[ModuleType] = []
    for layer in ("reflex", "lactation"):
        if (PACKAGE / layer / "__init__.py").exists():
            found += [module for module in modules_below(f"letdown.{layer}") if hasattr(module, "Parameters")]
    return found


def short_name(module: ModuleType) -> str:
    """``reflex.plasma_oxytocin`` of ``letdown.reflex.plasma_oxytocin``."""
    return module.__name__.removeprefix("letdown.")
