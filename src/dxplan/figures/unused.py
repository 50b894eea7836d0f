"""Why targets cannot use some figures, and what unknown codes may have been meant to be."""

from __future__ import annotations

import enum
from datetime import timedelta
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING

import attrs

from dxplan.errors import DxplanError, UnknownCodeError, UnknownLineageError, Where
from dxplan.figures.figure import parse_breakdown
from dxplan.figures.needs import Need, needs, places_of
from dxplan.text import Text, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dxplan.model.plan import Plan
    from dxplan.places import Gazetteer, Place


class WhyUnused(enum.Enum):
    """Why figures are not used."""

    UNKNOWN_INDICATOR = "unknown_indicator"
    OTHER_PLACE = "other_place"
    MERGED_PLACE = "merged_place"
    UNKNOWN_DIMENSION = "unknown_dimension"
    UNKNOWN_MEMBER = "unknown_member"
    NOT_ASKED = "not_asked"
    OTHER_BREAKDOWN = "other_breakdown"
    NO_VALUE = "no_value"
    AFTER_DUE = "after_due"

    @property
    def label(self) -> Text:
        """What it is called."""
        return _LABELS[self]


_LABELS = {
    WhyUnused.UNKNOWN_INDICATOR: Text(vi="kế hoạch không có chỉ số này", en="no such indicator in the plan"),
    WhyUnused.OTHER_PLACE: Text(vi="nơi khác", en="another place"),
    WhyUnused.MERGED_PLACE: Text(
        vi="nơi đã sáp nhập; quy số liệu về bằng dxplan restate",
        en="a place merged since; carry the figures over with dxplan restate",
    ),
    WhyUnused.UNKNOWN_DIMENSION: Text(vi="kế hoạch không có chiều phân tổ này", en="no such dimension in the plan"),
    WhyUnused.UNKNOWN_MEMBER: Text(
        vi="không có trong danh sách của chiều phân tổ", en="no such member of the dimension"
    ),
    WhyUnused.NOT_ASKED: Text(
        vi="không mục tiêu nào cần chỉ số này ở nơi đó", en="no target asks for the indicator at that place"
    ),
    WhyUnused.OTHER_BREAKDOWN: Text(vi="không mục tiêu nào cần phân tổ này", en="no target asks for the breakdown"),
    WhyUnused.NO_VALUE: Text(vi="không có giá trị", en="no value"),
    WhyUnused.AFTER_DUE: Text(vi="sau kỳ hạn của mục tiêu", en="after the target is due"),
}


@attrs.frozen(kw_only=True)
class Unused:
    """Figures that no target of the plans can use.

    Attributes:
        indicator: The code they carry; empty where figures of any are counted together.
        place: The place they are about; empty where figures of any are counted together.
        breakdown: What they are broken down by; empty for the whole.
        number: How many there are.
        why: Why they are not used.
        meant: The known code that an unknown one is most like, or None.
        where: The first of them.
    """

    indicator: str
    place: str
    breakdown: str = ""
    number: int
    why: WhyUnused
    meant: str | None = None
    where: Where | None = attrs.field(default=None, eq=False)

    @property
    def beside(self) -> bool:
        """Whether the plans know the indicator, and the place is theirs or in it: nothing is wrong, nobody asks."""
        return self.why in (WhyUnused.NOT_ASKED, WhyUnused.OTHER_BREAKDOWN, WhyUnused.NO_VALUE, WhyUnused.AFTER_DUE)

    @property
    def doubtful(self) -> bool:
        """Whether it looks like a slip: an unknown code that is like a known one, or no member of a whole list."""
        return self.meant is not None or self.why is WhyUnused.UNKNOWN_MEMBER


