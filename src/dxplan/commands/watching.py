"""The bar that a person sees who waits for long work: what is being done, how far it has come, how long it may last.

It is shown on a terminal only, and only once the work has lasted for a moment.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

import click

from dxplan.commands.output import is_terminal
from dxplan.numbers import format_number
from dxplan.progress import WorkStage, pieces, watching
from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dxplan.model.plan import Plan
    from dxplan.progress import Progress
    from dxplan.typing import Lang

DELAY = 0.5
"""After so many seconds work is long."""

_SURE = (1.0, 0.1)
"""How many seconds and which share must have passed before it is said how long the rest may last."""

_STAGES = {
    WorkStage.READING: Text(vi="Đang đọc số liệu", en="Reading figures"),
    WorkStage.CHECKING: Text(vi="Đang kiểm tra", en="Checking"),
    WorkStage.FINDING: Text(vi="Đang tìm số liệu", en="Finding figures"),
    WorkStage.JUDGING: Text(vi="Đang đánh giá", en="Judging"),
    WorkStage.MERGING: Text(vi="Đang gộp số liệu", en="Merging figures"),
    WorkStage.WRITING: Text(vi="Đang trình bày", en="Writing"),
}
_MILLION = 1_000_000
_MANY_SECONDS = 100
"""From so many seconds on minutes are said."""

_FIGURES = Text(vi="{number} số liệu", en="{number} figures")
_MILLIONS = Text(vi="{number} triệu số liệu", en="{number} million figures")
_SECONDS = Text(vi="còn khoảng {number} giây", en="about {number} s left")
_MINUTES = Text(vi="còn khoảng {number} phút", en="about {number} min left")

QUIET = click.option("--quiet", "-q", is_flag=True, help="Show no progress bar, even on a terminal.")


@contextmanager
def watched(weights: Callable[[], Mapping[WorkStage, float]], lang: Lang, *, quiet: bool) -> Iterator[None]:
    """Show how far the work inside of ``with`` has come, if a person watches.

    Args:
        weights: Tells what each stage is thought to take beside the others; asked only where a person watches.
        lang: The language of the bar.
        quiet: Whether the person wants to see none.
    """
    if quiet or not _person_watches():
        yield
        return
    bar = _Bar(lang)
    try:
        bar.start()
        with watching(bar.told, weights()):
            yield
    finally:
        bar.stop()


def _person_watches() -> bool:
    """Tell whether somebody sees what is drawn: not in a pipe, a log, or a service that builds or tests."""
    return is_terminal(sys.stderr) and not os.environ.get("CI") and os.environ.get("TERM") != "dumb"


class _Bar:
    """A bar that appears after a moment, and is gone when the work is done."""

    def __init__(self, lang: Lang) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bar

        self._lang: Lang = lang
        self._bar = Bar(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=None),
            TextColumn("{task.percentage:>3.0f} %", markup=False),
            TextColumn("{task.fields[rest]}", markup=False),
            console=Console(stderr=True),
            transient=True,
            expand=True,
            # What a command prints goes where it should meanwhile.
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._bar.add_task("", total=1.0, rest="")
        self._began = time.monotonic()
        self._ended = Event()
        self._waiting = Thread(target=self._wait, daemon=True)

    def start(self) -> None:
        """Begin to wait, so that short work shows nothing."""
        if DELAY > 0:
            self._waiting.start()
        else:
            self._bar.start()

    def _wait(self) -> None:
        if not self._ended.wait(DELAY):
            self._bar.start()

    def stop(self) -> None:
        """Take the bar away, and leave the terminal as it was."""
        self._ended.set()
        if self._waiting.is_alive():
            self._waiting.join()
        self._bar.stop()

    def told(self, progress: Progress) -> None:
        """Show how far the work has come."""
        parts = [] if progress.figures is None else [say_figures(progress.figures, self._lang)]
        parts += say_rest(time.monotonic() - self._began, progress.done, self._lang)
        description = _STAGES[progress.stage].in_(self._lang)
        self._bar.update(self._task, completed=progress.done, description=description, rest=" · ".join(parts))


def say_figures(number: int, lang: Lang) -> str:
    """Say how many figures there are: exactly, or of millions about how many."""
    if number < _MILLION:
        return _FIGURES.in_(lang).format(number=format_number(number, lang))
    shown = round(number / _MILLION, 1 if number < 10 * _MILLION else None)
    return _MILLIONS.in_(lang).format(number=format_number(shown, lang))


def say_rest(passed: float, done: float, lang: Lang) -> list[str]:
    """Say about how long the rest of the work lasts, as fast as it has been so far; nothing before that can be told."""
    seconds, share = _SURE
    if passed < seconds or done < share or done >= 1:
        return []
    rest = passed / done - passed
    if rest < _MANY_SECONDS:
        return [_SECONDS.in_(lang).format(number=max(1, round(rest)))]
    return [_MINUTES.in_(lang).format(number=round(rest / 60))]


def one_by_one(files: Sequence[str]) -> Iterable[str]:
    """Give files that are read, and tell after each how much has been."""
    from dxplan.io.tables import size_of

    return pieces(WorkStage.READING, files, size=lambda file: _LEAST + size_of(file).effort)


_LEAST = 0.001
"""What it takes to read the smallest file."""


def merging_weights(files: Sequence[str]) -> dict[WorkStage, float]:
    """Tell what the stages of restating figures or rolling them up will take beside one another."""
    from dxplan.io.tables import size_of

    sizes = [size_of(file) for file in files]
    rows = sum(size.rows for size in sizes)
    return {
        WorkStage.READING: sum(_LEAST + size.effort for size in sizes) or _LEAST,
        WorkStage.FINDING: 1e-6 * rows,
        WorkStage.MERGING: 1e-6 * rows,
    }


def weights_of(
    plans: Sequence[Plan], files: Sequence[str], *, asked: int = 1, writing: float = 0.0
) -> dict[WorkStage, float]:
    """Tell what the stages of an evaluation will take beside one another, by the sizes of the files and the plans.

    Args:
        plans: The plans.
        files: The files of figures.
        asked: Of how many places and periods every target is asked.
        writing: What it takes to write one judged figure, in seconds of the machine on which all this was measured.
    """
    from dxplan.io.tables import size_of
    from dxplan.places import LEVELS
    from dxplan.scorecard.evaluate import EFFORTS

    sizes = [size_of(file) for file in files]
    rows = sum(size.rows for size in sizes)
    unchecked = sum(size.rows for size in sizes if not size.counted)  # Parquet is checked while it is searched
    judged = asked * sum(
        max(1, len(plan.places)) if target.each in LEVELS else 1 for plan in plans for target in plan.targets
    )
    return {
        WorkStage.READING: sum(_LEAST + size.effort for size in sizes) or _LEAST,
        WorkStage.CHECKING: EFFORTS[WorkStage.CHECKING] * unchecked,
        WorkStage.FINDING: EFFORTS[WorkStage.FINDING] * rows,
        WorkStage.JUDGING: EFFORTS[WorkStage.JUDGING] * judged,
        WorkStage.WRITING: writing * judged,
    }
