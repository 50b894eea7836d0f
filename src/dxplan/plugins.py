"""What other packages offer under an entry point group, loaded when it is first asked for.

A package says in its ``pyproject.toml`` what it offers::

    [project.entry-points."dxplan.functions"]
    logistic = "my_package.scores:logistic"

Listing the names of a group imports none of the packages behind them.
"""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from dxplan.errors import PluginError, UnknownCodeError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint
    from importlib.resources.abc import Traversable


def names(group: str) -> tuple[str, ...]:
    """List what installed packages offer under a group, sorted, without loading any of it."""
    return tuple(sorted(_offers(group)))


@lru_cache(maxsize=1024)
def load(group: str, name: str) -> Any:
    """Load one thing that an installed package offers; what was loaded once is given again.

    Args:
        group: The entry point group, such as ``dxplan.functions``.
        name: The name it is offered under.

    Raises:
        UnknownCodeError: Nothing is offered under that name.
        PluginError: Two packages offer different things under it, or it cannot be imported.
    """
    offers = _offers(group)
    if name not in offers:
        raise UnknownCodeError.among(f"entry point of {group}", name, offers)
    # The same entry point seen twice on the path is one thing.
    different = {offer.value: offer for offer in offers[name]}
    if len(different) > 1:
        raise PluginError(
            f"{name!r} of {group} is offered more than once: {' and '.join(map(_said, different.values()))}",
            "keep one of these packages installed.",
        )
    (offer,) = different.values()
    try:
        return offer.load()
    except Exception as error:
        raise PluginError(
            f"{name!r} of {group} cannot be loaded from {_said(offer)}: {type(error).__name__}: {error}",
            "install that package again, or remove it.",
        ) from error


def folder(group: str, name: str) -> Traversable:
    """Find the folder of the package that an entry point names.

    Raises:
        UnknownCodeError: Nothing is offered under that name.
        PluginError: It cannot be imported, or is no package.
    """
    from importlib import resources

    package = load(group, name)
    if not isinstance(package, ModuleType):
        raise PluginError(
            f"{name!r} of {group} names {package!r}, not a package",
            "name the package that holds the file, without a colon.",
        )
    return resources.files(package)


def file(group: str, name: str, file_name: str) -> Traversable:
    """Find a file in the package that an entry point names.

    Raises:
        UnknownCodeError: Nothing is offered under that name.
        PluginError: The package cannot be imported, or has no such file.
    """
    found = folder(group, name) / file_name
    if not found.is_file():
        raise PluginError(
            f"the package {load(group, name).__name__!r} has no file {file_name!r}",
            f"put it beside the package's __init__.py; {name!r} of {group} promises it.",
        )
    return found


@lru_cache(maxsize=64)
def _offers(group: str) -> dict[str, tuple[EntryPoint, ...]]:
    """Give what is offered under a group, by name; what is installed later is seen by the next process."""
    from importlib.metadata import entry_points

    found: dict[str, tuple[EntryPoint, ...]] = {}
    for offer in entry_points(group=group):
        found[offer.name] = (*found.get(offer.name, ()), offer)
    return found


def _said(offer: EntryPoint) -> str:
    package = f"{offer.dist.name} {offer.dist.version}" if offer.dist else "an unnamed package"
    return f"{offer.value} ({package})"
