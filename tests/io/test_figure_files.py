import sys
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import dxplan as dx
from dxplan.errors import (
    AmbiguousNumberError,
    FiguresError,
    MissingColumnError,
    Problems,
    UnknownCodeError,
    UnsupportedBackendError,
    UnusedColumnWarning,
)
from dxplan.io.tables import is_table

BAD = Path(__file__).parents[1] / "data" / "bad" / "figures"

# file: what its one line begins with, and the row that it names
EXPECTED = {
    "missing-column": ("there is no column 'period' @ ", None),
    "misspelt-column": ("there is no column 'period' @ ", None),
    "header-with-a-space": ("there is no column 'place' @ ", None),
    "bad-number": ("'eighty' is not a number @ value ", 3),
    "percent-sign-in-value": ("'82%' is in percent, and the column unit says 'hộ' @ value ", 3),
    "ambiguous-number": ("'2.154' can be read as 2154 (Vietnamese) or 2.154 (English) @ value ", 3),
    "bad-denominator": ("'many' is not a number @ denominator ", 3),
    "bad-period": ("'2025-Q5' is not a period @ period ", 3),
    "bad-day": ("2025-02-30 is not a day of the calendar @ period ", 3),
    "bad-place-on": ("'merged' is not a period @ place_on ", 3),
    "bad-published": ("'soon' is not a period @ published ", 3),
    "empty-indicator": ("indicator is empty @ indicator ", 3),
    "empty-place": ("place is empty @ place ", 3),
    "empty-period": ("period is empty @ period ", 3),
    "unknown-unit": ("'parsec' is not a unit known here @ unit ", 3),
    "unknown-qualifier": ("'roughly' is not a qualifier @ qualifier ", 3),
    "bad-breakdown": ("'commune' is not a breakdown @ breakdown ", 3),
    "breakdown-twice": ("'level=commune;level=province' is not a breakdown @ breakdown ", 3),
    "bad-confidence": ("'surely' is not a confidence @ confidence ", 3),
    "ragged-row": ("the row has 12 cells, the header 11 @ ", 3),
    "not-utf8": ("the file is not UTF-8 text @ ", 3),
    "empty": ("the first row is empty @ ", 1),
    "empty-first-row": ("the first row is empty @ ", 1),
    "open-quote": ("the file is not CSV: ", None),
}

ROWS = {
    "indicator": ["fibre", "fibre"],
    "place": ["01", "11"],
    "period": ["2024", "2025-Q3"],
    "value": [80.5, None],
    "note": [None, "not yet known"],
}


def rows_of(figures):
    return figures.to_native().collect().sort("place").to_dicts()


def read(tmp_path, content, name="figures.csv", **options):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return dx.read_figures(path, **options)


