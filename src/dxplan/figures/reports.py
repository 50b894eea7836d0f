"""Reported states: a task or a milestone is done, in progress, not started, or nothing is known of it."""

from __future__ import annotations

import enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import attrs

from dxplan.codes import check_label, label_validator, member
from dxplan.dataframes import nw
from dxplan.errors import FiguresError, Where
from dxplan.expr.entry import wrap
from dxplan.figures import columns
from dxplan.figures.normalise import ROW, Reader, begin
from dxplan.model.documents import Confidence, as_confidence
from dxplan.periods import Period, as_period
from dxplan.text import Text, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class State(enum.Enum):
    """What is reported of a task or a milestone."""

    DONE = "done"
    """It is done."""
    IN_PROGRESS = "in_progress"
    """It is begun and not done."""
    NOT_STARTED = "not_started"
    """It is not begun."""
    NOT_DONE = "not_done"
    """It is not done, and the report does not say whether it is begun."""
    NOT_CARRIED_OUT = "not_carried_out"
    """It was given up, or is not for this place: nobody will do it."""
    NO_INFORMATION = "no_information"
    """The report names it and says that nothing is known of it."""

    @classmethod
    def parse(cls, text: str) -> State:
        """Read a state in Vietnamese or English, such as ``hoàn thành`` or ``in progress``.

        Raises:
            FiguresError: The words are not known.
        """
        try:
            return _WORDS[fold(text)]
        except KeyError:
            raise FiguresError(f"{text!r} is not a state", f"use one of: {', '.join(s.value for s in cls)}.") from None

    @property
    def label(self) -> Text:
        """Its name."""
        return _LABELS[self]


_LABELS = {
    State.DONE: Text(vi="Hoàn thành", en="Done"),
    State.IN_PROGRESS: Text(vi="Đang thực hiện", en="In progress"),
    State.NOT_STARTED: Text(vi="Chưa thực hiện", en="Not started"),
    State.NOT_DONE: Text(vi="Chưa hoàn thành", en="Not done"),
    State.NOT_CARRIED_OUT: Text(vi="Không thực hiện", en="Not carried out"),
    State.NO_INFORMATION: Text(vi="Chưa có thông tin", en="No information"),
}
_WORDS = {word: state for state in State for word in (state.value, state.value.replace("_", " "))}
_WORDS |= {fold(label.vi): state for state, label in _LABELS.items()}
_WORDS |= {
    "đã hoàn thành": State.DONE,
    "hoàn thành đúng hạn": State.DONE,
    "đã thực hiện": State.DONE,
    "đạt": State.DONE,
    "completed": State.DONE,
    "đang triển khai": State.IN_PROGRESS,
    "ongoing": State.IN_PROGRESS,
    "chưa triển khai": State.NOT_STARTED,
    "chưa bắt đầu": State.NOT_STARTED,
    "chưa đạt": State.NOT_DONE,
    "không hoàn thành": State.NOT_DONE,
    "quá hạn": State.NOT_DONE,
    "not completed": State.NOT_DONE,
    "overdue": State.NOT_DONE,
    "không triển khai": State.NOT_CARRIED_OUT,
    "chưa có thông tin đánh giá": State.NO_INFORMATION,
    "không có thông tin": State.NO_INFORMATION,
}

FORM = columns.Form(
    what="reports",
    one="report",
    required=("task", "period", "state"),
    filled=("task", "period", "state"),
    optional=("plan", "place", "evidence", "source", "confidence", "published", "note"),
    remarks=("evidence", "source", "note"),
)
"""What a table of reports must look like."""


def as_state(state: State | str) -> State:
    """Return `state` itself, or the one that a code names."""
    return member(State, state)


