"""The few figures of a large table that can bear on any question, found in a few passes.

Everything else works on them as on any small table. What formulas and changes are computed from counts with its whole
history, and so does what was not public yet; both are held.
"""

from __future__ import annotations

from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from dxplan.figures.lending import lent
from dxplan.figures.needs import INPUT
from dxplan.figures.normalise import FILE
from dxplan.figures.placing import day_of_place
from dxplan.figures.values import frame_of
from dxplan.scorecard.asking import NEWEST
from dxplan.scorecard.misfits import misfits
from dxplan.scorecard.numbering import KEY, numbered_questions
from dxplan.scorecard.questions import BEFORE
from dxplan.scorecard.reaches import EARLIEST, everything, reaches

if TYPE_CHECKING:
    from dxplan.figures import Figures
    from dxplan.scorecard.asking import Asking
    from dxplan.scorecard.numbering import Numbering
    from dxplan.scorecard.reaches import Reach

Frame: TypeAlias = "nw.DataFrame[Any]"
Lazy: TypeAlias = "nw.LazyFrame[Any]"

_HISTORY = (INPUT, BEFORE)
"""The roles in which every period counts: formulas and changes are computed for each."""

_FEW_TEXTS = 4
"""Up to so many texts are told apart one by one."""

_STEPS = 8
"""So many steps of the slowest indicator's frequency are looked through before everything is."""

_FEW_EACH = 2
"""So many figures for each series and day asked are held."""

_AHEAD = 2
"""So many windows are read at a time, where they are small."""

_MOST_AHEAD = 40_000_000
"""Up to so many cells of figures are held before it is known whether all of them are needed."""

_ALWAYS = (date.min, date.max)
"""The days of a place that was always there."""

_MANY = 1_000
"""From so many places on, a list of them is no quicker than a join."""


