"""Figures that were made of those of several places, with what each was made of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import narwhals.stable.v2 as nw

from dxplan.errors import UnknownCodeError
from dxplan.figures.computed import by_number
from dxplan.figures.figures import Figures
from dxplan.figures.making import Making
from dxplan.figures.merging import KEY
from dxplan.figures.normalise import FILE, ROW
from dxplan.model.indicators import Indicator
from dxplan.model.merging import Merging, as_merging
from dxplan.notebooks import Shown
from dxplan.numbers import RELATIVE_TOLERANCE
from dxplan.periods import Period
from dxplan.places import Event, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.periods import IntoPeriod

Frame: TypeAlias = "nw.DataFrame[Any]"


@attrs.frozen(kw_only=True)
class MergedPart:
    """The figure of one place that another was made of.

    Attributes:
        place: The place.
        value: Its value, in the indicator's unit.
        weight: What it weighs: its denominator, or the figure of the indicator that weighs; None where nothing does.
        share: Which share of it passed; 1 where it passed whole, None where it is not known.
        qualifier: The word beside the value, or None.
        source: Where it was found.
        confidence: How sure it is.
        file: The file that it stands in; empty where there is none.
        row: Its row there, or None.
    """

    place: Place
    value: float
    weight: float | None = None
    share: float | None = 1.0
    qualifier: str | None = None
    source: str | None = None
    confidence: str | None = None
    file: str = ""
    row: int | None = None


@attrs.frozen(kw_only=True)
class MergedFigure(Shown):
    """A figure that was made of those of several places, or the reason why there is none.

    Attributes:
        indicator: The indicator.
        place: The place that they make up.
        period: The period.
        breakdown: What it is broken down by; empty for the whole.
        method: The series that it is of, where rival ones exist.
        rule: How the indicator merges; None where nothing says it.
        value: The value in the indicator's unit; None where there is none.
        reason: Why there is none: ``no_rule``, ``never_merged``, ``parts_unknown``, ``missing_part``, ``no_share``,
            ``no_weight`` or ``open_both_ways``; else None.
        estimated: Whether it rests on a weight that stands in for another or is of another period, on shares of a
            divided place, or on some of the parts only.
        qualifier: The word beside it: what is made of *more than 90* is more than something itself.
        weighed: What weighed the parts: ``denominator`` for their own ones, or the code of an indicator; None for
            nothing.
        weight_period: The period of the weights, where an indicator weighed.
        numerator: The sum of the numerators, where all parts have one.
        denominator: The sum of the denominators, where all parts have one.
        parts: The figures that it was made of.
        missing: The places of which there is no figure.
        missing_share: Which part of the whole those are: by weight where all weights are known, else by their number;
            None where nobody lists the places.
        reported: The value that was reported of the place itself, which counts instead; None where none was.
        rounding: How far the two may be apart because the numbers that were typed are rounded ones; whole numbers of
            counts are not. Rounding of weights is left out.
        events: What happened between the places and the one that they make up, each with its law.
    """

    indicator: Indicator
    place: Place
    period: Period
    breakdown: str
    method: str | None
    rule: Merging | None
    value: float | None
    reason: str | None
    estimated: bool
    qualifier: str | None
    weighed: str | None
    weight_period: Period | None
    numerator: float | None
    denominator: float | None
    parts: tuple[MergedPart, ...]
    missing: tuple[Place, ...]
    missing_share: float | None
    reported: float | None
    rounding: float
    events: tuple[Event, ...]

    @property
    def difference(self) -> float | None:
        """The reported value less the computed one; None where one of them is lacking."""
        return None if self.reported is None or self.value is None else self.reported - self.value

    def agrees(self, tolerance: float = RELATIVE_TOLERANCE) -> bool | None:
        """Tell whether the reported value is the computed one, as far as rounding lets it; None where one is lacking.

        A reported 51.1 is a computed 51.138.

        Args:
            tolerance: How far they may be apart beyond rounding, as a share of the larger one.
        """
        if self.reported is None or self.value is None:
            return None
        slack = tolerance * max(abs(self.reported), abs(self.value))
        return abs(self.reported - self.value) <= self.rounding + slack


@attrs.frozen(kw_only=True)
class LeftOut:
    """Figures that could not be carried over.

    Attributes:
        place: The code of their place.
        indicator: Their indicator's code.
        number: How many there are.
        why: ``ended``: nothing took the place over, as with the districts; ``not_told``: the tables do not say what
            became of it; ``not_defined``: no plan defines the indicator; ``other_level``: the place is of another level
            or day.
    """

    place: str
    indicator: str
    number: int
    why: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class MergedFigures(Shown):
    """Figures of places that are made up of others: a sequence of `MergedFigure`.

    Attributes:
        day: The day whose places they are about.
        figures: All figures of the places of that day, ready to be evaluated: the reported ones as they are, and those
            that were computed where none was reported.
        left_out: The figures of other places that could not be carried over, with the reason.
        making: Of what, and how, they were made.
        table: One row for each figure, as `to_native` describes.
        rolled_up: Whether the places are those of a higher level, and not of another day.
    """

    day: date
    figures: Figures
    left_out: tuple[LeftOut, ...]
    making: Making
    table: Frame
    rolled_up: bool = False

    def __len__(self) -> int:
        return len(self.table)

    def __iter__(self) -> Iterator[MergedFigure]:
        start, number = 0, _FIRST
        while start < len(self.table):
            yield from self._figures(self.table[start : start + number])
            start, number = start + number, min(2 * number, _AT_ONCE)

    def of(self, indicator: str, place: str, period: IntoPeriod, breakdown: str = "") -> MergedFigure:
        """Give one figure; of several series the one that the indicator names, or else the first.

        Raises:
            UnknownCodeError: There is none.
        """
        said = str(Period.of(period))
        places = [number for number, cohort in self.making.cohorts.items() if cohort.into.code == place]
        rows = self.table.filter(
            nw.col("indicator") == indicator,
            nw.col("cohort").is_in(places),
            nw.col("period") == said,
            nw.col("breakdown") == breakdown,
        )
        if not len(rows):
            raise UnknownCodeError(
                f"no figure of {indicator!r} in {said} was merged for the place {place!r}",
                "look through those that were: print(list(…)).",
            )
        reference = self.making.joining.indicators[indicator].method
        found = self._figures(rows)
        return next((merged for merged in found if merged.method == reference), found[0])

    @property
    def known(self) -> MergedFigures:
        """Those that have a value, as a sequence of their own."""
        return self._part(nw.col("reason").is_null())

    @property
    def unknown(self) -> dict[tuple[str, str], MergedFigures]:
        """Those that have no value, by their indicator's code and the reason."""
        none = self.table.filter(~nw.col("reason").is_null())
        keys = none.select("indicator", "reason").unique().sort("indicator", "reason").rows()
        return {
            (code, reason): self._part((nw.col("indicator") == code) & (nw.col("reason") == reason))
            for code, reason in keys
        }

    @property
    def lacking(self) -> tuple[MergedFigure, ...]:
        """Those that have no value, each with its reason."""
        return self._filtered(~nw.col("reason").is_null())

    @property
    def estimates(self) -> tuple[MergedFigure, ...]:
        """Those that rest on something that is not known exactly."""
        return self._filtered(nw.col("estimated"))

    @property
    def number_of_estimates(self) -> int:
        """How many rest on something that is not known exactly."""
        return len(self.table.filter(nw.col("estimated")))

    def differing(self, tolerance: float = RELATIVE_TOLERANCE) -> tuple[MergedFigure, ...]:
        """Give those whose reported value is another than the computed one, by more than rounding can tell.

        Args:
            tolerance: How far they may be apart beyond rounding, as a share of the larger one.
        """
        apart = (nw.col("reported") - nw.col("value")).abs()
        larger = nw.max_horizontal(nw.col("reported").abs(), nw.col("value").abs())
        return self._filtered((apart > larger * tolerance + nw.col("rounding")).fill_null(False))

    def under(self, rule: Merging | str, indicator: str | None = None) -> MergedFigures:
        """Merge the same figures by another rule, to be seen beside: `figures` stays what the declared rule gives.

        Args:
            rule: The rule, such as ``mean`` or ``weighted_mean(population)``.
            indicator: Only this indicator; by default all that can be merged so.

        Raises:
            DefinitionError: The rule cannot be read, or the indicator cannot be merged so.
        """
        merging = as_merging(rule)
        codes = [indicator] if indicator is not None else self.table["indicator"].unique().to_list()
        joining = self.making.joining
        others = {code: attrs.evolve(joining.indicators[code], over_units=merging) for code in codes}
        joining = attrs.evolve(joining, indicators={**joining.indicators, **others}, stand_ins=None)
        making = self.making.by(joining)
        return attrs.evolve(self, making=making, table=making.of(codes))

    def to_native(self) -> Any:
        """Give them as the kind of dataframe that the figures came as.

        Columns: ``indicator``, ``method``, ``breakdown``, ``period``, ``place``, ``place_name``, ``rule``, ``value``,
        ``reason``, ``estimated``, ``numerator``, ``denominator``, ``weighed``, ``weight_period``, ``known_parts``,
        ``number_of_parts``, ``missing_share``, ``qualifier``, ``reported``.
        """
        names = {number: cohort.into for number, cohort in self.making.cohorts.items()}
        said = {number: place.called("vi") for number, place in names.items()}
        codes = {number: place.code for number, place in names.items()}
        shown = self.table.with_columns(place=by_number(codes, nw.String()), place_name=by_number(said, nw.String()))
        return self.figures.given_back(shown.select(*_SHOWN))

    def _part(self, condition: nw.Expr) -> MergedFigures:
        return attrs.evolve(self, table=self.table.filter(condition))

    def _filtered(self, condition: nw.Expr) -> tuple[MergedFigure, ...]:
        return tuple(self._figures(self.table.filter(condition)))

    def _figures(self, rows: Frame) -> list[MergedFigure]:
        """Give the figures of some rows; only what these were made of is looked for."""
        inputs: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
        wanted = rows.select(*_MADE_OF).unique()
        made_of = self.making.inputs(wanted["indicator"].unique().to_list())
        for row in made_of.join(wanted, on=list(_MADE_OF), how="semi").iter_rows(named=True):
            inputs.setdefault(tuple(row[name] for name in KEY), []).append(row)
        return [self._figure(row, inputs[tuple(row[name] for name in KEY)]) for row in rows.iter_rows(named=True)]

    def _figure(self, row: dict[str, Any], rows: list[dict[str, Any]]) -> MergedFigure:
        joining = self.making.joining
        cohort, indicator = self.making.cohorts[row["cohort"]], joining.indicators[row["indicator"]]
        places = joining.parts.places
        known = {places[part["part"]].id for part in rows}
        parts = [self._made_of(part, places[part["part"]], row["weighed"]) for part in rows]
        return MergedFigure(
            indicator=indicator,
            place=cohort.into,
            rule=indicator.merging,
            parts=tuple(sorted(parts, key=lambda part: part.place.code)),
            missing=tuple(place for place in cohort.parts if place.id not in known),
            period=Period(row["first"], row["last"]),
            weight_period=row["weight_period"] and Period.parse(row["weight_period"]),
            events=cohort.events,
            **{name: row[name] for name in _SAME},
        )

    @staticmethod
    def _made_of(row: dict[str, Any], place: Place, weighed: str | None) -> MergedPart:
        weight = row["denominator"] if weighed == "denominator" else row["weight"] if weighed else None
        return MergedPart(
            place=place,
            value=row["exact"],
            weight=weight,
            share=row["share"] if row["divided"] else 1.0,
            qualifier=row["qualifier"],
            source=row["source"],
            confidence=row["confidence"],
            file=row[FILE] or "",
            row=row[ROW],
        )

    def __repr__(self) -> str:
        return f"<MergedFigures at {self.day}: {len(self)}>"


_FIRST, _AT_ONCE = 50, 2_000
"""So many figures are made into objects at first, where often no more are looked at, and at most at a time."""

_MADE_OF = ("indicator", "breakdown", "period", "cohort")
"""The columns by which a figure is found that others were made of; the method may be null, which joins leave out."""

_SAME = (
    *("breakdown", "method", "value", "reason", "estimated", "qualifier", "weighed", "numerator", "denominator"),
    *("missing_share", "reported", "rounding"),
)
_SHOWN = (
    *("indicator", "method", "breakdown", "period", "place", "place_name", "rule", "value", "reason", "estimated"),
    *("numerator", "denominator", "weighed", "weight_period", "known_parts", "number_of_parts", "missing_share"),
    *("qualifier", "reported"),
)
