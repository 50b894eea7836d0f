"""Every node on every kind of dataframe, and the page of the documentation that says so."""

import attrs
import pytest

from dxplan.expr import nodes
from dxplan.expr.backends import REFUSED
from dxplan.expr.fluent import Expr
from tests.backends.cases import CASES
from tests.backends.frames import BACKENDS, parameters
from tests.backends.outcomes import outcome
from tests.backends.table import PAGE, cells, example, reasons, written

SHAPES = (nodes.Across, nodes.Binary, nodes.Peers, nodes.Unary, nodes.Window)


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


def test_the_page_says_why_nodes_and_libraries_are_refused():
    page = PAGE.read_text(encoding="utf-8")
    assert all(line in page for line in reasons())
    lines = [cells(line) for line in page.split("## What is refused")[1].splitlines() if line.startswith("|")]
    named = {library.lower(): why for library, why, _ in lines[2:]}
    assert named == {kind: limit.why for kind, limit in REFUSED.items() if kind != "unknown"}


def test_the_page_has_every_node_and_every_kind_of_dataframe():
    table = written()
    assert list(table) == [example(node) for node in CASES]
    assert all(list(cells) == [backend.name for backend in BACKENDS] for cells in table.values())
