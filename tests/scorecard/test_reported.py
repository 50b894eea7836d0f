"""What reports make of milestones and tasks: verdicts, and the reasons where there is none."""

import attrs
import pytest

import dxplan as dx
from dxplan.errors import DefinitionError, DuplicateFigureError, Problems
from dxplan.scorecard.report_wording import REPORT_REASONS

CITE = dx.Citation(document="paper", confidence=dx.Confidence.OFFICIAL)
DONE, BEGUN, NOT_STARTED, NOT_DONE, DROPPED, UNKNOWN = (
    *(dx.State.DONE, dx.State.IN_PROGRESS, dx.State.NOT_STARTED, dx.State.NOT_DONE),
    *(dx.State.NOT_CARRIED_OUT, dx.State.NO_INFORMATION),
)


TOWNS = ("alpha", "beta", "gamma")


def make_plan(code="made-up", *, target=None, task=None, **fields):
    """Make a plan of one milestone and one task that ask for the same."""
    same = {"title": "It is done", "cite": CITE, "by": 2025}
    return dx.Plan(
        **{
            "code": code,
            "title": "A made-up plan",
            "place": "99",
            "adopted": 2020,
            "documents": [dx.Document(code="paper", title="A made-up paper")],
            "dimensions": [dx.Dimension(code="town", name="Town", members=TOWNS)],
            "targets": [dx.Target(code="aim", **same | (target or {}))],
            "tasks": [dx.Task(code="work", **same | (task or {}))],
            **fields,
        }
    )


def judged(plan, *told, at=2025, known_on=None):
    """Report the same of the milestone and of the task, and check that the same comes of it; give both lines."""
    reports = [
        dx.Report(**{"task": code, "period": period, "state": state} | rest)
        for code in ("aim", "work")
        for period, state, rest in [(*one, {}) if len(one) == 2 else one for one in told]
    ]
    card = dx.evaluate(plan, dx.Figures.of(()), at=at, reports=dx.Reports.of(reports), known_on=known_on)
    line, task = card["aim"], card.tasks["work"]
    assert line.verdict == attrs.evolve(task.verdict, report=line.report, parts=line.verdict.parts)
    assert line.status is task.status
    assert card.unused_reports == ()
    for lang in ("vi", "en"):
        assert card.explain("aim").text(lang)
        assert card.tasks.explain("work").text(lang)
    return line, task


def outcome(*told, at=2025, known_on=None, **fields):
    line, _ = judged(make_plan(target=fields, task=fields), *told, at=at, known_on=known_on)
    return line.status.code, line.reason


@pytest.mark.parametrize(
    ("told", "at", "status", "reason", "met"),
    [
        # done: in time, early, long ago, late, and who knows when
        ([(2025, DONE)], 2025, "achieved", "reported_done", True),
        ([("2025-06", DONE)], 2025, "achieved", "reported_done", True),
        ([(2021, DONE)], 2025, "achieved", "reported_done", True),
        ([(2021, DONE)], 2022, "achieved", "reported_done", True),
        ([(2025, BEGUN), (2026, DONE)], 2026, "missed", "done_late", False),
        ([(2024, BEGUN), (2026, DONE)], 2026, "undecided", "done_when", None),
        ([(2026, DONE)], 2026, "undecided", "done_when", None),
        ([(2024, DONE), (2026, DONE)], 2026, "achieved", "reported_done", True),
        ([(2024, DONE), (2025, BEGUN)], 2025, "missed", "reported_not_done", False),
        # what is reported later than what is asked is not seen
        ([(2025, BEGUN), (2026, DONE)], 2025, "missed", "reported_not_done", False),
        ([(2026, DONE)], 2025, "no_data", "no_report", None),
        # not done, and due
        ([(2025, BEGUN)], 2025, "missed", "reported_not_done", False),
        ([(2025, NOT_STARTED)], 2025, "missed", "reported_not_done", False),
        ([(2025, NOT_DONE)], 2025, "missed", "reported_not_done", False),
        ([("2025-01", BEGUN)], 2025, "missed", "reported_not_done", False),
        ([(2024, BEGUN)], 2025, "no_data", "report_stale", None),
        ([(2026, BEGUN)], 2026, "missed", "reported_not_done", False),
        # not done, and not due
        ([(2023, BEGUN)], 2024, "not_due", "reported_not_due", None),
        ([(2024, NOT_STARTED)], 2024, "not_due", "reported_not_due", None),
        # nothing known
        ([], 2025, "no_data", "no_report", None),
        ([], 2024, "no_data", "no_report", None),
        ([(2025, UNKNOWN)], 2025, "no_data", "no_information", None),
        ([("2025-06", BEGUN), (2025, UNKNOWN)], 2025, "no_data", "no_information", None),
        ([(2025, BEGUN), (2026, UNKNOWN)], 2026, "missed", "reported_not_done", False),
        ([(2023, BEGUN), (2024, UNKNOWN)], 2024, "not_due", "reported_not_due", None),
        ([(2024, DONE), (2025, UNKNOWN)], 2025, "achieved", "reported_done", True),
        # given up
        ([(2024, DROPPED)], 2025, "not_carried_out", "not_carried_out", None),
        ([(2023, DROPPED)], 2024, "not_carried_out", "not_carried_out", None),
        ([(2024, BEGUN), (2025, DROPPED)], 2025, "not_carried_out", "not_carried_out", None),
        ([(2024, DROPPED), (2025, DONE)], 2025, "achieved", "reported_done", True),
        ([(2024, DROPPED), (2025, UNKNOWN)], 2025, "not_carried_out", "not_carried_out", None),
    ],
)
def test_what_one_series_of_reports_makes_of_it(told, at, status, reason, met):
    for order in (told, told[::-1]):
        line, task = judged(make_plan(), *order, at=at)
        assert (line.status.code, line.reason, line.met) == (status, reason, met)
        assert (task.status.code, task.reason) == (status, reason)


