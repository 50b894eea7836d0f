"""What a method makes of every part of every situation: row by row where they are few, by columns where they are many.

Both read the same formulas; a law compares them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from dxplan.dataframes import kind_of, nw
from dxplan.expr.fluent import lift
from dxplan.expr.givens import GIVENS
from dxplan.expr.nodes import Given, Where
from dxplan.expr.quotient import quotient
from dxplan.figures.figure import REACH, Qualifier
from dxplan.figures.values import frame_of, frame_of_columns
from dxplan.model.plan import once
from dxplan.scorecard.batches import Situations, facts_of, terms_of
from dxplan.scorecard.constants import constants_of
from dxplan.scorecard.situations import is_told_by_figures
from dxplan.units import base_factor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dxplan.dataframes import ColumnKind
    from dxplan.expr.fluent import Expr
    from dxplan.expr.plain import Value
    from dxplan.methods.method import Method
    from dxplan.model.plan import Plan
    from dxplan.scorecard.situations import Situation

Frame: TypeAlias = "nw.DataFrame[Any]"

FEW = 150
"""Up to this many parts are judged row by row: from there on columns are quicker."""

VALUES = tuple(name for name, fact in GIVENS.items() if fact.measure == "value")
"""The facts that are in the indicator's unit."""


def judge(parts: Frame, situations: Sequence[Situation], method: Method) -> Frame:
    """Apply a method to each part by itself.

    Needs ``situation``, ``judging`` (the value that judges, null where none can), ``qualifier``, ``denominator`` (of a
    rank, how many are ranked), ``now`` (the year of that value), ``base`` (the value at the start, where figures say
    it; of a change in a year that of the year before) and ``base_qualifier`` (the word beside that).
    Adds ``met`` (null for cannot tell), ``gap`` (signed, in the indicator's unit), the method's outputs, and ``line``:
    the number, from 0, of its first line that is true.
    """
    return (by_rows if len(parts) <= FEW else by_columns)(parts, situations, method)


def by_rows(parts: Frame, situations: Sequence[Situation], method: Method) -> Frame:
    """Apply the method to plain numbers."""
    rows = list(readings(parts.select(*_NEEDED).iter_rows(named=True), situations, method))
    series = [
        nw.new_series(name, [row[name] for row in rows], kind_of(kind), backend=parts.implementation)
        for name, kind in kinds_of(method).items()
    ]
    return parts.with_columns(*series)


def readings(
    rows: Iterable[dict[str, Any]], situations: Sequence[Situation], method: Method
) -> Iterator[dict[str, Any]]:
    """Say what the method makes of each part, in their order."""
    facts = {
        situation.number: ({_LEAF[name]: value for name, value in told.items()}, scale, situation)
        for situation, told, scale in _all_told(situations, method)
    }
    lines = {id(line): nth for nth, line in enumerate(method.lines)}
    for row in rows:
        constants, scale, situation = facts[row["situation"]]
        reading = method.read_leaves({**constants, **_of_figure(row, scale), **_of_goal(row, situation, scale)})
        gap = reading.steps["gap"]
        yield {
            "met": reading.steps["met"],
            "gap": None if gap is None else gap / scale,
            "line": None if reading.line is None else lines[id(reading.line)],
            **reading.outputs,
        }


def by_columns(parts: Frame, situations: Sequence[Situation], method: Method) -> Frame:
    """Apply the method to columns, in the order of the rows."""
    from dxplan.expr.stage import stage

    columns: dict[Expr, str] = {Given(name): f"given.{name}" for name in GIVENS}
    constants = _constants(Situations.of(situations), method, parts.implementation)
    same = constants_of(constants, "situation")
    told = parts.select(*_NEEDED).with_row_index("row")
    told = told.join(constants.drop(*same), on="situation", how="left").with_columns(**same)
    told = _columns_of_goal(told.with_columns(*_columns_of_figure(told)), situations)
    exprs = method.expanded()
    wanted = {
        "met": exprs["met"],
        "gap": exprs["gap"],
        **{output.name: exprs[output.name] for output in method.outputs},
    }
    if method.lines:
        numbered = tuple((exprs[name], lift(float(nth))) for nth, name in enumerate(method.line_steps))
        wanted["line"] = Where(numbered)
    added = stage({f"found.{name}": expr for name, expr in wanted.items()}, columns).apply(told).sort("row")
    line = nw.col("found.line") if method.lines else nw.lit(None, dtype=nw.Float64)
    found = added.select(
        *(nw.col(f"found.{name}").alias(name) for name in wanted if name not in {"gap", "line"}),
        gap=quotient(nw.col("found.gap"), nw.col("scale")),
        line=line.cast(nw.Int64),
    )
    return parts.with_columns(*(found[name] for name in kinds_of(method)))


