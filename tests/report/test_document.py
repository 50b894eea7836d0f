"""A scorecard as a document for programs: it holds what the scorecard says, and its schema describes every key."""

import csv
import io
import json

import attrs
import jsonschema
import pytest

import dxplan as dx

SCHEMA = dx.scorecard_schema()


@pytest.fixture(scope="module")
def shipped():
    plans = [dx.load_plan(code) for code in dx.installed_plans()]
    figures = dx.Figures.joined([dx.load_figures(plan.code) for plan in plans])
    reports = dx.Reports.of(
        [
            dx.Report(
                plan="dien-bien-2020", task="draft-initiatives", period="2021", state=dx.State.DONE, evidence="QĐ 1"
            )
        ]
    )
    return dx.evaluate(plans, figures, at=2025, reports=reports)


def through_json(card):
    """Give what a program reads that knows only JSON."""
    return json.loads(json.dumps(dx.scorecard_document(card), allow_nan=False))


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("method", ["attainment", "progress", "statcan"])
def test_it_says_what_the_scorecard_says(shipped, method):
    card = dx.evaluate([line.plan for line in shipped][:1], shipped.figures, at=2025, method=dx.load_method(method))
    document = through_json(card)
    jsonschema.validate(document, SCHEMA)
    assert document["method"]["id"] == method
    assert document["method"]["parameters"] == {one.name: one.value for one in card.method.parameters}
    assert [set(target["outputs"]) for target in document["targets"]] == [set(line.outputs) for line in card]


def test_every_line_is_there(shipped):
    document = through_json(shipped)
    jsonschema.validate(document, SCHEMA)
    said = [(t["plan"], t["code"], t["status"]["code"], t["reason"], t["met"], t["gap"]) for t in document["targets"]]
    lines = [(x.plan.code, x.target.code, x.status.code, x.reason, x.met, x.gap) for x in shipped]
    assert said == lines
    assert (document["coverage"]["judged"], document["coverage"]["total"]) == shipped.coverage
    assert document["coverage"]["counts"] == shipped.counts
    assert [task["code"] for task in document["tasks"]] == [line.task.code for line in shipped.tasks]


def test_a_number_is_there_with_its_source(shipped):
    (egdi,) = [target for target in dx.scorecard_document(shipped)["targets"] if target["code"] == "egdi-2025"]
    assert (egdi["gap"], egdi["outputs"]["progress"]) == (-1, pytest.approx(70 / 71))
    assert (egdi["figure"]["value"], egdi["figure"]["period"], egdi["figure"]["denominator"]) == (71, "2024", 193)
    assert egdi["figure"]["source"] == "vietnamnet 2454930; dantri"
    assert egdi["because"]["en"] == "rank 71 (2024) misses top 70 by 1 place."
    assert egdi["because"]["vi"].startswith("hạng 71 (2024)")
    assert egdi["cite"]["number"] == "749/QĐ-TTg"


def test_a_task_names_who_answers_and_what_was_reported(shipped):
    (task,) = [task for task in dx.scorecard_document(shipped)["tasks"] if task["code"] == "draft-initiatives"]
    assert [(one["role"], one["agency"]) for one in task["answering"]] == [
        ("lead", "dic"),
        ("support", "related-agencies"),
        ("issue", "ppc"),
    ]
    assert (task["report"]["state"], task["report"]["evidence"], task["met"]) == ("done", "QĐ 1", True)


def test_parts_are_there(make_plan, figure):
    industry = dx.Dimension(code="industry", name="industry", members=["a", "b", "c"])
    plan = make_plan(dimensions=[industry], indicator={"dimensions": ["industry"]}, each="industry")
    figures = dx.Figures.of(
        [figure(90, breakdown={"industry": "a"}), figure(70, breakdown={"industry": "b"}, qualifier=dx.Qualifier.ABOUT)]
    )
    document = through_json(dx.evaluate(plan, figures, at=2025))
    jsonschema.validate(document, SCHEMA)
    (target,) = document["targets"]
    assert [(part["member"], part["met"], part["gap"]) for part in target["parts"]][:2] == [
        ("a", True, 10),
        ("b", False, -10),
    ]
    assert target["scope"]["en"] == "each industry"
    assert target["parts"][1]["figure"]["qualifier"] == "about"


def test_what_has_nothing_to_say_is_said_too(make_plan, figure):
    plan = make_plan()
    document = through_json(
        dx.evaluate(attrs.evolve(plan, targets=()), dx.Figures.of([figure(1, indicator="rain")]), at=2025)
    )
    jsonschema.validate(document, SCHEMA)
    assert (document["targets"], document["tasks"], document["coverage"]["total"]) == ([], [], 0)
    later = through_json(dx.evaluate(plan, dx.Figures.of([]), at=2025, known_on="2019-12-31"))
    assert [(one["code"], one["judged"]) for one in later["plans"]] == [("made-up", False)]


def test_figures_that_nobody_asks_for_are_there(make_plan, figure):
    card = dx.evaluate(make_plan(), dx.Figures.of([figure(81), figure(1, indicator="digital_shar")]), at=2025)
    assert dx.scorecard_document(card)["unused_figures"] == [
        {
            "indicator": "digital_shar",
            "place": "99",
            "breakdown": "",
            "number": 1,
            "why": "unknown_indicator",
            "meant": "digital_share",
        }
    ]


def test_every_key_is_described():
    tables = [SCHEMA, *SCHEMA["$defs"].values()]
    for table in tables:
        assert table["description"]
        assert set(table["required"]) == set(table["properties"])
        for key, value in table["properties"].items():
            assert value["description"], key


def test_a_document_of_another_kind_is_refused(shipped):
    document = through_json(shipped)
    for change in ({"version": 2}, {"format": "other"}, {"targets": None}, {"at": 2025}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(document | change, SCHEMA)
    jsonschema.validate(document | {"a_key_of_later": 1}, SCHEMA)


def test_as_csv(shipped):
    from dxplan.io.table_writer import dumps_csv

    rows = list(csv.DictReader(io.StringIO(dumps_csv(shipped.to_native()))))
    assert [(row["plan"], row["target"], row["status"]) for row in rows] == [
        (line.plan.code, line.target.code, line.status.code) for line in shipped
    ]
