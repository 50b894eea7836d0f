"""Crosswalks that a plan file names: its places and their lineage, and which files it can name."""

import pickle
from pathlib import Path

import attrs
import pytest

import dxplan as dx
from dxplan.errors import DefinitionError, Problems
from dxplan.testing.assertions import assert_round_trip

PLAN = """
code = "hills"
title = "A made-up plan"
place = "20"
adopted = "2025-08-15"

[[crosswalks]]
file = "communes.csv"
day = 2025-07-01

[[documents]]
code = "paper"
title = "A made-up paper"

[[indicators]]
code = "made_up_share"
name = "A share"
unit = "percent"
direction = "up"

[[targets]]
code = "aim"
title = "An aim"
indicator = "made_up_share"
goal = "80 %"
by = 2026
each = "commune"
cite = { document = "paper", confidence = "unconfirmed" }
"""
COMMUNES = "old_code,old_name,new_code,new_name\na,Xã Một,x,Xã Mới\nb,Xã Hai,x,Xã Mới\nc,Xã Ba,c,Xã Ba\n"


def folder(tmp_path, plan=PLAN, **files):
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    for name, text in {"communes": COMMUNES, **files}.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def told(path):
    with pytest.raises(Problems) as caught:
        dx.load_plan(path)
    return caught.value.lines()


def figures(*pairs):
    return dx.Figures.of(
        [dx.Figure(indicator="made_up_share", place=code, period=2026, value=value) for code, value in pairs]
    )


def test_a_plan_knows_the_units_and_what_became_of_them(tmp_path):
    plan = dx.load_plan(folder(tmp_path))
    assert [place.code for place in plan.gazetteer.predecessors("x", to=2024).places] == ["a", "b"]
    assert dx.evaluate(plan, figures(("x", 85), ("c", 85)), at=2026)["aim"].met is True
    line = dx.evaluate(plan, figures(("x", 85), ("c", 75)), at=2026)["aim"]
    assert line.met is False
    with pytest.raises(Problems) as caught:
        dx.evaluate(plan, figures(("a", 85), ("x", 85), ("c", 85)), at=2026)
    assert "no place had the code 'a' in 2026; it was that of Một until 2025-06-30" in caught.value.lines()[0]


def test_it_is_written_with_the_name_of_the_file(tmp_path):
    plan = dx.load_plan(folder(tmp_path))
    text = dx.dumps_plan(plan)
    assert '[[crosswalks]]\nfile = "communes.csv"\nday = 2025-07-01\n' in text
    assert "Xã Mới" not in text
    (tmp_path / "again").mkdir()
    again = dx.load_plan(folder(tmp_path / "again", text))
    assert again == plan
    assert again.gazetteer.own == plan.gazetteer.own
    assert_round_trip(plan)
    thawed = pickle.loads(pickle.dumps(plan))  # noqa: S301 (made here)
    assert thawed == plan
    assert thawed.gazetteer.own == plan.gazetteer.own


def test_a_changed_copy_keeps_the_places(tmp_path):
    plan = dx.load_plan(folder(tmp_path))
    assert attrs.evolve(plan, targets=plan.targets).gazetteer.own == plan.gazetteer.own
    with pytest.raises(DefinitionError, match="knows 4 places of its own that no file of it names"):
        dx.dumps_plan(attrs.evolve(plan, crosswalks=()))


def test_plans_that_name_the_same_file_are_judged_together(tmp_path):
    plan = dx.load_plan(folder(tmp_path))
    other = attrs.evolve(plan, code="valleys")
    card = dx.evaluate([plan, other], figures(("x", 85), ("c", 85)), at=2026)
    assert [line.met for line in card] == [True, True]
    (tmp_path / "other").mkdir()
    changed = dx.load_plan(
        folder(
            tmp_path / "other",
            PLAN.replace("hills", "dales"),
            communes=COMMUNES.replace("c,Xã Ba,c,", "c,Xã Ba,y,").replace(",x,", ",c,"),
        )
    )
    with pytest.raises(Problems, match="do not fit together"):
        dx.evaluate([plan, changed], figures(("x", 85)), at=2026)


def test_crosswalks_are_read_in_the_order_of_their_days(tmp_path):
    later = '\n[[crosswalks]]\nfile = "before.csv"\nday = 2024-01-01\n\n[[documents]]'
    plan = dx.load_plan(folder(tmp_path, PLAN.replace("\n[[documents]]", later), before="old_code,new_code\nz,a\n"))
    assert [place.code for place in plan.gazetteer.successors("z", to=2026).places] == ["x"]


@pytest.mark.parametrize(
    "name",
    ["../communes.csv", "sub/communes.csv", "sub\\communes.csv", "C:communes.csv", "/etc/hosts", ".csv", "..", ""],
)
def test_only_files_beside_the_plan_can_be_named(tmp_path, name):
    (tmp_path / "sub").mkdir()
    plan = PLAN.replace('"communes.csv"', f"'{name}'")
    (line,) = told(folder(tmp_path, plan))
    assert line.startswith(f"{name!r} is not the name of a file beside the plan @ $.crosswalks[0].file (")
    assert ":8)" in line


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    inside, outside = tmp_path / "inside", tmp_path / "outside.csv"
    inside.mkdir()
    outside.write_text(COMMUNES, encoding="utf-8")
    folder(inside)
    (inside / "communes.csv").unlink()
    try:
        (inside / "communes.csv").symlink_to(outside)
    except OSError:
        pytest.skip("no links here")
    assert "is a link that leads out of the folder" in told(inside)[0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"communes.csv"', '"nowhere.csv"', "there is no file 'nowhere.csv' beside the plan @ $.crosswalks[0].file ("),
        ("2025-07-01", "2025", "2025 is not a day @ $.crosswalks[0].day ("),
        ("day = 2025-07-01", "day = 2025-07-01\nnew = 3", "there are 2 new units, and 3 are expected @ new_code ("),
        ("day = 2025-07-01", 'day = 2025-07-01\nlevel = "county"', "no level has the code 'county' @ $.crosswalks[0]"),
        ("day = 2025-07-01", "", "'day' is missing @ $.crosswalks[0] ("),
        ("day = 2025-07-01", "day = 2025-07-01\nwhen = 1", "no key has the code 'when' @ $.crosswalks[0].when ("),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, old, new, said):
    (line,) = told(folder(tmp_path, PLAN.replace(old, new)))
    assert line.startswith(said)


def test_the_rows_of_the_file_are_named(tmp_path):
    (line,) = told(folder(tmp_path, communes=COMMUNES + "d,Xã Bốn,,\n"))
    assert line.startswith("the old unit 'd' passed to nothing @ new_code (")
    assert f"{Path(tmp_path) / 'communes.csv'}:5)" in line


def test_a_text_alone_names_no_files():
    with pytest.raises(Problems) as caught:
        dx.loads_plan(PLAN)
    assert caught.value.lines()[0].startswith("a text has no files beside it, and so no 'communes.csv' @ $.cross")


def test_a_file_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr("dxplan.io.plan_crosswalks._LARGEST", 10)
    assert "is larger than" in told(folder(tmp_path))[0]
