"""Figures that a plan's formulas make of others: one for each period in which their inputs are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from dxplan.expr.nodes import Figure
from dxplan.expr.quotient import quotient
from dxplan.expr.rows import Keys
from dxplan.expr.stage import stage
from dxplan.expr.walk import across_rows, requires
from dxplan.figures.figure import VAGUE, Qualifier
from dxplan.figures.needs import ANSWER, INPUT
from dxplan.figures.normalise import ROW
from dxplan.model.indicators import COMPUTED
from dxplan.scorecard.batches import Situations
from dxplan.scorecard.situations import has_formula
from dxplan.units import SHARE_SCALE, base_factor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.expr.fluent import Expr
    from dxplan.model.indicators import Indicator
    from dxplan.scorecard.situations import Situation

Frame: TypeAlias = "nw.DataFrame[Any]"

CELL = ("situation", "part", "period")
"""What tells one computed figure from another."""


def computed(asked: Frame, situations: Sequence[Situation]) -> Frame | None:
    """Compute the figures of indicators that have a formula.

    Each is computed from the latest vintages known of its inputs at the same place and period, in base units.
    It is missing where an input is missing, unless the formula says otherwise; an input that is only known as more or
    less than some number counts as missing. With an input that is said to be about a number it is itself about.

    Args:
        asked: The gathered figures, inputs among them.
        situations: The situations that ask for them.

    Returns:
        Rows of the same columns in the series ``formula``, or None where nothing is computed.
    """
    formulas: dict[tuple[Expr, Indicator], list[Situation]] = {}
    for situation in Situations.of(situations).having(has_formula):
        formula = situation.plan.formula(situation.indicator.code)
        if formula is not None:
            formulas.setdefault((formula, situation.indicator), []).append(situation)
    if not formulas:
        return None
    exact = nw.col("qualifier").is_null() | nw.col("qualifier").is_in(_VAGUE)
    inputs = vintages(asked).with_columns(base=nw.when(exact).then(nw.col("exact") * _base(asked)))
    return nw.concat([_one(asked, inputs, *made, askers) for made, askers in formulas.items()])


def vintages(asked: Frame) -> Frame:
    """Keep of each input the latest vintage known, for every period."""
    key = (*CELL, "indicator")
    if INPUT not in asked["role"].unique().to_list():
        return asked.head(0)
    usable = asked.filter(nw.col("role") == INPUT, nw.col("reference"), nw.col("known"), ~nw.col("exact").is_null())
    return usable.sort(*key, "known_from", ROW, descending=[*(False for _ in key), True, True], nulls_last=True).unique(
        subset=list(key), keep="first", maintain_order=True
    )


def _base(asked: Frame) -> nw.Expr:
    """Give the factor to base units of each row's indicator."""
    units = sorted(asked["indicator_unit"].unique().drop_nulls().to_list())
    factors = [base_factor(unit) for unit in units]
    return nw.col("indicator_unit").replace_strict(units, factors, default=None, return_dtype=nw.Float64)


def _month(day: str) -> nw.Expr:
    return nw.col(day).dt.year().cast(nw.Int64) * 12 + nw.col(day).dt.month().cast(nw.Int64)


_VAGUE = tuple(qualifier.value for qualifier in VAGUE)
_SHARED = (
    *("place", "breakdown", "first", "last", "cutoff", "by_days", "base_period", "age_months", "now", "unlike"),
    "frequency_months",
)


def _one(asked: Frame, inputs: Frame, formula: Expr, indicator: Indicator, askers: Sequence[Situation]) -> Frame:
    """Compute the formula of one indicator for the situations that ask for it."""
    codes = sorted(requires(formula))
    mine = inputs.filter(
        nw.col("situation").is_in([asker.number for asker in askers]), nw.col("indicator").is_in(codes)
    )
    vague = nw.col("qualifier").is_in(_VAGUE).fill_null(False)
    if across_rows(formula):  # an earlier figure counts too, so whatever is vague makes all of it so
        vague = vague.cast(nw.Int64).max().over("situation", "part") > 0
    wide = (
        mine.with_columns(
            *(nw.when(nw.col("indicator") == code).then(nw.col("base")).alias(f"input.{code}") for code in codes),
            vague=vague.cast(nw.Int64),
            unpublished=nw.col("known_from").is_null().cast(nw.Int64),
            month=_month("last"),
            # Years are compared with years, and months with months.
            series=nw.concat_str(
                nw.col("situation").cast(nw.String),
                nw.col("part"),
                (_month("last") - _month("first")).cast(nw.String),
                separator=";",
            ),
        )
        .group_by(*CELL)
        .agg(
            *(nw.col(f"input.{code}").max() for code in codes),
            *(nw.col(name).max() for name in (*_SHARED, "vague", "unpublished", "known_from")),
            *(nw.col(name).max() for name in ("month", "series")),
        )
    )
    columns: dict[Expr, str] = {Figure(code): f"input.{code}" for code in codes}
    found = (
        stage({"result": formula}, columns, Keys(place="place", month="month", series="series"))
        .apply(wide)
        .filter(~nw.col("result").is_null())
    )
    value = quotient(nw.col("result"), base_factor(indicator.unit))
    every = [asker.number for asker in askers if asker.target.steps]
    constant: dict[str, Any] = {
        "role": ANSWER,
        "indicator": indicator.code,
        "indicator_unit": indicator.unit,
        "unit": indicator.unit,
        "method": COMPUTED,
        "reference_method": indicator.reference,
        "confidence": "computed",
        "factor": 1.0,
        "indicator_low": indicator.possible[0],
        "indicator_high": indicator.possible[1],
        "share_scale": SHARE_SCALE.get(indicator.unit),
    }
    kinds = asked.schema
    given = [nw.lit(content, dtype=kinds[name]).alias(name) for name, content in constant.items()]
    whole = found.with_columns(
        *given,
        value=value,
        exact=value,
        typed=value,
        qualifier=nw.when(nw.col("vague") > 0).then(nw.lit(Qualifier.ABOUT.value)),
        known_from=nw.when(nw.col("unpublished") == 0).then(nw.col("known_from")),
        known=nw.lit(True),
        reference=nw.lit(indicator.reference == COMPUTED),
        # Each part of every year is of the very year that is asked.
        fresh=(nw.col("age_months") < indicator.frequency.months) | nw.col("situation").is_in(every),
        recent=nw.col("age_months") < 2 * indicator.frequency.months,
    )
    absent = [name for name in asked.columns if name not in whole.columns]
    return whole.with_columns(nw.lit(None, dtype=kinds[name]).alias(name) for name in absent).select(asked.columns)
