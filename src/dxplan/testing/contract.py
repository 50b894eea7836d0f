"""The tests that every plan and every vocabulary shall pass, as classes to inherit from.

A package that ships a plan needs no other test file than this::

    from dxplan.testing import PlanContract


    class TestOurPlan(PlanContract):
        plan = "our-province-2025"

One that ships a vocabulary inherits from `VocabularyContract` and names it as ``vocabulary``.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from dxplan import plugins
from dxplan.errors import Problems
from dxplan.figures import Figures
from dxplan.figures.reports import Reports
from dxplan.io.figures import load_figures
from dxplan.io.installed import (
    FIGURES_FILE,
    GROUP,
    PLAN_FILE,
    REPORTS_FILE,
    comes_with,
    folder_of,
    installed_plans,
    installed_vocabularies,
    shipped_plans,
)
from dxplan.io.methods import installed_methods
from dxplan.io.plans import load_plan, loads_plan
from dxplan.io.reports import load_reports
from dxplan.io.schema import plan_schema
from dxplan.model.documents import Confidence
from dxplan.places.place import MADE_UP
from dxplan.scorecard.evaluate import evaluate
from dxplan.scorecard.review import review
from dxplan.testing.assertions import assert_round_trip
from dxplan.testing.laws import assert_laws, years_of
from dxplan.testing.needs import need
from dxplan.typing import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.model.plan import Plan
    from dxplan.text import Text

_TITLED = ("documents", "targets", "tasks", "initiatives", "pilots")
_NAMED = ("pillars", "groups", "sectors", "dimensions", "indicators", "places", "agencies", "skills")


class PlanContract:
    """The tests of one installed plan, and of the figures and reports that come with it.

    What a plan is refused for when it is loaded, such as a code used twice, is said by the first test.
    One of them needs ``jsonschema``, which ``dxplan[testing]`` brings.

    Attributes:
        plan: The plan's code.
    """

    plan: ClassVar[str]

    def test_the_plan_is_installed_under_its_own_code(self) -> None:
        """`load_plan` finds it by the code that it has, and nothing is wrong with it."""
        found = installed_plans()
        assert self.plan in found, (
            f"{self.plan!r} is not among {', '.join(found)}; "
            f'name the entry point like the plan, under [project.entry-points."{GROUP}"], and install the package'
        )
        shadowed = self.plan in shipped_plans() and self.plan in plugins.names(GROUP)
        assert not shadowed, f"dxplan comes with a plan {self.plan!r}, which stays; give yours another code"
        try:
            code = _plan(self.plan).code
        except Problems as problems:
            raise AssertionError(_listed("the plan cannot be read", problems.lines())) from None
        assert code == self.plan, f"the plan's code is {code!r}, and it is offered as {self.plan!r}; write them alike"

    def test_everything_has_a_name_in_both_languages(self) -> None:
        """Officers read Vietnamese and others English; no text may stand in for one in another language."""
        nameless = _nameless(_plan(self.plan))
        assert not nameless, _listed('write { vi = "…", en = "…" }', nameless)

    def test_every_promise_says_where_it_is_written(self) -> None:
        """A promise that cannot be looked up cannot be defended."""
        plan = _plan(self.plan)
        bare = [
            f"{field} {thing.code}: {thing.cite.document}"
            for field in ("targets", "tasks", "initiatives", "pilots")
            for thing in getattr(plan, field)
            if not (thing.cite.clause or thing.cite.page or thing.cite.note)
        ]
        assert not bare, _listed("no clause, page or note in cite; say where in the document it stands", bare)

    def test_what_its_targets_follow_or_replace_is_there(self) -> None:
        """A link to another plan's promise leads to one."""
        lost = []
        for target in _plan(self.plan).targets:
            for key in ("follows", "replaces"):
                code, _, other = (getattr(target, key) or "").partition(":")
                if code and (code not in installed_plans() or other not in _codes(_plan(code))):
                    lost.append(f"{target.code} {key} {code}:{other}")
        assert not lost, _listed("no such promise; correct the link, or install the package of that plan", lost)

    def test_it_reads_back_equal_when_it_is_written(self) -> None:
        """What programs change and write again loses nothing."""
        assert_round_trip(_plan(self.plan))

    def test_its_file_fits_the_schema(self) -> None:
        """Editors that check files by the schema find nothing wrong with it."""
        need("jsonschema")
        from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

        raw = tomllib.loads((folder_of(self.plan) / PLAN_FILE).read_text(encoding="utf-8-sig"))
        errors = Draft202012Validator(plan_schema()).iter_errors(_as_json(raw))
        told = [f"{error.json_path}: {error.message[:200]}" for error in errors]
        assert not told, _listed(f"{PLAN_FILE} does not fit the schema that `dxplan schema` prints", told)

    def test_its_figures_and_reports_go_with_it(self) -> None:
        """Units, bounds, members, places and methods fit, and nothing contradicts itself."""
        found = review(_plan(self.plan), _figures(self.plan), _reports(self.plan))
        assert not found.problems, _listed("mend the figures", [problem.line() for problem in found.problems])

    def test_every_report_is_of_a_task_or_target_of_the_plan(self) -> None:
        """A misspelt code would leave its task without a report."""
        plan = _plan(self.plan)
        card = evaluate(plan, _figures(self.plan), at=plan.adopted, reports=_reports(self.plan))
        unused = sorted({unused.task for unused in card.unused_reports})
        assert not unused, f"no such task, target or place of one: {', '.join(unused)}; correct the code or the place"

    def test_every_figure_is_of_an_indicator_of_the_plan(self) -> None:
        """A misspelt code would never be asked for."""
        known = {indicator.code for indicator in _plan(self.plan).indicators}
        codes = _figures(self.plan).table.select("indicator").unique().collect()["indicator"].to_list()
        unknown = sorted(set(codes) - known)
        assert not unknown, f"no such indicator: {', '.join(unknown)}; correct the code, or add it under [[indicators]]"

    def test_every_figure_says_where_it_is_from_and_how_sure_it_is(self) -> None:
        """A number without a source cannot be defended."""
        table = _figures(self.plan).table.select("indicator", "period", "source", "confidence").collect()
        bare = [f"{code} {period}" for code, period, source, sure in table.rows() if source is None or sure is None]
        assert not bare, f"no source or no confidence: {', '.join(bare)}; fill in both columns"

    def test_what_is_made_up_says_so(self) -> None:
        """Nothing about a place that does not exist may look official."""
        plan = _plan(self.plan)
        if not plan.place.startswith(MADE_UP):
            return
        unsure = Confidence.UNCONFIRMED
        cited = [thing for field in ("targets", "tasks", "initiatives", "pilots") for thing in getattr(plan, field)]
        sure = [thing.code for thing in cited if thing.cite.confidence is not unsure]
        table = _figures(self.plan).table.select("indicator", "period", "confidence").collect()
        sure += [f"{code} {period}" for code, period, confidence in table.rows() if confidence != unsure.value]
        assert not sure, _listed(
            f"place {plan.place!r} is made up, and these do not say so; write confidence = {unsure.value!r}", sure
        )

    def test_every_period_and_method_gives_a_scorecard(self) -> None:
        """Each year from the plan's adoption to its last due date can be asked, by every method that is installed."""
        plan = _plan(self.plan)
        for year in years_of(plan):
            for method in installed_methods():
                card = evaluate(plan, _figures(self.plan), at=year, reports=_reports(self.plan), method=method)
                assert len(card) == len(plan.targets), f"a line is lacking at {year} under {method!r}"

    def test_every_scorecard_keeps_the_laws(self) -> None:
        """Cannot tell is never not met, the order of rows changes nothing, and every line can be explained."""
        plan = _plan(self.plan)
        for year in sorted({target.by.last.year for target in plan.targets}):
            assert_laws(plan, _figures(self.plan), reports=_reports(self.plan), at=year)


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
        code = _plan(self.vocabulary).code
        assert code == self.vocabulary, f"its code is {code!r}, and it is offered as {self.vocabulary!r}"

    def test_everything_has_a_name_in_both_languages(self) -> None:
        """Officers read Vietnamese and others English; no text may stand in for one in another language."""
        nameless = _nameless(_plan(self.vocabulary))
        assert not nameless, _listed('write { vi = "…", en = "…" }', nameless)

    def test_a_plan_can_implement_it(self) -> None:
        """A plan for the same place takes all of it over."""
        vocabulary = _plan(self.vocabulary)
        text = f'code = "taker"\ntitle = "Taker"\nplace = "{vocabulary.place}"\nadopted = "{vocabulary.adopted}"\n'
        plan = loads_plan(f'{text}implements = "{vocabulary.code}"\n')
        assert plan.indicators == vocabulary.indicators


