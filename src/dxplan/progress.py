"""How far a long piece of work has come, told to whoever watches it; where nobody does, nothing is counted.

What works says which stage it is in and what pieces that has. What watches hears a share of the whole.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from typing import Any, TypeAlias, TypeVar

import attrs

from dxplan.errors import DefinitionError

Thing = TypeVar("Thing")


class WorkStage(Enum):
    """What is being done, in the order in which it is done."""

    READING = "reading"
    CHECKING = "checking"
    FINDING = "finding"
    JUDGING = "judging"
    MERGING = "merging"
    WRITING = "writing"


_ORDER = {stage: number for number, stage in enumerate(WorkStage)}


@attrs.frozen(kw_only=True)
class Progress:
    """How far a piece of work has come.

    Attributes:
        stage: What is being done: figures are read, checked against plans, searched for those that bear on what is
            asked, judged, merged, or what was found is written.
        done: Which share of the whole work is done, from 0 to 1; it never falls, and is 1 only once the work succeeded.
        figures: How many figures the work is about, as soon as that is known; else None.
    """

    stage: WorkStage
    done: float
    figures: int | None = None


Listener: TypeAlias = Callable[[Progress], object]
"""What is told how far work has come."""

_STEP = 0.005
"""A smaller share than this is not told by itself."""

_MOST = 0.999
"""What is told before the work succeeded: problems may show at the very end."""


@attrs.define(eq=False)
class _Work:
    """A piece of work that is watched: what its stages are thought to take, and how far they have come."""

    listener: Listener
    weights: Mapping[WorkStage, float]
    foreseen: dict[WorkStage, float] = attrs.field(factory=dict)
    spans: dict[WorkStage, tuple[float, float]] = attrs.field(factory=dict)
    figures: int | None = None
    said: Progress | None = None
    stopped: BaseException | None = None

    def tell(self, stage: WorkStage, share: float) -> None:
        """Say how much is done of a stage, or of the part of it that is being worked on."""
        before = self.said
        if stage not in self.weights or (before and _ORDER[stage] < _ORDER[before.stage]):
            return  # what is looked at once more is no progress
        begin, end = self.spans.get(stage, (0.0, 1.0))
        efforts = self._efforts()
        earlier = sum(effort for other, effort in efforts.items() if _ORDER[other] < _ORDER[stage])
        share = begin + (end - begin) * min(share, 1.0)
        whole = sum(efforts.values())
        done = min((earlier + efforts[stage] * share) / whole, _MOST) if whole > 0 else 0.0
        done = max(done, before.done if before else 0.0)
        if before and stage is before.stage and self.figures == before.figures and done - before.done < _STEP:
            return
        self.say(Progress(stage=stage, done=done, figures=self.figures))

    def say(self, progress: Progress) -> None:
        self.said = progress
        on, told = _WORK.set(None), _LISTENER.set(None)  # what a listener asks of dxplan is work of its own
        try:
            self.listener(progress)
        except BaseException as error:
            self.stopped = error
            raise
        finally:
            _LISTENER.reset(told)
            _WORK.reset(on)

    def narrow(self, stage: WorkStage, span: tuple[float, float] | None) -> None:
        """Let what is told of a stage be a share of a part of it; None for the whole."""
        if span is None:
            self.spans.pop(stage, None)
        else:
            self.spans[stage] = span

    def _efforts(self) -> dict[WorkStage, float]:
        """Give what every stage takes: as foreseen, or else as its weight is to that of the one foreseen before it."""
        found: dict[WorkStage, float] = {}
        scale = 1.0
        for stage in sorted(self.weights, key=_ORDER.__getitem__):
            weight, foreseen = self.weights[stage], self.foreseen.get(stage)
            if foreseen and weight:
                scale = foreseen / weight
            found[stage] = weight * scale if foreseen is None else foreseen
        return found


_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)
_WORK: ContextVar[_Work | None] = ContextVar("work", default=None)


@contextmanager
def watching(listener: Listener, weights: Mapping[WorkStage, float] | None = None) -> Iterator[None]:
    """Tell a listener how far long work has come: whatever is called inside of ``with``, in this thread or task.

    By default every call of `read_figures`, `evaluate`, `rank_places`, `Figures.bind`, `Figures.restate`,
    `Figures.roll_up`, `render_page` and `write_report` is a piece of work of its own, from 0 to 1.
    With weights all of them together are one, in the order of the stages.

    The shares are estimates: what a stage takes is foreseen from the number of figures and of series, and a stage that
    a library does in one go is done at once. They never fall.
    A listener is called in the thread that works, a few hundred times at the most.
    One that raises stops the work: its exception is what comes out of the call, which then gives no answer. That is how
    work is given up. `StopIteration`, which Python keeps for iterators, cannot come out, and is a `RuntimeError` then.

    Args:
        listener: What is called with a `Progress`.
        weights: How long each stage is thought to take beside the others, where several calls are one piece of work.
            Those that can tell better do; stages that are not named are not told.

    Raises:
        DefinitionError: The weights are no numbers, or negative, or none is positive; or they are of no stage.

    Example:
        >>> import dxplan as dx
        >>> plan, figures = dx.load_plan("dien-bien-2020"), dx.load_figures("dien-bien-2020")
        >>> heard = []
        >>> with dx.watching(heard.append):
        ...     card = dx.evaluate(plan, figures, at=2025)
        >>> heard[0].done, heard[-1].done
        (0.0, 1.0)
    """
    told, on = _LISTENER.set(listener), _WORK.set(None)
    try:
        if weights is None:
            yield
        else:
            with work(weights):
                yield
    finally:
        _WORK.reset(on)
        _LISTENER.reset(told)


@contextmanager
def work(weights: Mapping[WorkStage, float]) -> Iterator[None]:
    """Begin a piece of work, if somebody watches and it is no part of another one; it may decorate a function."""
    listener = _LISTENER.get()
    if listener is None or _WORK.get() is not None:
        yield
        return
    _check(weights)
    begun = _Work(listener, dict(weights))
    token = _WORK.set(begun)
    try:
        begun.tell(min(weights, key=_ORDER.__getitem__), 0.0)
        yield
        if begun.stopped is None:
            begun.say(Progress(stage=max(weights, key=_ORDER.__getitem__), done=1.0, figures=begun.figures))
    except BaseException as error:
        if begun.stopped is not None and begun.stopped is not error:
            raise begun.stopped from None  # whatever was made of it on the way
        raise
    finally:
        _WORK.reset(token)
    if begun.stopped is not None:
        raise begun.stopped


def _check(weights: Mapping[Any, object]) -> None:
    for stage in weights:
        if not isinstance(stage, WorkStage):
            raise DefinitionError(
                f"{stage!r} is no stage of work", "name a member of WorkStage, such as WorkStage.READING."
            )
    numbers = all(isinstance(weight, (int, float)) and 0 <= weight < math.inf for weight in weights.values())
    if not numbers or not any(weights.values()):
        raise DefinitionError(
            "the stages of work that is watched weigh nothing, or less", "give each how long it is thought to take."
        )


def foresee(efforts: Mapping[WorkStage, float], *, figures: int | None = None) -> None:
    """Say what stages will take beside one another, as soon as that can be told, and how many figures there are.

    What was foreseen of a stage before stands, and a part of a stage cannot tell for the whole.
    """
    begun = _WORK.get()
    if begun is None:
        return
    parts = {stage for stage, span in begun.spans.items() if span != (0.0, 1.0)}
    if figures is not None and not parts:
        begun.figures = figures
    for stage, effort in efforts.items():
        if stage in begun.weights and stage not in parts:
            begun.foreseen.setdefault(stage, effort)


@contextmanager
def span(stage: WorkStage, begin: float, end: float) -> Iterator[None]:
    """Work on a part of a stage: what is told of the stage meanwhile is a share of that part."""
    begun = _WORK.get()
    if begun is None:
        yield
        return
    outer = begun.spans.get(stage)
    low, high = outer or (0.0, 1.0)
    begun.spans[stage] = (low + begin * (high - low), low + end * (high - low))
    try:
        begun.tell(stage, 0.0)
        yield
        begun.tell(stage, 1.0)
    finally:
        begun.narrow(stage, outer)


def pieces(
    stage: WorkStage,
    things: Iterable[Thing],
    *,
    of: float | None = None,
    size: Callable[[Thing], float] = lambda _: 1.0,
    after: float = 0.0,
) -> Iterable[Thing]:
    """Work through the pieces of a stage, and tell after each how much is done.

    Args:
        stage: The stage, or what of it is being worked on.
        things: The pieces.
        of: How large they are together; None counts those that have a length, and tells nothing of others.
        size: How large one of them is.
        after: Which share of the stage is done before them.
    """
    if _WORK.get() is None:
        return things
    if of is None and hasattr(things, "__len__"):
        things = tuple(things)
        of = sum(map(size, things))
    return _told(stage, things, of, size, after) if of else things


def _told(
    stage: WorkStage, things: Iterable[Thing], of: float, size: Callable[[Thing], float], after: float
) -> Iterator[Thing]:
    begun = _WORK.get()
    if begun is None:
        yield from things
        return
    outer = begun.spans.get(stage)
    low, high = outer or (0.0, 1.0)
    low += after * (high - low)
    done = told = 0.0
    begun.spans[stage] = (low, high)
    begun.tell(stage, 0.0)
    try:
        for thing in things:
            upto = min(done + size(thing), of)
            # There may be many pieces, each done in no time: this is `span` without what it costs.
            end = high if upto == of else low + upto / of * (high - low)
            begun.spans[stage] = (low + done / of * (high - low), end)
            yield thing
            done = upto
            if done - told >= _STEP * of or done == of:
                begun.tell(stage, 1.0)
                told = done
    finally:
        begun.narrow(stage, outer)
