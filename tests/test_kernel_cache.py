"""An edit of a stage changes the result at once, wherever compiled code may lie.

Numba's own cache looks at the file of the entry point only. Each test works on a copy of the package with a cache folder of
its own, and in fresh processes, as a user's edit or upgrade would.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from every_stage import PACKAGE

STAGE = '''"""A stage in a file of its own."""
from letdown.kernel import kernel

@kernel
def step(amount, dt):
    return amount + 1.0 * dt
'''

ENTRY = '''"""An entry point in another file, as dyad is to the stages."""
from letdown.reflex import probe_stage

def run(steps):
    amount = 0.0
    for _ in range(steps):
        amount = probe_stage.step(amount, 0.5)
    return amount
'''

RUN = """
import json, pathlib, letdown, numba
before = numba.config.CACHE_DIR
from letdown import kernel, probe_entry
was_cached = kernel.is_cached()
machine = kernel.compiled(probe_entry.run)
value = machine(10)
folder = kernel.cache_folder()
print(json.dumps({
    "value": value,
    "plain": probe_entry.run(10),
    "was_cached": was_cached,
    "is_cached": kernel.is_cached(),
    "loaded": sum(machine.stats.cache_hits.values()),
    "folder": None if folder is None else str(folder),
    "package": str(pathlib.Path(letdown.__file__).parent),
    "restored": numba.config.CACHE_DIR == before,
}))
"""


class Copy:
    """A copy of the package, edited at will, with a cache folder of its own."""

    def __init__(self, place: Path) -> None:
        self.source = place / "source"
        self.cache = place / "cache"
        self.package = self.source / "letdown"
        shutil.copytree(PACKAGE, self.package, ignore=shutil.ignore_patterns("__pycache__"))
        self.stage = self.package / "reflex" / "probe_stage.py"
        self.stage.write_text(STAGE, encoding="utf-8")
        (self.package / "probe_entry.py").write_text(ENTRY, encoding="utf-8")

    def run(self, cache: Path | None = None) -> dict[str, Any]:
        """What a fresh process finds."""
        environment = {**os.environ, "PYTHONPATH": str(self.source), "LETDOWN_CACHE_DIR": str(cache or self.cache)}
        environment.pop("NUMBA_CACHE_DIR", None)
        done = subprocess.run([sys.executable, "-c", RUN], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        assert found["package"] == str(self.package), "the copy was not the one that ran"
        return found

    def folders(self) -> set[str]:
        """The names of the caches that are kept."""
        return {path.name for path in (self.cache / "compiled").iterdir()}


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_second_run_loads_what_the_first_compiled(copy: Copy) -> None:
    first, second = copy.run(), copy.run()
    assert first["value"] == first["plain"] == second["value"] == 5.0
    assert not first["was_cached"]
    assert first["loaded"] == 0
    assert second["was_cached"]
    assert second["loaded"] == 1
    assert first["restored"], "Numba's own setting is left as it was"


def test_edit_of_a_stage_in_another_file_changes_the_result(copy: Copy) -> None:
    assert copy.run()["value"] == 5.0
    copy.stage.write_text(STAGE.replace("1.0 * dt", "3.0 * dt"), encoding="utf-8")
    edited = copy.run()
    assert edited["value"] == edited["plain"] == 15.0
    assert edited["loaded"] == 0
    copy.stage.write_text(STAGE, encoding="utf-8")
    undone = copy.run()
    assert undone["value"] == 5.0
    assert undone["loaded"] == 1, "the cache of the first source is still there"
    assert len(copy.folders()) == 2


def test_cache_folder_that_cannot_be_written_means_no_cache(copy: Copy, tmp_path: Path) -> None:
    occupied = tmp_path / "a_file_where_a_folder_should_be"
    occupied.write_text("", encoding="utf-8")
    found = copy.run(cache=occupied)
    assert found["value"] == 5.0
    assert found["folder"] is None
    assert not found["is_cached"]
    assert not list(copy.package.rglob("*.nbc")), "nor does compiled code land beside the source"


def test_old_caches_are_pruned(copy: Copy) -> None:
    now = time.time()
    for age in range(1, 7):  # as six other versions would have left them, the oldest last
        old = copy.cache / "compiled" / f"version_{age}"
        old.mkdir(parents=True)
        (old / "kernel.nbc").write_bytes(b"")
        os.utime(old, (now - 3600 * age, now - 3600 * age))
    current = Path(copy.run()["folder"]).name
    assert copy.folders() == {current, "version_1", "version_2"}
