"""Every test that the plans and the vocabulary of a package need."""

from dxplan.testing import PlanContract, VocabularyContract


class TestPlanOf2021(PlanContract):
    plan = "made-up-2021"


class TestPlanOf2023(PlanContract):
    plan = "made-up-2023"


class TestServices(VocabularyContract):
    vocabulary = "made-up-services"
