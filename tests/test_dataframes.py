"""Narwhals, loaded when a dataframe is first met."""

import subprocess
import sys
from typing import get_args

import narwhals.stable.v2
import pytest

from dxplan.dataframes import ColumnKind, kind_of, nw


@pytest.mark.parametrize("kind", get_args(ColumnKind))
def test_the_name_of_a_kind_is_that_of_narwhals(kind):
    assert kind_of(kind) == getattr(narwhals.stable.v2, kind)()


def test_a_kind_of_narwhals_is_taken_as_it_is():
    kind = narwhals.stable.v2.Int8()
    assert kind_of(kind) is kind


def test_what_is_used_is_what_narwhals_has():
    assert nw.DataFrame is narwhals.stable.v2.DataFrame
    assert nw.col is narwhals.stable.v2.col
    with pytest.raises(AttributeError, match="nothing"):
        nw.nothing  # noqa: B018


def test_it_is_loaded_when_something_of_it_is_first_used():
    code = (
        "import sys; from dxplan.dataframes import nw; loaded = 'narwhals' in sys.modules; "
        "nw.col; print(loaded, 'narwhals' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
