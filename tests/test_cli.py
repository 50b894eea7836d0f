"""The command line as a person meets it: tables within 80 columns, two languages, exit codes, and no traceback."""

import csv
import json
import re
import subprocess
import sys

import openpyxl
import pytest

import dxplan as dx
from dxplan.figures import WhyUnused

PLAN = """
code = "made-up"
title = "A made-up plan"
place = "99"
adopted = 2020

[[documents]]
code = "paper"
title = "A made-up paper"

[[indicators]]
code = "digital_share"
name = "a share"
unit = "%"
direction = "up"

[[targets]]
code = "aim"
title = "A [bold]made-up[/bold] aim"
indicator = "digital_share"
goal = "trên 80 %"
by = 2025
cite = { document = "paper", confidence = "unconfirmed" }
"""


def dxplan(*arguments, cwd=None, lang="C.UTF-8"):
    return subprocess.run(
        [sys.executable, "-m", "dxplan", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
        env={"PATH": "", "LANG": lang, "PYTHONUTF8": "1"},
    )


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "figures.csv").write_text("indicator,place,period,value\ndigital_share,99,2025,80\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_main_job_fits_80_columns(lang):
    done = dxplan("evaluate", "dien-bien-2020", "vn-749", "--at", "2025", "--lang", lang)
    assert (done.returncode, done.stderr) == (0, "")
    assert max(len(line.rstrip()) for line in done.stdout.splitlines()) <= 80
    assert "\x1b" not in done.stdout
    expected = {
        "en": [
            "rank 71",
            "98.6 %",
            "✗ Missed",
            "14.02 %",
            "∅ No data",
            "2 of 54 targets judged",
            "misses top 70 by 1 place",
        ],
        "vi": ["hạng 71", "98,6 %", "✗ Không đạt", "14,02 %", "Kết luận được 2/54 mục tiêu", "còn thiếu 1 bậc"],
    }[lang]
    for text in expected:
        assert text in done.stdout


def test_the_language_follows_the_locale():
    assert (
        "Kết luận được 0/15 mục tiêu" in dxplan("evaluate", "dien-bien-2020", "--at", "2025", lang="vi_VN.UTF-8").stdout
    )


def test_explain_shows_the_division_and_the_source():
    done = dxplan("explain", "vn-749", "egdi-2025", "--at", "2025")
    assert done.returncode == 0
    for text in ("98.6 % = 70 ÷ 71", "−1 place", "749/QĐ-TTg", "[official]", "vietnamnet 2454930"):
        assert text in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_a_folder_brings_its_figures_and_markup_is_text(folder):
    done = dxplan("evaluate", str(folder), "--at", "2025")
    assert done.returncode == 0
    assert "[bold]made-up[/bold]" in done.stdout
    assert "80 % (2025) is exactly the bound" in done.stdout
    assert "< 100 %" in done.stdout
    assert "UNCONFIRMED" in done.stdout


def test_plan_and_figures_can_be_named(folder):
    done = dxplan("explain", "plan.toml", "aim", "figures.csv", "--at", "2025", cwd=folder)
    assert done.returncode == 0
    assert "[UNCONFIRMED]" in done.stdout
    done = dxplan("evaluate", "plan.toml", "figures.csv", "--at", "2024", cwd=folder)
    assert "No figure is known" in done.stdout


def test_without_a_date_it_is_judged_today(folder):
    done = dxplan("evaluate", str(folder))
    assert done.returncode == 0
    assert "Judged at 20" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["evaluate", "nope", "--at", "2025"], 1, "no installed plan has the code 'nope'"),
        (["evaluate", "vn-794", "--at", "2025"], 1, "did you mean 'vn-749'?"),
        (["evaluate", "vn-749", "--at", "20x5"], 1, "'20x5' is not a period"),
        (["evaluate", "vn-749", "--known-on", "soon"], 1, "'soon' is not a period"),
        (["explain", "vn-749", "egdi-2026", "--at", "2025"], 1, "did you mean 'egdi-2025'?"),
        (["evaluate", "vn-749", "absent.csv", "--at", "2025"], 1, "there is no file 'absent.csv'"),
        (["evaluate", "figures.csv"], 2, "name a plan before the figures"),
        (["evaluate", "vn-749", "--at", "2025-13"], 1, "a year has no month 13"),
        (["evaluate", "vn-749", "--at", "2025", "--at", "20x5"], 1, "'20x5' is not a period"),
        (["evaluate", "vn-749", "--at", "2021..20x5"], 1, "'20x5' is not a period"),
        (["evaluate", "vn-749", "--at", "2021..2025", "--at", "2023"], 1, "the period 2023 is named more than once"),
        (["evaluate", "vn-749", "--at", "2025..2021"], 2, "--at '2025..2021' is no range: name two years"),
        (["evaluate", "vn-749", "--at", "2021..2025-Q4"], 2, "is no range"),
        (["evaluate", "vn-749", "--at", "2021-01-01..2021-01-31"], 2, "is no range"),
        (["evaluate", "vn-749", "--at", "2021..2025", "--report", "a.html"], 2, "a page is about one period"),
        (["evaluate"], 2, "Missing argument"),
        (["evaluate", "vn-749", "--lang", "fr"], 2, "'fr' is not one of"),
    ],
)
def test_what_goes_wrong_is_said_in_a_line_and_an_exit_code(arguments, code, message):
    done = dxplan(*arguments)
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_all_problems_of_a_file_at_once(folder):
    (folder / "figures.csv").write_text(
        "indicator,place,period,value,qualifier\ndigital_share,99,20x5,80,\ndigital_share,99,2025,eighty,\ndigital_share,99,2025,80,maybe\n",
        encoding="utf-8",
    )
    done = dxplan("evaluate", str(folder), "--at", "2025")
    assert done.returncode == 1
    spots = [line for line in done.stderr.splitlines() if "figures.csv:" in line]
    assert [line.split("figures.csv:")[1].split(")")[0] for line in spots] == ["2", "3", "4"]


