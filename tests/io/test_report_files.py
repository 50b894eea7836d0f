from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import dxplan as dx
from dxplan.errors import FiguresError, Problems, UnknownCodeError, UnusedColumnWarning

BAD = Path(__file__).parents[1] / "data" / "bad" / "reports"

# file: what its one line begins with, and the row that it names
EXPECTED = {
    "missing-column": ("there is no column 'period' @ ", None),
    "misspelt-column": ("there is no column 'period' @ ", None),
    "unknown-state": ("'xong' is not a state @ state ", 3),
    "empty-state": ("state is empty @ state ", 3),
    "empty-task": ("task is empty @ task ", 3),
    "empty-period": ("period is empty @ period ", 3),
    "bad-period": ("'2025-Q5' is not a period @ period ", 3),
    "bad-published": ("'soon' is not a period @ published ", 3),
    "bad-confidence": ("'surely' is not a confidence @ confidence ", 3),
    "bad-code": ("code 'Pick it' is not a code @ task ", 3),
    "ragged-row": ("the row has 8 cells, the header 7 @ ", 3),
    "column-twice": ("the column 'state' is there twice @ ", 1),
    "empty": ("the first row is empty @ ", 1),
    "open-quote": ("the file is not CSV: ", None),
    "not-utf8": ("the file is not UTF-8 text @ ", 3),
}

ROWS = {
    "task": ["draw-up", "pick"],
    "place": [None, "01"],
    "period": ["2021", "2025-Q3"],
    "state": ["Hoàn thành", "in progress"],
    "evidence": ["QĐ 12", None],
}


def written(tmp_path, content, name="reports.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(tmp_path, content, name="reports.csv"):
    return dx.read_reports(written(tmp_path, content, name))


def test_every_bad_file_has_its_message():
    assert {path.stem for path in BAD.glob("*.csv")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_mistake_gives_its_one_line(name):
    start, row = EXPECTED[name]
    path = BAD / f"{name}.csv"
    with pytest.raises(Problems) as caught:
        dx.read_reports(path)
    (said,) = caught.value.lines()
    assert said.startswith(start)
    assert (f"({path}:{row})" if row else f"({path})") in said
    assert " Hint: " in said
    assert isinstance(caught.value.exceptions[0], ValueError)


def test_every_problem_of_a_table_in_the_order_of_its_rows(tmp_path):
    content = "task,period,state,confidence\na,never,done,\n,2025,done,\nB,2025,xong,\nc,2025,,sure\n"
    with pytest.raises(Problems) as caught:
        read(tmp_path, content)
    assert caught.value.fact.endswith("cannot be read as reports")
    assert [(problem.where.line, problem.where.path) for problem in caught.value.exceptions] == [
        (2, "period"),
        (3, "task"),
        (4, "task"),
        (4, "state"),
        (5, "state"),
        (5, "confidence"),
    ]
    assert caught.value.exceptions[1].hint == "every report needs one; fill it in."


def test_ten_mistakes_give_ten_lines_in_the_order_of_their_rows(tmp_path):
    rows = [
        "task,place,period,state,confidence,published",
        ",,2025,done,official,2026",
        "a,,,done,official,2026",
        "a,,2025,,official,2026",
        "a,,2025-13,done,official,2026",
        "a,,2025,maybe,official,2026",
        "a,,2025,done,surely,2026",
        "a,,2025,done,official,soon",
        ",,,done,official,2026",
        "a,,some day,done,official,2026",
    ]
    with pytest.raises(Problems) as caught:
        read(tmp_path, "\n".join(rows).encode())
    assert [(problem.where.line, problem.where.path) for problem in caught.value.leaves()] == [
        (2, "task"),
        (3, "period"),
        (4, "state"),
        (5, "period"),
        (6, "state"),
        (7, "confidence"),
        (8, "published"),
        (9, "task"),
        (9, "period"),
        (10, "period"),
    ]


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("Hoàn thành", "done"),
        (" ĐẠT ", "done"),
        ("đang  thực hiện", "in_progress"),
        ("Đang triển khai", "in_progress"),
        ("chưa thực hiện", "not_started"),
        ("chưa hoàn thành", "not_done"),
        ("quá hạn", "not_done"),
        ("không thực hiện", "not_carried_out"),
        ("Chưa có thông tin đánh giá", "no_information"),
        ("not_started", "not_started"),
        ("No information", "no_information"),
    ],
)
def test_states_are_read_in_both_languages(written, state):
    assert dx.State.parse(written).value == state


