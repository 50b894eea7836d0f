"""The table of the documentation that says what runs where; ``python -m tests.backends.table`` writes it anew."""

import re
from pathlib import Path

from dxplan.expr.backends import LIMITS
from tests.backends.cases import CASES, expressions
from tests.backends.frames import BACKENDS
from tests.backends.outcomes import outcome

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "backends.md"
_TABLE = re.compile(r"(?<=<!-- written by the tests -->\n\n).*?(?=\n\n<!-- end -->)", re.DOTALL)


def example(node):
    """Give the formula that stands for a node."""
    return str(expressions(node)[0])


def written():
    """Give the table of the page: the cell of each node's example, by the name of each kind of dataframe."""
    found = _TABLE.search(PAGE.read_text(encoding="utf-8")).group().splitlines()
    header, _, *lines = [line for line in found if line.startswith("|")]
    names = cells(header)[1:]
    return {cells(line)[0].strip("`"): dict(zip(names, cells(line)[1:], strict=True)) for line in lines}


def cells(line):
    """Give the cells of a line of a table; a bar inside code is no border."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def build():
    """Try every node on every kind of dataframe, and give the table."""
    absent = {backend.name: backend.lacks() for backend in BACKENDS if backend.lacks()}
    if absent:
        raise SystemExit(f"the whole table needs every kind of dataframe: {absent}")
    lines = [["", *(backend.name for backend in BACKENDS)], ["---"] * (len(BACKENDS) + 1)]
    lines += [[f"`{example(node)}`", *(outcome(node, backend) for backend in BACKENDS)] for node in CASES]
    return "\n".join([*(f"| {' | '.join(line)} |" for line in lines), *reasons()])


def reasons():
    """Say of every node that an engine cannot compute why, and what to do instead."""
    found = [(engine, node, limit) for engine, limits in LIMITS.items() for node, limit in limits.items()]
    lines = [f"`{example(node)}` is refused on {engine}: {limit.why}; {limit.instead}" for engine, node, limit in found]
    return ["", *lines] if lines else []


if __name__ == "__main__":
    table = build()
    PAGE.write_text(_TABLE.sub(lambda _: table, PAGE.read_text(encoding="utf-8")), encoding="utf-8")
