"""Targets asked of several places: a grid in the terminal, a table with sources on the page, and documents."""

import io
import json
import re

import attrs
import pytest
from click.testing import CliRunner
from rich.console import Console

import dxplan as dx
from dxplan.cli import cli
from dxplan.report.ranking import render_ranking
from dxplan.report.terminal import render_scorecard
from tests.report.reading import Reading

EVIL = "<script>alert(1)</script>"


@pytest.fixture
def card(make_plan, figure):
    """Ask a made-up plan of all provinces of 2024, on figures of three of them."""

    def run(places="province", *, more=2, **options):
        plan = make_plan("20 %")
        others = [attrs.evolve(plan.targets[0], code=f"later-{n}", by=2030, title=f"Later {EVIL}") for n in range(more)]
        cite = plan.targets[0].cite
        silent = dx.Indicator(code="silent", name="nobody measures it", unit="%", direction=dx.Direction.UP)
        targets = [
            *plan.targets,
            *others,
            attrs.evolve(plan.targets[0], code="unmeasured", indicator="silent"),
            dx.Target(code="built", title="Built", by=2025, cite=cite),
        ]
        plan = attrs.evolve(plan, place="VN", indicators=[*plan.indicators, silent], targets=targets)
        figures = dx.Figures.of(
            figure(value, 2024, place=code, source=f"yearbook {EVIL}", confidence="unconfirmed")
            for code, value in {"24": 42.13, "27": 56.83, "01": 17.15}.items()
        )
        return dx.evaluate(plan, figures, at=2024, places=places, **options)

    return run


def shown(thing, columns=80):
    console = Console(width=columns, record=True, file=io.StringIO(), highlight=False)
    console.print(thing)
    return console.export_text()


class TestTheTerminal:
    def test_places_stand_by_targets_with_signs(self, card):
        text = shown(render_scorecard(card()))
        assert "63 provinces on the map of 2024-12-31" in text
        assert "Bac Giang (24)          ✓  ✓  ✓     3/4" in text
        assert "Ha Noi (01)             …  …  …     0/4" in text
        assert "1 aim: An aim, ≥ 20 % by 2025: ✓ 2, … 1, ∅ 60" in text
        assert "Each target counts once for each of the places." in text

    def test_a_target_that_nobody_has_a_figure_of_has_no_column(self, card):
        text = shown(render_scorecard(card()))
        assert "No place has a figure for 1 of the targets" in text
        assert "4 unmeasured: An aim, ≥ 20 % by 2025: ∅ 63" in text

    def test_what_stays_with_the_plan_stands_below_with_the_next_number(self, card):
        assert "5   Built" in shown(render_scorecard(card()))

    def test_no_line_is_longer_than_the_terminal_however_many_targets(self, card):
        for lang in ("vi", "en"):
            text = shown(render_scorecard(card(more=30), lang))
            assert max(map(len, text.splitlines())) <= 80
            assert text.count("(24)") == 3  # so many grids

    def test_one_place_has_its_lines_and_reasons(self, card):
        text = shown(render_scorecard(card(["24"])))
        assert "Bac Giang (24)" in text
        assert "42.13 % (2024) meets ≥ 20 %." in text


class TestThePage:
    def test_every_value_has_its_source_and_nothing_runs(self, card):
        page = dx.render_page(card(), "en")
        text = Reading(page).text
        assert "42.13 %" in text
        assert text.count("yearbook") == 1  # three figures, one source
        assert "<script>" not in page
        assert "63 provinces on the map of 2024-12-31" in text
        assert "No place has a figure for 1 of the targets" in text
        assert "Each target counts once for each of the places." in text

    def test_links_lead_somewhere_and_no_name_is_given_twice(self, card):
        for places in ("province", ["24"]):
            page = dx.render_page(card(places), "vi")
            names = re.findall(r' id="([^"]+)"', page)
            assert len(names) == len(set(names))
            assert set(re.findall(r'href="#([^"]+)"', page)) <= set(names)

    def test_what_rests_on_unconfirmed_figures_is_counted(self, card):
        text = Reading(dx.render_page(card(), "en")).text
        assert "9 of 253 targets rest on wording or figures that are UNCONFIRMED" in text

    def test_two_plans(self, card, make_plan):
        one = card()
        figures = dx.Figures.of([])
        both = dx.evaluate([*one.plans, make_plan(code="other")], figures, at=2024, places=["24", "27"])
        text = Reading(dx.render_page(both, "en")).text
        assert text.count("2 places that were asked for on the map of 2024-12-31") == 2


