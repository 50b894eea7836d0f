"""In which periods the last figures of a large table are looked for, one window after another."""

from datetime import date

import pytest

from dxplan.periods import Period
from dxplan.scorecard.reaches import EARLIEST, everything, reaches


def days(*texts):
    return {text: Period.of(text).last for text in texts}


def windows(texts, *cutoffs, months=12):
    return [near for near, _ in reaches(days(*texts), [date.fromisoformat(day) for day in cutoffs], months)]


def test_each_window_reaches_further_back_and_looks_at_nothing_again():
    found = windows(("2019", "2024-12", "2025-03", "2025", "2025-12"), "2025-12-31")
    assert found == [["2025", "2025-12"], ["2024-12", "2025-03"], ["2019"]]


def test_what_ends_after_the_day_asked_is_not_looked_at():
    assert windows(("2024", "2026", "2030"), "2025-12-31") == [["2024"]]


def test_by_several_days_what_was_looked_through_for_one_may_answer_another():
    found = windows(("2021", "2022", "2023"), "2022-12-31", "2023-12-31", months=6)
    assert found == [["2022", "2023"], ["2021", "2022", "2023"]]


def test_a_window_begins_after_a_day_for_each_of_those_asked():
    (first, further) = reaches(days("2024-06", "2025"), [date(2025, 12, 31)], 24)
    assert first == (["2025"], [date(2025, 12, 30)])
    assert further[1] == [date(2025, 12, 31) - 24 * (date(2025, 2, 1) - date(2025, 1, 1))]


def test_no_window_begins_before_any_figure_can_end():
    assert reaches(days("1001", "2025"), [date(2025, 12, 31)], 12 * 2000)[1] == (["1001"], [EARLIEST])


@pytest.mark.parametrize("texts", [(), ("2026",)])
def test_without_figures_by_the_day_there_is_nothing_to_look_through(texts):
    assert windows(texts, "2025-12-31") == []


def test_everything_is_looked_through_from_the_earliest_day_on():
    assert everything([date(2024, 12, 31), date(2025, 12, 31)]) == (None, [EARLIEST, EARLIEST])