def test_every_bad_file_has_its_message():
    assert {path.stem for path in BAD.glob("*.csv")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_mistake_gives_its_one_line(name):
    start, row = EXPECTED[name]
    path = BAD / f"{name}.csv"
    with pytest.raises(Problems) as caught:
        dx.read_figures(path)
    (said,) = caught.value.lines()
    assert said.startswith(start)
    assert (f"({path}:{row})" if row else f"({path})") in said
    assert " Hint: " in said


TEN_MISTAKES = """\
indicator,place,period,value,breakdown,unit,qualifier,denominator,confidence,published,place_on
fibre,11,2025,80,,%,,,official,2026,
,11,2025,80,,%,,,official,2026,
fibre,,2025,80,,%,,,official,2026,
fibre,11,,80,,%,,,official,2026,
fibre,11,2025-Q5,80,,%,,,official,2026,
fibre,11,2025,eighty,,%,,,official,2026,
fibre,11,2025,80,commune,%,,,official,2026,
fibre,11,2025,80,,parsec,,,official,2026,
fibre,11,2025,80,,%,roughly,,official,2026,
fibre,11,2025,80,,%,,,surely,2026,
fibre,11,2025,80,,%,,many,official,soon,
"""


def test_ten_mistakes_give_ten_lines_in_the_order_of_their_rows(tmp_path):
    with pytest.raises(Problems) as caught:
        read(tmp_path, TEN_MISTAKES.replace("many,official,soon", "9,official,soon"))
    assert [(problem.where.line, problem.where.path, problem.fact) for problem in caught.value.leaves()] == [
        (3, "indicator", "indicator is empty"),
        (4, "place", "place is empty"),
        (5, "period", "period is empty"),
        (6, "period", "'2025-Q5' is not a period"),
        (7, "value", "'eighty' is not a number"),
        (8, "breakdown", "'commune' is not a breakdown"),
        (9, "unit", "'parsec' is not a unit known here"),
        (10, "qualifier", "'roughly' is not a qualifier"),
        (11, "confidence", "'surely' is not a confidence"),
        (12, "published", "'soon' is not a period"),
    ]
    assert len(caught.value.lines()) == 10


def test_two_mistakes_of_one_row_give_two_lines(tmp_path):
    with pytest.raises(Problems) as caught:
        read(tmp_path, TEN_MISTAKES)
    last = [problem.where.path for problem in caught.value.leaves() if problem.where.line == 12]
    assert sorted(last) == ["denominator", "published"]


@pytest.mark.parametrize("content", [b"indicator,place\rperiod,value\n", b"a\rb,c\n1,2\n"])
def test_lone_carriage_returns_are_no_csv(tmp_path, content):
    with pytest.raises(Problems) as caught:
        read(tmp_path, content)
    (said,) = caught.value.lines()
    assert said.startswith("the file is not CSV: ")
    assert "save it again as “CSV UTF-8”" in said


def test_the_classes_tell_mistakes_apart():
    for name, cls in [("missing-column", MissingColumnError), ("ambiguous-number", AmbiguousNumberError)]:
        with pytest.raises(Problems) as caught:
            dx.read_figures(BAD / f"{name}.csv")
        assert [type(problem) for problem in caught.value.exceptions] == [cls]


def test_a_misspelt_column_names_what_to_rename():
    with pytest.raises(Problems) as caught:
        dx.read_figures(BAD / "misspelt-column.csv")
    assert caught.value.exceptions[0].hint == "rename column 'perid' to 'period'."


def test_the_day_on_which_a_code_is_read(tmp_path):
    content = (
        "indicator,place,place_on,period,value\nfibre,24,2025-06-30,2025,1\nfibre,24,2026,2025,2\nfibre,24,,2025,3\n"
    )
    table = read(tmp_path, content).to_native().collect().sort("value")
    assert table["place_on"].to_list() == ["2025-06-30", "2026", None]
    assert table["place_day"].to_list() == [date(2025, 6, 30), date(2026, 12, 31), None]


def test_every_problem_of_a_table_in_the_order_of_its_rows(tmp_path):
    content = (
        "indicator,place,period,value,unit\n"
        "fibre,11,never,80,%\n"
        "fibre,,2025,80,%\n"
        "fibre,11,2025,80,parsec\n"
        "fibre,11,2025,many,%\n"
        "fibre,11,2025,80,parsec\n"
    )
    with pytest.raises(Problems) as caught:
        read(tmp_path, content)
    assert [(problem.where.line, problem.where.path) for problem in caught.value.exceptions] == [
        (2, "period"),
        (3, "place"),
        (4, "unit"),
        (5, "value"),
        (6, "unit"),
    ]


def test_all_missing_columns_at_once(tmp_path):
    with pytest.raises(Problems) as caught:
        read(tmp_path, "place,unit\n11,%\n")
    assert [problem.fact for problem in caught.value.exceptions] == [
        "there is no column 'indicator'",
        "there is no column 'period'",
        "there is no column 'value'",
    ]


def test_every_row_cell_by_cell(tmp_path):
    content = (
        "indicator,place,period,value,breakdown,unit,qualifier,numerator,denominator,confidence,published\n"
        "fibre, 01 ,Quý III/2025,80.5, level = commune ; area=rural ,Phần trăm,trên,161,200,Secondary,31/12/2025\n"
    )
    (row,) = rows_of(read(tmp_path, content))
    assert row["place"] == "01"
    assert row["period"] == "2025-Q3"
    assert (row["first"], row["last"]) == (date(2025, 7, 1), date(2025, 9, 30))
    assert row["value"] == 80.5
    assert row["breakdown"] == "area=rural;level=commune"
    assert row["unit"] == "percent"
    assert row["qualifier"] == "more_than"
    assert (row["numerator"], row["denominator"]) == (161.0, 200.0)
    assert row["confidence"] == "secondary"
    assert row["known_from"] == date(2025, 12, 31)
    assert row["source_row"] == 2
    assert row["source"] is None


def test_codes_keep_their_leading_zeros(tmp_path):
    rows = rows_of(read(tmp_path, "indicator,place,period,value\nfibre,01,2025,80\nfibre,001,2025,81\n"))
    assert [row["place"] for row in rows] == ["001", "01"]


def test_a_byte_order_mark_does_not_matter(tmp_path):
    content = b"\xef\xbb\xbfindicator,place,period,value\nfibre,01,2025,80\n"
    assert [row["value"] for row in rows_of(read(tmp_path, content))] == [80.0]


def test_windows_line_ends_do_not_matter(tmp_path):
    content = "indicator,place,period,value,note\r\nfibre,01,2025,80,fine\r\n"
    assert [row["note"] for row in rows_of(read(tmp_path, content))] == ["fine"]


def test_semicolons_and_decimal_commas(tmp_path):
    content = "indicator;place;period;value\nfibre;01;2025;1.234,5\nfibre;02;2025;2.154\nfibre;03;2025;80,25\n"
    rows = rows_of(read(tmp_path, content, numbers="vi"))
    assert [row["value"] for row in rows] == [1234.5, 2154.0, 80.25]


def test_declared_english_numbers(tmp_path):
    content = 'indicator,place,period,value\nfibre,01,2025,2.154\nfibre,02,2025,"1,234.5"\n'
    assert [row["value"] for row in rows_of(read(tmp_path, content, numbers="en"))] == [2.154, 1234.5]


def test_quoted_cells_may_hold_separators_and_line_ends(tmp_path):
    content = 'indicator,place,period,value,note\nfibre,01,2025,80,"a, b\nc"\nfibre,02,2025,many,\n'
    with pytest.raises(Problems) as caught:
        read(tmp_path, content)
    assert [problem.where.line for problem in caught.value.exceptions] == [3]
    rows = rows_of(read(tmp_path, content.replace("many", "81")))
    assert rows[0]["note"] == "a, b\nc"


def test_a_year_that_a_workbook_made_a_decimal(tmp_path):
    assert rows_of(read(tmp_path, "indicator,place,period,value\nfibre,01,2025.0,80\n"))[0]["period"] == "2025"


def test_a_value_may_be_missing(tmp_path):
    assert rows_of(read(tmp_path, "indicator,place,period,value\nfibre,01,2025,\n"))[0]["value"] is None


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_header_alone_is_a_table_without_figures(tmp_path, end):
    figures = read(tmp_path, f"indicator,place,period,value{end}")
    assert rows_of(figures) == []
    schema = figures.to_native().collect_schema()
    assert (schema["value"], schema["first"], schema["unit"]) == (pl.Float64, pl.Date, pl.String)


def test_an_unused_column_is_warned_of(tmp_path):
    with pytest.warns(UnusedColumnWarning, match="does not use: qualifer, colour") as caught:
        figures = read(tmp_path, "indicator,place,period,value,qualifer,colour\nfibre,01,2025,80,trên,red\n")
    assert "Did you mean 'qualifier' by 'qualifer'?" in str(caught[0].message)
    assert "colour" not in rows_of(figures)[0]


def test_parquet(tmp_path):
    path = tmp_path / "figures.parquet"
    pl.DataFrame(ROWS).write_parquet(path)
    check(dx.read_figures(path))


def a_folder(tmp_path, tables):
    folder = tmp_path / "years"
    folder.mkdir()
    for name, rows in tables.items():
        table = pl.DataFrame(rows, orient="row", schema=["indicator", "place", "period", "value"])
        table.write_parquet(folder / f"{name}.parquet")
    return folder


def test_a_folder_of_parquet_files_is_one_table(tmp_path):
    years = {str(year): [("egov", "11", str(year), year - 2000.0)] for year in (2021, 2022)}
    folder = a_folder(tmp_path, years)
    (folder / "_SUCCESS").touch()
    (folder / ".2021.parquet.crc").touch()
    (folder / "notes.txt").write_text("no figures")
    figures = dx.read_figures(folder)
    assert is_table(folder)
    assert figures.source == str(folder)
    rows = figures.to_native().select("period", "value", "source_file").sort("period").collect().rows()
    assert rows == [(year, int(year) - 2000.0, str(folder / f"{year}.parquet")) for year in ("2021", "2022")]


def test_a_folder_is_judged_as_its_files_put_below_one_another(tmp_path):
    figures = dx.load_figures("dien-bien-2020").to_native().collect()
    kept = figures.drop("first", "last", "known_from", "place_day", "source_row", "source_file")
    folder = tmp_path / "parts"
    folder.mkdir()
    for nth in range(3):
        kept[nth::3].write_parquet(folder / f"{nth}.parquet")
    plan = dx.load_plan("dien-bien-2020")
    whole, parts = (dx.evaluate(plan, one, at=2025) for one in (dx.load_figures(plan.code), dx.read_figures(folder)))
    told = [(line.target.code, line.status, line.value) for line in whole]
    assert [(line.target.code, line.status, line.value) for line in parts] == told


def test_what_is_wrong_with_the_files_of_a_folder_is_said_at_once(tmp_path):
    folder = a_folder(tmp_path, {"one": [("egov", "11", "20x1", 1.0)], "two": [("egov", None, "2021", 1.0)]})
    with pytest.raises(Problems, match="years cannot be read as figures") as raised:
        dx.read_figures(folder)
    assert [Path(problem.where.file).name for problem in raised.value.leaves()] == ["one.parquet", "two.parquet"]


def test_a_folder_without_parquet_files_is_refused(tmp_path):
    assert not is_table(tmp_path)
    with pytest.raises(dx.errors.FiguresError, match=r"holds no \.parquet file"):
        dx.read_figures(tmp_path)


def test_a_folder_of_a_plan_is_no_table(tmp_path):
    folder = a_folder(tmp_path, {"figures": [("egov", "11", "2021", 1.0)]})
    (folder / "plan.toml").touch()
    assert not is_table(folder)


@pytest.fixture
def large(monkeypatch):
    """Let every Parquet file count as a large one."""
    monkeypatch.setattr("dxplan.io.parquet_texts._MANY", 0)


@pytest.mark.usefixtures("large")
class TestLargeParquetFiles:
    def test_the_texts_that_the_file_lists_are_those_of_its_rows(self, tmp_path, monkeypatch):
        monkeypatch.setattr("dxplan.io.parquet_texts._AT_ONCE", 2)
        rows = [(f"i{nth % 3}", f"{nth % 5:02}", str(2020 + nth % 4), float(nth)) for nth in range(20)]
        folder = a_folder(tmp_path, {"many": rows})
        found = dx.read_figures(folder / "many.parquet").contents
        assert set(found.periods) == {"2020", "2021", "2022", "2023"}
        assert found.places == {f"{nth:02}" for nth in range(5)}

    @pytest.mark.parametrize("bad", [("egov", "11", "20x1"), ("egov", None, "2021"), (" egov", "11", "2021")])
    def test_a_mistake_is_said_as_of_a_small_file(self, tmp_path, bad, monkeypatch):
        folder = a_folder(tmp_path, {"many": [("egov", "11", "2021", 1.0), (*bad, 1.0)]})
        told = []
        for many in (0, 10):
            monkeypatch.setattr("dxplan.io.parquet_texts._MANY", many)
            try:
                told.append(dx.read_figures(folder / "many.parquet").to_native().collect().rows())
            except Problems as error:
                told.append(error.lines())
        assert told[0] == told[1]

    @pytest.mark.parametrize("names", [["Indicator", "place", "period", "value"], ["value"]])
    def test_a_column_that_is_not_there_is_said_as_of_a_small_file(self, tmp_path, names):
        pl.DataFrame({key: ["1"] for key in names}).write_parquet(tmp_path / "many.parquet")
        with pytest.raises(Problems) as caught:
            dx.read_figures(tmp_path / "many.parquet")
        assert "there is no column 'indicator'" in caught.value.lines()[0]

    def test_a_column_of_nested_values_is_no_text(self, tmp_path):
        pl.DataFrame({"indicator": [{"a": "b"}], "value": [1.0]}).write_parquet(tmp_path / "many.parquet")
        with pytest.raises(Problems):
            dx.read_figures(tmp_path / "many.parquet")

    def test_what_the_file_lists_and_no_row_has_is_no_mistake(self, tmp_path):
        codes = pa.DictionaryArray.from_arrays(pa.array([0, 0], pa.int32()), pa.array(["2021", "20x1"]))
        table = pa.table({"indicator": ["egov", "egov"], "place": ["11", "12"], "period": codes, "value": [1.0, 2.0]})
        pq.write_table(table, tmp_path / "many.parquet")
        figures = dx.read_figures(tmp_path / "many.parquet")
        assert figures.to_native().select("period").collect()["period"].to_list() == ["2021", "2021"]

    def test_without_pyarrow_the_rows_are_looked_at(self, tmp_path, monkeypatch):
        folder = a_folder(tmp_path, {"many": [("egov", "11", "2021", 1.0)]})
        monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
        assert set(dx.read_figures(folder / "many.parquet").contents.periods) == {"2021"}


def test_a_parquet_file_that_is_none(tmp_path):
    with pytest.raises(Problems) as caught:
        read(tmp_path, "indicator,place,period,value\n", name="figures.parquet")
    (said,) = caught.value.lines()
    assert said.startswith("the file is not Parquet: ")


@pytest.mark.parametrize(
    ("name", "table"),
    [
        *((f"a/figures{ending}", True) for ending in (".csv", ".TXT", ".parquet", ".xlsx", ".XLSM", ".xls", ".ods")),
        *((name, False) for name in ("plan.toml", "figures", "vn-749", "a.csv/plan", "")),
    ],
)
def test_a_table_is_known_by_its_name(name, table):
    assert is_table(name) is table


@pytest.mark.parametrize("name", ["figures.ods", "figures"])
def test_other_files_are_refused(tmp_path, name):
    with pytest.raises(Problems) as caught:
        read(tmp_path, "indicator,place,period,value\n", name=name)
    (problem,) = caught.value.exceptions
    assert problem.hint == "save it as .xlsx, .csv or .parquet."


def test_a_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no file"):
        dx.read_figures(tmp_path / "figures.csv")


def check(figures):
    first, second = rows_of(figures)
    assert (first["place"], first["value"], first["note"]) == ("01", 80.5, None)
    assert (first["first"], first["last"]) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (second["place"], second["value"], second["note"]) == ("11", None, "not yet known")
    assert (second["period"], second["last"]) == ("2025-Q3", date(2025, 9, 30))


@pytest.mark.parametrize(
    "make", [pl.DataFrame, pl.LazyFrame, pd.DataFrame, pa.table], ids=["polars", "lazy", "pandas", "arrow"]
)
def test_any_dataframe_gives_the_same_figures(make):
    check(dx.Figures.from_native(make(ROWS)))


def test_not_a_number_is_a_missing_value():
    frame = pd.DataFrame({**ROWS, "value": [80.5, float("nan")], "numerator": [float("nan"), 1.0]})
    figures = dx.Figures.from_native(frame)
    check(figures)
    assert [row["numerator"] for row in rows_of(figures)] == [None, 1.0]


def test_a_polars_nan_and_an_infinity_are_missing_values():
    frame = pl.DataFrame({**ROWS, "value": [float("nan"), float("inf")]})
    assert [row["value"] for row in rows_of(dx.Figures.from_native(frame))] == [None, None]


def test_categories_are_text():
    frame = pd.DataFrame(ROWS).astype({"indicator": "category", "place": "category"})
    check(dx.Figures.from_native(frame))


def test_years_as_numbers_and_days_as_dates():
    frame = pl.DataFrame({**ROWS, "period": [2024, 2025], "published": [date(2025, 1, 31), None]})
    first, second = rows_of(dx.Figures.from_native(frame))
    assert (first["period"], second["period"]) == ("2024", "2025")
    assert (first["published"], first["known_from"]) == ("2025-01-31", date(2025, 1, 31))
    assert second["known_from"] is None
    frame = frame.with_columns(period=pl.Series([datetime(2024, 5, 6, 7), datetime(2025, 1, 1)]))  # noqa: DTZ001
    assert rows_of(dx.Figures.from_native(frame))[0]["first"] == date(2024, 5, 6)


def test_places_as_numbers_are_refused_since_their_zeros_are_lost():
    with pytest.raises(Problems) as caught:
        dx.Figures.from_native(pl.DataFrame({**ROWS, "place": [1, 11]}))
    (said,) = caught.value.lines()
    assert (
        said == "column 'place' holds Int64 @ place Hint: give it as text; codes such as 01 lose their zero as numbers."
    )


def test_a_dataframe_has_rows_too_and_a_lazy_one_none():
    broken = pl.DataFrame({**ROWS, "value": ["80", "many"]})
    with pytest.raises(Problems) as caught:
        dx.Figures.from_native(broken)
    assert caught.value.lines()[0].startswith("'many' is not a number @ value (table:3)")
    with pytest.raises(Problems) as caught:
        dx.Figures.from_native(broken.lazy())
    assert caught.value.lines()[0].startswith("'many' is not a number @ value Hint:")


def test_a_lazy_frame_stays_lazy():
    assert isinstance(dx.Figures.from_native(pl.LazyFrame(ROWS)).to_native(), pl.LazyFrame)


@pytest.mark.parametrize("thing", [[1], "figures", {"indicator": []}])
def test_what_is_no_dataframe_is_refused(thing):
    with pytest.raises(UnsupportedBackendError, match=f"cannot be read from {type(thing).__name__}"):
        dx.Figures.from_native(thing)


def test_figure_objects_make_the_same_table():
    figures = dx.Figures.of(
        [
            dx.Figure(indicator="fibre", place="01", period=2024, value=80.5),
            dx.Figure(indicator="fibre", place="11", period="2025-Q3", note="not yet known"),
        ]
    )
    check(figures)


def test_shipped_figures_are_found_by_plan():
    assert len(rows_of(dx.load_figures("vn-749"))) > 0
    with pytest.raises(UnknownCodeError) as caught:
        dx.load_figures("vn-748")
    assert caught.value.hint == "did you mean 'vn-749'?"


def test_a_bad_cell_is_a_figures_error_or_a_definition_error_and_a_value_error():
    with pytest.raises(Problems) as caught:
        dx.read_figures(BAD / "bad-number.csv")
    assert isinstance(caught.value.exceptions[0], FiguresError)
    assert isinstance(caught.value.exceptions[0], ValueError)


def test_empty_rows_are_passed_over_and_counted(tmp_path):
    figures = read(tmp_path, "indicator,place,period,value\n\nx,01,2025,1\n,,,\n\n")
    assert [row["source_row"] for row in rows_of(figures)] == [3]


def test_a_column_named_row_is_not_trusted(tmp_path):
    with pytest.warns(UnusedColumnWarning, match="row"):
        figures = read(tmp_path, "indicator,place,period,value,row\nx,01,2025,1,7\n")
    assert [row["source_row"] for row in rows_of(figures)] == [2]


def test_a_column_that_is_there_twice(tmp_path):
    with pytest.raises(Problems) as caught:
        read(tmp_path, "indicator,place,period,value,value\nx,01,2025,1,2\n")
    assert "the column 'value' is there twice" in caught.value.lines()[0]


def test_a_year_with_a_fraction_is_no_period():
    frame = pl.DataFrame({"indicator": ["x"], "place": ["01"], "period": [2025.5], "value": [1.0]})
    with pytest.raises(Problems) as caught:
        dx.Figures.from_native(frame)
    assert "'2025.5' is not a period" in caught.value.lines()[0]


def test_a_missing_year_of_publication_may_be_nan():
    frame = pl.DataFrame(
        {
            "indicator": ["x", "x"],
            "place": "01",
            "period": [2024, 2025],
            "value": 1.0,
            "published": [2025.0, float("nan")],
        }
    )
    assert [row["published"] for row in rows_of(dx.Figures.from_native(frame))] == ["2025", None]


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_unicode_text_as_excel_saves_it(tmp_path, coding, separator):
    mark = "" if coding == "utf-16" else "\ufeff"
    content = mark + "indicator,place,period,value,note\nfibre,01,2025,80,Điện Biên\n".replace(",", separator)
    (row,) = rows_of(read(tmp_path, content.encode(coding), "figures.txt"))
    assert (row["place"], row["value"], row["note"]) == ("01", 80, "Điện Biên")


def test_the_windows_coding_of_vietnamese_is_refused_and_named(tmp_path):
    content = "indicator,place,period,value,note\nfibre,11,2025,80,đăng\n".encode("cp1258")
    with pytest.raises(Problems) as caught:
        read(tmp_path, content)
    assert "the file is not UTF-8 text" in str(caught.value)
    assert "Windows-1258" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "value", "unit"), [("82%", 82, "percent"), ('"45,6 %"', 45.6, "percent"), ("3‰", 3, "permille")]
)
def test_a_value_may_say_its_unit(tmp_path, text, value, unit):
    for head, tail in (("", ""), (",unit", ","), (",unit", ",%" if unit == "percent" else ",‰")):
        (row,) = rows_of(read(tmp_path, f"indicator,place,period,value{head}\nfibre,11,2025,{text}{tail}\n"))
        assert (row["value"], row["unit"]) == (value, unit)


