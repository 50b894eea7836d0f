"""The answer: one line for each target, with the reason for every cell."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from dxplan.dataframes import nw
from dxplan.errors import DefinitionError, UnknownCodeError
from dxplan.figures import BoundFigures, Figures, Unused
from dxplan.figures.asked_places import AskedPlaces
from dxplan.figures.plain_table import PlainRows, column_of, frame_from
from dxplan.figures.values import frame_of_columns
from dxplan.methods.method import Method
from dxplan.methods.statuses import STATUSES
from dxplan.model.plan import Plan
from dxplan.notebooks import Shown
from dxplan.periods import Period
from dxplan.scorecard.batches import Situations
from dxplan.scorecard.drawn_lines import lines_of
from dxplan.scorecard.reported import UnusedReport, Verdict
from dxplan.scorecard.summary import Summary, summaries
from dxplan.scorecard.table import CONCLUDED, FOUND, SAID, named, said
from dxplan.scorecard.tasks import TaskCard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import altair as alt

    from dxplan.scorecard.explain import Explanation
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.scorecard.ranking import Ranking
    from dxplan.typing import Lang


Frame: TypeAlias = "nw.DataFrame[Any]"

_DRAWN_BY = "dxplan.report.charts"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Scorecard(Shown):
    """How far the targets have come, as evaluated by `evaluate`.

    It is a sequence of `ScoreLine`, in the order of the plans and their targets.
    ``card["fibre-households"]`` gives the line of one target; ``card["plan:target"]`` where several plans have it, and
    ``card["target@24"]`` where it is asked of several places.

    Attributes:
        at: The period judged.
        known_on: The last day of publication that counted, or None where everything known did.
        method: The method that was used.
        situations: What was asked.
        asked: The places that the targets of each plan were asked of, by the plan's code; empty where of its own.
        plans: The plans that are judged, also those without a target.
        not_yet_adopted: The plans that are not judged, as they were adopted after `known_on`.
        bound: The figures it was evaluated on, with what is used of them and what is not.
        verdicts: What reports say of each situation, by its number.
        tasks: How far the tasks have come, as a table of their own.
        unused_reports: The reports that are about no task and no target: a misspelt code ends here.
    """

    at: Period
    known_on: date | None
    method: Method
    situations: Situations
    asked: dict[str, AskedPlaces]
    plans: tuple[Plan, ...]
    not_yet_adopted: tuple[Plan, ...]
    _card: Frame | PlainRows
    _parts: Frame | PlainRows
    _beside: Frame | PlainRows
    _inputs: Frame | PlainRows
    bound: BoundFigures
    verdicts: dict[int, Verdict]
    tasks: TaskCard
    unused_reports: tuple[UnusedReport, ...]

    @property
    def card(self) -> Frame:
        """The judged table, one row for each situation."""
        return frame_from(self._card)

    @property
    def parts(self) -> Frame:
        """The judged parts of every situation."""
        return frame_from(self._parts)

    @property
    def beside(self) -> Frame:
        """The figures shown beside: rival series and proxies."""
        return frame_from(self._beside)

    @property
    def inputs(self) -> Frame:
        """The figures that formulas were computed from."""
        return frame_from(self._inputs)

    @cached_property
    def lines(self) -> tuple[ScoreLine, ...]:
        """Every target's line."""
        return lines_of(self, (self._card, self._parts, self._beside, self._inputs))

    @property
    def figures(self) -> Figures:
        """The figures it was evaluated on."""
        return self.bound.figures

    @property
    def unused(self) -> tuple[Unused, ...]:
        """The figures that no target of the plans asks for: a misspelt code ends here.

        It reads all the figures, so it is worked out only when asked for.
        """
        return self.bound.unused

    @property
    def unasked(self) -> tuple[Unused, ...]:
        """Those of them that are about what the plans do not know, as `BoundFigures.unasked`: most are soon told."""
        return self.bound.unasked

    @property
    def counts(self) -> dict[str, int]:
        """How many targets have each status; statuses that none has are left out."""
        found = Counter(column_of(self._card, "status"))
        return {code: found[code] for code in STATUSES if code in found}

    @property
    def coverage(self) -> tuple[int, int]:
        """How many targets could be judged, and how many there are."""
        return sum(STATUSES[code].judged for code in column_of(self._card, "status")), len(self)

    def by(self, key: str) -> tuple[Summary, ...]:
        """Summarise the targets by what they have in common.

        Args:
            key: ``plan``, ``pillar``, ``group``, ``sector``, ``indicator``, ``place`` or ``status``.

        Returns:
            For each group its counts by status, its coverage, and what the method makes of it.

        Raises:
            UnknownCodeError: Targets cannot be grouped by that.
        """
        return summaries(self.lines, key, self.method)

    def __len__(self) -> int:
        return len(self.situations)

    def __iter__(self) -> Iterator[ScoreLine]:
        return iter(self.lines)

    def __getitem__(self, target: str) -> ScoreLine:
        rest, at, place = target.partition("@")
        plan, _, code = rest.rpartition(":")
        named = [line for line in self.lines if line.target.code == code and plan in ("", line.plan.code)]
        if not named:
            known = [line.target.code for line in self.lines if plan in ("", line.plan.code)]
            raise UnknownCodeError.among("target", code if known else target, known)
        lines = [line for line in named if line.situation.place == place] if at else named
        if not lines:
            raise UnknownCodeError.among("place", place, {line.situation.place for line in named})
        if len({line.plan.code for line in lines}) > 1:
            both = " or ".join(repr(line.name) for line in {line.plan.code: line for line in lines}.values())
            raise DefinitionError(f"several plans have a target {code!r}", f"ask for {both}.")
        if len(lines) > 1:
            raise DefinitionError(
                f"the target {code!r} is asked of {len(lines)} places", f"name one of them, such as {lines[0].name!r}."
            )
        return lines[0]

    def at_place(self, place: str) -> Scorecard:
        """Give the lines of one place as a scorecard of their own.

        Args:
            place: The code of the place.

        Raises:
            UnknownCodeError: No line is about it.
        """
        mine = [situation for situation in self.situations if situation.place == place]
        if not mine:
            raise UnknownCodeError.among("place", place, {situation.place for situation in self.situations})
        numbers = [situation.number for situation in mine]
        card = self.card.filter(nw.col("situation").is_in(numbers))
        return attrs.evolve(self, situations=Situations.of(mine), card=card)

    def rank(self, target: str) -> Ranking:
        """Rank the places that a target is asked of by its figures, the best first.

        Args:
            target: The target's code, or ``plan:target``.

        Raises:
            UnknownCodeError: There is no such target.
            DefinitionError: Several plans have it, it is asked of one place only, or it has no one figure for each.
        """
        from dxplan.scorecard.ranking import ranking_of

        return ranking_of(self, target)

    def explain(self, target: str) -> Explanation:
        """Say how a target's line came about: the promise, the figures with their sources, and the steps.

        Args:
            target: The target's code, or ``plan:target``, with ``@`` and the place where it is asked of several.

        Raises:
            UnknownCodeError: There is no such target.
            DefinitionError: Several plans have it, or it is asked of several places.
        """
        from dxplan.scorecard.explain import Explanation

        return Explanation(line=self[target], at=self.at, known_on=self.known_on, method=self.method)

    def chart(
        self,
        target: str | None = None,
        *,
        by: str | None = None,
        kind: Literal["over time", "status", "progress", "heat map"] | None = None,
        lang: Lang = "en",
    ) -> alt.LayerChart:
        """Draw the scorecard, or one target of it, with Altair; a notebook shows the chart.

        ``card.chart("fibre-households")`` draws the value against the goal over time: the goal as a band, what a
        figure such as *over 90 %* may stand for as a range, rival series and revised publications faint beside it,
        the last known figure hollow where it is too old to judge, and from the baseline the way that reaches the goal.
        ``card.chart(by="pillar")`` stacks the statuses of each group.
        ``card.chart()`` draws the method's headline of each target, such as its attainment.
        ``card.chart(kind="heat map")`` sets places against targets; with a target that asks it of each of several, its
        members against periods.

        What is missing is never drawn as zero: it has no bar and no point, and the sign and word for it.
        Every text of a plan is data of the chart and no part of its code.

        Args:
            target: The target's code, or ``plan:target``.
            by: What targets are grouped by, as in `by`.
            kind: ``over time``, ``status``, ``progress`` or ``heat map``, where the other arguments do not say it.
            lang: The language of words and numbers.

        Returns:
            A chart in Vega-Lite, with its data in it; ``chart.save("chart.html")`` and ``chart.to_dict()`` give it
            away.

        Raises:
            PluginError: Altair is not installed; ``pip install "dxplan[charts]"`` brings it.
            UnknownCodeError: There is no such target, group or kind.
            DefinitionError: Several plans have the target, it has no numbers to draw, or the arguments do not go
                together.
        """
        # The layer that draws lies above this one, and is known here by its name only.
        chart: alt.LayerChart = import_module(_DRAWN_BY).draw(self, target, by=by, kind=kind, lang=lang)
        return chart

    def to_native(self) -> Any:
        """Give the lines as a dataframe, one row for each target, of the library that the figures came from.

        Of Polars, lazy or not, it is a dataframe; of pandas one with Arrow-backed columns; of DuckDB a relation on the
        connection of the figures, of Spark a dataframe of their session, and neither keeps the order of the lines.

        Values and gaps are in the unit of the column ``unit``; under ``attainment`` progress is a share (0.986 for
        98.6 %). A method's other outputs have columns of their own, before ``met``.
        Missing values are null: ``value`` and what belongs to it is missing where no figure can judge, and the columns
        ``last_value`` to ``last_age_months`` still give the latest figure known.
        """
        return self.figures.given_back(self.in_polars())

    def in_polars(self) -> Frame:
        """Give the lines as `to_native` does, in Polars whatever the figures came as."""
        texts = said(self.situations) | named(self.situations, self._parts, self.verdicts)
        kinds = {"situation": "Int64", **dict.fromkeys(texts, "String")}
        columns: dict[str, Sequence[Any]] = {"situation": self.situations.numbers, **texts}
        outputs = [output.name for output in self.method.outputs]
        whole = frame_of_columns(columns, kinds, self.card.implementation).join(self.card, on="situation", how="inner")
        return whole.sort("situation").select(*SAID, *FOUND, *outputs, *CONCLUDED)

    def __repr__(self) -> str:
        judged, total = self.coverage
        counts = ", ".join(f"{number} {code}" for code, number in self.counts.items())
        return f"<Scorecard at {self.at}: {judged} of {total} judged; {counts}>"
