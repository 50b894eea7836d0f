"""The crosswalks that a plan file names: files beside it, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan.errors import DefinitionError, DxplanError, Problems, Where
from dxplan.places import gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

    from dxplan.model.structure import Crosswalk
    from dxplan.places import Gazetteer

_NAME = re.compile(r"[^\\/:*?\"<>|\x00-\x1f]+")
_LARGEST = 32 * 1024 * 1024
"""How many bytes a file may have that a plan names."""


def known_places(crosswalks: Iterable[Crosswalk], place: str, folder: Traversable | None) -> Gazetteer:
    """Read the crosswalks of a plan, and give the places of dxplan with theirs.

    A plan file may come from a stranger, so it can name only files of its own folder, by their bare names.

    Args:
        crosswalks: The crosswalks; they are read in the order of their days.
        place: The code of the plan's place.
        folder: The folder of the plan file; None where there is none.

    Raises:
        Problems: Everything that is wrong with the files, each with file and row.
    """
    found = gazetteer
    crosswalks = tuple(crosswalks)
    if not crosswalks:
        return found
    from importlib import resources

    from dxplan.io.crosswalks import read_crosswalk  # which needs dataframes

    problems: list[DxplanError] = []
    for nth, crosswalk in sorted(enumerate(crosswalks), key=lambda numbered: numbered[1].day.first):
        spot = "file"
        try:
            file = _beside(crosswalk.file, folder)
            spot = "day"
            with resources.as_file(file) as path:
                found = read_crosswalk(
                    path,
                    day=crosswalk.day,
                    within=crosswalk.within or place,
                    level=crosswalk.level.value,
                    law=crosswalk.law,
                    confidence=crosswalk.confidence,
                    expect=(crosswalk.old, crosswalk.new),
                    beside=found,
                )
        except Problems as group:
            problems += group.leaves()
        except DxplanError as error:
            problems.append(error.at(Where(f"$.crosswalks[{nth}].{spot}")))
    if problems:
        raise Problems("the plan cannot be read", problems)
    return found


def _beside(name: str, folder: Traversable | None) -> Traversable:
    """Find a file of a folder by its bare name.

    Raises:
        DefinitionError: It is no bare name, there is no folder, or no such file in it.
    """
    if not _NAME.fullmatch(name) or name.startswith(".") or name != name.strip():
        raise DefinitionError(
            f"{name[:60]!r} is not the name of a file beside the plan",
            'put the file into the folder of the plan, and write its name only, such as "communes.csv".',
        )
    if folder is None:
        raise DefinitionError(
            f"a text has no files beside it, and so no {name!r}", "save it as a file, and load it with load_plan."
        )
    file = folder / name
    if not file.is_file():
        raise DefinitionError(f"there is no file {name!r} beside the plan", "put it there, or correct the name.")
    if isinstance(file, Path):
        if file.resolve().parent != Path(str(folder)).resolve():
            raise DefinitionError(f"{name!r} is a link that leads out of the folder", "put the file itself there.")
        if file.stat().st_size > _LARGEST:
            raise DefinitionError(
                f"{name!r} is larger than {_LARGEST >> 20} MiB", "a crosswalk of all communes has about one."
            )
    return file
