"""Many questions at once are what each is alone: the situations, what they ask for, what the plan says, the status."""

import random
from datetime import date

import attrs
import narwhals.stable.v2 as nw
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

import dxplan as dx
from dxplan.figures.figure import Qualifier
from dxplan.model.lapses import lapse_of, levels_of
from dxplan.model.promises import revisions
from dxplan.scorecard import situations as properties
from dxplan.scorecard.asking import Asking
from dxplan.scorecard.batches import Situations, situations
from dxplan.scorecard.judge import _constants, _told
from dxplan.scorecard.reported import NOTHING, Verdict
from dxplan.scorecard.settled import _concluded, _in_columns
from dxplan.scorecard.table import said
from dxplan.testing import strategies as dst

PLANS = dst.plans(first=2018, last=2028)
PROPERTIES = [
    properties.is_measured,
    properties.starts_somewhere,
    properties.is_mean,
    properties.is_change,
    properties.has_formula,
    properties.is_about_each,
    properties.has_grades,
    properties.is_told_by_figures,
]
TIMES = st.lists(
    st.sampled_from([2019, 2024, "2024-Q4", "2025-06-30", 2025, 2026]), min_size=1, max_size=3, unique=True
)
PROVINCES = st.lists(st.sampled_from(["11", "01", "24", "VN", "79"]), max_size=3, unique=True)


@st.composite
def asked(draw):
    """Ask two plans, of which one may revise the other, in some periods at their own places or at others."""
    first = draw(PLANS)
    second = attrs.evolve(
        first, code="other", targets=[attrs.evolve(t, replaces=f"{first.code}:{t.code}") for t in first.targets[:1]]
    )
    plans = [first, second] if draw(st.booleans()) else [first]
    periods = [dx.Period.of(time) for time in draw(TIMES)]
    # Some of these places were there until 2025 only.
    there = {at: tuple(first.gazetteer.find(code, on="2024-12-31") for code in draw(PROVINCES)) for at in periods}
    places = {at: {first.code: found} if found else {} for at, found in there.items()}
    return situations(plans, places, revisions(plans))


@settings(deadline=None)
@given(asked())
def test_a_batch_says_of_each_situation_what_it_says_itself(found):
    each = list(found)
    assert [one.number for one in each] == found.numbers == list(range(len(found)))
    assert [found[nth] for nth in range(len(found))] == each
    assert [one.due for one in each] == found.dues
    assert [one.cutoff for one in each] == [day for batch in found.batches for day in batch.cutoffs]
    assert [one.revised_by for one in each] == [by for batch in found.batches for by in batch.revised]
    assert tuple(dict.fromkeys(one.at for one in each)) == found.periods
    for one in each:
        day = min(one.at.last, one.target.by.last)
        assert one.lapse == lapse_of(one.plan, one.unit, levels_of(one.target), day)
        assert one.plan.target(one.target.code) is one.target
        assert one.target.is_milestone or one.indicator is one.plan.indicator(one.target.indicator)
    alone = Situations.of([attrs.evolve(one) for one in each])
    assert list(alone) == each
    assert alone.dues == found.dues


@settings(deadline=None)
@given(asked(), st.data())
def test_parts_of_them_keep_their_numbers(found, data):
    each = list(found)
    for holds in PROPERTIES:
        assert list(found.having(holds)) == [one for one in each if holds(one.plan, one.target)]
    begin = data.draw(st.integers(0, len(each)))
    end = data.draw(st.integers(begin, len(each)))
    assert list(found.between(begin, end)) == each[begin:end] == list(found[begin:end])
    for at in found.periods:
        mine = [one for one in each if one.at == at]
        assert list(found.at(at)) == [attrs.evolve(one, number=nth) for nth, one in enumerate(mine)]


def questions(asking):
    """Give what is asked, with what it is about in place of a number."""
    told = [
        (
            {name: cell for name, cell in question.items() if name != "series"},
            [{**series, "series": None} for series in asking.series_of(question["series"])],
        )
        for question in asking.questions
    ]
    return sorted(told, key=repr)


@settings(deadline=None)
@given(asked(), st.booleans(), st.none() | st.just(date(2030, 12, 31)), st.integers(1, 30))
def test_together_they_ask_for_what_each_asks_for(found, proxies, until, most):
    measured = found.having(properties.is_measured)
    together = Asking(measured, until=until, proxies=proxies)
    alone = [Asking([one], until=until, proxies=proxies) for one in measured]
    assert len(together) == len(together.questions) == sum(map(len, alone))
    assert questions(together) == sorted((row for one in alone for row in questions(one)), key=repr)
    several = list(together.chunks(most))
    assert [one for some in several for one in some.situations] == list(measured)
    for parts in (several, list(together.by_indicators(most))):
        assert questions(together) == sorted((row for some in parts for row in questions(some)), key=repr)


@settings(deadline=None)
@given(asked(), st.sampled_from(["declared_unit", "base_unit"]))
def test_together_the_plan_says_of_them_what_it_says_of_each(found, values):
    method = attrs.evolve(dx.load_method("attainment"), values=values)
    rows = list(_constants(found, method, "polars").iter_rows(named=True))
    for one, row in zip(found, rows, strict=True):
        told, scale = _told(one, values)
        assert row == {"situation": one.number, "scale": scale, **{f"given.{name}": told[name] for name in told}}
    texts = said(found)
    assert [dict(zip(texts, cells, strict=True)) for cells in zip(*texts.values(), strict=True)] == [
        {name: cells[0] for name, cells in said(Situations.of([one])).items()}
        | {"revised_by": "; ".join(promise.name for promise in one.revised_by) or None}
        for one in found
    ]


