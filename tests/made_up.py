"""What the tests make up: a Python function that formulas can name."""

import narwhals.stable.v2 as nw

from dxplan import expr as ex

LEAD = "made_up.lead"
"""Its name."""


@ex.python_function(arity=2, unit="any", columns=lambda x, y: nw.max_horizontal(x, y) - y)
def lead(x, y):
    """Give how much the first number is above the second."""
    return max(x, y) - y


ex.register_function(LEAD, lead)
