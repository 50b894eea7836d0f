"""Files of places in the shape of dxplan's own tables, and every mistake with its one line."""

from datetime import date
from importlib import resources
from pathlib import Path

import pytest

import dxplan as dx
from dxplan.errors import DefinitionError, DxplanError, Problems, UnknownLineageError
from dxplan.places.tables import shipped_places

BAD = Path(__file__).parents[1] / "data" / "bad" / "places"
DATA = resources.files("dxplan.places") / "data"

# file: what its one line begins with, and the row that it names
EXPECTED = {
    "unknown-level": ("no level has the code 'county' @ level ", 4),
    "empty-name": ("name_vi is empty @ name_vi ", 4),
    "empty-code": ("code is empty @ code ", 4),
    "lost-zeros": ("the code '3124' was taken for a number @ code ", 4),
    "bad-day": ("'soon' is not a period @ since ", 4),
    "ends-before-it-begins": ("'c1' begins on 2020-01-01 and ends on 2019-12-31 @ until ", 4),
    "two-at-once": ("the code 'a1' is that of Một until 2025-06-30 and of Ba from 2025-06-01: of both ", 4),
    "row-twice": ("'b1' stands in row 3 already, for the same days @ code ", 4),
    "another-end": ("'b1' stands in row 3 already, for the same days @ code ", 4),
    "unknown-parent": ("'97', which 'c1' belongs to, was not there @ parent ", 4),
    "parent-of-another-time": ("'02', which 'c1' belongs to, was not there on 2025-07-01 @ parent ", 4),
    "parent-below": ("'c1' is of the commune level, and so is no part of 'a1' @ parent ", 4),
    "unknown-event": ("no event has the code '2025-comune' @ begun_by ", 4),
    "event-of-another-day": ("'c1' has the event '2025-commune' in begun_by, which was on 2025-07-01 @ begun_by ", 4),
    "bad-confidence": ("'surely' is not a confidence @ confidence ", 4),
    "unlike-the-tables": ("'20' is Lạng Giang (province) here, and Lạng Sơn (province) in the tables @ code ", 4),
    "missing-column": ("there is no column 'name_vi' @ ", None),
    "empty": ("the first row is empty @ ", 1),
}

PLACES = """code,name_vi,level,since,until,parent
a,Xã Một,commune,,2024-12-31,20
b,Xã Hai,commune,,2024-12-31,20
c,Xã Mới,commune,2025-01-01,,20
"""
EVENTS = "code,day,kind,level,law\nmerging,2025-01-01,merge,commune,12/NQ\n"
SUCCESSIONS = "before,after,event,confidence\na,c,merging,official\nb,c,merging,\n"


def written(tmp_path, **texts):
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return [tmp_path / f"{name}.csv" for name in texts]


def read(tmp_path, places=PLACES, successions=SUCCESSIONS, events=EVENTS, **settings):
    files = written(tmp_path, places=places, successions=successions, events=events)
    return dx.read_places(files[0], successions=files[1], events=files[2], **settings)


def facts_of(tmp_path, **settings):
    with pytest.raises(Problems) as caught:
        read(tmp_path, **settings)
    return [problem.fact for problem in caught.value.leaves()]


