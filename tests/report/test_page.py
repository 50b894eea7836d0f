"""The page of a scorecard: complete, self-contained, honest about what is not known, and safe to open."""

import itertools
import re
from datetime import date

import attrs
import pytest

import dxplan as dx
from dxplan.errors import UnknownCodeError
from dxplan.report.page.wording import LABELS
from tests.report.cards import CARDS, MARKUP, many, no_targets, paces, parts, shipped
from tests.report.reading import Reading

DAY = date(2026, 1, 31)


@pytest.fixture(scope="module")
def page_of():
    """Give the page of a made-up scorecard, by its name and language."""
    pages = {}

    def page(name, lang="en"):
        if (name, lang) not in pages:
            card = CARDS[name]()
            pages[name, lang] = (card, dx.render_page(card, lang, dated=DAY))
        return pages[name, lang]

    return page


EVERY = [(name, lang) for name in CARDS for lang in ("vi", "en")]


@pytest.mark.parametrize(("name", "lang"), EVERY)
class TestEveryPage:
    def test_it_has_every_target_and_task_with_its_status(self, page_of, name, lang):
        card, page = page_of(name, lang)
        found = dict(re.findall(r'<tbody role="rowgroup" id="([^"]+)" class="target"(.*?)</tbody>', page, re.DOTALL))
        assert len(found) == len(card)
        for line in card:
            row = found[f"{line.plan.code}:{line.target.code}"]
            assert f"{line.status.sign}</span> {line.status.label.in_(lang)}</span>" in row
        ids = Reading(page).values("id")
        assert all(f"{line.plan.code}:{line.task.code}" in ids for line in card.tasks)

    def test_it_is_well_formed(self, page_of, name, lang):
        reading = Reading(page_of(name, lang)[1])
        assert reading.wrong == []
        ids = reading.values("id")
        assert len(ids) == len(set(ids))

    def test_every_link_inside_leads_somewhere(self, page_of, name, lang):
        reading = Reading(page_of(name, lang)[1])
        inside = {link[1:] for link in reading.values("href") if link.startswith("#")}
        told = {name for names in reading.values("aria-labelledby") for name in names.split()}
        assert inside | told <= set(reading.values("id"))

    def test_it_runs_and_fetches_nothing(self, page_of, name, lang):
        page = page_of(name, lang)[1]
        reading = Reading(page)
        elsewhere = {"script", "iframe", "img", "object", "embed", "form", "base", "use", "image", "video", "audio"}
        assert not reading.tags & elsewhere
        assert [attrs["href"] for tag, attrs in reading.elements if tag == "link"] == ["data:,"]
        assert not any(name.startswith("on") or name in ("src", "style") for _, a in reading.elements for name in a)
        style = page.split("<style>")[1].split("</style>")[0]
        assert "url(" not in style
        assert "@import" not in style
        assert "default-src 'none'" in page

    def test_headings_are_in_order(self, page_of, name, lang):
        levels = [int(tag[1]) for tag, _ in Reading(page_of(name, lang)[1]).elements if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))

    def test_every_table_has_a_caption_and_heads_with_a_scope(self, page_of, name, lang):
        elements = Reading(page_of(name, lang)[1]).elements
        tags = [tag for tag, _ in elements]
        assert tags.count("caption") == tags.count("table")
        assert all("scope" in attrs for tag, attrs in elements if tag == "th")

    def test_every_picture_says_what_it_shows(self, page_of, name, lang):
        pictures = [attrs for tag, attrs in Reading(page_of(name, lang)[1]).elements if tag == "svg"]
        assert all(
            attrs["role"] == "img" and ("aria-label" in attrs or "aria-labelledby" in attrs) for attrs in pictures
        )

    def test_it_says_its_language_and_its_day(self, page_of, name, lang):
        page = page_of(name, lang)[1]
        assert f'<html lang="{lang}">' in page
        assert {"vi": "31/01/2026", "en": "31 January 2026"}[lang] in page


