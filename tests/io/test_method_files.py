"""Method files: the shipped ones, sound ones of a user, and every kind of mistake with the line it must give."""

import re
from pathlib import Path

import pytest

import dxplan as dx
from dxplan import expr as ex
from dxplan.errors import Problems, UnknownCodeError
from dxplan.expr.nodes import Param, Step
from dxplan.expr.walk import substitute, walk
from dxplan.methods.method import COMBINE

BAD = sorted((Path(__file__).parents[1] / "data" / "bad" / "methods").glob("*.toml"))

METHOD = """\
id = "mine"
version = "1"
title = "Mine"
source = { title = "A paper", confidence = "official" }

[outputs]
progress = "given(actual) / given(goal)"
"""

MANY_MISTAKES = """\
id = "My Method"
version = 1
source = { title = "A paper", confidence = "surely" }
value = "declared_unit"
needs = ["actual", "gaol"]

[params]
r_on = "high"
r_risk = nan

[let]
half = 0.5
left = "given(goal) - given(actaul)"
share = "1 / 2"
again = "left / half + r_on"

[outputs]
score = "again > 0"
status = "2 * gpa"

[[status]]
code = "great"
when = "score"

[[status]]
code = "on_track"
when = "score >= r_on"

[rollup]
output = "scroe"
combine = "median"
"""


def problems_of(text):
    with pytest.raises(Problems) as caught:
        dx.loads_method(text)
    return caught.value


def test_there_are_bad_files():
    assert len(BAD) >= 60


@pytest.mark.parametrize("path", BAD, ids=[path.stem for path in BAD])
def test_each_mistake_gives_its_one_line(path):
    text = path.read_text(encoding="utf-8")
    expects, line = re.match(r"# expects: (.*)\n# line: (\d+)\n", text).groups()
    with pytest.raises(Problems) as caught:
        dx.loads_method(text, file=path.name)
    assert caught.value.fact == f"{path.name} cannot be read"
    (said,) = caught.value.lines()
    assert expects in said
    assert (f"({path.name}:{line})" if line != "0" else f"({path.name})") in said
    assert "Hint: " in said


@pytest.mark.parametrize("path", BAD, ids=[path.stem for path in BAD])
def test_a_bad_file_is_refused_from_disk_too(path):
    with pytest.raises(Problems):
        dx.load_method(path)


def test_many_mistakes_are_all_reported_and_none_that_only_follows():
    found = sorted((p.where.line or 0, p.where.path, p.fact) for p in problems_of(MANY_MISTAKES).leaves())
    assert found == [
        (0, "$", "'title' is missing"),
        (1, "$.id", "id 'My Method' is not a code"),
        (2, "$.version", "1 is not text"),
        (3, "$.source.confidence", "no confidence has the code 'surely'"),
        (4, "$.value", "no key has the code 'value'"),
        (8, "$.params.r_on", "'high' is not a number"),
        (9, "$.params.r_risk", "parameter 'r_risk' cannot be nan"),
        (12, "$.let.half", "0.5 is no formula"),
        (13, "$.let.left", "'given(goal) - given(actaul)' is not a formula: no given has the code 'actaul'"),
        (14, "$.let.share", "'share' is a function of formulas"),
        (17, "$.outputs", "there is no output 'progress'"),
        (19, "$.outputs.status", "'status' is a column of scorecards already"),
        (19, "$.outputs.status", "no name has the code 'gpa'"),
        (21, "$.status[0].as", "no status of a method has the code 'great'"),
        (30, "$.rollup.output", "no output has the code 'scroe'"),
        (31, "$.rollup.combine", "no way to combine has the code 'median'"),
    ]


def test_a_problem_points_into_the_file():
    (problem,) = problems_of(METHOD.replace("given(goal)", "goal")).leaves()
    assert (problem.where.file, problem.where.line) == ("method.toml", 7)
    assert problem.hint == "known name codes: about, gap, met."


class TestShipped:
    def test_they_are_found_by_id(self):
        assert dx.installed_methods() == ("attainment", "progress", "statcan")
        assert all(dx.load_method(name).id == name for name in dx.installed_methods())

    @pytest.mark.parametrize("name", dx.installed_methods())
    def test_every_formula_is_read_back_from_its_text(self, name):
        method = dx.load_method(name)
        lines = [*method.lines, *(method.roll_up.lines if method.roll_up else ())]
        for expr in [*method.steps.values(), *(line.when for line in lines)]:
            assert ex.parse(str(expr)) == expr

    @pytest.mark.parametrize("name", dx.installed_methods())
    def test_steps_come_after_those_they_name_and_nothing_else_is_named(self, name):
        method = dx.load_method(name)
        known = {Param(parameter.name) for parameter in method.parameters}
        for step, expr in method.steps.items():
            named = {node for node in walk(expr) if isinstance(node, (Param, Step))}
            assert named <= known, step
            known.add(Step(step, expr.gives_truth))
            assert not ex.requires(expr)

    @pytest.mark.parametrize("name", dx.installed_methods())
    def test_written_out_they_name_facts_alone(self, name):
        for expr in dx.load_method(name).expanded().values():
            assert substitute(expr, {}) == expr
            assert not [node for node in walk(expr) if isinstance(node, (Param, Step))]

    def test_an_unknown_one_names_the_nearest(self):
        with pytest.raises(UnknownCodeError, match="no installed method has the code 'statcna'") as caught:
            dx.load_method("statcna")
        assert caught.value.hint == "did you mean 'statcan'?"


