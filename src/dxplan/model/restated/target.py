"""What became of a promise on another day: carried over, proposed, to be decided, lapsed, or due before."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

import attrs

from dxplan.codes import member
from dxplan.model.lapses import Lapse
from dxplan.model.restated.coverage import MissingPredecessor
from dxplan.model.restated.proposals import Proposal, ProposalRule
from dxplan.model.restated.sources import TargetSource
from dxplan.places import Place
from dxplan.text import Text

if TYPE_CHECKING:
    from dxplan.model.goals import Goal
    from dxplan.model.indicators import Indicator
    from dxplan.periods import Period
    from dxplan.places import Event


class Inheritance(enum.Enum):
    """What became of a promise."""

    CARRIED_OVER = "carried_over"
    """All predecessors make it, and it stands for the whole."""
    PROPOSED = "proposed"
    """They promise different numbers, of which goals for the whole can be made; nobody has promised those."""
    NEEDS_DECISION = "needs_decision"
    """Somebody has to decide."""
    LAPSED = "lapsed"
    """What it is about ended before it was due."""
    FELL_DUE = "fell_due"
    """It was due before its place or level ended, and is judged there."""

    @property
    def sign(self) -> str:
        """The sign beside the word."""
        return _SIGNS[self][0]

    @property
    def label(self) -> Text:
        """The word."""
        return _SIGNS[self][1]


_SIGNS = {
    Inheritance.CARRIED_OVER: ("=", Text(vi="Chuyển tiếp", en="Carried over")),
    Inheritance.PROPOSED: ("~", Text(vi="Có đề xuất", en="Proposed")),
    Inheritance.NEEDS_DECISION: ("?", Text(vi="Cần quyết định", en="Needs decision")),
    Inheritance.LAPSED: ("†", Text(vi="Không còn đối tượng", en="Lapsed")),
    Inheritance.FELL_DUE: ("·", Text(vi="Đã đến hạn trước đó", en="Fell due before")),
}


class WhyInherited(enum.Enum):
    """Why a promise became what it did."""

    SAME_PLACE = "same_place"
    """The place stayed itself, and so does its promise."""
    AGREED = "agreed"
    """All predecessors promise the same."""
    GOALS_DIFFER = "goals_differ"
    """They promise different numbers, which can be compared."""
    NOT_COMPARABLE = "not_comparable"
    """They promise different numbers, of which nothing sound can be made."""
    ADDS_UP = "adds_up"
    """What is counted adds up, or may: what each promised is not what all of them promised together."""
    WORDS_DIFFER = "words_differ"
    """They promise the same number, and say in different words what it leaves out or how it is reached."""
    MISSING = "missing"
    """Not every predecessor makes it."""
    DIVIDED = "divided"
    """Only a part of the earlier place lies in this one."""
    BASE_CHANGED = "base_changed"
    """It is a rank, and the places that are ranked are others now."""
    LINEAGE_UNKNOWN = "lineage_unknown"
    """The tables do not say what became of the place that it is about."""
    LEVEL_ENDED = "level_ended"
    """It is about a level of administration that ended."""
    PLACE_ENDED = "place_ended"
    """It is about a place that ended without a successor."""
    DUE_BEFORE = "due_before"
    """It was due before."""

    @property
    def label(self) -> Text:
        """The reason in words."""
        return _REASONS[self]


_REASONS = {
    WhyInherited.SAME_PLACE: Text(
        vi="Nơi này vẫn là chính nó, nên cam kết giữ nguyên.", en="The place stayed itself, and so does its promise."
    ),
    WhyInherited.AGREED: Text(vi="Mọi nơi trước đó đều cam kết như nhau.", en="All predecessors promise the same."),
    WhyInherited.GOALS_DIFFER: Text(
        vi="Mức đề ra khác nhau. Đề xuất dưới đây chưa ai cam kết.",
        en="Their goals differ. Nobody has promised what is proposed.",
    ),
    WhyInherited.NOT_COMPARABLE: Text(
        vi="Mức đề ra khác nhau và không so sánh được.", en="Their goals differ, and nothing sound can be made of them."
    ),
    WhyInherited.ADDS_UP: Text(
        vi="Số này cộng dồn, hoặc có thể cộng dồn (over_units): mỗi nơi chỉ cam kết phần mình.",
        en="The numbers add up, or may (over_units): each promised only its own.",
    ),
    WhyInherited.WORDS_DIFFER: Text(
        vi="Phần loại trừ, điều kiện hoặc tên mốc ghi khác nhau.",
        en="What they leave out, their conditions, or the milestone itself are worded differently.",
    ),
    WhyInherited.MISSING: Text(vi="Không phải nơi nào cũng cam kết.", en="Not every predecessor promises it."),
    WhyInherited.DIVIDED: Text(
        vi="Chỉ một phần của nơi cũ thuộc nơi này.", en="Only a part of the earlier place lies in this one."
    ),
    WhyInherited.BASE_CHANGED: Text(
        vi="Thứ hạng giữa số đơn vị cũ không còn ý nghĩa: số đơn vị xếp hạng đã khác.",
        en="It is a rank, and another number of places is ranked now.",
    ),
    WhyInherited.LINEAGE_UNKNOWN: Text(
        vi="Các bảng không ghi nơi này đã thành nơi nào.", en="The tables do not say what became of its place."
    ),
    WhyInherited.LEVEL_ENDED: Text(
        vi="Cấp hành chính mà mục tiêu nói đến đã kết thúc.", en="The level of administration that it is about ended."
    ),
    WhyInherited.PLACE_ENDED: Text(
        vi="Nơi mà mục tiêu nói đến đã kết thúc, không có nơi kế tục.",
        en="The place that it is about ended without a successor.",
    ),
    WhyInherited.DUE_BEFORE: Text(
        vi="Đã đến hạn trước đó, và được đánh giá ở nơi cũ hoặc cấp cũ.",
        en="It was due before, and is judged for the place or level of its time.",
    ),
}


@attrs.frozen(kw_only=True)
class ChangedPlaces:
    """Of which places of a level a target asks it, where these are others now, or not known to be the same.

    Attributes:
        level: The level.
        before: How many there were when the plans were adopted; None where that is not known.
        after: How many there are on the other day; None where that is not known.
    """

    level: str
    before: int | None
    after: int | None


@attrs.frozen(kw_only=True, repr=False)
class RestatedTarget:
    """A promise, and what became of it on another day.

    Attributes:
        place: The place of the other day: of what ended without a successor, the one that its plan's place became.
        standing: What became of the promise.
        why: Why.
        sources: The targets in force that make it, in the order of their places.
        missing: The predecessors that do not make it.
        proposals: The goals that may be adopted for the whole.
        lapse: What ended; None where it goes on.
        asked: Of which places it is asked, where these are others now; None where they are the same, or there are none.
    """

    place: Place
    standing: Inheritance
    why: WhyInherited
    sources: tuple[TargetSource, ...]
    missing: tuple[MissingPredecessor, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    lapse: Lapse | None = None
    asked: ChangedPlaces | None = None

    @property
    def first(self) -> TargetSource:
        """The first of its sources, which gives code, title and whatever all of them share."""
        return self.sources[0]

    @property
    def title(self) -> Text:
        """What is promised, in the words of the first source."""
        return self.first.target.title

    @property
    def indicator(self) -> Indicator | None:
        """What it is measured by; None for a milestone."""
        return self.first.indicator

    @property
    def by(self) -> Period:
        """The period by whose end it is due."""
        return self.first.target.by

    @property
    def goal(self) -> Goal | None:
        """The goal that is carried over; None where none is, and of a milestone."""
        return self.first.target.goal if self.standing is Inheritance.CARRIED_OVER else None

    @property
    def same_place(self) -> bool:
        """Whether all sources are about the place itself."""
        return all(source.place.id == self.place.id for source in self.sources)

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened to its places on the way, in the order of time, each with its law."""
        found = dict.fromkeys(event for source in self.sources for event in source.events)
        return tuple(sorted(found, key=lambda event: (event.day, event.code)))

    def proposal(self, rule: ProposalRule | str) -> Proposal | None:
        """Give the proposal that is made by a rule, or None where there is none.

        Raises:
            UnknownCodeError: There is no such rule.
        """
        wanted = member(ProposalRule, rule)
        return next((found for found in self.proposals if found.rule is wanted), None)

    def __repr__(self) -> str:
        names = ", ".join(source.name for source in self.sources)
        return f"<RestatedTarget {names} for {self.place.code}: {self.standing.value} ({self.why.value})>"
