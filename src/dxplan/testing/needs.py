"""What tests need that dxplan itself does not."""

from __future__ import annotations

from importlib.util import find_spec

from dxplan.errors import PluginError


def need(library: str) -> None:
    """Say how to get a library that tests need, if it is not installed.

    Raises:
        PluginError: It is not there.
    """
    if find_spec(library) is None:
        raise PluginError(
            f"{library!r} is not installed, and these tests need it",
            'pip install "dxplan[testing]", or name dxplan[testing] among the test dependencies of your package.',
        )
