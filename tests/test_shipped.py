"""What the shipped plans and figures say, checked against the facts they were made from."""

import csv
from pathlib import Path

import pytest

import dxplan as dx

FACTS = Path(__file__).parents[2] / "shared" / "facts"


@pytest.fixture(scope="module")
def figures():
    return dx.Figures.joined([dx.load_figures(code) for code in dx.installed_plans()])


@pytest.fixture
def nation(figures):
    return dx.evaluate(dx.load_plan("vn-749"), figures, at=2025)


@pytest.fixture
def province(figures):
    return dx.evaluate(dx.load_plan("dien-bien-2020"), figures, at=2025)


def test_egdi_is_missed_by_one_place(nation):
    line = nation["egdi-2025"]
    assert (line.value, line.figure.period, line.status.code) == (71, "2024", "missed")
    assert line.gap == -1
    assert line.progress == pytest.approx(70 / 71)
    assert round(line.progress * 100, 1) == 98.6
    assert line.figure.denominator == 193


def test_digital_economy_is_judged_on_the_latest_vintage_of_the_statistics_office(nation):
    line = nation["digital-economy-2025"]
    assert (line.value, line.figure.published, line.status.code) == (14.02, "2026-01-06", "missed")
    assert line.gap == pytest.approx(-5.98)
    assert [(rival.method, rival.value, rival.period) for rival in line.rivals] == [
        ("MIC", 18.3, "2024"),
        ("MoST", 20, "2025"),
    ]


def test_only_a_rival_series_is_not_called_no_figure():
    mine = dx.Figure(indicator="digital_economy_gdp", place="VN", period=2025, value=9.5, unit="%")
    card = dx.evaluate(dx.load_plan("vn-749"), dx.Figures.of([mine]), at=2025)
    line = card["digital-economy-2025"]
    assert (line.status.code, line.reason, len(line.rivals)) == ("no_data", "only_rivals", 1)
    explained = " ".join(card.explain("digital-economy-2025").text("en").split())
    assert "No figure of the series GSO is known, which decides; its figures say so in the column method." in explained


def test_digital_economy_before_it_was_published_is_no_data(figures):
    line = dx.evaluate(dx.load_plan("vn-749"), figures, at=2025, known_on="2025-12-31")["digital-economy-2025"]
    assert (line.status.code, line.reason, line.value) == ("no_data", "withheld", None)
    assert (line.last_known.value, line.last_known.period) == (13.17, "2024")
    assert [rival.method for rival in line.rivals] == ["MoST"]


@pytest.mark.parametrize(
    ("at", "known_on", "value"),
    [(2022, "2023-12-30", 12.67), (2022, "2023-12-31", 12.63), (2022, "2025-01-06", 12.83), (2024, None, 13.17)],
)
def test_each_vintage_can_be_asked_for(figures, at, known_on, value):
    line = dx.evaluate(dx.load_plan("vn-749"), figures, at=at, known_on=known_on)["digital-economy-2025"]
    assert line.value == value
    assert line.status.code == "not_due"


def test_dien_bien_has_no_verdict_and_says_why(province):
    assert {line.target.code: (line.status.code, line.reason) for line in province} == {
        "level4-services": ("no_data", "no_figure"),
        "files-ministry-province": ("no_data", "no_figure"),
        "files-district": ("lapsed", "level_ended"),
        "files-commune": ("no_data", "no_figure"),
        "reporting-connected": ("no_data", "no_figure"),
        "shared-databases": ("no_data", "no_report"),
        "open-data": ("no_data", "no_report"),
        "inspections": ("no_data", "no_figure"),
        "digital-economy": ("no_data", "stale"),
        "industry-digital-share": ("no_data", "no_figure"),
        "productivity": ("no_data", "no_figure"),
        "fibre-households": ("no_data", "no_figure"),
        "fibre-communes": ("no_data", "no_figure"),
        "mobile-universal": ("needs_definition", "undefined"),
        "epayment": ("no_data", "no_figure"),
    }
    assert province.coverage == (0, 15)
    last = province["digital-economy"].last_known
    assert (last.value, last.qualifier, last.period, last.age_months) == (6.23, dx.Qualifier.ABOUT, "2020", 60)


def test_households_with_broadband_never_answer_for_households_covered(province):
    line = province["fibre-households"]
    assert line.value is None
    assert line.last_known is None
    assert {proxy.indicator.code: (proxy.value, proxy.period) for proxy in line.proxies} == {
        "fixed_broadband_households": (48, "2023"),
        "fixed_broadband_areas": (80, "2021"),
        "fibre_villages": (88.5, "2023"),
    }


def test_a_household_figure_of_2023_does_not_judge_2025():
    old = dx.Figure(indicator="fibre_households", place="11", period=2023, value=90)
    line = dx.evaluate(dx.load_plan("dien-bien-2020"), dx.Figures.of([old]), at=2025)["fibre-households"]
    assert (line.status.code, line.reason, line.last_known.age_months) == ("no_data", "stale", 24)


@pytest.mark.parametrize("code", dx.installed_plans())
def test_everything_shipped_is_cited(code, figures):
    plan = dx.load_plan(code)
    for target in plan.targets:
        assert plan.document(target.cite.document).title
        assert target.title.vi
        assert target.title.en
    uncited = [
        row
        for row in dx.load_figures(code).to_native().collect().iter_rows(named=True)
        if not (row["source"] and row["confidence"])
    ]
    assert uncited == []


def test_the_nations_shares_are_those_of_the_facts():
    source = FACTS / "digital_economy_share.csv"
    if not source.is_file():
        pytest.skip("the facts are not beside this checkout")
    with source.open(encoding="utf-8", newline="") as file:
        facts = {(row["year"], float(row["value_pct"])) for row in csv.DictReader(file) if row["unit_code"] == "VN"}
    rows = dx.load_figures("vn-749").to_native().collect().rows(named=True)
    shipped = {(row["period"], row["value"]) for row in rows if row["indicator"] == "digital_economy_gdp"}
    assert facts <= shipped


