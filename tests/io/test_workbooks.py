"""Figures from Excel workbooks: cells as a person sees them, sheets, rows, and broken files."""

import sys
import warnings
import zipfile
from datetime import datetime

import openpyxl
import pytest

import dxplan as dx
from dxplan.errors import Problems, UnusedColumnWarning
from dxplan.io import workbooks

HEAD = ["indicator", "place", "period", "value", "unit", "numerator", "published", "note"]


def book(tmp_path, sheets, formats=None, name="figures.xlsx"):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for cell, form in (formats or {}).items():
            sheet[cell].number_format = form
    path = tmp_path / name
    made.save(path)
    return path


def rows_of(figures):
    return figures.to_native().collect().to_dicts()


def read_one(tmp_path, row, formats=None, **options):
    path = book(tmp_path, {"Data": [HEAD, row]}, formats)
    (found,) = rows_of(dx.read_figures(path, **options))
    return found


@pytest.mark.parametrize(
    ("cell", "form", "value", "unit"),
    [
        (2.154, "General", 2.154, None),
        (2154, "#,##0", 2154, None),
        (0.456, "0.0%", 45.6, "percent"),
        (0.456, '0.0" %"', 0.456, None),
        ("45,6", "@", 45.6, None),
        ("45,6 %", "@", 45.6, "percent"),
        ("3,2 ‰", "@", 3.2, "permille"),
        (1e-7, "General", 1e-7, None),
        (-12.5, "0.0", -12.5, None),
        (True, "General", 1, "yes_no"),
        ("chưa", "@", 0, "yes_no"),
        (None, "General", None, None),
    ],
)
@pytest.mark.parametrize("numbers", [None, "vi"])
def test_numbers_are_what_a_person_sees(tmp_path, cell, form, value, unit, numbers):
    found = read_one(tmp_path, ["fibre", "11", 2025, cell, None, None, None, "x"], {"D2": form}, numbers=numbers)
    assert (found["value"], found["unit"]) == (value, unit)


def test_parts_are_numbers_too(tmp_path):
    assert read_one(tmp_path, ["fibre", "11", 2025, None, None, 1.234])["numerator"] == 1.234


@pytest.mark.parametrize(
    ("cell", "form", "period"),
    [
        (2025, "General", "2025"),
        (2025.0, "0", "2025"),
        ("Quý III/2025", "@", "2025-Q3"),
        (datetime(2025, 3, 31), "dd/mm/yyyy", "2025-03-31"),  # noqa: DTZ001 (a workbook has no time zones)
        (datetime(2025, 3, 1), "mm/yyyy", "2025-03"),  # noqa: DTZ001
        (datetime(2025, 1, 1), "yyyy", "2025"),  # noqa: DTZ001
        (datetime(2025, 1, 1), '"ngày" dd', "2025-01-01"),  # noqa: DTZ001
    ],
)
def test_periods_are_what_a_person_sees(tmp_path, cell, form, period):
    assert read_one(tmp_path, ["fibre", "11", cell, 1], {"C2": form})["period"] == period


@pytest.mark.parametrize(("cell", "form", "place"), [("01", "@", "01"), (1, "00", "01"), (11, "General", "11")])
def test_codes_are_what_a_person_sees(tmp_path, cell, form, place):
    assert read_one(tmp_path, ["fibre", cell, 2025, 1], {"B2": form})["place"] == place


def test_rows_are_those_of_the_sheet_and_it_is_named(tmp_path):
    rows = [["Số liệu năm 2025"], [], HEAD, ["fibre", "11", 2025, 80], [], ["fibre", "11", 2024, "eighty"]]
    path = book(tmp_path, {"Ghi chú": [["chữ"]], "Số liệu": rows})
    with pytest.raises(Problems) as caught:
        dx.read_figures(path)
    (line,) = caught.value.lines()
    assert line.startswith(f"'eighty' is not a number @ value ({path}[Số liệu]:6) Hint: write digits only;")
    rows[5][3] = 81
    found = rows_of(dx.read_figures(book(tmp_path, {"Ghi chú": [["chữ"]], "Số liệu": rows})))
    assert [(row["source_row"], row["source_file"]) for row in found] == [
        (4, f"{path}[Số liệu]"),
        (6, f"{path}[Số liệu]"),
    ]


