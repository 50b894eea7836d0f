"""What two provinces leave to the one that they became, and a province to itself.

The plans of Bắc Giang and Bắc Ninh here are made up: none of their goals was ever promised. The codes, the merger of
1 July 2025 and the GRDP of 2022 (statistics office, billion VND) are real. The plans of Điện Biên are those shipped.
"""

import pytest

import dxplan as dx
from tests.inherited import MERGED, milestone, plan, target

GRDP = {"24": 159_025, "27": 251_655}


@pytest.fixture(scope="module")
def inherited():
    bac_giang = plan(
        "24",
        target("trên 80 %", code="fibre"),
        target("80 %", code="level4", where={"level": "province"}),
        target("200 dịch vụ", "added", code="services"),
        target("top 10/63", "made_up_rank", code="rank"),
        target("80 %", code="files-district", where={"level": "district"}),
        target("40 %", code="early", by=2022),
        milestone("shared-databases"),
        code="bac-giang-2021",
    )
    bac_ninh = plan(
        "27",
        target("hơn 80 %", code="fibre"),
        target("90 %", code="services-online", where={"level": "province"}),
        target("300 dịch vụ", "added", code="services"),
        target("top 10/63", "made_up_rank", code="rank"),
        target("90 %", code="files-district", where={"level": "district"}),
        target("40 %", code="early", by=2022),
        code="bac-ninh-2021",
    )
    return dx.restate_plans([bac_ninh, bac_giang], to=MERGED, weights=GRDP, weighted_by="GRDP 2022")


def test_the_officer_of_the_new_bac_ninh_is_told_of_every_promise(inherited):
    assert {(place.code, place.name.vi) for place in inherited.places} == {("24", "Bắc Ninh")}
    assert {row.first.target.code: (row.standing.value, row.why.value) for row in inherited} == {
        "fibre": ("carried_over", "agreed"),
        "level4": ("proposed", "goals_differ"),
        "services": ("proposed", "adds_up"),
        "rank": ("needs_decision", "base_changed"),
        "files-district": ("lapsed", "level_ended"),
        "early": ("fell_due", "due_before"),
        "shared-databases": ("needs_decision", "missing"),
    }
    proposed = {proposal.rule.value: str(proposal.goal) for row in inherited for proposal in row.proposals}
    # (80 * 159,025 + 90 * 251,655) / 410,680
    assert proposed == {"strictest": "≥ 90 %", "weighted": "≥ 86.1278 %", "sum": "≥ 500 services"}
    assert all("202/2025/QH15" in event.law for row in inherited for event in row.events)


def test_the_plan_for_the_new_bac_ninh_can_be_kept_and_judged(inherited, tmp_path):
    new = inherited.plan(code="bac-ninh-2025", title="What Bắc Ninh has inherited", propose="weighted")
    file = tmp_path / "plan.toml"
    file.write_text(dx.dumps_plan(new), encoding="utf-8")
    assert dx.load_plan(file) == new
    assert [made.code for made in new.targets] == ["fibre", "level4"]
    assert len(new.targets) + len(inherited.left_out(propose="weighted")) == len(inherited)
    figures = [
        dx.Figure(indicator="digital_share", place="24", place_on=day, period=2025, value=value)
        for day, value in (("2025-06-30", 70), ("2025-12-31", 81))
    ]
    card = dx.evaluate(new, dx.Figures.of(figures), at=2025)
    assert (card["fibre"].value, card["fibre"].status.code) == (81, "achieved")


def test_dien_bien_keeps_its_promises_but_those_about_its_districts():
    plans = [dx.load_plan(code) for code in ("dien-bien-2020", "dien-bien-2021")]
    restated = dx.restate_plans(plans, to=MERGED)
    lapsed = {row.first.name for row in restated.of(dx.Inheritance.LAPSED)}
    assert lapsed == {"dien-bien-2021:files-district", "dien-bien-2021:smart-services-districts"}
    carried = restated.of(dx.Inheritance.CARRIED_OVER)
    in_force = {promise.name: promise for promise in dx.promises(plans) if promise.in_force}
    assert {row.first.name for row in carried} | lapsed == set(in_force)
    assert all(row.goal == in_force[row.first.name].target.goal for row in carried)
    assert {promise.name for promise in restated.revised} == set(promise_names(plans)) - set(in_force)
    new = restated.plan(code="dien-bien-2025", title="What Điện Biên has inherited")
    assert (new.implements, len(new.targets)) == ("vn-749", len(carried))
    assert dx.loads_plan(dx.dumps_plan(new)) == new


def promise_names(plans):
    return [promise.name for promise in dx.promises(plans)]
