"""A checked table of figures."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from dxplan.dataframes import nw
from dxplan.errors import Problems
from dxplan.figures import columns
from dxplan.figures.contents import Contents
from dxplan.figures.figure import breakdown_text
from dxplan.figures.frames import below_one_another, brought_in, given_back
from dxplan.figures.normalise import ROW, normalise
from dxplan.figures.one_by_one import FEW, by_series
from dxplan.figures.plain_table import KINDS, PlainTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dxplan.figures.asked_places import IntoPlaces
    from dxplan.figures.bound import BoundFigures
    from dxplan.figures.figure import Figure
    from dxplan.figures.merged import MergedFigures
    from dxplan.model.plan import Plan
    from dxplan.periods import IntoPeriod
    from dxplan.places import Place
    from dxplan.typing import IfMissing, NumberStyle


_FEW = 100_000
"""Up to this many figures in memory are looked through by one worker."""

_MANY = 1_000_000
"""Up to this many figures in memory are checked as a whole: of more it takes longer than to judge by them."""


@attrs.frozen(eq=False)
class Figures:
    """Reported numbers, checked and in one form, ready to be evaluated.

    Make one with `read_figures`, `Figures.from_native` or `Figures.of`.

    Attributes:
        source: What they were made from, for messages.
        rows: How many there are, where they are in memory; None where they are still to be read.
        contents: What is known of the table without reading it again.
    """

    _table: nw.LazyFrame[Any] | PlainTable
    source: str = ""
    rows: int | None = None
    contents: Contents = attrs.field(factory=Contents)
    _kind: nw.Implementation | None = None
    _bound: list[Any] = attrs.field(factory=list, init=False, repr=False)
    """The figures beside the plans that they were last set beside."""

    @classmethod
    def from_native(cls, frame: Any, *, numbers: NumberStyle | None = None, source: str = "") -> Figures:
        """Check a dataframe of figures.

        It needs the columns ``indicator``, ``place``, ``period`` and ``value``, and may have ``grade``,
        ``place_on``, ``breakdown``, ``unit``, ``qualifier``, ``numerator``, ``denominator``, ``source``,
        ``confidence``, ``method``, ``published``, ``status`` and ``note``.
        Yes and no may stand in ``value`` as words.
        Missing values may be null, NaN or empty text.
        A lazy Polars frame, a DuckDB relation and a Spark dataframe stay where they are, and compute for themselves;
        pandas and Arrow tables are brought into Polars.
        Moments with a time zone are no days, and refused.

        Args:
            frame: A Polars, pandas or PyArrow dataframe, a lazy Polars frame, a DuckDB relation, or a Spark dataframe.
            numbers: How numbers are written where they are text.
            source: What to call the table in messages.

        Raises:
            Problems: Columns are missing or cells cannot be read; every one of them.
            UnsupportedBackendError: The kind of dataframe is not supported.
        """
        return cls.listed(frame, {}, numbers=numbers, source=source)

    @classmethod
    def listed(
        cls, frame: Any, texts: Mapping[str, Sequence[str]], *, numbers: NumberStyle | None = None, source: str = ""
    ) -> Figures:
        """Check a dataframe of figures of which some texts are known, as `from_native` does.

        Args:
            frame: The dataframe.
            texts: By column the texts in it, and perhaps some that no row has; these columns have no empty cells.
                What is known is not looked for.
            numbers: How numbers are written where they are text.
            source: What to call the table in messages.

        Raises:
            Problems: Columns are missing or cells cannot be read; every one of them.
            UnsupportedBackendError: The kind of dataframe is not supported.
        """
        (table, kind), rows = brought_in(frame, source), None
        if isinstance(table, nw.DataFrame):
            rows = len(table)
            if ROW in table.columns:
                table = table.drop(ROW)
            table = table.with_row_index(ROW).with_columns(nw.col(ROW).cast(nw.Int64) + 2)
        try:
            table, contents = normalise(table, texts, numbers=numbers, file=source)
        except Problems as error:
            if texts:  # perhaps no row has what is wrong
                return cls.listed(frame, {}, numbers=numbers, source=source)
            error.rest = None if error.rest is None else cls(error.rest, source, rows, kind=kind)
            raise
        return cls(table, source, rows, contents, kind)

    @classmethod
    def of(cls, figures: Iterable[Figure]) -> Figures:
        """Make a table of `Figure` objects."""
        import polars as pl

        rows = [
            {
                "indicator": figure.indicator,
                "place": figure.place,
                "period": str(figure.period),
                "value": figure.value,
                "grade": figure.grade,
                "place_on": figure.place_on and str(figure.place_on),
                "breakdown": breakdown_text(figure.breakdown),
                "unit": figure.unit,
                "qualifier": figure.qualifier and figure.qualifier.value,
                "numerator": figure.numerator,
                "denominator": figure.denominator,
                "source": figure.source,
                "confidence": figure.confidence and figure.confidence.value,
                "method": figure.method,
                "published": figure.published and str(figure.published),
                "status": figure.status,
                "note": figure.note,
            }
            for figure in figures
        ]
        kinds = {name: pl.Float64 if name in columns.NUMBERS else pl.String for name in columns.KNOWN}
        return cls.from_native(pl.DataFrame(rows, schema=kinds))

    @classmethod
    def joined(cls, tables: Iterable[Figures]) -> Figures:
        """Put several tables below one another; no row is dropped, even if two are the same."""
        tables = tuple(tables)
        source = ", ".join(dict.fromkeys(table.source for table in tables if table.source))
        if len(tables) == 1:
            return tables[0]
        sizes = [table.rows for table in tables]
        rows = None if None in sizes else sum(size for size in sizes if size is not None)
        if not tables:
            return cls.of(())
        whole = below_one_another([table.table for table in tables])
        kind = whole.implementation if rows is None else tables[0]._kind  # noqa: SLF001 (another of its own)
        contents = Contents.joined(attrs.evolve(table.contents, rows=table.number) for table in tables)
        return cls(whole, source, rows, contents, kind)

    def bind(self, *plans: Plan, places: IntoPlaces | None = None) -> BoundFigures:
        """Set the figures beside plans, and check that they go together.

        Looked at are the figures of the indicators that the plans define, at the places that they speak of: units,
        natural bounds, grades, values against their numerator and denominator, periods in which an indicator is not
        measured, places at their time, keys with two values that were public by the same day, and methods that are
        mixed without the plan naming the one that answers.
        Figures of other indicators and places may belong to another plan and are no problem; `BoundFigures.unused`
        says why each is not used.

        Up to a million figures in memory are checked at once. More of them, and those that are still to be read, from
        Parquet or a lazy frame, are checked by `evaluate` as far as the targets ask for them, or as a whole by
        `BoundFigures.check`.

        Args:
            plans: The plans that they are to be judged by; `evaluate` takes them for these and for fewer.
            places: The places that `evaluate` will be asked to judge the plans' targets at: a level, of which all maps
                count that there are while a plan runs, or places. `evaluate` takes the figures for these and for fewer.

        Raises:
            Problems: The figures do not fit the plans; everything that is wrong, with rows and what to do.
        """
        from dxplan.figures.asked_places import places_ever

        listed = places if places is None or isinstance(places, str) else tuple(places)
        return self.bound_at(plans, {} if listed is None else {plan.code: places_ever(plan, listed) for plan in plans})

    def bound_at(self, plans: tuple[Plan, ...], asked: Mapping[str, tuple[Place, ...]]) -> BoundFigures:
        """Set the figures beside plans whose targets are asked of places, by the code of the plan, as `bind` does."""
        from dxplan.figures.bound import BoundFigures

        remembered: list[BoundFigures] = self._bound
        for known in remembered:
            if known.asked == asked and list(map(id, known.plans)) == list(map(id, plans)):
                return known
        bound = BoundFigures(self, plans, asked)
        if not self.checked_at_once:
            return bound
        bound = bound.check()
        if self.at_hand is not None:  # of many, nothing but their holder should keep them in memory
            self._bound[:] = [bound]
        return bound

    def restate(
        self,
        *plans: Plan,
        to: IntoPeriod,
        weights: Mapping[str, str] | str | None = None,
        missing: IfMissing = "missing",
        known_on: IntoPeriod | None = None,
    ) -> MergedFigures:
        """Restate the figures of places of other days to those of one day, each by the rule of its indicator.

        Figures of places that are still there stay as they are. Of places that were merged the figures are added up,
        weighed or compared as `Indicator.merging` says. Where a figure of the new place itself was reported, that
        counts, and what was computed stands beside it. What cannot be restated is listed with the reason, and never
        guessed.

        Args:
            plans: The plans that define the indicators.
            to: The day: of a longer period its last.
            weights: The code of the indicator that weighs ratios whose denominators nobody gives, and shares out what
                was divided: one for all, or one for each indicator. Such results are marked as estimated.
                Its figures are among these ones, of the same period or of the nearest that all places have.
            missing: What a place without a figure does: ``missing`` makes the result missing, with the share of the
                whole that it is; ``ignore`` leaves it out, and marks the result as estimated.
            known_on: Use only what was public by the end of this day or period.

        Returns:
            The figures, ready to be evaluated, with what each was made of.

        Raises:
            Problems: A code means no place or two at its time, a value does not fit its indicator, or a key has two
                values; everything that is wrong.
            MixedMethodError: What weighs has figures of several methods.
            UnknownCodeError: `weights` names no indicator of the plans, or `missing` is no such rule.
            PeriodError: `to` or `known_on` names no period.
        """
        from dxplan.figures.restating import restated

        return restated(self, plans, to=to, weights=weights, missing=missing, known_on=known_on)

    def roll_up(
        self,
        *plans: Plan,
        to: str,
        on: IntoPeriod,
        parts: str | None = None,
        weights: Mapping[str, str] | str | None = None,
        missing: IfMissing = "missing",
        known_on: IntoPeriod | None = None,
    ) -> MergedFigures:
        """Roll figures of places up to those of a higher level on one day, each by the rule of its indicator.

        Each place above is made up of all places of the lower level that belong to it, directly or not, on that day.
        Where a figure of the place above was reported, that counts, and what was computed stands beside it:
        `MergedFigures.differing` lists where the two are apart.
        Figures of places of another day take no part: `restate` them to the day first.

        Args:
            plans: The plans that define the indicators and, where they declare any, places.
            to: The level of the places above, such as ``province``.
            on: The day: of a longer period its last.
            parts: The level of the parts; by default the next lower one that any figures are of.
            weights: As for `restate`.
            missing: As for `restate`.
            known_on: As for `restate`.

        Returns:
            The figures, ready to be evaluated, with what each was made of.

        Raises:
            Problems: As for `restate`.
            MixedMethodError: What weighs has figures of several methods.
            DefinitionError: The level of the parts is not below the other one, or no figures are of a lower one.
            UnknownCodeError: There is no such level, or `weights` names no indicator, or `missing` is no such rule.
            PeriodError: `on` or `known_on` names no period.
        """
        from dxplan.figures.rolling import rolled_up

        return rolled_up(self, plans, levels=(parts, to), on=on, weights=weights, missing=missing, known_on=known_on)

    @property
    def number(self) -> int | None:
        """How many there are, where that is known without reading them: a Parquet file says it itself."""
        return self.contents.rows if self.rows is None else self.rows

    @property
    def checked_at_once(self) -> bool:
        """Whether they are in memory, and few enough that all are checked when they are set beside plans."""
        return self.rows is not None and self.rows <= _MANY

    @property
    def few(self) -> bool:
        """Whether they are in memory and few enough to be looked through by one worker."""
        if self.rows is None or self.rows > _FEW:
            return False
        return isinstance(self._table, PlainTable) or self._table.implementation.is_polars()

    @cached_property
    def table(self) -> nw.LazyFrame[Any]:
        """The figures as a lazy narwhals frame; few that were read from a file become one when it is first asked for.

        Its columns are those that `from_native` describes, with the first and last day of each period and the day by
        which each figure was public.
        """
        return self._table.frame if isinstance(self._table, PlainTable) else self._table

    @property
    def kind(self) -> nw.Implementation:
        """The library of the dataframe that they were made from; Polars where it was none."""
        return self._kind or nw.Implementation.POLARS

    @property
    def kinds(self) -> dict[str, Any]:
        """The kinds of the columns by name."""
        return KINDS if isinstance(self._table, PlainTable) else dict(self._table.collect_schema())

    @cached_property
    def at_hand(self) -> dict[tuple[str, str], list[dict[str, Any]]] | None:
        """The figures as rows, by indicator and place, where they are so few that each can be looked at; else None."""
        if not self.few or (self.rows or 0) > FEW:
            return None
        if isinstance(self._table, PlainTable):
            return by_series(self._table.rows)
        return by_series(self.collected(self.table).iter_rows(named=True))

    def has(self, column: str) -> bool:
        """Tell whether a column may hold anything."""
        return column not in self.contents.absent

    @property
    def places(self) -> list[str]:
        """The codes of the places that figures are about, and perhaps some more."""
        known = self.contents.places
        if known is None:
            known = frozenset(self.collected(self.table.select("place").unique())["place"].to_list())
        return sorted(known)

    def collected(self, found: nw.LazyFrame[Any]) -> nw.DataFrame[Any]:
        """Bring a question about the figures to its answer, by the engine that suits their number."""
        # Starting many workers takes longer than a few figures do.
        return found.collect("polars", engine="in-memory") if self.few else found.collect("polars")

    def given_back(self, table: nw.DataFrame[Any]) -> Any:
        """Give a table as the kind of dataframe that the figures came as."""
        return given_back(table, self.kind, self.table)

    def to_native(self) -> Any:
        """Give the table as a lazy frame of the library that holds it."""
        return self.table.to_native()

    def __repr__(self) -> str:
        return f"<Figures from {self.source or 'a table'}>"