def test_a_thousand_bad_cells_are_counted_and_twenty_said(tmp_path):
    rows = "".join(f"fibre,11,2025,x{n}\n" for n in range(5000)) + "fibre,11,never,1\n"
    with pytest.raises(Problems) as caught:
        read(tmp_path, "indicator,place,period,value\n" + rows)
    found = caught.value
    assert (found.number, len(found.lines())) == (5001, 22)
    assert "4980 more of this kind, in rows 22 to 5001 @ value" in found.lines()[-1]
    assert "'never' is not a period" in str(found)
    assert len(rows_of(found.rest)) == 0


def test_the_rows_without_problems_can_be_looked_at_all_the_same(tmp_path):
    with pytest.raises(Problems) as caught:
        read(tmp_path, "indicator,place,period,value\nfibre,11,2025,x\nfibre,11,2024,70\n,11,2023,60\n")
    assert [row["source_row"] for row in rows_of(caught.value.rest)] == [3]


@pytest.mark.parametrize(("start", "end"), [(30, 60), (4, 20), (-8, -4)])
@pytest.mark.parametrize("what", ["figures", "reports"])
def test_a_damaged_parquet_file_is_refused(tmp_path, what, start, end):
    path = tmp_path / f"{what}.parquet"
    names = ("indicator", "place", "period", "value") if what == "figures" else ("task", "period", "state")
    pl.DataFrame({name: ["done"] * 50 for name in names}).write_parquet(path)
    content = bytearray(path.read_bytes())
    content[start:end] = b"\0" * (end - start)
    path.write_bytes(content)
    with pytest.raises(Problems) as caught:
        (dx.read_figures if what == "figures" else dx.read_reports)(path)
    (said,) = caught.value.lines()
    assert said.startswith("the file is not Parquet: ")
    assert "Hint: save it again, or as .csv." in said