class TestFiles:
    def test_a_path_and_a_text_are_the_same_method(self, tmp_path):
        path = tmp_path / "mine.toml"
        path.write_text(METHOD, encoding="utf-8")
        method = dx.loads_method(METHOD)
        assert dx.load_method(path) == method
        assert dx.load_method(str(path)) == method
        assert (method.id, method.values, method.needs, method.lines, method.roll_up) == (
            "mine",
            "declared_unit",
            (),
            (),
            None,
        )
        assert [parameter.name for parameter in method.parameters] == ["about"]

    def test_a_byte_order_mark_and_windows_line_ends_do_not_matter(self, tmp_path):
        path = tmp_path / "mine.toml"
        path.write_bytes(b"\xef\xbb\xbf" + METHOD.replace("\n", "\r\n").encode())
        assert dx.load_method(path) == dx.loads_method(METHOD)

    def test_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(FileNotFoundError, match=r"there is no method file '.*nowhere.toml'"):
            dx.load_method(tmp_path / "nowhere.toml")
        with pytest.raises(FileNotFoundError, match=r"there is no method file 'nowhere.toml'"):
            dx.load_method("nowhere.toml")
        with pytest.raises(FileNotFoundError):
            dx.load_method(tmp_path)

    def test_a_file_that_is_not_utf8(self, tmp_path):
        path = tmp_path / "mine.toml"
        path.write_bytes(METHOD.encode("utf-16"))
        with pytest.raises(Problems) as caught:
            dx.load_method(path)
        assert "the file is not UTF-8 text" in str(caught.value)

    def test_a_plan_is_no_method(self):
        plan = Path(dx.__file__).parent / "plans" / "vn-749" / "plan.toml"
        with pytest.raises(Problems) as caught:
            dx.load_method(plan)
        assert "no key has the code 'targets'" in str(caught.value)

    def test_an_empty_file_says_what_a_method_needs(self):
        assert [problem.fact for problem in problems_of("").leaves()] == [
            "'id' is missing",
            "'version' is missing",
            "'title' is missing",
            "'source' is missing",
            "there is no output 'progress'",
        ]

    def test_steps_stand_in_any_order(self):
        text = METHOD + '[let]\nthree = "two + one"\ntwo = "one * 2"\none = "given(actual)"\n'
        method = dx.loads_method(text)
        assert list(method.let) == ["one", "two", "three", "progress"]
        assert method.read({"actual": 5.0}).steps["three"] == 15

    def test_a_step_can_name_an_output(self):
        method = dx.loads_method(METHOD + '[let]\ndouble = "progress * 2"\n')
        assert method.read({"actual": 5.0, "goal": 10.0}).steps["double"] == 1

    def test_a_line_without_as_uses_a_word_of_ours(self):
        method = dx.loads_method(METHOD + '[[status]]\ncode = "off_track"\nwhen = "progress < 1"\n')
        assert method.lines[0].label == method.lines[0].status.label

    def test_the_first_true_line_decides_and_a_missing_one_is_not_true(self):
        lines = '[[status]]\ncode = "achieved"\nwhen = "progress >= 2"\n[[status]]\ncode = "on_track"\nwhen = "1 > 0"\n'
        method = dx.loads_method(METHOD + lines)
        assert method.read({}).word == "on_track"
        assert method.read({"actual": 4.0, "goal": 2.0}).word == "achieved"

    def test_a_group_can_be_as_good_as_its_worst(self):
        method = dx.loads_method(METHOD + '[rollup]\ncombine = "worst"\n')
        readings = [method.read({"actual": float(n), "goal": 4.0}) for n in (3, 1, 2)] + [method.read({})]
        rolled = method.roll(readings)
        assert (rolled.value, rolled.members, rolled.valued, rolled.line) == (0.25, 4, 3, None)
        assert dx.loads_method(METHOD).roll(readings) is None
        assert set(COMBINE) == {"mean", "worst"}

    def test_steps_that_build_on_one_another_too_often_are_refused_in_any_order(self):
        steps = ['s0 = "1 * given(actual)"', *(f's{n} = "s{n - 1} + 1"' for n in range(1, 400))]
        for order in (steps, steps[::-1]):
            text = METHOD + "[let]\n" + "\n".join(order) + "\n"
            assert all("more than 100 levels deep" in line for line in problems_of(text).lines())

    @pytest.mark.parametrize("few", [0, 2000])
    def test_the_deepest_steps_allowed_can_be_judged_and_explained(self, monkeypatch, few):
        monkeypatch.setattr("dxplan.scorecard.judge.FEW", few)
        steps = "\n".join(f's{n} = "s{n - 1} + 1"' for n in range(1, 97))
        text = METHOD.replace('"given(actual) / given(goal)"', '"s96 / 2"')
        method = dx.loads_method(f'{text}[let]\ns0 = "1 * given(actual)"\n{steps}\n')
        card = dx.evaluate(dx.load_plan("vn-749"), dx.load_figures("vn-749"), at=2025, method=method)
        assert card["egdi-2025"].progress == (71 + 96) / 2
        assert "s96 = s95 + 1 = 167.0" in card.explain("egdi-2025").text(steps=True)
