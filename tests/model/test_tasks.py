"""Who does what by when: agencies, roles, tasks, initiatives, pilots and skills."""

import pickle

import attrs
import pytest

import dxplan as dx
from dxplan.errors import DefinitionError, DuplicateCodeError, Problems, UnknownCodeError
from dxplan.model.agencies import ROLES
from dxplan.model.tasks import LEVELS

CITE = dx.Citation(document="law", confidence=dx.Confidence.OFFICIAL)


def make_task(code="draw-up", **fields):
    return dx.Task(**{"code": code, "title": code, "cite": CITE, **fields})


def make_plan(**fields):
    return dx.Plan(
        **{
            "code": "p",
            "title": "Plan",
            "place": "11",
            "adopted": 2020,
            "documents": [dx.Document(code="law", title="Law")],
            "pillars": [dx.Pillar(code="economy", name="Economy"), dx.Pillar(code="society", name="Society")],
            "groups": [dx.SolutionGroup(code="awareness", name="Awareness")],
            "sectors": [dx.Sector(code="health", name="Health")],
            "dimensions": [dx.Dimension(code="town", name="Town", members=("a", "b"))],
            "agencies": [
                dx.Agency(code="dic", name="Information", valid_to="2025-02", succeeded_by="dst"),
                dx.Agency(code="dst", name="Science", valid_to=2030, succeeded_by="next"),
                dx.Agency(code="next", name="Next"),
                dx.Agency(code="idle", name="Idle"),
            ],
            "skills": [dx.Skill(code="e-mail", name="E-mail"), dx.Skill(code="safety", name="Safety")],
            "tasks": [
                make_task("draw-up", roles={"lead": ("dic",), "support": ("dst",)}, period="2020/2021"),
                make_task("pick", roles={"carry_out": ("dst",)}, by=2025, each="district", pillar="society"),
                make_task("stand-by", group="awareness", sector="health"),
            ],
            "pilots": [
                dx.Pilot(code="one", title="One", cite=CITE, skills=("e-mail",), each="district", task="pick"),
                dx.Pilot(code="two", title="Two", cite=CITE, skills=("e-mail", "safety"), place="12"),
            ],
            **fields,
        }
    )


def problem_of(**fields):
    with pytest.raises(Problems) as caught:
        make_plan(**fields)
    (problem,) = caught.value.leaves()
    return problem


class TestTasks:
    @pytest.mark.parametrize(
        ("asked", "codes"),
        [
            ({}, ["draw-up", "pick", "stand-by"]),
            ({"agency": "dic"}, ["draw-up"]),
            ({"agency": "dst"}, ["draw-up", "pick"]),
            ({"agency": "dst", "role": "support"}, ["draw-up"]),
            ({"agency": "dst", "role": "lead"}, []),
            ({"role": "lead"}, ["draw-up"]),
            ({"role": "urge"}, []),
            ({"agency": "idle"}, []),
            ({"pillar": "society"}, ["pick"]),
            ({"pillar": "economy"}, []),
            ({"group": "awareness"}, ["stand-by"]),
            ({"sector": "health", "group": "awareness"}, ["stand-by"]),
            ({"due": 2021}, ["draw-up"]),
            ({"due": "2025-06"}, ["draw-up"]),
            ({"due": 2025}, ["draw-up", "pick"]),
            ({"due": 2025, "pillar": "society"}, ["pick"]),
        ],
    )
    def test_they_are_asked_for(self, asked, codes):
        assert [task.code for task in make_plan().tasks(**asked)] == codes

    def test_what_was_found_can_be_asked_again(self):
        found = make_plan().tasks(agency="dst")
        assert isinstance(found, dx.Tasks)
        assert [task.code for task in found(role="lead")] == ["draw-up"]
        assert len(found) == 2

    @pytest.mark.parametrize(
        ("asked", "hint"),
        [
            ({"agency": "dicc"}, "did you mean 'dic'?"),
            ({"role": "leads"}, "did you mean 'lead'?"),
            ({"pillar": "socity"}, "did you mean 'society'?"),
            ({"group": "x"}, "known group codes: awareness."),
            ({"sector": "x"}, "known sector codes: health."),
        ],
    )
    def test_unknown_codes_are_refused(self, asked, hint):
        for tasks in (make_plan().tasks, make_plan().tasks(due=2025)):
            with pytest.raises(UnknownCodeError) as caught:
                tasks(**asked)
            assert caught.value.hint == hint

    def test_a_period_is_read(self):
        with pytest.raises(DefinitionError, match="'soon' is not a period"):
            make_plan().tasks(due="soon")

    def test_when_it_is_due(self):
        assert make_task(period="2020/2021").due == dx.Period.parse("2020/2021")
        assert make_task(period="2020/2021", by="2020-06").due == dx.Period.parse("2020-06")
        assert make_task().due is None
        with pytest.raises(DefinitionError, match="before its period 2020/2021 begins"):
            make_task(period="2020/2021", by=2019)

    def test_who_takes_part_is_named_once(self):
        task = make_task(roles={"lead": ("dic", "dst"), "advise": ("dic",)})
        assert task.agencies == ("dic", "dst")

    def test_a_plan_with_tasks_is_a_value(self):
        plan = make_plan()
        assert plan == make_plan()
        assert pickle.loads(pickle.dumps(plan)) == plan  # noqa: S301 (our own)
        changed = attrs.evolve(plan, title="Another")
        assert [task.code for task in changed.tasks(agency="dic")] == ["draw-up"]
        assert changed.tasks == plan.tasks

    def test_things_are_found_by_code(self):
        plan = make_plan()
        assert plan.task("pick") is plan.tasks[1]
        assert plan.skill("safety").name.vi == "Safety"
        for kind in ("task", "skill", "agency"):
            with pytest.raises(UnknownCodeError, match=f"no {kind} has the code 'nope'"):
                getattr(plan, kind)("nope")