@pytest.mark.parametrize(
    ("state", "status", "reason"),
    [(DONE, "achieved", "reported_done"), (BEGUN, "not_due", "no_due_date"), (UNKNOWN, "no_data", "no_information")],
)
def test_a_standing_task_never_falls_due(state, status, reason):
    plan = make_plan(task={"by": None})
    report = dx.Report(task="work", period=2024, state=state)
    line = dx.evaluate(plan, dx.Figures.of(()), at=2030, reports=dx.Reports.of([report])).tasks["work"]
    assert (line.status.code, line.reason) == (status, reason)


def test_a_task_is_due_with_its_period():
    plan = make_plan(task={"by": None, "period": "2020/2021"})
    report = dx.Report(task="work", period="2021-06", state=BEGUN)
    cards = [dx.evaluate(plan, dx.Figures.of(()), at=at, reports=dx.Reports.of([report])) for at in ("2021-06", 2021)]
    assert [card.tasks["work"].status.code for card in cards] == ["not_due", "missed"]


class TestEach:
    @pytest.mark.parametrize(
        ("states", "at", "quota", "status", "reason"),
        [
            ("DDD", 2025, 1, "achieved", "parts_done"),
            ("DD-", 2025, 1, "undecided", "parts_not_reported"),
            ("DDu", 2025, 1, "undecided", "parts_not_reported"),
            ("DDb", 2025, 1, "missed", "parts_not_done"),
            ("DDx", 2025, 1, "missed", "parts_not_done"),
            ("D-b", 2025, 1, "missed", "parts_not_done"),
            ("--b", 2024, 1, "not_due", "parts_not_due"),
            ("DDD", 2024, 1, "achieved", "parts_done"),
            ("uuu", 2025, 1, "no_data", "no_information"),
            ("u--", 2025, 1, "no_data", "no_information"),
            ("xxx", 2025, 1, "not_carried_out", "parts_not_carried_out"),
            ("DDb", 2025, 0.6, "achieved", "parts_done"),
            ("Dbb", 2025, 0.6, "missed", "parts_not_done"),
            ("D-b", 2025, 0.6, "undecided", "parts_not_reported"),
        ],
    )
    def test_members_that_are_listed(self, states, at, quota, status, reason):
        kinds = {"D": DONE, "b": BEGUN, "u": UNKNOWN, "x": DROPPED}
        target = {"each": "town", "quota": quota}
        told = [
            dx.Report(task="aim", place=place, period=at, state=kinds[sign])
            for place, sign in zip(TOWNS, states, strict=True)
            if sign != "-"
        ]
        line = dx.evaluate(make_plan(target=target), dx.Figures.of(()), at=at, reports=dx.Reports.of(told))["aim"]
        assert (line.status.code, line.reason) == (status, reason)
        assert line.met is {"achieved": True, "missed": False}.get(status)
        assert [part.member for part in line.parts] == list(TOWNS)
        assert line.verdict.done == states.count("D")
        assert line.verdict.lacking == tuple(p for p, sign in zip(TOWNS, states, strict=True) if sign != "D")

    def test_the_missing_are_named(self):
        line, task = judged(make_plan(target={"each": "town"}, task={"each": "town"}), (2025, DONE, {"place": "beta"}))
        assert line.verdict.lacking == task.verdict.lacking == ("alpha", "gamma")
        assert task.say_state() == "1/3"

    def test_of_a_level_of_places_nobody_lists_them_all(self):
        told = [(2025, DONE, {"place": code}) for code in ("094", "095")]
        line, task = judged(make_plan(target={"each": "commune"}, task={"each": "district"}), *told)
        assert (line.status.code, line.reason) == ("undecided", "parts_not_reported")
        assert (task.verdict.done, task.verdict.listed) == (2, False)
        assert outcome(*told, (2025, BEGUN, {"place": "096"}), each="commune") == ("missed", "parts_not_done")

    def test_of_a_share_of_a_level_of_places_nothing_is_decided(self):
        target = {"each": "commune", "quota": 0.5}
        states = {"094": DONE, "095": DONE, "096": BEGUN}
        told = dx.Reports.of(dx.Report(task="aim", place=p, period=2025, state=s) for p, s in states.items())
        line = dx.evaluate(make_plan(target=target), dx.Figures.of(()), at=2025, reports=told)["aim"]
        assert (line.status.code, line.reason) == ("undecided", "parts_not_reported")

    def test_what_is_said_of_the_whole_counts_where_nobody_says_it_of_each(self):
        assert outcome((2025, DONE), each="town") == ("achieved", "reported_done")
        told = [(2025, DONE), (2025, BEGUN, {"place": "alpha"})]
        assert outcome(*told, each="town") == ("missed", "parts_not_done")

    def test_what_is_old_or_withheld_says_why(self):
        old = (2023, BEGUN, {"place": "alpha"})
        assert outcome(old, each="town") == ("no_data", "report_stale")
        assert outcome(old, each="town", known_on=2026) == ("no_data", "reports_withheld")


