"""Every test that the plans of a package need."""

from dxplan.testing import PlanContract


class TestPlanOf2021(PlanContract):
    plan = "made-up-2021"


class TestPlanOf2023(PlanContract):
    plan = "made-up-2023"