def test_an_error_in_a_cell_is_no_number(tmp_path):
    with pytest.raises(Problems, match="cannot be read as figures") as caught:
        read_one(tmp_path, ["fibre", "11", 2025, "#DIV/0!"])
    assert "'#DIV/0!' is not a number" in str(caught.value)


def test_a_column_without_a_name_is_told(tmp_path):
    path = book(tmp_path, {"Data": [[*HEAD[:4], None], ["fibre", "11", 2025, 80, "stray"]]})
    with pytest.warns(UnusedColumnWarning, match=r"\(column 5\)"):
        dx.read_figures(path)


TWO = {"2024": [HEAD, ["fibre", "11", 2024, 70]], "2025": [HEAD, ["fibre", "11", 2025, 80]]}


def test_one_of_several_sheets(tmp_path):
    path = book(tmp_path, TWO)
    assert [row["value"] for row in rows_of(dx.read_figures(path, sheet="2025"))] == [80]


def test_reports_beside_figures(tmp_path):
    path = book(
        tmp_path, {"Figures": TWO["2025"], "Reports": [["task", "period", "state"], ["aim", 2025, "hoàn thành"]]}
    )
    assert [report.state.value for report in dx.read_reports(path)] == ["done"]
    assert len(rows_of(dx.read_figures(path))) == 1


@pytest.mark.parametrize(
    ("sheets", "sheet", "fact", "hint"),
    [
        (TWO, None, "several sheets have a column 'indicator': '2024', '2025'", "--sheet NAME"),
        (TWO, "2026", "there is no sheet '2026' with content", "did you mean '202"),
        (
            {"A": [["x"]], "B": [["y"]]},
            None,
            "no sheet has a column 'indicator'; there are: 'A', 'B'",
            "indicator, place",
        ),
        ({"A": []}, None, "every sheet is empty", "begin one with indicator,place"),
        ({"A": [["indicator", "indicator"]]}, None, "the column 'indicator' is there twice", "two names"),
        ({"A": [["place", "period"]]}, None, "there is no column 'indicator'", "add a column"),
    ],
)
def test_what_is_wrong_with_the_sheets(tmp_path, sheets, sheet, fact, hint):
    with pytest.raises(Problems) as caught:
        dx.read_figures(book(tmp_path, sheets), sheet=sheet)
    first = next(caught.value.leaves())
    assert first.fact == fact
    assert hint in first.hint
    assert first.where.file.startswith(str(tmp_path / "figures.xlsx"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 an old or locked workbook"])
def test_what_is_no_workbook(tmp_path, content):
    path = tmp_path / "figures.xlsx"
    path.write_bytes(content)
    with pytest.raises(Problems, match="cannot be read") as caught:
        dx.read_figures(path)
    assert "the file is not an .xlsx workbook" in str(caught.value)


def test_a_package_that_is_no_workbook(tmp_path):
    path = tmp_path / "figures.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("hello.txt", "hello")
    with pytest.raises(Problems) as caught:
        dx.read_figures(path)
    assert "the file is not a workbook" in str(caught.value)


def test_a_workbook_that_unpacks_to_too_much(tmp_path, monkeypatch):
    path = book(tmp_path, TWO)
    monkeypatch.setattr(workbooks, "_LARGEST", 100)
    with pytest.raises(Problems) as caught:
        dx.read_figures(path)
    assert "MiB once it is unpacked" in str(caught.value)


def test_without_openpyxl_it_is_said_what_to_install(tmp_path, monkeypatch):
    path = book(tmp_path, TWO)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(Problems) as caught:
        dx.read_figures(path)
    assert 'pip install "dxplan[excel]"' in str(caught.value)


def test_a_sheet_of_what_is_no_workbook(tmp_path):
    (tmp_path / "figures.csv").write_text("indicator,place,period,value\n")
    with pytest.raises(Problems) as caught:
        dx.read_figures(tmp_path / "figures.csv", sheet="2025")
    assert "the file is no workbook" in str(caught.value)


def test_a_large_sheet(tmp_path):
    rows = [HEAD, *(["fibre", "11", 2000 + n % 25, n + 0.5] for n in range(5000))]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(rows_of(dx.read_figures(book(tmp_path, {"Data": rows})))) == 5000