def test_the_province_against_the_nation():
    rows = {
        row.national.code if row.national else row.target.code: row
        for row in dx.align(dx.load_plan("dien-bien-2020"), dx.load_plan("vn-749"))
    }
    assert (rows["digital-economy-2025"].standing.value, rows["digital-economy-2025"].ambition) == ("weaker", 0.5)
    dropped = ("national-databases", "egdi", "idi", "competitiveness", "innovation", "cybersecurity")
    assert {rows[f"{code}-2025"].standing.value for code in dropped} == {"omitted"}
    assert {row.target.code for row in rows.values() if row.standing.value == "added"} == {"shared-databases"}
    others = [row for code, row in rows.items() if code.endswith("-2025") and code.removesuffix("-2025") not in dropped]
    assert {row.standing.value for row in others if row.national.code != "digital-economy-2025"} == {"adopted"}


def test_the_scheme_of_2021_revises_the_plan_of_2020():
    old, new = dx.load_plan("dien-bien-2020"), dx.load_plan("dien-bien-2021")
    assert (str(old.target("fibre-households").goal), str(new.target("fibre-households").goal)) == ("> 80 %", "> 60 %")
    assert new.target("fibre-households").replaces == "dien-bien-2020:fibre-households"
    card = dx.evaluate([old, new], dx.load_figures("dien-bien-2021"), at=2025)
    assert card.coverage == (0, 33)


def test_two_indexes_abbreviated_gci_stay_two_indicators():
    plan = dx.load_plan("vn-749")
    assert {plan.target("competitiveness-2025").indicator, plan.target("cybersecurity-2025").indicator} == {
        "competitiveness_rank",
        "cybersecurity_rank",
    }
    figure = dx.Figure(indicator="cybersecurity_rank", place="VN", period=2025, value=25)
    card = dx.evaluate(plan, dx.Figures.of([figure]), at=2025)
    assert card["cybersecurity-2025"].status.code == "achieved"
    assert (card["competitiveness-2025"].status.code, card["competitiveness-2025"].reason) == ("no_data", "no_figure")


def test_a_rank_of_2020_does_not_reach_a_goal_of_2030():
    card = dx.evaluate(dx.load_plan("vn-749"), dx.load_figures("vn-749"), at=2025)
    line = card["cybersecurity-2030"]
    assert (line.status.code, line.reason, line.value, line.met) == ("not_due", "not_recent", None, None)
    assert (line.last_known.value, line.last_known.age_months) == (25, 60)
    assert "the last known is rank 25 (2020), 60 months old" in " ".join(
        str(card.explain("cybersecurity-2030")).split()
    )


def test_what_nobody_confirmed_says_so():
    doubtful = {t.code for t in dx.load_plan("vn-749").targets if t.cite.confidence is dx.Confidence.UNCONFIRMED}
    assert {"inspections-2025", "inspections-2030", "idi-2030", "productivity-2030"} <= doubtful
    assert {"procedures-2030", "data-services-2030", "data-platforms-2030"} <= doubtful


@pytest.mark.parametrize(("code", "asked"), [("procedures-2030", "down ≥ 30 %"), ("data-services-2030", "up ≥ 30 %")])
def test_what_is_counted_from_a_start_that_nobody_knows_needs_one(nation, code, asked):
    line = nation[code]
    assert (line.status.code, str(line.target.goal)) == ("needs_definition", f"{asked} against the baseline")


def rows_of(indicator, *codes):
    shipped = (row for code in codes for row in dx.load_figures(code).to_native().collect().rows(named=True))
    return [row for row in shipped if row["indicator"] == indicator]


def test_codes_of_provinces_are_those_of_their_time():
    rows = rows_of("digital_economy_grdp", "vn-749")
    places = [dx.gazetteer.find(row["place"], on=row["place_on"] or row["period"]) for row in rows]
    values = {(row["period"], place.name.in_("vi")): row["value"] for row, place in zip(rows, places, strict=True)}
    assert (values["2022", "Bắc Ninh"], values["2022", "Bắc Giang"], values["2025", "Bắc Ninh"]) == (56.83, 42.13, 46.3)
    assert len(values) == len(rows) == 20


def test_the_provincial_shares_are_those_of_the_facts():
    source = FACTS / "digital_economy_share.csv"
    if not source.is_file():
        pytest.skip("the facts are not beside this checkout")
    with source.open(encoding="utf-8", newline="") as file:
        facts = {(row["unit_code"], float(row["value_pct"])) for row in csv.DictReader(file)}
    shipped = rows_of("digital_economy_grdp", *dx.installed_plans()) + rows_of("digital_economy_gdp", "vn-749")
    assert facts <= {(row["place"], row["value"]) for row in shipped}


def test_the_tasks_of_the_programme_that_were_done():
    (row,) = rows_of("programme_tasks_done", "vn-749")
    assert (row["period"], row["numerator"], row["denominator"]) == ("2022-12-31", 8, 80)


def test_who_does_what_in_dien_bien():
    plan = dx.load_plan("dien-bien-2020")
    assert [task.code for task in plan.tasks(agency="dic")] == ["draft-initiatives"]
    assert [task.code for task in plan.tasks(agency="steering-committee", role="coordinate")] == ["urge-and-coordinate"]
    assert [pilot.code for pilot in plan.pilots(skill="e-payment")] == ["basic-skills"]
    assert len(dx.load_plan("vn-749").sectors) == 8
    assert len([group for group in plan.groups if group.pillar is None]) == 6
