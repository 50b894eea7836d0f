"""The bar for long work: only where a person watches, in their language, and gone in the end."""

import os
import re
import shlex
import subprocess
import sys
import tempfile

import polars as pl
import pytest

import dxplan as dx
from dxplan.commands import watching
from dxplan.commands.watching import merging_weights, say_figures, say_rest, weights_of
from dxplan.progress import Progress, WorkStage
from tests.figures.merging import PLAN

pty = pytest.importorskip("pty", reason="no terminals can be made up here")

AT_ONCE = "import dxplan.commands.watching as it; it.DELAY = 0; from dxplan.cli import main; main()"
NEVER = AT_ONCE.replace("= 0", "= 3600")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("watched")
    (folder / "plan.toml").write_text(dx.dumps_plan(PLAN), encoding="utf-8")
    provinces = [place.code for place in dx.gazetteer.at("2023").of_level("province")]
    months = [f"{year}-{month:02d}" for year in range(2010, 2025) for month in range(1, 13)]
    table = pl.DataFrame(
        {"indicator": code, "place": place, "period": month, "value": 1.0, "note": "made up for this test"}
        for code in ("grdp", "population")
        for place in provinces
        for month in months
    )
    table.write_parquet(folder / "figures.parquet")
    table.write_csv(folder / "figures.csv")
    return folder


def on_a_terminal(folder, *arguments, code=AT_ONCE, also=None):
    """Run a command whose errors go to a terminal, and give what it printed there, and elsewhere."""
    ours, theirs = pty.openpty()
    env = {name: value for name, value in os.environ.items() if name not in ("CI", "NO_COLOR", "FORCE_COLOR")}
    env |= {"TERM": "xterm-256color", "COLUMNS": "80", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8", **(also or {})}
    with (
        tempfile.TemporaryFile() as output,  # a pipe that nobody reads meanwhile may fill up
        subprocess.Popen(
            [sys.executable, "-c", code, *arguments], cwd=folder, env=env, stderr=theirs, stdout=output
        ) as running,
    ):
        os.close(theirs)
        seen = b""
        while True:
            try:
                some = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not some:
                break
            seen += some
        running.wait()
        output.seek(0)
        printed = output.read()
    os.close(ours)
    assert running.returncode == 0, seen.decode()
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen.decode()), printed.decode()


COMMANDS = {
    "evaluate": ("evaluate", "plan.toml", "figures.parquet", "--at", "2023-12"),
    "json": ("evaluate", "plan.toml", "figures.parquet", "--at", "2023-12", "--format", "json"),
    "panel": ("evaluate", "plan.toml", "figures.parquet", "--at", "2023-11..2023-12"),
    "restate": ("restate", "plan.toml", "figures.csv", "--to", "2025-07-01", "--only", "figures"),
    "rank": ("rank", "plan.toml", "grdp", "figures.parquet", "--at", "2023-12"),
}


@pytest.mark.parametrize("name", ["evaluate", "json", "panel", "restate", "rank"])
def test_a_person_who_waits_sees_a_bar_and_the_output_is_the_same(name, folder):
    seen, output = on_a_terminal(folder, *COMMANDS[name], "--lang", "en")
    assert "━" in seen
    assert re.search(r"\d %", seen)
    assert "[progress" not in seen
    if name != "restate":
        assert "22,680 figures" in seen
    _, without = on_a_terminal(folder, *COMMANDS[name], "--lang", "en", "--quiet")
    assert output == without != ""


def test_it_speaks_vietnamese(folder):
    seen, _ = on_a_terminal(folder, *COMMANDS["evaluate"], "--lang", "vi")
    assert "22.680 số liệu" in seen
    assert "Đang" in seen


