"""Crosswalks: the communes of one province as its own file has them, and every mistake with its one line."""

import codecs
import csv
import time
import unicodedata
from datetime import date
from pathlib import Path

import polars as pl
import pytest

import dxplan as dx
from dxplan.errors import DefinitionError, Problems, UnknownCodeError

BAD = Path(__file__).parents[1] / "data" / "bad" / "crosswalks"
FACTS = Path(__file__).parents[3] / "shared" / "facts"
DAY, BEFORE, AFTER = "2025-07-01", "2025-06-30", "2025-07-01"

facts = pytest.mark.skipif(not FACTS.is_dir(), reason="the facts are not beside this checkout")

# file: what its one line begins with, and the row that it names
EXPECTED = {
    "passed-to-nothing": ("the old unit 'a3' passed to nothing @ new_code ", 4),
    "made-from-nothing": ("the new unit 'b2' was made from nothing @ old_code ", 4),
    "neither": ("the row names neither an old unit nor a new one @ old_code ", 4),
    "undivided-into-two": ("'a3' is said not to be divided, and passes to 'b1', 'b2' @ divided ", 4),
    "divided-into-one": ("'a3' is said to be divided, and passes to 'b1' only @ divided ", 4),
    "divided-and-not": ("'a3' is said to be divided and not to be @ divided ", 5),
    "row-twice": ("'a1' passes to 'b1' in row 2 already @ new_code ", 4),
    "two-names": ("'b1' is called 'Xã Mới' in row 2, and 'Xã Khác' here @ new_name ", 4),
    "lost-zeros": ("the code '3124' was taken for a number @ old_code ", 4),
    "float-code": ("the code '30001.0' was taken for a number @ old_code ", 4),
    "bad-divided": ("'perhaps' is neither yes nor no @ divided ", 4),
    "code-of-the-nation": ("the code 'VN' is that of Việt Nam, which is of another level @ old_code ", 4),
    "code-of-a-province": ("the code '11' was taken for a number @ old_code ", 4),
    "other-name-than-the-tables": ("'03124' is called 'Phường Khác' here, and 'Phường Noong Bua' in the tables ", 4),
    "other-way-than-the-tables": ("'03124' passes to '03127' here, and to '03334' in the tables @ new_code ", 4),
    "parent-that-is-not-there": ("'97', which 'a2' belongs to, was not there on 2025-06-30 @ old_parent ", 3),
    "parent-of-another-time": ("'10', which 'b1' belongs to, was not there on 2025-07-01 @ new_parent ", 2),
    "parent-of-the-same-level": ("'99-a' is of the commune level, and so is no part of '99-b' @ new_parent ", 2),
    "district-that-is-a-unit": ("'a2' is of the commune level, and so is no part of 'a1' @ old_district_code ", 3),
    "parent-below": ("'a2' is of the commune level, and so is no part of '03127' @ new_parent ", 3),
    "district-without-zero": ("the code '94' was taken for a number @ old_district_code ", 3),
    "missing-column": ("there is no column 'new_code' @ ", None),
    "no-rows": ("the table has no rows @ ", 2),
    "empty": ("the first row is empty @ ", 1),
    "not-utf8": ("the file is not UTF-8 text @ ", 3),
}


def read(path, **settings):
    return dx.read_crosswalk(path, **{"day": DAY, "within": "20", **settings})


def lines(path, **settings):
    with pytest.raises(Problems) as caught:
        read(path, **settings)
    return caught.value.lines()


def written(tmp_path, rows, name="communes.csv"):
    path = tmp_path / name
    path.write_text("\n".join([",".join(row) for row in rows]), encoding="utf-8")
    return path


def passed(lineage):
    return [(passage.before.code, passage.after.code, passage.whole) for passage in lineage]


