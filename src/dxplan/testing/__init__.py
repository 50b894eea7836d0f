"""What plans, methods and code that is built on dxplan can be tested with.

Contracts are classes of tests to inherit from, assertions say what differs, and `dxplan.testing.strategies` makes plans
and figures up. What only tests need comes with ``pip install "dxplan[testing]"``.
"""

from __future__ import annotations

from dxplan.testing.assertions import assert_round_trip, assert_same_scorecard
from dxplan.testing.contract import PlanContract, VocabularyContract
from dxplan.testing.laws import assert_laws
from dxplan.testing.method_contract import MethodContract

__all__ = [
    "MethodContract",
    "PlanContract",
    "VocabularyContract",
    "assert_laws",
    "assert_round_trip",
    "assert_same_scorecard",
]