class TestPilots:
    @pytest.mark.parametrize(
        ("asked", "codes"),
        [
            ({}, ["one", "two"]),
            ({"skill": "e-mail"}, ["one", "two"]),
            ({"skill": "safety"}, ["two"]),
            ({"task": "pick"}, ["one"]),
            ({"place": "12"}, ["two"]),
            ({"each": "district"}, ["one"]),
            ({"each": "district", "skill": "safety"}, []),
        ],
    )
    def test_they_are_asked_for(self, asked, codes):
        found = make_plan().pilots(**asked)
        assert isinstance(found, dx.Pilots)
        assert [pilot.code for pilot in found] == codes

    @pytest.mark.parametrize(("asked", "hint"), [({"skill": "email"}, "e-mail"), ({"task": "pik"}, "pick")])
    def test_unknown_codes_are_refused(self, asked, hint):
        with pytest.raises(UnknownCodeError) as caught:
            make_plan().pilots(**asked)
        assert caught.value.hint == f"did you mean {hint!r}?"


class TestAgencies:
    @pytest.mark.parametrize(
        ("at", "code"), [(None, "dic"), (2024, "dic"), ("2025-02", "dic"), ("2025-03", "dst"), (2031, "next")]
    )
    def test_the_one_that_has_the_duties_at_a_time(self, at, code):
        assert make_plan().agency("dic", at).code == code

    def test_one_that_is_gone_without_a_successor_stays(self):
        agencies = [dx.Agency(code="dic", name="Information", valid_to=2024)]
        plan = make_plan(agencies=agencies, tasks=(), pilots=())
        assert plan.agency("dic", 2025).code == "dic"

    def test_roles_are_named_in_both_languages(self):
        assert {"lead", "coordinate", "responsible", "support", "urge"} <= set(ROLES)
        for code, role in ROLES.items():
            assert role.code == code
            assert role.name.vi
            assert role.name.en


@pytest.mark.parametrize("each", ["town", *LEVELS])
def test_each_is_a_dimension_or_a_level_of_places(each):
    assert make_plan(tasks=[make_task(each=each)], pilots=()).tasks[0].each == each


@pytest.mark.parametrize(
    ("fields", "path", "fact"),
    [
        ({"roles": {"leads": ("dic",)}}, "roles.leads", "no role has the code 'leads'"),
        ({"roles": {"lead": ("dic", "x")}}, "roles.lead[1]", "no agency has the code 'x'"),
        ({"roles": {"lead": ()}}, "roles.lead", "no agency of task 't' has the role 'lead'"),
        ({"pillar": "x"}, "pillar", "no pillar has the code 'x'"),
        ({"group": "x"}, "group", "no group has the code 'x'"),
        ({"sector": "x"}, "sector", "no sector has the code 'x'"),
        ({"each": "x"}, "each", "no dimension or level of places has the code 'x'"),
        ({"depends": ("x",)}, "depends[0]", "no task has the code 'x'"),
        ({"cite": attrs.evolve(CITE, document="x")}, "cite.document", "no document has the code 'x'"),
    ],
)
def test_unknown_codes_of_a_task(fields, path, fact):
    problem = problem_of(tasks=[make_task("t", **fields)], pilots=())
    assert (problem.fact, problem.where.path) == (fact, f"$.tasks[0].{path}")
    assert problem.hint


