"""The door: where the files of installed plans are, those that come with dxplan and those of other packages.

A package offers a plan by an entry point, named like the plan, that names the package which holds its files::

    [project.entry-points."dxplan.plans"]
    made-up-province = "my_package"

The files are ``plan.toml`` and, if there are such, ``figures.csv`` and ``reports.csv``: in the package itself, or in a
folder of it that is named like the plan, so that one package can hold several.

A vocabulary is offered in the same way in a group of its own, and its file is ``vocabulary.toml``.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan import plugins
from dxplan.errors import PluginError, UnknownCodeError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

GROUP = "dxplan.plans"
"""The entry point group under which a package offers plans."""

VOCABULARIES = "dxplan.vocabularies"
"""The entry point group under which a package offers vocabularies: what plans implement, and promises nothing."""

_SHELF = Path(__file__).parents[1] / "plans"
"""The folder of the plans that come with dxplan."""

VOCABULARY_FILE = "vocabulary.toml"
PLAN_FILE, FIGURES_FILE, REPORTS_FILE = "plan.toml", "figures.csv", "reports.csv"


def installed_plans() -> tuple[str, ...]:
    """List the codes of the plans that are installed, those of other packages among them."""
    return tuple(sorted({*shipped_plans(), *plugins.names(GROUP)}))


def installed_vocabularies() -> tuple[str, ...]:
    """List the codes of the vocabularies that are installed: what plans can implement besides other plans."""
    return plugins.names(VOCABULARIES)


def implementable() -> tuple[str, ...]:
    """List the codes of what is installed and a plan can implement: plans and vocabularies."""
    return tuple(sorted({*installed_plans(), *installed_vocabularies()}))


@lru_cache(maxsize=1)
def shipped_plans() -> frozenset[str]:
    """Give the codes of the plans that come with dxplan; to find them no installed package is looked at."""
    return frozenset(entry.name for entry in _SHELF.iterdir() if (entry / PLAN_FILE).is_file())


def is_installed(code: str) -> bool:
    """Tell whether a plan or a vocabulary of that code is installed."""
    return code in shipped_plans() or code in plugins.names(GROUP) or code in plugins.names(VOCABULARIES)


def is_vocabulary(code: str) -> bool:
    """Tell whether a vocabulary of that code is installed, and no plan."""
    return code not in shipped_plans() and code in plugins.names(VOCABULARIES) and code not in plugins.names(GROUP)


def comes_with(code: str, file_name: str) -> bool:
    """Tell whether an installed plan brings a file."""
    return (folder_of(code) / file_name).is_file()


def definition_of(code: str) -> tuple[Traversable, str]:
    """Find the file that defines an installed plan or vocabulary, and what to call it in messages.

    Raises:
        UnknownCodeError: Nothing of that code is installed.
        PluginError: A package offers it, and has no such file; or one offers a plan and one a vocabulary.
    """
    name = VOCABULARY_FILE if is_vocabulary(code) else PLAN_FILE
    return folder_of(code) / name, f"{code}/{name}"


def folder_of(code: str) -> Traversable:
    """Find the folder that holds the files of an installed plan or vocabulary.

    Raises:
        UnknownCodeError: Nothing of that code is installed.
        PluginError: A package offers it, and has no file that defines it; or one offers a plan and one a vocabulary.
    """
    if code in shipped_plans():
        return _SHELF / code
    groups = [group for group in (GROUP, VOCABULARIES) if code in plugins.names(group)]
    if not groups:
        raise UnknownCodeError.among("installed plan", code, implementable())
    if len(groups) > 1:
        raise PluginError(
            f"{code!r} is offered as a plan and as a vocabulary", "keep one of these packages installed, or rename one."
        )
    (group,) = groups
    what, name = ("plan", PLAN_FILE) if group == GROUP else ("vocabulary", VOCABULARY_FILE)
    package = plugins.folder(group, code)
    for folder in (package / code, package):
        if (folder / name).is_file():
            return folder
    raise PluginError(
        f"the package that offers the {what} {code!r} has no {name!r}",
        f"put it beside the package's __init__.py, or in a folder {code!r} there.",
    )
