import re
from pathlib import Path

import pytest

import dxplan as dx
from dxplan.errors import DefinitionError, Problems, UnknownCodeError

BAD = sorted((Path(__file__).parents[1] / "data" / "bad" / "plans").glob("*.toml"))

PLAN = """\
code = "p"
title = { vi = "Kế hoạch", en = "Plan" }
place = "01"
adopted = 2020-06-03

[[documents]]
code = "law"
title = "Law"

[[indicators]]
code = "fibre"
name = "Households with fibre"
unit = "%"
direction = "up"

[[indicators]]
code = "waiting"
name = "Time waited"
unit = "number"
direction = "down"

[[targets]]
code = "fibre-2025"
title = "Fibre"
indicator = "fibre"
goal = "80 %"
by = "2025-Q3"
cite = { document = "law", confidence = "official" }

[[targets]]
code = "waiting-2025"
title = "Waiting"
indicator = "waiting"
goal = 12.5
by = 2025
cite = { document = "law", confidence = "secondary", page = "3" }
"""

TEN_MISTAKES = """\
code = "p"
title = 5
place = "11"
adopted = 2020
implement = "vn-749"

[[documents]]
code = "law"

[[pillars]]
code = "economy"
nam = "Economy"
name = "Economy"

[[indicators]]
code = "fibre"
name = "Fibre"
unit = "%"
direction = "sideways"
low = "none"

[[targets]]
code = "t"
title = "T"
indicator = "fibre"
goal = "a lot"
by = "some day"
cite = { document = "law", confidence = "surely" }

[sectors]
"""


def problems_of(text):
    with pytest.raises(Problems) as caught:
        dx.loads_plan(text)
    return caught.value


def test_there_are_bad_files():
    assert len(BAD) >= 15


@pytest.mark.parametrize("path", BAD, ids=[path.stem for path in BAD])
def test_each_mistake_gives_its_one_line(path):
    text = path.read_text(encoding="utf-8")
    expects, line = re.match(r"# expects: (.*)\n# line: (\d+)\n", text).groups()
    with pytest.raises(Problems) as caught:
        dx.loads_plan(text, file=path.name)
    assert caught.value.fact == f"{path.name} cannot be read"
    (said,) = caught.value.lines()
    assert expects in said
    assert (f"({path.name}:{line})" if line != "0" else f"({path.name})") in said
    assert "Hint: " in said


@pytest.mark.parametrize("path", BAD, ids=[path.stem for path in BAD])
def test_a_bad_file_is_refused_from_disk_too(path):
    with pytest.raises(Problems):
        dx.load_plan(path)


def test_ten_mistakes_give_ten_lines():
    problems = problems_of(TEN_MISTAKES)
    found = sorted((problem.where.line, problem.where.path, problem.fact) for problem in problems.exceptions)
    assert found == [
        (2, "$.title", "5 is no text"),
        (5, "$.implement", "no key has the code 'implement'"),
        (7, "$.documents[0]", "'title' is missing"),
        (12, "$.pillars[0].nam", "no key has the code 'nam'"),
        (19, "$.indicators[0].direction", "no direction has the code 'sideways'"),
        (20, "$.indicators[0].low", "'none' is not a number"),
        (26, "$.targets[0].goal", "the goal 'a lot' cannot be read"),
        (27, "$.targets[0].by", "'some day' is not a period"),
        (28, "$.targets[0].cite.confidence", "no confidence has the code 'surely'"),
        (30, "$.sectors", "'sectors' is not a list"),
    ]
    assert len(problems.lines()) == 10


def test_a_sound_plan():
    plan = dx.loads_plan(PLAN)
    assert plan.code == "p"
    assert plan.place == "01"
    assert plan.title == dx.Text(vi="Kế hoạch", en="Plan")
    assert str(plan.adopted) == "2020-06-03"
    assert [target.code for target in plan.targets] == ["fibre-2025", "waiting-2025"]
    fibre, waiting = plan.targets
    assert str(fibre.by) == "2025-Q3"
    assert fibre.cite == dx.Citation(document="law", confidence=dx.Confidence.OFFICIAL)
    assert waiting.cite.page == "3"


def test_bare_goals_face_as_their_indicators_do():
    fibre, waiting = dx.loads_plan(PLAN).targets
    assert fibre.goal.interval == dx.Interval.at_least(80)
    assert waiting.goal.interval == dx.Interval.at_most(12.5)


def test_a_plan_takes_over_the_vocabulary_but_no_targets():
    text = PLAN.replace('place = "01"', 'place = "01"\nimplements = "vn-749"')
    text += '\n[[targets]]\ncode = "egdi"\ntitle = "EGDI"\nindicator = "egdi_rank"\ngoal = "70"\nby = 2025\n'
    text += 'pillar = "government"\ncite = { document = "decision-749", confidence = "official" }\n'
    plan = dx.loads_plan(text)
    national = dx.load_plan("vn-749")
    assert plan.indicator("egdi_rank") == national.indicator("egdi_rank")
    assert [pillar.code for pillar in plan.pillars] == ["government", "economy", "society"]
    assert len(plan.targets) == 3
    assert plan.target("egdi").goal.interval == dx.Interval.at_most(70)
    assert [indicator.code for indicator in plan.indicators[:2]] == ["fibre", "waiting"]


