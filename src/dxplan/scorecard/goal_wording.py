"""The sentences for what goals lack, and values in the words of their indicator, in Vietnamese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.model.goals.say import say_grade
from dxplan.model.indicators import Kind
from dxplan.numbers import format_number
from dxplan.scorecard.years import ARITHMETIC, GEOMETRIC
from dxplan.text import Text
from dxplan.units import SHARE_SCALE, difference_label, unit_label

if TYPE_CHECKING:
    from dxplan.model.goals import Goal
    from dxplan.model.indicators import Indicator
    from dxplan.typing import Lang

GOAL_REASONS: dict[str, Text] = {
    "undefined": Text(
        vi="“Phổ cập” không nêu ngưỡng bằng số nên chưa thể tính cho đến khi kế hoạch định nghĩa.",
        en="“Universal” names no threshold, so nothing can be judged until the plan defines one.",
    ),
    "basically": Text(
        vi="“Cơ bản” không nêu ngưỡng nên chưa thể tính cho đến khi kế hoạch định nghĩa.",
        en="“Basically” names no threshold, so nothing can be judged until the plan defines one.",
    ),
    "gradually": Text(
        vi="“Từng bước” không nêu ngưỡng nên chưa thể tính cho đến khi kế hoạch định nghĩa.",
        en="“Gradually” names no threshold, so nothing can be judged until the plan defines one.",
    ),
    "no_start": Text(
        vi="Mục tiêu {goal}, mà kế hoạch không nêu mức ban đầu là của kỳ nào (baseline).",
        en="The goal is {goal}, and the plan names no baseline, not even its period.",
    ),
    "no_baseline": Text(
        vi="Mục tiêu {goal} tính từ {start}, mà chưa biết giá trị của kỳ đó, hoặc giá trị đó bằng 0.",
        en="The goal is {goal}, and for {start} no value is known to count from, or only 0.",
    ),
    "other_base": Text(
        vi="{figure} ({period}) là trong {ranked}, còn mục tiêu {goal}: hai thứ hạng không so sánh được.",
        en="{figure} ({period}) is among {ranked}, and the goal is {goal}: the two ranks do not compare.",
    ),
    "mean_of_years": Text(
        vi="Mục tiêu {goal} là bình quân nhiều năm, mà kế hoạch không nêu từ năm nào (since).",
        en="The goal is {goal}, a mean of years, and the plan does not say since which (since).",
    ),
    "change_a_year": Text(
        vi="Mục tiêu {goal}: tăng, giảm mỗi năm mà lại tính từ một kỳ có thể hiểu theo hai cách; nêu bình quân, hoặc "
        "bỏ kỳ gốc.",
        en="The goal is {goal}: a change a year that counts from one period reads in two ways; make it a mean, or "
        "leave the period out.",
    ),
    "no_year_before": Text(
        vi="{last} ({last_period}), mà mục tiêu {goal} tính từ năm trước: giá trị của năm đó chưa biết, hoặc bằng 0.",
        en="It is {last} ({last_period}), and {goal} counts from the year before, of which no value is known, or only "
        "0.",
    ),
    "years_missing": Text(
        vi="Chưa tính được bình quân {years}: thiếu số liệu {missing}.",
        en="The mean of {years} cannot be told: there is no figure for {missing}.",
    ),
    "not_recent": Text(
        vi="Hạn {by}, mục tiêu {goal}; số gần nhất là {last} ({last_period}), cũ {age} tháng, quá cũ để nói "
        "hiện nay ra sao với chỉ số đo {frequency}.",
        en="Due {by}, the goal is {goal}; the last known is {last} ({last_period}), {age} months old: too old to say "
        "how it stands, for an indicator measured {frequency}.",
    ),
    "not_so": Text(
        vi="{figure} ({period}), mà mục tiêu là {goal}.",
        en="It is {figure} ({period}), and the goal is {goal}.",
    ),
}
"""The sentence for each reason that is about the goal itself."""

_ANSWERS = {True: Text(vi="có", en="yes"), False: Text(vi="không", en="no")}


MEANS: dict[str, Text] = {
    GEOMETRIC: Text(vi="bình quân nhân (các hệ số tăng trưởng)", en="geometric mean (growth compounds)"),
    ARITHMETIC: Text(vi="bình quân cộng", en="arithmetic mean"),
}
"""What is said of a figure that is the mean of years."""


def say_change(value: float, base: float, goal: Goal, indicator: Indicator, lang: Lang) -> str:
    """Write how far a value is from the one that it counts from, in the sense of the goal: ``+12 %``, ``-3 pp``."""
    if not goal.is_share:
        gap = round(value - base, 6)
        return (
            f"{'+' if gap > 0 else ''}{format_number(gap, lang)} {difference_label(indicator.unit, lang, gap)}".strip()
        )
    unit = goal.unit or "percent"
    if base == 0:
        return ""
    share = round((value - base) / abs(base) * SHARE_SCALE[unit], 4)
    return f"{'+' if share > 0 else ''}{say_number(share, unit, lang)}"


def say_number(value: float, unit: str, lang: Lang) -> str:
    """Write a number with its unit, as it was typed."""
    return f"{format_number(value, lang)} {unit_label(unit, lang)}".strip()


def say_value(value: float, indicator: Indicator, lang: Lang) -> str:
    """Write a value with its unit; yes, no and grades in their words."""
    if indicator.kind is Kind.FLAG and value in (0, 1):
        return _ANSWERS[bool(value)].in_(lang)
    if indicator.scale and value in range(1, len(indicator.scale) + 1):
        return say_grade(indicator.scale[int(value) - 1], lang)
    return say_number(value, indicator.unit, lang)