class Reasons:
    """Tells why figures are not used, from what the plans define and ask for.

    Args:
        plans: The plans.
        asked: The places that the targets of each are asked of instead of its own, by the plan's code.
    """

    def __init__(self, plans: Sequence[Plan], asked: Mapping[str, Sequence[Place]]) -> None:
        self.plans = plans
        self._places_asked = asked
        # A large table has the same codes again and again.
        self.meant = cache(lambda code: nearest(code, sorted(self.known)))
        self._belongs = cache(self._is_within)
        self._dimensions = cache(partial(_dimensions, plans))
        self.known = {indicator.code for plan in plans for indicator in plan.indicators}
        there = [(plan, place) for plan in plans for place in places_of(plan, asked.get(plan.code, ()))]
        self.there = [place for _, place in there]
        self.places = {place.code for place in self.there}
        before = [(plan, place, old.code) for plan, place in there for old in _merged_into(place, plan.gazetteer)]
        self.merged = {code for _, _, code in before}
        # A place that was only divided may live on under its code.
        self._gone = {
            code for plan, place, code in before if place.since and code not in plan.gazetteer.at(place.since)
        }

    @cached_property
    def asked(self) -> dict[tuple[str, str], list[Need]]:
        """Every series that a target of a plan asks for, by indicator and place."""
        found: dict[tuple[str, str], list[Need]] = {}
        for plan in self.plans:
            for need in needs(plan, self._places_asked.get(plan.code, ())):
                found.setdefault((need.indicator, need.place.code), []).append(need)
        return found

    def of(
        self, indicator: str, place: str, breakdown: str, *, late: bool, other_time: bool, empty: bool
    ) -> tuple[WhyUnused | None, str | None]:
        """Give the first reason there is, and the code that an unknown one is most like; None where all is well."""
        if indicator not in self.known:
            return WhyUnused.UNKNOWN_INDICATOR, self.meant(indicator)
        if other_time or not self.is_ours(place):
            return self.why_elsewhere(place, other_time=other_time), None
        asked = self.asked.get((indicator, place), [])
        if any(need.fits(breakdown) for need in asked):
            return (WhyUnused.NO_VALUE if empty else WhyUnused.AFTER_DUE if late else None), None
        strange = self.strange_part(indicator, breakdown)
        return strange or (WhyUnused.OTHER_BREAKDOWN if asked else WhyUnused.NOT_ASKED, None)

    def _is_within(self, place: str) -> bool:
        """Tell whether a place is in one that the plans speak of."""
        there = {id(plan.gazetteer): plan.gazetteer for plan in self.plans}
        return any(gazetteer.belongs(place, self.places) for gazetteer in there.values())

    def is_ours(self, place: str) -> bool:
        """Tell whether the plans speak of a place, or of one that it is in and that it was not merged into."""
        return place in self.places or (place not in self._gone and self._belongs(place))

    def why_elsewhere(self, place: str, *, other_time: bool) -> WhyUnused:
        """Tell why figures of a place are not of the plans': it, or the one that had its code then, may be merged."""
        merged = self.merged if other_time else self._gone
        return WhyUnused.MERGED_PLACE if place in merged else WhyUnused.OTHER_PLACE

    def strange_part(self, indicator: str, breakdown: str) -> tuple[WhyUnused, str | None] | None:
        """Find a dimension that no plan knows of those that know the indicator, or what is no member of it."""
        for code, member in parse_breakdown(breakdown).items():
            known = self._dimensions(indicator)
            if code not in known:
                return WhyUnused.UNKNOWN_DIMENSION, nearest(code, known)
            if _is_strange(member, known[code]):
                return WhyUnused.UNKNOWN_MEMBER, nearest(member, known[code])
        return None


def _merged_into(place: Place, places: Gazetteer) -> tuple[Place, ...]:
    """Give the places that another was made from on the day that it began; none where the tables do not say it."""
    if place.since is None or place.code not in places.at(place.since):
        return ()
    try:
        return places.predecessors(place, to=place.since - timedelta(days=1)).places
    except UnknownLineageError:
        return ()


def doubt_about(unused: Unused, plans: Sequence[Plan]) -> DxplanError:
    """Say what an unknown code may have been meant to be."""
    where = unused.where or Where()
    if unused.why is WhyUnused.UNKNOWN_INDICATOR:
        codes = {indicator.code for plan in plans for indicator in plan.indicators}
        return UnknownCodeError.among("indicator", unused.indicator, codes).at(attrs.evolve(where, path="indicator"))
    spot = attrs.evolve(where, path="breakdown")
    parts, known = parse_breakdown(unused.breakdown), _dimensions(plans, unused.indicator)
    if unused.why is WhyUnused.UNKNOWN_DIMENSION:
        return UnknownCodeError.among("dimension", next(code for code in parts if code not in known), known).at(spot)
    code = next(code for code, member in parts.items() if _is_strange(member, known[code]))
    return UnknownCodeError.among(code, parts[code], known[code]).at(spot)


def _dimensions(plans: Sequence[Plan], indicator: str) -> dict[str, set[str]]:
    """Give the members of each dimension of the plans that know an indicator; none where a list is open."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for plan in plans:
        if any(known.code == indicator for known in plan.indicators):
            for dimension in plan.dimensions:
                found.setdefault(dimension.code, []).append(dimension.members)
    return {code: {m for members in lists for m in members} if all(lists) else set() for code, lists in found.items()}


def _is_strange(member: str, members: set[str]) -> bool:
    return bool(members) and member not in members
