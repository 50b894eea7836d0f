"""What a plan makes of another one's promises: the targets of a province beside those of the nation."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

import attrs

from dxplan.errors import DefinitionError
from dxplan.model.comparison import Comparison
from dxplan.model.plan import Plan
from dxplan.model.targets import Target
from dxplan.scorecard.wording import say_asked
from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Standing(enum.Enum):
    """What a plan makes of a national target; several can be said of one, and the first that fits is given.

    A target that is asked of others is re-scoped, whatever its number; one that asks less by another day is weaker.
    """

    OMITTED = "omitted"
    """No target takes it up."""
    RESCOPED = "re-scoped"
    """It is asked of others, or in a way that the two goals cannot be compared."""
    STRONGER = "stronger"
    """It asks more."""
    WEAKER = "weaker"
    """It asks less."""
    REDATED = "re-dated"
    """It asks the same by another day."""
    ADOPTED = "adopted"
    """It asks the same by the same day."""
    ADDED = "added"
    """The nation has no such target."""

    @property
    def sign(self) -> str:
        """The sign beside the word."""
        return _SIGNS[self][0]

    @property
    def label(self) -> Text:
        """The word."""
        return _SIGNS[self][1]


_SIGNS = {
    Standing.OMITTED: ("∅", Text(vi="Không đưa vào", en="Omitted")),
    Standing.RESCOPED: ("≠", Text(vi="Đổi phạm vi", en="Re-scoped")),
    Standing.STRONGER: ("↑", Text(vi="Cao hơn", en="Stronger")),
    Standing.WEAKER: ("↓", Text(vi="Thấp hơn", en="Weaker")),
    Standing.REDATED: ("↔", Text(vi="Đổi thời hạn", en="Re-dated")),
    Standing.ADOPTED: ("=", Text(vi="Giữ nguyên", en="Adopted")),
    Standing.ADDED: ("+", Text(vi="Thêm mới", en="Added")),
}


@attrs.frozen(kw_only=True)
class AlignedTarget:
    """A national target and the one that takes it up, or one of them alone.

    Attributes:
        standing: What the plan makes of it.
        national: The national target; None for one that was added.
        target: The plan's own target; None for a national one that is omitted.
        comparison: How the two differ; None where there is only one.
        matched_by: ``follows`` where the plan says so itself, ``indicator`` where both measure the same.
    """

    standing: Standing
    national: Target | None
    target: Target | None
    comparison: Comparison | None = None
    matched_by: str | None = None

    @property
    def ambition(self) -> float | None:
        """How much the target asks as a share of the national one: 10 % against 20 % is 0.5; None if no number."""
        return None if self.comparison is None else self.comparison.ambition


@attrs.frozen(kw_only=True, repr=False)
class Alignment:
    """The targets of a plan beside those of a national one.

    It is a sequence of `AlignedTarget`: every national target in its order, and then what was added.

    Attributes:
        plan: The plan.
        national: The national plan.
        rows: The rows.
    """

    plan: Plan
    national: Plan
    rows: tuple[AlignedTarget, ...]

    @property
    def counts(self) -> dict[Standing, int]:
        """How many rows have each standing; those that none has are left out."""
        found = [row.standing for row in self.rows]
        return {standing: found.count(standing) for standing in Standing if standing in found}

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[AlignedTarget]:
        return iter(self.rows)

    def to_native(self) -> Any:
        """Give the rows as a Polars dataframe; what belongs to a target that is not there is null."""
        import polars as pl

        rows = [self._said(row) for row in self.rows]
        kinds = {name: pl.Float64 if name == "ambition" else pl.String for name in _COLUMNS}
        return pl.DataFrame(rows, schema=kinds, orient="row")

    def _said(self, row: AlignedTarget) -> dict[str, Any]:
        national, own = _told(self.national, row.national), _told(self.plan, row.target)
        return {
            "standing": row.standing.value,
            **{f"national_{name}": value for name, value in national.items()},
            **own,
            "ambition": row.ambition,
            "scope": ", ".join(row.comparison.scope) if row.comparison else None,
            "matched_by": row.matched_by,
        }

    def __repr__(self) -> str:
        counts = ", ".join(f"{number} {standing.value}" for standing, number in self.counts.items())
        return f"<Alignment of {self.plan.code} with {self.national.code}: {counts}>"


_TOLD = ("target", "indicator", "goal", "by")
_COLUMNS = ("standing", *(f"national_{name}" for name in _TOLD), *_TOLD, "ambition", "scope", "matched_by")


def _told(plan: Plan, target: Target | None) -> dict[str, str | None]:
    if target is None:
        return dict.fromkeys(_TOLD)
    goal = say_asked(plan, target, "en")
    return {"target": target.code, "indicator": target.indicator, "goal": goal, "by": str(target.by)}


def align(plan: Plan, national: Plan) -> Alignment:
    """Set the targets of a plan beside those of a national one.

    A target is matched with the one that it ``follows``, and else with one of the same indicator, of the same members:
    of several those that are due together first, then those nearest in time. Titles are never compared.
    What measures something else, such as a share of GRDP for a share of GDP, is matched only if the plan says so, and
    so are milestones, which measure nothing.

    Args:
        plan: The plan, such as that of a province.
        national: The plan that it is set beside.

    Raises:
        DefinitionError: They are the same plan.
        UnknownCodeError: A target follows one that the national plan does not have.
    """
    if plan.code == national.code:
        raise DefinitionError(f"{plan.code!r} is set beside itself", "name two different plans.")
    followed = _followed(plan, national)
    matched = followed | _alike(
        [target for target in plan.targets if target.code not in followed],
        [target for target in national.targets if target not in followed.values()],
    )
    rows: list[AlignedTarget] = []
    for theirs in national.targets:
        takers = [target for target in plan.targets if matched.get(target.code) == theirs]
        rows += [
            _row(plan, target, national, theirs, "follows" if target.code in followed else "indicator")
            for target in takers
        ]
        if not takers:
            rows.append(AlignedTarget(standing=Standing.OMITTED, national=theirs, target=None))
    added = [target for target in plan.targets if target.code not in matched]
    rows += [AlignedTarget(standing=Standing.ADDED, national=None, target=target) for target in added]
    return Alignment(plan=plan, national=national, rows=tuple(rows))


def _followed(plan: Plan, national: Plan) -> dict[str, Target]:
    """Give the national target that each target says it follows, by the code of the latter."""
    links = {target.code: (target.follows or "").partition(":") for target in plan.targets}
    return {code: national.target(link[2]) for code, link in links.items() if link[0] == national.code}


def _alike(own: Sequence[Target], theirs: Sequence[Target]) -> dict[str, Target]:
    """Match targets that measure the same of the same members."""
    matched: dict[str, Target] = {}
    for key in dict.fromkeys(_measure(target) for target in own if not target.is_milestone):
        mine = [target for target in own if _measure(target) == key]
        matched |= _nearest(mine, [target for target in theirs if _measure(target) == key])
    return matched


def _measure(target: Target) -> tuple[object, ...]:
    return target.indicator, target.each, tuple(sorted(target.where.items()))


def _nearest(own: Sequence[Target], theirs: Sequence[Target]) -> dict[str, Target]:
    """Match by the day due: the same day first, then the nearest.

    No two matches cross: an interim goal of 2022 is not the nation's goal of 2030 put forward where both have one of
    2025.
    """
    pairs = sorted(
        ((target, other) for target in own for other in theirs),
        key=lambda pair: abs((pair[0].by.last - pair[1].by.last).days),
    )
    matched: dict[str, Target] = {}
    for target, other in pairs:
        taken = target.code in matched or other in matched.values()
        first, last = sorted((target.by.last, other.by.last))
        between = any(first < held.by.last < last for held in matched.values())
        if not taken and not between:
            matched[target.code] = other
    return matched


def _row(plan: Plan, target: Target, national: Plan, theirs: Target, matched_by: str) -> AlignedTarget:
    compared = Comparison.of(plan, target, national, theirs)
    if compared.scope or not compared.comparable:
        standing = Standing.RESCOPED
    elif compared.stronger is not None:
        standing = Standing.STRONGER if compared.stronger else Standing.WEAKER
    else:
        standing = Standing.REDATED if compared.redated else Standing.ADOPTED
    return AlignedTarget(standing=standing, national=theirs, target=target, comparison=compared, matched_by=matched_by)
