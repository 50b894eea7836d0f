"""Scorecards as charts: what is drawn where, in both languages, and nothing that a stranger wrote can run."""

import json
import re
import sys

import altair as alt
import pytest
import vl_convert

import dxplan as dx
from dxplan.errors import DefinitionError, PluginError, UnknownCodeError
from dxplan.methods.statuses import STATUSES
from dxplan.report.charts.canvas import harmless
from dxplan.report.charts.colours import STATUS_COLOURS, luminance, text_on


@pytest.fixture
def evaluated(make_plan):
    def run(plan, *figures, at=2025, **options):
        plan = make_plan(plan) if isinstance(plan, str) else plan
        return dx.evaluate(plan, dx.Figures.of(figures), at=at, **options)

    return run


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Every kind of target with every status: the made-up province of ``dxplan new``."""
    folder = tmp_path_factory.mktemp("made") / "up"
    dx.write_made_up_plan(folder)
    return dx.evaluate(
        dx.load_plan(folder / "plan.toml"),
        dx.read_figures(folder / "figures.csv"),
        at="2025",
        reports=dx.read_reports(folder / "reports.csv"),
    )


@pytest.fixture(scope="module")
def nation():
    return dx.evaluate(dx.load_plan("vn-749"), dx.load_figures("vn-749"), at="2025")


def layers(chart):
    """Give each layer of a chart with its rows; Altair checks the whole against the schema of Vega-Lite."""
    spec = chart.to_dict()
    sets = spec.get("datasets", {})
    for layer in spec["layer"]:
        data = layer.get("data", spec.get("data"))
        yield layer, data["values"] if "values" in data else sets[data["name"]]


def drawn(chart, mark, field):
    """Give the rows that marks of a kind draw, where they have a field."""
    found = [rows for layer, rows in layers(chart) if layer["mark"]["type"] == mark]
    return [row for rows in found for row in rows if field in row]


def points(chart):
    return [(row["what"], row["at"], row["y"]) for row in drawn(chart, "point", "what")]


def subtitle(chart):
    return " ".join(chart.to_dict()["title"]["subtitle"])


def test_the_value_stands_against_its_goal_over_time(evaluated, figure):
    card = evaluated("80 %", figure(40, 2021), figure(70, 2025))
    chart = card.chart("aim")
    assert isinstance(chart, alt.LayerChart)
    assert sorted(points(chart)) == [("Figure that counts", 2025, 70), ("Other periods", 2021, 40)]
    (band,) = drawn(chart, "rect", "low")
    assert (band["low"], band["goal"]) == (80, "Goal: ≥ 80 %")
    assert [row["bound"] for row in drawn(chart, "rule", "bound")] == [80]
    assert [(row["at"], row["due"]) for row in drawn(chart, "rule", "due")] == [(2025, "Due: 2025")]
    assert chart.to_dict()["title"]["text"] == ["An aim"]
    assert "✗ Missed" in subtitle(chart)


def test_the_way_goes_from_the_baseline_to_the_goal(evaluated, make_plan, figure):
    plan = make_plan("80 %", baseline=dx.Baseline(period=2020, value=30))
    chart = evaluated(plan, figure(40, 2021), at=2021).chart("aim")
    assert [(row["at"], row["y"]) for row in drawn(chart, "line", "at")] == [(2020, 30), (2025, 80)]
    assert ("Baseline", 2020, 30) in points(chart)


def test_without_a_baseline_there_is_no_way(evaluated, figure):
    assert not drawn(evaluated("80 %", figure(40, 2021), at=2021).chart("aim"), "line", "at")


def test_a_relative_goal_is_drawn_where_its_start_puts_it(made):
    chart = made.chart("procedures-cut")
    assert [row["bound"] for row in drawn(chart, "rule", "bound")] == [pytest.approx(1050)]
    assert [row["y"] for row in drawn(chart, "line", "at")] == [1500, pytest.approx(1050)]


@pytest.mark.parametrize(
    ("word", "low", "high"),
    [("about", 57, 63), ("nearly", 57, 60), ("more_than", 60, None), ("at_most", None, 60)],
)
def test_a_figure_that_is_less_than_exact_has_a_range(evaluated, figure, word, low, high):
    chart = evaluated("80 %", figure(60, qualifier=dx.Qualifier(word))).chart("aim")
    (row,) = [row for row in drawn(chart, "rule", "low") if "y" in row]
    ends = drawn(chart, "rect", "low")[0]["high"], 0
    assert row["low"] == pytest.approx(low) if low is not None else row["low"] <= 60
    assert row["high"] == pytest.approx(high) if high is not None else row["high"] == ends[0]


def test_an_exact_figure_has_no_range(evaluated, figure):
    assert not [row for row in drawn(evaluated("80 %", figure(60)).chart("aim"), "rule", "low") if "y" in row]


def test_rival_series_and_revised_figures_stand_beside(nation):
    found = points(nation.chart("digital-economy-2025"))
    assert ("Figure that counts", 2025, 14.02) in found
    assert ("Other series: MIC", 2024, 18.3) in found
    assert ("Other series: MoST", 2025, 20) in found
    assert ("Since revised", 2023, 12.33) in found
    assert ("Other periods", 2023, 12.87) in found
    assert sum(what == "Figure that counts" for what, _, _ in found) == 1


def test_a_figure_too_old_to_judge_is_hollow_and_says_so(evaluated, figure):
    chart = evaluated("80 %", figure(70, 2023)).chart("aim")
    assert points(chart) == [("Last known, too old to judge", 2023, 70)]
    (encoding,) = [layer["encoding"] for layer, _ in layers(chart) if layer["mark"]["type"] == "point"]
    assert encoding["fill"]["scale"]["range"] == ["#ffffff"]
    assert encoding["shape"]["scale"]["range"] == ["diamond"]


def test_a_stretch_over_periods_without_figures_is_dotted(made):
    found = [(layer["mark"].get("strokeDash"), [(r["at"], r["to"]) for r in rows if "hole" in r])
             for layer, rows in layers(made.chart("productivity")) if any("hole" in row for row in rows)]  # fmt: skip
    assert found == [([1, 0], [(2021, 2022), (2024, 2025)]), ([1, 4], [(2022, 2024)])]


def test_the_worst_member_is_named_and_the_others_are_faint(made):
    found = points(made.chart("industry-share"))
    assert ("Worst: nông nghiệp", 2025, 8) in found
    assert sum(what == "Other members" for what, _, _ in found) == 2


def test_a_mean_of_years_stands_at_its_last_year_beside_the_years(evaluated, make_plan, figure):
    plan = make_plan("bình quân 7 %/năm", since=2021, by=2023, indicator={"kind": dx.Kind.RATE})
    card = evaluated(plan, *(figure(value, year) for value, year in ((6, 2021), (8, 2022), (7, 2023))), at=2023)
    chart = card.chart("aim")
    found = points(chart)
    assert sorted(f for f in found if f[0] == "Other periods") == [
        ("Other periods", 2021, 6), ("Other periods", 2022, 8), ("Other periods", 2023, 7),
    ]  # fmt: skip
    assert ("Figure that counts", 2023, pytest.approx(7, abs=0.1)) in found
    assert [row["bound"] for row in drawn(chart, "rule", "bound")] == [7]


def test_a_change_in_every_year_has_no_band_for_all_of_them(evaluated, make_plan, figure):
    indicator = {"kind": dx.Kind.AMOUNT, "unit": "person"}
    plan = make_plan("tăng 7 %/năm", every=dx.CalendarStep.YEAR, since=2022, by=2023, indicator=indicator)
    chart = evaluated(plan, *(figure(v, y) for v, y in ((100, 2021), (110, 2022), (112, 2023))), at=2023).chart("aim")
    assert not drawn(chart, "rect", "low")
    assert sorted(at for _, at, _ in points(chart)) == [2021, 2022, 2023]


def test_months_and_quarters_have_a_calendar(evaluated, make_plan, figure):
    plan = make_plan("80 %", by="2025-06", indicator={"frequency": dx.Frequency.QUARTERLY})
    chart = evaluated(plan, figure(50, "2024-Q4"), figure(60, "2025-Q1"), at="2025-Q2").chart("aim")
    assert sorted(at for _, at, _ in points(chart)) == ["2024-12-01T00:00:00Z", "2025-03-01T00:00:00Z"]
    (axis,) = {
        json.dumps(layer["encoding"]["x"]["scale"])
        for layer, _ in layers(chart)
        if layer["encoding"].get("x", {}).get("type") == "temporal"
    }
    assert json.loads(axis)["type"] == "utc"


def test_no_figure_is_no_point_and_no_zero(evaluated):
    chart = evaluated("80 %").chart("aim")
    assert points(chart) == []
    assert "∅ No figure is known" in [row["text"] for row in drawn(chart, "text", "text")]
    assert drawn(chart, "rect", "low")
    assert "No data" in subtitle(chart)


def test_a_goal_without_a_threshold_has_no_band(made):
    chart = made.chart("mobile-universal")
    assert not drawn(chart, "rect", "low")
    assert "universal" in subtitle(chart)


def test_ranks_have_the_first_at_the_top_and_grades_their_words(nation, made):
    def axis(chart):
        return next(layer["encoding"]["y"] for layer, _ in layers(chart) if layer["mark"]["type"] == "point")

    assert axis(nation.chart("egdi-2025"))["scale"]["reverse"] is True
    assert "grade C" in axis(made.chart("safety-grade"))["axis"]["labelExpr"]
    assert '["no", "yes"]' in axis(made.chart("operations-centre"))["axis"]["labelExpr"]


def test_what_could_count_is_said_where_not_everything_did(evaluated, figure):
    card = evaluated("80 %", figure(70, 2024, published=2025), figure(85, 2025, published=2026), known_on="2025-12-31")
    for chart in (card.chart("aim"), card.chart(), card.chart(by="pillar"), card.chart(kind="heat map")):
        assert "from what was public by 31 December 2025" in subtitle(chart)
    assert [at for _, at, _ in points(card.chart("aim"))] == [2024]


def test_unconfirmed_figures_are_marked(made, nation):
    assert "[UNCONFIRMED]" in subtitle(made.chart("epayment"))
    assert "UNCONFIRMED" not in subtitle(nation.chart("digital-economy-2025"))


def test_statuses_are_stacked_by_pillar_with_their_coverage(made):
    chart = made.chart(by="pillar")
    rows = drawn(chart, "bar", "status")
    for summary in made.by("pillar"):
        mine = [row for row in rows if row["row"].endswith(f"{summary.judged} of {summary.total} judged")]
        assert sum(row["to"] - row["from"] for row in mine) >= summary.total
    assert sum(row["to"] - row["from"] for row in rows) == len(made)
    judged, total = made.coverage
    assert chart.to_dict()["title"]["text"] == [f"Status by pillar: {judged} of {total} targets judged"]
    assert {row["text"][0] for row in rows} == {STATUSES[code].sign for code in made.counts}
    assert {row["row"].split("\n")[0] for row in rows} == {"Digital government", "Digital economy", "Digital society"}


@pytest.mark.parametrize("by", ["plan", "group", "sector", "indicator", "place", "status"])
def test_targets_can_be_stacked_by_whatever_they_can_be_grouped_by(made, by):
    rows = drawn(made.chart(by=by), "bar", "status")
    assert sum(row["to"] - row["from"] for row in rows) == len(made)


def test_groups_of_one_name_keep_apart(make_plan):
    plan = make_plan()
    plan = dx.Plan(
        code="two", title="Two pillars", place="99", adopted=2020, documents=plan.documents, indicators=plan.indicators,
        pillars=[dx.Pillar(code="a", name="Society"), dx.Pillar(code="b", name="Society")],
        targets=[
            dx.Target(code=pillar, title="Aim", goal=plan.targets[0].goal, indicator="digital_share", by=2025,
                      cite=plan.targets[0].cite, pillar=pillar)
            for pillar in "ab"
        ],
    )  # fmt: skip
    rows = drawn(dx.evaluate(plan, dx.Figures.of([]), at=2025).chart(by="pillar"), "bar", "status")
    assert [row["row"].split("\n")[0] for row in rows] == ["Society [a]", "Society [b]"]


def test_what_the_method_gives_is_a_bar_and_what_is_missing_is_none(made):
    rows = drawn(made.chart(), "bar", "row")
    assert len(rows) == len(made)
    for row, line in zip(rows, made, strict=True):
        if line.progress is None:
            assert "drawn" not in row
            assert row["text"].startswith(line.status.sign)
        else:
            assert row["drawn"] == pytest.approx(min(line.progress, 1.5))
    assert any("drawn" not in row for row in rows)


def test_places_stand_against_targets_and_those_that_follow_one_share_its_row(nation):
    plans = [dx.load_plan(code) for code in ("dien-bien-2020", "vn-749")]
    card = dx.evaluate(plans, dx.load_figures("vn-749"), at="2025")
    cells = drawn(card.chart(kind="heat map"), "rect", "column")
    assert len(cells) == len(card)
    assert len({(cell["row"], cell["column"]) for cell in cells}) == len(card)
    assert {cell["column"] for cell in cells} == {"Dien Bien", "Viet Nam"}
    (row,) = {cell["row"] for cell in cells if cell["title"] == "Digital economy at 10 % of GRDP"}
    assert {cell["column"] for cell in cells if cell["row"] == row} == {"Dien Bien", "Viet Nam"}


def test_several_plans_of_one_place_have_columns_of_their_own():
    plans = [dx.load_plan(code) for code in ("dien-bien-2020", "dien-bien-2021")]
    card = dx.evaluate(plans, dx.load_figures("dien-bien-2020"), at="2025")
    cells = drawn(card.chart(kind="heat map"), "rect", "column")
    assert {cell["column"] for cell in cells} == {"Dien Bien\n(dien-bien-2020)", "Dien Bien\n(dien-bien-2021)"}


def test_members_stand_against_periods_and_no_data_is_said(evaluated, make_plan, figure):
    plan = make_plan(each="industry", dimensions=[dx.Dimension(code="industry", name="I", members=["a", "b", "c"])],
                     indicator={"dimensions": ["industry"]})  # fmt: skip
    values = [("a", 2024, 90), ("b", 2024, 50), ("a", 2025, 95)]
    card = evaluated(plan, *(figure(value, year, breakdown={"industry": m}) for m, year, value in values))
    cells = drawn(card.chart("aim", kind="heat map"), "rect", "column")
    assert {(cell["row"], cell["column"]): cell["text"] for cell in cells} == {
        ("a", "2024"): "✓ 90 %", ("b", "2024"): "✗ 50 %", ("c", "2024"): "∅",
        ("a", "2025"): "✓ 95 %", ("b", "2025"): "∅", ("c", "2025"): "∅",
    }  # fmt: skip


@pytest.mark.parametrize("chart", [{}, {"by": "pillar"}, {"kind": "heat map"}])
def test_a_scorecard_without_targets_is_an_empty_chart_that_says_so(make_plan, chart):
    plan = make_plan()
    empty = dx.Plan(code="empty", title="Empty", place="99", adopted=2020, documents=plan.documents)
    drawing = dx.evaluate(empty, dx.Figures.of([]), at=2025).chart(**chart)
    assert [rows for _, rows in layers(drawing)] == [[{"text": "There are no targets"}]]
    assert "There are no targets" in vl_convert.vegalite_to_svg(drawing.to_json())
    assert vl_convert.vegalite_to_png(drawing.to_json())


def test_an_open_list_without_figures_has_no_cells_and_says_so(evaluated, make_plan):
    plan = make_plan(each="industry", dimensions=[dx.Dimension(code="industry", name="I")],
                     indicator={"dimensions": ["industry"]})  # fmt: skip
    chart = evaluated(plan).chart("aim", kind="heat map")
    assert [rows for _, rows in layers(chart)] == [[{"text": "∅ No figure is known"}]]
    assert points(evaluated(plan).chart("aim")) == []


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (("nothing",), UnknownCodeError, "nothing"),
        (("shared-databases",), DefinitionError, "is a milestone"),
        (("epayment", {"by": "pillar"}), DefinitionError, "of one target"),
        (("epayment", {"kind": "status"}), DefinitionError, "of all targets"),
        (("epayment", {"kind": "heat map"}), DefinitionError, "several members"),
        ((None, {"kind": "over time"}), DefinitionError, "of one target"),
        ((None, {"kind": "progress", "by": "pillar"}), DefinitionError, "no groups"),
        ((None, {"kind": "heatmap"}), UnknownCodeError, "did you mean 'heat map'"),
        ((None, {"by": "nothing"}), UnknownCodeError, "way to group"),
    ],
)
def test_what_cannot_be_drawn_says_what_can(made, arguments, error, message):
    target, *options = arguments
    with pytest.raises(error, match=message) as raised:
        made.chart(target, **(options[0] if options else {}))
    assert "Hint:" in str(raised.value)


def test_without_altair_the_way_out_is_said(made, monkeypatch):
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(PluginError, match=r'pip install "dxplan\[charts\]"'):
        made.chart()


EVIL = "</script><img src=x onerror=alert(1)><!-- {datum.y} ${1} \"'\n\x00"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_markup_of_strangers_stays_text(make_plan, figure, lang):
    plan = make_plan(indicator={"name": EVIL})
    target = dx.Target(code="aim", title=EVIL, indicator="digital_share", goal=dx.Goal.parse("80 %"), by=2025,
                       pillar="evil", cite=plan.targets[0].cite)  # fmt: skip
    plan = dx.Plan(code="evil", title=EVIL, place="99", adopted=2020, documents=plan.documents, targets=[target],
                   pillars=[dx.Pillar(code="evil", name=EVIL)], indicators=plan.indicators)  # fmt: skip
    figures = [figure(70, 2024, source=EVIL, note=EVIL, method=EVIL), figure(60, source=EVIL, method=EVIL)]
    card = dx.evaluate(plan, dx.Figures.of(figures), at=2025)
    for chart in (card.chart("aim", lang=lang), card.chart(lang=lang), card.chart(by="pillar", lang=lang),
                  card.chart(kind="heat map", lang=lang)):  # fmt: skip
        page = chart.to_html()
        assert page.count("</script") == page.count("<script")
        assert "<img" not in page
        assert "<!--" not in page
        assert "onerror" in page
        expressions = re.findall(r'"(?:labelExpr|expr|filter)": "((?:[^"\\]|\\.)*)"', chart.to_json(indent=None))
        assert not any("onerror" in expression for expression in expressions)


def test_what_is_no_markup_stays_as_it_is():
    assert harmless("< 5 % & > 3 <5") == "< 5 % & > 3 <5"
    assert harmless("<b>").replace("\u2060", "") == "<b>"


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("chart", [{}, {"by": "pillar"}, {"kind": "heat map"}])
def test_a_long_title_and_many_targets_are_drawn(make_plan, lang, chart):
    plan = make_plan()
    cite = plan.targets[0].cite
    targets = [dx.Target(code=f"t{n}", title="rất dài " * 60, by=2025, cite=cite, indicator="digital_share",
                         goal=dx.Goal.parse("80 %")) for n in range(200)]  # fmt: skip
    plan = dx.Plan(code="long", title="dài " * 99, place="99", adopted=2020, documents=plan.documents,
                   indicators=plan.indicators, targets=targets)  # fmt: skip
    spec = dx.evaluate(plan, dx.Figures.of([]), at=2025).chart(**chart, lang=lang).to_dict()
    assert all(len(line) <= 90 for line in spec["title"]["text"])


def test_both_languages_have_their_words_and_numbers(nation):
    vi, en = (nation.chart("digital-economy-2025", lang=lang).to_dict() for lang in ("vi", "en"))
    assert vi["config"]["locale"]["number"]["decimal"] == ","
    assert en["config"]["locale"]["number"]["decimal"] == "."
    assert "14,02 %" in json.dumps(vi, ensure_ascii=False)
    assert "Không đạt" in json.dumps(vi, ensure_ascii=False)
    assert "14.02 %" in json.dumps(en)


def test_charts_of_any_kind_can_be_rendered(made, nation):
    svg = vl_convert.vegalite_to_svg(nation.chart("digital-economy-2025", lang="vi").to_json())
    for text in ("Kinh tế số chiếm 20 % GDP", "Mức đề ra: ≥ 20 %", "Hạn: 2025", "Nguồn khác: MIC"):
        assert text in svg
    bars = vl_convert.vegalite_to_svg(made.chart(lang="vi").to_json())
    assert re.search(r"107,5 %\s+✓ Đạt", bars)
    for chart in (made.chart(by="pillar"), made.chart(kind="heat map"), made.chart("smartphones", kind="heat map")):
        assert "Judged at 2025" in vl_convert.vegalite_to_svg(chart.to_json())


def test_every_status_has_a_colour_on_which_its_sign_can_be_read():
    assert list(STATUS_COLOURS) == list(STATUSES)
    for colour in STATUS_COLOURS.values():
        light, dark = sorted((luminance(colour), luminance(text_on(colour))), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


# What eyes without one kind of cone see: Machado, Oliveira and Fernandes (2009), severity 1.
VISION = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


@pytest.mark.parametrize("vision", VISION)
def test_verdicts_are_told_apart_by_every_eye(vision):
    def seen(colour):
        channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        red, green, blue = (
            min(max(sum(f * c for f, c in zip(row, linear, strict=True)), 0), 1) for row in VISION[vision]
        )
        x, y, z = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505, 0.2126 * red + 0.7152 * green \
            + 0.0722 * blue, (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089  # fmt: skip
        f = [t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z)]
        return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])

    verdicts = [seen(colour) for code, colour in STATUS_COLOURS.items() if STATUSES[code].judged]
    for n, one in enumerate(verdicts):
        for other in verdicts[:n]:
            assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 20
