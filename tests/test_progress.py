"""How far long work has come: what listeners hear, and that nobody is charged who does not listen."""

import math
from concurrent.futures import ThreadPoolExecutor

import attrs
import polars as pl
import pytest

import dxplan as dx
from dxplan.errors import DefinitionError
from dxplan.io.tables import size_of
from dxplan.progress import WorkStage, foresee, pieces, span, work

PLACES, YEARS = 400, range(2016, 2026)


@pytest.fixture(scope="module")
def plan():
    cite = dx.Citation(document="made-up", confidence=dx.Confidence.UNCONFIRMED)
    return dx.Plan(
        code="made-up",
        title="A made-up plan",
        place="99",
        adopted=2020,
        documents=[dx.Document(code="made-up", title="Made up for tests")],
        places=[
            dx.OwnPlace(code=f"99{nth:03d}", name=f"Commune {nth}", level="commune", parent="99")
            for nth in range(PLACES)
        ],
        indicators=[dx.Indicator(code=code, name=code, unit="%", direction=dx.Direction.UP) for code in ("a", "b")],
        targets=[
            dx.Target(
                code=code, title=code, indicator=code, goal=dx.Goal.parse("80 %"), by=2025, each="commune", cite=cite
            )
            for code in ("a", "b")
        ],
    )


@pytest.fixture(scope="module")
def table():
    rows = [
        {"indicator": code, "place": f"99{place:03d}", "period": str(year), "value": float((place * year) % 101)}
        for code in ("a", "b")
        for place in range(PLACES)
        for year in YEARS
    ]
    return pl.DataFrame(rows)


