"""Plans that revise one another, and plans that were not adopted yet."""

import attrs
import pytest
from rich.console import Console

import dxplan as dx
from dxplan.report.terminal import render_scorecard


@pytest.fixture
def versions(make_plan):
    """A plan, and a later one that lowers its goal and puts it off."""

    def revised(**changes):
        later = make_plan("trên 60 %", by=2026, code="later", replaces="earlier:aim", **changes)
        return attrs.evolve(later, adopted="2021-05")

    return make_plan("trên 80 %", code="earlier"), revised()


@pytest.fixture
def figures(figure):
    return dx.Figures.of([figure(70)])


def shown(card, lang="en"):
    console = Console(width=80, color_system=None, highlight=False, markup=False)
    with console.capture() as capture:
        console.print(render_scorecard(card, lang))
    return " ".join(capture.get().split())


def test_both_promises_are_judged(versions, figures):
    card = dx.evaluate(versions, figures, at=2025)
    earlier, later = card["earlier:aim"], card["later:aim"]
    assert (earlier.status.code, later.status.code) == ("missed", "achieved")
    assert [promise.name for promise in earlier.revised_by] == ["later:aim"]
    assert later.revised_by == ()
    assert card.coverage == (2, 2)


def test_the_order_of_the_plans_does_not_matter(versions, figures):
    card = dx.evaluate(versions[::-1], figures, at=2025)
    assert [line.plan.code for line in card] == ["later", "earlier"]
    assert [promise.name for promise in card["earlier:aim"].revised_by] == ["later:aim"]


def test_the_table_says_which_promise_is_in_force(versions, figures):
    table = dx.evaluate(versions, figures, at=2025).to_native()
    assert table["revised_by"].to_list() == ["later:aim", None]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Revised by later:aim (2021-05): > 80 % → > 60 % (weaker, 75 %); by 2025 → 2026"),
        ("vi", "Được sửa bởi later:aim (2021-05): > 80 % → > 60 % (thấp hơn, 75 %); đến 2025 → 2026"),
    ],
)
def test_an_explanation_says_what_was_changed(versions, figures, lang, text):
    card = dx.evaluate(versions, figures, at=2025)
    assert text in " ".join(card.explain("earlier:aim").text(lang).split())
    label = {"en": "Revises earlier:aim", "vi": "Sửa earlier:aim"}[lang]
    assert label in " ".join(card.explain("later:aim").text(lang).split())


def test_the_terminal_says_so_too(versions, figures):
    card = dx.evaluate(versions, figures, at=2025)
    said = shown(card)
    assert "(revised)" in said
    assert "Revised by later:aim: > 80 % → > 60 % (weaker, 75 %); by 2025 → 2026." in said
    assert "Được sửa bởi later:aim" in shown(card, "vi")


def test_alone_a_plan_is_revised_by_nothing(versions, figures):
    earlier, later = versions
    assert dx.evaluate(earlier, figures, at=2025)["aim"].revised_by == ()
    assert "Revises      earlier:aim" in str(dx.evaluate(later, figures, at=2025).explain("aim"))


def test_what_else_can_change(make_plan, figures):
    dimension = dx.Dimension(code="level", name="Level", members=("a", "b"))
    measured = {"dimensions": ("level",)}
    earlier = make_plan("80 %", code="earlier", dimensions=[dimension], indicator=measured)
    later = make_plan(
        "80 %",
        code="later",
        dimensions=[dimension],
        indicator=measured,
        replaces="earlier:aim",
        where={"level": "a"},
    )
    said = shown(dx.evaluate([earlier, later], figures, at=2025))
    assert "Revised by later:aim: where: – → level=a." in said
    same = make_plan("tối thiểu 80 %", code="same", replaces="earlier:aim")
    assert "Revised by same:aim: unchanged." in shown(dx.evaluate([earlier, same], figures, at=2025))
    other = make_plan("80 %", code="other", indicator={"code": "other_share"}, replaces="earlier:aim")
    assert "digital_share → other_share." in shown(dx.evaluate([earlier, other], figures, at=2025))
    universal = make_plan("phổ cập", code="universal", replaces="earlier:aim")
    assert "≥ 80 % → universal." in shown(dx.evaluate([earlier, universal], figures, at=2025))


@pytest.fixture
def published(figure):
    return dx.Figures.of([figure(70, 2020, published="2020-01-05")])


@pytest.mark.parametrize(
    ("known_on", "judged", "waiting"),
    [
        ("2020-12-30", [], ["earlier", "later"]),
        ("2020-12-31", ["earlier:aim"], ["later"]),
        ("2021-05-30", ["earlier:aim"], ["later"]),
        ("2021-05", ["earlier:aim", "later:aim"], []),
        (None, ["earlier:aim", "later:aim"], []),
    ],
)
def test_what_was_adopted_later_is_not_judged(versions, published, known_on, judged, waiting):
    card = dx.evaluate(versions, published, at=2025, known_on=known_on)
    assert [f"{line.plan.code}:{line.target.code}" for line in card] == judged
    assert [plan.code for plan in card.not_yet_adopted] == waiting
    assert (card[judged[0]].revised_by == ()) is (len(judged) < 2) if judged else len(card) == 0
    assert card.to_native()["target"].len() == len(judged)


def test_what_is_not_judged_is_named(versions, published):
    said = shown(dx.evaluate(versions, published, at=2025, known_on="2020-12-31"))
    assert "Not adopted by 2020-12-31, and so not judged: later (2021-05)" in said
    nothing = dx.evaluate(versions, published, at=2025, known_on=2019)
    assert "Not adopted by 2019-12-31, and so not judged: earlier (2020), later (2021-05)" in shown(nothing)
    assert "The plan has no targets" not in shown(nothing)
    assert "Chưa ban hành đến hết 2019-12-31" in shown(nothing, "vi")
    assert nothing.coverage == (0, 0)
