"""What was measured before is not measured again: tables of women on disk, named by all that their numbers hang on.

A table belongs to one arm: what happens in it, to whom, what is measured and with which instrument, seed, engine, parameters,
and the source of this package. Whoever changes one target of a file waits for nothing; whoever changes an arm, for that arm.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import numpy as np

from letdown.recording import whole_file
from letdown.sessions import Session
from letdown.traces import Floats
from letdown.validate.drawing import Job

_WITHOUT_NUMBERS = ("cli", "reports", "figures.py", "validate/report.py", "validate/pages.py", "validate/schema.py")
"""Parts of the package that only show numbers."""
_KEPT_DAYS = 30.0


class TableCache:
    """Tables in a folder of the user's cache (``LETDOWN_CACHE_DIR`` moves it), or none where no folder can be written."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or _usual_folder()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _prune(self._folder)
        except OSError:
            self._folder = None

    def read(self, job: Job) -> dict[str, Floats] | None:
        """The women of ``job`` that have been measured before, or None."""
        path = self._path(job)
        if path is None or not path.is_file():
            return None
        try:
            with np.load(path, allow_pickle=False) as kept:
                if str(kept["names"].tolist()) != str(list(job.columns)):
                    return None
                table = np.asarray(kept["values"], dtype=np.float64)
        except (OSError, ValueError, KeyError, EOFError):
            return None
        return {name: table[:, k].copy() for k, name in enumerate(job.columns)} if table.ndim == 2 else None

    def write(self, job: Job, columns: Mapping[str, Floats]) -> None:
        """Keep the women of ``job``; what can't be written is simply not kept."""
        path = self._path(job)
        if path is None:
            return
        try:
            with whole_file(path) as temporary, temporary.open("wb") as out:
                np.savez(out, names=np.array(job.columns), values=np.column_stack([columns[name] for name in job.columns]))
        except Exception:  # a full disk must not cost the run its result
            return

    def _path(self, job: Job) -> Path | None:
        return None if self._folder is None else self._folder / f"{key_of(job)}.npz"


def key_of(job: Job) -> str:
    """A hash of all that the numbers of ``job`` hang on."""
    digest = hashlib.sha256(_source().encode())
    arm = job.arm
    women = (arm.women.conditions, arm.women.parameters, arm.changes, arm.hold)
    for part in (arm.session, women, job.group, job.requests, job.repeated, job.engine, job.averaged, job.seed, job.base):
        _feed(digest, part)
    return digest.hexdigest()[:32]


def _feed(digest: Any, value: object) -> None:
    """Hash a value by its contents: records field by field, arrays to the bit; where an error would be is left out."""
    if isinstance(value, np.ndarray):
        digest.update(f"array {value.dtype} {value.shape}".encode() + value.tobytes())
    elif is_dataclass(value) and not isinstance(value, type):
        digest.update(type(value).__name__.encode())
        for one in fields(value):
            if one.name != "where":
                digest.update(one.name.encode())
                _feed(digest, getattr(value, one.name))
    elif isinstance(value, Mapping):
        for name, one in sorted(cast(Mapping[str, object], value).items()):
            _feed(digest, (name, one))
    elif isinstance(value, (tuple, list)):
        digest.update(f"{type(cast(object, value)).__name__} {len(cast(tuple[object, ...], value))}".encode())
        for one in cast(tuple[object, ...], value):
            _feed(digest, one)
    elif isinstance(value, Session):
        _feed(digest, value.given)
    else:
        digest.update(repr(value).encode())


@cache
def _source() -> str:
    """A hash of the parts of the package that make numbers, and of NumPy's version."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256(np.__version__.encode())
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        if not name.startswith(_WITHOUT_NUMBERS):
            digest.update(name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _usual_folder() -> Path:
    import platformdirs

    return Path(os.environ.get("LETDOWN_CACHE_DIR") or platformdirs.user_cache_dir("letdown", appauthor=False)) / "validated"


def _prune(folder: Path) -> None:
    """Remove tables that nobody has written for a month."""
    oldest = time.time() - _KEPT_DAYS * 86_400.0
    for path in folder.glob("*.npz"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
