"""Restated and rolled up figures as people see them: in a terminal, in full, in a notebook; and for programs."""

import json

import pytest
from rich.console import Console

import dxplan as dx
from dxplan.figures.merging import REASONS as ALL_REASONS
from dxplan.model.merging import MergingRule
from dxplan.report.document.merged import merged_document
from dxplan.report.merged import MOST, render_merged
from dxplan.report.merged_wording import LEFT_OUT, REASONS, RULES, WORDS, say_merged
from dxplan.report.notebook import MOST as MOST_IN_A_NOTEBOOK
from tests.figures.merging import PLAN, count, figure, figures, indicator, make_plan
from tests.report.cards import MARKUP
from tests.report.reading import Reading

TO = "2025-07-01"
BAC_NINH = (
    ("digital_share", "27", 56.83),
    ("digital_share", "24", 42.13),
    ("grdp", "27", 251_655),
    ("grdp", "24", 159_025),
)


def restated(*rows, plan=PLAN, to=TO, **settings):
    return figures(*rows).restate(plan, to=to, **settings)


def printed(found, lang="en", width=80):
    console = Console(width=width, highlight=False, emoji=False, markup=False, record=True, file=None, quiet=False)
    with console.capture() as capture:
        console.print(render_merged(found, lang))
    return capture.get()


def test_a_value_stands_with_its_place_its_rule_and_what_weighed():
    text = printed(restated(*BAC_NINH))
    assert text.startswith(
        "Figures restated to the places of 2025-07-01\nwith a value 2 (estimated 0) · without 0 · left out 0\n"
    )
    assert "51.1378 %" in text
    assert "ratio of the sums, weighed by" in text
    assert "24 Bac Ninh" in text
    assert "51,1378 %" in printed(restated(*BAC_NINH), "vi")
    assert "24 Bắc Ninh" in printed(restated(*BAC_NINH), "vi")


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(lang, width):
    rows = [*BAC_NINH, *((code, "24", 5) for code in ("standing", "other_score", "score", "covered", "growth"))]
    rows += [("unheard_of", "24", 1), ("datasets", "094", 3)]
    found = restated(*rows)
    text = printed(found, lang, width)
    assert max(len(line) for line in text.splitlines()) <= width
    assert "None" not in text
    for merged in found:
        assert max(len(line) for line in say_merged(merged, lang, width=width).splitlines()) <= width


def test_an_estimate_is_seen_to_be_one_and_why():
    plan = make_plan(indicators=[indicator("digital_share"), count("population", unit="nghìn người")])
    people = [("population", "27", 1488.2, "2021"), ("population", "24", 1890.9, "2021")]
    found = restated(*BAC_NINH[:2], *people, plan=plan, weights="population")
    text = " ".join(printed(found, width=120).split())
    assert "with a value 2 (estimated 1)" in text
    assert "≈ ESTIMATED: population stands in" in text
    full = " ".join(say_merged(found.of("digital_share", "24", "2022")).split())
    assert "population stands in for a denominator; the weights are of another period (2021)" in full


def test_what_is_missing_is_named_with_its_share_and_what_to_do():
    rows = [row for row in BAC_NINH if row[:2] != ("digital_share", "24")]
    text = " ".join(printed(restated(*rows)).split())
    assert "digital_share: a part of it has no figure (1)." in text
    assert "24 Bac Ninh, 2022 – missing: 24 Bac Giang (38.7 % of the whole)" in text
    assert "→ Add the figures, or let --missing ignore" in text
    assert "missing: 24 Bac Giang (1 of 2 places)" in " ".join(printed(restated(("datasets", "27", 4))).split())
    known = " ".join(printed(restated(*rows, missing="ignore"), width=120).split())
    assert "≈ ESTIMATED: made of the known parts only" in known
    assert "Missing: 24 Bac Giang (38.7 % of the whole)" in known


def test_a_plan_that_does_not_say_how_it_merges_is_told_what_to_add():
    text = " ".join(printed(restated(("other_score", "24", 5), ("other_score", "27", 5))).split())
    assert 'Add to the indicator other_score in the plan: over_units = "sum"' in text


@pytest.mark.parametrize(
    ("reported", "said"),
    [
        (51.1, "Reported 51.1 %, this counts; computed 51.1378 %, they agree"),
        (50.0, "Reported 50 %, this counts; computed 51.1378 %, APART by −1.1378 pp"),
    ],
)
def test_what_was_reported_counts_and_is_held_against_what_was_computed(reported, said):
    found = restated(*BAC_NINH, figure("digital_share", "24", reported, place_on=TO))
    assert said in " ".join(say_merged(found.of("digital_share", "24", "2022"), width=200).split())
    value = next(line for line in printed(found, width=120).splitlines() if line.startswith("digital_share"))
    assert f"{reported:g} %" in value