@pytest.mark.parametrize(
    ("code", "also", "more"),
    [
        (AT_ONCE, {}, ("--quiet",)),
        (AT_ONCE, {"CI": "true"}, ()),
        (AT_ONCE, {"TERM": "dumb"}, ()),
        (NEVER, {}, ()),
    ],
)
def test_nothing_is_shown_where_it_is_not_wanted_or_over_before_it_would_be_long(code, also, more, folder):
    seen, output = on_a_terminal(folder, *COMMANDS["evaluate"], *more, code=code, also=also)
    assert seen == ""
    assert output


def test_nothing_is_shown_in_a_pipe(folder):
    done = subprocess.run(
        [sys.executable, "-c", AT_ONCE, *COMMANDS["evaluate"]], cwd=folder, capture_output=True, check=True
    )
    assert done.stderr == b""


@pytest.mark.parametrize("closed", ["2>&-", "2>&- <&-", ">&-"])
def test_a_service_may_have_closed_its_streams(closed, folder):
    command = f"{shlex.join([sys.executable, '-m', 'dxplan', *COMMANDS['evaluate']])} {closed}"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=folder, capture_output=True, check=True)
    assert done.stderr == b""
    assert bool(done.stdout) is (closed != ">&-")


def test_the_bar_is_gone_before_an_error_is_said(folder, tmp_path):
    (tmp_path / "wrong.csv").write_text("indicator,place,period,value\ngrdp,24,2022,much\n" * 1, encoding="utf-8")
    code = AT_ONCE.replace("main()", "\ntry: main()\nexcept SystemExit: pass")
    arguments = ("evaluate", "plan.toml", str(tmp_path / "wrong.csv"), "--at", "2023-12", "--lang", "en")
    seen, _ = on_a_terminal(folder, *arguments, code=code)
    assert "'much' is not a number" in seen.rpartition("━")[2]


@pytest.mark.parametrize(
    ("number", "lang", "said"),
    [
        (0, "en", "0 figures"),
        (999_999, "vi", "999.999 số liệu"),
        (1_000_000, "en", "1 million figures"),
        (9_960_000, "vi", "10 triệu số liệu"),
        (1_260_000, "vi", "1,3 triệu số liệu"),
        (39_999_999, "en", "40 million figures"),
    ],
)
def test_how_many_figures_there_are_is_said_in_few_letters(number, lang, said):
    assert say_figures(number, lang) == said


@pytest.mark.parametrize(
    ("passed", "done", "said"),
    [
        (0.9, 0.5, []),  # too early
        (9.0, 0.05, []),  # too little
        (9.0, 1.0, []),
        (2.0, 0.5, ["about 2 s left"]),
        (50.0, 0.99, ["about 1 s left"]),
        (60.0, 0.2, ["about 4 min left"]),
    ],
)
def test_how_long_the_rest_lasts_comes_from_what_has_passed(passed, done, said):
    assert say_rest(passed, done, "en") == said


def test_every_stage_has_words():
    assert set(watching._STAGES) == set(WorkStage)
    assert all(text.vi and text.en for text in watching._STAGES.values())


def test_a_stage_is_weighed_by_the_sizes_of_the_files_and_plans(folder):
    plan = dx.load_plan("dien-bien-2020")
    small = weights_of([plan], [])
    large = weights_of([plan], [str(folder / "figures.parquet")], writing=1e-5)
    text = weights_of([plan], [str(folder / "figures.csv")])
    assert small[WorkStage.READING] > 0
    assert large[WorkStage.READING] > small[WorkStage.READING]
    assert large[WorkStage.WRITING] > small[WorkStage.WRITING] == 0
    assert large[WorkStage.CHECKING] == 0 < text[WorkStage.CHECKING]
    assert merging_weights([str(folder / "figures.csv")])[WorkStage.MERGING] > 0
    assert weights_of([plan], [], asked=3)[WorkStage.JUDGING] == 3 * small[WorkStage.JUDGING]


def test_a_bar_that_was_never_shown_is_taken_away_without_harm():
    bar = watching._Bar("en")
    bar.told(Progress(stage=WorkStage.READING, done=0.5, figures=3))
    bar.stop()
