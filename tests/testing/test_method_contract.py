from dxplan.testing import MethodContract
class TestAttainment(MethodContract):
    method = "attainment"
class TestProgress(MethodContract):
    method = "progress"
class TestStatCan(MethodContract):
    method = "statcan"