def kinds_of(method: Method) -> dict[str, ColumnKind]:
    """Give the kinds of the columns that the method adds to a part."""
    return {
        "met": "Boolean",
        "gap": "Float64",
        **{output.name: "Float64" for output in method.outputs},
        "line": "Int64",
    }


_NEEDED = ("situation", "judging", "qualifier", "denominator", "now", "base", "base_qualifier")
_OF_GOAL = ("goal", "goal_low", "goal_high", "goal_base")
_OF_REACH = ("reach_below", "reach_above", "low_open", "high_open")
_TOLD = (*_OF_GOAL, "start", "due", *_OF_REACH)
_CONSTANT = (
    *(*_OF_GOAL, "goal_low_open", "goal_high_open", "goal_reach", "direction", "limit"),
    *("baseline", "start", "due", "is_due"),
)


def part_facts(row: Mapping[str, Any], situation: Situation, method: Method) -> dict[str, Value]:
    """Give the facts of one part by name, as the method sees them."""
    told, scale = _told(situation, method.values)
    leaves = {**_of_figure(row, scale), **_of_goal(row, situation, scale)}
    return told | {leaf.name: value for leaf, value in leaves.items()}  # type: ignore[attr-defined]


def _all_told(situations: Iterable[Situation], method: Method) -> Iterator[tuple[Situation, dict[str, Value], float]]:
    """Give what the plan says of each situation; one target at several places and periods is looked at once."""
    known: dict[tuple[int, int, bool], tuple[dict[str, Value], float]] = {}
    for situation in situations:
        key = (id(situation.target), id(situation.indicator), situation.due)
        if key not in known:
            known[key] = _told(situation, method.values)
        yield situation, *known[key]


def _constants(situations: Situations, method: Method, backend: Any) -> Frame:
    """Give the same as columns."""
    columns: dict[str, list[Value]] = {name: [] for name in ("scale", *_CONSTANT) if name != "is_due"}
    for batch in situations.batches:
        found = once(batch.terms.plan, _in_base_units if method.values == "base_unit" else _in_declared_units)
        for name in columns:
            columns[name] += found[name][batch.begin : batch.end] * len(batch.units)
    kinds = {"situation": "Int64", "scale": "Float64", **{name: _kind(name) for name in _CONSTANT}}
    whole: dict[str, Sequence[Any]] = {**columns, "situation": situations.numbers, "is_due": situations.dues}
    return frame_of_columns(whole, kinds, backend).rename({name: f"given.{name}" for name in _CONSTANT})


def _in_declared_units(plan: Plan) -> dict[str, list[Value]]:
    """Give what a plan says of its targets."""
    return {**once(plan, facts_of), "scale": [1.0] * len(plan.targets)}


def _in_base_units(plan: Plan) -> dict[str, list[Value]]:
    """Give what a plan says of its targets, in base units."""
    facts = once(plan, facts_of)
    rows = (dict(zip(facts, values, strict=True)) for values in zip(*facts.values(), strict=True))
    found = [_scaled(row, one.unit) for row, one in zip(rows, once(plan, terms_of).indicators, strict=True)]
    return {
        **{name: [row[name] for row, _ in found] for name in facts},
        "scale": [scale for _, scale in found],
    }


def _told(situation: Situation, values: str) -> tuple[dict[str, Value], float]:
    """Give what the plan says by name, in the unit the method asks for, and the factor to that unit."""
    facts = situation.facts
    return _scaled(facts, situation.indicator.unit) if values == "base_unit" else (facts, 1.0)


def _scaled(facts: dict[str, Value], unit: str) -> tuple[dict[str, Value], float]:
    scale = base_factor(unit)
    scaled = {name: value * scale for name in VALUES if (value := facts.get(name)) is not None}
    return facts | scaled, scale


_LEAF: dict[str, Expr] = {name: Given(name) for name in GIVENS}


def _of_figure(row: Mapping[str, Any], scale: float) -> dict[Expr, Value]:
    """Give what the figure says as leaves."""
    value, base = row["judging"], row["base"]
    found: dict[Expr, Value] = {} if base is None else {Given("baseline"): base * scale}
    if value is None:
        return found
    reach = REACH[row["qualifier"] and Qualifier(row["qualifier"])]
    return found | {
        Given("actual"): value * scale,
        Given("now"): row["now"],
        Given("reach_below"): reach.below,
        Given("reach_above"): reach.above,
        Given("low_open"): reach.low_open,
        # What is nearly 0 is 0; what is less than 0 is not.
        Given("high_open"): reach.high_open and (value != 0 or reach.below is None),
    }


def _of_goal(row: Mapping[str, Any], situation: Situation, scale: float) -> dict[Expr, Value]:
    """Give what the figures say of the goal's bounds as leaves."""
    if not situation.told_by_figures:
        return {}
    start = situation.target.starts_from
    planned = None if start is None else start.value
    base = planned if row["base"] is None else row["base"]
    facts = situation.goal_facts(base, row["denominator"], row["now"])
    found: dict[Expr, Value] = {
        Given(name): value if (value := facts[name]) is None else value * scale for name in _OF_GOAL
    }
    if situation.over_years == "change" and row["judging"] is not None:
        found |= {Given("start"): row["now"] - 1, Given("due"): row["now"]}
    return found | _of_start(row, situation, facts)


