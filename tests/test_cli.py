"""The command line as a person meets it: tables within 80 columns, two languages, exit codes, and no traceback."""

import subprocess
import sys

import pytest

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
            "2 of 6 targets judged",
            "misses top 70 by 1 place",
        ],
        "vi": ["hạng 71", "98,6 %", "✗ Không đạt", "14,02 %", "Kết luận được 2/6 mục tiêu", "còn thiếu 1 bậc"],
    }[lang]
    for text in expected:
        assert text in done.stdout


def test_the_language_follows_the_locale():
    assert (
        "Kết luận được 0/4 mục tiêu" in dxplan("evaluate", "dien-bien-2020", "--at", "2025", lang="vi_VN.UTF-8").stdout
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
    assert "Figures not used: digital_shaer 99 (1) [digital_share?]" in done.stdout


def test_an_unused_column_is_a_note(folder):
    (folder / "figures.csv").write_text(
        "indicator,place,period,value,STT\ndigital_share,99,2025,80,1\n", encoding="utf-8"
    )
    done = dxplan("evaluate", str(folder), "--at", "2025")
    assert done.returncode == 0
    assert done.stderr.endswith("columns that dxplan does not use: STT.\n")
    assert done.stderr.startswith("Note: ")


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
