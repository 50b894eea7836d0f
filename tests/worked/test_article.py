"""The article on Điện Biên's plan, sentence by sentence: what it says, asked of the plans that are shipped."""

from datetime import date

import pytest

import dxplan as dx

FOUNDATIONS = ["awareness", "institutions", "infrastructure", "platforms", "trust-security", "cooperation-innovation"]
SECTORS = [
    *("health", "education", "finance-banking", "agriculture", "transport-logistics", "energy"),
    *("resources-environment", "industrial-production"),
]


@pytest.fixture(scope="module")
def nation():
    return dx.load_plan("vn-749")


@pytest.fixture(scope="module")
def province():
    return dx.load_plan("dien-bien-2020")


def asked(plan, code):
    """Give what a target of 2025 asks for: its goal and its scope."""
    target = plan.target(code)
    assert target.by == dx.Period.of(2025)
    return str(target.goal), target.where, target.each, target.every


def test_decision_749_approves_the_programme(nation):
    decision = nation.document("decision-749")
    assert (decision.number, decision.issued) == ("749/QĐ-TTg", dx.Period.of(date(2020, 6, 3)))
    assert nation.title.vi == "Chương trình Chuyển đổi số quốc gia đến năm 2025, định hướng đến năm 2030"
    assert {str(target.by) for target in nation.targets} == {"2025", "2030"}


def test_three_pillars_six_foundation_groups_groups_of_the_pillars_and_eight_sectors(province):
    assert [pillar.code for pillar in province.pillars] == ["government", "economy", "society"]
    assert [group.code for group in province.groups if group.pillar is None] == FOUNDATIONS
    assert {group.pillar for group in province.groups if group.pillar} == {"government", "economy", "society"}
    assert [sector.code for sector in province.sectors] == SECTORS


def test_the_provinces_plan_implements_the_programme(province):
    assert (province.implements, province.place) == ("vn-749", "11")
    assert dx.gazetteer.find(province.place, on=province.adopted).called("vi") == "Tỉnh Điện Biên"


def test_level_4_services_on_many_channels(province):
    assert asked(province, "level4-services") == ("≥ 80 %", {}, None, None)
    assert "di động" in province.target("level4-services").conditions.vi


@pytest.mark.parametrize(
    ("code", "goal", "level"),
    [
        ("files-ministry-province", "≥ 90 %", "ministry_province"),
        ("files-district", "≥ 80 %", "district"),
        ("files-commune", "≥ 60 %", "commune"),
    ],
)
def test_work_files_at_each_level_except_state_secrets(province, code, goal, level):
    assert asked(province, code) == (goal, {"level": level}, None, None)
    assert province.target(code).indicator == "files_online"
    assert "bí mật nhà nước" in province.target(code).excludes.vi


def test_reporting_regimes_and_inspections(province):
    assert asked(province, "reporting-connected") == ("≥ 100 %", {}, None, None)
    assert asked(province, "inspections") == ("≥ 50 %", {}, None, None)


def test_shared_databases_and_open_data_are_milestones_judged_by_reports(province):
    for code in ("shared-databases", "open-data"):
        assert province.target(code).is_milestone
    reports = dx.Reports.of([dx.Report(task="shared-databases", period=2025, state=dx.State.DONE)])
    card = dx.evaluate(province, dx.Figures.of([]), at=2025, reports=reports)
    assert (card["shared-databases"].status.code, card["open-data"].status.code) == ("achieved", "no_data")


def test_the_digital_economy_and_every_industry(province):
    assert asked(province, "digital-economy") == ("≥ 10 %", {}, None, None)
    assert asked(province, "industry-digital-share") == ("≥ 10 %", {}, "industry", None)
    assert province.dimension("industry").members == ()  # every industry, which is not the eight sectors


def test_productivity_every_year(province):
    goal, _, _, every = asked(province, "productivity")
    assert (goal, every, str(province.target("productivity").since)) == ("≥ 7 %", dx.CalendarStep.YEAR, "2021")


def test_fibre_to_more_than_80_percent_of_households_and_all_communes(province):
    assert asked(province, "fibre-households") == ("> 80 %", {}, None, None)
    assert asked(province, "fibre-communes") == ("≥ 100 %", {}, None, None)
    edge = dx.Figure(indicator="fibre_households", place="11", period=2025, value=80)
    line = dx.evaluate(province, dx.Figures.of([edge]), at=2025)["fibre-households"]
    assert (line.status.code, line.gap) == ("missed", 0)


def test_universal_is_undecidable_until_the_plan_names_a_threshold(province):
    assert str(province.target("mobile-universal").goal) == "universal"
    full = dx.Figure(indicator="mobile_broadband_people", place="11", period=2025, value=100)
    line = dx.evaluate(province, dx.Figures.of([full]), at=2025)["mobile-universal"]
    assert (line.status.code, line.met) == ("needs_definition", None)


def test_accounts_for_electronic_payment(province):
    assert asked(province, "epayment") == ("> 50 %", {}, None, None)


def test_heads_answer_directly_and_commit_to_innovate(province):
    assert [task.code for task in province.tasks(agency="heads", role="responsible", group="awareness")] == [
        "answer-for-it",
        "spread-awareness",
        "commit-to-innovate",
    ]
    assert province.tasks(agency="heads-organisations")[0].code == "commit-to-innovate"


def test_every_district_picks_one_commune_to_try_communication_and_basic_skills(province):
    (task,) = province.tasks(agency="district-committees")
    (pilot,) = province.pilots(task=task.code)
    assert (task.each, pilot.each, pilot.picks, pilot.number) == ("district", "district", "commune", 1)
    assert [province.skill(code).name.vi for code in pilot.skills] == [
        "Truy cập và sử dụng Internet",
        "Thư điện tử",
        "Mua bán trực tuyến",
        "Thanh toán điện tử",
        "Dịch vụ công trực tuyến",
        "Bảo đảm an toàn thông tin cá nhân",
    ]
    assert province.pilots(skill="e-payment") == (pilot,)


def test_the_steering_committee_urges_and_coordinates(province):
    (task,) = province.tasks(agency="steering-committee")
    assert set(task.roles) == {"urge", "coordinate"}


def test_the_department_leads_and_drafts_the_list_of_initiatives(province):
    (task,) = province.tasks(agency="dic", role="lead")
    assert (task.roles["support"], task.roles["issue"], str(task.period)) == (
        ("related-agencies",),
        ("ppc",),
        "2020/2021",
    )
    line = dx.evaluate(province, dx.Figures.of([]), at=2025).tasks[task.code]
    assert line.duties[0].say("vi") == "Sở Thông tin và Truyền thông (nay là Sở Khoa học và Công nghệ)"
    (initiative,) = province.initiatives
    assert (initiative.task, initiative.items, str(initiative.period)) == (task.code, (), "2020/2021")


def test_the_ministry_guides_provinces_to_issue_their_own(province, nation):
    (task,) = province.tasks(agency="mic", role="guide")
    assert str(task.period) == "2020-H2"
    followed = {target.code: target.follows for target in province.targets}
    assert [code for code, follows in followed.items() if follows is None] == ["shared-databases"]
    for target in province.targets:
        if target.follows:
            assert nation.target(target.follows.partition(":")[2]).pillar == target.pillar
