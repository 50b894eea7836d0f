"""What becomes of the targets that make one promise for one place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import attrs

from dxplan.model.lapses import level_ended, levels_of, place_ended
from dxplan.model.plan import Plan
from dxplan.model.restated.coverage import missing_of
from dxplan.model.restated.proposals import Weights, adds_up, proposals_for
from dxplan.model.restated.sameness import said, said_in_words
from dxplan.model.restated.sources import TargetSource
from dxplan.model.restated.target import ChangedPlaces, Inheritance, RestatedTarget, WhyInherited
from dxplan.places import LEVELS, gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.places import Place


@attrs.frozen(kw_only=True)
class Restating:
    """The question that all targets are asked.

    Attributes:
        day: The other day.
        plans: The plans.
        every: All their targets in force.
        weights: What the places weigh, or None.
    """

    day: date
    plans: Sequence[Plan]
    every: Sequence[TargetSource]
    weights: Weights | None

    def decide(self, place: Place, sources: Sequence[TargetSource]) -> Iterator[RestatedTarget]:
        """Say what became of the targets that make one promise for a place.

        What is over is told first: a level that ended, a due day before the place began. Then what cannot be carried
        over whatever the others promise. Of the rest, targets that agree and cover the place are carried over, and
        those that are left are told together.
        """
        lapsed = self._lapsed(place, sources)
        if lapsed is not None:
            yield lapsed
            return
        begun = place.since
        over = [s for s in sources if begun and s.place.id != place.id and s.target.by.last < begun]
        rebased = [s for s in sources if s not in over and self._rebased(place, s)]
        if over:
            yield self._told(place, over, Inheritance.FELL_DUE, WhyInherited.DUE_BEFORE)
        if rebased:
            yield self._told(place, rebased, Inheritance.NEEDS_DECISION, WhyInherited.BASE_CHANGED)
        left = [source for source in sources if source not in over and source not in rebased]
        for agreed in _agreeing(left):
            if self._stands(place, agreed):
                left = [source for source in left if source not in agreed]
                same = all(source.place.id == place.id for source in agreed)
                why = WhyInherited.SAME_PLACE if same else WhyInherited.AGREED
                yield self._told(place, agreed, Inheritance.CARRIED_OVER, why)
        if left:
            yield self._open(place, left)

    def lost(self, place: Place, source: TargetSource, why: str) -> RestatedTarget:
        """Say what became of a target whose own place has no successor, or none that is known."""
        if why == "lineage_unknown":
            return self._told(place, [source], Inheritance.NEEDS_DECISION, WhyInherited.LINEAGE_UNKNOWN)
        lapse = place_ended(source.plan.gazetteer, source.place, self.day)
        if lapse is not None and source.target.by.last <= lapse.last:
            return self._told(place, [source], Inheritance.FELL_DUE, WhyInherited.DUE_BEFORE)
        told = self._told(place, [source], Inheritance.LAPSED, WhyInherited.PLACE_ENDED)
        return attrs.evolve(told, lapse=lapse)

    def _lapsed(self, place: Place, sources: Sequence[TargetSource]) -> RestatedTarget | None:
        """Tell of a promise about a level that ended, which all of them share."""
        first = sources[0]
        levels = levels_of(first.target)
        if level_ended(gazetteer, levels, self.day) is None:
            return None
        lapse = level_ended(gazetteer, levels, min(self.day, first.target.by.last))
        if lapse is None:
            return self._told(place, sources, Inheritance.FELL_DUE, WhyInherited.DUE_BEFORE)
        told = self._told(place, sources, Inheritance.LAPSED, WhyInherited.LEVEL_ENDED)
        return attrs.evolve(told, lapse=lapse)

    def _stands(self, place: Place, agreed: Sequence[TargetSource]) -> bool:
        """Tell whether targets that agree cover a place, and whether what they promise holds for the whole."""
        several = len({source.place.id for source in agreed}) > 1
        if any(source.divided for source in agreed) or (several and adds_up(agreed[0]) is not False):
            return False
        return not missing_of(place, agreed, self.every, self.plans)

    def _open(self, place: Place, sources: Sequence[TargetSource]) -> RestatedTarget:
        """Tell of targets that do not agree, or do not cover the place."""
        missing = missing_of(place, sources, self.every, self.plans)
        decide = Inheritance.NEEDS_DECISION
        if any(source.divided for source in sources):
            return attrs.evolve(self._told(place, sources, decide, WhyInherited.DIVIDED), missing=missing)
        if missing:
            return attrs.evolve(self._told(place, sources, decide, WhyInherited.MISSING), missing=missing)
        if any(said_in_words(source) != said_in_words(sources[0]) for source in sources):
            return self._told(place, sources, decide, WhyInherited.WORDS_DIFFER)
        found = proposals_for(sources, self.weights)
        why = WhyInherited.ADDS_UP if adds_up(sources[0]) is not False else WhyInherited.GOALS_DIFFER
        if found:
            return attrs.evolve(self._told(place, sources, Inheritance.PROPOSED, why), proposals=found)
        differ = why if why is WhyInherited.ADDS_UP else WhyInherited.NOT_COMPARABLE
        return self._told(place, sources, decide, differ)

    def _told(
        self, place: Place, sources: Sequence[TargetSource], standing: Inheritance, why: WhyInherited
    ) -> RestatedTarget:
        open_ = standing in (Inheritance.CARRIED_OVER, Inheritance.PROPOSED, Inheritance.NEEDS_DECISION)
        asked = self._asked(place, sources) if open_ else None
        return RestatedTarget(place=place, standing=standing, why=why, sources=tuple(sources), asked=asked)

    def _rebased(self, place: Place, source: TargetSource) -> bool:
        """Tell whether a target is a rank among places that are others by the day it is due.

        How many places of its level there are tells it: a rank among nations stays one.
        """
        target, indicator = source.target, source.indicator
        if target.goal is None or indicator is None or (indicator.unit != "rank" and target.goal.of is None):
            return False
        at = source.plan.gazetteer.at
        before = len(at(source.plan.adopted.first).of_level(source.place.level)) if source.place.level else 0
        after = len(at(min(self.day, target.by.last)).of_level(place.level)) if place.level else 0
        return after not in {before, target.goal.of}

    def _asked(self, place: Place, sources: Sequence[TargetSource]) -> ChangedPlaces | None:
        """Say of which places it is asked, if those are others now."""
        level = sources[0].target.each
        if level not in LEVELS:
            return None
        then = [s.plan.gazetteer.at(s.plan.adopted.last).under(s.place.code, level) for s in sources]
        # Of the places that a plan declares nobody knows what became of them once their province did not stay itself.
        stayed = all(source.place.id == place.id for source in sources)
        now, all_now = (sources[0].plan.gazetteer if stayed else gazetteer).at(self.day).under(place.code, level)
        before = {found.id for places, _ in then for found in places}
        known = all(whole for _, whole in then)
        if known and all_now and before == {found.id for found in now}:
            return None
        return ChangedPlaces(level=level, before=len(before) if known else None, after=len(now) if all_now else None)


def _agreeing(sources: Sequence[TargetSource]) -> list[list[TargetSource]]:
    """Put targets together that say the same."""
    groups: list[list[TargetSource]] = []
    for source in sources:
        group = next((group for group in groups if said(group[0]) == said(source)), None)
        if group is None:
            groups.append([source])
        else:
            group.append(source)
    return groups