QUALIFIERS = [qualifier.value for qualifier in Qualifier]
TRUTHS = [True, False, None]
KNOWN = {
    **{name: (pl.Int64, [0, 1, 1, 2]) for name in ("parts", "parts_met", "parts_failed", "parts_known")},
    **dict.fromkeys(("fresh", "recent"), (pl.Boolean, TRUTHS)),
    **{name: (pl.Int64, [0, 0, 1, 2]) for name in ("withheld", "withheld_fresh")},
    **{name: (pl.Float64, [0.0, 3.0, None]) for name in ("gap", "last_value", "judging", "base", "denominator")},
    "now": (pl.Float64, [2024.0, None]),
    **{name: (pl.String, [*[None] * len(QUALIFIERS), *QUALIFIERS]) for name in ("qualifier", "base_qualifier")},
    **{name: (pl.String, [None, "a"]) for name in ("period", "source", "confidence", "published", "note")},
}
"""What may be known of a situation, whether it goes together or not; of most in one evaluation it is the same."""
SHARE = {"unit": "%", "direction": "up"}
UNLIKE = dx.Plan(
    code="unlike",
    title="Targets that differ in one thing each",
    place="24",
    adopted="2024-06",
    documents=[dx.Document(code="paper", title="A made-up paper")],
    dimensions=[dx.Dimension(code="listed", name="a", members=["a", "b"]), dx.Dimension(code="open", name="b")],
    indicators=[
        dx.Indicator(code="level", name="a", dimensions=("listed", "open"), **SHARE),
        dx.Indicator(code="named", name="b", method="official", **SHARE),
        dx.Indicator(code="bounded", name="c", high=100, **SHARE),
        dx.Indicator(code="growth", name="d", kind="rate", **SHARE),
        dx.Indicator(code="asked", name="e", kind="flag", unit="yes_no", direction="up"),
    ],
    targets=[
        dx.Target(
            **{
                "code": f"t{nth}",
                "title": "An aim",
                "indicator": "level",
                "goal": dx.Goal.parse("20 %"),
                "by": 2030,
                "cite": dx.Citation(document="paper", confidence=dx.Confidence.UNCONFIRMED),
            }
            | changed
        )
        for nth, changed in enumerate(
            [
                {},
                {"by": 2024},
                {"goal": dx.Goal(interval=None, undefined="basically")},
                {"goal": dx.Goal.parse("20 %"), "indicator": "named"},
                {"goal": dx.Goal.parse("20 %"), "indicator": "bounded"},
                {"goal": dx.Goal.parse("yes"), "indicator": "asked", "by": 2024},
                {"goal": dx.Goal.parse("7 % a year on average"), "indicator": "growth"},
                {"goal": dx.Goal.parse("7 % a year on average"), "indicator": "growth", "since": 2021},
                {"each": "listed"},
                {"each": "listed", "quota": 0.5},
                {"each": "open"},
                {"each": "open", "quota": 0.5},
                {"every": "year", "since": 2022},
                {"every": "year", "since": 2022, "by": 2024},
                {"baseline": dx.Baseline(period=2020, value=3)},
            ]
        )
    ],
)
VERDICTS = [
    *[NOTHING] * 30,
    Verdict(status="not_carried_out", reason="not_carried_out"),
    Verdict(status="achieved", reason="reported_done", met=True),
]


@settings(deadline=None)
@given(
    st.lists(PLANS, max_size=2),
    st.sampled_from([2019, 2024, 2026]),
    st.sampled_from(dx.installed_methods()),
    st.integers(0, 2**32),
)
def test_situations_of_which_the_same_is_known_have_the_status_that_each_has_alone(drawn, at, method, seed):
    chance = random.Random(seed)  # noqa: S311 (made up, no secret)
    plans = [
        attrs.evolve(
            plan,
            code=f"plan-{nth}",
            targets=[
                attrs.evolve(target, code=f"{target.code}-{again}") for target in plan.targets for again in range(30)
            ],
        )
        for nth, plan in enumerate([UNLIKE, *drawn])
    ]
    method = dx.load_method(method)
    found = situations(plans, {dx.Period.of(at): {}}, {})
    verdicts = {number: chance.choice(VERDICTS) for number in found.numbers}
    rivalled = {number for number in found.numbers if chance.random() < 0.3}
    known = {name: cells for name, (_, cells) in KNOWN.items()} | {"line": [None, *range(len(method.lines))]}
    kinds = {"situation": pl.Int64, "due": pl.Boolean, **{name: kind for name, (kind, _) in KNOWN.items()}}
    kinds |= {"line": pl.Int64}
    usual = {name: chance.choice(cells) for name, cells in known.items()}
    rows = [
        usual
        | {name: chance.choice(known[name]) for name in chance.choices(list(known), k=chance.choice([0, 1, 1, 2]))}
        | {"situation": situation.number, "due": situation.due}
        for situation in found
    ]
    for row in rows:  # the year of a value that judges is always known
        row["now"] = 2024.0 if row["now"] is None and row["judging"] is not None else row["now"]
    card = nw.from_native(pl.DataFrame(rows, schema=kinds))
    together = _in_columns(card, rivalled, found, verdicts, method)
    for row, one, situation in zip(rows, together.iter_rows(named=True), found, strict=True):
        alone = _concluded(row, situation, verdicts, method, rivalled)
        assert {name: one[name] for name in alone} == alone