def _nameless(plan: Plan) -> list[str]:
    """Say what has no name in a language."""
    return [
        f"{spot}: no {'Vietnamese' if lang == 'vi' else 'English'} {word}"
        for spot, word, text in _names(plan)
        for lang in LANGS
        if not getattr(text, lang)
    ]


def _names(plan: Plan) -> Iterator[tuple[str, str, Text]]:
    yield "the plan", "title", plan.title
    for field, word in (*((field, "title") for field in _TITLED), *((field, "name") for field in _NAMED)):
        for thing in getattr(plan, field):
            yield f"{field} {thing.code}", word, getattr(thing, word)


def _codes(plan: Plan) -> set[str]:
    return {target.code for target in plan.targets}


def _as_json(value: Any) -> Any:
    """Turn what TOML says into what JSON can say: days become text."""
    if isinstance(value, dict):
        return {key: _as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _listed(head: str, told: list[str]) -> str:
    return "\n".join([f"{head}:", *(f"  {said}" for said in told)])


@cache
def _plan(code: str) -> Plan:
    return load_plan(code)


@cache
def _figures(code: str) -> Figures:
    implements = _plan(code).implements
    there = comes_with(code, FIGURES_FILE) or implements is not None
    return load_figures(code) if there else Figures.of(())


@cache
def _reports(code: str) -> Reports:
    return load_reports(code) if comes_with(code, REPORTS_FILE) else Reports()
