"""Plans back to text: every plan reads back equal, and the text is one that an officer can edit."""

import attrs
import pytest

import dxplan as dx
from dxplan.errors import DefinitionError, UnknownCodeError
from tests.model.test_plan import CITE, make_indicator, make_plan, make_target
from tests.model.test_tasks import make_plan as make_plan_of_tasks
from tests.worked.test_article_tasks import ARTICLE


@pytest.mark.parametrize("code", dx.installed_plans())
def test_every_installed_plan_reads_back(code):
    plan = dx.load_plan(code)
    text = dx.dumps_plan(plan)
    assert dx.loads_plan(text) == plan
    again = dx.loads_plan(text)
    assert dx.dumps_plan(again) == text
    for target, read in zip(plan.targets, again.targets, strict=True):
        if target.goal is None:
            assert read.goal is None
            continue
        assert read.goal.wording in (target.goal.wording, "")
        assert read.goal.say("vi") == target.goal.say("vi")


def test_what_it_looks_like():
    target = make_target(
        "fibre-2025",
        where={"level": "commune"},
        by="2025-Q3",
        note=dx.Text(vi="Dòng một\nDòng “hai”", en="One\nTwo"),
        baseline=dx.Baseline(period=2020, value=31.5),
        pillar="economy",
    )
    plan = make_plan(adopted="2020-06-03", title=dx.Text(vi="Kế hoạch", en="Plan"), targets=[target], groups=())
    assert (
        dx.dumps_plan(plan)
        == """\
code = "p"
title = { vi = "Kế hoạch", en = "Plan" }
place = "11"
adopted = 2020-06-03

[[documents]]
code = "law"
title = "Law"

[[pillars]]
code = "economy"
name = "Economy"

[[sectors]]
code = "health"
name = "Health"

[[dimensions]]
code = "level"
name = "Level"

[[indicators]]
code = "fibre"
name = "fibre"
unit = "percent"
direction = "up"
dimensions = ["level"]

[[targets]]
code = "fibre-2025"
title = "fibre-2025"
indicator = "fibre"
goal = "trên 80 %"
by = "2025-Q3"
cite = { document = "law", confidence = "official" }
baseline = { period = 2020, value = 31.5 }
where = { level = "commune" }
pillar = "economy"
note.vi = \"\"\"
Dòng một
Dòng “hai”\"\"\"
note.en = \"\"\"
One
Two\"\"\"
"""
    )


def test_what_is_taken_over_is_not_written_again():
    text = dx.dumps_plan(dx.load_plan("dien-bien-2020"))
    assert 'implements = "vn-749"' in text
    assert text.count("[[indicators]]") == 6
    assert "[[pillars]]" not in text
    assert "[override" not in text


OVERRIDE = """\
code = "p"
title = "Plan"
place = "11"
adopted = 2021
implements = "vn-749"

[[indicators]]
code = "kiosks"
name = "Kiosks"
unit = "number"
direction = "up"

[override.pillars.economy]
name = "Kinh tế"

[override.indicators.egdi_rank]
frequency = "yearly"

[override.indicators.digital_economy_gdp]
high = 50
without = ["method", "low"]
"""


def test_what_is_changed_of_it_is_an_override():
    assert dx.dumps_plan(dx.loads_plan(OVERRIDE)) == OVERRIDE


def test_a_plan_that_lacks_what_it_takes_over_is_refused():
    plan = dx.load_plan("dien-bien-2020")
    bare = attrs.evolve(plan, indicators=[i for i in plan.indicators if i.code != "egdi_rank"])
    with pytest.raises(DefinitionError, match="its indicators lack 'egdi_rank'"):
        dx.dumps_plan(bare)


def test_the_plan_that_is_implemented_must_be_there():
    base = make_plan(code="base", targets=[])
    plan = attrs.evolve(base, code="own", implements="base")
    with pytest.raises(UnknownCodeError, match="no installed plan has the code 'base'"):
        dx.dumps_plan(plan)
    text = dx.dumps_plan(plan, beside=[base])
    assert "[[" not in text
    assert dx.loads_plan(text, beside=[base]) == plan


@pytest.mark.parametrize(
    "goal",
    [
        "trên 80 %",
        "không quá 5 ngày",
        "12,5 %",
        "phổ cập",
        "top 70",
        "1.234.567 hộ",
        "nhỏ hơn 0,125 điểm",
        "2 tỷ đồng",
        "> 5",
    ],
)
@pytest.mark.parametrize("wording", [True, False])
@pytest.mark.parametrize("direction", list(dx.Direction))
def test_goals_read_back_with_and_without_their_wording(goal, wording, direction):
    read = dx.Goal.parse(goal).facing(direction)
    unit = read.unit or "number"
    if unit == "rank" and direction is dx.Direction.UP:
        return
    goal = read if wording else attrs.evolve(read, wording="")
    plan = make_plan(
        indicators=[make_indicator(unit=unit, direction=direction)],
        targets=[attrs.evolve(make_target(), goal=goal)],
    )
    assert dx.loads_plan(dx.dumps_plan(plan)) == plan


@pytest.mark.parametrize(("low", "said"), [(2.154, ">= 2.1540"), (2154, "≥ 2154"), (0.125, ">= 0.1250")])
def test_a_bound_that_would_read_two_ways_is_written_so_that_it_does_not(low, said):
    target = attrs.evolve(make_target(), goal=dx.Goal(interval=dx.Interval.at_least(low), unit="%"))
    text = dx.dumps_plan(make_plan(targets=[target]))
    assert dx.loads_plan(text).targets[0].goal == target.goal
    assert said.split()[1].rstrip("0") in text.replace(",", "")


def test_a_number_without_quotes_stays_one():
    text = dx.dumps_plan(make_plan(indicators=[make_indicator(unit="number")], targets=[make_target(goal="12.5")]))
    assert "\ngoal = 12.5\n" in text


def test_a_text_that_is_not_unicode_is_refused():
    with pytest.raises(DefinitionError, match="is not Unicode"):
        dx.dumps_plan(make_plan(title="\ud800"))


def test_everything_else_that_a_plan_can_say_reads_back_too():
    milestone = dx.Target(code="shared", title="Shared", by=2025, cite=CITE, each="district", excludes="Mật")
    plan = make_plan_of_tasks(
        targets=[milestone],
        places=[dx.OwnPlace(code="11-1", name="Thị xã", level="district", since="2010-05-01", until=2024)],
        initiatives=[dx.Initiative(code="list", title="List", cite=CITE)],
    )
    text = dx.dumps_plan(plan)
    assert dx.loads_plan(text) == plan
    assert 'roles = { lead = ["dic"], support = ["dst"] }' in text
    own = attrs.evolve(plan, code="own", implements="p", tasks=(), targets=(), pilots=(), initiatives=(), places=())
    text = dx.dumps_plan(own, beside=[plan])
    assert "[[" not in text
    assert dx.loads_plan(text, beside=[plan]) == own


def test_the_plan_of_the_article_reads_back():
    plan = dx.loads_plan(ARTICLE)
    assert plan.tasks
    assert dx.loads_plan(dx.dumps_plan(plan)) == plan
