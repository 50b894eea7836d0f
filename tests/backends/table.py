"""The tables of the documentation that say what runs where; ``python -m tests.backends.table`` writes them anew."""

import re
from functools import partial
from pathlib import Path

from dxplan.expr.backends import LIMITS
from tests.backends.cases import CASES, expressions
from tests.backends.figure_cases import COLUMNS, QUESTIONS, column_outcome, question_outcome
from tests.backends.frames import BACKENDS
from tests.backends.outcomes import outcome

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "backends.md"
_TABLE = r"(?<=<!-- written by the tests: {} -->\n\n).*?(?=\n\n<!-- end -->)"
NODES, ASKED, READ = "expressions", "questions", "columns"
"""What the tables are about."""


def example(node):
    """Give the formula that stands for a node."""
    return str(expressions(node)[0])


def _table(about):
    return re.compile(_TABLE.format(about), re.DOTALL)


def written(about=NODES):
    """Give a table of the page: the cell of each line, by its first cell and the name of each kind of dataframe."""
    found = _table(about).search(PAGE.read_text(encoding="utf-8")).group().splitlines()
    header, _, *lines = [line for line in found if line.startswith("|")]
    names = cells(header)[1:]
    return {bare(cells(line)[0]): dict(zip(names, cells(line)[1:], strict=True)) for line in lines}


def bare(name):
    """Give the name of a line without the signs of code around it, where all of it is code."""
    return re.sub(r"^`([^`]*)`$", r"\1", name)


def cells(line):
    """Give the cells of a line of a table; a bar inside code is no border."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def build():
    """Try everything on every kind of dataframe, and give the tables, by what they are about."""
    absent = {backend.name: backend.lacks() for backend in BACKENDS if backend.lacks()}
    if absent:
        raise SystemExit(f"the whole tables need every kind of dataframe: {absent}")
    nodes = {f"`{example(node)}`": partial(outcome, node) for node in CASES}
    return {
        NODES: "\n".join([_lines(nodes), *reasons()]),
        ASKED: _lines({name: partial(question_outcome, name) for name in QUESTIONS}),
        READ: _lines({name: partial(column_outcome, name) for name in COLUMNS}),
    }


def _lines(outcomes):
    lines = [["", *(backend.name for backend in BACKENDS)], ["---"] * (len(BACKENDS) + 1)]
    lines += [[name, *(find(backend) for backend in BACKENDS)] for name, find in outcomes.items()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def reasons():
    """Say of every node that an engine cannot compute why, and what to do instead."""
    found = [(engine, node, limit) for engine, limits in LIMITS.items() for node, limit in limits.items()]
    lines = [f"`{example(node)}` is refused on {engine}: {limit.why}; {limit.instead}" for engine, node, limit in found]
    return ["", *lines] if lines else []


if __name__ == "__main__":
    for about, table in build().items():
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(_table(about).sub(lambda _, table=table: table, page), encoding="utf-8")
