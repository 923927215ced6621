"""``letdown doctor``: versions, threads, cache folder, and what is missing."""

from __future__ import annotations

import json
import os
import platform
import sys
from importlib import metadata

import rich_click as click

_NEEDED = ("numpy", "numba", "pydantic", "pint", "click", "rich", "rich-click", "matplotlib", "platformdirs", "scipy")
_EXTRAS = {"data": ("xarray", "netCDF4", "pyarrow")}


@click.command("doctor", short_help="Versions, threads, cache folder, what is missing.", epilog="Example: letdown doctor --json")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
def command(as_json: bool) -> None:
    """Say what this installation has, where compiled code is kept, and what is missing."""
    from letdown import __version__
    from letdown.kernel import cache_folder, is_cached

    folder = cache_folder()
    threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    libraries = {name: _version(name) for name in _NEEDED}
    extras = {extra: {name: _version(name) for name in names} for extra, names in _EXTRAS.items()}
    if as_json:
        told = {
            "schema": 1,
            "version": __version__,
            "python": platform.python_version(),
            "platform": platform.platform(),
            "threads": threads,
            "cache": None if folder is None else str(folder),
            "compiled": is_cached(),
            "libraries": libraries,
            "extras": extras,
        }
        click.echo(json.dumps(told, indent=2))
        return
    lines = [
        f"letdown       {__version__}",
        f"Python        {platform.python_version()} ({sys.executable})",
        f"platform      {platform.platform()}",
        f"threads       {threads}",
        f"cache         {folder or 'none can be written, so each start compiles: set LETDOWN_CACHE_DIR to a folder that can'}",
        f"compiled      {'yes' if is_cached() else 'not yet: the first run will take some 20 s longer'}",
        "",
        *(f"{name:<14}{version or 'MISSING: pip install ' + name}" for name, version in libraries.items()),
        "",
    ]
    for extra, found in extras.items():
        missing = [name for name, version in found.items() if version is None]
        state = f"without {', '.join(missing)}: pip install 'letdown[{extra}]'" if missing else "complete"
        lines.append(f"extra {extra:<8}{state} (netCDF and Parquet files, xarray)")
    click.echo("\n".join(lines))


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