def test_shipped_plans_are_found_by_code():
    assert set(dx.installed_plans()) >= {"dien-bien-2020", "vn-749"}
    assert dx.load_plan("vn-749").code == "vn-749"


def test_a_file_a_path_and_a_folder_are_the_same_plan(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text(PLAN, encoding="utf-8")
    plan = dx.loads_plan(PLAN)
    assert dx.load_plan(path) == plan
    assert dx.load_plan(str(path)) == plan
    assert dx.load_plan(tmp_path) == plan


def test_a_problem_in_a_folder_names_the_file_in_it(tmp_path):
    (tmp_path / "plan.toml").write_text(PLAN.replace("by = 2025\n", 'by = "never"\n'), encoding="utf-8")
    with pytest.raises(Problems) as caught:
        dx.load_plan(tmp_path)
    (said,) = caught.value.lines()
    assert f"@ $.targets[1].by ({tmp_path / 'plan.toml'}:35)" in said


def test_a_byte_order_mark_does_not_matter(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_bytes(b"\xef\xbb\xbf" + PLAN.encode())
    assert dx.load_plan(path) == dx.loads_plan(PLAN)


def test_windows_line_ends_do_not_matter(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_bytes(PLAN.replace("\n", "\r\n").encode())
    assert dx.load_plan(path) == dx.loads_plan(PLAN)


def test_a_file_that_is_not_utf8(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_bytes('code = "p"\ntitle = "Kế hoạch"'.encode("utf-16"))
    with pytest.raises(Problems) as caught:
        dx.load_plan(path)
    (said,) = caught.value.lines()
    assert said == f"the file is not UTF-8 text @ byte 0 ({path}) Hint: save it as UTF-8."


def test_an_unknown_plan_names_the_nearest_installed_one():
    with pytest.raises(UnknownCodeError, match="no installed plan has the code 'vn-748'") as caught:
        dx.load_plan("vn-748")
    assert caught.value.hint == "did you mean 'vn-749'?"


def test_a_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"there is no plan file '.*nowhere.toml'"):
        dx.load_plan(tmp_path / "nowhere.toml")
    with pytest.raises(FileNotFoundError, match=r"there is no plan file 'nowhere.toml'"):
        dx.load_plan("nowhere.toml")


def test_a_folder_without_a_plan(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"there is no plan file '.*plan.toml'"):
        dx.load_plan(tmp_path)


def test_codes_are_checked_beside_other_mistakes():
    problems = problems_of(
        PLAN.replace('code = "fibre-2025"', 'code = "Fibre"').replace('goal = "80 %"', 'goal = "high"')
    )
    assert [(problem.where.line, problem.where.path) for problem in problems.exceptions] == [
        (23, "$.targets[0].code"),
        (26, "$.targets[0].goal"),
    ]


def test_an_empty_file_says_what_a_plan_needs():
    problems = problems_of("")
    assert [problem.fact for problem in problems.exceptions] == [
        "'code' is missing",
        "'title' is missing",
        "'place' is missing",
        "'adopted' is missing",
    ]


def test_a_huge_file_is_not_read(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_bytes(b"#" * (8 * 1024 * 1024 + 1))
    with pytest.raises(Problems) as caught:
        dx.load_plan(path)
    (problem,) = caught.value.exceptions
    assert problem.fact == "the file is larger than 8 MiB"


def test_a_file_that_nests_too_deeply():
    (problem,) = problems_of("a = " + "[" * 100_000).exceptions
    assert type(problem) is DefinitionError
    assert problem.fact == "the file nests too deeply"


def test_a_misspelt_key_names_the_right_one():
    text = PLAN.replace('direction = "down"', 'direktion = "down"\ndirection = "down"')
    (problem,) = problems_of(text).exceptions
    assert problem.hint == "did you mean 'direction'?"


@pytest.mark.parametrize("text", ["code = " + "1" * 5000, "code = 0x" + "f" * 5000])
def test_a_number_of_very_many_digits(text):
    assert problems_of(text).lines()


def test_text_in_place_of_a_path_is_no_plan():
    with pytest.raises(UnknownCodeError, match="no installed plan has the code"):
        dx.load_plan("a" * 5000)


def test_one_mistake_in_a_list_or_in_implements_is_said_once():
    assert len(problems_of(PLAN.replace("[[documents]]", "documents = 5\n[[papers]]")).lines()) == 2
    head, rest = PLAN.split("\n", 1)
    (line,) = problems_of(f'{head}\nimplements = "vn-748"\n{rest}').lines()
    assert "did you mean 'vn-749'?" in line


def test_a_bad_code_that_is_used_is_said_once():
    (line,) = problems_of(PLAN.replace('indicator = "', 'indicator = "X', 1)).lines()
    assert "cannot be used in a formula" in line


def test_a_promise_for_every_year_is_read():
    text = PLAN.replace('by = "2025-Q3"', 'by = 2025\nevery = "year"\nsince = 2021\nquota = 0.8')
    target = dx.loads_plan(text).target("fibre-2025")
    assert (target.every, str(target.since), target.quota) == (dx.CalendarStep.YEAR, "2021", 0.8)
    assert len(target.steps) == 5
    (line,) = problems_of(text.replace('"year"', '"yearly"')).lines()
    assert "did you mean 'year'?" in line