class TestKnownOn:
    def test_reports_count_from_their_publication(self):
        told = (2025, DONE, {"published": "2026-02"})
        assert outcome(told, known_on="2026-02-28") == ("achieved", "reported_done")
        assert outcome(told, known_on="2026-02-27") == ("no_data", "reports_withheld")

    def test_reports_of_unknown_publication_are_withheld_and_counted(self):
        line, task = judged(make_plan(), (2024, BEGUN), (2025, DONE), known_on=2026)
        assert (line.reason, line.withheld, task.verdict.withheld) == ("reports_withheld", 2, 2)

    def test_an_earlier_state_counts_until_the_later_is_public(self):
        told = [("2025-06", BEGUN, {"published": "2025-07"}), (2025, DONE, {"published": "2026-01"})]
        assert outcome(*told, known_on="2025-12") == ("missed", "reported_not_done")
        assert outcome(*told) == ("achieved", "reported_done")

    @pytest.mark.parametrize(
        ("known_on", "status"), [("2026-01", "missed"), ("2026-05", "achieved"), (None, "achieved")]
    )
    def test_the_later_of_two_vintages_counts(self, known_on, status):
        told = [(2025, DONE, {"published": "2026-05"}), (2025, BEGUN, {"published": "2026-01"})]
        assert outcome(*told, known_on=known_on)[0] == status

    def test_one_whose_publication_is_unknown_gives_way(self):
        assert outcome((2025, DONE), (2025, BEGUN, {"published": "2026-01"}))[0] == "missed"


