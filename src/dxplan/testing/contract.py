"""The tests that every plan and every vocabulary shall pass, as classes to inherit from.

A package that ships a plan needs no other test file than this::

    from dxplan.testing import PlanContract


    class TestOurPlan(PlanContract):
        plan = "our-province-2025"

One that ships a vocabulary inherits from `VocabularyContract` and names it as ``vocabulary``.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar, Protocol

from dxplan.io.figures import load_figures
from dxplan.io.installed import installed_plans, installed_vocabularies
from dxplan.io.methods import installed_methods
from dxplan.io.plans import load_plan, loads_plan
from dxplan.io.reports import load_reports
from dxplan.scorecard.evaluate import evaluate
from dxplan.typing import LANGS

if TYPE_CHECKING:
    from dxplan.figures import Figures
    from dxplan.model.plan import Plan
    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.text import Text


class PlanContract:
    """The tests of one installed plan and of the figures that come with it.

    Attributes:
        plan: The plan's code.
    """

    plan: ClassVar[str]

    def test_the_plan_is_installed_under_its_own_code(self) -> None:
        """`load_plan` finds it by the code that it has."""
        assert self.plan in installed_plans(), f"{self.plan!r} is not among {', '.join(installed_plans())}"
        assert _plan(self.plan).code == self.plan

    def test_everything_has_a_vietnamese_name(self) -> None:
        """Officers read Vietnamese; nothing may fall back to another language."""
        plan = _plan(self.plan)
        nameless = [thing.code for thing in plan.targets if not thing.title.vi] + _nameless(plan)
        assert plan.title.vi, "the plan has no Vietnamese title"
        assert not nameless, f"no Vietnamese name: {', '.join(nameless)}"

    def test_every_figure_says_where_it_is_from_and_how_sure_it_is(self) -> None:
        """A number without a source cannot be defended."""
        table = _figures(self.plan).table.select("indicator", "period", "source", "confidence").collect()
        bare = [f"{code} {period}" for code, period, source, sure in table.rows() if source is None or sure is None]
        assert not bare, f"no source or no confidence: {', '.join(bare)}"

    def test_every_figure_is_of_an_indicator_of_the_plan(self) -> None:
        """A misspelt code would never be asked for."""
        known = {indicator.code for indicator in _plan(self.plan).indicators}
        codes = _figures(self.plan).table.select("indicator").unique().collect()["indicator"].to_list()
        unknown = sorted(set(codes) - known)
        assert not unknown, f"no such indicator: {', '.join(unknown)}"

    def test_every_report_is_of_a_task_or_target_of_the_plan(self) -> None:
        """A misspelt code would leave its task without a report."""
        plan, reports = _plan(self.plan), load_reports(self.plan)
        card = evaluate(plan, _figures(self.plan), at=plan.adopted, reports=reports)
        unused = sorted({unused.task for unused in card.unused_reports})
        assert not unused, f"no such task, target or place of one: {', '.join(unused)}"

    def test_every_period_and_method_gives_a_scorecard(self) -> None:
        """Each year from the plan's adoption to its last due date can be asked, by every method that is installed."""
        plan = _plan(self.plan)
        last = max((target.by.last.year for target in plan.targets), default=plan.adopted.last.year)
        for year in range(plan.adopted.last.year, last + 1):
            for method in installed_methods():
                assert len(_card(self.plan, year, method)) == len(plan.targets)

    def test_every_line_can_be_explained_in_every_language(self) -> None:
        """Every target has its reason, in words."""
        plan = _plan(self.plan)
        for year in {target.by.last.year for target in plan.targets}:
            card = _card(self.plan, year, "attainment")
            for line in card:
                for lang in LANGS:
                    text = card.explain(f"{plan.code}:{line.target.code}").text(lang, steps=True)
                    assert line.target.code in text


class VocabularyContract:
    """The tests of one installed vocabulary.

    Attributes:
        vocabulary: The vocabulary's code.
    """

    vocabulary: ClassVar[str]

    def test_the_vocabulary_is_installed_under_its_own_code(self) -> None:
        """Plans implement it by the code that it has."""
        known = installed_vocabularies()
        assert self.vocabulary in known, f"{self.vocabulary!r} is not among {', '.join(known) or 'any'}"
        assert _plan(self.vocabulary).code == self.vocabulary

    def test_everything_has_a_vietnamese_name(self) -> None:
        """Officers read Vietnamese; nothing may fall back to another language."""
        plan = _plan(self.vocabulary)
        nameless = _nameless(plan)
        assert plan.title.vi, "the vocabulary has no Vietnamese title"
        assert not nameless, f"no Vietnamese name: {', '.join(nameless)}"

    def test_a_plan_can_implement_it(self) -> None:
        """A plan for the same place takes all of it over."""
        vocabulary = _plan(self.vocabulary)
        text = f'code = "taker"\ntitle = "Taker"\nplace = "{vocabulary.place}"\nadopted = "{vocabulary.adopted}"\n'
        plan = loads_plan(f'{text}implements = "{vocabulary.code}"\n')
        assert plan.indicators == vocabulary.indicators


class _Named(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> Text: ...


def _nameless(plan: Plan) -> list[str]:
    """Give the codes of the vocabulary that have no Vietnamese name."""
    named: tuple[_Named, ...] = (*plan.indicators, *plan.dimensions, *plan.pillars, *plan.groups, *plan.sectors)
    return [thing.code for thing in (*named, *plan.agencies, *plan.skills) if not thing.name.vi]


@cache
def _plan(code: str) -> Plan:
    return load_plan(code)


@cache
def _figures(code: str) -> Figures:
    return load_figures(code)


@cache
def _card(code: str, year: int, method: str) -> Scorecard:
    return evaluate(_plan(code), _figures(code), at=year, method=method)