def test_every_part_stands_with_its_value_weight_source_and_row(tmp_path):
    (tmp_path / "f.csv").write_text(
        "indicator,place,period,value,source,confidence\n"
        "digital_share,24,2022,42.13,Yearbook,secondary\ndigital_share,27,2022,56.83,Yearbook,official\n"
        "grdp,24,2022,159025,,\ngrdp,27,2022,251655,,\n",
        encoding="utf-8",
    )
    found = dx.read_figures(tmp_path / "f.csv").restate(PLAN, to=TO)
    text = " ".join(say_merged(found.of("digital_share", "24", "2022"), width=10_000).split())
    assert "24 Bac Giang: 42.13 %; weight 159,025; Yearbook [secondary]" in text
    assert "f.csv:2)" in text
    assert "ratio(grdp): ratio of the sums, weighed by grdp of 2022" in text
    assert "2025-07-01: merger: 202/2025/QH15" in text
    assert "no estimate in it" in text


def test_what_was_left_out_is_listed_with_the_reason():
    text = printed(restated(("datasets", "094", 3), ("unheard_of", "24", 1)), width=120)
    assert "the place ended, and nothing took it over: datasets 094 (1)" in text
    assert "no plan defines the indicator: unheard_of 24 (1)" in text
    assert "No figures had to be merged." in text


def test_long_lists_are_cut_with_the_number():
    rows = [("datasets", place, 1, str(year)) for place in ("24", "27") for year in range(1950, 2025)]
    text = printed(restated(*rows))
    assert f"… and {75 - MOST} more; --format json or csv has them all." in text
    shown = Reading(restated(*rows)._repr_html_())
    assert text.count("24 Bac Ninh") == MOST
    assert f"{75 - MOST_IN_A_NOTEBOOK}" in shown.text


def test_hundreds_of_communes_do_not_fill_the_screen():
    communes = dx.gazetteer.at("2025-06-30").of_level("commune")
    rows = [("datasets", place.code, 1) for place in communes[:3]]
    found = figures(*rows).roll_up(PLAN, to="province", on="2025-06-30")
    text = printed(found)
    assert text.startswith("Figures rolled up by the places of 2025-06-30")
    assert "(+120) (126 of 129 places)" in " ".join(text.split())
    whole = figures(*(("datasets", place.code, 1) for place in communes)).roll_up(PLAN, to="province", on="2025-06-30")
    (source,) = whole.figures.to_native().collect().filter(place="11")["source"].to_list()
    assert "… (+125) → 11 Điện Biên; sum" in source


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_every_reason_and_rule_has_words(lang):
    assert set(REASONS) == set(ALL_REASONS)
    assert set(RULES) == {rule.value for rule in MergingRule} | {None}
    assert set(LEFT_OUT) == {"ended", "not_told", "not_defined", "other_level"}
    for words in (REASONS, LEFT_OUT, WORDS, RULES):
        assert all(text.vi and text.en for text in words.values())


def test_a_notebook_shows_them_and_no_markup_of_strangers(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    plan = make_plan(indicators=[count("datasets", name=MARKUP[0])])
    rows = [figure("datasets", place, 3, source=nasty, method=None) for place in ("24", "27") for nasty in MARKUP[1:2]]
    found = restated(*rows, plan=plan)
    for thing in (found, found.of("datasets", "24", "2022")):
        reading = Reading(thing._repr_html_())
        assert reading.wrong == []
        assert reading.tags <= {"div", "table", "caption", "b", "br", "thead", "tbody", "tr", "th", "td", "p"}
        assert MARKUP[0] in reading.text
    assert MARKUP[1] in reading.text
    lacking = restated(("score", "24", 5))
    assert "a part of it has no figure; Missing: 27 Bac Ninh" in " ".join(Reading(lacking._repr_html_()).text.split())


def test_programs_get_everything():
    found = restated(*BAC_NINH, ("standing", "24", 5), ("unheard_of", "24", 1))
    document = json.loads(json.dumps(merged_document(found), allow_nan=False))
    assert (document["format"], document["question"], document["day"], document["number"]) == (
        "dxplan.merged", "restate", "2025-07-01", 3,
    )  # fmt: skip
    share = document["figures"][0]
    assert (share["place"]["code"], share["rule"], share["weighed"], share["weight_period"]) == (
        "24", "ratio(grdp)", "grdp", "2022",
    )  # fmt: skip
    assert [(part["place"]["name"]["vi"], part["value"], part["weight"]) for part in share["parts"]] == [
        ("Bắc Giang", 42.13, 159_025),
        ("Bắc Ninh", 56.83, 251_655),
    ]
    assert share["events"][0]["law"].startswith("202/2025/QH15")
    assert [one["reason"] for one in document["figures"]] == [None, None, "never_merged"]
    assert document["figures"][2]["missing"][0]["code"] == "27"
    assert document["left_out"] == [{"place": "24", "indicator": "unheard_of", "number": 1, "why": "not_defined"}]
    up = figures(("datasets", "01", 1)).roll_up(PLAN, to="nation", on="2024")
    assert merged_document(up)["question"] == "roll_up"