def test_every_state_is_named_in_both_languages():
    for state in dx.State:
        assert state.label.vi
        assert state.label.en
        assert dx.State.parse(state.label.vi) is dx.State.parse(state.label.en) is state


def test_every_row_cell_by_cell(tmp_path):
    content = (
        "plan;task;place;period;state;evidence;source;confidence;published;note\n"
        " p ;draw-up;01;Quý III/2025;Hoàn thành;QĐ 12;báo cáo;Secondary;31/12/2025;ghi chú\n"
    )
    (report,) = read(tmp_path, b"\xef\xbb\xbf" + content.encode())
    assert report == dx.Report(
        plan="p",
        task="draw-up",
        place="01",
        period="2025-Q3",
        state=dx.State.DONE,
        evidence="QĐ 12",
        source="báo cáo",
        confidence=dx.Confidence.SECONDARY,
        published="2025-12-31",
        note="ghi chú",
    )
    assert report.where.line == 2


def test_empty_rows_are_passed_over_and_counted(tmp_path):
    (report,) = read(tmp_path, "task,period,state\n\n,,\na,2025,done\n")
    assert report.where.line == 4
    assert len(read(tmp_path, "task,period,state\n")) == 0


def check(reports):
    first, second = reports
    assert (first.task, first.place, str(first.period), first.state) == ("draw-up", None, "2021", dx.State.DONE)
    assert first.evidence == "QĐ 12"
    assert (second.place, str(second.period), second.state) == ("01", "2025-Q3", dx.State.IN_PROGRESS)


@pytest.mark.parametrize(
    "make", [pl.DataFrame, pl.LazyFrame, pd.DataFrame, pa.table], ids=["polars", "lazy", "pandas", "arrow"]
)
def test_any_dataframe_gives_the_same_reports(make):
    check(dx.Reports.from_native(make(ROWS)))


def test_years_may_be_numbers():
    frame = pl.DataFrame({**ROWS, "period": [2021, 2025], "note": [1, 2]})
    reports = list(dx.Reports.from_native(frame))
    assert [(str(report.period), report.note) for report in reports] == [("2021", "1"), ("2025", "2")]


def test_codes_as_numbers_are_refused_since_their_zeros_are_lost():
    with pytest.raises(Problems) as caught:
        dx.Reports.from_native(pl.DataFrame({**ROWS, "task": [1, 2]}))
    assert "column 'task' holds Int64" in caught.value.lines()[0]


def test_report_objects_and_their_table_are_the_same():
    reports = dx.Reports.from_native(pl.DataFrame(ROWS))
    again = dx.Reports.from_native(reports.to_native())
    assert list(again) == list(reports)
    assert list(dx.Reports.of(list(reports))) == list(reports)
    assert dx.Reports.of(()).to_native().columns == reports.to_native().columns
    assert repr(reports) == "<Reports: 2>"


def test_parquet(tmp_path):
    path = tmp_path / "reports.parquet"
    pl.DataFrame(ROWS).write_parquet(path)
    check(dx.read_reports(path))


def test_an_unused_column_is_warned_of(tmp_path):
    with pytest.warns(UnusedColumnWarning, match="does not use: evidense") as caught:
        dx.read_reports(written(tmp_path, "task,period,state,evidense\na,2025,done,x\n"))
    assert "Did you mean 'evidence' by 'evidense'?" in str(caught[0].message)
    assert caught[0].filename == __file__


def test_other_and_missing_files_are_refused(tmp_path):
    with pytest.raises(Problems) as caught:
        read(tmp_path, "task,period,state\n", name="reports.ods")
    assert caught.value.exceptions[0].fact == "'.ods' is no reports file"
    with pytest.raises(FileNotFoundError, match="there is no file"):
        dx.read_reports(tmp_path / "reports.csv")


def test_an_installed_plan_may_have_no_reports():
    assert isinstance(dx.load_reports("vn-749"), dx.Reports)
    with pytest.raises(UnknownCodeError) as caught:
        dx.load_reports("vn-748")
    assert caught.value.hint == "did you mean 'vn-749'?"


def test_reports_of_one_plan_can_be_told_so():
    reports = dx.Reports.from_native(pl.DataFrame({**ROWS, "plan": ["p", None]}))
    assert [report.plan for report in reports.with_plan("q")] == ["p", "q"]
    assert [report.plan for report in dx.Reports.joined([reports, reports])] == ["p", None, "p", None]


def test_an_unknown_state_is_a_value_error():
    with pytest.raises(FiguresError, match="'surely' is not a state"):
        dx.State.parse("surely")
