"""What a province's package can be tested with, in one class."""

from __future__ import annotations

from dxplan.testing.contract import PlanContract, VocabularyContract

__all__ = ["PlanContract", "VocabularyContract"]
