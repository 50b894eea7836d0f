"""The few figures of a large table that can bear on any question: found in a few passes, each of bounded memory.

Everything else works on them as on any small table. Whatever the size of the table, no more than these are held.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from dxplan.figures.checks import suspect
from dxplan.figures.lending import lent
from dxplan.figures.needs import INPUT
from dxplan.figures.values import FACTORS, factor_of, frame_of, in_unit, valued
from dxplan.scorecard.asking import BEFORE

if TYPE_CHECKING:
    from dxplan.figures import Figures
    from dxplan.scorecard.asking import Asking

Frame: TypeAlias = "nw.DataFrame[Any]"
Lazy: TypeAlias = "nw.LazyFrame[Any]"

_HISTORY = (INPUT, BEFORE)
"""The roles in which every period counts: formulas and changes are computed for each."""

_FEW_KEYS = 10_000
"""The whole history of so many series is held without harm."""

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
            series.select("series", "place", "breakdown"), on="series", how="inner"
        )
        self.exact = sorted({*self._texts(series, "part_period"), *self._texts(self.questions, "base_period")})
        self.cutoffs = sorted(set(self.questions["cutoff"].to_list()))
        self.table = self._mine()

    def found(self) -> Frame:
        """Collect them: a table with the columns of the figures."""
        history = nw.col("role").is_in(_HISTORY)
        whole = self._keys(self.asked.filter(history))
        latest = self._keys(self.asked.filter(~history))
        if len(whole):
            latest = latest.join(whole, on=self.key, how="anti")
        kept = [self._latest(latest), self._wrong()]
        if len(whole):
            kept.append(self._collected(self._semi(self.table, whole).filter(nw.col("last") <= self.cutoffs[-1])))
        if self.known_on is not None:
            unknown = ~self._known() & self._valued() & (nw.col("last") <= self.cutoffs[-1])
            kept.append(self._collected(self._semi(self.table.filter(unknown), latest)))
        return nw.concat(kept)

    def _mine(self) -> Lazy:
        """Give the figures of the indicators and places that are asked for."""
        codes = sorted(set(self.questions["indicator"].to_list()))
        table = self.figures.table.filter(nw.col("indicator").is_in(codes))
        places = set(self.asked["place"].to_list())
        return table.filter(nw.col("place").is_in(sorted(places))) if len(places) < _MANY else table

    def _latest(self, keys: Frame) -> Frame:
        """Find the last figures known of every key by each of the days asked, and those of the periods named."""
        if not len(keys):
            return self._none()
        usable = self.table.filter(self._known() & self._valued())
        if self.figures.has("method"):  # a rival series is shown however old its last figure is
            lasts = [self._lasts(usable, keys, None)]
        else:
            near = self._lasts(usable, keys, self._windows())
            lacking = nw.any_horizontal(*(nw.col(name).is_null() for name in self._names()), ignore_nulls=True)
            known = near.filter(~lacking)
            lasts = [known]
            far = keys.join(known.select(*self.key), on=self.key, how="anti")
            if len(far) > _FEW_KEYS:
                lasts.append(self._lasts(self._semi(usable, far), far, None))
            elif len(far):  # one pass instead of two
                whole = self._collected(self._semi(usable, far).filter(nw.col("last") <= self.cutoffs[-1]))
                last = self._lasts(whole.lazy(), far, None)
                return nw.concat([self._of(usable, known), self._of(whole.lazy(), last)])
        return nw.concat([self._of(usable, last) for last in lasts if len(last)] or [self._none()])

    def _lasts(self, usable: Lazy, keys: Frame, windows: list[date] | None) -> Frame:
        """Give the last day of the figures known of every series by each of the days asked, within a window or at all.

        Series are those of the keys; those without any figure are left out.
        """
        day = nw.col("last")
        spans = [day <= end for end in self.cutoffs]
        if windows is not None:
            spans = [span & (day > begin) for span, begin in zip(spans, windows, strict=True)]
        within = usable.filter(nw.any_horizontal(*spans, ignore_nulls=True)).select(*self._series(), "last")
        found = (
            within.with_columns(
                nw.when(span).then(day).alias(name) for name, span in zip(self._names(), spans, strict=True)
            )
            .group_by(*self._columns())
            .agg(*(nw.col(name).max() for name in self._names()))
        )
        return self._collected(found).join(keys, on=self.key, how="inner")

    def _of(self, usable: Lazy, lasts: Frame) -> Frame:
        """Collect the figures of the last days, and those of the periods that are named."""
        days = sorted({day for name in self._names() for day in lasts[name].unique().drop_nulls().to_list()})
        wanted = nw.col("last").is_in(days) | nw.col("period").is_in(self.exact)
        hits = nw.any_horizontal(*(nw.col("last") == nw.col(name) for name in self._names()), ignore_nulls=True)
        names = usable.collect_schema().names()
        keyed = usable.filter(wanted).with_columns(*self._series())
        joined = keyed.join(lent(lasts, keyed), on=self._columns(), how="inner")
        return self._collected(joined.filter(hits | nw.col("period").is_in(self.exact)).select(*names))

    def _wrong(self) -> Frame:
        """Collect the figures that do not fit their indicators, of any period.

        A first pass asks for the least and the greatest value of each indicator; figures with parts, grades or units
        that need converting are looked at one by one.
        """
        definitions = self.questions.select(*_DEFINING).unique()
        one = nw.lit(1)
        parts = ~nw.col("numerator").is_null() | ~nw.col("denominator").is_null() | ~nw.col("grade").is_null()
        groups = (
            self.table.select("indicator", "unit", "value", "first", "last", odd=parts.cast(nw.Int64), rows=one)
            .group_by("indicator", "unit")
            .agg(
                nw.col("odd", "rows").sum(),
                nw.col("value", "first").min(),
                most=nw.col("value").max(),
                end=nw.col("last").max(),
            )
            if self.figures.has("unit")
            else self.table.select("indicator", "value", "first", "last", odd=parts.cast(nw.Int64))
            .group_by("indicator")
            .agg(
                nw.col("odd").sum(),
                nw.col("value", "first").min(),
                most=nw.col("value").max(),
                end=nw.col("last").max(),
            )
            .with_columns(unit=nw.lit(None, dtype=nw.String))
        )
        found = self._collected(groups).join(definitions, on="indicator", how="inner")
        factors = _factors(found)
        doubtful = sorted({row["indicator"] for row in found.iter_rows(named=True) if _is_doubtful(row, factors)})
        if not doubtful:
            return self._none()
        names = self.table.collect_schema().names()
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
            .select(*names)
        )
        return self._collected(looked).unique()

    def _windows(self) -> list[date]:
        """Give for each day asked the day after which what can judge lies."""
        months = 2 * max(self.questions["frequency_months"].to_list())
        return [day - timedelta(days=31 * months) for day in self.cutoffs]

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
        return self._collected(self.figures.table.head(0))


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
    if row["valid_last"] is not None and row["end"] > row["valid_last"]:
        return True
    least, most, low, high = row["value"], row["most"], row["indicator_low"], row["indicator_high"]
    beyond = least is not None and low is not None and least * factor < low
    return beyond or (most is not None and high is not None and most * factor > high)