class TestStrangers:
    """Plans and figures full of markup and of addresses that run something."""

    @pytest.mark.parametrize("lang", ["vi", "en"])
    def test_their_texts_stay_texts(self, page_of, lang):
        reading = Reading(page_of("hostile", lang)[1])
        plain = [text.replace("\x0b", "\ufffd").replace("\x1b", "\ufffd") for text in MARKUP]
        assert [text for text in plain if text not in reading.text] == []

    def test_only_addresses_of_the_web_are_links(self, page_of):
        links = {link for link in Reading(page_of("hostile")[1]).values("href") if not link.startswith(("#", "data:,"))}
        assert links == {"https://good.example/", "https://good.example/?a=1&b=<2>", "https://good.example/page"}

    def test_what_is_not_linked_is_still_shown(self, page_of):
        assert "javascript:alert(1)" in Reading(page_of("hostile")[1]).text

    def test_no_control_character_is_left(self, page_of):
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", page_of("hostile")[1])


class TestSummary:
    def said(self, card, lang):
        return Reading(dx.render_page(card, lang)).text

    @pytest.mark.parametrize("plan", ["vn-749", "dien-bien-2020"])
    def test_the_sentence_of_the_officials_has_the_coverage_beside_it(self, plan):
        card = dx.evaluate(dx.load_plan(plan), dx.load_figures(plan), at=2025)
        due = [line for line in card if line.situation.due]
        done = sum(line.met is True for line in due)
        judged, total = card.coverage
        vi = f"Tính đến hết 2025: hoàn thành {done}/{len(due)} mục tiêu đã đến hạn. "
        vi += f"Kết luận được {judged}/{total} mục tiêu"
        en = f"By the end of 2025: {done} of the {len(due)} targets due are achieved. "
        en += f"{judged} of {total} targets judged"
        assert vi in self.said(card, "vi")
        assert en in self.said(card, "en")

    def test_what_is_due_later_and_what_is_open_are_counted_apart(self):
        card = many()
        due = [line for line in card if line.situation.due]
        done = sum(line.status.code == "achieved" for line in due)
        open_ = sum(not line.status.judged for line in due)
        text = self.said(card, "en")
        assert f"By the end of 2025: {done} of the {len(due)} targets due are achieved." in text
        assert f"{open_} of those due cannot be judged; that does not mean they are missed." in text
        assert f"Due later: {len(card) - len(due)}, of which" in text

    def test_a_plan_without_targets_says_so(self):
        assert self.said(no_targets(), "en").count("The plan has no targets.") == 3

    def test_no_plan_at_all_says_which_are_adopted_later(self):
        card = dx.evaluate(dx.load_plan("vn-749"), dx.Figures.of([]), at=2025, known_on="2019")
        text = self.said(card, "en")
        assert "Not adopted by that day, and so not judged: vn-749" in text
        assert "Only what was public by the end of 31 December 2019" in text

    def test_pillars_are_counted(self):
        card = many()
        text = self.said(card, "vi")
        for summary in card.by("pillar"):
            name = {"government": "Chính quyền số", "economy": "Kinh tế số", None: "Mục tiêu khác"}[summary.code]
            assert f"{name} {summary.judged}/{summary.total}" in text

    def test_the_methods_own_roll_up_is_shown(self):
        plan, figures = dx.load_plan("vn-749"), dx.load_figures("vn-749")
        card = dx.evaluate(plan, figures, at=2025, method="statcan")
        assert any(summary.rolled for summary in card.by("pillar"))
        assert "By the method" in self.said(card, "en")


class TestMarks:
    def test_made_up_places_are_marked(self, page_of):
        assert "made-up example" in page_of("paces")[1]
        assert "made-up example" not in page_of("shipped")[1]

    def test_what_is_unconfirmed_is_marked_and_counted(self):
        card = dx.evaluate(dx.load_plan("vn-749"), dx.load_figures("vn-749"), at=2025)
        unsure = [line for line in card if line.target.cite.confidence is dx.Confidence.UNCONFIRMED]
        page = dx.render_page(card, "en")
        assert f"{len(unsure)} of {len(card)} targets rest on wording or figures that are UNCONFIRMED" in page
        assert page.count('<span class="line unsure">UNCONFIRMED</span>') == len(unsure) > 0

    def test_what_a_later_plan_revises_says_so(self, page_of):
        card, page = page_of("shipped")
        assert sum(bool(line.revised_by) for line in card) == page.count("Revised by dien-bien-2021:") > 0


