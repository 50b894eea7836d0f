"""What became of promises when their places were merged, divided, or stayed; all goals are made up."""

import attrs
import pytest

import dxplan as dx
from dxplan.errors import DefinitionError, DuplicateCodeError, PeriodError, Problems, UnknownCodeError
from tests.inherited import ADDED, BEFORE, INDICATORS, MERGED, SHARE, both, milestone, only, plan, target


def said(row):
    return row.standing.value, row.why.value


def rules(row):
    return {proposal.rule.value: str(proposal.goal) for proposal in row.proposals}


def test_what_all_predecessors_promise_is_carried_over_to_the_merged_place():
    row = only(target("trên 80 %", code="fibre"), target("> 80 %", code="cable"))
    assert said(row) == ("carried_over", "agreed")
    assert row.goal == dx.Goal.parse("more than 80 %")
    assert (row.place.code, row.place.name.vi) == ("24", "Bắc Ninh")
    assert [(s.name, s.place.name.vi) for s in row.sources] == [
        ("plan-24:fibre", "Bắc Giang"),
        ("plan-27:cable", "Bắc Ninh"),
    ]
    assert [event.code for event in row.events] == ["2025-merge"]
    assert (row.missing, row.proposals, row.lapse) == ((), (), None)


def test_a_bound_that_is_left_out_is_another_bound():
    row = only(target("trên 80 %"), target("80 %"))
    assert said(row) == ("proposed", "goals_differ")
    assert rules(row) == {"strictest": "> 80 %"}


def test_a_unit_that_is_said_or_not_makes_no_difference():
    assert said(only(target("80 %"), target("80"))) == ("carried_over", "agreed")


@pytest.mark.parametrize(
    ("goals", "indicator", "strictest", "weighted"),
    [
        (("80 %", "90 %"), "digital_share", "≥ 90 %", "≥ 87.5 %"),
        (("80 %", "trên 90 %"), "digital_share", "> 90 %", "> 87.5 %"),
        (("tối đa 5 ngày", "dưới 9 ngày"), "waiting", "≤ 5 days", "< 8 days"),
        (("25–30 %", "20 %"), "digital_share", "≥ 25 %, aiming at 30 %", "≥ 21.25 %"),
        (("80 %", "70,001 %"), "digital_share", "≥ 80 %", "≥ 72.5008 %"),
    ],
)
def test_different_goals_are_proposed_and_never_chosen(goals, indicator, strictest, weighted):
    one, other = (target(goal, indicator) for goal in goals)
    row = only(one, other, weights={"24": 1, "27": 3}, weighted_by="made up")
    assert said(row) == ("proposed", "goals_differ")
    assert row.goal is None
    assert rules(row) == {"strictest": strictest, "weighted": weighted}
    mean = row.proposal("weighted")
    assert (mean.estimated, mean.weights, mean.weighted_by.vi) == (True, (("24", 1.0), ("27", 3.0)), "made up")
    assert row.proposal("sum") is None


@pytest.mark.parametrize(
    ("goals", "indicator", "fields", "found"),
    [
        (("80 %", "phổ cập"), "digital_share", {}, {}),
        (("80 %", "khoảng 80 %"), "digital_share", {}, {}),
        (("80 %", "tối đa 90 %"), "digital_share", {}, {}),
        (("80 %", "90 %"), "digital_share", {"each": "commune"}, {"strictest": "≥ 90 %"}),
        (
            ("tăng 10 % so với 2020", "tăng 20 % so với 2020"),
            "digital_share",
            {},
            {"strictest": "up ≥ 20 % against 2020"},
        ),
        (("tăng 10 % so với 2020", "tăng 20 % so với 2019"), "digital_share", {}, {}),
        (("7 %", "8 %"), "growth", {"every": "year", "since": 2021}, {"strictest": "≥ 8 %"}),
        (("10–20 %", "12–15 %"), "digital_share", {"corridor": True}, {"strictest": "≥ 12 %, ≤ 15 %"}),
        (("10–20 %", "15–30 %"), "digital_share", {"corridor": True}, {}),
    ],
)
def test_of_goals_without_one_common_bound_no_mean_is_made(goals, indicator, fields, found):
    places = [dx.OwnPlace(code=f"c{code}", name="A commune", level="commune") for code in ("24", "27")]
    plans = [
        plan(place, target(goal, indicator, **fields), places=[own])
        for place, goal, own in zip(("24", "27"), goals, places, strict=True)
    ]
    (row,) = dx.restate_plans(plans, to=MERGED, weights={"24": 1, "27": 1}, weighted_by="made up")
    assert rules(row) == found
    assert said(row) == (("proposed", "goals_differ") if found else ("needs_decision", "not_comparable"))


