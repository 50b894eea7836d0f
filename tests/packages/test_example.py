"""The example package, built and installed for real, and found by the program."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "packages" / "dxplan-example"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Install the package into a folder of its own; what builds it is there already, so no line is needed."""
    folder = tmp_path_factory.mktemp("installed")
    source = shutil.copytree(EXAMPLE, folder / "source")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "install", *options, "--target", str(folder / "site"), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture
def run(site, tmp_path):
    def command(*arguments):
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            capture_output=True,
            encoding="utf-8",
            check=False,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(site), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"},
        )

    return command


def said(done):
    assert (done.returncode, done.stderr) == (0, "")
    return " ".join(done.stdout.split())


def test_its_files_are_installed_beside_its_code(site):
    files = sorted(path.relative_to(site).as_posix() for path in (site / "dxplan_example").rglob("*.*"))
    assert [file for file in files if "__pycache__" not in file] == [
        "dxplan_example/__init__.py",
        "dxplan_example/made-up-2021/figures.csv",
        "dxplan_example/made-up-2021/plan.toml",
        "dxplan_example/made-up-2023/figures.csv",
        "dxplan_example/made-up-2023/plan.toml",
        "dxplan_example/made-up-services/vocabulary.toml",
    ]


def test_its_plans_are_listed(run):
    shown = said(run("dxplan", "plans"))
    for text in ("made-up-2021", "made-up-2023", "vn-749", "made-up province"):
        assert text in shown


def test_a_plan_is_evaluated_on_its_own_figures(run):
    shown = said(run("dxplan", "evaluate", "made-up-2021", "--at", "2025"))
    for text in ("12 %", "✗ Missed", "1 of 3 do not meet ≥ 10 %; the worst is farming with 8 %", "UNCONFIRMED"):
        assert text in shown


def test_a_plan_that_revises_another_says_so(run):
    shown = said(run("dxplan", "evaluate", "made-up-2021", "made-up-2023", "--at", "2025"))
    assert "Revised by made-up-2023:fibre-households: > 80 % → > 60 % (weaker, 75 %)." in shown
    assert "✓ Achieved" in shown


def test_it_is_shown_checked_and_aligned(run):
    assert "For 99, adopted 2021-03-15, takes over the vocabulary of vn-749" in said(
        run("dxplan", "show", "made-up-2021")
    )
    assert said(run("dxplan", "check", "made-up-2021")) == "made-up-2021: no problems found (targets: 3, figures: 4)."
    aligned = said(run("dxplan", "align", "made-up-2021", "vn-749"))
    assert "↓ Weaker" in aligned
    assert "75 % of it" in aligned


def test_another_plan_can_implement_it(run, tmp_path):
    (tmp_path / "plan.toml").write_text(
        'code = "district"\ntitle = "Huyện tưởng tượng"\nplace = "99"\nadopted = 2022\nimplements = "made-up-2021"\n',
        encoding="utf-8",
    )
    assert "takes over the vocabulary of made-up-2021" in said(run("dxplan", "show", "plan.toml"))


def test_its_vocabulary_is_listed_and_shown(run):
    plans, _, vocabularies = said(run("dxplan", "plans")).partition("Code Vocabulary")
    assert "made-up-services" not in plans
    assert "made-up-services Public service indicators of a VN 2022" in vocabularies
    assert "made-up-2021" not in vocabularies
    shown = said(run("dxplan", "show", "made-up-services"))
    for text in (
        "takes over the vocabulary of vn-749",
        "services_satisfaction: Satisfaction with public services (made up) (%, more is better)",
        "files_on_time = share(files_settled_in_time, files_settled): ",
        "fibre_households: ",
        "channel: Channel (portal, app, counter)",
    ):
        assert text in shown
    assert said(run("dxplan", "check", "made-up-services")).startswith("made-up-services: no problems found")


def test_a_vocabulary_is_not_judged(run):
    done = run("dxplan", "evaluate", "made-up-services")
    assert done.returncode == 1
    assert "is a vocabulary, which promises nothing that figures could judge" in done.stderr
    assert "Hint: evaluate a plan that implements it." in done.stderr


def test_a_plan_takes_its_vocabulary_over_and_is_judged(run, tmp_path):
    (tmp_path / "plan.toml").write_text(
        """
code = "taker"
title = "Kế hoạch tưởng tượng"
place = "99"
adopted = 2023
implements = "made-up-services"
[override.dimensions.channel]
members = ["portal", "app"]
[[targets]]
code = "on-time"
title = "Đúng hạn"
indicator = "files_on_time"
goal = "95 %"
by = 2025
cite = { document = "circular-2022", confidence = "unconfirmed" }
[[targets]]
code = "satisfaction"
title = "Hài lòng"
indicator = "services_satisfaction"
goal = "90 %"
each = "channel"
by = 2025
cite = { document = "circular-2022", confidence = "unconfirmed" }
[[targets]]
code = "fibre"
title = "Cáp quang"
indicator = "fibre_households"
goal = "90 %"
by = 2025
pillar = "society"
cite = { document = "decision-749", confidence = "unconfirmed" }
""",
        encoding="utf-8",
    )
    (tmp_path / "figures.csv").write_text(
        "indicator,place,period,breakdown,value\n"
        "files_settled_in_time,99,2025,,97\nfiles_settled,99,2025,,100\n"
        "services_satisfaction,99,2025,channel=portal,95\nservices_satisfaction,99,2025,channel=app,85\n",
        encoding="utf-8",
    )
    assert "no problems found (targets: 3, figures: 4)" in said(run("dxplan", "check", "."))
    shown = said(run("dxplan", "evaluate", ".", "--at", "2025"))
    for text in ("97 % (2025) meets ≥ 95 %", "1 of 2 do not meet ≥ 90 %; the worst is app with 85 %", "2 of 3 targets"):
        assert text in shown


def test_its_own_tests_pass(run):
    done = run("pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, str(EXAMPLE / "tests"))
    assert done.returncode == 0, done.stdout
    assert "29 passed" in done.stdout
