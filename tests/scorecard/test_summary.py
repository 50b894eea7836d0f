"""Targets summed up by what they have in common."""

import pytest

import dxplan as dx


@pytest.fixture
def card():
    indicators = [
        dx.Indicator(code=code, name=code, unit="%", direction=dx.Direction.UP) for code in ("fibre", "mobile", "files")
    ]
    cite = dx.Citation(document="paper", confidence=dx.Confidence.OFFICIAL)
    pillars = {"fibre": "society", "mobile": "society", "files": None}
    plan = dx.Plan(
        code="made-up",
        title="A made-up plan",
        place="99",
        adopted=2020,
        documents=[dx.Document(code="paper", title="A paper")],
        pillars=[dx.Pillar(code="society", name="Society")],
        indicators=indicators,
        targets=[
            dx.Target(
                code=code,
                title=code,
                indicator=code,
                goal=dx.Goal.parse("80 %"),
                by=2025,
                baseline=dx.Baseline(period=2020, value=20),
                pillar=pillar,
                cite=cite,
            )
            for code, pillar in pillars.items()
        ],
    )
    values = {"fibre": 90, "files": 70}
    figures = [dx.Figure(indicator=code, place="99", period=2024, value=value) for code, value in values.items()]
    return dx.evaluate(plan, dx.Figures.of(figures), at=2024, method="statcan")


def test_groups_keep_counts_coverage_and_the_order_of_the_lines(card):
    society, none = card.by("pillar")
    assert (society.code, none.code) == ("society", None)
    assert society.counts == {"achieved": 1, "no_data": 1}
    assert (society.judged, society.total) == (1, 2)
    assert none.counts == {"on_track": 1}


def test_the_method_rolls_a_group_up(card):
    society, none = card.by("pillar")
    assert society.rolled.value == 5
    assert (society.rolled.members, society.rolled.valued) == (2, 1)
    assert society.rolled.line.code == "substantial_progress"  # one of the two is not known to be achieved
    assert none.rolled.line.code == "substantial_progress"


def test_a_method_without_a_rule_rolls_nothing_up(card):
    again = dx.evaluate([situation.plan for situation in card.situations][:1], card.figures, at=2024)
    assert [summary.rolled for summary in again.by("plan")] == [None]


def test_unknown_ways_to_group_are_refused(card):
    with pytest.raises(LookupError, match="did you mean 'pillar'"):
        card.by("pilar")
