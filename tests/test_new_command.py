"""``dxplan new`` as an officer meets it."""

import pytest

import dxplan as dx
from dxplan.methods.statuses import STATUSES
from tests.test_cli import dxplan

MARKS = {"en": ("made up", "made-up"), "vi": ("tưởng tượng", "bịa")}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("new")
    for lang in ("vi", "en"):
        done = dxplan("new", lang, "--lang", lang, cwd=folder)
        assert (done.returncode, done.stderr) == (0, "")
        assert f"{lang}/plan.toml" in done.stdout
        assert any(mark in done.stdout for mark in MARKS[lang])
    return folder


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_command_that_it_names_shows_every_status(place, lang):
    told = dxplan("new", f"{lang}-again", "--lang", lang, cwd=place).stdout
    command = told.splitlines()[-1].split()[1:]
    done = dxplan(*command, "--lang", lang, cwd=place)
    assert (done.returncode, done.stderr) == (0, "")
    for status in STATUSES.values():
        assert f"{status.sign} {status.label.in_(lang).split()[0]}" in done.stdout
    assert max(len(line.rstrip()) for line in done.stdout.splitlines()) <= 80


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    "command",
    [
        ("evaluate", "FOLDER", "--at", "2025"),
        ("explain", "FOLDER", "digital-economy", "--at", "2025"),
        ("explain", "FOLDER", "community-teams", "--at", "2025"),
        ("show", "FOLDER"),
        ("align", "FOLDER"),
        ("check", "FOLDER"),
    ],
    ids=" ".join,
)
def test_whatever_is_printed_of_it_says_that_it_is_made_up(place, command, lang):
    done = dxplan(*(lang if word == "FOLDER" else word for word in command), "--lang", lang, cwd=place)
    assert (done.returncode, done.stderr) == (0, "")
    marks = (*MARKS[lang], "made-up-province")
    assert any(mark in done.stdout.lower() for mark in marks)


def test_nothing_is_written_over(place):
    done = dxplan("new", "en", cwd=place)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "'en' has plan.toml, figures.csv, reports.csv, plan.schema.json, README.md already" in done.stderr


def test_a_plan_of_ones_own(tmp_path):
    own = ("--empty", "--title", "Kế hoạch", "--place", "11", "--adopted", "2026")
    done = dxplan("new", "my-plan", *own, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "  dxplan check my-plan"
    assert dxplan("check", "my-plan", cwd=tmp_path).stdout == "my-plan: no problems found (targets: 0, figures: 0).\n"
    assert "0 of 0 targets judged" in dxplan("evaluate", "my-plan", cwd=tmp_path).stdout
    assert f"{len(dx.load_plan('vn-749').targets)} omitted" in dxplan("align", "my-plan", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (("--empty",), 2, "--empty needs --title, --place, --adopted"),
        (("--place", "11"), 2, "--place can be given with --empty only"),
        (("--empty", "--title", "T", "--place", "11", "--adopted", "soon"), 1, "'soon' is not a period"),
        (("--empty", "--title", "T", "--place", "98", "--adopted", "2026"), 1, "no place has the code '98'"),
        (("--lang", "fr"), 2, "'fr' is not one of 'vi', 'en'"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(tmp_path, options, code, message):
    done = dxplan("new", "folder", *options, cwd=tmp_path)
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())