class TestWhatDoesNotFit:
    def test_two_reports_that_say_different_things(self):
        with pytest.raises(Problems) as caught:
            judged(make_plan(), (2025, DONE), (2025, BEGUN))
        assert [type(problem) for problem in caught.value.exceptions] == [DuplicateFigureError] * 2
        assert "reports of 'aim' for 2025 say done and in_progress" in caught.value.lines()[0]

    def test_two_that_say_the_same_are_one(self):
        assert outcome((2025, DONE), (2025, DONE)) == ("achieved", "reported_done")

    def test_the_row_is_named(self, tmp_path):
        path = tmp_path / "reports.csv"
        path.write_text("task,period,state\naim,2025,done\naim,2025,not done\n", encoding="utf-8")
        with pytest.raises(Problems) as caught:
            dx.evaluate(make_plan(), dx.Figures.of(()), at=2025, reports=dx.read_reports(path))
        assert f"({path}:3)" in caught.value.lines()[0]

    def test_several_plans_may_have_the_code(self):
        plans = [make_plan("p"), make_plan("q")]
        report = dx.Report(task="aim", period=2025, state=DONE)
        with pytest.raises(Problems) as caught:
            dx.evaluate(plans, dx.Figures.of(()), at=2025, reports=dx.Reports.of([report]))
        assert type(caught.value.exceptions[0]) is DefinitionError
        assert "the plans 'p' and 'q' both have 'aim'" in caught.value.lines()[0]
        card = dx.evaluate(plans, dx.Figures.of(()), at=2025, reports=dx.Reports.of([report]).with_plan("q"))
        assert [line.status.code for line in card] == ["no_data", "achieved"]

    @pytest.mark.parametrize(
        ("report", "meant"),
        [
            ({"task": "wrok"}, "work"),
            ({"task": "elsewhere"}, None),
            ({"task": "work", "plan": "maed-up"}, "made-up"),
            ({"task": "aim", "place": "north"}, None),
            ({"task": "towns", "place": "alhpa"}, "alpha"),
            ({"task": "towns", "place": "omega-nine"}, None),
        ],
    )
    def test_reports_that_nothing_asks_for_are_named(self, report, meant):
        towns = dx.Target(code="towns", title="Each town", by=2025, cite=CITE, each="town")
        plan = make_plan()
        plan = attrs.evolve(plan, targets=(*plan.targets, towns))
        told = dx.Reports.of([dx.Report(period=2025, state=DONE, **report)] * 2)
        (unused,) = dx.evaluate(plan, dx.Figures.of(()), at=2025, reports=told).unused_reports
        assert (unused.task, unused.number) == (report["task"], 2)
        assert unused.meant == meant


class TestNumbers:
    @pytest.fixture
    def plan(self):
        indicator = dx.Indicator(code="fibre", name="Fibre", unit="%", direction=dx.Direction.UP)
        target = {"indicator": "fibre", "goal": dx.Goal.parse("80 %")}
        return make_plan(target=target, indicators=[indicator])

    @pytest.fixture
    def figures(self):
        return dx.Figures.of([dx.Figure(indicator="fibre", place="99", period=2025, value=70)])

    def test_a_report_never_stands_for_a_figure(self, plan, figures):
        told = dx.Reports.of([dx.Report(task="aim", period=2025, state=DONE)])
        line = dx.evaluate(plan, dx.Figures.of(()), at=2025, reports=told)["aim"]
        assert (line.status.code, line.reason) == ("no_data", "no_figure")
        assert line.report.state is DONE
        card = dx.evaluate(plan, figures, at=2025, reports=told)
        assert card["aim"].status.code == "missed"
        assert "Report       Done (2025)" in str(card.explain("aim"))

    def test_not_carried_out_comes_before_everything_else(self, plan, figures):
        told = dx.Reports.of([dx.Report(task="aim", period=2025, state=DROPPED, source="333/KH")])
        for known in (figures, dx.Figures.of(())):
            card = dx.evaluate(plan, known, at=2025, reports=told)
            assert (card["aim"].status.code, card["aim"].reason) == ("not_carried_out", "not_carried_out")
            assert card.coverage == (0, 1)
            assert "Reported as not carried out (2025)." in str(card.explain("aim"))
        assert card.to_native()["state"].to_list() == ["not_carried_out"]