def test_every_bad_file_has_its_message():
    assert {path.stem for path in BAD.glob("*.csv")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_mistake_gives_its_one_line(name):
    start, row = EXPECTED[name]
    path = BAD / f"{name}.csv"
    with pytest.raises(Problems) as caught:
        dx.read_places(path)
    (line,) = caught.value.lines()
    assert line.startswith(start)
    assert f"({path}:{row})" in line if row else f"({path})" in line


def test_the_tables_of_dxplan_are_such_files():
    places = dx.read_places(
        DATA / "dien-bien.csv",
        successions=DATA / "successions.csv",
        events=DATA / "events.csv",
        expect={"2024": {"commune": 129, "district": 10}, "2026": {"commune": 45, "district": 0}},
    )
    assert (places.own, places.own_successions, places.own_events) == ((), (), ())
    assert dx.read_places(DATA / "provinces.csv").own == dx.read_places(DATA / "regions.csv").own == ()
    assert places.places == shipped_places() or set(places.places) == set(shipped_places())


def test_places_pass_to_one_another(tmp_path):
    places = read(tmp_path, expect={2024: {"commune": 2}, 2025: {"commune": 1}})
    made = places.predecessors("c", to=2024)
    assert [(part.before.code, part.whole, part.confidence) for part in made] == [
        ("a", True, "unconfirmed"),
        ("b", True, "unconfirmed"),
    ]
    assert made.events[0].law == places.law("merging") == "12/NQ"
    assert places.at(2024)["a"].ended_by == places.at(2025)["c"].begun_by == "merging"
    assert places.at(2024)["a"].called("vi") == "Xã Một"
    assert places.named("xa moi", on=2025).code == "c"


def test_without_successions_nothing_is_said_of_the_lineage(tmp_path):
    (path,) = written(tmp_path, places=PLACES)
    places = dx.read_places(path)
    assert len(places.at(2024).under("20", "commune")[0]) == 2
    with pytest.raises(UnknownLineageError, match="nothing is known of what became of Một"):
        places.lineage("a", to=2026)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"successions": SUCCESSIONS.replace("b,c,merging,\n", "")}, "'b' ended on 2024-12-31 and passed to nothing"),
        ({"places": PLACES + "d,Xã Ba,commune,2025-01-01,,20\n"}, "'d' began on 2025-01-01 and was made from nothing"),
        ({"successions": SUCCESSIONS + "a,c,mergin,\n"}, "no event has the code 'mergin'"),
        ({"successions": SUCCESSIONS + "e,c,merging,\n"}, "no place of the code 'e' ended on the eve of the event"),
        ({"successions": SUCCESSIONS + "a,c,merging,\n"}, "'a' passes to 'c' by 'merging' in an earlier row already"),
        ({"events": EVENTS + "merging,2025-01-01,merge,commune,\n"}, "the event 'merging' stands in row 2 already"),
        ({"events": EVENTS + "2025-Hue,2024-01-01,merge,province,\n"}, "'2025-Hue' is the code of another event"),
        ({"events": EVENTS + "other,2025-01-01,merge,county,\n"}, "no level has the code 'county'"),
        ({"expect": {2024: {"commune": 3}}}, "there are 2 places of the commune level on 2024-12-31, and 3 are"),
    ],
)
def test_what_does_not_balance_is_said(tmp_path, settings, said):
    (fact,) = facts_of(tmp_path, **settings)
    assert fact.startswith(said)


def test_everything_is_said_at_once(tmp_path):
    told = facts_of(tmp_path, successions=SUCCESSIONS.replace("a,c", "x,c"), expect={2024: {"commune": 9}})
    assert len(told) == 3


def test_a_place_may_have_had_several_names_and_parents(tmp_path):
    text = "code,name_vi,level,until,named_since,parent,parent_since\n"
    text += "d,Huyện Một,district,2025-06-30,,38,\n"
    text += "a,Thị trấn Một,commune,,,d,\na,Xã Một,commune,,2025-07-01,38,2025-07-01\n"
    (path,) = written(tmp_path, places=text)
    places = dx.read_places(path)
    assert [place.parent for place in places.parents_of(places.at(2026)["a"])] == ["d", "38"]
    assert places.at(2024).under("38", "commune")[0][0].called("vi") == "Thị trấn Một"
    assert places.at(2026).under("38", "commune")[0][0].called("vi") == "Xã Một"
    assert places.at(2024)["d"].ended_by == "2025-district"
    assert places.find("a", on="2025-06").id == places.find("a", on=2026).id


def test_a_days_last_moment(tmp_path):
    (path,) = written(tmp_path, places="code,name_vi,level,since,until,parent\na,Một,commune,2020,2021,20\n")
    (place,) = dx.read_places(path).own
    assert (place.since, place.until) == (date(2020, 1, 1), date(2021, 12, 31))
    with pytest.raises(DxplanError):
        dx.read_places(path, expect={2024: {"county": 1}})
    with pytest.raises(DefinitionError):
        dx.read_places(path, expect={"soon": {"commune": 1}})
