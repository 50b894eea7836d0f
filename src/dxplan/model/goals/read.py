"""From the wording of a promise to a goal: what stands around the number first, then the number itself."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal

import attrs

from dxplan.errors import DefinitionError, GoalError, PeriodError
from dxplan.intervals import Interval
from dxplan.model.goals.goal import Goal
from dxplan.model.goals.pieces import Core, Pieces, Unreadable, take
from dxplan.model.goals.words import (
    ABOUT,
    AGAINST,
    BEFORE,
    CHANGES,
    DEEDS,
    FALLS,
    FALLS_TO,
    GRADES,
    GROWS,
    MEANS,
    NO,
    NOW,
    RANKED,
    RISES,
    RISES_TO,
    UNDEFINED_WORDS,
    VERBS,
    YES,
    by_length,
)
from dxplan.model.indicators import Direction
from dxplan.periods import Period
from dxplan.text import fold

if TYPE_CHECKING:
    from dxplan.typing import NumberStyle

LONGEST = 1_000
"""The most characters of a wording that is read as a goal."""

_EXAMPLES = "write a bound and a number, such as 'trên 80 %', 'tối thiểu 10 %', '<= 5', 'top 70' or 'phổ cập'."


def _any(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, by_length(words)))


_SINCE = re.compile(rf"(?P<core>.*?),? (?:{_any(AGAINST)}) (?P<start>.+)")
_SIGNED = re.compile(r"(?P<sign>[+-]) ?(?P<core>[0-9].*)")
_SINCE_YEAR = re.compile(r"(?P<core>.*?) from (?:the )?(?P<start>[0-9]{4})(?: levels?)?")
_START = re.compile(r"(?:mức |thời điểm |cuối |đầu |the end of |end of |the year |the level of )*")
_YEARLY = re.compile(
    r"(?P<core>.*?),?(?: ?/ ?năm| (?:một|mỗi|hằng|hàng) năm| (?:a|per|each|every) year| ?/ ?year| annually)"
)
_YEARLY_FIRST = ("mỗi năm", "hằng năm", "hàng năm", "each year", "every year")
_MEAN_LAST = (" bình quân", " on average", " trung bình")
_TIMES = re.compile(
    r"(?:tăng )?gấp (?P<n>[0-9]+(?:[.,][0-9]+)?) lần|(?:tăng )?gấp (?:đôi|2)|double"
    r"|(?P<half>giảm (?:một nửa|1/2)|halve)"
)
_OVER = " (?:cả nước|toàn quốc|thế giới|khu vực|(?:in )?asean|worldwide|nationwide|in the country|in the world)"
_TOP = re.compile(
    r"(?:(?:thuộc|nằm|đứng|lọt|vào|trong|ở|số|các|among|in|be|the|xếp) )*"
    r"(?:(?:nhóm|top|tốp)(?: (?:các|the|leading|of))* ?|(?:top|leading) )"
    rf"(?P<n>[0-9]{{1,6}})(?: ?/ ?(?P<of>[0-9]{{1,6}}))?(?: {RANKED})?"
    r"(?: (?:dẫn đầu|đứng đầu|hàng đầu|cao nhất|tốt nhất))?"
    rf"(?: (?:trong|trên|of|among|out of)(?: số| tổng số| the)? (?P<base>[0-9]{{1,6}}))?(?: {RANKED})?"
    rf"(?:{_OVER})?"
)
_LEADING = re.compile(
    rf"(?:thuộc |trong |nằm |số )*(?P<n>[0-9]{{1,6}})(?:/(?P<of>[0-9]{{1,6}}))? {RANKED} (?:dẫn đầu|đứng đầu|hàng đầu)"
    rf"(?:{_OVER})?"
)
_PLACE = re.compile(
    r"(?:xếp |đứng |at )?(?:thứ hạng|hạng|thứ|rank|place)(?: tối thiểu| ít nhất)? (?P<n>[0-9]{1,6})"
    rf"(?: ?/ ?(?P<of>[0-9]{{1,6}})(?: {RANKED})?)?(?: trở lên| or better)?"
)
_LETTERS = r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2}?[+-]?"
_GRADE = re.compile(
    rf"(?:(?:{_any((*BEFORE['at_least'], 'đạt', 'trên mức từ'))}) ?)?(?:{_any(GRADES)}) "
    rf"(?P<grade>{_LETTERS}|[a-zđ]?[0-9]{{1,2}}[+-]?)(?: trở lên| or (?:better|higher|above|more))?"
)


def read(wording: str, direction: Direction, numbers: NumberStyle | None) -> Goal:
    """Read a goal; see `Goal.parse`."""
    try:
        return _read(wording, direction, numbers)
    except GoalError as error:
        cause = error.__cause__
        mendable = isinstance(cause, Unreadable) or type(cause and cause.__cause__) is DefinitionError
        if not mendable:
            raise
        from dxplan.model.goals.nearest import nearest_reading

        nearest = nearest_reading(wording, lambda text: _read(text, direction, numbers))
        if nearest is None:
            raise
        raise GoalError(error.fact, f"did you mean {nearest!r}? If not, {error.hint}") from cause


def _read(wording: str, direction: Direction, numbers: NumberStyle | None) -> Goal:
    text = fold(wording).replace("\u2212", "-").rstrip(" .;,:")
    try:
        goal = _Reader(direction, numbers).read(text if len(wording) <= LONGEST else "")
    except Unreadable as error:
        raise GoalError(f"the goal {_cut(wording)} cannot be read", _EXAMPLES) from error
    except GoalError as error:
        raise GoalError(f"the goal {_cut(wording)} cannot be read: {error.fact}", error.hint) from error
    return attrs.evolve(goal, wording=wording, grade=goal.grade and _as_written(goal.grade, wording))


def _as_written(grade: str, wording: str) -> str:
    """Give a grade with the capital letters of the wording."""
    plain = " ".join(unicodedata.normalize("NFC", wording).split())
    found = re.findall(rf"(?<!\w){re.escape(grade)}(?!\w)", plain, flags=re.IGNORECASE)
    return str(found[-1]) if found else grade


def _cut(wording: str) -> str:
    return repr(wording) if len(wording) <= LONGEST else f"{wording[:60]!r}…"


class _Reader:
    """Reads one wording."""

    def __init__(self, direction: Direction, numbers: NumberStyle | None) -> None:
        self.direction = direction
        self.numbers = numbers

    def read(self, text: str) -> Goal:
        return self.undefined(text) or self.around(text) or self.deed(text) or self.number(text)

    def undefined(self, text: str) -> Goal | None:
        """Read a word that names no threshold; a number after *universal* is one."""
        plain = take(text, ("phấn đấu", "đạt", "reach", "achieve"))[1]
        for reason, words in UNDEFINED_WORDS.items():
            word = plain if plain in words else take(plain, words)[0]
            if not word or (plain not in words and plain[len(word)] != " "):
                continue
            if reason == "universal" and plain != word:
                try:
                    return self.number(plain[len(word) :].strip())
                except (GoalError, Unreadable):
                    pass
            return Goal(interval=None, undefined=reason)
        return None

    def around(self, text: str) -> Goal | None:
        """Read what stands after the number: from when a change counts, and that it is a year's."""
        since = _SINCE.fullmatch(text) or (_SINCE_YEAR.fullmatch(text) if self.verb(text) else None)
        if since:
            signed = _SIGNED.fullmatch(since["core"])
            verb = "" if signed is None else "giảm " if signed["sign"] == "-" else "tăng "
            goal = self.read(verb + (signed["core"] if signed else since["core"]))
            start = _START.sub("", since["start"], count=1)
            if not goal.relative:
                raise GoalError(
                    f"it compares with {since['start']!r}, and does not say whether the number is a rise or a fall",
                    f"write 'giảm {since['core']} so với …' or 'tăng {since['core']} so với …'.",
                )
            return attrs.evolve(goal, against=None if start in NOW or since["start"] in NOW else _period(start))
        return self.yearly(text)

    def yearly(self, text: str) -> Goal | None:
        """Read a goal for each year or for the mean of years."""
        rate: Literal["rate", "mean"] = "rate"
        core = text
        for ending in _MEAN_LAST:
            if core.endswith(ending):
                core, rate = core.removesuffix(ending), "mean"
        core = self.years_last(core)
        match = _YEARLY.fullmatch(core)
        mean, rest = take(core, MEANS)
        first, rest = take(rest, _YEARLY_FIRST)
        rest = f"{mean} {rest}".strip()
        if not match and not first:
            return None
        core = match["core"] if match else rest
        for ending in _MEAN_LAST:
            if core.endswith(ending):
                core, rate = core.removesuffix(ending), "mean"
        verb, after = self.leading(core, (*GROWS, *RISES, *FALLS, *CHANGES))
        mean, meant = take(after, MEANS)
        if mean:
            core, rate = f"{verb} {meant}".strip(), "mean"
        goal = self.read(core)
        if goal.yearly is not None or goal.against is not None or goal.interval is None:
            raise Unreadable
        return attrs.evolve(goal, yearly=rate)

    def years_last(self, text: str) -> str:
        """Put *every year* behind the number where it stands between the verb and the number."""
        verb, after = self.leading(text, (*GROWS, *RISES, *FALLS, *CHANGES))
        mean, after = take(after, MEANS)
        year, bound = take(after, _YEARLY_FIRST)
        return " ".join(filter(None, (verb, mean, bound, year))) if verb and year else text

    def leading(self, text: str, words: tuple[str, ...]) -> tuple[str, str]:
        """Take one of `words` away from the beginning, past words that add nothing."""
        plain, rest = "", text
        while not plain:
            plain, rest = take(rest, words)
            if plain:
                return plain, rest
            verb, rest = take(rest, VERBS)
            if not verb:
                return "", text
        return plain, rest

    def verb(self, text: str) -> str:
        word, rest = self.leading(text, (*GROWS, *RISES, *FALLS, *CHANGES, *RISES_TO, *FALLS_TO))
        return "" if word in (*GROWS, *RISES_TO, *FALLS_TO) or rest.startswith("to ") else word

    def deed(self, text: str) -> Goal | None:
        """Read yes, no, and the promise to do something."""
        if text in YES:
            return _flag(yes=True)
        if text in NO:
            return _flag(yes=False)
        if text in DEEDS:
            return _flag(yes=True)
        rest = take(text, ("phấn đấu", "sẽ"))[1]
        deed, of = (rest, "") if rest in DEEDS else take(rest, DEEDS)
        return _flag(yes=True) if deed and not _numeric(of) else None

    def number(self, text: str) -> Goal:
        """Read a goal with a number or a grade in it."""
        for form in (self.times, self.rank, self.grade, self.change):
            goal = form(text)
            if goal is not None:
                return goal
        verb, rest = take(text, VERBS)
        if verb:
            return self.number(rest)
        mean, rest = take(text, MEANS)
        if mean:
            raise GoalError("it is a mean and does not say of what", f"write '{mean} {rest}/năm' for a mean of years.")
        return _goal(Pieces(self.direction, self.numbers).read(text))

    def times(self, text: str) -> Goal | None:
        match = _TIMES.fullmatch(text)
        if not match:
            return None
        if match["half"]:
            return Goal(interval=Interval.at_most(-50), unit="percent", relative=True)
        times = Pieces(Direction.UP, self.numbers).read(match["n"] or "2").interval.low
        return Goal(interval=Interval.at_least((times - 1) * 100), unit="percent", relative=True)

    def rank(self, text: str) -> Goal | None:
        about, rest = take(text, ABOUT)
        core, aim = rest, None
        cut = re.fullmatch(r"(?P<core>.+), (?:phấn đấu|aiming at)(?: đạt)? top (?P<aim>[0-9]{1,6})", rest)
        if cut:
            core, aim = cut["core"], int(cut["aim"])
        match = _TOP.fullmatch(core) or _LEADING.fullmatch(core) or _PLACE.fullmatch(core)
        if not match:
            return None
        parts = match.groupdict()
        base = parts.get("of") or parts.get("base")
        place = int(match["n"])
        if not 0 < place <= int(base or place) or (aim is not None and not 0 < aim < place):
            raise Unreadable
        return Goal(
            interval=Interval.at_most(place), unit="rank", of=int(base) if base else None, about=bool(about), aim=aim
        )

    def grade(self, text: str) -> Goal | None:
        match = _GRADE.fullmatch(text)
        return Goal(interval=None, grade=match["grade"], unit="grade") if match else None

    def change(self, text: str) -> Goal | None:
        """Read a rise or a fall, by so much or to a level."""
        level, rest = take(text, (*RISES_TO, *FALLS_TO))
        if level and level != "up to":
            facing = Direction.UP if level in RISES_TO else Direction.DOWN
            return _goal(attrs.evolve(Pieces(facing, self.numbers).read(rest), bare=False))
        if text.startswith("up to "):
            return None
        verb, rest = take(text, (*GROWS, *RISES, *FALLS, *CHANGES))
        if not verb or verb in GROWS:
            return None
        core = Pieces(Direction.UP, self.numbers).read(rest)
        turned = (verb in FALLS) is not (core.places and verb not in CHANGES)
        goal = _goal(_negated(core) if turned else core)
        return attrs.evolve(goal, relative=True, bare=False)