@pytest.mark.parametrize("goals", [("200 dịch vụ", "300 dịch vụ"), ("250 dịch vụ", "250 dịch vụ")])
def test_what_adds_up_is_added_and_never_carried_over_even_where_all_agree(goals):
    row = only(*(target(goal, "added") for goal in goals), weights={"24": 1, "27": 2}, weighted_by="made up")
    assert said(row) == ("proposed", "adds_up")
    assert rules(row) == {"sum": "≥ 500 services"}
    assert not row.proposal("sum").estimated
    row = only(*(target(goal, "services") for goal in goals))
    assert said(row) == ("needs_decision", "adds_up"), "nothing says whether these services add up"
    assert rules(row) == {}


def test_a_change_of_what_adds_up_is_carried_over():
    row = only(*[target("giảm 30 % so với 2020", "added")] * 2)
    assert said(row) == ("carried_over", "agreed")


def test_a_predecessor_without_the_promise_is_missing_and_never_taken_to_agree():
    (row,) = dx.restate_plans(plan("24", target()), to=MERGED)
    assert said(row) == ("needs_decision", "missing")
    assert [(m.place.code, m.place.name.vi, m.why.value) for m in row.missing] == [("27", "Bắc Ninh", "no_plan")]
    row, _ = both(target(), target("top 5", "made_up_rank"))
    assert [(m.place.code, m.why.value, m.instead) for m in row.missing] == [("27", "no_target", ())]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"by": 2026}, "promised_otherwise"),
        ({"every": "year", "since": 2023}, "promised_otherwise"),
        ({"where": {"level": "commune"}}, "no_target"),
    ],
)
def test_the_same_indicator_by_another_date_or_of_others_is_something_else(fields, why):
    rows = both(target(), target(code="other", **fields))
    assert {said(row) for row in rows} == {("needs_decision", "missing")}
    (missing,) = rows[0].missing
    assert missing.why.value == why
    assert [source.name for source in missing.instead] == (["plan-27:other"] if why == "promised_otherwise" else [])


def test_an_indicator_with_the_same_code_and_another_definition_is_another_one():
    paid = attrs.evolve(SHARE, definition=dx.Text(vi="Trên số thủ tục đủ điều kiện"))
    other = plan("27", target(), indicators=[paid, *INDICATORS[1:]])
    rows = dx.restate_plans([plan("24", target()), other], to=MERGED)
    assert [[m.why.value for m in row.missing] for row in rows] == [["measured_otherwise"]] * 2


@pytest.mark.parametrize("name", ["excludes", "conditions"])
def test_what_is_said_in_other_words_is_for_people_to_compare(name):
    row = only(target(**{name: "Văn bản mật"}), target(**{name: "Hồ sơ bí mật nhà nước"}))
    assert said(row) == ("needs_decision", "words_differ")
    assert said(only(target(**{name: "Văn bản  MẬT"}), target(**{name: "văn bản mật"}))) == ("carried_over", "agreed")


def test_milestones_are_one_by_their_code_or_by_what_they_follow():
    assert said(only(milestone(), milestone())) == ("carried_over", "agreed")
    follow = {"follows": "vn-749:open-data-2025"}
    assert said(only(milestone("a", **follow), milestone("b", **follow))) == ("carried_over", "agreed")
    assert said(only(milestone(), milestone(title="Other databases"))) == ("needs_decision", "words_differ")
    assert [said(row) for row in both(milestone("a"), milestone("b"))] == [("needs_decision", "missing")] * 2


