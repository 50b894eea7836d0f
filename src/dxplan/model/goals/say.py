"""A goal in words or signs, in Vietnamese and English, so that it reads as the same goal again."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import attrs

from dxplan.model.goals.words import SAID
from dxplan.numbers import format_number
from dxplan.units import unit_label

if TYPE_CHECKING:
    from dxplan.intervals import Interval
    from dxplan.model.goals.goal import Goal
    from dxplan.model.goals.words import Bound
    from dxplan.typing import Lang

_UNDEFINED = {"universal": ("phổ cập", "universal"), "basically": ("cơ bản", "basically")} | {
    "gradually": ("từng bước", "gradually")
}
_CHANGES = {"up": ("tăng", "up"), "down": ("giảm", "down"), "change": ("thay đổi", "change")}


def say(goal: Goal, lang: Lang, unit: str | None, *, words: bool) -> str:
    """Write a goal; see `Goal.say`."""
    return _Saying(goal, lang, unit, words=words).text()


def say_grade(grade: str, lang: Lang) -> str:
    """Write a grade with the word that goes before such ones: ``hạng A``, ``cấp độ 3``, ``mức khá``."""
    if grade.isdigit():
        return f"{'cấp độ' if lang == 'vi' else 'level'} {grade}"
    letter = sum(c.isalpha() for c in grade) == 1
    return f"{('hạng' if letter else 'mức') if lang == 'vi' else 'grade'} {grade}"


class _Saying:
    """One goal in one language."""

    def __init__(self, goal: Goal, lang: Lang, unit: str | None, *, words: bool) -> None:
        self.goal, self.words = goal, words
        self.lang: Lang = lang
        self.vi = lang == "vi"
        self.unit = goal.unit or unit

    def pick(self, vi: str, en: str) -> str:
        return vi if self.vi else en

    def text(self) -> str:
        if self.goal.undefined is not None:
            return self.pick(*_UNDEFINED[self.goal.undefined])
        if self.goal.grade is not None:
            return self.years(say_grade(self.goal.grade, self.lang))
        assert self.goal.interval is not None  # noqa: S101 (a goal has one of the three)
        if self.unit == "yes_no" and not self.goal.relative:
            answer = self.answer(self.goal.interval)
            if answer:
                return self.years(answer)
        if self.goal.relative:
            return self.since(self.years(self.change(self.goal.interval)))
        return self.years(self.level(self.goal.interval))

    def answer(self, interval: Interval) -> str | None:
        if (interval.low, interval.low_open, interval.high) == (1, False, math.inf):
            return self.pick("có", "yes")
        if (interval.low, interval.high, interval.high_open) == (-math.inf, 0, False):
            return self.pick("không", "no")
        return None

    def level(self, interval: Interval) -> str:
        if self.unit == "rank" and self.goal.is_top_of_ranks:
            top = f"{self.loosely()}top {interval.high:.0f}" + (f"/{self.goal.of}" if self.goal.of else "")
            return top + self.aim(self.goal.aim, "" if self.goal.aim is None else f"top {self.goal.aim:.0f}")
        low = interval.low
        if self.words and self.goal.bare and math.isfinite(low) and not interval.low_open:
            if self.goal.aim is None:
                return self.loosely() + self.number(low)
            return f"{self.loosely()}{format_number(low, self.lang)}–{self.number(self.goal.aim)}"
        return self.bounds(interval) + self.aim(self.goal.aim)

    def change(self, interval: Interval) -> str:
        """Write a change as a rise or a fall where it is one, else with signs; a rise in rank is a lower number."""
        sense = -1 if self.unit == "rank" else 1
        finite = [bound * sense for bound in (interval.low, interval.high) if math.isfinite(bound)]
        least = interval.low if sense > 0 else interval.high
        most = interval.high if sense > 0 else interval.low
        if math.isfinite(least) and min(finite) >= 0:
            verb, turn = "up", sense
        elif math.isfinite(most) and max(finite) <= 0:
            verb, turn = "down", -sense
        else:
            verb, turn = "change", 1
        turned = interval if turn > 0 else _negated(interval)
        aim = None if self.goal.aim is None else turn * self.goal.aim
        return f"{self.pick(*_CHANGES[verb])} {self.bounds(turned)}{self.aim(aim)}"

    def bounds(self, interval: Interval) -> str:
        if interval.low == interval.high:
            return self.piece("exactly", interval.low)
        pieces = []
        if math.isfinite(interval.low):
            pieces.append(self.piece("more_than" if interval.low_open else "at_least", interval.low))
        if math.isfinite(interval.high):
            pieces.append(self.piece("less_than" if interval.high_open else "at_most", interval.high))
        return (self.pick(" và ", " and ") if self.words else ", ").join(pieces)

    def piece(self, bound: Bound, value: float) -> str:
        sign, vi, en = SAID[bound]
        return f"{self.pick(vi, en) if self.words else sign} {self.loosely()}{self.number(value)}"

    def loosely(self) -> str:
        return self.pick("khoảng ", "about ") if self.goal.about else ""

    def number(self, value: float) -> str:
        return f"{format_number(value, self.lang)} {self.label()}".strip()

    def label(self) -> str:
        if self.unit is None:
            return ""
        if self.unit == "rank":
            return self.pick("bậc", "places") if self.goal.relative else self.pick("hạng", "rank")
        # What a number alone cannot say is named, if the goal itself says it.
        return unit_label(self.unit, self.lang) or (self.unit if self.unit == self.goal.unit else "")

    def aim(self, aim: float | None, shown: str = "") -> str:
        if aim is None:
            return ""
        return f", {self.pick('phấn đấu', 'aiming at')} {shown or self.number(aim)}"

    def years(self, text: str) -> str:
        if self.goal.yearly is None:
            return text
        if self.goal.yearly == "rate":
            return f"{text}{self.pick('/năm', ' a year')}"
        return f"bình quân {text}/năm" if self.vi else f"{text} a year on average"

    def since(self, text: str) -> str:
        if self.goal.against is None:
            return text if self.goal.yearly else f"{text} {self.pick('so với mức ban đầu', 'against the baseline')}"
        return f"{text} {self.pick('so với', 'against')} {self.goal.against}"


def _negated(interval: Interval) -> Interval:
    return attrs.evolve(
        interval, low=-interval.high, high=-interval.low, low_open=interval.high_open, high_open=interval.low_open
    )
