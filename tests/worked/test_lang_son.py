"""Lạng Sơn's own count of its plan for 2025, given back from reports.

The plan 333/KH-UBND of 31 December 2025 counts 34 targets: 23 done, 2 not done, 2 not carried out, 7 without
information (nhansu.vn 689661).
Which target has which state is not known here, so that the 34 codes are made up; the states are those published.
"""

import pytest

import dxplan as dx

SOURCE = "333/KH-UBND, 31/12/2025 (nhansu.vn 689661)"
COUNTS = {
    "hoàn thành": 23,
    "chưa hoàn thành": 2,
    "không thực hiện": 2,
    "chưa có thông tin đánh giá": 7,
}
STATES = [state for state, number in COUNTS.items() for _ in range(number)]
CODES = [f"made-up-{nth}" for nth in range(1, 35)]
CITE = dx.Citation(document="plan", confidence=dx.Confidence.OFFICIAL)


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    rows = [f'{code},2025,{state},"{SOURCE}",official,2025-12-31' for code, state in zip(CODES, STATES, strict=True)]
    path = tmp_path_factory.mktemp("lang-son") / "reports.csv"
    path.write_text("\n".join(["task,period,state,source,confidence,published", *rows]), encoding="utf-8")
    return dx.read_reports(path)


def make_plan(**things):
    return dx.Plan(
        code="lang-son-2025",
        title="Kế hoạch chuyển đổi số năm 2025",
        place="20",
        adopted=2025,
        documents=[dx.Document(code="plan", title="Kế hoạch năm 2025")],
        **things,
    )


@pytest.fixture
def as_targets(reports):
    targets = [dx.Target(code=code, title=code, by=2025, cite=CITE) for code in CODES]
    return dx.evaluate(make_plan(targets=targets), dx.Figures.of(()), at=2025, reports=reports)


@pytest.fixture
def as_tasks(reports):
    tasks = [dx.Task(code=code, title=code, by=2025, cite=CITE) for code in CODES]
    return dx.evaluate(make_plan(tasks=tasks), dx.Figures.of(()), at=2025, reports=reports).tasks


PUBLISHED = {"achieved": 23, "missed": 2, "not_carried_out": 2, "no_data": 7}


def test_the_states_add_up_to_all_targets(reports):
    assert len(reports) == sum(COUNTS.values()) == len(CODES) == 34


def test_the_count_of_milestones_is_the_published_one(as_targets):
    assert as_targets.counts == PUBLISHED
    assert sum(as_targets.counts.values()) == len(as_targets) == 34


def test_the_count_of_tasks_is_the_published_one(as_tasks):
    assert as_tasks.counts == PUBLISHED
    assert as_tasks.states == {"done": 23, "not_done": 2, "not_carried_out": 2, "no_information": 7}


def test_no_information_and_not_carried_out_are_no_verdicts(as_targets, as_tasks):
    assert as_targets.coverage == as_tasks.coverage == (25, 34)
    silent = [line for line in as_targets if line.report.state is dx.State.NO_INFORMATION]
    assert len(silent) == 7
    assert {(line.status.code, line.reason, line.met) for line in silent} == {("no_data", "no_information", None)}


def test_before_the_plan_was_public_nothing_was_known(reports):
    targets = [dx.Target(code=code, title=code, by=2025, cite=CITE) for code in CODES]
    plan = make_plan(targets=targets)
    card = dx.evaluate(plan, dx.Figures.of(()), at=2025, reports=reports, known_on="2025-12-30")
    assert card.counts == {"no_data": 34}
    assert {line.reason for line in card} == {"reports_withheld"}


def test_every_line_names_its_source(as_targets):
    assert all(SOURCE in as_targets.explain(line.target.code).text(width=200) for line in as_targets)