@pytest.mark.parametrize("goal", ["top 10", "top 10/63", "tăng 5 bậc so với 2020"])
@pytest.mark.parametrize("place", ["24", "11"])
def test_ranks_among_63_are_never_carried_over_to_34(goal, place):
    (row,) = dx.restate_plans(plan(place, target(goal, "made_up_rank")), to=MERGED)
    assert said(row) == ("needs_decision", "base_changed")


def test_ranks_stay_where_as_many_are_ranked():
    (row,) = dx.restate_plans(plan("11", target("top 10", "made_up_rank")), to=BEFORE)
    assert said(row) == ("carried_over", "same_place")
    (row,) = dx.restate_plans(plan("11", target("top 10", "made_up_rank", by=2024)), to=MERGED)
    assert said(row) == ("carried_over", "same_place"), "it was due while 63 were ranked"
    (row,) = dx.restate_plans(plan("VN", target("top 70", "made_up_rank")), to=MERGED)
    assert said(row) == ("carried_over", "same_place"), "nations are ranked"


@pytest.mark.parametrize("fields", [{"where": {"level": "district"}}, {"each": "district"}])
def test_a_target_of_a_level_that_ended_lapses_with_the_law(fields):
    (row,) = dx.restate_plans(plan("11", target(**fields)), to=MERGED)
    assert said(row) == ("lapsed", "level_ended")
    assert str(row.lapse.last) == BEFORE
    assert "72/2025/QH15" in row.lapse.law
    (row,) = dx.restate_plans(plan("11", target(**fields)), to=BEFORE)
    assert said(row) == ("carried_over", "same_place")
    (row,) = dx.restate_plans(plan("11", target(by=2024, **fields)), to=MERGED)
    assert said(row) == ("fell_due", "due_before")


def test_a_district_has_no_successor():
    district = dx.gazetteer.find("094", on=2021).code
    rows = dx.restate_plans(
        plan("11", target(place=district), target(code="early", place=district, by=2024)), to=MERGED
    )
    assert [said(row) for row in rows] == [("lapsed", "place_ended"), ("fell_due", "due_before")]
    assert {row.place.code for row in rows} == {"11"}
    assert str(rows[0].lapse.last) == BEFORE


def test_a_commune_of_which_others_are_missing_needs_a_decision():
    merged = next(p for p in dx.gazetteer.at(MERGED).under("11", "commune")[0] if len(predecessors(p)) > 1)
    one, *others = predecessors(merged)
    (row,) = dx.restate_plans(plan("11", target(place=one.code)), to=MERGED)
    assert row.place.id == merged.id
    assert said(row) == ("needs_decision", "missing")
    assert [m.place.code for m in row.missing] == [other.code for other in others]
    every = [target(code=f"in-{p.code}", place=p.code) for p in (one, *others)]
    restated = dx.restate_plans(plan("11", *every), to=MERGED)
    assert [said(row) for row in restated] == [("carried_over", "agreed")]
    (held,) = restated.plan(code="new", title="New").targets
    assert held.place == merged.code


def predecessors(place):
    return dx.gazetteer.predecessors(place, to=BEFORE).places


def test_what_was_due_before_its_place_ended_stays_judged_there():
    rows = both(target(by=2024), target(by=2024))
    assert [said(row) for row in rows] == [("fell_due", "due_before")]
    assert [said(row) for row in dx.restate_plans(plan("11", target(by=2022)), to=MERGED)] == [
        ("carried_over", "same_place")
    ]


def test_each_commune_is_asked_of_other_communes_now():
    (row,) = dx.restate_plans(plan("11", target(each="commune", quota=0.99)), to=MERGED)
    assert said(row) == ("carried_over", "same_place")
    assert row.asked == dx.ChangedPlaces(level="commune", before=129, after=45)
    (row,) = dx.restate_plans(plan("VN", target(each="province")), to=MERGED)
    assert row.asked == dx.ChangedPlaces(level="province", before=63, after=34)
    (row,) = dx.restate_plans(plan("11", target(each="commune", quota=0.99)), to=BEFORE)
    assert row.asked is None


def test_a_divided_place_leaves_its_promise_undecided():
    rows = dx.restate_plans(plan("66", target(by=2010), adopted=2003), to="2004-12-31")
    assert [(row.place.name.vi, *said(row)) for row in rows] == [
        ("Đắk Lắk", "needs_decision", "divided"),
        ("Đắk Nông", "needs_decision", "divided"),
    ]


