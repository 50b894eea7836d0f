"""Laws of written figures: whatever the numbers and the texts, they read back as the same, and numbers read one way."""

import math
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dxplan as dx
from tests.figures.merging import figure, figures

thousandths = st.integers(-(10**9), 10**9).map(lambda number: number / 1000)
numbers = thousandths | st.floats(-1e15, 1e15, allow_nan=False)
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
@settings(max_examples=50)
@given(st.lists(st.tuples(numbers, texts), min_size=1, max_size=8))
def test_they_read_back_as_the_same(ending, rows):
    before = figures(
        *(figure("plain", "11", value, str(2000 + nth), source=text) for nth, (value, text) in enumerate(rows))
    )
    with TemporaryDirectory() as folder:
        file = dx.write_figures(before, Path(folder) / f"f{ending}")
        after = dx.read_figures(file).to_native().collect()
    columns = ("indicator", "place", "period", "source")
    assert after.select(columns).equals(before.to_native().collect().select(columns))
    wanted = [float(value) for value, _ in rows]
    if ending == ".xlsx":  # a workbook keeps 16 digits
        assert all(math.isclose(*pair, rel_tol=1e-15) for pair in zip(after["value"], wanted, strict=True))
    else:
        assert after["value"].to_list() == wanted
