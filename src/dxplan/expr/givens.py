"""The facts about a target's situation that a method's formulas can name, as ``given(goal)``.

Values reach a method in the unit that the indicator declares (20 for 20 %), or in base units (0.2) where the method
asks for those; years are plain numbers, and a shorter period ends at a fraction of its year: June 2025 is 2024.5.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs

from dxplan.text import Text

Measure: TypeAlias = Literal["value", "year", "number", "truth"]
"""What a fact is: a value in the indicator's unit, a year, a plain number, or a truth."""


@attrs.frozen
class Fact:
    """A fact that methods can name.

    Attributes:
        measure: What it is.
        label: What it says, in a few words.
    """

    measure: Measure
    label: Text


def _fact(measure: Measure, vi: str, en: str) -> Fact:
    return Fact(measure, Text(vi=vi, en=en))


GIVENS: dict[str, Fact] = {
    "actual": _fact("value", "giá trị dùng để đánh giá", "the value that is judged"),
    "reach_below": _fact(
        "number",
        "giá trị có thể thấp hơn bao nhiêu lần sai số: 0 là chính xác, thiếu là không giới hạn",
        "how many tolerances the value may lie lower: 0 where it is exact, missing where nothing bounds it",
    ),
    "reach_above": _fact(
        "number",
        "giá trị có thể cao hơn bao nhiêu lần sai số: 0 là chính xác, thiếu là không giới hạn",
        "how many tolerances the value may lie higher: 0 where it is exact, missing where nothing bounds it",
    ),
    "low_open": _fact("truth", "giá trị cao hơn cận dưới của nó", "whether the value lies above its lower bound"),
    "high_open": _fact("truth", "giá trị thấp hơn cận trên của nó", "whether the value lies below its upper bound"),
    "goal": _fact(
        "value",
        "ngưỡng của mục tiêu, theo chiều tốt lên của chỉ số",
        "the goal's bound, on the side where the indicator gets better",
    ),
    "goal_low": _fact("value", "cận dưới của mục tiêu", "the goal's lower bound"),
    "goal_high": _fact("value", "cận trên của mục tiêu", "the goal's upper bound"),
    "goal_low_open": _fact("truth", "mục tiêu là cao hơn cận dưới", "whether the goal lies above its lower bound"),
    "goal_high_open": _fact("truth", "mục tiêu là thấp hơn cận trên", "whether the goal lies below its upper bound"),
    "goal_reach": _fact(
        "number",
        "các cận của mục tiêu nới ra bao nhiêu lần sai số: 1 nếu mục tiêu là “khoảng”, 0 nếu không",
        "how many tolerances the goal's bounds give way: 1 where it is about a number, else 0",
    ),
    "goal_base": _fact(
        "value",
        "giá trị ban đầu mà mục tiêu tăng, giảm tính từ đó; thiếu nếu mục tiêu là một mức",
        "the value at the start that a relative goal counts from; missing where the goal is a level",
    ),
    "direction": _fact(
        "number", "1 nếu càng cao càng tốt, -1 nếu ngược lại", "1 where more is better, -1 where less is"
    ),
    "limit": _fact(
        "value",
        "giá trị tốt nhất mà chỉ số có thể đạt",
        "the best value that the indicator can have",
    ),
    "baseline": _fact("value", "giá trị ban đầu", "the value at the start"),
    "start": _fact("year", "năm của giá trị ban đầu", "the year of the value at the start"),
    "now": _fact("year", "năm của giá trị dùng để đánh giá", "the year of the value that is judged"),
    "due": _fact("year", "năm đến hạn", "the year the target is due"),
    "is_due": _fact("truth", "mục tiêu đã đến hạn", "whether the target is due"),
}
"""Every fact by its name."""
