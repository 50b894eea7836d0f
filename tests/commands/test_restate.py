"""``dxplan restate`` and ``dxplan rollup``: what they show, what they write, and what they refuse."""

import json
import os
import subprocess
import sys

import polars as pl
import pytest
from click.testing import CliRunner

import dxplan as dx
from dxplan.cli import cli
from tests.figures.merging import PLAN

FIGURES = """indicator,place,period,value,source,confidence
digital_share,27,2022,56.83,a report,secondary
digital_share,24,2022,42.13,a report,secondary
grdp,27,2022,251655,statistics office,official
grdp,24,2022,159025,statistics office,official
score,27,2022,71,,
score,24,2022,60,,
population,27,2022,1488.2,,
population,24,2022,1890.9,,
plain,11,2022,5,,
"""
TO = ("--to", "2025-07-01")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("restate")
    (folder / "plan.toml").write_text(dx.dumps_plan(PLAN), encoding="utf-8")
    (folder / "figures.csv").write_text(FIGURES, encoding="utf-8")
    return folder


def shown(folder, command, *arguments, code=0):
    done = CliRunner().invoke(cli, [command, str(folder / "plan.toml"), *arguments], catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done.stdout


def run(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "dxplan", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"},
    )


def test_it_shows_what_became_of_the_figures_beside_the_plan(folder):
    text = shown(folder, "restate", *TO, "--lang", "en")
    assert "51.1378 %" in text
    assert "48.6" not in text
    assert "49.48" not in text
    assert "24 Bắc Ninh" in shown(folder, "restate", *TO, "--lang", "vi")
    full = shown(folder, "restate", *TO, "--parts", "--lang", "en")
    assert "27 Bac Ninh: 56.83 %; weight 251,655; a report [secondary]" in " ".join(full.split())


def test_programs_get_a_document_or_a_table(folder):
    document = json.loads(shown(folder, "restate", *TO, "--format", "json"))
    assert (document["format"], document["number"]) == ("dxplan.merged", 4)
    assert shown(folder, "restate", *TO, "--format", "json", "--lang", "vi") == shown(
        folder, "restate", *TO, "--format", "json", "--lang", "en"
    )
    table = pl.read_csv(shown(folder, "restate", *TO, "--format", "csv").encode())
    assert table.filter(indicator="digital_share")["value"].to_list() == [pytest.approx(51.1378, abs=1e-4)]


def test_a_stand_in_is_used_where_it_is_asked_for(folder):
    plan = dx.dumps_plan(PLAN).replace('over_units = "ratio(grdp)"\n', "")
    (folder / "silent.toml").write_text(plan, encoding="utf-8")
    silent = run(folder, "restate", "silent.toml", "figures.csv", *TO)
    assert "nothing says what the parts weigh" in silent.stdout
    for said in ("population", "digital_share=population"):
        done = run(folder, "restate", "silent.toml", "figures.csv", *TO, "--weights", said)
        assert "48.604" in done.stdout
        assert "≈ ESTIMATED" in done.stdout


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_what_it_writes_is_judged_as_what_it_restated(folder, ending, tmp_path):
    file = tmp_path / f"restated.{ending}"
    done = run(folder, "restate", "plan.toml", "figures.csv", *TO, "--output", str(file))
    assert (done.returncode, done.stderr.strip()) == (0, f"Figures written: {file}")
    found = dx.read_figures(folder / "figures.csv").restate(PLAN, to="2025-07-01").figures
    columns = ("indicator", "place", "period", "value", "place_on", "source", "confidence")
    assert (
        dx.read_figures(file).to_native().collect().select(columns).equals(found.to_native().collect().select(columns))
    )
    again = run(folder, "restate", "plan.toml", "figures.csv", *TO, "--output", str(file))
    assert again.returncode == 2
    assert "is there already; name another file" in again.stderr
    assert again.stdout == ""


def test_nothing_is_written_before_the_name_is_looked_at(folder, tmp_path):
    done = run(folder, "restate", "plan.toml", "figures.csv", *TO, "--output", str(tmp_path / "f.ods"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "end the name with one of: .csv, .xlsx, .parquet" in done.stderr


def test_communes_roll_up_to_the_province(folder, tmp_path):
    communes = dx.gazetteer.at("2026-12-31").of_level("commune")
    rows = "".join(f"datasets,{place.code},2026,2\n" for place in communes)
    (tmp_path / "c.csv").write_text(f"indicator,place,period,value\n{rows}", encoding="utf-8")
    text = shown(folder, "rollup", str(tmp_path / "c.csv"), "--to", "province", "--on", "2026-12-31", "--lang", "en")
    assert text.startswith("Figures rolled up by the places of 2026-12-31")
    (line,) = [line for line in text.splitlines() if line.startswith("datasets")]
    assert "90" in line
    named = shown(
        folder, "rollup", str(tmp_path / "c.csv"), "--to", "nation", "--from", "commune", "--on", "2026", "--lang", "en"
    )
    assert "nobody lists all the places" in " ".join(named.split())


def test_what_the_new_map_does_not_tell_apart_is_refused_with_what_to_do(folder):
    (folder / "2025.csv").write_text("indicator,place,period,value\ndatasets,24,2025,1\n", encoding="utf-8")
    done = run(folder, "restate", "plan.toml", "2025.csv", *TO)
    assert (done.returncode, done.stdout) == (1, "")
    assert "'24' meant different places in 2025" in done.stderr
    assert "in a column place_on, such as 2025-01-01 or 2025-12-31" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("plan.toml", "figures.csv"), 2, "Missing option '--to'"),
        (("plan.toml", "figures.csv", "--to", "soon"), 1, "'soon' is not a period"),
        (("plan.toml", "figures.csv", *TO, "--weights", "populaton"), 1, "did you mean 'population'?"),
        (("plan.toml", "figures.csv", *TO, "--weights", "a", "--weights", "b=c"), 2, "'a' is not INDICATOR=CODE"),
        (("plan.toml", "figures.csv", *TO, "--weights", "=c"), 2, "'=c' is not INDICATOR=CODE"),
        (("plan.toml", "figures.csv", *TO, "--missing", "drop"), 2, "'drop' is not one of"),
        (("plan.toml", "figures.csv", *TO, "--known-on", "soon"), 1, "'soon' is not a period"),
        (("plan.toml", "nowhere.csv", *TO), 1, "there is no file 'nowhere.csv'"),
        (("nowhere", "figures.csv", *TO), 1, "nowhere"),
        (("figures.csv", *TO), 2, "name a plan before the figures"),
        (("plan.toml", *TO, "--output", "figures.csv/new/folder"), 2, "'figures.csv' is a file; name a folder"),
        (("plan.toml", *TO, "--output", "figures.csv/new.csv"), 2, "'figures.csv' is a file; name a folder"),
        (("plan.toml", *TO, "--only", "targets", "--output", "new"), 2, "--only targets writes no files"),
        (("silent-place.toml", *TO), 1, "silent-place.toml"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_wrong_use_is_said_in_a_line(folder, arguments, code, words):
    done = run(folder, "restate", *arguments)
    assert done.returncode == code
    assert words in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_without_figures_it_says_what_to_do(folder, tmp_path):
    (tmp_path / "plan.toml").write_text((folder / "plan.toml").read_text(encoding="utf-8"), encoding="utf-8")
    done = run(tmp_path, "restate", "plan.toml", *TO)
    aimless = "No figures had to be merged." in done.stdout  # a plan without targets needs no figures
    assert aimless or "name a file of figures after the plan" in done.stderr
    assert "Traceback" not in done.stderr


def test_of_many_only_some_are_told_in_full(folder, tmp_path):
    rows = "".join(f"datasets,{place},{year},1\n" for place in ("24", "27") for year in range(1990, 2024))
    (tmp_path / "many.csv").write_text(f"indicator,place,period,value\n{rows}", encoding="utf-8")
    text = shown(folder, "restate", str(tmp_path / "many.csv"), *TO, "--parts", "--lang", "en")
    assert "… and 14 more; --format json or csv has them all." in text


EARLIER = """code = "{code}"
title = "A plan (made up)"
implements = "vn-749"
place = "{place}"
adopted = 2021

[[documents]]
code = "paper"
title = "A paper (made up)"

[[targets]]
code = "digital"
title = "Digital economy"
indicator = "digital_economy_grdp"
goal = "at least {goal} %"
by = 2025
cite = {{ document = "paper", confidence = "unconfirmed" }}
"""


@pytest.fixture(scope="module")
def earlier(tmp_path_factory):
    folder = tmp_path_factory.mktemp("earlier")
    for code, place, goal in (("old-bac-giang", "24", 10), ("old-bac-ninh", "27", 20)):
        text = EARLIER.format(code=code, place=place, goal=goal)
        (folder / f"{code}.toml").write_text(text, encoding="utf-8")
    rows = FIGURES.replace("digital_share", "digital_economy_grdp")
    (folder / "earlier.csv").write_text(rows, encoding="utf-8")
    return folder


def test_what_became_of_earlier_targets_stands_above_the_figures(earlier):
    plans = ("old-bac-giang.toml", "old-bac-ninh.toml")
    both = run(earlier, "restate", *plans, "earlier.csv", *TO)
    assert both.returncode == 0
    targets, figures = both.stdout.split("Figures restated to")
    assert targets.startswith("24 Bac Ninh: what it has inherited on 2025-07-01")
    assert "Proposed, the strictest: ≥ 20 %" in targets
    assert "51.1378 %" in figures
    alone = run(earlier, "restate", *plans, "earlier.csv", *TO, "--only", "targets")
    assert alone.stdout.strip() == targets.strip()
    assert "inherited" not in run(earlier, "restate", *plans, "earlier.csv", *TO, "--only", "figures").stdout
    unfigured = run(earlier, "restate", *plans, *TO)
    assert (unfigured.returncode, unfigured.stdout.strip()) == (0, targets.strip())
    assert "name a file of figures after the plan" in unfigured.stderr
    assert run(earlier, "restate", *plans, *TO, "--only", "figures").returncode == 1


def test_a_folder_gets_the_inherited_plan_beside_its_figures(earlier, tmp_path):
    plans, out = ("old-bac-giang.toml", "old-bac-ninh.toml"), tmp_path / "deep" / "Bắc Ninh mới"
    agreed = [(earlier / plan).read_text(encoding="utf-8").replace("10 %", "20 %") for plan in plans]
    folder = tmp_path / "agreed"
    folder.mkdir()
    for name, text in zip(plans, agreed, strict=True):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "earlier.csv").write_text((earlier / "earlier.csv").read_text(encoding="utf-8"), encoding="utf-8")
    done = run(folder, "restate", *plans, "earlier.csv", *TO, "--output", str(out), "--lang", "en")
    assert done.returncode == 0, done.stderr
    figures, plan = done.stderr.splitlines()
    assert figures == f"Figures written: {out / 'figures.csv'}"
    assert plan == f"Plan written (1 targets): {out / 'plan.toml'}"
    made = dx.load_plan(out)
    assert (made.code, made.place, len(made.targets)) == ("bac-ninh-moi", "24", 1)
    assert made.title.en == "What Bac Ninh has inherited, 2025-07-01"
    assert made.title.vi == "Cam kết mà Tỉnh Bắc Ninh tiếp nhận, 2025-07-01"
    judged = run(folder, "evaluate", str(out), "--at", "2025", "--lang", "en")
    assert judged.returncode == 0, judged.stderr
    assert "51.1378 %" in judged.stdout
    again = run(folder, "restate", *plans, "earlier.csv", *TO, "--output", str(out), "--lang", "en")
    assert (again.returncode, again.stdout) == (2, "")
    assert "has figures.csv, plan.toml already; name another folder" in again.stderr.replace("\n", " ")


def test_targets_that_nobody_promised_for_the_new_place_are_not_in_the_plan(earlier, tmp_path):
    plans, out = ("old-bac-giang.toml", "old-bac-ninh.toml"), tmp_path / "out"
    done = run(earlier, "restate", *plans, "earlier.csv", *TO, "--output", str(out), "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "Plan written (0 targets)" in done.stderr
    assert "Not in the plan are 1 targets" in done.stderr


def test_where_nothing_is_inherited_it_is_said_that_no_plan_is_written(folder, tmp_path):
    done = run(folder, "restate", "plan.toml", "figures.csv", *TO, "--output", str(tmp_path / "out"), "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "No plan is written: none was adopted before 2025-07-01" in done.stderr
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["figures.csv"]


def test_without_figures_only_the_targets_are_shown_and_nothing_can_be_written(earlier, tmp_path):
    shown = run(earlier, "restate", "old-bac-ninh.toml", *TO)
    assert shown.returncode == 0
    asked = run(earlier, "restate", "old-bac-ninh.toml", *TO, "--output", str(tmp_path / "out"))
    assert asked.returncode == 1
    assert not (tmp_path / "out").exists()
    for done in (shown, asked):
        assert "24 Bac Ninh: what it has inherited" in done.stdout
        assert "name a file of figures after the plan" in done.stderr


def test_rolling_up_makes_no_folder(folder, tmp_path):
    arguments = (
        "rollup",
        "plan.toml",
        "figures.csv",
        "--to",
        "nation",
        "--on",
        "2022",
        "--output",
        str(tmp_path / "out"),
    )
    done = run(folder, *arguments)
    assert done.returncode == 1
    assert "end the name with one of" in done.stderr


def test_targets_are_a_document_too(earlier):
    plans = ("old-bac-giang.toml", "old-bac-ninh.toml")
    document = json.loads(run(earlier, "restate", *plans, *TO, "--only", "targets", "--format", "json").stdout)
    assert (document["format"], document["counts"]) == ("dxplan.restated_targets", {"proposed": 1})
    (target,) = document["targets"]
    assert [(source["name"], source["goal"]) for source in target["sources"]] == [
        ("old-bac-giang:digital", "≥ 10 %"),
        ("old-bac-ninh:digital", "≥ 20 %"),
    ]
    assert target["proposals"] == [{"rule": "strictest", "goal": "≥ 20 %"}]
    one = json.loads(run(earlier, "restate", plans[0], *TO, "--only", "targets", "--format", "json").stdout)
    assert [(lacking["place"]["code"], lacking["why"]) for lacking in one["targets"][0]["missing"]] == [
        ("27", "no_plan")
    ]
    refused = run(earlier, "restate", *plans, *TO, "--only", "targets", "--format", "csv")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--only targets has no csv" in refused.stderr


def test_of_a_place_that_stayed_itself_targets_are_shown_only_if_something_ended(earlier):
    stayed = EARLIER.format(code="stayed", place="04", goal=10)
    (earlier / "stayed.toml").write_text(stayed, encoding="utf-8")
    assert run(earlier, "restate", "stayed.toml", "earlier.csv", *TO).stdout.startswith("Figures restated")
    assert "† Lapsed" in run(earlier, "restate", "dien-bien-2020", *TO).stdout