def _of_start(row: Mapping[str, Any], situation: Situation, facts: Mapping[str, Value]) -> dict[Expr, Value]:
    """Give how far the value may lie from the reported one, seen from bounds that a vague start leaves vague, too.

    Whether the bounds may lie higher or the value lower comes to the same.
    """
    start = REACH[row["base_qualifier"] and Qualifier(row["base_qualifier"])]
    value, goal = row["judging"], situation.target.goal
    bounds = [float(bound) for name in ("goal_low", "goal_high") if (bound := facts[name]) is not None]
    if start == REACH[None] or None in (value, row["base"]) or goal is None or not goal.relative or not bounds:
        return {}
    figure = _of_figure(row, 1.0)
    # A share of the start moves its bounds in proportion, a difference moves them as far as the start.
    moved = max(map(abs, bounds)) if goal.is_share else abs(row["base"])
    share = moved / abs(value) if value else 0.0 if goal.is_share or not moved else None
    above, below = start.above, start.below
    if goal.is_share and any(bound * row["base"] < 0 for bound in bounds):  # then a higher start lowers the bound
        above = below = None if None in (above, below) else max(above or 0.0, below or 0.0)
    return {
        Given("reach_below"): _sum(figure[Given("reach_below")], above, share),
        Given("reach_above"): _sum(figure[Given("reach_above")], below, share),
        Given("low_open"): bool(figure[Given("low_open")]) or start.high_open,
        Given("high_open"): bool(figure[Given("high_open")]) or start.low_open,
    }


def _sum(reach: Value, other: float | None, share: float | None) -> float | None:
    """Add how far two numbers may be off; missing where nothing bounds one of them."""
    if other == 0:
        return None if reach is None else float(reach)
    return None if reach is None or other is None or share is None else float(reach) + other * share


def _columns_of_goal(told: Frame, situations: Sequence[Situation]) -> Frame:
    """Give the same as columns, instead of what the plan alone says."""
    asking = {situation.number: situation for situation in Situations.of(situations).having(is_told_by_figures)}
    if not asking:
        return told
    rows = [
        {"row": row["row"]}
        | {f"told.{name}": row[f"given.{name}"] for name in _TOLD}
        | {
            f"told.{leaf.name}": value  # type: ignore[attr-defined]
            for leaf, value in _of_goal(row, asking[row["situation"]], row["scale"]).items()
        }
        for row in told.filter(nw.col("situation").is_in(sorted(asking))).iter_rows(named=True)
    ]
    kinds = {"row": told.schema["row"], **{f"told.{name}": _kind(name) for name in _TOLD}}
    special = nw.col("situation").is_in(sorted(asking))
    return told.join(frame_of(rows, kinds, told.implementation), on="row", how="left").with_columns(
        nw.when(special).then(nw.col(f"told.{name}")).otherwise(nw.col(f"given.{name}")).alias(f"given.{name}")
        for name in _TOLD
    )


def _columns_of_figure(told: Frame) -> Iterator[nw.Expr]:
    """Give the same as columns."""
    value, scale, qualifier = nw.col("judging"), nw.col("scale"), nw.col("qualifier")
    yield (value * scale).alias("given.actual")
    yield nw.when(~value.is_null()).then(nw.col("now")).alias("given.now")
    yield nw.coalesce(nw.col("base") * scale, nw.col("given.baseline")).alias("given.baseline")
    words = [Qualifier(word) for word in told["qualifier"].unique().drop_nulls().to_list()]
    for name in ("below", "above"):
        reach = nw.lit(0.0)
        for word in words:  # a few comparisons are quicker than looking every row up
            far = nw.lit(getattr(REACH[word], name), dtype=nw.Float64)
            reach = nw.when(qualifier == word.value).then(far).otherwise(reach)
        yield nw.when(~value.is_null()).then(reach).alias(f"given.reach_{name}")
    for name in ("low_open", "high_open"):
        opening = [word for word in words if getattr(REACH[word], name)]
        is_open = qualifier.is_in([word.value for word in opening]).fill_null(False) if opening else nw.lit(False)
        endless = [word.value for word in opening if REACH[word].below is None]
        if name == "high_open" and opening:
            below = qualifier.is_in(endless).fill_null(False) if endless else nw.lit(False)
            is_open = is_open & ((value != 0) | below)
        yield nw.when(~value.is_null()).then(is_open).alias(f"given.{name}")


def _kind(name: str) -> ColumnKind:
    return "Boolean" if GIVENS[name].measure == "truth" else "Float64"