def test_every_bad_file_has_its_message():
    assert {path.stem for path in BAD.glob("*.csv")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_mistake_gives_its_one_line(name):
    start, row = EXPECTED[name]
    path = BAD / f"{name}.csv"
    told = [line for line in lines(path) if " too, which " not in line]
    assert len(told) == 1, told
    assert told[0].startswith(start)
    assert f"({path}:{row})" in told[0] if row else f"({path})" in told[0]


def test_all_mistakes_are_said_at_once(tmp_path):
    rows = [["old_code", "new_code", "divided"], ["a", "", ""], ["", "b", ""], ["c", "d", "no"], ["c", "e", "no"]]
    told = lines(written(tmp_path, rows), expect=(2, None))
    assert [line.split(" @ ")[0] for line in told] == [
        "there are 1 old units, and 2 are expected",
        "the old unit 'a' passed to nothing",
        "the new unit 'b' was made from nothing",
        "'c' is said not to be divided, and passes to 'd', 'e'",
    ]


@facts
class TestDienBien:
    PATH = FACTS / "dien_bien_communes_2025.csv"

    def test_its_file_says_what_the_tables_say(self):
        places = read(self.PATH, within="11", expect=(129, 45))
        assert (places.own, places.own_successions, places.own_events) == ((), (), ())

    def test_in_another_province_it_gives_the_same_lineage(self, tmp_path):
        with self.PATH.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        moved = [
            [*rows[0]],
            *([("x" if "code" in name else "") + cell for name, cell in row.items()] for row in rows),
        ]
        places = read(written(tmp_path, moved), law="made up", expect=(129, 45))
        (event,) = places.own_events
        assert (event.code, event.law, event.kind) == ("2025-07-01-commune-20", "made up", "merge")
        for level, on in (("commune", BEFORE), ("district", BEFORE), ("commune", AFTER)):
            there, said = places.at(on).under("20", level), dx.gazetteer.at(on).under("11", level)
            assert there[1] is said[1] is True
            names = [(place.code[1:], place.name, place.full_name, place.kind, place.until) for place in there[0]]
            assert names == [(place.code, place.name, place.full_name, place.kind, place.until) for place in said[0]]
        for place in dx.gazetteer.at(BEFORE).under("11", "commune")[0]:
            ours = passed(places.successors(f"x{place.code}", on=BEFORE, to=AFTER))
            said = passed(dx.gazetteer.successors(place, to=AFTER))
            assert [(before[1:], after[1:], whole) for before, after, whole in ours] == said
        made = places.predecessors("x03334", on=2026, to=2024)
        assert [passage.events for passage in made] == [(event,)] * 3
        assert str(made.known_from) == BEFORE
        assert places.successors("x094", to=2026).ended_by.code == "2025-district"

    def test_a_row_that_is_missing_is_missed(self, tmp_path):
        kept = [line for line in self.PATH.read_text(encoding="utf-8").splitlines() if not line.startswith("03124")]
        path = tmp_path / "communes.csv"
        path.write_text("\n".join(kept), encoding="utf-8")
        assert lines(path, within="11")[0].startswith(
            "'03334' was made from '03124' too, which has no row here @ new_code"
        )


def test_a_divided_unit_is_divided(tmp_path):
    rows = [["old_code", "new_code", "divided"], ["a", "x", "có"], ["a", "y", "có"], ["b", "x", "không"]]
    places = read(written(tmp_path, rows))
    became, made = places.successors("a", to=2026), places.predecessors("x", to=2024)
    assert passed(became) == [("a", "x", False), ("a", "y", False)]
    assert passed(made) == [("a", "x", False), ("b", "x", True)]
    assert places.own_events[0].kind == "merge/split"


def test_a_unit_that_alone_makes_up_another_of_its_code_goes_on(tmp_path):
    head = ["old_code", "old_name", "new_code", "new_name", "old_district_code", "old_district"]
    rows = [
        head,
        ["a", "Thị trấn Một", "a", "Xã Một", "d", "Huyện Một"],
        ["b", "Xã Hai", "b", "Xã Hai", "d", "Huyện Một"],
        ["c", "Xã Ba", "e", "Xã Năm", "d", "Huyện Một"],
    ]
    places = read(written(tmp_path, rows))
    old, new = places.at(BEFORE)["a"], places.at(AFTER)["a"]
    assert old.id == new.id == ("a", None)
    assert (old.kind, old.parent, old.called("vi")) == ("township", "d", "Thị trấn Một")
    assert (new.kind, new.parent, new.called("vi")) == ("commune", "20", "Xã Một")
    assert (new.named_since, new.parent_since) == (date(2025, 7, 1), date(2025, 7, 1))
    assert places.at(AFTER)["b"].named_since is None
    assert passed(places.lineage("b", to=2026)) == [("b", "b", True)]
    assert passed(places.lineage("c", to=2026)) == [("c", "e", True)]
    assert places.at(BEFORE).under("20", "commune")[1] is places.at(AFTER).under("20", "commune")[1] is True


def test_merged_provinces_and_made_up_places(tmp_path):
    rows = [["old_code", "new_code", "old_parent", "new_parent"], ["a", "x", "24", "24"], ["b", "x", "27", "24"]]
    places = read(written(tmp_path, rows), within=None)
    assert [p.code for p in places.at(BEFORE).under("27", "commune")[0]] == ["b"]
    assert [p.code for p in places.at(AFTER).under("24", "commune")[0]] == ["x"]
    rows = [["old_code", "new_code"], ["99-a", "99-x"]]
    assert read(written(tmp_path, rows), within="99").at(2026).under("99", "commune")[0][0].code == "99-x"
    told = lines(written(tmp_path, rows), within=None)
    assert [line.split(" @ ")[0] for line in told] == [
        "nothing says what '99-a' belongs to",
        "nothing says what '99-x' belongs to",
    ]


def test_several_crosswalks_stand_beside_one_another(tmp_path):
    first = read(written(tmp_path, [["old_code", "new_code"], ["a", "x"]]), day="2024-01-01")
    both = read(written(tmp_path, [["old_code", "new_code"], ["x", "y"]]), beside=first)
    assert passed(both.lineage("a", to=2026)) == [("a", "y", True)]
    assert [event.code for event in both.lineage("a", to=2026).events] == [
        "2024-01-01-commune-20",
        "2025-07-01-commune-20",
    ]


def test_marks_of_files_make_no_difference(tmp_path):
    text = "old_code,old_name,new_code\r\n a ,Xã Điện  Biên,x\r\n\r\nb,Xã Hoà,x\r\n"
    expected = read_bytes(tmp_path, text.encode())
    for content in (
        codecs.BOM_UTF8 + text.encode(),
        unicodedata.normalize("NFD", text).encode(),
        text.replace(",", ";").encode(),
        text.encode("utf-16"),
    ):
        assert read_bytes(tmp_path, content).own == expected.own
    assert expected.at(2024)["a"].name.vi == unicodedata.normalize("NFC", "Điện Biên")


def read_bytes(tmp_path, content):
    path = tmp_path / "communes.csv"
    path.write_bytes(content)
    return read(path)


def test_workbooks_and_parquet_give_the_same(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    table = pl.DataFrame({"old_code": ["a", "b"], "new_code": ["x", "x"], "old_name": ["Xã Một", None]})
    table.write_csv(tmp_path / "t.csv")
    table.write_parquet(tmp_path / "t.parquet")
    book = openpyxl.Workbook()
    for row in (table.columns, *table.rows()):
        book.active.append(list(row))
    book.save(tmp_path / "t.xlsx")
    own = {read(tmp_path / f"t.{kind}").own for kind in ("csv", "parquet", "xlsx")}
    assert len(own) == 1


def test_codes_that_are_numbers_are_refused(tmp_path):
    pl.DataFrame({"old_code": [3124], "new_code": ["x"]}).write_parquet(tmp_path / "t.parquet")
    assert "column 'old_code' holds Int64" in lines(tmp_path / "t.parquet")[0]


@pytest.mark.parametrize(
    ("settings", "error", "said"),
    [
        ({"day": 2025}, DefinitionError, "2025 is not a day"),
        ({"level": "county"}, UnknownCodeError, "no level has the code 'county'"),
        ({"confidence": "surely"}, DefinitionError, "surely"),
    ],
)
def test_settings_are_checked(tmp_path, settings, error, said):
    with pytest.raises(error, match=said):
        read(written(tmp_path, [["old_code", "new_code"], ["a", "x"]]), **settings)
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "nowhere.csv")


def test_all_communes_are_read_fast(tmp_path):
    codes = [f"c{number:05d}" for number in range(10_035)]
    rows = [["old_code", "old_name", "new_code", "new_name"]]
    rows += [[code, f"Xã {code}", f"n{nth % 3321:04d}", f"Xã n{nth % 3321}"] for nth, code in enumerate(codes)]
    path = written(tmp_path, rows)
    began = time.process_time()
    places = read(path, expect=(10_035, 3_321))
    became = [places.successors(place, to=2026) for place in places.at(BEFORE).under("20", "commune")[0]]
    assert time.process_time() - began < 8  # well under two seconds on an idle machine
    assert len(became) == 10_035
    assert all(lineage.whole for lineage in became)


def test_hostile_rows_of_one_kind_are_counted(tmp_path):
    rows = [["old_code", "new_code"], *([f"a{nth}", ""] for nth in range(5000))]
    told = lines(written(tmp_path, rows))
    assert len(told) == 21
    assert "4980 more of this kind" in told[-1]
