"""Run what the README and the documentation show.

- ``python`` blocks run, as a session (``>>>``) or as plain code; the blocks of one page share their names.
- ``console`` blocks: each line ``$ dxplan …`` runs, and what it prints must be the text below it.
  A line ``...`` stands for any text, white space at the ends of lines does not count, other commands are not run.
- a block with ``title="folder/file"`` writes that file, for the blocks after it; a ``diff`` block with one changes it:
  the lines that begin with ``-`` stand in it once, one below the other, and give way to those that begin with ``+``.

Every page has an empty folder of its own, in which its blocks run.
"""

from __future__ import annotations

import difflib
import doctest
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, settings
from sybil import Region, Sybil
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.markdown.lexers import RawFencedCodeBlockLexer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sybil import Document, Example

_CONSOLE = RawFencedCodeBlockLexer(re.compile(r"console[ \t]*\n"))
_FILE = RawFencedCodeBlockLexer(re.compile(r'(?P<kind>\w+) title="(?P<file>[^"\n]+)"[ \t]*\n'))
_COMMAND = re.compile(r"^\$ ", re.MULTILINE)


def _console_blocks(document: Document) -> Iterator[Region]:
    for region in _CONSOLE(document):
        yield Region(region.start, region.end, region.lexemes["source"], _check_console)


def _files(document: Document) -> Iterator[Region]:
    for region in _FILE(document):
        evaluate = _change_file if region.lexemes["kind"] == "diff" else _write_file
        yield Region(region.start, region.end, (region.lexemes["file"], region.lexemes["source"]), evaluate)


def _check_console(example: Example) -> str | None:
    """Run the block's commands, and give what differs from the page."""
    for shown in _COMMAND.split(example.parsed)[1:]:
        command, _, wanted = shown.partition("\n")
        program, *arguments = shlex.split(command)
        if program != "dxplan":
            continue
        done = subprocess.run(  # noqa: S603 (this project's own commands)
            [sys.executable, "-m", "dxplan", *arguments],
            check=False,
            encoding="utf-8",
            env={**os.environ, "LC_ALL": "C.UTF-8", "COLUMNS": "80", "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        got, wanted = _tidy(done.stdout), _tidy(wanted)
        if not doctest.OutputChecker().check_output(wanted, got, doctest.ELLIPSIS):
            lines = difflib.unified_diff(wanted.splitlines(), got.splitlines(), "the page", command, lineterm="")
            return "\n".join(lines)
    return None


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines()) + "\n"


def _write_file(example: Example) -> None:
    name, text = example.parsed
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _change_file(example: Example) -> str | None:
    name, text = example.parsed
    before, after = ("".join(line[1:] for line in text.splitlines(True) if line[0] == sign) for sign in "-+")
    whole = Path(name).read_text(encoding="utf-8")
    if not before or whole.count(before) != 1:
        return f"{name} does not have once:\n{before}"
    Path(name).write_text(whole.replace(before, after), encoding="utf-8")
    return None


def _enter_folder(namespace: dict[str, Any]) -> None:
    namespace["_folder"], namespace["_before"] = tempfile.TemporaryDirectory(), Path.cwd()
    os.chdir(namespace["_folder"].name)


def _leave_folder(namespace: dict[str, Any]) -> None:
    os.chdir(namespace["_before"])
    namespace["_folder"].cleanup()


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=doctest.ELLIPSIS), _console_blocks, _files],
    patterns=["README.md", "docs/*.md", "docs/*/*.md"],
    setup=_enter_folder,
    teardown=_leave_folder,
).pytest()

# A busy machine is no reason to fail: how long an example takes is measured in bench/, never by a test.
settings.register_profile("dxplan", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dxplan")
