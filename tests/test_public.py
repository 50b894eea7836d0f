"""The public surface: what there is, and what importing it costs."""

import subprocess
import sys

import pytest

import dxplan


def test_every_public_name_is_there_and_sorted():
    assert sorted(dxplan.__all__) == dxplan.__all__
    assert len(set(dxplan.__all__)) == len(dxplan.__all__)
    for name in dxplan.__all__:
        assert getattr(dxplan, name).__doc__
    assert set(dxplan.__all__) <= set(dir(dxplan))
    assert set(dxplan._HOME) == set(dxplan.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        dxplan.nothing  # noqa: B018


def test_the_version_is_that_of_the_package():
    assert dxplan.__version__.count(".") == 2


def test_importing_loads_neither_units_nor_dataframes():
    heavy = {"pint", "polars", "narwhals", "numpy", "rich", "jinja2", "attrs", "cattrs", "click"}
    code = f"import sys, dxplan; print(*sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.parametrize(
    "code",
    [
        (
            "card = dx.evaluate(dx.load_plan('dien-bien-2020'), dx.load_figures('dien-bien-2020'), at=2025); "
            "list(card), list(card.tasks), card.counts, card.coverage, card.unused; "
            "str(card.explain('fibre-households')), str(card.tasks.explain('answer-for-it'))"
        ),
        "from dxplan.cli import cli; cli(['evaluate', 'dien-bien-2020', '--at', '2025'], standalone_mode=False)",
    ],
)
def test_a_few_figures_are_judged_without_dataframes(code):
    code = (
        f"import sys, dxplan as dx; {code}; "
        "heavy = {'pint', 'polars', 'narwhals', 'numpy', 'pandas', 'cattrs', 'jinja2', 'pydoc', 'importlib.metadata'}; "
        "print(*sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].split() == []


def test_loading_a_plan_loads_no_dataframes():
    code = (
        "import sys, dxplan; dxplan.load_plan('vn-749'); "
        "print(*sorted({'pint', 'polars', 'narwhals', 'cattrs'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
