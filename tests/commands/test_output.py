"""What a stranger writes is shown, and never obeyed by the terminal that shows it."""

import csv
import json
import os
import subprocess
import sys

import pytest

from dxplan.text import visible

EVIL = "a\x1b[2Jb\x1b]0;title\x07c\x9bd\x7fe\u202ef\u2066g"
"""It clears the screen, names the window, and turns the direction of what follows."""

OBEYED = [*map(chr, (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))]
ALLOWED = "\n\t"

IN_TOML = json.dumps(EVIL).replace("\x7f", "\\u007f")
PLAN = f"""
code = "evil"
title = {IN_TOML}
place = "11"
adopted = 2020

[[documents]]
code = "paper"
title = {IN_TOML}

[[indicators]]
code = "some_share"
name = {IN_TOML}
unit = "%"
direction = "up"
over_units = "mean"

[[targets]]
code = "aim"
title = {IN_TOML}
indicator = "some_share"
goal = "80 %"
by = 2025
cite = {{ document = "paper", confidence = "unconfirmed", clause = {IN_TOML} }}
"""
COLUMNS = ("indicator", "place", "period", "value", "source", "note")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("evil")
    (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
    for name, value in (("figures.csv", "70"), ("wrong.csv", EVIL)):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(COLUMNS)
            rows.writerow(("some_share", "11", "2025", value, EVIL, EVIL))
            rows.writerow((EVIL, "11", "2025", "70", EVIL, EVIL))
    return folder


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


@pytest.mark.parametrize(
    "arguments",
    [
        ("evaluate", "plan.toml", "figures.csv", "--at", "2025"),
        ("evaluate", "plan.toml", "figures.csv", "--at", "2024..2025"),
        ("evaluate", "plan.toml", "figures.csv", "--at", "2025", "--places", "11,12"),
        ("explain", "plan.toml", "aim", "figures.csv", "--at", "2025", "--steps"),
        ("rank", "plan.toml", "some_share", "figures.csv", "--at", "2025", "--places", "11,12"),
        ("show", "plan.toml", "--indicators"),
        ("check", "plan.toml", "figures.csv"),
        ("check", "plan.toml", "wrong.csv"),
        ("evaluate", "plan.toml", "wrong.csv", "--at", "2025"),
        ("align", "plan.toml", "vn-749"),
        ("restate", "plan.toml", "figures.csv", "--to", "2025-07-01", "--parts"),
        ("rollup", "plan.toml", "figures.csv", "--to", "nation", "--on", "2024-12-31", "--parts"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_text_of_a_stranger_is_obeyed(arguments, lang, folder):
    done = run(folder, *arguments, "--lang", lang)
    said = done.stdout + done.stderr
    assert said.strip()
    assert "Traceback" not in said
    assert not [mark for mark in OBEYED if mark in said and mark not in ALLOWED]


def test_what_is_taken_out_is_seen(folder):
    done = run(folder, "evaluate", "plan.toml", "figures.csv", "--at", "2025", "--lang", "en")
    assert "a\ufffd[2Jb" in done.stdout


def test_data_for_programs_are_kept_as_they_are(folder):
    done = run(folder, "evaluate", "plan.toml", "figures.csv", "--at", "2025", "--format", "json")
    assert json.loads(done.stdout)["targets"][0]["title"]["vi"] == EVIL


def test_texts_in_order_stay_as_they_are():
    assert visible("Điện Biên\n\t80 %") == "Điện Biên\n\t80 %"
    assert visible("one\r\ntwo\rthree") == "one\ntwo\ufffdthree"
