"""Whatever a plan says and whatever was reported, its page is whole, well-formed and free of foreign markup."""

from hypothesis import given
from hypothesis import strategies as st

import dxplan as dx
from dxplan.testing import strategies as dst
from tests.report.reading import Reading

TAGS = {
    *("html", "head", "meta", "title", "link", "style", "body", "header", "nav", "main", "section", "footer"),
    *("h1", "h2", "h3", "h4", "p", "a", "b", "span", "ul", "ol", "li", "dl", "dt", "dd", "div", "code"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    *("svg", "desc", "rect", "line", "path", "text", "circle"),
}
"""Every element that a page may have."""


@st.composite
def judged(draw):
    """A plan of any shape, judged on figures that go with it, with any words beside them."""
    plan = draw(dst.plans())
    figures = draw(dst.figures(plan))
    at = draw(st.integers(2015, 2035))
    return dx.evaluate(plan, dx.Figures.of(figures), at=at, method=draw(st.sampled_from(["attainment", "progress"])))


@given(judged(), st.sampled_from(["vi", "en"]))
def test_every_page_is_whole(card, lang):
    reading = Reading(dx.render_page(card, lang))
    assert reading.wrong == []
    assert reading.tags <= TAGS
    rows = [attrs["data-target"] for tag, attrs in reading.elements if tag == "tbody" and "data-target" in attrs]
    assert sorted(rows) == sorted(line.target.code for line in card)
    ids = reading.values("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in reading.values("href") if link.startswith("#")} <= set(ids)


@given(judged())
def test_everything_is_shown_in_a_notebook(card):
    explained = [card.explain(f"{line.plan.code}:{line.target.code}") for line in card.lines[:3]]
    for thing in (card, card.tasks, *card.plans, *(line.target for line in card), *explained):
        reading = Reading(thing._repr_html_())
        assert reading.wrong == []
        assert reading.tags <= {"div", "table", "caption", "b", "br", "thead", "tbody", "tr", "th", "td", "p"}
