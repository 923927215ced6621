"""Places on disk: files that appear whole or not at all, and text that is text."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from letdown.errors import FileError


def checked_suffix(path: Path, allowed: tuple[str, ...]) -> str:
    """The ending of ``path``, in lower case, if it is one of ``allowed``."""
    if path.suffix.lower() not in allowed:
        raise FileError(
            f"'{path}' ends in '{path.suffix}'; allowed {'is' if len(allowed) == 1 else 'are'} {' and '.join(allowed)}."
        )
    return path.suffix.lower()


def checked_target(path: Path) -> Path:
    """``path`` if a file can be written there; asked before a long run, so that nothing is lost at its end."""
    folder = path.parent
    if not folder.is_dir():
        raise FileError(f"There is no folder '{folder}' to write '{path.name}' into; make it first or name another.")
    if path.is_dir():
        raise FileError(f"'{path}' is a folder; give the name of a file in it.")
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(13, "the file is write-protected")
    except OSError as error:
        raise FileError(f"'{path}' can't be written ({error.strerror}); name another place.") from error
    return path


@contextmanager
def whole_file(path: Path) -> Generator[Path]:
    """A temporary name beside ``path``, renamed to it when all went well and removed otherwise, Ctrl-C included."""
    checked_target(path)
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)  # mkstemp makes files that only their owner may read
        temporary.replace(path)
    except OSError as error:
        raise FileError(f"'{path}' can't be written ({error.strerror or error}); name another place.") from error
    finally:
        temporary.unlink(missing_ok=True)


def read_text(path: Path, kind: str) -> str:
    """The text of a ``kind`` of file, in UTF-8; :class:`FileError` where it is missing, empty or not text."""
    try:
        raw = path.read_bytes()
    except IsADirectoryError as error:
        raise FileError(f"'{path}' is a folder; give a {kind} file.") from error
    except FileNotFoundError as error:
        raise FileError(f"There is no file '{path}'; give a {kind} file.") from error
    except OSError as error:
        raise FileError(f"'{path}' can't be read ({error.strerror}); give a {kind} file.") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"'{path}' is not text in UTF-8; give a {kind} file.") from error
    if "\0" in text:
        raise FileError(f"'{path}' is not text but binary; give a {kind} file.")
    if not text.strip():
        raise FileError(f"'{path}' is empty; give a {kind} file.")
    return text