class TestTables:
    @pytest.fixture
    def card(self):
        plan = make_plan(
            agencies=[
                dx.Agency(code="dic", name="Sở cũ", valid_to="2025-02", succeeded_by="dst"),
                dx.Agency(code="dst", name="Sở mới"),
            ],
            pillars=[dx.Pillar(code="society", name="Society")],
            tasks=[
                dx.Task(
                    code="first",
                    title="First",
                    cite=CITE,
                    by=2024,
                    roles={"lead": ("dic",), "support": ("dst",)},
                    pillar="society",
                ),
                dx.Task(
                    code="second", title="Second", cite=CITE, by=2025, roles={"lead": ("dst",)}, depends=("first",)
                ),
                dx.Task(code="third", title="Third", cite=CITE, by=2026, each="town", depends=("first", "second")),
            ],
        )
        told = [
            dx.Report(
                task="first", period=2024, state=DONE, evidence="QĐ 1", source="báo cáo", confidence=CITE.confidence
            ),
            dx.Report(task="second", period=2025, state=BEGUN),
            dx.Report(task="third", period=2025, state=DONE, place="alpha"),
            dx.Report(task="aim", period=2025, state=DONE, source="báo cáo 2", published="2026-01"),
        ]
        return dx.evaluate(plan, dx.Figures.of(()), at=2025, reports=dx.Reports.of(told))

    def test_tasks_have_counts_coverage_and_states(self, card):
        assert card.tasks.counts == {"achieved": 1, "missed": 1, "not_due": 1}
        assert card.tasks.coverage == (2, 3)
        assert card.tasks.states == {"done": 1, "in_progress": 1}
        assert repr(card.tasks) == "<TaskCard at 2025: 2 of 3 judged; 1 achieved, 1 missed, 1 not_due>"
        assert [line.task.code for line in card.tasks] == ["first", "second", "third"]

    def test_tasks_are_summed_up(self, card):
        groups = {group.code: group for group in card.tasks.by("agency")}
        assert {code: group.counts for code, group in groups.items()} == {
            "dic": {"achieved": 1},
            "dst": {"achieved": 1, "missed": 1},
            None: {"not_due": 1},
        }
        assert (groups["dst"].judged, groups["dst"].total) == (2, 2)
        assert [group.code for group in card.tasks.by("pillar")] == ["society", None]
        for key in ("plan", "group", "sector", "status", "state"):
            assert sum(group.total for group in card.tasks.by(key)) == 3
        with pytest.raises(LookupError, match="did you mean 'agency'"):
            card.tasks.by("agencies")

    def test_a_task_waits_for_what_is_not_known_to_be_done(self, card):
        assert [line.waits_for for line in card.tasks] == [(), (), ("second",)]

    def test_agencies_are_named_with_those_that_have_their_duties_now(self, card):
        lead, support = card.tasks["first"].duties
        assert (lead.role.code, lead.agency.code, lead.holder.code) == ("lead", "dic", "dst")
        assert (support.agency, support.holder) == (support.holder, support.agency)
        assert card.tasks["first"].say_duties("vi") == "Chủ trì: Sở cũ (nay là Sở mới); Phối hợp: Sở mới"

    def test_tasks_as_a_dataframe(self, card):
        first, _, third = card.tasks.to_native().to_dicts()
        assert first["agencies"] == "lead=dic;support=dst"
        assert (first["state"], first["period"], first["status"]) == ("done", "2024", "achieved")
        assert (first["evidence"], first["source"], first["confidence"]) == ("QĐ 1", "báo cáo", "official")
        assert (third["state"], third["parts"], third["parts_done"], third["waits_for"]) == (None, 3, 1, "second")

    def test_a_milestone_as_a_row(self, card):
        (row,) = card.to_native().to_dicts()
        assert (row["indicator"], row["unit"], row["goal"], row["due"]) == (None, None, "done", True)
        assert (row["status"], row["reason"], row["state"], row["word"]) == ("achieved", "reported_done", "done", None)
        assert (row["value"], row["progress"], row["gap"], row["met"]) == (None, None, None, True)
        assert (row["period"], row["source"], row["published"]) == ("2025", "báo cáo 2", "2026-01")
        assert (row["parts"], row["parts_met"], row["parts_failed"], row["parts_known"]) == (1, 1, 0, 1)

    def test_a_milestone_has_no_steps(self, card):
        explanation = card.explain("aim")
        assert explanation.workings() == ()
        assert explanation.text(steps=True) == str(explanation)
        assert "published 2026-01; báo cáo 2" in str(explanation)

    def test_tasks_are_found_by_code(self, card):
        assert card.tasks["made-up:first"] is card.tasks["first"]
        with pytest.raises(LookupError, match="no task has the code 'frist'"):
            card.tasks["frist"]
        twice = dx.evaluate([make_plan("p"), make_plan("q")], dx.Figures.of(()), at=2025)
        with pytest.raises(DefinitionError, match="several plans have a task 'work'"):
            twice.tasks["work"]
        assert twice.tasks["q:work"].plan.code == "q"

    @pytest.mark.parametrize("method", dx.installed_methods())
    def test_milestones_stand_beside_numbers_with_any_method(self, method):
        numbers = dx.load_plan("dien-bien-2020")
        told = dx.Reports.of([dx.Report(task="aim", period=2025, state=DONE)])
        plans = [make_plan(), numbers]
        card = dx.evaluate(plans, dx.load_figures("dien-bien-2020"), at=2025, reports=told, method=method)
        alone = dx.evaluate(numbers, dx.load_figures("dien-bien-2020"), at=2025, method=method)
        assert card["aim"].status.code == "achieved"
        assert [line.status for line in card][1:] == [line.status for line in alone]
        assert card.coverage == (alone.coverage[0] + 1, len(alone) + 1)
        assert card.by("indicator")[0].code is None


def test_every_reason_is_worded_in_both_languages():
    for text in REPORT_REASONS.values():
        assert text.vi
        assert text.en
