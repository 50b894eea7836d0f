"""The door: where the files of installed plans are, those that come with dxplan and those of other packages.

A package offers a plan by an entry point, named like the plan, that names the package which holds its files::

    [project.entry-points."dxplan.plans"]
    made-up-province = "my_package"

The files are ``plan.toml`` and, if there are such, ``figures.csv`` and ``reports.csv``: in the package itself, or in a
folder of it that is named like the plan, so that one package can hold several.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from dxplan import plugins
from dxplan.errors import PluginError, UnknownCodeError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

GROUP = "dxplan.plans"
"""The entry point group under which a package offers plans."""

PLAN_FILE, FIGURES_FILE, REPORTS_FILE = "plan.toml", "figures.csv", "reports.csv"


def installed_plans() -> tuple[str, ...]:
    """List the codes of the plans that are installed, those of other packages among them."""
    return tuple(sorted({*shipped_plans(), *plugins.names(GROUP)}))


@lru_cache(maxsize=1)
def shipped_plans() -> frozenset[str]:
    """Give the codes of the plans that come with dxplan; to find them no installed package is looked at."""
    shelf = resources.files("dxplan") / "plans"
    return frozenset(entry.name for entry in shelf.iterdir() if (entry / PLAN_FILE).is_file())


def is_installed(code: str) -> bool:
    """Tell whether a plan of that code is installed."""
    return code in shipped_plans() or code in plugins.names(GROUP)


def comes_with(code: str, file_name: str) -> bool:
    """Tell whether an installed plan brings a file."""
    return (folder_of(code) / file_name).is_file()


def folder_of(code: str) -> Traversable:
    """Find the folder that holds the files of an installed plan.

    Raises:
        UnknownCodeError: No plan of that code is installed.
        PluginError: A package offers it, and has no ``plan.toml``.
    """
    if code in shipped_plans():
        return resources.files("dxplan") / "plans" / code
    if not is_installed(code):
        raise UnknownCodeError.among("installed plan", code, installed_plans())
    package = plugins.folder(GROUP, code)
    for folder in (package / code, package):
        if (folder / PLAN_FILE).is_file():
            return folder
    raise PluginError(
        f"the package that offers the plan {code!r} has no {PLAN_FILE!r}",
        f"put it beside the package's __init__.py, or in a folder {code!r} there.",
    )