class Bearing:
    """Finds the figures that can bear on what is asked.

    Every series that is asked for has a number, which stands in the place of its indicator, place and breakdown.

    Args:
        figures: The figures.
        asking: What is asked.
        numbering: The numbers of the series.
        open_lists: Whether the questions about lists that are open are meant, or the others.
        known_on: The last day of publication that counts, or None where everything known does.
    """

    def __init__(
        self, figures: Figures, asking: Asking, numbering: Numbering, *, open_lists: bool, known_on: date | None
    ) -> None:
        self.figures = figures
        self.numbering = numbering
        self.open_lists = open_lists
        self.backend = figures.table.implementation
        self.known_on = known_on
        self.questions = asking.questions_in(self.backend, open_lists=open_lists)
        series = asking.series_in(self.backend).filter(
            nw.col("series").is_in(self.questions["series"].unique().to_list())
        )
        self.eras = self._eras(series)
        self.exact = sorted({*_texts(series, "part_period"), *_texts(self.questions, "base_period")})
        self.periods = figures.contents.periods
        self.days = {text: period.last for text, period in (self.periods or {}).items()}
        first = min(self.days.values(), default=EARLIEST)
        cutoffs = sorted(set(self.questions["cutoff"].to_list()))
        self.cutoffs = [day for day in cutoffs if day >= first] or cutoffs[-1:]  # by the others there is no figure
        held = (name for name in figures.table.collect_schema().names() if self._holds(name))
        self.names = [*numbering.names, *(name for name in held if name not in numbering.names)]
        self.table = self._mine()
        self.keys, self.whole = self._keys(series)

    def found(self) -> Frame:
        """Collect them: a table with the number of the series, and those columns of figures that hold anything."""
        kept = [self._latest()]
        if len(self.whole):
            all_of_it = self._semi(self.table, self.whole).filter(nw.col("last") <= self.cutoffs[-1])
            kept.append(self._collected(all_of_it).with_columns(nw.lit(True).alias(NEWEST)))
        if self.known_on is not None and len(self.keys):
            unknown = [~known for known in self._known()]
            hidden = self.table.filter(*unknown, self._valued(), nw.col("last") <= self.cutoffs[-1])
            hidden = self._semi(hidden, self.keys)
            kept.append(self._collected(hidden).with_columns(nw.lit(True).alias(NEWEST)))
        held, wrong = self._below(kept), self._wrong()
        if not len(wrong):
            return held
        both = self._below(
            [held.with_columns(nw.lit(True).alias(_HELD)), wrong.with_columns(nw.lit(False).alias(_HELD))]
        )
        again = both.drop(NEWEST, _HELD).is_duplicated()  # what is held is not held twice
        return both.filter(both[_HELD] | ~again).drop(_HELD)

    def _mine(self) -> Lazy:
        """Give the figures of the indicators and places that are asked for."""
        codes = sorted(set(self.questions["indicator"].to_list()))
        table, held = self.figures.table, self.figures.contents.indicators
        if held is None or not held <= {*codes}:
            table = table.filter(nw.col("indicator").is_in(codes))
        if len(self.eras) < _MANY:
            table = table.filter(nw.col("place").is_in(sorted(self.eras)))
        elif not self.backend.is_polars():  # only what is asked for is brought from elsewhere
            places = frame_of([{"place": code} for code in self.eras], {"place": nw.String()}, self.backend)
            table = table.join(lent(places, table), on="place", how="semi")
        codes_of: dict[tuple[date, date], list[str]] = {}
        for code, eras in self.eras.items():
            if len(eras) == 1 and eras != {_ALWAYS}:
                codes_of.setdefault(next(iter(eras)), []).append(code)
        began, ended = day_of_place()
        for (since, until), mine in codes_of.items():  # a code may have meant another place at the time of the figure
            there = (began <= nw.lit(until)) & (ended >= nw.lit(max(since, EARLIEST)))
            table = table.filter(~nw.col("place").is_in(mine) | there)
        return table

    def _eras(self, series: Frame) -> dict[str, set[tuple[date, date]]]:
        """Give the days between which every code that is asked for meant the places that are."""
        found: dict[str, set[tuple[date, date]]] = {}
        names = ("place", "place_since", "place_until")
        for code, since, until in zip(*(series[name].to_list() for name in names), strict=True):
            found.setdefault(code, set()).add((since, until))
        return found

    def _keys(self, series: Frame) -> tuple[Frame, Frame]:
        """Give the series of which the last figures are enough, and those of which every figure counts.

        Of a code that is asked for as two places all is held: which of them a figure is about is told later.
        So it is of an indicator that is a share to one plan and none to another: parts are a value to one of them only.
        """
        several = [code for code, eras in self.eras.items() if len(eras) > 1]
        asked = numbered_questions(self.questions.select("series", "role", "indicator"), series, self.numbering)
        asked = asked.filter(~nw.col(KEY).is_null())
        shares, others = (
            {*self.questions.filter(wanted)["indicator"].to_list()}
            for wanted in (~nw.col("share_scale").is_null(), nw.col("share_scale").is_null())
        )
        mixed = sorted(shares & others)
        history = nw.col("role").is_in(_HISTORY) | nw.col("place").is_in(several) | nw.col("indicator").is_in(mixed)
        whole, latest = (asked.filter(wanted).select(KEY).unique() for wanted in (history, ~history))
        return (latest.join(whole, on=KEY, how="anti") if len(whole) else latest), whole

    def _latest(self) -> Frame:
        """Find the last figures known of every series by each of the days asked, and those of the periods named."""
        if not len(self.keys):
            return self._none()
        usable = self.table.filter(*self._known(), self._valued())
        kept, left, exact, windows = [], self.keys, self.exact, self._reaches()
        for (periods, begins), ahead in zip_longest(windows, self._read_ahead(usable, windows[:_AHEAD])):
            if ahead is not None or self._are_few(periods, left):
                held = self._held(usable, left, sorted({*(periods or ()), *exact}), ahead)
                found, answered = self._at_once(held, periods or [], begins, exact)
                exact = []  # those of all that are left are among what was found
            else:
                found, answered = self._twice(usable, left, periods, begins, exact)
            kept.append(found)
            left = left.join(answered, on=KEY, how="anti")
            if not len(left):
                break
        whole = self._below(kept or [self._none()])
        # A series with a figure by one day and none by another was looked for again, further back.
        return whole.unique() if len(self.cutoffs) > 1 and len(kept) > 1 else whole

    def _read_ahead(self, usable: Lazy, windows: list[Reach]) -> list[Frame]:
        """Hold the figures of the first windows, where those are few: to read a file again takes longer."""
        listed = [periods for periods, _ in windows if periods is not None]
        texts = sorted({*self.exact}.union(*listed))
        names = [name for name in self.names if name not in _DAYS]
        few = len(texts) * len(self.keys) * len(names) <= _MOST_AHEAD
        if len(listed) < _AHEAD or not few or not self.backend.is_polars():
            return []
        near = usable.filter(nw.col("period").is_in(texts)).select(*names)
        held = self._numbered(near.with_columns(nw.col("period").cast(nw.Enum(texts))))
        return [held.join(self.keys, on=KEY, how="semi") if len(self.whole) else held] * len(listed)

    def _held(self, usable: Lazy, keys: Frame, periods: list[str], ahead: Frame | None) -> Frame:
        """Hold all figures of some series in some periods: those that were read ahead, or from the table."""
        within = nw.col("period").is_in(periods)
        if ahead is None:
            found = usable.filter(within)
            return self._collected(found if len(keys) == len(self.keys) else self._semi(found, keys))
        held = ahead.filter(within)
        held = held if len(keys) == len(self.keys) else held.join(keys, on=KEY, how="semi")
        return self._dated(held.with_columns(nw.col("period").cast(nw.String)))

    def _at_once(self, held: Frame, periods: list[str], begins: list[date], exact: list[str]) -> tuple[Frame, Frame]:
        """Find the last figures in some periods among all figures of those."""
        asked = nw.col("period").is_in(periods)
        if self._on_one_day(periods):
            return held.with_columns(asked.alias(NEWEST)), held.filter(asked).select(KEY)
        keyed = held.with_columns(*self._within(begins, asked))
        keyed = keyed.with_columns(*(nw.col(name).max().over(KEY).alias(name) for name in self._names()))
        return self._kept(keyed, exact).drop(*self._names()), self._answered(keyed)

    def _twice(
        self, usable: Lazy, keys: Frame, periods: list[str] | None, begins: list[date], exact: list[str]
    ) -> tuple[Frame, Frame]:
        """Find the last figures by asking for the last days first."""
        lasts = self._lasts(usable, keys, periods, begins)
        answered = self._answered(self.numbering.numbered(lasts))
        return (self._of(usable, lasts, exact) if len(lasts) else self._none()), answered

    def _on_one_day(self, periods: list[str]) -> bool:
        """Tell whether all figures of some periods are the last by the one day asked."""
        return len(self.cutoffs) == 1 and len({self.days[text] for text in periods}) == 1

    def _within(self, begins: list[date], asked: nw.Expr | None = None) -> list[nw.Expr]:
        """Give for each of the days asked the last day of a figure that ends by then, and after its window begins."""
        day = nw.col("last")
        found: list[nw.Expr] = []
        for name, begin, end in zip(self._names(), begins, self.cutoffs, strict=True):
            inside = day <= nw.lit(end)
            inside = inside if begin == EARLIEST else inside & (day > nw.lit(begin))
            found.append(nw.when(inside if asked is None else inside & asked).then(day).alias(name))
        return found

    def _answered(self, lasts: Frame) -> Frame:
        """Give the series that have a last figure by every one of the days asked."""
        lacking = nw.any_horizontal(*(nw.col(name).is_null() for name in self._names()), ignore_nulls=True)
        return lasts.filter(~lacking).select(KEY)

    def _kept(self, keyed: Any, exact: list[str]) -> Any:
        """Keep the figures of the last days, and those of the periods that are named."""
        hits = nw.any_horizontal(*(nw.col("last") == nw.col(name) for name in self._names()), ignore_nulls=True)
        found = keyed.with_columns(hits.fill_null(False).alias(NEWEST))
        return found.filter(nw.col(NEWEST) | nw.col("period").is_in(exact))

    def _reaches(self) -> list[Reach]:
        """Give the periods to look through first, and then those of ever wider windows.

        A rival series is shown however old its last figure is, and so is a member of a list that is open, so that
        where there are any all is looked through.
        """
        if self.periods is None or self.open_lists or self.figures.has("method"):
            return [everything(self.cutoffs)]
        slowest: int = self.questions["frequency_months"].max()
        return reaches(self.days, self.cutoffs, _STEPS * slowest)

    def _are_few(self, periods: list[str] | None, left: Frame) -> bool:
        """Tell whether the figures of some periods are so few that they can be held."""
        if periods is None:
            return False
        if not self.backend.is_polars():  # what leaves a cluster is only what bears
            return self._on_one_day(periods)
        return self._on_one_day(periods) or len(left) * len(periods) <= _FEW_EACH * len(self.keys) * len(self.cutoffs)

    def _lasts(self, usable: Lazy, keys: Frame, periods: list[str] | None, begins: list[date]) -> Frame:
        """Give the last day of the figures known of every series by each of the days asked, in some periods or all.

        Series are those of the keys; those without any figure are left out.
        """
        within = usable if periods is None else usable.filter(nw.col("period").is_in(periods))
        if len(keys) < len(self.keys):
            within = self._semi(within, keys)
        found = (
            within.select(*self._series(), "last")
            .with_columns(*self._within(begins))
            .group_by(*self._columns())
            .agg(*(nw.col(name).max() for name in self._names()))
        )
        known = ~nw.all_horizontal(*(nw.col(name).is_null() for name in self._names()), ignore_nulls=False)
        lasts = self.figures.collected(found).filter(known)
        return self.numbering.with_number(lasts).join(keys, on=KEY, how="semi").drop(KEY)

    def _of(self, usable: Lazy, lasts: Frame, exact: list[str]) -> Frame:
        """Collect the figures of the last days, and those of the periods that are named."""
        days = {day for name in self._names() for day in lasts[name].unique().drop_nulls().to_list()}
        if self.periods is None:
            wanted = nw.col("last").is_in(sorted(days)) | nw.col("period").is_in(exact)
        else:
            wanted = nw.col("period").is_in(sorted({text for text, day in self.days.items() if day in days} | {*exact}))
        keyed = usable.filter(wanted).with_columns(*self._series())
        return self._collected(self._kept(keyed.join(lent(lasts, keyed), on=self._columns(), how="inner"), exact))

    def _wrong(self) -> Frame:
        """Collect the figures that do not fit their indicators, of any period."""
        found = misfits(self.figures, self.table, self.questions)
        if found is None:
            return self._none()
        return self._collected(found.select(*self.names).unique()).with_columns(nw.lit(True).alias(NEWEST))

    def _holds(self, name: str) -> bool:
        if name == FILE and self.figures.contents.file is not None:
            return False  # it is the same in every row
        made_of = {"known_from": "published", "place_day": "place_on"}
        return self.figures.has(made_of.get(name, name))

    def _names(self) -> list[str]:
        return [f"by_{number}" for number in range(len(self.cutoffs))]

    def _columns(self) -> list[str]:
        others = [name for name in ("breakdown", "method") if name not in self.numbering.names]
        return [*self.numbering.names, *(f"of_{name}" for name in others if self.figures.has(name))]

    def _series(self) -> list[Any]:
        """Give what tells one series from another, as columns that are never null."""
        others = [name.removeprefix("of_") for name in self._columns() if name.startswith("of_")]
        return [*self.numbering.names, *(nw.col(name).fill_null("").alias(f"of_{name}") for name in others)]

    def _known(self) -> list[nw.Expr]:
        """Tell whether a figure was public by then, if that matters."""
        known_on = self.known_on
        return [] if known_on is None else [(nw.col("known_from") <= nw.lit(known_on)).fill_null(False)]

    def _valued(self) -> nw.Expr:
        """Tell whether a figure has a value: a number, a grade, or of a share the parts that it is made of."""
        valued = ~nw.col("value").is_null()
        if self.figures.has("grade"):
            valued = valued | ~nw.col("grade").is_null()
        if self.figures.has("numerator"):
            shares = self.questions.filter(~nw.col("share_scale").is_null())["indicator"].unique().to_list()
            parts = ~nw.col("numerator").is_null() & (nw.col("denominator") != 0)
            valued = valued | (nw.col("indicator").is_in(shares) & parts).fill_null(False)
        return valued

    def _semi(self, table: Lazy, keys: Frame) -> Lazy:
        named = self.numbering.named(keys)
        return table.join(lent(named, table), on=self.numbering.names, how="semi")

    def _collected(self, found: Lazy) -> Frame:
        """Collect figures, with the numbers of their series.

        The days of periods that are known need not be collected.
        """
        also = [NEWEST] if NEWEST in found.collect_schema().names() else []
        told = () if self.periods is None else _DAYS
        held = self._numbered(found.select(*(name for name in self.names if name not in told), *also))
        return self._dated(held) if told else held

    def _numbered(self, found: Lazy) -> Frame:
        """Collect figures, and put the numbers of their series in the place of its texts."""
        if self.backend.is_polars():  # several workers do it while they read
            return self.figures.collected(self.numbering.numbered(found))
        return self.numbering.numbered(self.figures.collected(found))

    def _below(self, kept: list[Frame]) -> Frame:
        """Put what was found below one another."""
        names = [KEY, *(name for name in self.names if name not in self.numbering.names), NEWEST]
        names += [name for name in kept[0].columns if name == _HELD]
        some = [rows.select(*names) for rows in kept if len(rows)] or [kept[0].select(*names)]
        return nw.concat(some) if len(some) > 1 else some[0]

    def _dated(self, held: Frame) -> Frame:
        """Give each figure the days of its period."""
        periods = self.periods or {}
        texts = held["period"].unique().to_list()
        for name in _DAYS:
            days = [getattr(periods[text], name) for text in texts]
            told = nw.lit(None, dtype=nw.Date)
            if len(texts) > _FEW_TEXTS:
                told = nw.col("period").replace_strict(texts, days, return_dtype=nw.Date)
            elif texts:  # one comparison for each is quicker than looking them up
                told = nw.lit(days[0], dtype=nw.Date)
                for text, day in zip(texts[1:], days[1:], strict=True):
                    told = nw.when(nw.col("period") == text).then(nw.lit(day, dtype=nw.Date)).otherwise(told)
            held = held.with_columns(told.alias(name))
        return held

    def _none(self) -> Frame:
        return self._collected(self.figures.table.head(0)).with_columns(nw.lit(True).alias(NEWEST))


def _texts(table: Frame, name: str) -> list[str]:
    return table[name].unique().drop_nulls().to_list()


_HELD = "dxplan_held"
"""The column that tells what is held anyway from what is held because it does not fit."""

_DAYS = ("first", "last")
"""The columns of days that follow from a period's text."""
