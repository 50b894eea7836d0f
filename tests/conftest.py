"""A made-up plan of one target, and a way to judge it on made-up figures; a look at every error that the tests meet."""

import sys

import pytest

import dxplan as dx
from tests.messages.refusals import Refusals


@pytest.fixture(scope="session", autouse=True)
def refusals():
    """Keep what dxplan's own errors say, and see in the end that all of it can be said in Vietnamese."""
    kept, make = Refusals(), dx.DxplanError.__init__

    def made(error, *args, **kwargs):
        make(error, *args, **kwargs)
        if not isinstance(error, dx.Problems):  # the title of a group is seen by the tests of the catalogue
            kept.keep(error, sys._getframe(1).f_globals.get("__name__", ""))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dx.DxplanError, "__init__", made)
        yield kept
    assert kept.only_english() == [], "run python -m tests.messages, and translate what it names"


@pytest.fixture
def make_plan():
    """Make a plan of one target; keywords change its goal, indicator and target."""

    def make(goal="80 %", *, by=2025, indicator=None, dimensions=(), others=(), code="made-up", **target):
        settings = {"code": "digital_share", "name": "a share", "unit": "%", "direction": dx.Direction.UP} | (
            indicator or {}
        )
        measured = dx.Indicator(**settings)
        return dx.Plan(
            code=code,
            title="A made-up plan",
            place="99",
            adopted=2020,
            documents=[dx.Document(code="paper", title="A made-up paper")],
            dimensions=dimensions,
            indicators=[measured, *others],
            targets=[
                dx.Target(
                    code="aim",
                    title="An aim",
                    indicator=measured.code,
                    goal=dx.Goal.parse(goal).facing(measured.direction),
                    by=by,
                    cite=dx.Citation(document="paper", confidence=dx.Confidence.OFFICIAL),
                    **target,
                )
            ],
        )

    return make


@pytest.fixture
def figure():
    """Make a figure of the made-up plan's indicator."""

    def make(value=None, period=2025, **rest):
        return dx.Figure(**{"indicator": "digital_share", "place": "99", "period": period, "value": value} | rest)

    return make


@pytest.fixture
def judge(make_plan):
    """Judge a plan (or a goal of the made-up one) on figures, and give the line of its target."""

    def run(plan, *figures, at=2025, **options):
        plan = make_plan(plan) if isinstance(plan, str) else plan
        return dx.evaluate(plan, dx.Figures.of(figures), at=at, **options)["aim"]

    return run
