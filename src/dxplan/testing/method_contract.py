"""The tests that every method shall pass, as a class to inherit from.

A package that offers a method needs no other test of it than this::

from dxplan.testing import MethodContract


class TestOurMethod(MethodContract):
method = "lo-trinh"  # its id, or the path of its file
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

import narwhals.stable.v2 as nw

from dxplan.expr.givens import GIVENS
from dxplan.expr.nodes import Given
from dxplan.expr.stage import stage
from dxplan.io.methods import load_method
from dxplan.methods.statuses import STATUSES
from dxplan.testing.laws import assert_laws
from dxplan.testing.needs import need
from dxplan.typing import LANGS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dxplan.expr.plain import Value
    from dxplan.methods.method import Method, Reading
    from dxplan.text import Text

_SITUATIONS = 300
_MANY_SITUATIONS = 1000
_SCORECARDS = 10
_STEADY = 1e-9


class MethodContract:
    """The tests of one method, on situations that Hypothesis makes up.

    They need ``hypothesis``, which ``dxplan[testing]`` brings.
    The situations are the same in every run.

    Attributes:
        method: The id of an installed method, or the path of a method file.
        rare: The words of status lines that hardly any made-up situation reaches.
    """

    method: ClassVar[str]
    rare: ClassVar[tuple[str, ...]] = ()

    def test_it_says_what_it_is_in_both_languages(self) -> None:
        """Its title, numbers, parameters and words are read by officers and others."""
        method = _method(self.method)
        texts: dict[str, Text] = {"title": method.title, "source": method.source.title}
        texts |= {f"output {output.name}": output.title for output in method.outputs}
        texts |= {f"parameter {parameter.name}": parameter.note for parameter in method.parameters}
        texts |= {f"word {line.code}": line.label for line in method.lines if line.code not in STATUSES}
        lacking = [f"{name} ({lang})" for name, text in texts.items() for lang in LANGS if not getattr(text, lang)]
        assert not lacking, f'no text for {", ".join(lacking)}; write {{ vi = "…", en = "…" }}'

    def test_every_number_is_finite_or_missing(self) -> None:
        """No situation makes it divide by zero or run out of numbers."""

        def check(_method: Method, told: Mapping[str, Value], reading: Reading) -> None:
            for name, value in reading.outputs.items():
                assert value is None or math.isfinite(value), f"{name} is {value!r} for {dict(told)}"

        _on_situations(self.method, check)

    def test_without_a_figure_it_says_nothing(self) -> None:
        """What nobody reported is missing, and never zero."""
        method = _method(self.method)

        def check(_method: Method, told: Mapping[str, Value], _reading: Reading) -> None:
            reading = method.read({name: value for name, value in told.items() if name not in _OF_FIGURE})
            given = {name: value for name, value in reading.outputs.items() if value is not None}
            assert not given, f"without any figure it gives {given}; let its formulas use given(actual)"

        _on_situations(self.method, check)

    def test_a_share_is_full_exactly_where_the_goal_is_met(self) -> None:
        """A headline that tables write as a percentage is 100 % or more exactly where the goal is met."""

        def check(method: Method, told: Mapping[str, Value], reading: Reading) -> None:
            progress, met = reading.outputs[method.headline.name], reading.steps["met"]
            if method.headline.percent and progress is not None:
                assert (progress >= 1) is (met is True), (
                    f"progress is {progress!r} where met is {met} for {dict(told)}; "
                    "write where(met, clip(…, low=1), clip(…, high=0.999999999))"
                )

        _on_situations(self.method, check)

    def test_every_status_line_is_reached(self) -> None:
        """A line that no situation reaches stands after one that is true wherever it is."""
        method = _method(self.method)
        reached: set[str] = set()

        need("hypothesis")
        from hypothesis import strategies as st

        from dxplan.testing import strategies as dst

        def note(told: Mapping[str, Value]) -> None:
            reached.add(method.read(told).word or "")

        _given(dst.facts(whole=True, of=st.integers(1, 100).map(float)), note, _MANY_SITUATIONS)
        never = [line.code for line in method.lines if line.code not in {*reached, *self.rare}]
        assert not never, (
            f"no situation is called {', '.join(never)}; look at the lines before, or name it in rare if it is rare"
        )

    def test_columns_say_what_single_rows_say(self) -> None:
        """Many targets are computed by columns and few by rows: also a function of yours must give the same."""
        method = _method(self.method)
        seen: list[Any] = []
        _on_situations(self.method, lambda _method, told, reading: seen.append((dict(told), reading)))
        for (told, reading), found in zip(seen, _by_columns(method, [told for told, _ in seen]), strict=True):
            for name, value in reading.outputs.items():
                assert _alike(found[name], value), f"{name} is {value!r} by rows and {found[name]!r} by columns: {told}"

    def test_the_order_of_targets_does_not_change_a_group(self) -> None:
        """What it says of a pillar hangs on its targets alone."""
        method = _method(self.method)
        seen: list[Any] = []
        _on_situations(self.method, lambda _method, _told, reading: seen.append(reading))
        for first in range(0, len(seen), 10):
            group = seen[first : first + 10]
            assert method.roll(group) == method.roll(group[::-1]), "the roll-up hangs on the order of the targets"

    def test_its_scorecards_keep_the_laws(self) -> None:
        """Made-up plans on made-up figures keep what holds for every scorecard."""
        need("hypothesis")
        from hypothesis import strategies as st

        from dxplan.testing import strategies as dst

        plans = dst.plans(first=2020, last=2030)
        cases = plans.flatmap(lambda plan: st.tuples(st.just(plan), dst.figures(plan)))
        method = _method(self.method)
        # The message names the law and the line, and to make a whole plan smaller takes minutes.
        _given(cases, lambda case: assert_laws(*case, at=2025, method=method), _SCORECARDS, shrinks=False)


_OF_FIGURE = ("actual", "now", "reach_below", "reach_above", "low_open", "high_open")


@cache
def _method(name: str) -> Method:
    return load_method(name)


def _on_situations(name: str, check: Callable[[Method, Mapping[str, Value], Reading], object]) -> None:
    """Check what a method makes of made-up situations."""
    need("hypothesis")
    from dxplan.testing import strategies as dst

    method = _method(name)
    facts = dst.facts() | dst.facts(whole=True)
    _given(facts, lambda told: check(method, told, method.read(told)), _SITUATIONS)


def _given(strategy: Any, check: Callable[[Any], object], examples: int, *, shrinks: bool = True) -> None:
    from hypothesis import HealthCheck, Phase, given, settings

    always = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate, Phase.shrink] if shrinks else [Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )

    @always
    @given(strategy)
    def run(case: Any) -> None:
        check(case)

    run()


def _by_columns(method: Method, told: list[dict[str, Value]]) -> list[dict[str, Any]]:
    """Give the outputs of a method for many situations at once."""
    import polars as pl

    kinds = {name: pl.Boolean if fact.measure == "truth" else pl.Float64 for name, fact in GIVENS.items()}
    table = pl.DataFrame([{name: facts.get(name) for name in GIVENS} for facts in told], schema=kinds)
    exprs = method.expanded()
    wanted = {f"found.{output.name}": exprs[output.name] for output in method.outputs}
    found = stage(wanted, {Given(name): name for name in GIVENS}).apply(nw.from_native(table))
    names = [output.name for output in method.outputs]
    rows = found.select(*wanted).rows()
    return [dict(zip(names, row, strict=True)) for row in rows]


def _alike(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=_STEADY, abs_tol=_STEADY)
