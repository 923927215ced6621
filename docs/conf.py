"""Sphinx settings. What can be read from the package is generated first: stage pages, bibliography, reference."""

from __future__ import annotations

import re
import sys
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import _generate  # noqa: E402

project = "letdown"
author = "The letdown founders"
copyright = "The letdown founders, Apache-2.0"
version = release = installed_version("letdown")

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinxcontrib.bibtex"]
exclude_patterns = ["_build", "generated", "**/_*.md", "jupyter_execute", "**.ipynb_checkpoints"]

myst_enable_extensions = ["deflist", "fieldlist"]
nb_execution_mode = "force"  # a tutorial that no longer runs is an error, not a stale picture
nb_execution_raise_on_error = True
nb_execution_timeout = 300
nb_merge_streams = True

bibtex_bibfiles = ["generated/references.bib"]
bibtex_default_style = "unsrt"
bibtex_reference_style = "author_year"
suppress_warnings = ["bibtex.missing_field"]  # an author or a year that nobody here has seen is left out on purpose

autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True

html_theme = "furo"
html_title = f"letdown {release}"
html_show_sphinx = False
html_copy_source = False

_generate.everything(HERE)


def shortened(app: Sphinx, what: str, name: str, obj: Any, options: Any, signature: str | None, returns: str | None) -> Any:
    """A signature without the numbers of a whole parameter set, and with arrays by their short name."""
    if signature is None:
        return None
    signature = re.sub(r"Parameters = \(\(.*\)\)", "Parameters = …", signature).replace("<factory>", "…")
    signature = re.sub(
        r"~?numpy\.ndarray\[tuple\[~?typing\.Any, \.\.\.\], ~?numpy\.dtype\[~?numpy\.(\w+)\]\]", r"NDArray[\1]", signature
    )
    return re.sub(r"~(?:\w+\.)*(\w+)", r"\1", signature), returns


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("autodoc-process-signature", shortened)
