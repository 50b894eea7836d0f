"""Several periods on the command line."""

import json

import click
import pytest
from click.testing import CliRunner

import dxplan as dx
from dxplan.cli import cli
from dxplan.commands.periods import periods_named


@pytest.mark.parametrize(
    ("texts", "named"),
    [
        (["2021..2023"], ["2021", "2022", "2023"]),
        (["2024-Q3..2025-Q1"], ["2024-Q3", "2024-Q4", "2025-Q1"]),
        (["2024-H2 .. 2025-H1"], ["2024-H2", "2025-H1"]),
        (["2024-11..2025-02"], ["2024-11", "2024-12", "2025-01", "2025-02"]),
        (["2021", "2023"], ["2021", "2023"]),
        (["2019", "2021..2022"], ["2019", "2021", "2022"]),
        (["2021..2021"], ["2021"]),
    ],
)
def test_what_is_named(texts, named):
    assert list(map(str, periods_named(texts))) == named


def test_one_period_is_no_list():
    assert periods_named(["2021"]) == "2021"
    assert dx.Period.of(periods_named([])).length == 1


@pytest.mark.parametrize("text", ["2021..2020", "2021..2025-Q4", "2021-01-01..2021-02-01", "2020/2021..2022/2023"])
def test_what_is_no_range_is_refused(text):
    with pytest.raises(click.UsageError, match="is no range"):
        periods_named([text])


def run(*arguments):
    done = CliRunner().invoke(cli, ["evaluate", "vn-749", "--lang", "en", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_table_has_a_column_for_each_period_and_fits_the_screen():
    shown = run("--at", "2021..2025")
    assert max(map(len, shown.splitlines())) <= 80
    assert "National Digital Transformation" in shown
    for year in range(2021, 2026):
        assert f" {year}" in shown
    assert "✗ 14.02 %" in shown
    assert "Judged" in shown
    assert "level4-services-2025 ∅" in shown
    assert run("--at", "2025", "--at", "2021..2024") == shown


def test_the_document_has_every_target_with_its_history():
    document = json.loads(run("--at", "2024..2025", "--format", "json"))
    assert document["format"] == "dxplan.panel"
    assert [period["at"] for period in document["periods"]] == ["2024", "2025"]
    assert document["periods"][1]["coverage"]["judged"] == 2
    (share,) = (one for one in document["targets"] if one["target"] == "digital-economy-2025")
    assert [cell["status"] for cell in share["history"]] == ["not_due", "missed"]
    assert [cell["value"] for cell in share["history"]] == [13.17, 14.02]
    panel = dx.evaluate(dx.load_plan("vn-749"), dx.load_figures("vn-749"), at=[2024, 2025])
    assert share["history"][1]["outputs"]["progress"] == panel.history("digital-economy-2025")[1].progress


def test_the_csv_is_the_long_table():
    rows = run("--at", "2024..2025", "--format", "csv").splitlines()
    assert rows[0].startswith("plan,target,indicator,place")
    assert len(rows) == 1 + 2 * 39