class TestNumbers:
    def test_numbers_and_dates_are_written_as_the_language_does(self):
        card = dx.evaluate(dx.load_plan("vn-749"), dx.load_figures("vn-749"), at=2025)
        vi, en = (Reading(dx.render_page(card, lang)).text for lang in ("vi", "en"))
        assert "14,02 % 2025" in vi
        assert "−5,98 điểm %" in vi
        assert "công bố 06/01/2026" in vi
        assert "14.02 % 2025" in en
        assert "−5.98 pp" in en
        assert "published 6 January 2026" in en

    def test_every_shown_figure_has_its_source_and_how_sure_it_is(self):
        card = dx.evaluate(dx.load_plan("vn-749"), dx.load_figures("vn-749"), at=2025)
        page = dx.render_page(card, "en")
        sources = Reading(page.split('<ol class="sources">')[1]).text
        for line in card:
            for figure in filter(None, (line.figure, line.last_known, *line.rivals, *line.proxies)):
                assert figure.source in sources
        assert "no source named" not in page

    def test_a_computed_figure_names_its_formula_and_its_parts(self, page_of):
        text = Reading(page_of("made_up_province")[1]).text
        assert "by the formula of the indicator · computed" in text
        assert "Made of" in text

    def test_the_last_known_value_has_its_age(self, page_of):
        assert "Last known: about 6.23 % (2020), 60 months old" in Reading(page_of("shipped")[1]).text

    def test_text_in_the_other_language_is_marked(self):
        page = dx.render_page(parts(), "en")
        assert '<span class="text" lang="vi">Từng ngành</span>' in page
        assert '<span class="text" lang="vi">' not in dx.render_page(parts(), "vi")


class TestParts:
    def test_failing_and_missing_ones_are_named(self):
        page = Reading(dx.render_page(parts(), "en")).text
        assert "Not met by: ngành 000: 0 % (2025); ngành 020: 0 % (2025)" in page
        assert "Not known of: ngành 280; ngành 281" in page
        assert "Not met by: 2022: 6 % (2022)" in page

    def test_a_very_long_list_ends_with_a_number(self):
        plan = dx.load_plan("vn-749")
        industry = dx.Dimension(code="industry", name="Ngành", members=tuple(f"ngành {n}" for n in range(1234)))
        dimensions = [industry, *(d for d in plan.dimensions if d.code != "industry")]

        card = dx.evaluate(attrs.evolve(plan, dimensions=dimensions), dx.Figures.of([]), at=2025)
        assert "and 1034 more" in dx.render_page(card, "en")


class TestPace:
    def test_a_method_that_looks_at_the_pace_has_it_drawn(self):
        text = Reading(dx.render_page(paces(), "en")).text
        assert "From 20 % (2020) to 50 % (2025): +6 pp a year. To reach ≥ 80 % (2030) it needs +6 pp a year." in text
        assert "From 20 % (2020) to > 85 %" not in text  # nobody knows that pace

    def test_others_have_none(self):
        assert 'class="needed"' not in dx.render_page(many(), "en")


