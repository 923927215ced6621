"""More women than memory holds: finished parts of the table go to a folder, and a run that was stopped goes on from there.

The folder holds ``run.json``, which says what was asked for, and for each finished part its file and an entry
(``part-00000.json``) that is renamed into place after it. What has no entry was never finished and is run again.
"""

from __future__ import annotations

import hashlib
import json
import math
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from letdown.dyad import Mother
from letdown.errors import FileError, InputError
from letdown.kernel import source_hash
from letdown.recording import read_text, whole_file
from letdown.sessions import Session
from letdown.simulation.one_or_many import Summary, report_numbers, said_of_many, settings_of_many
from letdown.simulation.table import Attribute, Table, joined, table_of
from letdown.simulation.table_files import parquet, read_table, write_table
from letdown.simulation.women import Progress, SessionOf, in_order, summarised

PART = 1000
"""Women in one file."""
_SCHEMA = 1
_FORMATS = ("parquet", "csv")


@dataclass(frozen=True)
class StoredTable:
    """A table in parts in a folder; :meth:`parts` reads one at a time, :meth:`table` all of them into memory."""

    folder: Path
    attributes: Mapping[str, Attribute]
    files: tuple[Path, ...]

    def parts(self) -> Iterator[Table]:
        """The parts in the order of the women."""
        return (read_table(path) for path in self.files)

    def table(self) -> Table:
        """All rows in one table."""
        found = joined(list(self.parts()))
        return Table(found.columns, self.attributes)


def simulate_to(
    folder: str | Path,
    women: Sequence[Mother],
    session: SessionOf,
    seed: int = 0,
    engine: str | None = None,
    clamp: Mapping[str, object] | None = None,
    averaged: bool | None = None,
    *,
    every: int = 1,
    summary: Summary | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    part: int = PART,
    form: str = "parquet",
) -> StoredTable:
    """Run every woman as :func:`simulate` does and write the rows into ``folder``, ``part`` women a file.

    Called again with the same arguments after it was stopped or killed, it goes on where it was. ``form`` is ``"parquet"``
    (extra ``data``) or ``"csv"``. Raises :class:`FileError` where the folder holds another run.
    """
    if form not in _FORMATS:
        raise InputError(f"form = '{form}': give {' or '.join(_FORMATS)}.")
    if isinstance(part, bool) or part < 1:
        raise InputError(f"part = {part}: give a whole number of women for each file, 1 or more.")
    if form == "parquet":
        parquet()
    engine, averaged = settings_of_many(engine, averaged)
    told = summary or report_numbers()
    attributes = said_of_many(session, seed, engine, averaged, clamp)
    place = _opened(Path(folder), _asked(attributes, len(women), part, every, form, told))
    one = summarised(session, told, seed, engine, clamp, averaged, every)
    files: list[Path] = []
    for number in range(math.ceil(len(women) / part)):
        first = number * part
        some = _Some(women, first, min(part, len(women) - first))
        path = place / f"part-{number:05}.{form}"
        asked = _fingerprint(some, session)
        if not _finished(path, asked):
            mothers: list[Mother] = []
            rows: list[Mapping[str, Any]] = []
            for mother, row in in_order(some, one, threads, cancelled):
                mothers.append(mother)
                rows.append(row)
                if progress is not None:
                    progress((first + len(rows)) / len(women))
            write_table(table_of(mothers, rows, attributes), path)
            _enter(path, {"women": len(rows), "asked": asked, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()})
        elif progress is not None:
            progress((first + len(some)) / len(women))
        files.append(path)
    return StoredTable(place, attributes, tuple(files))


class _Some(Sequence[Mother]):
    """A stretch of women, drawn only when asked for."""

    def __init__(self, women: Sequence[Mother], first: int, size: int) -> None:
        self._women, self._first, self._size = women, first, size

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, index: Any) -> Any:
        if not 0 <= index < self._size:
            raise IndexError(index)
        return cast(Mother, self._women[self._first + index])


def _asked(
    attributes: Mapping[str, Attribute], women: int, part: int, every: int, form: str, summary: Summary
) -> dict[str, Attribute]:
    """What must be the same for a run to go on: all that was asked for, and the source code that answers."""
    name = f"{getattr(summary, '__module__', '')}.{getattr(summary, '__qualname__', repr(summary))}"
    asked = {"schema": _SCHEMA, "women": women, "women in a part": part, "every": every, "form": form, "summary": name}
    return {**attributes, **asked, "source": source_hash(Path(__file__).parent.parent)}


def _opened(folder: Path, asked: Mapping[str, Attribute]) -> Path:
    """The folder with what was asked for in it; :class:`FileError` where it holds something else."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"'{folder}' can't be made a folder ({error.strerror}); name another place.") from error
    said = folder / "run.json"
    if said.exists():
        before = _read_json(said)
        other = [name for name in {**before, **asked} if before.get(name) != asked.get(name)]
        if other:
            raise FileError(
                f"'{folder}' holds another run: {', '.join(other)} {'differs' if len(other) == 1 else 'differ'}; "
                "name another folder, or remove this one."
            )
    elif any(folder.iterdir()):
        raise FileError(f"'{folder}' is not empty and holds no run of many women; name another folder.")
    else:
        with whole_file(said) as temporary:
            temporary.write_text(json.dumps(dict(asked), indent=2), encoding="utf-8")
    return folder


def _enter(path: Path, entry: Mapping[str, Attribute]) -> None:
    with whole_file(path.with_suffix(".json")) as temporary:
        temporary.write_text(json.dumps(dict(entry)), encoding="utf-8")


def _finished(path: Path, asked: str) -> bool:
    """Whether this part lies there whole; :class:`FileError` where other women do."""
    entry = path.with_suffix(".json")
    if not entry.exists() or not path.exists():
        return False
    said = _read_json(entry)
    if said.get("asked") != asked:
        raise FileError(f"'{path}' holds other women or another session; name another folder, or remove this one.")
    return said.get("sha256") == hashlib.sha256(path.read_bytes()).hexdigest()


def _read_json(path: Path) -> dict[str, Any]:
    try:
        said: object = json.loads(read_text(path, "run"))
    except ValueError as error:
        raise FileError(f"'{path}' is not what letdown wrote ({error}); remove its folder or name another.") from error
    if not isinstance(said, dict):
        raise FileError(f"'{path}' is not what letdown wrote; remove its folder or name another.")
    return cast(dict[str, Any], said)


def _fingerprint(women: Sequence[Mother], session: SessionOf) -> str:
    """A hash of every number of these women and of what they go through."""
    digest = hashlib.sha256()
    if not callable(session):
        _add_session(digest, session)
    for mother in women:
        digest.update(repr((*(getattr(mother, name) for name in _ABOUT),)).encode())
        numbers = _flat(mother.parameters)
        digest.update(struct.pack(f"<{len(numbers)}d", *numbers))
        if callable(session):
            _add_session(digest, session(mother))
    return digest.hexdigest()[:32]


_ABOUT = tuple(name for name in Mother.__dataclass_fields__ if name != "parameters")


def _add_session(digest: Any, session: Session) -> None:
    for entry in session.given:
        digest.update(repr({name: value for name, value in vars(entry).items() if name != "trace"}).encode())
        for values in entry.trace or ():
            digest.update(values.astype("<f8").tobytes())


def _flat(record: Any) -> list[float]:
    """All numbers of nested records, in order."""
    found: list[float] = []
    for one in record:
        if isinstance(one, tuple):
            found += _flat(one)
        else:
            found.append(float(one))
    return found
