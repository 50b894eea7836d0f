"""Which series of figures the situations ask for, as a table that figures can be joined to."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, Any, TypeAlias

from dxplan.dataframes import nw
from dxplan.figures.figure import parse_breakdown
from dxplan.figures.needs import ANSWER, PROXY
from dxplan.figures.values import frame_of_columns
from dxplan.model.plan import once
from dxplan.places import LEVELS
from dxplan.scorecard.batches import Situations
from dxplan.scorecard.questions import BEFORE, YEAR, codes_of, questions_but_proxies, questions_of
from dxplan.scorecard.situations import has_grades, month_of
from dxplan.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterator, Sequence

    from dxplan.dataframes import ColumnKind
    from dxplan.places import Place
    from dxplan.scorecard.batches import Batch
    from dxplan.scorecard.questions import Columns
    from dxplan.scorecard.situations import Situation

Frame: TypeAlias = "nw.DataFrame[Any]"

NEWEST = "newest"
"""The column that tells whether a figure may be the last one known; what is not stands at the start of a way."""

QUESTION: dict[str, ColumnKind] = {
    "situation": "Int64",
    "role": "String",
    "indicator": "String",
    "series": "Int64",
    "open": "Boolean",
    "cutoff": "Date",
    "cutoff_month": "Int64",
    "by_days": "Int64",
    "indicator_unit": "String",
    "share_scale": "Float64",
    "indicator_low": "Float64",
    "indicator_high": "Float64",
    "valid_first": "Date",
    "valid_last": "Date",
    "reference_method": "String",
    "frequency_months": "Int64",
    "base_period": "String",
}
"""The columns of the table of questions: what is needed to look at the figures that a situation asks for in a role."""

SERIES: dict[str, ColumnKind] = {
    "series": "Int64",
    "place": "String",
    "place_since": "Date",
    "place_until": "Date",
    "breakdown": "String",
    "part": "String",
    "part_period": "String",
}
"""The columns of the table of series: what a figure must be about. Many questions may ask for the same series.

