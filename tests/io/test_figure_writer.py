"""Figures written to a file and read back."""

import pytest

import dxplan as dx
from dxplan.errors import FiguresError
from tests.figures.merging import PLAN, figure, figures

SHOWN = ("source_row", "source_file")
ENDINGS = (".csv", ".xlsx", ".parquet")

ROWS = (
    ("datasets", "01", 2.154),
    ("datasets", "11", 12_345.678),
    ("datasets", "12", -2.154),
    ("datasets", "15", 1_234_567.125),
    ("digital_share", "01", 51.13781265218661),
    ("digital_share", "11", 1e-9),
    figure("digital_share", "12", numerator=1.125, denominator=2.250),
    figure("grade", "01", 3, grade="a", breakdown={"level": "commune", "industry": "health"}),
    figure("portal", "04", 1, "2024-Q1", source='=cmd|"/c calc"!A0', note='a "quoted", text\nof two lines; '),
    figure("datasets", "24", 3, "2025", place_on="2025-07-01", qualifier="about", confidence="unconfirmed"),
    figure("datasets", "24", 0.1 + 0.2, "2024-05", published="2024-06-30", method="gso", status="estimated", unit="số"),
)


def content(table):
    return table.to_native().collect().drop(*SHOWN)


@pytest.mark.parametrize("ending", ENDINGS)
def test_they_read_back_as_the_same(ending, tmp_path):
    before = figures(*(row for row in ROWS if not (isinstance(row, dx.Figure) and row.unit)))
    file = dx.write_figures(before, tmp_path / f"f{ending}")
    after = content(dx.read_figures(file))
    for style in ("en", "vi") if ending == ".xlsx" else ("en",):
        assert content(dx.read_figures(file, numbers=style)).equals(content(before))
    assert after.equals(content(before))


@pytest.mark.parametrize("ending", ENDINGS)
def test_restated_figures_read_back_and_say_so(ending, tmp_path):
    raw = figures(
        ("digital_share", "27", 56.83), ("digital_share", "24", 42.13), ("grdp", "27", 251_655), ("grdp", "24", 159_025)
    )
    found = raw.restate(PLAN, to="2025-07-01")
    again = dx.read_figures(dx.write_figures(found.figures, tmp_path / f"f{ending}"))
    assert content(again).equals(content(found.figures))
    table = content(again)
    assert table["place_on"].to_list() == ["2025-07-01"] * 2
    assert table["confidence"].to_list() == ["computed"] * 2
    assert len(again.restate(PLAN, to="2025-07-01")) == 0


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_figures_are_a_file_too(ending, tmp_path):
    file = dx.write_figures(figures(), tmp_path / f"f{ending}")
    if ending == ".csv":
        assert file.read_text(encoding="utf-8-sig") == "indicator,place,period,value\n"
    assert len(content(dx.read_figures(file))) == 0


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_is_written_over(ending, tmp_path):
    file = tmp_path / f"f{ending}"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="is there already; name another file"):
        dx.write_figures(figures(), file)
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["f.ods", "f", "f.toml"])
def test_other_endings_are_refused(name, tmp_path):
    with pytest.raises(FiguresError, match=r"end the name with one of: \.csv, \.xlsx, \.parquet"):
        dx.write_figures(figures(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []
