"""Model what a government promised to reach by a date, and say honestly how far it has come.

The names below load what they need when first used; ``import dxplan`` itself imports neither dataframes nor units.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dxplan.errors import DxplanError, Problems
    from dxplan.figures import Figure, Figures, Qualifier
    from dxplan.intervals import Interval
    from dxplan.io.figures import load_figures, read_figures
    from dxplan.io.methods import installed_methods, load_method, loads_method
    from dxplan.io.plans import installed_plans, load_plan, loads_plan
    from dxplan.methods.method import Method, Reading
    from dxplan.model.documents import Citation, Confidence, Document
    from dxplan.model.goals import Goal
    from dxplan.model.indicators import Direction, Indicator, Kind
    from dxplan.model.plan import Plan
    from dxplan.model.structure import Dimension, OwnPlace, Pillar, Sector, SolutionGroup
    from dxplan.model.targets import Baseline, Target
    from dxplan.periods import CalendarStep, Frequency, Period
    from dxplan.places import Event, Gazetteer, GazetteerAt, Place, gazetteer
    from dxplan.scorecard.evaluate import evaluate
    from dxplan.scorecard.explain import Explanation
    from dxplan.scorecard.lines import Part, Reported, ScoreLine
    from dxplan.scorecard.scorecard import Scorecard, Unused
    from dxplan.scorecard.summary import Summary
    from dxplan.scorecard.workings import Working
    from dxplan.text import Text

__all__ = [
    "Baseline",
    "CalendarStep",
    "Citation",
    "Confidence",
    "Dimension",
    "Direction",
    "Document",
    "DxplanError",
    "Event",
    "Explanation",
    "Figure",
    "Figures",
    "Frequency",
    "Gazetteer",
    "GazetteerAt",
    "Goal",
    "Indicator",
    "Interval",
    "Kind",
    "Method",
    "OwnPlace",
    "Part",
    "Period",
    "Pillar",
    "Place",
    "Plan",
    "Problems",
    "Qualifier",
    "Reading",
    "Reported",
    "ScoreLine",
    "Scorecard",
    "Sector",
    "SolutionGroup",
    "Summary",
    "Target",
    "Text",
    "Unused",
    "Working",
    "evaluate",
    "gazetteer",
    "installed_methods",
    "installed_plans",
    "load_figures",
    "load_method",
    "load_plan",
    "loads_method",
    "loads_plan",
    "read_figures",
]

_HOMES = {
    "dxplan.errors": ("DxplanError", "Problems"),
    "dxplan.figures": ("Figure", "Figures", "Qualifier"),
    "dxplan.intervals": ("Interval",),
    "dxplan.io.figures": ("load_figures", "read_figures"),
    "dxplan.io.methods": ("installed_methods", "load_method", "loads_method"),
    "dxplan.io.plans": ("installed_plans", "load_plan", "loads_plan"),
    "dxplan.model.documents": ("Citation", "Confidence", "Document"),
    "dxplan.model.goals": ("Goal",),
    "dxplan.model.indicators": ("Direction", "Indicator", "Kind"),
    "dxplan.model.plan": ("Plan",),
    "dxplan.model.structure": ("Dimension", "OwnPlace", "Pillar", "Sector", "SolutionGroup"),
    "dxplan.methods.method": ("Method", "Reading"),
    "dxplan.model.targets": ("Baseline", "Target"),
    "dxplan.periods": ("CalendarStep", "Frequency", "Period"),
    "dxplan.places": ("Event", "Gazetteer", "GazetteerAt", "Place", "gazetteer"),
    "dxplan.scorecard.evaluate": ("evaluate",),
    "dxplan.scorecard.explain": ("Explanation",),
    "dxplan.scorecard.lines": ("Part", "Reported", "ScoreLine"),
    "dxplan.scorecard.scorecard": ("Scorecard", "Unused"),
    "dxplan.scorecard.summary": ("Summary",),
    "dxplan.scorecard.workings": ("Working",),
    "dxplan.text": ("Text",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "__version__":
        from importlib.metadata import version

        return version("dxplan")
    if name not in _HOME:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*globals(), *__all__]