@pytest.mark.parametrize(
    ("fields", "path", "fact"),
    [
        (
            {"pilots": [dx.Pilot(code="x", title="X", cite=CITE, skills=("safty",))]},
            "$.pilots[0].skills[0]",
            "no skill has the code 'safty'",
        ),
        (
            {"initiatives": [dx.Initiative(code="x", title="X", cite=CITE, task="drawup")]},
            "$.initiatives[0].task",
            "no task has the code 'drawup'",
        ),
        (
            {
                "agencies": [dx.Agency(code="dic", name="A", succeeded_by="dts", valid_to=2025)],
                "tasks": (),
                "pilots": (),
            },
            "$.agencies[0].succeeded_by",
            "no agency has the code 'dts'",
        ),
        (
            {"skills": [dx.Skill(code="e-mail", name="A"), dx.Skill(code="e-mail", name="B")], "pilots": ()},
            "$.skills[1].code",
            "skills 1 and 2 both have the code 'e-mail'",
        ),
    ],
)
def test_what_else_does_not_hold_together(fields, path, fact):
    problem = problem_of(**fields)
    assert (problem.fact, problem.where.path) == (fact, path)


def test_tasks_that_wait_for_each_other_are_said_once():
    tasks = [
        make_task("a", depends=("b",)),
        make_task("b", depends=("c",)),
        make_task("c", depends=("a",)),
        make_task("d", depends=("a",)),
        make_task("e", depends=("e",)),
    ]
    with pytest.raises(Problems) as caught:
        make_plan(tasks=tasks, pilots=())
    assert [(problem.where.path, problem.fact) for problem in caught.value.leaves()] == [
        ("$.tasks[0].depends", "tasks wait for each other in a circle: a → b → c → a"),
        ("$.tasks[4].depends", "tasks wait for each other in a circle: e → e"),
    ]


def test_a_task_and_a_target_have_different_codes():
    target = dx.Target(code="pick", title="T", by=2025, cite=CITE)
    problem = problem_of(targets=[target])
    assert type(problem) is DuplicateCodeError
    assert problem.where.path == "$.tasks[1].code"


class TestMilestones:
    def test_a_target_without_indicator_and_goal_is_one(self):
        target = dx.Target(code="shared", title="Shared", by=2025, cite=CITE, each="district", quota=0.7)
        assert target.is_milestone
        assert make_plan(targets=[target]).target("shared") is target

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"indicator": "fibre"}, "'goal' is missing"),
            ({"goal": dx.Goal.parse("80 %")}, "'indicator' is missing"),
            ({"baseline": dx.Baseline(period=2020, value=0)}, "has 'baseline', which only numbers have"),
            ({"where": {"level": "commune"}}, "has 'where', which only numbers have"),
            ({"every": dx.CalendarStep.YEAR, "since": 2021}, "has 'every', which only numbers have"),
        ],
    )
    def test_what_one_cannot_have(self, fields, message):
        with pytest.raises(DefinitionError, match=message):
            dx.Target(code="shared", title="Shared", by=2025, cite=CITE, **fields)


def test_a_plan_takes_over_agencies_and_skills_but_no_tasks(monkeypatch):
    from dxplan.io import plans

    above = make_plan(code="above", initiatives=[dx.Initiative(code="list", title="List", cite=CITE)])
    monkeypatch.setattr(plans, "installed_plans", lambda: ("above",))
    monkeypatch.setattr(plans, "_load_installed", lambda *_: above)
    text = 'code = "q"\ntitle = "Q"\nplace = "12"\nadopted = 2021\nimplements = "above"\n'
    plan = dx.loads_plan(text)
    assert plan.agency("dic") == above.agency("dic")
    assert plan.skills == above.skills
    assert (plan.tasks, plan.pilots, plan.initiatives) == ((), (), ())
