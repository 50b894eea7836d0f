"""The sentences for what goals lack, and values in the words of their indicator, in Vietnamese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.model.goals.say import say_grade
from dxplan.model.indicators import Kind
from dxplan.numbers import format_number
from dxplan.text import Text
from dxplan.units import unit_label

if TYPE_CHECKING:
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
        vi="Mục tiêu {goal} là bình quân nhiều năm, dxplan chưa tính được.",
        en="The goal is {goal}, a mean of years, which dxplan does not judge yet.",
    ),
    "change_a_year": Text(
        vi="Mục tiêu {goal} là mức tăng, giảm của từng năm, dxplan chưa tính được.",
        en="The goal is {goal}, a change in every year, which dxplan does not judge yet.",
    ),
    "not_so": Text(
        vi="{figure} ({period}), mà mục tiêu là {goal}.",
        en="It is {figure} ({period}), and the goal is {goal}.",
    ),
}
"""The sentence for each reason that is about the goal itself."""

_ANSWERS = {True: Text(vi="có", en="yes"), False: Text(vi="không", en="no")}


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
