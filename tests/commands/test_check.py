"""``dxplan check``: of the plan's own places, or of those that its targets will be asked of."""

import attrs
import pytest
from click.testing import CliRunner

import dxplan as dx
from dxplan.cli import cli
from tests.figures.merging import make_plan

CITE = dx.Citation(document="paper", confidence=dx.Confidence.UNCONFIRMED)
AIM = {"code": "aim", "title": "Aim", "indicator": "digital_share", "by": 2030, "cite": CITE}
PLAN = attrs.evolve(make_plan(targets=[dx.Target(**AIM, goal=dx.Goal.parse("20 %"))]), place="VN")
FIGURES = "indicator,place,period,value,unit\ndigital_share,01,2026,62,document\ndigital_share,11,2026,50,%\n"


@pytest.fixture
def files(tmp_path):
    (tmp_path / "plan.toml").write_text(dx.dumps_plan(PLAN), encoding="utf-8")
    (tmp_path / "figures.csv").write_text(FIGURES, encoding="utf-8")
    return str(tmp_path / "plan.toml"), str(tmp_path / "figures.csv")


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        ((), 0, "no problems found"),
        (("--places", "province"), 1, "a figure of 'digital_share' is in document"),
        (("--places", "01,11"), 1, "a figure of 'digital_share' is in document"),
        (("--places", "11"), 0, "no problems found"),
        (("--places", "nowhere"), 1, "nowhere"),
    ],
)
def test_figures_of_the_places_that_are_asked_are_looked_at(files, more, code, words):
    done = CliRunner().invoke(cli, ["check", *files, *more, "--lang", "en"])
    assert (done.exit_code, words in done.output + str(done.exception)) == (code, True), done.output
