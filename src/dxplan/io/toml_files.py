"""TOML files: text to plain tables, and problems to the lines they are about."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import attrs

from dxplan.errors import DefinitionError, DxplanError, Problems, Where
from dxplan.io.toml_lines import line_of

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 8 * 1024 * 1024


def read_text(path: Path, name: str) -> str:
    """Read a text file of bounded size.

    Raises:
        Problems: It is too large or not UTF-8.
    """
    try:
        if path.stat().st_size > _LARGEST:
            large = DefinitionError(
                f"the file is larger than {_LARGEST >> 20} MiB",
                "plans and methods are small text files; is it the right one?",
            )
            raise Problems(f"{name} cannot be read", [large])
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        problem = DefinitionError("the file is not UTF-8 text", "save it as UTF-8.", Where(f"byte {error.start}", name))
        raise Problems(f"{name} cannot be read", [problem]) from None


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """Turn TOML text into plain tables.

    Raises:
        Problems: It is no TOML, with the line.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        problem = DefinitionError(
            f"not TOML: {error}",
            'mend the line; texts stand in straight quotes, and so do months ("2025-07") and days ("31/12/2025").',
            Where("", file, int(line[1]) if line else None),
        )
    except ValueError as error:  # a number of more digits than Python reads
        problem = DefinitionError(f"a value cannot be read: {error}", "check the long numbers.", Where("", file))
    except RecursionError:
        problem = DefinitionError("the file nests too deeply", "two or three levels are enough.", Where("", file))
    raise Problems(f"{file} cannot be read", [problem]) from None


def placed(group: Problems, text: str, file: str) -> Problems:
    """Add file and line to problems that know their paths, in the order of the lines."""
    problems = sorted((_placed(problem, text, file) for problem in group.leaves()), key=_line)
    return Problems(f"{file} cannot be read", problems)


def _placed(problem: DxplanError, text: str, file: str) -> DxplanError:
    if problem.where is None or problem.where.file:
        return problem
    return problem.at(attrs.evolve(problem.where, file=file, line=line_of(text, problem.where.path)))


def _line(problem: DxplanError) -> int:
    return (problem.where and problem.where.line) or 0
