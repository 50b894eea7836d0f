"""The formulas of methods: what they may look at."""

from dxplan.errors import FormulaError
from dxplan.expr.nodes import Given
from dxplan.methods.formulas import Names


def test_a_method_judges_every_target_by_itself():
    names = Names({"actual": Given("actual")})
    assert names.read("percentile(actual)", "$.let.place", truth=False) is None
    (problem,) = names.problems
    assert type(problem) is FormulaError
    assert problem.fact == "'percentile(actual)' looks at other rows, and a method judges every target by itself"
    assert problem.where.path == "$.let.place"