class TestDocuments:
    def test_a_line_says_which_place_it_is_about(self, card):
        whole = dx.scorecard_document(card())
        assert [(one["day"], one["level"], len(one["places"])) for one in whole["asked"]] == [
            ("2024-12-31", "province", 63)
        ]
        found = whole["targets"]
        assert len(found) == 63 * 4 + 1
        line = next(line for line in found if line["name"] == "made-up:aim@24")
        assert line["place_name"] == {"vi": "Tỉnh Bắc Giang", "en": "Bac Giang"}
        json.dumps(found)

    def test_a_ranking_is_plain_values(self, card):
        found = dx.ranking_document(card().rank("aim"))
        assert json.loads(json.dumps(found)) == found
        assert [(one["place"], one["rank"], one["figure"]["value"]) for one in found["ranked"]] == [
            ("27", 1, 56.83),
            ("24", 2, 42.13),
            ("01", 3, 17.15),
        ]
        assert (found["base"], found["with_figure"], found["level"], found["above"]) == (63, 3, "province", "VN")
        assert found["missing"][0]["because"] == {
            "vi": "Chưa có số liệu nào được công bố.",
            "en": "No figure is known.",
        }

    def test_a_notebook_shows_some_and_the_number_of_the_rest(self, card):
        assert card()._repr_html_().count("<tr>") < 70


class TestRankingsInATerminal:
    def test_the_base_ties_ranges_and_sources_are_said(self, make_plan, figure):
        plan = attrs.evolve(make_plan("20 %"), place="VN")
        values = {"01": 50, "24": 50, "27": {"value": 40, "qualifier": "more_than"}, "11": 45}
        figures = [
            figure(**{"period": 2024, "place": code} | (said if isinstance(said, dict) else {"value": said}))
            for code, said in values.items()
        ]
        ranking = dx.rank_places(plan, dx.Figures.of(figures), "digital_share", at=2024)
        english, vietnamese = shown(render_ranking(ranking)), shown(render_ranking(ranking, "vi"))
        assert "63 provinces on the map of 2024-12-31; 4 have a figure" in english
        assert "1–4" in english
        assert "1–2" in english
        assert "no source is given" in english
        assert "Without a rank (59), no figure is known: " in english
        assert "63 tỉnh, thành phố theo bản đồ ngày 2024-12-31; 4 nơi có số liệu" in vietnamese
        assert max(map(len, english.splitlines())) <= 80

    def test_nobody_has_one(self, make_plan):
        ranking = dx.rank_places(make_plan(), dx.Figures.of([]), "digital_share", at=2024, places=["24"])
        assert "No place has a figure." in shown(render_ranking(ranking))


class TestTheCommandLine:
    @pytest.fixture(autouse=True)
    def _files(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "f.csv").write_text(
            "indicator,place,period,value\ndigital_economy_grdp,24,2024,42.13\ndigital_economy_grdp,01,2024,17.15\n",
            encoding="utf-8",
        )

    @staticmethod
    def run(*arguments):
        return CliRunner().invoke(cli, arguments)

    def test_rank(self):
        found = self.run("rank", "vn-749", "digital_economy_grdp", "f.csv", "--at", "2024", "--lang", "en")
        assert found.exit_code == 0
        assert "   1   Bac Giang (24)   42.13 %   2024   [1]" in found.output

    def test_rank_for_programs(self):
        common = ("rank", "vn-749", "digital_economy_grdp", "f.csv", "--at", "2024", "--places", "Hà Nội,24")
        found = json.loads(self.run(*common, "--format", "json").output)
        assert [(one["place"], one["rank"]) for one in found["ranked"]] == [("24", 1), ("01", 2)]
        table = self.run(*common, "--format", "csv").output.splitlines()
        assert table[1].startswith("1,1,1,0,24,Tỉnh Bắc Giang,digital_economy_grdp,")

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("digital_economy_grd", "f.csv", "--at", "2024"), "did you mean 'digital_economy_grdp'?"),
            (("digital_economy_grdp", "f.csv", "--at", "2024", "--places", "98"), "no place has the code '98'"),
            (
                ("digital_economy_grdp", "f.csv", "--at", "2025", "--places", "24"),
                "'24' meant different places in 2025",
            ),
            (("digital_economy_grdp", "f.csv", "--at", "2024", "--places", ","), "no places are named"),
            (("digital_economy_grdp", "f.csv", "--at", "2024", "--where", "x"), "'x' is not a breakdown"),
            (("digital_economy_grdp", "f.csv", "--at", "2024", "--where", "levle=commune"), "did you mean 'level'?"),
            (("digital_economy_grdp", "f.csv", "--at", "2024", "--where", "level=comune"), "did you mean 'commune'?"),
        ],
    )
    def test_what_cannot_be_ranked_is_said(self, arguments, said):
        found = self.run("rank", "vn-749", *arguments)
        assert isinstance(found.exception, dx.DxplanError)
        assert said in str(found.exception)

    def test_evaluate_and_explain_at_places(self):
        common = ("f.csv", "--at", "2024", "--lang", "en")
        shown_ = self.run("evaluate", "vn-749", *common, "--places", "24,01")
        assert shown_.exit_code == 0
        assert "2 places that were asked for on the map of 2024-12-31" in shown_.output
        told = self.run("explain", "vn-749", "digital-economy-2025@24", *common)
        assert told.exit_code == 0
        assert "(vn-749), Bac Giang (24)" in told.output