def _goal(core: Core) -> Goal:
    if core.unit == "rank" and core.bare and core.interval.low > 0:
        # A bare place in a ranking is one to reach or to better, whichever way is asked.
        core = attrs.evolve(core, bare=True)
    return Goal(interval=core.interval, unit=core.unit, aim=core.aim, about=core.about, bare=core.bare)


def _negated(core: Core) -> Core:
    low, high = core.interval.low, core.interval.high
    turned = attrs.evolve(
        core.interval, low=-high, high=-low, low_open=core.interval.high_open, high_open=core.interval.low_open
    )
    return attrs.evolve(core, interval=turned, aim=None if core.aim is None else -core.aim)


def _flag(*, yes: bool) -> Goal:
    return Goal(interval=Interval.at_least(1) if yes else Interval.at_most(0), unit="yes_no")


def _numeric(text: str) -> bool:
    """Tell whether a text begins with a number, or with words that go before one and then a number."""
    words = (*(word for words in BEFORE.values() for word in words), *ABOUT, *VERBS, "nhóm", "top", "between")
    word = "x"
    while word:
        word, text = take(text, words)
    return text[:1].isdigit() or (text[:1] in "+-" and text[1:2].isdigit())


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except PeriodError as error:
        raise GoalError(error.fact, error.hint) from error