def test_a_misspelt_code_is_named(folder):
    (folder / "figures.csv").write_text("indicator,place,period,value\ndigital_shaer,99,2025,80\n", encoding="utf-8")
    done = dxplan("evaluate", str(folder), "--at", "2025")
    assert "Figures not used (no such indicator in the plan): digital_shaer 99 (1) [digital_share?]" in " ".join(
        done.stdout.split()
    )


def test_an_unused_column_is_a_note(folder):
    (folder / "figures.csv").write_text(
        "indicator,place,period,value,STT\ndigital_share,99,2025,80,1\n", encoding="utf-8"
    )
    done = dxplan("evaluate", str(folder), "--at", "2025")
    assert done.returncode == 0
    assert done.stderr.endswith("columns that dxplan does not use: STT.\n")
    assert done.stderr.startswith("Note: ")


def test_a_plan_may_name_those_before_it(folder):
    later = PLAN.replace("made-up", "later", 1).replace("by = 2025", 'by = 2026\nreplaces = "made-up:aim"')
    (folder / "later.toml").write_text(later.replace("2020", "2021", 1), encoding="utf-8")
    done = dxplan("evaluate", "plan.toml", "later.toml", "figures.csv", "--at", "2025", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Revised by later:aim: by 2025 → 2026." in " ".join(done.stdout.split())
    done = dxplan("evaluate", "plan.toml", "later.toml", "figures.csv", "--known-on", "2020", cwd=folder)
    assert "so not judged: later (2021)" in " ".join(done.stdout.split())
    done = dxplan("evaluate", "later.toml", "plan.toml", "figures.csv", "--at", "2025", cwd=folder)
    assert done.returncode == 1
    assert "no installed plan has the code 'made-up' @ $.targets[0].replaces (later.toml:" in done.stderr


def test_a_plan_without_figures_says_so(folder):
    (folder / "figures.csv").unlink()
    done = dxplan("evaluate", str(folder), "--at", "2025")
    assert done.returncode == 1
    assert "no figures are given for 'made-up'" in done.stderr


def test_a_plan_without_targets(folder):
    (folder / "plan.toml").write_text(PLAN.split("[[targets]]", maxsplit=1)[0], encoding="utf-8")
    done = dxplan("evaluate", str(folder), "--at", "2025")
    assert done.returncode == 0
    assert "The plan has no targets" in done.stdout


def test_help_has_examples():
    for command in ([], ["evaluate"], ["explain"]):
        done = dxplan(*command, "--help")
        assert done.returncode == 0
        assert "dxplan e" in done.stdout
        assert "\\b" not in done.stdout
        assert any(line.strip().startswith("dxplan e") for line in done.stdout.splitlines())


METHOD = """
id = "mine"
version = "2"
title = { vi = "Cách của tôi", en = "My way" }
source = { title = "my own paper", url = "https://example.org/paper", confidence = "computed", note = "not official" }
needs = ["actual", "goal"]

[params]
half = { value = 0.5, note = "from here on it is on track" }

[outputs.progress]
formula = "given(actual) / given(goal)"
title = { vi = "Đã đi", en = "Gone" }
percent = true

[[status]]
code = "good"
as = "on_track"
when = "progress >= half"
label = "good enough"

[rollup]
combine = "worst"

[[rollup.status]]
code = "off_track"
when = "value < half"
"""


class TestMethods:
    @pytest.fixture
    def here(self, folder):
        (folder / "mine.toml").write_text(METHOD, encoding="utf-8")
        plan = PLAN.replace("by = 2025", "by = 2030\nbaseline = { period = 2020, value = 20 }")
        (folder / "plan.toml").write_text(plan, encoding="utf-8")
        (folder / "figures.csv").write_text(
            "indicator,place,period,value\ndigital_share,99,2025,46\n", encoding="utf-8"
        )
        return folder

    def status(self, here, *options):
        done = dxplan("evaluate", ".", "--at", "2025", *options, cwd=here)
        assert (done.returncode, done.stderr) == (0, "")
        assert max(len(line.rstrip()) for line in done.stdout.splitlines()) <= 80
        return done.stdout

    def test_they_are_listed(self):
        for lang, titles in (
            ("en", ("Attainment", "Progress from the baseline", "Statistics Canada")),
            ("vi", ("Tỷ lệ đạt", "Tiến độ từ mức ban đầu", "Cơ quan Thống kê Canada")),
        ):
            done = dxplan("methods", "--lang", lang)
            assert (done.returncode, done.stderr) == (0, "")
            assert [line.split()[0] for line in done.stdout.splitlines()] == ["attainment", "progress", "statcan"]
            assert all(title in done.stdout for title in titles)

    @pytest.mark.parametrize(
        ("lang", "texts"),
        [
            ("en", ["Needs", "Parameters you may set", "Steps", "Statuses", "Several targets together: mean of score"]),
            ("vi", ["Cần biết", "Tham số có thể thay", "Các bước tính", "Kết luận", "Gộp nhiều mục tiêu: trung bình"]),
        ],
    )
    def test_one_is_shown_in_full(self, lang, texts):
        done = dxplan("show", "statcan", "--lang", lang)
        assert (done.returncode, done.stderr) == (0, "")
        assert max(map(len, done.stdout.splitlines())) <= 80
        for text in (*texts, "r_high = 0.95", "ratio = toward / abs(needed)", "given(baseline)"):
            assert text in done.stdout
        for name in dx.load_method("statcan").let:
            assert f"  {name} " in done.stdout

    def test_one_of_ones_own_is_shown(self, here):
        done = dxplan("show", "mine.toml", "--lang", "en", cwd=here)
        assert (done.returncode, done.stderr) == (0, "")
        shown = " ".join(done.stdout.split())
        for text in (
            "mine 2: My way",
            "my own paper https://example.org/paper [computed] not official",
            "half = 0.5: from here on it is on track",
            "progress (Gone) = given(actual) / given(goal)",
            "↗ good (good enough → On track): progress >= half",
            "Several targets together: worst progress",
            "↘ off_track (Off track): value < half",
        ):
            assert text in shown
        assert "Đã đi" in dxplan("show", "mine.toml", "--lang", "vi", cwd=here).stdout

    @pytest.mark.parametrize(
        ("options", "label"),
        [
            ((), "Not due"),
            (("--method", "progress"), "At risk"),
            (("--method", "progress", "--param", "r_on=0.6"), "On track"),
            (("--method", "progress", "--param", "r_on=0.9", "--param", "r_risk=0.8"), "Off track"),
            (("--method", "statcan"), "On track"),
            (("--method", "statcan", "--param", "r_high=5"), "At risk"),
            (("--method", "mine.toml"), "On track"),
            (("--method", "./mine.toml", "--param", "half = 0.9"), "Not due"),
        ],
    )
    def test_each_can_judge_with_its_parameters_set(self, here, options, label):
        assert label in self.status(here, *options)

    def test_about_can_be_set(self, here):
        rows = "indicator,place,period,value,qualifier\ndigital_share,99,2025,84.3,about\n"
        (here / "figures.csv").write_text(rows, encoding="utf-8")
        assert "Achieved" in self.status(here)
        assert "Not due" in self.status(here, "--param", "about=0.1")

    def test_every_step_is_explained(self, here):
        done = dxplan("explain", ".", "aim", "--at", "2025", "--method", "progress", "--steps", cwd=here)
        assert (done.returncode, done.stderr) == (0, "")
        assert max(map(len, done.stdout.splitlines())) <= 80
        for text in (
            "Computed: Progress from the baseline (progress 1)",
            "made = given(actual) - given(baseline) = 26.0",
            "given(actual) = 46.0  [",
            "r_on = 0.95  [",
            "Sources",
            "[2] A made-up paper [UNCONFIRMED]",
            "progress 1",
        ):
            assert text in done.stdout
        vi = dxplan("explain", ".", "aim", "--at", "2025", "--method", "progress", "--steps", "--lang", "vi", cwd=here)
        assert "Cách tính: Tiến độ từ mức ban đầu (progress 1)" in vi.stdout
        assert "made = given(actual) - given(baseline) = 26.0" in vi.stdout
        assert "made =" not in dxplan("explain", ".", "aim", "--at", "2025", "--method", "progress", cwd=here).stdout

    @pytest.mark.parametrize(
        ("arguments", "code", "message"),
        [
            (["--method", "statcna"], 1, "did you mean 'statcan'?"),
            (["--method", "absent.toml"], 1, "there is no method file 'absent.toml'"),
            (["--method", "plan.toml"], 1, "plan.toml cannot be read"),
            (["--method", "statcan", "--param", "r_hihg=0.5"], 1, "did you mean 'r_high'?"),
            (["--param", "r_high=0.5"], 1, "no parameter has the code 'r_high'"),
            (["--method", "statcan", "--param", "r_high=nan"], 1, "parameter 'r_high' cannot be nan"),
            (["--param", "about=-1"], 1, "parameter 'about' cannot be -1.0"),
            (["--method", "statcan", "--param", "r_high"], 2, "'r_high' is not NAME=VALUE"),
            (["--method", "statcan", "--param", "r_high=0,5"], 2, "write a number with a point"),
            (["--method", "statcan", "--param", "r_high="], 2, "is not NAME=VALUE"),
            (["--method", "statcan", "--param", "=0.5"], 2, "is not NAME=VALUE"),
        ],
    )
    def test_what_is_wrong_with_a_method_or_its_parameters(self, here, arguments, code, message):
        done = dxplan("evaluate", ".", "--at", "2025", *arguments, cwd=here)
        assert done.returncode == code
        assert message in " ".join(done.stderr.split())
        assert "Traceback" not in done.stderr
        assert done.stdout == ""

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("statcna", "did you mean 'statcan'?"),
            ("vn-794", "did you mean 'vn-749'?"),
            ("absent.toml", "there is no plan file 'absent.toml'"),
            ("elsewhere/plan", "there is no plan file"),
            ("empty", "there is no plan file"),
            ("broken.toml", "not TOML"),
        ],
    )
    def test_what_is_neither_plan_nor_method_cannot_be_shown(self, here, name, message):
        (here / "empty").mkdir()
        (here / "broken.toml").write_text("code = ", encoding="utf-8")
        done = dxplan("show", name, cwd=here)
        assert (done.returncode, done.stdout) == (1, "")
        assert message in done.stderr
        assert "Traceback" not in done.stderr

    def test_every_problem_of_a_method_file_is_said_at_once(self, here):
        broken = METHOD.replace("given(goal)", "goal").replace('version = "2"', "version = 2")
        (here / "mine.toml").write_text(broken, encoding="utf-8")
        done = dxplan("show", "mine.toml", cwd=here)
        assert done.returncode == 1
        assert [line.split("mine.toml:")[1].split(")")[0] for line in done.stderr.splitlines()[1:]] == ["3", "12"]


