"""The few figures of a large table that can bear on any question, found in a few passes.

Everything else works on them as on any small table. What formulas and changes are computed from counts with its whole
history, and so does what was not public yet; both are held.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from dxplan.figures.checks import suspect
from dxplan.figures.lending import lent
from dxplan.figures.needs import INPUT
from dxplan.figures.normalise import FILE
from dxplan.figures.placing import day_of_place
from dxplan.figures.values import FACTORS, factor_of, frame_of, in_unit, valued
from dxplan.scorecard.asking import NEWEST
from dxplan.scorecard.questions import BEFORE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.figures import Figures
    from dxplan.scorecard.asking import Asking

Frame: TypeAlias = "nw.DataFrame[Any]"
Lazy: TypeAlias = "nw.LazyFrame[Any]"

_HISTORY = (INPUT, BEFORE)
"""The roles in which every period counts: formulas and changes are computed for each."""

_FEW_PERIODS = 0.1
"""The figures of so large a part of all periods are held."""

_EARLIEST = date(1000, 1, 1)
"""No figure ends before it; Spark cannot write earlier days."""

_ALWAYS = (date.min, date.max)
"""The days of a place that was always there."""

_MANY = 1_000
"""From so many places on, a list of them is no quicker than a join."""


class Bearing:
    """Finds the figures that can bear on what is asked.

    Args:
        figures: The figures.
        asking: What is asked.
        open_lists: Whether the questions about lists that are open are meant, or the others.
        known_on: The last day of publication that counts, or None where everything known does.
    """

    def __init__(self, figures: Figures, asking: Asking, *, open_lists: bool, known_on: date | None) -> None:
        self.figures = figures
        self.backend = figures.table.implementation
        self.known_on = known_on
        self.questions = asking.questions_in(self.backend, open_lists=open_lists)
        self.key = ["indicator", "place"] + (["breakdown"] if not open_lists and figures.has("breakdown") else [])
        series = asking.series_in(self.backend)
        self.asked = self.questions.select("indicator", "role", "series").join(
            series.select("series", "place", "breakdown", "place_since", "place_until"), on="series", how="inner"
        )
        self.eras = self._eras()
        self.exact = sorted({*self._texts(series, "part_period"), *self._texts(self.questions, "base_period")})
        self.cutoffs = sorted(set(self.questions["cutoff"].to_list()))
        self.names = [name for name in figures.table.collect_schema().names() if self._holds(name)]
        self.table = self._mine()
        self.number_of_keys = len(self._keys(self.asked))

    def found(self) -> Frame:
        """Collect them: a table with those columns of the figures that hold anything."""
        # Of a code that is asked for as two places all is held: which of them a figure is about is told later.
        several = [code for code, eras in self.eras.items() if len(eras) > 1]
        history = nw.col("role").is_in(_HISTORY) | nw.col("place").is_in(several)
        whole = self._keys(self.asked.filter(history))
        latest = self._keys(self.asked.filter(~history))
        if len(whole):
            latest = latest.join(whole, on=self.key, how="anti")
        kept = [self._latest(latest), self._wrong()]
        if len(whole):
            all_of_it = self._semi(self.table, whole).filter(nw.col("last") <= self.cutoffs[-1])
            kept.append(self._collected(all_of_it.select(*self.names, newest=nw.lit(True))))
        if self.known_on is not None:
            unknown = ~self._known() & self._valued() & (nw.col("last") <= self.cutoffs[-1])
            hidden = self._semi(self.table.filter(unknown), latest)
            kept.append(self._collected(hidden.select(*self.names, newest=nw.lit(True))))
        return nw.concat([rows.with_columns(nw.col(NEWEST).fill_null(True)) for rows in kept])

    def _mine(self) -> Lazy:
        """Give the figures of the indicators and places that are asked for."""
        codes = sorted(set(self.questions["indicator"].to_list()))
        table = self.figures.table.filter(nw.col("indicator").is_in(codes))
        if len(self.eras) < _MANY:
            table = table.filter(nw.col("place").is_in(sorted(self.eras)))
        codes_of: dict[tuple[date, date], list[str]] = {}
        for code, eras in self.eras.items():
            if len(eras) == 1 and eras != {_ALWAYS}:
                codes_of.setdefault(next(iter(eras)), []).append(code)
        began, ended = day_of_place()
        for (since, until), mine in codes_of.items():  # a code may have meant another place at the time of the figure
            there = (began <= nw.lit(until)) & (ended >= nw.lit(max(since, _EARLIEST)))
            table = table.filter(~nw.col("place").is_in(mine) | there)
        return table

    def _eras(self) -> dict[str, set[tuple[date, date]]]:
        """Give the days between which every code that is asked for meant the places that are."""
        found: dict[str, set[tuple[date, date]]] = {}
        for code, since, until in self.asked.select("place", "place_since", "place_until").unique().rows():
            found.setdefault(code, set()).add((since, until))
        return found

    def _latest(self, keys: Frame) -> Frame:
        """Find the last figures known of every key by each of the days asked, and those of the periods named."""
        if not len(keys):
            return self._none()
        usable = self.table.filter(self._known() & self._valued())
        kept, left = [], keys
        for periods, begins in self._reaches():
            find = self._at_once if self._are_few(periods) else self._twice
            found, answered = find(usable, left, periods, begins)
            kept.append(found)
            left = left.join(answered, on=self.key, how="anti")
            if not len(left):
                break
        whole = nw.concat(kept or [self._none()])
        # A key with a figure by one day and none by another was looked for again, further back.
        return whole.unique() if len(self.cutoffs) > 1 and len(kept) > 1 else whole

    def _at_once(self, usable: Lazy, keys: Frame, periods: list[str] | None, begins: list[date]) -> tuple[Frame, Frame]:
        """Find the last figures in some periods by holding all figures of those, which saves reading them twice."""
        within = usable.filter(nw.col("period").is_in(sorted({*(periods or ()), *self.exact})))
        mine = within if len(keys) == self.number_of_keys else self._semi(within, keys)
        held = self._collected(mine.select(*self.names)).with_columns(*self._series())
        asked = nw.col("period").is_in(periods or [])
        keyed = held.with_columns(*self._within(begins, asked))
        lasts = [nw.col(name).max().over(*self._columns()).alias(name) for name in self._names()]
        keyed = keyed.with_columns(*lasts)
        found: Frame = self._kept(keyed)
        return found, self._answered(keyed)

    def _twice(self, usable: Lazy, keys: Frame, periods: list[str] | None, begins: list[date]) -> tuple[Frame, Frame]:
        """Find the last figures by asking for the last days first."""
        lasts = self._lasts(usable, keys, periods, begins)
        return (self._of(usable, lasts) if len(lasts) else self._none()), self._answered(lasts)

    def _within(self, begins: list[date], asked: nw.Expr | None = None) -> list[nw.Expr]:
        """Give for each of the days asked the last day of a figure that ends by then, and after its window begins."""
        day = nw.col("last")
        found: list[nw.Expr] = []
        for name, begin, end in zip(self._names(), begins, self.cutoffs, strict=True):
            inside = day <= nw.lit(end)
            inside = inside if begin == _EARLIEST else inside & (day > nw.lit(begin))
            found.append(nw.when(inside if asked is None else inside & asked).then(day).alias(name))
        return found

    def _answered(self, lasts: Frame) -> Frame:
        """Give the keys that have a last figure by every one of the days asked."""
        lacking = nw.any_horizontal(*(nw.col(name).is_null() for name in self._names()), ignore_nulls=True)
        return lasts.filter(~lacking).select(*self.key).unique()

    def _kept(self, keyed: Any) -> Any:
        """Keep the figures of the last days, and those of the periods that are named."""
        hits = nw.any_horizontal(*(nw.col("last") == nw.col(name) for name in self._names()), ignore_nulls=True)
        found = keyed.with_columns(hits.alias(NEWEST))
        return found.filter(nw.col(NEWEST) | nw.col("period").is_in(self.exact)).select(*self.names, NEWEST)

    def _reaches(self) -> Iterator[tuple[list[str] | None, list[date]]]:
        """Give the periods to look through first, and then those of ever wider windows; None for all of them.

        Beside the periods stands the day after which the window of each of the days asked begins: the last figure in
        a window is the last one of all. Most series have a figure in the first, so that older ones need not be read.
        A rival series is shown however old its last figure is, so that where there are any all is looked through.
        """
        known = self.figures.contents.periods
        if known is None or self.figures.has("method"):
            yield None, [_EARLIEST] * len(self.cutoffs)
            return
        months = 2 * max(self.questions["frequency_months"].to_list())
        texts = sorted((text for text, day in known.items() if day <= self.cutoffs[-1]), key=lambda text: known[text])
        before: set[str] = set()
        while len(before) < len(texts):
            reach = timedelta(days=31 * months)
            begins = [day - reach if day - _EARLIEST > reach else _EARLIEST for day in self.cutoffs]
            spans = list(zip(begins, self.cutoffs, strict=True))
            near = [text for text in texts if any(begin < known[text] <= end for begin, end in spans)]
            if min(begins) == _EARLIEST:
                near = texts
            if len(near) > len(before):
                # Of one day asked, what was looked through has nothing for the series that are left.
                yield (near if len(self.cutoffs) > 1 else [text for text in near if text not in before]), begins
            before = set(near)
            months *= 4

    def _are_few(self, periods: list[str] | None) -> bool:
        """Tell whether the figures of some periods are so few that they can be held."""
        known = self.figures.contents.periods
        if not self.backend.is_polars():  # what leaves a cluster is only what bears
            return False
        return periods is not None and known is not None and len({*periods, *self.exact}) <= _FEW_PERIODS * len(known)

    def _lasts(self, usable: Lazy, keys: Frame, periods: list[str] | None, begins: list[date]) -> Frame:
        """Give the last day of the figures known of every series by each of the days asked, in some periods or all.

        Series are those of the keys; those without any figure are left out.
        """
        within = usable if periods is None else usable.filter(nw.col("period").is_in(periods))
        if len(keys) < self.number_of_keys:
            within = self._semi(within, keys)
        found = (
            within.select(*self._series(), "last")
            .with_columns(*self._within(begins))
            .group_by(*self._columns())
            .agg(*(nw.col(name).max() for name in self._names()))
        )
        known = ~nw.all_horizontal(*(nw.col(name).is_null() for name in self._names()), ignore_nulls=False)
        return self._collected(found).filter(known).join(keys, on=self.key, how="inner")

    def _of(self, usable: Lazy, lasts: Frame) -> Frame:
        """Collect the figures of the last days, and those of the periods that are named."""
        days = {day for name in self._names() for day in lasts[name].unique().drop_nulls().to_list()}
        known = self.figures.contents.periods
        if known is None:
            wanted = nw.col("last").is_in(sorted(days)) | nw.col("period").is_in(self.exact)
        else:
            wanted = nw.col("period").is_in(
                sorted({text for text, day in known.items() if day in days} | {*self.exact})
            )
        keyed = usable.filter(wanted).with_columns(*self._series())
        return self._collected(self._kept(keyed.join(lent(lasts, keyed), on=self._columns(), how="inner")))

    def _wrong(self) -> Frame:
        """Collect the figures that do not fit their indicators, of any period.

        A first pass asks for the least and the greatest value of each indicator; figures with parts, grades or units
        that need converting are looked at one by one.
        """
        definitions = self.questions.select(*_DEFINING).unique()
        timed = not all(definitions[name].is_null().all() for name in ("valid_first", "valid_last"))
        bounded = not all(definitions[name].is_null().all() for name in ("indicator_low", "indicator_high"))
        odd = [name for name in ("numerator", "denominator", "grade") if self.figures.has(name)]
        if not (timed or bounded or odd or self.figures.has("unit")):
            return self._none()  # nothing says what would be wrong
        parts = nw.any_horizontal(*(~nw.col(name).is_null() for name in odd), ignore_nulls=True) if odd else None
        keys = ["indicator", *(["unit"] if self.figures.has("unit") else [])]
        columns = {"most": nw.col("value"), "odd": nw.lit(0) if parts is None else parts.cast(nw.Int64)}
        groups = (
            self.table.select(*keys, "value", *(["first", "last"] if timed else []), **columns)
            .group_by(*keys)
            .agg(
                nw.col("value", *(["first"] if timed else [])).min(),
                nw.col("most", "odd", *(["last"] if timed else [])).max(),
            )
        )
        found = self._collected(groups)
        absent = [name for name in ("unit", "first", "last") if name not in found.columns]
        kinds = self.figures.table.collect_schema()
        found = found.with_columns(nw.lit(None, dtype=kinds[name]).alias(name) for name in absent) if absent else found
        found = found.join(definitions, on="indicator", how="inner")
        factors = _factors(found)
        doubtful = sorted({row["indicator"] for row in found.iter_rows(named=True) if _is_doubtful(row, factors)})
        if not doubtful:
            return self._none()
        converting = frame_of(
            [{"unit": unit, "indicator_unit": into, "converting": by} for (unit, into), by in factors.items()],
            FACTORS,
            self.backend,
        )
        looked = (
            self.table.filter(nw.col("indicator").is_in(doubtful))
            .join(lent(definitions, self.table), on="indicator", how="inner")
            .with_columns(graded=nw.lit(None, dtype=nw.Float64), typed_unit=nw.col("unit"), typed_value=nw.col("value"))
            .with_columns(*in_unit())
            .join(lent(converting, self.table), on=["unit", "indicator_unit"], how="left")
            .with_columns(factor=nw.coalesce("factor", "converting"))
            .with_columns(**valued())
            .filter(suspect())
            .with_columns(unit=nw.col("typed_unit"), value=nw.col("typed_value"))
            .select(*self.names, newest=nw.lit(True))
        )
        return self._collected(looked).unique()

    def _holds(self, name: str) -> bool:
        if name == FILE and self.figures.contents.file is not None:
            return False  # it is the same in every row
        made_of = {"known_from": "published", "place_day": "place_on"}
        return self.figures.has(made_of.get(name, name))

    def _names(self) -> list[str]:
        return [f"by_{number}" for number in range(len(self.cutoffs))]

    def _columns(self) -> list[str]:
        others = [name for name in ("breakdown", "method") if name not in self.key and self.figures.has(name)]
        return [*self.key, *(f"of_{name}" for name in others)]

    def _series(self) -> list[Any]:
        """Give what tells one series from another, as columns that are never null."""
        others = [name.removeprefix("of_") for name in self._columns() if name.startswith("of_")]
        return [*self.key, *(nw.col(name).fill_null("").alias(f"of_{name}") for name in others)]

    def _known(self) -> nw.Expr:
        if self.known_on is None:
            return nw.col("indicator") == nw.col("indicator")
        return (nw.col("known_from") <= nw.lit(self.known_on)).fill_null(False)

    def _valued(self) -> nw.Expr:
        valued = ~nw.col("value").is_null()
        if self.figures.has("grade"):
            valued = valued | ~nw.col("grade").is_null()
        if self.figures.has("numerator"):
            valued = valued | (~nw.col("numerator").is_null() & ~nw.col("denominator").is_null())
        return valued

    def _keys(self, asked: Frame) -> Frame:
        return asked.select(*self.key).unique()

    def _semi(self, table: Lazy, keys: Frame) -> Lazy:
        return table.join(lent(keys, table), on=self.key, how="semi")

    def _texts(self, table: Frame, name: str) -> list[str]:
        return table[name].unique().drop_nulls().to_list()

    def _collected(self, found: Lazy) -> Frame:
        return self.figures.collected(found)

    def _none(self) -> Frame:
        return self._collected(self.figures.table.head(0).select(*self.names, newest=nw.lit(True)))


_DEFINING = (
    *("indicator", "indicator_unit", "share_scale", "indicator_low", "indicator_high", "valid_first", "valid_last"),
)


def _factors(groups: Frame) -> dict[tuple[str, str], float | None]:
    pairs = groups.select("unit", "indicator_unit").unique().rows()
    return {(unit, into): factor_of(unit, into) for unit, into in pairs if unit is not None and unit != into}


def _is_doubtful(row: dict[str, Any], factors: dict[tuple[str, str], float | None]) -> bool:
    """Tell whether some figure of a group may not fit."""
    factor = factors.get((row["unit"], row["indicator_unit"]), 1.0)
    if factor is None or row["odd"]:
        return True
    if row["valid_first"] is not None and row["first"] < row["valid_first"]:
        return True
    if row["valid_last"] is not None and row["last"] > row["valid_last"]:
        return True
    least, most, low, high = row["value"], row["most"], row["indicator_low"], row["indicator_high"]
    beyond = least is not None and low is not None and least * factor < low
    return beyond or (most is not None and high is not None and most * factor > high)
