"""Reference pages on experiments: what can be measured, every key of a file, the JSON of a report, and what is shipped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from letdown.observables import Row

_OFTEN = 3
"""Observables of a theme that take an argument, from which on it is explained once for all of them."""


def observables_page() -> str:
    """The vocabulary: a section for each theme, an entry for each observable."""
    from letdown.observables import vocabulary_table

    parts = [
        "# Observables",
        "What a `[measure.NAME]` table of an [experiment file](../guides/add_an_experiment.md) may ask for: one number of each "
        "woman. *Positive* ones are compared by ratio, *fractions* as shares, *signed* ones by difference. Arguments stand below "
        "with what is taken when they are left out. `letdown experiment vocabulary WORD` searches this list.",
    ]
    themes: dict[str, list[Row]] = {}
    for row in vocabulary_table():
        themes.setdefault(row.theme, []).append(row)
    for theme, rows in themes.items():
        parts.append(f"## {theme}")
        often = Counter(argument for row in rows for argument in row.arguments)
        common = [argument for argument, times in often.items() if times >= _OFTEN]
        if common:
            parts.append("Arguments that several of them take:\n\n" + "\n".join(_argument(*one, "") for one in common))
        parts += [_observable(row, common) for row in rows]
    return "\n\n".join(parts) + "\n"


def _observable(row: Row, common: Sequence[tuple[str, str, str]]) -> str:
    """One entry; arguments that stand at the head of the theme are only named."""
    unit = "a plain number" if row.unit == "1" else row.unit.replace("*", "·")
    seen = [one for one in row.instruments if one != "none"]
    told = [f"{unit}, {row.scale}"]
    if seen:
        told.append(("as it is, or seen by " if "none" in row.instruments else "seen by ") + " or ".join(seen))
    if row.needs:
        told.append(f"needs {row.needs}")
    named = ", ".join(f"`{one[0]}`" for one in row.arguments if one in common)
    also = f" Takes {named}{', and' if len(row.arguments) > named.count(',') + 1 else ''}" if named else ""
    lines = [f"`{row.name}`", f": {plain(row.meaning)}. *{'; '.join(told)}.*{also}", ""]
    lines += [_argument(*one, "  ") for one in row.arguments if one not in common]
    return "\n".join(lines).rstrip()


def _argument(name: str, meaning: str, default: str, indent: str) -> str:
    missing = "**must be given**" if default == "must be given" else f"left out: {plain(default)}"
    return f"{indent}- `{name}`: {plain(meaning)}; {missing}"


def keys_page() -> str:
    """Every key of an experiment file."""
    from letdown.experiments import json_schema

    schema = json_schema()
    parts = [
        "# Keys of an experiment file",
        "TOML, `schema = 1`. A key that does not stand here is refused. The [guide](../guides/add_an_experiment.md) says "
        "what they are for; `letdown experiment schema` prints this for editors.",
    ]
    titles = {
        "the file": schema,
        "[women]": schema["$defs"]["WomenTable"],
        "[[arms]]": schema["$defs"]["ArmTable"],
        "an entry of a timeline": schema["$defs"]["EntryTable"],
        "[[targets]]": schema["$defs"]["TargetTable"],
        "spread": schema["$defs"]["SpreadTable"],
        "published": schema["$defs"]["PublishedTable"],
        "papers": schema["$defs"]["PaperTable"],
    }
    for title, table in titles.items():
        parts.append(f"## {title if title == 'the file' or title.startswith('an ') else f'`{title}`'}\n\n{_table(table)}")
        if title == "an entry of a timeline":
            parts.append(
                "## `[measure.NAME]`\n\n`observable`, its arguments and, where there is one, its `instrument` (a name, or a "
                "table with `kind` and its settings): see "
                "[Observables](observables.md) and [Instruments and detectors](measuring.md)."
            )
    return "\n\n".join(parts) + "\n"


def report_page() -> str:
    """The JSON of ``letdown validate --json``."""
    from letdown.validate import json_schema

    said = (
        "What `letdown validate --json` prints and `--out report.json` writes; `letdown.validate.json_schema()` is its schema. "
        "Names are added within a schema version, never renamed or removed. A number that does not exist (the end of an open "
        "band, a mean over nobody) is null."
    )
    return _json_page("JSON of a validation", said, "The report", json_schema())


def comparison_page() -> str:
    """The JSON of ``letdown compare --json``, and what its rows are."""
    from letdown.comparison import json_schema, measures

    said = (
        "What `letdown compare --json` prints; `letdown.comparison.json_schema()` is its schema. Names are added within a schema "
        "version, never renamed or removed. A number that does not exist (a ratio to nothing, an interval of one run) is null."
    )
    rows = ["| name | stage | unit | meaning |", "|---|---|---|---|"]
    rows += [f"| `{one.name}` | `{one.stage}` | {one.unit} | {plain(one.meaning)} |" for one in measures()]
    page = _json_page("JSON of a comparison", said, "The comparison", json_schema())
    return page + "\n## Every row\n\nMeans, counts and secretion are from latch or pump on.\n\n" + "\n".join(rows) + "\n"


def _json_page(title: str, said: str, whole: str, schema: dict[str, Any]) -> str:
    """Every name of a JSON, table by table."""
    parts = [f"# {title}", said]
    for name, table in ((whole, schema), *schema["$defs"].items()):
        rows = ["| name | type |", "|---|---|"]
        rows += [f"| `{key}` | {_type(told)} |" for key, told in table["properties"].items()]
        heading = name.replace("Tables", "s").replace("Table", "")
        parts.append(f"## {heading}\n\n{plain(table.get('description', ''))}\n\n" + "\n".join(rows))
    return "\n\n".join(parts) + "\n"


def experiments_page() -> str:
    """The experiments that come with the package, in one table."""
    from letdown.experiments import shipped

    found = shipped()
    uses = {use: sum(one.use == use for one in found) for use in ("fitted", "predicted")}
    laboratories = {use: len({one.lab for one in found if one.use == use}) for use in uses}
    parts = [
        "# Experiments",
        f"{len(found)} published experiments with {sum(len(one.targets) for one in found)} targets: {uses['fitted']} of "
        f"{laboratories['fitted']} laboratories were *fitted*, {uses['predicted']} of {laboratories['predicted']} are "
        "*predicted* ([which and why](../decisions/fitted_and_predicted.md)). What the model makes of them: "
        "[What the model meets and misses](../evidence.md). Their files lie in `src/letdown/evidence/experiments/`.",
    ]
    rows = ["| id | what was found | laboratory | use | women | targets | source |", "|---|---|---|---|---|---|---|"]
    for one in found:
        women = f"{one.women.n}" + ("" if one.women.species == "human" else f" ({one.women.species})")
        cells = (f"`{one.id}`", plain(one.title), plain(one.lab), one.use, women, str(len(one.targets)), source(one.citation))
        rows.append(f"| {' | '.join(cells)} |")
    return "\n\n".join([*parts, "\n".join(rows)]) + "\n"


def source(key: str) -> str:
    """A paper as a citation, or as its bare key where the bibliography does not have it."""
    from letdown.evidence.bibliography import references

    return f"{{cite:p}}`{key}`" if key in references() else f"`{key}`"


def plain(text: str) -> str:
    """``text`` for a table or a list: no character of it is taken as markup."""
    return re.sub(r"([|*_<>\[\]`$\\])", r"\\\1", " ".join(text.replace("``", "").split())).rstrip(".")


def _table(table: dict[str, Any]) -> str:
    needed = set(table.get("required", ()))
    rows = ["| key | default | meaning |", "|---|---|---|"]
    for key, told in table["properties"].items():
        default = told.get("default")
        bare = default is None or default == "" or isinstance(default, (dict, list))
        shown = "*must be given*" if key in needed else "" if bare else f"`{default}`"
        meaning = plain(told.get("description", "")) or _described(told)
        rows.append(f"| `{key}` | {shown} | {'; '.join(filter(None, (meaning, _choices(told))))} |")
    return "\n".join(rows)


def _described(told: dict[str, Any]) -> str:
    """What is said of a key that says nothing itself."""
    if any("Table" in str(one) for one in (told, *told.get("anyOf", ()))):
        return (
            "a table, see below" if "women" not in str(told).lower() else "women of this arm, where they differ from the paper's"
        )
    return "as in `spread`"


def _choices(told: dict[str, Any]) -> str:
    for one in (told, *told.get("anyOf", ())):
        if "enum" in one and len(one["enum"]) > 1:
            return "one of " + ", ".join(f"`{name}`" for name in one["enum"])
    return ""


def _type(told: dict[str, Any]) -> str:
    if "anyOf" in told:
        return " or ".join(dict.fromkeys(_type(one) for one in told["anyOf"]))
    if "$ref" in told:
        return told["$ref"].rpartition("/")[2].replace("Tables", "s").replace("Table", "")
    if "enum" in told:
        return "one of " + ", ".join(f"`{name}`" for name in told["enum"])
    if told.get("type") == "array":
        inside = told.get("items") or (told.get("prefixItems") or [{}])[0]
        return f"{'pair' if told.get('maxItems') == 2 else 'list'} of {_type(inside)}"
    return {"null": "null", "boolean": "true or false", "integer": "whole number"}.get(
        told.get("type", ""), told.get("type", "value")
    )
