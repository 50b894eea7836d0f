"""Restated targets in words and for programs; the goals are made up."""

import json

import pytest

import dxplan as dx
from dxplan.model.restated.coverage import WhyMissing
from dxplan.report.document.restated import restated_targets_document
from dxplan.report.restated_targets import say_left_out, say_restated_targets
from tests.inherited import MERGED, plan, target


@pytest.fixture(scope="module")
def restated():
    first = plan("24", target("70 %"), code="first")
    bac_giang = plan(
        "24",
        target("80 %", replaces="first:aim"),
        target("5 %", "growth", code="later"),
        target("5 %", code="files", where={"level": "district"}),
        target("trên 90 %", code="communes", each="commune"),
        adopted=2022,
        places=[dx.OwnPlace(code="made-up", name="A commune", level="commune")],
    )
    bac_ninh = plan("27", target("trên 90 %"), target("5 %", "growth", code="later", by=2026))
    return dx.restate_plans(
        [first, bac_giang, bac_ninh],
        to=MERGED,
        weights={"24": 1, "27": 3},
        weighted_by=dx.Text(vi="Dân số", en="Population"),
    )


def test_it_is_said_in_both_languages_and_within_the_width(restated):
    for lang, words in (
        ("en", ["Proposed, the weighted mean: > 87.5 % by Population (24: 1, 27: 3)", "The district level ended on"]),
        (
            "vi",
            ["Đề xuất, bình quân gia quyền: > 87,5 % theo Dân số (24: 1, 27: 3)", "Cấp huyện kết thúc từ 2025-07-01"],
        ),
    ):
        text = say_restated_targets(restated, lang)
        assert max(map(len, text.splitlines())) <= 80
        flat = " ".join(text.split())
        assert [word for word in words if word not in flat] == []
        assert "{" not in text


def test_every_part_of_it_is_told(restated):
    text = " ".join(say_restated_targets(restated, "en").split())
    for told in (
        "24 Bac Giang: ≥ 80 % [plan-24:aim] 27 Bac Ninh: > 90 % [plan-27:aim]",
        "27 Bac Ninh is missing: it promises something else of it (instead ≥ 5 % by 2026 [plan-27:later])",
        "Revised, and so not restated: first:aim",
        "It is asked of each of the commune level: 1 places then, an unknown number now, which are others.",
    ):
        assert told in text
    assert text.startswith("24 Bac Ninh: what it has inherited on 2025-07-01 Proposed: 1; Needs decision: ")


def test_what_a_plan_leaves_out_is_listed(restated):
    text = say_left_out(restated.left_out(propose="strictest"), "en")
    assert "? later [plan-24:later]: needs decision" in text
    assert "† files [plan-24:files]: lapsed" in text
    assert "plan-24:aim" not in text, "the strictest was taken in"


def test_no_targets_are_said_to_be_none():
    assert say_restated_targets(dx.restate_plans(plan("11"), to=MERGED), "vi") == "Các kế hoạch không có mục tiêu nào."


def test_the_document_holds_all_of_it_as_plain_values(restated):
    document = json.loads(json.dumps(restated_targets_document(restated), allow_nan=False))
    assert (document["format"], document["version"], document["to"]) == ("dxplan.restated_targets", 1, MERGED)
    assert document["plans"] == ["first", "plan-27", "plan-24"]
    assert document["revised"] == ["first:aim"]
    assert len(document["targets"]) == len(restated)
    (aim,) = [row for row in document["targets"] if row["standing"] == "proposed"]
    assert [source["goal"]["en"] for source in aim["sources"]] == ["≥ 80 %", "> 90 %"]
    assert {one["rule"]: one["goal"]["vi"] for one in aim["proposals"]} == {
        "strictest": "> 90 %",
        "weighted": "> 87,5 %",
    }
    assert aim["proposals"][1]["weights"] == {"24": 1.0, "27": 3.0}
    assert aim["place"] == {"code": "24", "since": MERGED, "name": "Bắc Ninh"}
    (lapsed,) = [row for row in document["targets"] if row["standing"] == "lapsed"]
    assert lapsed["lapse"]["last"] == "2025-06-30"
    assert {row["why"] for row in document["targets"]} == {"goals_differ", "missing", "level_ended"}


@pytest.mark.parametrize("kind", [dx.Inheritance, dx.WhyInherited, dx.ProposalRule, WhyMissing])
def test_every_word_is_there_in_both_languages(kind):
    assert all(one.label.vi and one.label.en for one in kind)
