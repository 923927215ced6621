"""The borders of ``pyproject.toml`` hold: who may import whom. Needs import-linter (``uv run --group lint pytest``)."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from every_stage import PACKAGE, REPOSITORY

FILES = sorted(PACKAGE.rglob("*.py"))


def test_every_contract_is_kept(tmp_path: Path) -> None:
    pytest.importorskip("importlinter", reason="import-linter comes with: uv run --group lint pytest")
    command = "import sys; from importlinter import cli; sys.exit(cli.lint_imports_command())"
    run = subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--config", str(REPOSITORY / "pyproject.toml")],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_import_letdown_loads_nothing_heavier_than_numpy() -> None:
    heavy = ["numba", "scipy", "matplotlib", "pydantic", "pint", "xarray", "netCDF4", "click", "rich", "rich_click"]
    command = f"import sys, letdown; print([name for name in {heavy!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_file_holds_one_idea_and_is_short(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    length = len(source.splitlines())
    explained = "Long because" in (ast.get_docstring(ast.parse(source)) or "")
    assert length <= 300 or explained, (
        f"{length} lines: make it a folder of the same name, or say 'Long because …' in its docstring"
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_is_validated_by_assert(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lines = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    assert not lines, f"assert disappears under python -O: lines {lines}"


def test_public_function_is_not_hidden_by_a_module_of_its_name() -> None:
    import letdown

    modules = {path.stem for path in PACKAGE.glob("*.py")} | {path.name for path in PACKAGE.iterdir() if path.is_dir()}
    for name in sorted(set(letdown.__all__) & modules):  # ld.plot after 'import letdown.plot' is easily the module
        command = f"import letdown.{name}, letdown; assert callable(letdown.{name}), 'the module {name} hides the function'"
        run = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr


def test_recorded_packages_are_the_declared_ones() -> None:
    """No import of a library that pyproject does not name: a clean machine would fail on it."""
    import tomllib

    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["data"]]
    names = {line.split(">")[0].split("[")[0].strip().lower().replace("-", "_") for line in declared}
    allowed = names | set(sys.stdlib_module_names) | {"letdown"}
    foreign: set[str] = set()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                foreign |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                foreign.add(node.module.split(".")[0])
    assert {name for name in foreign if name.lower() not in allowed} == set()


def test_every_run_time_dependency_has_a_page_that_says_why() -> None:
    import tomllib

    declared = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    pages = {path.stem.removeprefix("dependency_") for path in (REPOSITORY / "docs" / "decisions").glob("dependency_*.md")}
    names = {line.split(">")[0].strip() for line in declared}
    names -= {"rich-click"}  # shares click's page
    assert names == pages
