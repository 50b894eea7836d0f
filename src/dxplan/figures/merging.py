"""The values of several places made into one, each series by the rule of its indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from dxplan.expr.quotient import quotient
from dxplan.figures.figure import VAGUE, Qualifier
from dxplan.figures.worth import SERIES
from dxplan.model.merging import WEIGHED, MergingRule

if TYPE_CHECKING:
    from collections.abc import Iterable

Frame: TypeAlias = "nw.DataFrame[Any]"

KEY = (*SERIES, "cohort")
"""What is made into one value."""

_VAGUE = tuple(qualifier.value for qualifier in VAGUE)
_LOW = (Qualifier.MORE_THAN.value, Qualifier.AT_LEAST.value)
_HIGH = (Qualifier.LESS_THAN.value, Qualifier.AT_MOST.value)
_STRICT = (Qualifier.MORE_THAN.value, Qualifier.LESS_THAN.value)

_BY_ORDER = (MergingRule.MIN, MergingRule.MAX, MergingRule.ALL, MergingRule.ANY)
"""The rules that take one of the values as it is."""


def merged(rows: Frame, *, ignore_missing: bool) -> Frame:
    """Merge the figures of the parts of each cohort.

    With x the values, w their weights, and a share s for what passed from a divided place (1 for a whole one):
    ``sum`` is Σ s·x; ``ratio`` is Σ s·d·x / Σ s·d with the denominators d that the figures give, or else with the
    weights; ``weighted_mean`` is Σ s·w·x / Σ s·w; ``mean`` is Σ x / n; ``min`` and ``all`` are the least,
    ``max`` and ``any`` the greatest value.

    Args:
        rows: The figures, with the columns of `KEY` and ``rule`` (text, null where the indicator says none),
            ``exact``, ``numerator``, ``denominator``, ``weight`` (null where none is known), ``weigher`` (the indicator
            that weighs), ``stand_in`` (whether that stands in for another), ``weight_period``, ``total_weight`` (that
            of all parts), ``divided``, ``share``, ``number_of_parts``, ``listed``, ``qualifier``, ``confidence``,
            ``known_from``, ``source`` and ``rounding`` (how far the number may lie from the one that was typed).
        ignore_missing: Whether a value is made of the parts that are known; else a missing part makes it missing,
            unless what is known decides: one no is no for ``all``.

    Returns:
        One row for each series and cohort: ``value``, null with a ``reason`` (one of `REASONS`) where there is none;
        ``numerator`` and ``denominator`` where all parts have them; ``estimated``; ``weight`` (the sum of the weights),
        ``weighed`` (``denominator``, the code of the indicator that weighed, or null), ``known_parts``, and
        ``missing_share``, which part of the whole the missing parts are: by weight, or else by their number; and
        ``rounding``, how far the value may be off as its parts were rounded; that of weights is left out;
        ``first_source`` and ``last_source`` by the alphabet, and ``number_of_sources``.
    """
    found = rows.with_columns(**_prepared()).with_columns(**_products()).group_by(*KEY).agg(*_aggregates())
    return (
        found.with_columns(**_totals())
        .with_columns(**_values(ignore_missing=ignore_missing))
        .with_columns(reason=_reason())
        .with_columns(**_outcome())
        .select(*KEY, *OUT)
    )


REASONS = ("no_rule", "never_merged", "parts_unknown", "missing_part", "no_share", "no_weight", "open_both_ways")
"""Why there is no merged value, in the order in which they are looked for: the indicator does not say how it merges; it
is never merged; nobody lists the parts; a part has no figure; what passed from a divided place is not known; nothing
says what weighs; of what is only known as more or less than something the parts go both ways."""

OUT = (
    *("rule", "value", "reason", "estimated", "numerator", "denominator", "weight", "weigher", "weighed"),
    *("weight_period", "number_of_parts", "known_parts", "missing_share", "qualifier", "unconfirmed", "known_from"),
    *("rounding", "first_source", "last_source", "number_of_sources"),
)


def _prepared() -> dict[str, nw.Expr]:
    whole = nw.when(~nw.col("divided")).then(nw.lit(1.0)).otherwise(nw.col("share"))
    own = ~nw.col("denominator").is_null() & (nw.col("denominator") > 0).fill_null(False)
    said = nw.col("qualifier")
    return {
        "one": nw.lit(1),
        "s": whole,
        "own": nw.when(own).then(nw.col("denominator")),
        "counted": nw.when(own).then(nw.col("numerator")),
        "by_weight": nw.when((nw.col("weight") >= 0).fill_null(False)).then(nw.col("weight")),
        "vague": said.is_in(_VAGUE).fill_null(False).cast(nw.Int64),
        "about": (said == Qualifier.ABOUT.value).fill_null(False).cast(nw.Int64),
        "low": said.is_in(_LOW).fill_null(False).cast(nw.Int64),
        "high": said.is_in(_HIGH).fill_null(False).cast(nw.Int64),
        "strict": said.is_in(_STRICT).fill_null(False).cast(nw.Int64),
        "unsure": (nw.col("confidence") == "unconfirmed").fill_null(False).cast(nw.Int64),
        "unpublished": nw.col("known_from").is_null().cast(nw.Int64),
        "split": nw.col("divided").cast(nw.Int64),
        "other": nw.col("stand_in").cast(nw.Int64),
        "elsewhen": ((nw.col("weight_period") != nw.col("period")).fill_null(False)).cast(nw.Int64),
    }


def _products() -> dict[str, nw.Expr]:
    x, s = nw.col("exact"), nw.col("s")
    return {
        "sx": s * x,
        "sr": s * nw.col("rounding"),
        "sd": s * nw.col("own"),
        "sn": s * nw.col("counted"),
        "sdx": s * nw.col("own") * x,
        "sw": s * nw.col("by_weight"),
        "swx": s * nw.col("by_weight") * x,
        "with_share": (~s.is_null()).cast(nw.Int64),
        "with_own": (~nw.col("own").is_null()).cast(nw.Int64),
        "with_parts": (~nw.col("counted").is_null()).cast(nw.Int64),
        "with_weight": (~nw.col("by_weight").is_null()).cast(nw.Int64),
    }


def _aggregates() -> list[nw.Expr]:
    sums = (
        "one",
        "exact",
        "sx",
        "sr",
        "sd",
        "sn",
        "sdx",
        "sw",
        "swx",
        "with_share",
        "with_own",
        "with_parts",
        "with_weight",
    )
    marks = ("vague", "about", "low", "high", "strict", "unsure", "unpublished", "split", "other", "elsewhen")
    same = ("rule", "weigher", "weight_period", "number_of_parts", "listed", "known_from", "total_weight")
    return [
        *(nw.col(name).sum().alias(f"sum_{name}") for name in sums),
        *(nw.col(name).sum().alias(f"n_{name}") for name in marks),
        nw.col("exact").min().alias("least"),
        nw.col("exact").max().alias("most"),
        nw.col("rounding").max().alias("most_rounded"),
        nw.col("source").min().alias("first_source"),
        nw.col("source").max().alias("last_source"),
        nw.col("source").n_unique().alias("number_of_sources"),
        *(nw.col(name).max().alias(name) for name in same),
    ]


def _totals() -> dict[str, nw.Expr]:
    number = nw.col("sum_one")
    return {
        "by_own": (nw.col("rule") == MergingRule.RATIO.value).fill_null(False) & (nw.col("sum_with_own") == number),
        "by_weights": nw.col("rule").is_in([rule.value for rule in WEIGHED]).fill_null(False)
        & (nw.col("sum_with_weight") == number)
        & (nw.col("sum_sw") > 0).fill_null(False),
        "single": nw.col("rule").is_in([rule.value for rule in WEIGHED]).fill_null(False)
        & nw.col("listed")
        & (nw.col("number_of_parts") == 1),
        "counted": nw.col("sum_with_parts") == number,
        "whole": nw.col("listed") & (number == nw.col("number_of_parts")),
        "shared": nw.col("sum_with_share") == number,
    }


def _is(rule: MergingRule) -> nw.Expr:
    return (nw.col("rule") == rule.value).fill_null(False)


def _first(pairs: Iterable[tuple[nw.Expr, nw.Expr]], kind: Any) -> nw.Expr:
    """Give what stands beside the first condition that holds, or null."""
    found: nw.Expr = nw.lit(None, dtype=kind)
    for condition, value in reversed(list(pairs)):
        found = nw.when(condition).then(value).otherwise(found)
    return found


def _values(*, ignore_missing: bool) -> dict[str, nw.Expr]:
    """Give the value by the rule, whatever is missing, and whether enough is known."""
    whole_total = nw.when(nw.col("sum_sd") > 0).then(nw.col("sum_sd"))
    weights = nw.when(nw.col("sum_sw") > 0).then(nw.col("sum_sw"))
    inside = [
        # 1488.2 and 1890.9 are 3379.1, and not 3379.1000000000004.
        (_is(MergingRule.SUM) & (nw.col("n_split") == 0), nw.col("sum_sx").round(9)),
        (_is(MergingRule.SUM), nw.col("sum_sx")),
        (nw.col("single"), nw.col("least")),  # nothing else to be weighed against
        (nw.col("by_own"), quotient(nw.col("sum_sdx"), whole_total)),
        (nw.col("by_weights"), quotient(nw.col("sum_swx"), weights)),
        (_is(MergingRule.MEAN), quotient(nw.col("sum_exact"), nw.col("sum_one"))),
        (_is(MergingRule.MIN) | _is(MergingRule.ALL), nw.col("least")),
        (_is(MergingRule.MAX) | _is(MergingRule.ANY), nw.col("most")),
    ]
    decided = (_is(MergingRule.ALL) & (nw.col("least") == 0)) | (_is(MergingRule.ANY) & (nw.col("most") == 1))
    # The sum of products may leave the range of the values by a rounding; an exact hit is a hit.
    same = nw.when(nw.col("least") == nw.col("most")).then(nw.col("least"))
    between = nw.col("by_own") | nw.col("by_weights") | _is(MergingRule.MEAN)
    made = _first(inside, nw.Float64())
    enough = nw.col("whole") | decided | (nw.lit(ignore_missing) & nw.col("listed"))
    return {"made": nw.when(between & ~same.is_null()).then(same).otherwise(made), "enough": enough, "decided": decided}


def _reason() -> nw.Expr:
    weighed = _is(MergingRule.RATIO) | _is(MergingRule.WEIGHTED_MEAN)
    classes = sum(((nw.col(f"n_{name}") > 0).cast(nw.Int64) for name in ("vague", "low", "high")), nw.lit(0))
    said: list[tuple[nw.Expr, str]] = [
        (nw.col("rule").is_null(), "no_rule"),
        (_is(MergingRule.NONE), "never_merged"),
        (~nw.col("listed") & ~nw.col("decided"), "parts_unknown"),
        (~nw.col("enough"), "missing_part"),
        (~nw.col("shared"), "no_share"),
        (weighed & ~nw.col("single") & ~nw.col("by_own") & ~nw.col("by_weights"), "no_weight"),
        (classes > 1, "open_both_ways"),
    ]
    return _first(((condition, nw.lit(reason)) for condition, reason in said), nw.String())


def _outcome() -> dict[str, nw.Expr]:
    known = nw.col("reason").is_null()
    by_weights = nw.col("by_weights") & ~nw.col("by_own")
    from_parts = known & nw.col("by_own") & nw.col("counted")
    missing = (nw.col("sum_one") < nw.col("number_of_parts")) & ~nw.col("decided")
    guessed = (nw.col("n_split") > 0) | missing | (by_weights & ((nw.col("n_other") > 0) | (nw.col("n_elsewhen") > 0)))
    strict = (nw.col("n_strict") > 0) & ~nw.col("rule").is_in([rule.value for rule in _BY_ORDER])
    words = [
        ((nw.col("n_low") > 0) & strict, Qualifier.MORE_THAN),
        (nw.col("n_low") > 0, Qualifier.AT_LEAST),
        ((nw.col("n_high") > 0) & strict, Qualifier.LESS_THAN),
        (nw.col("n_high") > 0, Qualifier.AT_MOST),
        (nw.col("n_about") > 0, Qualifier.ABOUT),
        (nw.col("n_vague") > 0, Qualifier.NEARLY),
    ]
    weight = nw.when(nw.col("sum_with_weight") == nw.col("sum_one")).then(nw.col("sum_sw"))
    weighed = [(nw.col("by_own"), nw.lit("denominator")), (by_weights, nw.col("weigher"))]
    return {
        "value": nw.when(known).then(nw.col("made")),
        "estimated": known & guessed,
        "numerator": nw.when(from_parts).then(nw.col("sum_sn")),
        "denominator": nw.when(from_parts).then(nw.col("sum_sd")),
        "weight": weight,
        "weighed": nw.when(known).then(_first(weighed, nw.String())),
        "weight_period": nw.when(known & by_weights).then(nw.col("weight_period")),
        "known_parts": nw.col("sum_one"),
        "missing_share": nw.coalesce(
            1 - quotient(weight, nw.when(nw.col("total_weight") > 0).then(nw.col("total_weight"))),
            1 - quotient(nw.col("sum_one"), nw.when(nw.col("listed")).then(nw.col("number_of_parts"))),
        ),
        "qualifier": nw.when(known).then(_first([(c, nw.lit(word.value)) for c, word in words], nw.String())),
        "unconfirmed": nw.col("n_unsure") > 0,
        "rounding": nw.when(_is(MergingRule.SUM))
        .then(nw.col("sum_sr"))
        .when(~nw.col("rule").is_in([rule.value for rule in _BY_ORDER]))
        .then(nw.col("most_rounded"))
        .otherwise(nw.lit(0.0)),
        "known_from": nw.when(nw.col("n_unpublished") == 0).then(nw.col("known_from")),
    }
