"""``@kernel``: a scalar function that runs as plain Python, and as machine code once a simulation needs it.

A decorated function stays a plain Python function. :func:`compiled` turns one entry point, and all the kernels it calls,
into machine code on its first use; ``import letdown`` therefore never pays for Numba.

Numba stamps a cached function with a hash of its own file only, so an edit of another stage would silently keep running the
old physiology. :func:`cache_folder` names the cache by a hash of every source file of the package instead.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

_F = TypeVar("_F", bound=Callable[..., Any])

_kernels: list[Callable[..., Any]] = []
_whole: set[Callable[..., Any]] = set()
_KEPT_CACHES = 3


def kernel(function: _F) -> _F:
    """Mark ``function`` as one that :func:`compiled` entry points may call. It stays plain Python for everyone else."""
    _kernels.append(function)
    return function


def whole_kernel(function: _F) -> _F:
    """Like :func:`kernel`, for a function long enough that it is called where the others are woven into their callers.

    Weaving in is what makes records of many numbers free: handed over in a call they would be copied number by number.
    """
    _whole.add(function)
    return kernel(function)


def source_hash(package: Path) -> str:
    """A short hash of every Python file below ``package``: names and contents."""
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(str(path.relative_to(package)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def cache_folder() -> Path | None:
    """Where compiled code of exactly this source is kept, or ``None`` where no such folder can be written."""
    import platformdirs

    root = Path(os.environ.get("LETDOWN_CACHE_DIR") or platformdirs.user_cache_dir("letdown", appauthor=False)) / "compiled"
    folder = root / source_hash(Path(__file__).parent)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
        _prune(root, keep=folder)
    except OSError:
        return None
    return folder


def _prune(root: Path, keep: Path) -> None:
    """Remove all but the most recently used caches of other versions of the source."""
    others = sorted((p for p in root.iterdir() if p.is_dir() and p != keep), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in others[_KEPT_CACHES - 1 :]:
        shutil.rmtree(old, ignore_errors=True)


@cache
def compiled(entry: _F) -> _F:
    """Machine code of ``entry``, which may call any ``@kernel``; compiled at its first call, cached on disk if possible.

    Strict IEEE arithmetic and no thread of Numba's own: it releases the interpreter's lock and the parallelism is ours.
    """
    import numba
    from numba.extending import register_jitable

    while _kernels:
        function = _kernels.pop()
        register_jitable(forceinline=function not in _whole)(function)
    folder = cache_folder()
    previous = numba.config.CACHE_DIR  # pyright: ignore
    try:
        numba.config.CACHE_DIR = str(folder or "")  # pyright: ignore
        return numba.njit(nogil=True, cache=folder is not None, error_model="numpy")(entry)  # pyright: ignore
    finally:
        numba.config.CACHE_DIR = previous  # pyright: ignore


@contextmanager
def uninterrupted() -> Generator[None]:
    """Hold Ctrl-C back until the block is over: raised while machine code hands back its records, it would crash Python."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held_back: list[int] = []
    previous = signal.signal(signal.SIGINT, lambda number, _: held_back.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)
    if held_back:
        raise KeyboardInterrupt


def is_cached() -> bool:
    """Whether compiled code of this source already lies on disk, so that the next run starts at once."""
    folder = cache_folder()
    return folder is not None and any(folder.rglob("*.nbc"))
