"""Plan files: TOML in, a `Plan` out, or every problem at once with its line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan.errors import PluginError, Problems, UnknownCodeError
from dxplan.io.field_values import numbers_of_goals
from dxplan.io.installed import (
    PLAN_FILE,
    VOCABULARY_FILE,
    definition_of,
    folder_of,
    implementable,
    is_installed,
    is_vocabulary,
)
from dxplan.io.plan_links import Library
from dxplan.io.plan_tables import build
from dxplan.io.toml_files import parse_toml, placed, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

    from dxplan.model.plan import Plan
    from dxplan.places import Gazetteer
    from dxplan.typing import IntoPath

_LONGEST_NAME = 1024


def load_plan(plan: IntoPath, *, beside: Iterable[Plan] = ()) -> Plan:
    """Load an installed plan by its code, or a plan from a file or a folder that holds a ``plan.toml``.

    A vocabulary is loaded in the same way, from a ``vocabulary.toml``: it is a plan that promises nothing.

    Args:
        plan: A code such as ``dien-bien-2020``, or a path.
        beside: Plans that a file may name, as the one that it implements, follows or replaces, though they are not
            installed.

    Raises:
        Problems: Everything that is wrong with the file, each with its line and what to do.
        UnknownCodeError: No plan of that code is installed.
        FileNotFoundError: There is no such file, or no ``plan.toml`` in the folder.
    """
    name = os.fspath(plan)
    if len(name) > _LONGEST_NAME:
        raise UnknownCodeError.among("installed plan", f"{name[:40]}…", implementable())
    path = Path(name)
    is_file_name = path.suffix == ".toml" or len(path.parts) != 1
    if not is_file_name and is_installed(name):
        return _load_installed(name)
    if path.is_dir():
        alone = (path / VOCABULARY_FILE).is_file() and not (path / PLAN_FILE).is_file()
        path /= VOCABULARY_FILE if alone else PLAN_FILE
        is_file_name = True
    if not path.is_file():
        if is_file_name:
            raise FileNotFoundError(f"there is no plan file {str(path)!r}")
        raise UnknownCodeError.among("installed plan", name, implementable())
    return _loads(read_text(path, name), str(path), _library(beside), folder=path.parent)


def loads_plan(
    text: str, *, file: str = PLAN_FILE, beside: Iterable[Plan] = (), places: Gazetteer | None = None
) -> Plan:
    """Read a plan from the text of a TOML file.

    Args:
        text: The text.
        file: What to call it in messages; what is called ``vocabulary.toml`` may promise nothing.
        beside: Plans that it may name though they are not installed.
        places: What its crosswalks hold, such as the `known_places` of a plan that was read from files; without it a
            text may name none, because it has no files beside it.

    Raises:
        Problems: Everything that is wrong with it, each with its line and what to do.
    """
    return _loads(text, file, _library(beside), places=places)


def _library(beside: Iterable[Plan], above: tuple[str, ...] = ()) -> Library:
    return Library(load=_load_installed, beside={plan.code: plan for plan in beside}, above=above)


_loaded: dict[str, Plan] = {}


def _load_installed(code: str, above: tuple[str, ...] = ()) -> Plan:
    """Load an installed plan; what was loaded once is given again, whichever plans are above it."""
    if code not in _loaded:
        _loaded[code] = _read_installed(code, above)
    return _loaded[code]


def _read_installed(code: str, above: tuple[str, ...]) -> Plan:
    file, name = definition_of(code)
    plan = _loads(file.read_text(encoding="utf-8-sig"), name, _library((), above), folder=folder_of(code))
    if plan.code != code:
        what = "vocabulary" if is_vocabulary(code) else "plan"
        raise PluginError(
            f"the {what} that is offered as {code!r} says that its code is {plan.code!r}",
            f"name the entry point like the {what}.",
        )
    return plan


def _loads(
    text: str, file: str, library: Library, *, folder: Traversable | None = None, places: Gazetteer | None = None
) -> Plan:
    raw = parse_toml(text, file)
    try:
        with numbers_of_goals(raw.get("numbers")):
            promising = Path(file).name != VOCABULARY_FILE
            return build(raw, library, promising=promising, folder=folder, places=places)
    except Problems as group:
        raise placed(group, text, file) from None
