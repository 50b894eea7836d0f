"""Where commands find plans and figures among what they are told."""

import click
import pytest

from dxplan.commands.sources import parted


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("plan", "tables", "both", "parquet", "empty"):
        (tmp_path / name).mkdir()
    for name in ("plan/plan.toml", "both/plan.toml", "both/figures.csv", "parquet/a.parquet"):
        (tmp_path / name).touch()
    for nth in range(5):
        (tmp_path / f"tables/{nth}.csv").touch()
    return tmp_path


def test_plans_stand_apart_from_figures(folder):
    assert parted(["plan", "a.csv", "both", "parquet", "my.toml"]) == (
        ["plan", "both", "my.toml"],
        ["a.csv", "parquet"],
    )


def test_a_folder_of_tables_is_no_plan_and_its_files_are_named(folder):
    with pytest.raises(click.UsageError, match=r"'tables' holds no plan, but 0\.csv, 1\.csv, 2\.csv, … \(\+2\); name"):
        parted(["plan", "tables"])


def test_a_folder_without_anything_is_left_to_whoever_reads_plans(folder):
    assert parted(["empty"]) == (["empty"], [])


@pytest.mark.parametrize("sources", [[], ["a.csv"], ["parquet"]])
def test_without_a_plan_it_says_what_comes_first(folder, sources):
    with pytest.raises(click.UsageError, match="name a plan before the figures"):
        parted(sources)