@pytest.fixture(scope="module")
def files(table, tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    table.write_parquet(folder / "figures.parquet")
    table.write_csv(folder / "figures.csv")
    return {"parquet": folder / "figures.parquet", "csv": folder / "figures.csv"}


def heard_of(action, **settings):
    heard = []
    with dx.watching(heard.append, **settings):
        answer = action()
    return heard, answer


def is_honest(heard):
    shares = [progress.done for progress in heard]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert all(share < 1 for share in shares[:-1])
    order = list(WorkStage)
    stages = [order.index(progress.stage) for progress in heard]
    assert stages == sorted(stages)
    return True


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_reading_and_evaluating_are_told_each_from_nothing_to_the_whole(kind, files, plan):
    reading, figures = heard_of(lambda: dx.read_figures(files[kind]))
    judging, card = heard_of(lambda: dx.evaluate(plan, figures, at=2025))
    if kind == "parquet":  # a small file of text is read in no time
        assert is_honest(reading)
        assert reading[-1].figures == 2 * PLACES * len(YEARS)
    assert is_honest(judging)
    assert {WorkStage.CHECKING, WorkStage.JUDGING} <= {progress.stage for progress in judging}
    assert judging[-1].figures == 2 * PLACES * len(YEARS)
    assert [line.status.code for line in card] == [
        line.status.code for line in dx.evaluate(plan, dx.read_figures(files[kind]), at=2025)
    ]


def test_pieces_of_a_large_evaluation_are_told_one_by_one(files, plan, monkeypatch):
    monkeypatch.setattr("dxplan.scorecard.held._MOST", PLACES)
    monkeypatch.setattr("dxplan.scorecard.parts.MOST", PLACES)
    figures = dx.read_figures(files["parquet"])
    heard, _ = heard_of(lambda: dx.evaluate(plan, figures, at=2025))
    assert is_honest(heard)
    for stage in (WorkStage.FINDING, WorkStage.JUDGING):
        assert len({progress.done for progress in heard if progress.stage is stage}) >= 3  # the start, and two pieces


def test_rows_of_a_workbook_are_told(table, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(table.columns)
    for row in table.rows():
        book.active.append(row)
    book.save(tmp_path / "figures.xlsx")
    heard, figures = heard_of(lambda: dx.read_figures(tmp_path / "figures.xlsx"))
    assert is_honest(heard)
    assert len(heard) > 50
    assert figures.rows == len(table)


def test_several_calls_are_one_piece_of_work_where_they_are_weighed(files, plan):
    def ask():
        return dx.render_page(dx.evaluate(plan, dx.read_figures(files["parquet"]), at=2025))

    weights = {WorkStage.READING: 1, WorkStage.FINDING: 1, WorkStage.JUDGING: 2, WorkStage.WRITING: 4}
    heard, _ = heard_of(ask, weights=weights)
    assert is_honest(heard)
    assert {progress.stage for progress in heard} == set(weights)
    assert len([progress for progress in heard if progress.done == 1]) == 1


def test_merging_ranking_checking_and_writing_are_told(files, plan, table):
    figures = dx.Figures.from_native(table)
    communes = [attrs.evolve(place, parent="11") for place in plan.places]
    in_a_province = attrs.evolve(plan, place="11", places=communes, targets=())
    cases = [
        lambda: figures.restate(plan, to="2026"),
        lambda: figures.roll_up(in_a_province, to="province", on="2026"),
        lambda: figures.bind(plan),
        lambda: dx.rank_places(plan, figures, "a", at=2025, places=["99000", "99001"]),
        lambda: dx.write_report(dx.evaluate(plan, figures, at=2025), files["csv"].with_name("page.html")),
    ]
    for action in cases:
        heard = []
        with dx.watching(heard.append):
            action()
        begun = max(nth for nth in range(len(heard)) if nth == 0 or heard[nth - 1].done == 1)  # of the last call
        assert is_honest(heard[begun:])


def test_work_that_fails_is_never_said_to_be_done(plan):
    wrong = pl.DataFrame({"indicator": ["a"], "place": ["99000"], "period": ["2025"], "value": [1.0], "unit": ["day"]})
    figures = dx.Figures.from_native(wrong.lazy())
    heard = []
    with dx.watching(heard.append), pytest.raises(dx.Problems):
        dx.evaluate(plan, figures, at=2025)
    assert heard
    assert all(progress.done < 1 for progress in heard)


class TooLongError(Exception):
    pass


def after(number):
    told = []

    def stop(progress):
        told.append(progress)
        if len(told) > number:
            raise TooLongError

    return stop


@pytest.mark.parametrize("number", range(6))
def test_a_listener_that_raises_stops_the_work_with_what_it_raised(number, files, plan):
    figures = dx.read_figures(files["parquet"])
    with dx.watching(after(number)), pytest.raises(TooLongError):
        dx.evaluate(plan, figures, at=2025)
    assert len(dx.evaluate(plan, figures, at=2025)) == 2  # and nothing is left of it


def test_what_a_listener_raises_is_not_taken_for_a_damaged_workbook(table, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(table.columns)
    for row in table.rows():
        book.active.append(row)
    book.save(tmp_path / "figures.xlsx")
    with dx.watching(after(20)), pytest.raises(TooLongError):
        dx.read_figures(tmp_path / "figures.xlsx")


def test_what_a_listener_asks_of_dxplan_is_not_told_to_it(files, plan):
    figures = dx.read_figures(files["parquet"])
    heard = []

    def asks(progress):
        heard.append(progress)
        dx.evaluate(plan, figures, at=2024)

    with dx.watching(asks):
        dx.evaluate(plan, figures, at=2025)
    assert is_honest(heard)


def test_nobody_hears_of_the_work_of_another_thread_or_after_the_block(files, plan):
    figures = dx.read_figures(files["parquet"])
    heard = []
    with dx.watching(heard.append), ThreadPoolExecutor() as pool:
        pool.submit(dx.evaluate, plan, figures, at=2025).result()
    dx.evaluate(plan, figures, at=2025)
    assert heard == []


@pytest.mark.parametrize(
    "weights", [{}, {WorkStage.READING: 0}, {WorkStage.READING: -1}, {WorkStage.READING: math.nan}]
)
def test_weights_that_weigh_nothing_are_refused(weights):
    with pytest.raises(DefinitionError, match="weigh"), dx.watching(print, weights):
        pass


@pytest.mark.parametrize("weights", [{"reading": 1}, {WorkStage.READING: "much"}, {WorkStage.READING: None}])
def test_weights_that_are_none_are_refused(weights):
    with pytest.raises(DefinitionError), dx.watching(print, weights):
        pass


def test_what_is_foreseen_decides_how_far_a_stage_reaches():
    heard = []
    with dx.watching(heard.append), work({WorkStage.FINDING: 1, WorkStage.JUDGING: 1, WorkStage.WRITING: 2}):
        foresee({WorkStage.FINDING: 1, WorkStage.JUDGING: 3}, figures=7)
        foresee({WorkStage.FINDING: 100})  # what was foreseen before stands
        for _ in pieces(WorkStage.FINDING, [1, 2]):
            foresee({WorkStage.FINDING: 100}, figures=100)  # a part cannot tell for the whole
        with span(WorkStage.JUDGING, 0.5, 1.0):
            pass
        with span(WorkStage.FINDING, 0.0, 1.0):
            pass
    # Writing weighs twice what judging does, and so takes 6 beside its 3.
    assert [(progress.stage.value, progress.done) for progress in heard] == [
        ("finding", 0.0),
        ("finding", 0.0),
        ("finding", 0.05),
        ("finding", 0.1),
        ("judging", 0.25),
        ("judging", 0.4),
        ("writing", 1.0),
    ]
    assert heard[-1].figures == 7


def test_pieces_are_the_things_themselves_where_nobody_listens():
    things = [1, 2, 3]
    assert pieces(WorkStage.READING, things) is things


def test_pieces_larger_than_was_said_are_never_more_than_the_whole():
    heard = []
    with dx.watching(heard.append), work({WorkStage.READING: 1}):
        assert list(pieces(WorkStage.READING, iter(range(100)), of=3)) == list(range(100))
    assert is_honest(heard)


def test_pieces_that_are_left_early_leave_no_part_behind():
    heard = []
    with dx.watching(heard.append), work({WorkStage.READING: 1}):
        for piece in pieces(WorkStage.READING, range(4)):
            if piece == 1:
                break
        with span(WorkStage.READING, 0.0, 0.5):
            pass
    assert [progress.done for progress in heard] == [0.0, 0.25, 0.5, 1.0]


@pytest.mark.parametrize("name", ["none.parquet", "none.csv", "none.xlsx", "broken.parquet", "broken.xlsx"])
def test_a_file_that_cannot_be_read_is_of_no_size_and_refused_later(name, tmp_path):
    if name.startswith("broken"):
        (tmp_path / name).write_bytes(b"no table")
    size = size_of(tmp_path / name)
    assert (size.rows, size.effort) == (0, 0.0)
    with dx.watching(print), pytest.raises((dx.Problems, FileNotFoundError)):
        dx.read_figures(tmp_path / name)


def test_the_size_of_a_file_is_known_before_it_is_read(files, table):
    assert (size_of(files["parquet"]).rows, size_of(files["parquet"]).counted) == (len(table), True)
    assert size_of(files["csv"]).rows > 0
    assert dx.read_figures(files["parquet"]).number == len(table)
    assert dx.Figures.joined([dx.read_figures(files["parquet"])] * 2).number == 2 * len(table)
    assert dx.Figures.from_native(table.lazy()).number is None
