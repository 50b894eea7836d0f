"""What holds for every series of reports, whatever is reported."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dxplan as dx
from dxplan.figures.reports import FORM
from dxplan.methods.statuses import STATUSES
from dxplan.scorecard.reported import Filed

CITE = dx.Citation(document="paper", confidence=dx.Confidence.OFFICIAL)
TOWNS = ("alpha", "beta", "gamma")
PERIODS = ("2023", "2024", "2024-06", "2025-06", "2025", "2025-12", "2026", "2026-03")
DAYS = (None, "2024-12-31", "2025-12-31", "2026-06-30")


def make_plan(each, quota, by):
    return dx.Plan(
        code="made-up",
        title="A made-up plan",
        place="99",
        adopted=2020,
        documents=[dx.Document(code="paper", title="A made-up paper")],
        dimensions=[dx.Dimension(code="town", name="Town", members=TOWNS)],
        targets=[dx.Target(code="aim", title="Aim", cite=CITE, by=by, each=each, quota=quota if each else 1)],
        tasks=[dx.Task(code="work", title="Work", cite=CITE, by=by, each=each)],
    )


PLANS = st.builds(
    make_plan,
    st.sampled_from([None, "town", "district"]),
    st.sampled_from([1, 0.5]),
    st.sampled_from(["2024", "2025", "2025-06"]),
)
# One state for each place, period and publication, so that no two reports contradict each other.
KEYS = st.tuples(st.sampled_from([None, *TOWNS]), st.sampled_from(PERIODS), st.sampled_from(DAYS))
TOLD = st.dictionaries(KEYS, st.sampled_from(dx.State), max_size=8)
AT = st.sampled_from([2023, 2024, 2025, 2026])


def judge(plan, told, at, known_on=None):
    """Give what reports make of the milestone and of the task of a plan."""
    reports = [
        dx.Report(
            task=task,
            place=None if plan.targets[0].each is None else place,
            period=period,
            state=state,
            published=day,
        )
        for (place, period, day), state in told.items()
        for task in ("aim", "work")
    ]
    filed = Filed.of(reports, [plan], date(at, 12, 31), known_on and date.fromisoformat(known_on))
    return [filed.verdict(plan, thing) for thing in (*plan.targets, *plan.tasks)]


def outcomes(verdicts):
    return [(verdict.status, verdict.reason, verdict.met) for verdict in verdicts]


def without_places(told):
    """Keep one state for each period and day, for a plan that asks it of nobody in particular."""
    return {(None, period, day): state for (_, period, day), state in told.items()}


@given(PLANS, TOLD, AT)
def test_the_order_of_reports_changes_nothing(plan, told, at):
    told = told if plan.targets[0].each else without_places(told)
    turned = dict(reversed(told.items()))
    assert outcomes(judge(plan, told, at)) == outcomes(judge(plan, turned, at))


@given(PLANS, TOLD, AT)
def test_what_is_met_is_reported_as_done_and_what_is_missed_as_something_else(plan, told, at):
    told = told if plan.targets[0].each else without_places(told)
    for verdict in judge(plan, told, at):
        if verdict.met:
            assert dx.State.DONE in told.values()
        if verdict.met is False:
            assert set(told.values()) - {dx.State.DONE, dx.State.NO_INFORMATION}
        assert verdict.met is {"achieved": True, "missed": False}.get(verdict.status)
        assert (verdict.met is not None) is STATUSES[verdict.status].judged


@given(PLANS, TOLD, AT)
def test_no_information_alone_is_no_data(plan, told, at):
    told = dict.fromkeys(told if plan.targets[0].each else without_places(told), dx.State.NO_INFORMATION)
    assert {status for status, _, _ in outcomes(judge(plan, told, at))} == {"no_data"}


@given(PLANS, TOLD, AT)
def test_a_report_without_information_never_makes_a_miss(plan, told, at):
    told = told if plan.targets[0].each else without_places(told)
    before = outcomes(judge(plan, told, at))
    for place in (None, *TOWNS) if plan.targets[0].each else (None,):
        key = (place, "2026-03", "2026-12-31")
        after = outcomes(judge(plan, told | {key: dx.State.NO_INFORMATION}, at))
        assert all(now[0] != "missed" or then[0] == "missed" for then, now in zip(before, after, strict=True))


@pytest.mark.parametrize("known_on", DAYS[1:])
@given(PLANS, TOLD, AT)
def test_what_was_not_public_might_as_well_not_be_there(known_on, plan, told, at):
    told = told if plan.targets[0].each else without_places(told)
    public = {key: state for key, state in told.items() if key[2] is not None and key[2] <= known_on}
    cut, alone = judge(plan, told, at, known_on), judge(plan, public, at)
    assert [(status, met) for status, _, met in outcomes(cut)] == [(status, met) for status, _, met in outcomes(alone)]


CELLS = st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["2025", "done", "hoàn thành", "x", "soon", "aim"]))


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(FORM.known, CELLS)), max_size=4))
def test_every_table_is_read_or_gives_problems(rows):
    frame = pl.DataFrame(rows, schema=dict.fromkeys(FORM.known, pl.String))
    try:
        reports = dx.Reports.from_native(frame)
    except dx.Problems as problems:
        said = problems.lines()
    else:
        said = [repr(report) for report in reports]
    assert said or not any(cell and cell.strip() for row in rows for cell in row.values())