class TestForPrograms:
    @pytest.mark.parametrize("lang", ["vi", "en"])
    def test_json(self, lang):
        done = dxplan("evaluate", "vn-749", "--at", "2025", "--lang", lang, "--format", "json")
        assert (done.returncode, done.stderr) == (0, "")
        card = dx.evaluate(dx.load_plan("vn-749"), dx.load_figures("vn-749"), at=2025)
        assert json.loads(done.stdout) == dx.scorecard_document(card)

    def test_csv(self):
        done = dxplan("evaluate", "vn-749", "--at", "2025", "--format", "csv")
        assert (done.returncode, done.stderr) == (0, "")
        rows = list(csv.DictReader(done.stdout.splitlines()))
        assert len(rows) == 39
        (egdi,) = [row for row in rows if row["target"] == "egdi-2025"]
        assert (egdi["value"], egdi["gap"], egdi["status"]) == ("71.0", "-1.0", "missed")

    def test_an_alignment(self):
        said = json.loads(dxplan("align", "dien-bien-2020", "--format", "json").stdout)
        assert (said["format"], said["version"], said["counts"]["adopted"]) == ("dxplan.alignment", 1, 13)
        rows = list(csv.DictReader(dxplan("align", "dien-bien-2020", "--format", "csv").stdout.splitlines()))
        assert [row["standing"] for row in rows] == [row["standing"] for row in said["targets"]]
        (economy,) = [row for row in said["targets"] if row["target"] == "digital-economy"]
        assert (economy["standing"], economy["ambition"]) == ("weaker", 0.5)

    def test_plans_and_methods(self):
        said = json.loads(dxplan("plans", "--format", "json").stdout)
        assert {plan["code"] for plan in said["plans"]} == set(dx.installed_plans())
        (nation,) = [plan for plan in said["plans"] if plan["code"] == "vn-749"]
        assert (nation["adopted"], nation["targets"], nation["implements"]) == ("2020-06-03", 39, None)
        said = json.loads(dxplan("methods", "--format", "json").stdout)
        assert [method["id"] for method in said["methods"]] == list(dx.installed_methods())
        assert said["methods"][-1]["parameters"]["r_high"] == 0.95

    def test_what_is_wrong(self, folder):
        rows = "indicator,place,period,value\ndigital_shar,99,2025,80\ndigital_share,99,20-25,80\nrain,99,2025,1\n"
        (folder / "figures.csv").write_text(rows, encoding="utf-8")
        done = dxplan("check", ".", "--format", "json", cwd=folder)
        assert (done.returncode, done.stderr) == (1, "")
        said = json.loads(done.stdout)
        assert (said["plan"], said["targets"], said["number"]) == ("made-up", 1, 2)
        found = {(one["kind"], one["path"], one["line"]) for one in said["problems"]}
        assert found == {("PeriodError", "period", 3), ("UnknownCodeError", "indicator", 2)}
        assert all(one["file"].endswith("figures.csv") and one["fact"] and one["hint"] for one in said["problems"])

    def test_nothing_wrong(self):
        done = dxplan("check", "dien-bien-2020", "--format", "json")
        assert (done.returncode, done.stderr) == (0, "")
        said = json.loads(done.stdout)
        assert (said["number"], said["problems"], said["targets"], said["figures"]) == (0, [], 15, 33)
        assert {found["why"] for found in said["unused_figures"]} <= {why.value for why in WhyUnused}

    def test_a_plan_that_cannot_be_read(self, folder):
        (folder / "plan.toml").write_text("code = ", encoding="utf-8")
        done = dxplan("check", ".", "--format", "json", cwd=folder)
        assert done.returncode == 1
        said = json.loads(done.stdout)
        assert (said["plan"], said["targets"], said["figures"], said["number"]) == (None, None, None, 1)

    def test_a_page_ends_with_html(self, folder):
        done = dxplan("evaluate", "vn-749", "--at", "2025", "--report", "page.docx", cwd=folder)
        assert (done.returncode, done.stdout) == (2, "")
        assert "end the name 'page.docx' with .html" in done.stderr
        assert not (folder / "page.docx").exists()

    def test_a_workbook_of_the_old_kind_is_no_plan(self, folder):
        (folder / "figures.xls").write_bytes(b"\xd0\xcf\x11\xe0")
        done = dxplan("evaluate", ".", "figures.xls", cwd=folder)
        assert (done.returncode, done.stdout) == (1, "")
        assert ".xlsx" in done.stderr

    def test_problems_are_no_document(self):
        done = dxplan("evaluate", "nothing", "--format", "json")
        assert (done.returncode, done.stdout) == (1, "")


