"""Every node on every kind of dataframe, and the page of the documentation that says so."""

import attrs
import pytest

from dxplan.expr import nodes
from dxplan.expr.fluent import Expr
from tests.backends.cases import CASES
from tests.backends.frames import BACKENDS, parameters
from tests.backends.outcomes import outcome
from tests.backends.table import example, written

SHAPES = (nodes.Across, nodes.Binary, nodes.Unary)


def test_every_node_has_cases():
    kinds = [getattr(nodes, name) for name in nodes.__all__]
    concrete = {kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Expr) and attrs.has(kind)}
    assert set(CASES) == concrete - set(SHAPES)


@pytest.mark.parametrize("backend", parameters())
@pytest.mark.parametrize("node", CASES, ids=lambda node: node.__name__)
def test_a_node_says_what_plain_numbers_say_and_the_page_says_where(node, backend):
    assert written()[example(node)][backend.name] == outcome(node, backend), (
        "the page is out of date: python -m tests.backends.table"
    )


def test_the_page_has_every_node_and_every_kind_of_dataframe():
    table = written()
    assert list(table) == [example(node) for node in CASES]
    assert all(list(cells) == [backend.name for backend in BACKENDS] for cells in table.values())