def test_a_place_divided_and_merged_again_has_all_of_its_promise_but_not_alone():
    code = next(p.code for p in dx.gazetteer.at("2003-12-31").of_level("province") if p.name.vi == "Cần Thơ")
    rows = dx.restate_plans(plan(code, target(by=2030), adopted=2003), to=MERGED)
    (row,) = rows
    assert (row.place.name.vi, *said(row)) == ("Cần Thơ", "needs_decision", "missing")
    assert [m.place.name.vi for m in row.missing] == ["Sóc Trăng"]


def test_only_the_promise_in_force_is_restated():
    first = plan("24", target("90 %"), code="first")
    second = plan("24", target("80 %", replaces="first:aim"), code="second", adopted=2023)
    restated = dx.restate_plans([second, first, plan("27", target("80 %"))], to=MERGED)
    assert [said(row) for row in restated] == [("carried_over", "agreed")]
    assert [promise.name for promise in restated.revised] == ["first:aim"]


def test_two_promises_of_one_place_are_both_there():
    one = plan("24", target("80 %"), target("90 %", code="more"))
    rows = dx.restate_plans([one, plan("27", target("80 %"))], to=MERGED)
    assert [said(row) for row in rows] == [("carried_over", "agreed"), ("needs_decision", "missing")]
    assert [source.name for source in rows[1].missing[0].instead] == ["plan-27:aim"]
    rows = dx.restate_plans(one, to=BEFORE)
    assert [str(row.goal) for row in rows] == ["≥ 80 %", "≥ 90 %"]


def test_a_mean_is_not_made_of_two_goals_of_one_place():
    rows = dx.restate_plans(
        [plan("24", target("80 %"), target("85 %", code="more")), plan("27", target("90 %"))],
        to=MERGED,
        weights={"24": 1, "27": 1},
        weighted_by="made up",
    )
    assert [rules(row) for row in rows] == [{"strictest": "≥ 90 %"}]


def test_a_plan_of_the_new_place_covers_it_alone():
    new = plan("24", target("95 %"), code="new", adopted="2025-08-15")
    rows = dx.restate_plans([plan("24", target("80 %"), code="old"), new], to="2025-12-31")
    assert [(*said(row), row.first.name) for row in rows] == [
        ("carried_over", "same_place", "new:aim"),
        ("needs_decision", "missing", "old:aim"),
    ]


def test_places_of_no_common_lineage_have_rows_of_their_own():
    restated = dx.restate_plans([plan("24", target()), plan("11", target())], to=MERGED)
    assert [(row.place.code, *said(row)) for row in restated] == [
        ("11", "carried_over", "same_place"),
        ("24", "needs_decision", "missing"),
    ]
    (row,) = dx.restate_plans(restated.plans, to=MERGED, place="11")
    assert row.place.code == "11"


def test_a_place_of_which_nothing_is_told_needs_a_decision():
    own = dx.OwnPlace(code="old-commune", name="An old commune", level="commune", until=2024)
    (row,) = dx.restate_plans(plan("99", target(place="old-commune"), places=[own]), to=MERGED)
    assert said(row) == ("needs_decision", "lineage_unknown")


def test_the_plan_of_a_place_that_stayed_itself_is_its_old_one_without_what_is_over():
    aim = target(baseline=dx.Baseline(period=2020, value=5.0), note="A note")
    old = plan("11", aim, milestone(), target(code="gone", each="district"))
    restated = dx.restate_plans(old, to=MERGED)
    new = restated.plan(code="new", title="New")
    assert new.targets == old.targets[:2]
    assert (str(new.adopted), new.place, new.indicators) == (MERGED, "11", old.indicators)
    assert [(one.row.first.target.code, one.problem) for one in restated.left_out()] == [("gone", None)]
    assert dx.loads_plan(dx.dumps_plan(new)) == new