class TestSchema:
    def test_it_is_printed(self):
        done = dxplan("schema")
        assert (done.returncode, done.stderr) == (0, "")
        assert json.loads(done.stdout) == dx.plan_schema()
        assert json.loads(dxplan("schema", "method").stdout) == dx.method_schema()
        assert json.loads(dxplan("schema", "scorecard").stdout) == dx.scorecard_schema()

    def test_it_is_written_to_a_file(self, tmp_path):
        done = dxplan("schema", "plan", "--output", "plan.schema.json", cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert json.loads((tmp_path / "plan.schema.json").read_text(encoding="utf-8")) == dx.plan_schema()

    def test_there_is_none_of_anything_else(self):
        done = dxplan("schema", "figures")
        assert done.returncode == 2
        assert "'figures' is not one of" in done.stderr


class TestPlans:
    @pytest.mark.parametrize(("lang", "words"), [("en", "%, more is better"), ("vi", "%, càng cao càng tốt")])
    def test_indicators_are_shown_where_they_are_asked_for(self, lang, words):
        plain, asked = (dxplan("show", "vn-749", *more, "--lang", lang) for more in ((), ("--indicators",)))
        assert asked.stdout.startswith(plain.stdout.rstrip("\n"))
        said = " ".join(asked.stdout[len(plain.stdout) :].split())
        assert words in said
        for thing in (*dx.load_plan("vn-749").indicators, *dx.load_plan("vn-749").dimensions):
            assert f"{thing.code}: {thing.name.in_(lang)} (" in said
        assert max(map(len, asked.stdout.splitlines())) <= 80

    @pytest.mark.parametrize(("lang", "title"), [("en", "National Digital"), ("vi", "Chương trình Chuyển đổi số")])
    def test_they_are_listed(self, lang, title):
        done = dxplan("plans", "--lang", lang)
        assert (done.returncode, done.stderr) == (0, "")
        assert max(map(len, done.stdout.splitlines())) <= 80
        for code in dx.installed_plans():
            assert code in done.stdout
        assert title in done.stdout
        row = next(line for line in done.stdout.splitlines() if line.startswith("vn-749"))
        assert row.split()[-3:] == ["VN", "2020-06-03", str(len(dx.load_plan("vn-749").targets))]

    @pytest.mark.parametrize("name", ["plan.toml", "."])
    def test_one_of_ones_own_is_shown(self, folder, name):
        done = dxplan("show", name, cwd=folder)
        assert (done.returncode, done.stderr) == (0, "")
        assert " ".join(done.stdout.split()) == (
            "made-up: A made-up plan For 99, adopted 2020 Targets aim: A [bold]made-up[/bold] aim "
            "> 80 % by 2025 · digital_share A made-up paper [UNCONFIRMED]"
        )

    def test_everything_about_a_target_is_shown(self, folder):
        more = 'where = { level = "a" }\nevery = "year"\nsince = 2024\nfollows = "vn-749:egdi-2025"\n'
        more += 'replaces = "vn-749:digital-economy-2025"\n[[dimensions]]\ncode = "level"\nname = "Level"\n'
        text = PLAN.replace('direction = "up"', 'direction = "up"\ndimensions = ["level"]') + more
        (folder / "plan.toml").write_text(text, encoding="utf-8")
        shown = " ".join(dxplan("show", ".", cwd=folder).stdout.split())
        assert "digital_share · Level: a; every year since 2024" in shown
        assert "follows vn-749:egdi-2025, revises vn-749:digital-economy-2025" in shown
        assert "sửa vn-749:digital-economy-2025" in dxplan("show", ".", "--lang", "vi", cwd=folder).stdout

    def test_every_target_of_an_installed_plan_is_shown(self):
        for lang in ("vi", "en"):
            done = dxplan("show", "dien-bien-2020", "--lang", lang)
            assert max(map(len, done.stdout.splitlines())) <= 80
            for target in dx.load_plan("dien-bien-2020").targets:
                assert f"  {target.code}: " in done.stdout

    def test_a_plan_without_targets_is_shown(self, folder):
        (folder / "plan.toml").write_text(PLAN.split("[[targets]]", maxsplit=1)[0], encoding="utf-8")
        assert "The plan has no targets." in dxplan("show", ".", cwd=folder).stdout


class TestCheck:
    def run(self, folder, *arguments, code):
        done = dxplan("check", *arguments, cwd=folder)
        assert (done.returncode, done.stderr) == (code, "")
        return done.stdout

    def test_a_sound_plan_and_its_figures(self, folder):
        said = "made-up: no problems found (targets: 1, figures: 1).\n"
        assert self.run(folder, ".", code=0) == said
        assert self.run(folder, "plan.toml", "figures.csv", code=0) == said
        assert "không thấy vấn đề nào" in self.run(folder, ".", "--lang", "vi", code=0)

    def test_a_plan_without_figures_is_no_problem(self, folder):
        (folder / "figures.csv").unlink()
        assert self.run(folder, ".", code=0) == "made-up: no problems found (targets: 1, figures: 0).\n"

    def test_problems_of_the_plan_and_of_the_figures_are_said_together(self, folder):
        broken = PLAN.replace("by = 2025", 'by = "never"').replace('direction = "up"', 'direction = "upp"')
        (folder / "plan.toml").write_text(broken, encoding="utf-8")
        (folder / "figures.csv").write_text("indicator,place,period,value\ndigital_share,99,20x5,eighty\n")
        said = self.run(folder, "plan.toml", "figures.csv", "absent.csv", code=1).splitlines()
        spots = [line.partition(" Hint:")[0].rpartition("(")[2] for line in said[:-2]]
        assert spots == ["plan.toml:15)", "plan.toml:22)", "figures.csv:2)", "figures.csv:2)"]
        assert said[-2:] == ["there is no file 'absent.csv'", "Problems: 5"]

    @pytest.mark.parametrize(
        ("row", "fact"),
        [
            ("digital_shaer,99,2025,80,", "no indicator has the code 'digital_shaer' @ indicator (figures.csv:2)"),
            ("digital_share,99,2025,80,hộ", "a figure of 'digital_share' is in household"),
        ],
    )
    def test_figures_that_do_not_fit_the_plan(self, folder, row, fact):
        (folder / "figures.csv").write_text(f"indicator,place,period,value,unit\n{row}\n", encoding="utf-8")
        said = self.run(folder, "plan.toml", "figures.csv", code=1)
        assert said.startswith(fact)
        assert said.endswith("Problems: 1\n")

    def test_ten_different_mistakes_give_ten_lines(self, folder):
        rows = [
            "digital_share,99,20x5,80,,,,,,,",
            "digital_share,99,2025,2.154,,,,,,,",
            "digital_share,99,2025,eighty,,,,,,,",
            ",99,2025,80,,,,,,,",
            "digital_share,99,2025,80,parsec,,,,,,",
            "digital_share,99,2025,80,,roughly,,,,,",
            "digital_share,99,2025,80,,,,,level,,",
            "digital_shaer,99,2025,80,,,,,,,",
            "digital_share,99,2024,80,hộ,,,,,,",
            "digital_share,99,2023,46,,,450,1000,,,",
            "digital_share,11x,2022,50,,,,,,,",
            "digital_share,99,2021,50,,,,,,,2022",
            "digital_share,99,2021,51,,,,,,,2022",
        ]
        head = "indicator,place,period,value,unit,qualifier,numerator,denominator,breakdown,method,published"
        (folder / "figures.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
        said = self.run(folder, "plan.toml", "figures.csv", code=1).splitlines()
        found = [re.search(r"@ (\w+) \(figures\.csv:(\d+)\) Hint: ", line).groups() for line in said[:-1]]
        assert found == [
            ("period", "2"),
            ("value", "3"),
            ("value", "4"),
            ("indicator", "5"),
            ("unit", "6"),
            ("qualifier", "7"),
            ("breakdown", "8"),
            ("indicator", "9"),
            ("unit", "10"),
            ("value", "11"),
            ("place", "12"),
            ("value", "14"),
        ]
        assert said[-1] == "Problems: 12"

    def test_a_sheet_of_a_workbook_can_be_named(self, folder):
        book = openpyxl.Workbook()
        for name, value in (("2024", 70), ("2025", 85)):
            sheet = book.create_sheet(name)
            sheet.append(["indicator", "place", "period", "value"])
            sheet.append(["digital_share", "99", int(name), value])
        book.save(folder / "figures.xlsx")
        assert "several sheets have a column 'indicator': '2024', '2025'" in self.run(
            folder, "plan.toml", "figures.xlsx", code=1
        )
        assert "no problems found" in self.run(folder, "plan.toml", "figures.xlsx", "--sheet", "2025", code=0)
        done = dxplan("evaluate", "plan.toml", "figures.xlsx", "--sheet", "2025", "--at", "2025", cwd=folder)
        assert "85 %" in done.stdout

    def test_figures_that_no_target_asks_for_are_no_problem(self, folder):
        rows = "indicator,place,period,value\nrainfall,99,2025,80\ndigital_share,99-2,2025,80\n"
        (folder / "figures.csv").write_text(rows, encoding="utf-8")
        said = self.run(folder, ".", code=0)
        assert "no problems found (targets: 1, figures: 2)" in said
        assert "Figures not used (another place): digital_share 99-2 (1)\n" in said
        assert "Figures not used (no such indicator in the plan): rainfall 99 (1)\n" in said

    def test_reports_are_looked_at_too(self, folder):
        (folder / "reports.csv").write_text("task,period,state\naims,2025,done\n", encoding="utf-8")
        said = self.run(folder, ".", code=1)
        assert said.startswith("no task or target has the code 'aims' Hint: did you mean 'aim'?")
        (folder / "reports.csv").write_text("task,period,state\naim,2025,xong\n", encoding="utf-8")
        assert "'xong' is not a state @ state (" in self.run(folder, ".", code=1)

    def test_every_installed_plan_is_sound(self):
        for code in dx.installed_plans():
            assert "no problems found" in dxplan("check", code).stdout

    def test_a_plan_that_is_not_there(self, folder):
        assert "did you mean 'vn-749'?" in self.run(folder, "vn-794", code=1)
        assert "there is no plan file 'absent.toml'" in self.run(folder, "absent.toml", code=1)


class TestAlign:
    def test_with_the_plan_that_it_implements(self):
        done = dxplan("align", "dien-bien-2020")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == dxplan("align", "dien-bien-2020", "vn-749").stdout
        assert "dien-bien-2020 · vn-749" in done.stdout
        assert max(len(line.rstrip()) for line in done.stdout.splitlines()) <= 80

    def test_with_a_file(self, folder):
        own = PLAN.replace('code = "made-up"', 'code = "own"', 1) + 'follows = "made-up:aim"\n'
        (folder / "own.toml").write_text(own.replace("80 %", "60 %"), encoding="utf-8")
        done = dxplan("align", "own.toml", "plan.toml", "--lang", "vi", cwd=folder)
        assert (done.returncode, done.stderr) == (0, "")
        assert "↓ Thấp hơn" in done.stdout
        assert "75 % mức quốc gia" in done.stdout

    @pytest.mark.parametrize(
        ("arguments", "code", "message"),
        [
            (["plan.toml"], 2, "name the national plan: 'made-up' implements none"),
            (["plan.toml", "vn-794"], 1, "did you mean 'vn-749'?"),
            (["vn-749", "vn-749"], 1, "'vn-749' is set beside itself"),
            ([], 2, "Missing argument"),
        ],
    )
    def test_what_goes_wrong(self, folder, arguments, code, message):
        done = dxplan("align", *arguments, cwd=folder)
        assert (done.returncode, done.stdout) == (code, "")
        assert message in done.stderr


TASKS = """
code = "made-up"
title = "A made-up plan"
place = "99"
adopted = 2020

[[documents]]
code = "paper"
title = "A made-up paper"

[[agencies]]
code = "dic"
name = { vi = "Sở Thông tin và Truyền thông", en = "Department of Information and Communications" }

[[targets]]
code = "shared-databases"
title = { vi = "CSDL dùng chung được kết nối", en = "Shared databases are connected" }
by = 2025
cite = { document = "paper", confidence = "official" }

[[tasks]]
code = "list"
title = { vi = "Lập danh sách [sáng kiến]", en = "Draw up the [list] of initiatives" }
roles = { lead = ["dic"] }
period = "2020/2021"
cite = { document = "paper", confidence = "unconfirmed" }
"""
REPORTS = (
    "task,period,state,source,published\nshared-databases,2025,hoàn thành,báo cáo,2026-01\nlist,2021,đang thực hiện,,\n"
)


class TestTasks:
    @pytest.fixture
    def here(self, tmp_path):
        (tmp_path / "plan.toml").write_text(TASKS, encoding="utf-8")
        (tmp_path / "reports.csv").write_text(REPORTS, encoding="utf-8")
        return tmp_path

    @pytest.mark.parametrize(
        ("lang", "texts"),
        [
            (
                "en",
                [
                    *("Draw up the [list] of initiatives", "Leads: Department of Information", "In progress (2021)"),
                    *("✓ Achieved", "✗ Missed", "[Task: UNCONFIRMED]", "1 of 1 targets judged", "1 of 1 tasks judged"),
                ],
            ),
            (
                "vi",
                [
                    *("Lập danh sách [sáng kiến]", "Chủ trì: Sở Thông tin", "Đang thực hiện", "✓ Đạt", "✗ Không đạt"),
                    *("Kết luận được 1/1 mục tiêu", "Kết luận được 1/1 nhiệm vụ"),
                ],
            ),
        ],
    )
    def test_reports_beside_a_plan_are_used_and_fit_80_columns(self, here, lang, texts):
        done = dxplan("evaluate", ".", "--at", "2025", "--lang", lang, cwd=here)
        assert (done.returncode, done.stderr) == (0, "")
        assert max(len(line.rstrip()) for line in done.stdout.splitlines()) <= 80
        for text in texts:
            assert text in done.stdout

    def test_reports_can_be_named(self, here):
        (here / "other.csv").write_text("task,period,state\nlist,2021,done\nlists,2021,done\n", encoding="utf-8")
        done = dxplan("evaluate", "plan.toml", "--reports", "other.csv", "--at", "2025", cwd=here)
        assert "Done (2021)" in done.stdout
        assert "No report is known." in done.stdout
        assert "Reports not used: lists (1) [list?]" in done.stdout
        both = dxplan("evaluate", ".", "--reports", "other.csv", "--reports", "reports.csv", "--at", "2025", cwd=here)
        assert both.returncode == 1
        assert "say done and in_progress" in both.stderr

    def test_a_task_is_explained(self, here):
        done = dxplan("explain", ".", "list", "--at", "2025", cwd=here)
        assert (done.returncode, done.stderr) == (0, "")
        for text in ("list: Draw up the [list] of initiatives", "In progress (2021); it was due by", "[UNCONFIRMED]"):
            assert text in done.stdout
        assert "list: Lập danh sách" in dxplan("explain", ".", "list", "--lang", "vi", cwd=here).stdout

    def test_what_was_not_public_is_left_out(self, here):
        done = dxplan("evaluate", ".", "--at", "2025", "--known-on", "2025-12", cwd=here)
        assert "Reports left out, as not known to be public by 2025-12-31: 1." in " ".join(done.stdout.split())

    def test_without_any_report_tasks_take_one_line(self, here):
        (here / "reports.csv").unlink()
        done = dxplan("evaluate", ".", "--at", "2025", cwd=here)
        assert (done.returncode, done.stderr) == (0, "")
        assert "1 tasks, of which no report is known." in done.stdout
        assert "0 of 1 tasks judged" in done.stdout

    def test_a_plan_of_tasks_alone(self, here):
        head, rest = TASKS.split("[[targets]]")
        (here / "plan.toml").write_text(f"{head}[[tasks]]{rest.split('[[tasks]]')[1]}", encoding="utf-8")
        done = dxplan("evaluate", ".", "--at", "2025", cwd=here)
        assert (done.returncode, done.stderr) == (0, "")
        assert "The plan has no targets" in done.stdout
        assert "✗ Missed" in done.stdout

    def test_a_report_that_cannot_be_read(self, here):
        (here / "reports.csv").write_text("task,period,state\nlist,2021,xong\n", encoding="utf-8")
        done = dxplan("evaluate", ".", "--at", "2025", cwd=here)
        assert (done.returncode, done.stdout) == (1, "")
        assert "'xong' is not a state @ state (reports.csv:2)" in done.stderr
        assert "Traceback" not in done.stderr


class TestReport:
    def test_the_scorecard_is_written_as_a_page_too(self, folder):
        done = dxplan("evaluate", "plan.toml", "--at", "2025", "--lang", "vi", "--report", "report.html", cwd=folder)
        assert (done.returncode, done.stderr) == (0, "Đã ghi trang báo cáo: report.html\n")
        assert "Kết luận được 1/1 mục tiêu" in done.stdout
        page = (folder / "report.html").read_text(encoding="utf-8")
        assert '<html lang="vi">' in page
        assert "A [bold]made-up[/bold] aim" in page

    @pytest.mark.parametrize(("file", "code"), [("nowhere/report.html", 1), (".", 2)])
    def test_what_cannot_be_written_is_said_without_a_traceback(self, folder, file, code):
        done = dxplan("evaluate", "plan.toml", "--at", "2025", "--report", file, cwd=folder)
        assert done.returncode == code
        assert file in done.stderr
        assert "Traceback" not in done.stderr