@attrs.frozen(kw_only=True)
class Report:
    """What was reported of one task or milestone, at one place.

    Attributes:
        task: The code of the task, or of the milestone among the targets.
        period: The period at whose end it was so: a day, or the quarter or year that the report is about.
        state: The state.
        plan: The code of the plan; None where only one plan can be meant.
        place: The code of the place, or the member of a dimension; None for the place of the task.
        evidence: What shows it, such as the number of a decision.
        source: Where the report was found.
        confidence: How sure it is.
        published: The period by whose end it was public; None where that is not known.
        note: What a reader should know about it.
        where: The row it was read from, for messages; it is no part of what is compared.
    """

    task: str = attrs.field(validator=label_validator)
    period: Period = attrs.field(converter=as_period)
    state: State = attrs.field(converter=as_state)
    plan: str | None = None
    place: str | None = None
    evidence: str | None = None
    source: str | None = None
    confidence: Confidence | None = attrs.field(default=None, converter=attrs.converters.optional(as_confidence))
    published: Period | None = attrs.field(default=None, converter=attrs.converters.optional(as_period))
    note: str | None = None
    where: Where | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class Reports:
    """Reported states, checked and in one form, ready to be evaluated.

    Make one with `read_reports`, `Reports.from_native` or `Reports.of`.

    Attributes:
        reports: The reports.
    """

    reports: tuple[Report, ...] = ()

    @classmethod
    def of(cls, reports: Iterable[Report]) -> Reports:
        """Make a table of `Report` objects."""
        return cls(tuple(reports))

    @classmethod
    def from_native(cls, frame: Any, *, source: str = "") -> Reports:
        """Check a dataframe of reports.

        It needs the columns ``task``, ``period`` and ``state``, and may have ``plan``, ``place``, ``evidence``,
        ``source``, ``confidence``, ``published`` and ``note``.

        Args:
            frame: A dataframe of any supported library; a lazy one is collected.
            source: What to call the table in messages.

        Raises:
            Problems: Columns are missing or cells cannot be read; every one of them.
            UnsupportedBackendError: The kind of dataframe is not supported.
        """
        wrapped = wrap(frame)
        eager = wrapped.collect("polars") if isinstance(wrapped, nw.LazyFrame) else wrapped
        table: nw.DataFrame[Any] = nw.from_native(eager.to_polars())
        if ROW in table.columns:
            table = table.drop(ROW)
        rows = table.with_row_index(ROW).with_columns(nw.col(ROW).cast(nw.Int64) + 2)
        reader = begin(rows, FORM, source)
        _read(reader)
        done = reader.done()
        found = done.collect() if isinstance(done, nw.LazyFrame) else done
        return cls(tuple(_report(row, source) for row in found.iter_rows(named=True)))

    @classmethod
    def joined(cls, tables: Iterable[Reports]) -> Reports:
        """Put several tables below one another."""
        return cls(tuple(report for table in tables for report in table))

    def with_plan(self, code: str) -> Reports:
        """Return the reports with those that name no plan given to this one."""
        return Reports(tuple(attrs.evolve(r, plan=code) if r.plan is None else r for r in self.reports))

    def to_native(self) -> Any:
        """Give the reports as a Polars dataframe, with the columns of a file of reports."""
        import polars as pl

        rows = [
            {
                **{name: getattr(report, name) for name in FORM.known},
                "period": str(report.period),
                "state": report.state.value,
                "confidence": report.confidence and report.confidence.value,
                "published": report.published and str(report.published),
            }
            for report in self.reports
        ]
        return pl.DataFrame(rows, schema=dict.fromkeys(FORM.known, pl.String))

    def __iter__(self) -> Iterator[Report]:
        return iter(self.reports)

    def __len__(self) -> int:
        return len(self.reports)

    def __repr__(self) -> str:
        return f"<Reports: {len(self)}>"


def _read(reader: Reader) -> None:
    """Read every column; whatever is wrong stays with the reader."""
    reader.words("task", check_label)
    reader.words("plan", str)
    reader.words("place", str)
    reader.words("state", lambda text: State.parse(text).value)
    reader.words("confidence", columns.read_confidence)
    reader.remarks(*FORM.remarks)
    reader.periods("period", "first", "last")
    reader.periods("published", "published_first", "known_from")


def _report(row: dict[str, Any], source: str) -> Report:
    return Report(
        **{name: row[name] for name in ("task", "plan", "place", *FORM.remarks)},
        period=_period(row["period"]),
        state=State(row["state"]),
        confidence=row["confidence"] and Confidence(row["confidence"]),
        published=row["published"] and _period(row["published"]),
        where=Where("", source or "table", row[ROW]),
    )


_period = lru_cache(maxsize=1024)(Period.of)