def test_the_plan_of_a_merged_place_cites_all_its_sources():
    shared = {"pillar": "gov", "agencies": ["dic"], "follows": "vn-749:fibre-households-2025"}
    vocabulary = {"pillars": [dx.Pillar(code="gov", name="Government")]}
    plans = [
        plan(
            place,
            target(baseline=dx.Baseline(period=2020, value=value), note=f"Note {place}", **shared),
            agencies=[dx.Agency(code="dic", name=f"The department of {place}", level="province")],
            **vocabulary,
        )
        for place, value in (("24", 5.0), ("27", 7.0))
    ]
    new = dx.restate_plans(plans, to=MERGED).plan(code="new", title="New")
    (made,) = new.targets
    assert made.goal == plans[0].targets[0].goal
    assert (made.pillar, made.agencies, made.follows, made.place) == ("gov", (), shared["follows"], None)
    assert made.baseline == dx.Baseline(period=2020), "the values of two places are not that of both"
    assert made.cite.confidence is dx.Confidence.COMPUTED
    assert made.cite.note == "+ plan-27.paper, aim"
    assert {document.code: document.title.vi for document in new.documents} == {
        "paper": "The paper of plan-24",
        "plan-27.paper": "The paper of plan-27",
    }
    assert made.note.en == (
        "Carried over from plan-24:aim (24 Bac Giang), plan-27:aim (27 Bac Ninh); "
        "The baselines of the earlier places are left out; Note 24; Note 27"
    )
    assert dx.loads_plan(dx.dumps_plan(new)) == new
    figure = dx.Figure(indicator="digital_share", place="24", place_on="2025-12-31", period=2025, value=81)
    assert dx.evaluate(new, dx.Figures.of([figure]), at=2025)["aim"].status.code == "achieved"


@pytest.mark.parametrize(
    ("rule", "goal"), [("strictest", "≥ 90 %"), ("weighted", "≥ 85 %"), ("sum", None), (None, None)]
)
def test_a_proposal_is_taken_into_the_plan_only_by_its_name(rule, goal):
    restated = both(target("80 %"), target("90 %"), weights={"24": 1, "27": 1}, weighted_by="made up")
    new = restated.plan(code="new", title="New", propose=rule)
    assert [str(made.goal) for made in new.targets] == ([goal] if goal else [])
    assert len(restated.left_out(propose=rule)) == (0 if goal else 1)
    for made in new.targets:
        assert made.note.en.startswith("PROPOSAL, which nobody has promised")
        assert "plan-24:aim ≥ 80 % (24 Bac Giang)" in made.note.en
        assert ("by made up (24: 1, 27: 1)" in made.note.en) is (rule == "weighted")
        assert made.cite.confidence is dx.Confidence.COMPUTED
    assert dx.loads_plan(dx.dumps_plan(new)) == new


def test_an_unsure_source_stays_unsure():
    unsure = dx.Citation(document="paper", confidence="unconfirmed")
    (made,) = both(target(cite=unsure), target()).plan(code="new", title="New").targets
    assert made.cite.confidence is dx.Confidence.UNCONFIRMED


def test_what_a_plan_cannot_hold_is_listed_with_the_problem():
    places = {code: [dx.OwnPlace(code=f"c{code}", name="A commune", level="commune")] for code in ("24", "27")}
    plans = [plan(code, target(each="commune"), places=own) for code, own in places.items()]
    restated = dx.restate_plans(plans, to=MERGED)
    assert [said(row) for row in restated] == [("carried_over", "agreed")]
    assert restated[0].asked == dx.ChangedPlaces(level="commune", before=2, after=None)
    assert restated.plan(code="new", title="New").targets == ()
    (left,) = restated.left_out()
    assert "no place of the commune level is known under '24'" in left.problem.fact


def test_two_plans_of_one_place_that_define_an_indicator_in_two_ways_make_no_silent_choice():
    other = [attrs.evolve(SHARE, low=0), *INDICATORS[1:]]
    old = plan("11", target(), code="a")
    new = plan("11", target("90 %", code="b"), code="b", indicators=other)
    restated = dx.restate_plans([old, new], to=MERGED)
    assert [made.code for made in restated.plan(code="new", title="New").targets] == ["aim"]
    (left,) = restated.left_out()
    assert "defines in another way" in left.problem.fact


def test_targets_with_one_code_get_two():
    plans = [plan("11", target(), code="a"), plan("11", target("90 %"), code="b")]
    new = dx.restate_plans(plans, to=MERGED).plan(code="new", title="New")
    assert [made.code for made in new.targets] == ["aim", "b.aim"]