The breakdown is null where a target is about each member of a list that is open: then any member answers.
"""


class Asking:
    """Which series of figures situations ask for.

    Attributes:
        situations: The situations.
    """

    def __init__(self, situations: Sequence[Situation], *, until: date | None = None, proxies: bool = True) -> None:
        """Ask for everything that situations need.

        Args:
            situations: The situations.
            until: The last day that a figure may be about, in place of that of each situation.
            proxies: Whether to ask for what is shown beside, too.
        """
        self.situations = Situations.of(situations)
        self._questions: Columns = {name: [] for name in QUESTION}
        self._series: Columns = {name: [] for name in SERIES}
        self._numbers: dict[tuple[object, ...], tuple[int, bool]] = {}
        for batch in self.situations.batches:
            self._ask(batch, until, proxies=proxies)

    def __len__(self) -> int:
        """Give how many questions there are."""
        return len(self._questions["situation"])

    @cached_property
    def questions(self) -> list[dict[str, Any]]:
        """One row for every situation and role, with the columns of `QUESTION`."""
        return _rows(self._questions)

    @cached_property
    def series(self) -> list[dict[str, Any]]:
        """What each of those is about, with the columns of `SERIES`."""
        return _rows(self._series)

    def chunks(self, most: int) -> Iterator[Asking]:
        """Divide it among several, each about some of the situations and so many series at the most, if it can be."""
        sizes = self._sizes
        loads = [sizes[number] for number in self._questions["series"]]
        if sum(loads) <= most:
            yield self
            return
        of_situation = dict.fromkeys(self.situations.numbers, 0)
        for number, size in zip(self._questions["situation"], loads, strict=True):
            of_situation[number] += size
        begin = load = 0
        for nth, size in enumerate(of_situation.values()):
            if nth > begin and load + size > most:
                yield self._of(self.situations.between(begin, nth))
                begin, load = nth, 0
            load += size
        yield self._of(self.situations.between(begin, len(of_situation)))

    def by_indicators(self, most: int) -> Iterator[Asking]:
        """Divide it among several, each about some of the indicators and so many series at the most, if it can be."""
        sizes = self._sizes
        if self.load <= most:
            yield self
            return
        loads = Counter[str]()
        for indicator, series in set(zip(self._questions["indicator"], self._questions["series"], strict=True)):
            loads[indicator] += sizes[series]
        groups: list[set[str]] = [set()]
        load = 0
        for indicator in sorted(loads):
            if groups[-1] and load + loads[indicator] > most:
                groups.append(set())
                load = 0
            groups[-1].add(indicator)
            load += loads[indicator]
        for group in groups:
            yield self if len(groups) == 1 else self._picked(self.situations, "indicator", group)

    def _of(self, situations: Situations) -> Asking:
        """Give the questions of some of the situations."""
        if len(situations) == len(self.situations):
            return self
        return self._picked(situations, "situation", set(situations.numbers))

    def _picked(self, situations: Situations, name: str, values: Collection[object]) -> Asking:
        """Give the questions in which a column has one of several values."""
        some = Asking(())
        some.situations = situations
        some._questions = _picked(self._questions, name, values)
        some._series = _picked(self._series, "series", set(some._questions["series"]))
        return some

    @property
    def indicators(self) -> set[str]:
        """The codes of the indicators that are asked for."""
        return set(self._questions["indicator"])

    @property
    def load(self) -> int:
        """How many series are asked for, each counted as often as it is."""
        sizes = self._sizes
        return sum(sizes[number] for number in self._questions["series"])

    @cached_property
    def places(self) -> set[str]:
        """The codes of the places that are asked for."""
        return set(self._series["place"])

    def has(self, *, open_lists: bool) -> bool:
        """Tell whether there are questions about lists that are open, or about others."""
        return open_lists in self._questions["open"]

    def questions_in(self, backend: Any, *, open_lists: bool) -> Frame:
        """Give the questions about lists that are open, or about all others, as a table."""
        if not self.has(open_lists=not open_lists):
            return self._frame_in("questions", self._questions, QUESTION, backend)
        return frame_of_columns(_picked(self._questions, "open", (open_lists,)), QUESTION, backend)

    def series_in(self, backend: Any) -> Frame:
        """Give the series as a table."""
        return self._frame_in("series", self._series, SERIES, backend)

    def _frame_in(self, name: str, columns: Columns, kinds: dict[str, Any], backend: Any) -> Frame:
        key = (name, backend)
        if key not in self._frames:
            self._frames[key] = frame_of_columns(columns, kinds, backend)
        return self._frames[key]

    @cached_property
    def _frames(self) -> dict[tuple[str, Any], Frame]:
        return {}

    def series_of(self, number: int) -> list[dict[str, Any]]:
        """Give the series of one number."""
        return self._by_number.get(number, [])

    @cached_property
    def _by_number(self) -> dict[int, list[dict[str, Any]]]:
        found: dict[int, list[dict[str, Any]]] = {}
        for series in self.series:
            found.setdefault(series["series"], []).append(series)
        return found

    @property
    def _sizes(self) -> Counter[int]:
        """How many rows each series has."""
        return Counter(self._series["series"])

    def parts_in(self, backend: Any) -> Frame:
        """Give the parts that must answer for each situation whose list of them is not open."""
        questions = self.questions_in(backend, open_lists=False)
        asked = questions.filter(nw.col("role") == ANSWER).select("situation", "series")
        parts = self.series_in(backend).select("series", "part")
        return asked.join(parts, on="series", how="inner").select("situation", "part")

    def dues_in(self, backend: Any) -> Frame:
        """Tell of each situation whether it is due."""
        columns: dict[str, Sequence[Any]] = {"situation": self.situations.numbers, "due": self.situations.dues}
        return frame_of_columns(columns, {"situation": "Int64", "due": "Boolean"}, backend)

    def _ask(self, batch: Batch, until: date | None, *, proxies: bool) -> None:
        """Ask for what the situations of a batch need: what the plan says of it is known for all of its targets."""
        asked = once(batch.terms.plan, questions_of if proxies else questions_but_proxies)
        begin, end = asked.begins[batch.begin], asked.begins[batch.end]
        places = len(batch.units)  # of several places there is one target
        for name, column in asked.columns.items():
            self._questions[name] += column[begin:end] * places
        if places == 1:
            nths = [nth - batch.begin for nth in asked.targets[begin:end]]
        else:
            nths = [nth for nth in range(places) for _ in range(begin, end)]
        cutoffs = batch.cutoffs
        last = cutoffs if until is None else [until] * len(batch)
        months = {day: month_of(day) for day in set(last)}
        self._questions["situation"] += [batch.first + nth for nth in nths]
        self._questions["cutoff"] += [last[nth] for nth in nths]
        self._questions["cutoff_month"] += [months[last[nth]] for nth in nths]
        shapes = asked.shapes[begin:end] * places
        days = [cutoffs[nth] if asked.of_days[shape] else None for nth, shape in zip(nths, shapes, strict=True)]
        keys = shapes if places == 1 and not any(asked.of_days) else list(zip(nths, shapes, days, strict=True))
        known: dict[Hashable, tuple[int, bool]] = {}
        for key, row in dict(zip(keys, range(len(keys)), strict=True)).items():
            role = asked.columns["role"][begin + row % (end - begin)]
            known[key] = self._series_of(batch, nths[row], shapes[row], role, days[row])
        self._questions["series"] += [known[key][0] for key in keys]
        self._questions["open"] += [known[key][1] for key in keys]

    def _series_of(self, batch: Batch, nth: int, shape: int, role: str, day: date | None) -> tuple[int, bool]:
        """Give the number of what a situation asks for in a role, and whether that is a list that is open.

        Which places a level has depends on the day.
        """
        key = (id(batch.terms), batch.unit(nth).id, shape, day)
        if key not in self._numbers:
            situation = batch[nth]
            is_open = role != PROXY and situation.target.every is None and situation.open_list and not situation.members
            number = len(self._numbers)
            self._numbers[key] = number, is_open
            for place, breakdown, part, period in _series(situation, role):
                cells = (number, place.code, place.since or date.min, place.until or date.max, breakdown, part, period)
                for column, cell in zip(self._series.values(), cells, strict=True):
                    column.append(cell)
        return self._numbers[key]


def load_of(asking: Asking) -> int:
    """Give the load of some questions."""
    return asking.load


def _rows(columns: Columns) -> list[dict[str, Any]]:
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _picked(columns: Columns, name: str, values: Collection[object]) -> Columns:
    """Keep the rows in which a column has one of several values."""
    keep = [cell in values for cell in columns[name]]
    return {name: list(compress(column, keep)) for name, column in columns.items()}


GRADES: dict[str, ColumnKind] = {
    "situation": "Int64",
    "indicator": "String",
    "grade": "String",
    "graded": "Float64",
}
"""The columns of the table of grades: the place of each in the scale of its indicator."""


def grades_of(situations: Sequence[Situation]) -> list[dict[str, Any]]:
    """List the grades of every indicator that is asked for, with their places."""
    return [
        {"situation": situation.number, "indicator": code, "grade": fold(grade), "graded": float(place)}
        for situation in Situations.of(situations).having(has_grades)
        for code, _ in codes_of(situation.plan, situation.target)
        for place, grade in enumerate(situation.plan.indicator(code).scale, start=1)
    ]


def member_of(situation: Situation, breakdown: str) -> str | None:
    """Find which member of an open list a figure of that breakdown is about; None where it is about none."""
    each = situation.target.each
    member = parse_breakdown(breakdown).get(each) if each else None
    return member if member is not None and situation.breakdown(member) == breakdown else None


def _series(situation: Situation, role: str) -> Iterator[tuple[Place, str | None, str | None, str | None]]:
    """Give the place, the breakdown, the part and the period of every figure that has a role; None stands for any."""
    if role == PROXY:
        yield situation.unit, "", "", None
        return
    changes = situation.over_years == "change" and bool(situation.target.steps)
    before = {str(step): str(earlier) for step, earlier in situation.years_before.items()} if changes else {}
    for place, breakdown, part, period in _parts(situation):
        if role == YEAR:
            for year in situation.target.years:
                yield place, breakdown, part, str(year)
        if role != YEAR and (role != BEFORE or not changes):
            yield place, breakdown, part, period
        if changes and role not in (ANSWER, YEAR):  # a formula gives both
            yield place, breakdown, part, before[str(period)]


def _parts(situation: Situation) -> Iterator[tuple[Place, str | None, str | None, str | None]]:
    """Give the place and breakdown that answer for each part, the part, and the period that it must be of, if any."""
    unit = situation.unit
    if situation.target.every is not None:
        whole = situation.breakdown()
        for step in situation.members:
            yield unit, whole, step, step
    elif situation.target.each in LEVELS and situation.members:
        whole = situation.breakdown()
        for code, place in situation.places.items():
            yield place, whole, code, None
    elif situation.members:
        for member in situation.members:
            yield unit, situation.breakdown(member), member, None
    elif situation.open_list:
        yield unit, None, None, None
    else:
        yield unit, situation.breakdown(), "", None
