"""What a table holds that no plan knows is told by its code where the table is large, and by its series elsewhere."""

import io

import attrs
import duckdb
import polars as pl
import pytest
from rich.console import Console

import dxplan as dx
from dxplan.errors import Where
from dxplan.report.terminal import render_scorecard

WHY = dx.WhyUnused
CITE = dx.Citation(document="paper", confidence=dx.Confidence.UNCONFIRMED)
PLAN = dx.Plan(
    code="made-up",
    title="A made-up plan",
    place="24",
    adopted=2026,
    documents=[dx.Document(code="paper", title="A made-up paper")],
    dimensions=[dx.Dimension(code="area", name="area", members=("urban", "rural"))],
    indicators=[
        dx.Indicator(code="net_share", name="net_share", unit="%", direction="up", dimensions=("area",)),
        dx.Indicator(code="idle", name="idle", unit="%", direction="up"),
    ],
    targets=[
        dx.Target(code="t", title="t", indicator="net_share", goal=dx.Goal.parse("50 %"), by=2030, cite=CITE),
        dx.Target(
            code="u", title="", indicator="net_share", goal=dx.Goal.parse("5 %"), by=2030, cite=CITE, each="area"
        ),
    ],
)
TABLE = pl.DataFrame(
    [
        ("net_share", "24", "2026", 1.0, None, None),
        ("net_share", "24", "2026", 1.0, "area=urban", None),
        ("idle", "24", "2026", 1.0, None, None),  # nobody asks, and nothing is strange
        ("net_share", "24", "2026", None, None, None),
        ("net_shrae", "24", "2026", 1.0, None, None),
        ("net_shrae", "01", "2026", 1.0, "area=urban", None),
        ("other", "24", "2026", 1.0, None, None),
        ("net_share", "01", "2026", 1.0, None, None),
        ("idle", "01", "2026", 1.0, "area=sub", None),
        ("net_share", "27", "2024", 1.0, None, None),
        ("net_share", "24", "2020", 1.0, None, None),  # that was Bắc Giang
        ("net_share", "24", "2026", 1.0, None, "2024-12-31"),
        ("net_share", "24", "2026", 1.0, "area=sub", None),
        ("idle", "24", "2026", 1.0, "aera=urban", None),
        ("idle", "24", "2026", 2.0, "aera=urban", None),
    ],
    orient="row",
    schema=["indicator", "place", "period", "value", "breakdown", "place_on"],
)
BY_CODE = [
    (WHY.UNKNOWN_INDICATOR, "net_shrae", "", "", 2, "net_share"),
    (WHY.UNKNOWN_INDICATOR, "other", "", "", 1, None),
    (WHY.OTHER_PLACE, "", "01", "", 2, None),
    (WHY.MERGED_PLACE, "", "27", "", 1, None),
    (WHY.MERGED_PLACE, "", "24", "", 2, None),
    (WHY.UNKNOWN_DIMENSION, "idle", "", "aera=urban", 2, "area"),
    (WHY.UNKNOWN_MEMBER, "net_share", "", "area=sub", 1, None),
]
KINDS = {
    "Polars, lazy": lambda: dx.Figures.from_native(TABLE.lazy()),
    "Polars, many rows": lambda: attrs.evolve(dx.Figures.from_native(TABLE), rows=5_000_000),
    "DuckDB": lambda: dx.Figures.from_native(duckdb.connect().from_arrow(TABLE.to_arrow())),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_large_table_is_told_by_its_codes(kind):
    found = dx.BoundFigures(KINDS[kind](), (PLAN,)).unasked
    assert [(one.why, one.indicator, one.place, one.breakdown, one.number, one.meant) for one in found] == BY_CODE
    assert not any(one.beside for one in found)


def test_few_figures_are_told_by_their_series():
    bound = dx.BoundFigures(dx.Figures.from_native(TABLE), (PLAN,))
    assert bound.unasked == tuple(one for one in bound.unused if not one.beside)
    assert all(one.indicator and one.place for one in bound.unasked)
    assert sum(one.number for one in bound.unasked) == sum(number for *_, number, _ in BY_CODE)
    assert {one.why for one in bound.unasked} == {why for why, *_ in BY_CODE}


def test_a_table_in_which_all_codes_are_known_is_not_read_for_them(monkeypatch):
    known = TABLE.filter(pl.col("indicator").is_in(["net_share", "idle"]), pl.col("place") == "24").select(
        "indicator", "place", "period", "value"
    )
    bound = dx.BoundFigures(dx.Figures.from_native(known.filter(pl.col("period") == "2026").lazy()), (PLAN,))
    monkeypatch.setattr(dx.Figures, "collected", lambda *_: pytest.fail("it was read"))
    assert bound.unasked == ()


def test_a_scorecard_says_it_below_its_table():
    figures = dx.Figures.from_native(TABLE.filter(pl.col("breakdown").is_null(), pl.col("place_on").is_null()).lazy())
    card = dx.evaluate(PLAN, figures, at=2026)
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(render_scorecard(card))
    assert "net_shrae (1) [net_share?]" in console.export_text()
    assert "net_shrae (1)" in dx.render_page(card, lang="en")


def test_it_says_where_the_first_figure_of_a_code_stands(tmp_path):
    for name, codes in (("a", ["net_share", "strange"]), ("b", ["strange", "net_share"])):
        rows = {"indicator": codes, "place": "24", "period": "2026" if name == "a" else "2027", "value": 1}
        pl.DataFrame(rows).write_csv(tmp_path / f"{name}.csv")
    joined = dx.Figures.joined([dx.read_figures(tmp_path / "a.csv"), dx.read_figures(tmp_path / "b.csv")])
    (strange,) = dx.BoundFigures(attrs.evolve(joined, rows=5_000_000), (PLAN,)).unasked
    assert (strange.number, strange.where) == (2, Where("", str(tmp_path / "a.csv"), 3))


def test_plans_of_one_code_are_not_taken_for_one_another():
    other = attrs.evolve(PLAN, place="01")
    here = TABLE.filter(pl.col("breakdown").is_null(), pl.col("place_on").is_null(), pl.col("indicator") == "net_share")
    here = here.filter(pl.col("period") == "2026")
    for figures in (dx.Figures.from_native(here), dx.Figures.from_native(here.lazy())):
        bound = dx.BoundFigures(figures, (PLAN, other))
        assert (bound.used, bound.unasked) == (2, ())


def test_a_province_that_was_merged_is_told_in_a_plan_of_the_nation():
    nation = attrs.evolve(PLAN, place="VN")
    table = TABLE.filter(pl.col("place") == "27").vstack(TABLE.filter(pl.col("place") == "27"))
    asked = {nation.code: (nation.gazetteer.find("24", on="2026-01-01"),)}
    for figures in (dx.Figures.from_native(table), dx.Figures.from_native(table.lazy())):
        (found,) = dx.BoundFigures(figures, (nation,), asked).unasked
        assert (found.why, found.place, found.number) == (WHY.MERGED_PLACE, "27", 2)


def test_a_province_that_was_divided_and_lives_on_is_not_said_to_be_merged():
    nation, own = attrs.evolve(PLAN, place="VN"), attrs.evolve(PLAN, code="own", place="11", adopted=PLAN.adopted)
    table = pl.DataFrame({"indicator": ["net_share"], "place": ["12"], "period": ["2026"], "value": [1.0]})
    for figures in (dx.Figures.from_native(table), dx.Figures.from_native(table.lazy())):
        assert dx.BoundFigures(figures, (nation, own)).unasked == ()  # Lai Châu, a part of the nation
        (found,) = dx.BoundFigures(figures, (own,)).unasked
        assert (found.why, found.place) == (WHY.OTHER_PLACE, "12")