def test_a_plan_of_several_places_is_asked_for_one():
    restated = dx.restate_plans([plan("24", target()), plan("11", target())], to=MERGED)
    with pytest.raises(DefinitionError, match="lead to 2 places: 11 Tỉnh Điện Biên, 24 Tỉnh Bắc Ninh"):
        restated.plan(code="new", title="New")
    assert len(restated.plan(code="new", title="New", place="11").targets) == 1
    assert [one.row.place.code for one in restated.left_out(place="24")] == ["24"]
    with pytest.raises(DefinitionError, match="no target leads to a place with the code '27'"):
        restated.plan(code="new", title="New", place="27")
    with pytest.raises(DefinitionError, match="there is nothing to inherit"):
        dx.restate_plans(plan("11"), to=MERGED).plan(code="new", title="New")


def test_no_plans_are_refused():
    with pytest.raises(DefinitionError, match="no plan is given to restate"):
        dx.restate_plans([], to=MERGED)


def test_a_plan_without_targets_has_nothing_to_restate():
    restated = dx.restate_plans(plan("11"), to=MERGED)
    assert (len(restated), restated.places, restated.counts) == (0, (), {})


def test_a_plan_given_twice_and_one_of_a_later_day_are_refused_together():
    once, late = plan("11", target()), plan("11", target(), code="late", adopted=2025)
    with pytest.raises(Problems) as caught:
        dx.restate_plans([once, once, late], to=MERGED)
    twice, later = caught.value.exceptions
    assert isinstance(twice, DuplicateCodeError)
    assert "plan 'late' was adopted in 2025, so it may not have promised anything by 2025-07-01" in later.fact
    assert len(dx.restate_plans([once, late], to="2025-12-31")) == 1


def test_a_place_that_nothing_leads_to_is_refused():
    with pytest.raises(DefinitionError, match="no target of the plans leads to a place with the code '27'") as caught:
        dx.restate_plans(plan("24", target()), to=MERGED, place="27")
    assert "24 Tỉnh Bắc Ninh" in caught.value.hint


@pytest.mark.parametrize(
    ("weights", "name", "error", "message"),
    [
        ({"24": 1, "27": 1}, "", DefinitionError, "not what they are"),
        ({"24": 1, "28": 1}, "GRDP", UnknownCodeError, "'28'"),
        ({"24": 1}, "GRDP", DefinitionError, "the weights lack 27 Bắc Ninh"),
        ({"24": 0, "27": 0}, "GRDP", DefinitionError, "add up to nothing"),
        ({"24": -1, "27": 2}, "GRDP", DefinitionError, "the weight of '24' is -1"),
        ({"24": float("nan"), "27": 2}, "GRDP", DefinitionError, "the weight of '24' is nan"),
        ({"24": "1", "27": 2}, "GRDP", DefinitionError, "the weight of '24' is '1'"),
    ],
)
def test_weights_that_weigh_nothing_are_refused(weights, name, error, message):
    with pytest.raises(error, match=message):
        both(target("80 %"), target("90 %"), weights=weights, weighted_by=name)


def test_a_day_that_is_none_and_a_rule_that_is_none_are_refused():
    with pytest.raises(PeriodError):
        dx.restate_plans(plan("11", target()), to="soon")
    restated = both(target("80 %"), target("90 %"))
    with pytest.raises(UnknownCodeError, match="loosest"):
        restated.plan(code="new", title="New", propose="loosest")
    with pytest.raises(UnknownCodeError, match="loosest"):
        restated[0].proposal("loosest")


def test_they_say_what_they_are():
    restated = both(target(), target())
    assert repr(restated) == "<RestatedTargets of plan-24, plan-27 to 2025-07-01: 1 carried_over>"
    assert repr(restated[0]) == "<RestatedTarget plan-24:aim, plan-27:aim for 24: carried_over (agreed)>"
    assert repr(restated[0].first) == "<TargetSource plan-24:aim of 24 Bắc Giang until 2025-06-30>"
    assert restated.of(dx.Inheritance.CARRIED_OVER) == tuple(restated)
    assert ADDED.merging is not None