class TestMissing:
    def test_what_is_missing_is_said_for_every_target_that_cannot_be_judged(self):
        card = shipped()
        part = dx.render_page(card, "en")
        listed = re.findall(r'<th role="rowheader" scope="row"><a href="#([^"]+)">', part)
        codes = [f"{line.plan.code}:{line.target.code}" for line in card if line.status.code == "no_data"]
        assert [code for code in codes if code not in listed] == []
        assert not [
            line for line in card if line.status.code == "lapsed" and f"{line.plan.code}:{line.target.code}" in listed
        ]

    def test_the_agencies_that_answer_for_a_target_are_named_and_else_who_publishes_its_indicator(self):
        plan = dx.load_plan("dien-bien-2020")
        owned = [
            attrs.evolve(one, owner="Sở bịa") if one.code == "epayment_accounts" else one for one in plan.indicators
        ]
        answered = attrs.evolve(plan.target("fibre-households"), agencies=["dic", "ppc"])
        targets = [answered if one.code == answered.code else one for one in plan.targets]
        card = dx.evaluate(attrs.evolve(plan, targets=targets, indicators=owned), dx.Figures.of([]), at=2025)
        text = Reading(dx.render_page(card, "vi")).text
        # The department's duties have passed to another one by then.
        assert "Sở Khoa học và Công nghệ, UBND tỉnh Điện Biên" in text
        assert "Sở bịa (nơi công bố chỉ số)" in text

    def test_the_agencies_of_the_same_group_are_named(self):
        plan = dx.load_plan("dien-bien-2020")

        task = attrs.evolve(plan.task("draft-initiatives"), pillar="digital-society")
        tasks = [task, *(other for other in plan.tasks if other.code != task.code)]
        pillar = plan.target("fibre-households").pillar
        tasks = [attrs.evolve(tasks[0], pillar=pillar), *tasks[1:]]
        card = dx.evaluate(attrs.evolve(plan, tasks=tasks), dx.Figures.of([]), at=2024)
        text = Reading(dx.render_page(card, "en")).text
        assert "Department of Information and Communications (by the tasks of the same pillar)" in text
        assert "The plan names nobody." in text


def test_how_it_was_computed_is_said():
    card = dx.evaluate(
        dx.load_plan("vn-749"),
        dx.load_figures("vn-749"),
        at=2025,
        method=dx.load_method("attainment").with_parameters({"about": 0.1}),
    )
    text = Reading(dx.render_page(card, "en")).text
    assert f"Written by dxplan {dx.__version__}" in text
    assert "Attainment (attainment 1)" in text
    assert "about 0.1 (set by the user)" in text


def test_figures_that_nobody_asks_for_are_named():
    figures = dx.Figures.of([dx.Figure(indicator="egdi_rnak", place="VN", period=2025, value=1)])
    card = dx.evaluate(dx.load_plan("vn-749"), figures, at=2025)
    assert "egdi_rnak VN (1)" in dx.render_page(card, "en")


def test_the_same_scorecard_gives_the_same_page():
    assert dx.render_page(parts(), "vi", dated=DAY) == dx.render_page(parts(), "vi", dated=DAY)


def test_it_is_written_as_one_file(tmp_path):
    path = dx.write_report(parts(), tmp_path / "báo cáo.html", lang="vi", dated=DAY)
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text(encoding="utf-8") == dx.render_page(parts(), "vi", dated=DAY)


def test_another_language_is_refused():
    with pytest.raises(UnknownCodeError, match="fr"):
        dx.render_page(parts(), "fr")


def test_what_cannot_be_written_is_said(tmp_path):
    with pytest.raises(OSError, match="report"):
        dx.write_report(parts(), tmp_path / "nowhere" / "report.html")


def test_plans_with_codes_that_go_on_from_each_other_have_places_of_their_own():
    cards = no_targets(), paces()
    plans = [attrs.evolve(cards[1].plans[0], code=code) for code in ("a", "a-targets", "source-1", "plan", "a--b")]
    plans.append(attrs.evolve(cards[0].plans[0], code="results"))
    reading = Reading(dx.render_page(dx.evaluate(plans, dx.Figures.of([]), at=2025), "en"))
    ids = reading.values("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in reading.values("href") if link.startswith("#")} <= set(ids)


@pytest.mark.parametrize("key", sorted(LABELS))
def test_every_label_says_the_same_in_both_languages(key):
    label = LABELS[key]
    assert label.vi
    assert label.en
    assert sorted(re.findall(r"{(\w+)}", label.vi)) == sorted(re.findall(r"{(\w+)}", label.en))
