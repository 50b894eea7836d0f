"""Model what a government promised to reach by a date, and say honestly how far it has come.

The names below load what they need when first used; ``import dxplan`` itself imports neither dataframes nor units.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers read it too; ``typing`` takes longer to load than all of this
if TYPE_CHECKING:
    from typing import Any

    from dxplan.errors import DxplanError, Problems
    from dxplan.figures import BoundFigures, Figure, Figures, Qualifier, Unused, WhyUnused
    from dxplan.figures.asked_places import AskedPlaces
    from dxplan.figures.merged import LeftOut, MergedFigure, MergedFigures, MergedPart
    from dxplan.figures.reports import Report, Reports, State
    from dxplan.intervals import Interval
    from dxplan.io.crosswalks import read_crosswalk
    from dxplan.io.figure_writer import write_figures
    from dxplan.io.figures import load_figures, read_figures
    from dxplan.io.installed import installed_plans, installed_vocabularies
    from dxplan.io.methods import installed_methods, load_method, loads_method
    from dxplan.io.new_plans import write_empty_plan, write_made_up_plan
    from dxplan.io.places import read_places
    from dxplan.io.plan_writer import dumps_plan
    from dxplan.io.plans import load_plan, loads_plan
    from dxplan.io.reports import load_reports, read_reports
    from dxplan.io.schema import method_schema, plan_schema
    from dxplan.methods.method import Method, Reading
    from dxplan.model.agencies import Agency, Role
    from dxplan.model.documents import Citation, Confidence, Document
    from dxplan.model.goals import Goal
    from dxplan.model.indicators import Direction, Indicator, Kind
    from dxplan.model.merging import Merging, MergingRule
    from dxplan.model.plan import Plan
    from dxplan.model.promises import Promise, promises
    from dxplan.model.restated.coverage import MissingPredecessor, WhyMissing
    from dxplan.model.restated.new_plan import LeftOutTarget
    from dxplan.model.restated.proposals import Proposal, ProposalRule
    from dxplan.model.restated.restating import RestatedTargets, restate_plans
    from dxplan.model.restated.sources import TargetSource
    from dxplan.model.restated.target import ChangedPlaces, Inheritance, RestatedTarget, WhyInherited
    from dxplan.model.structure import Crosswalk, Dimension, OwnPlace, Pillar, Sector, SolutionGroup
    from dxplan.model.targets import Baseline, Target
    from dxplan.model.tasks import Initiative, Pilot, Pilots, Skill, Task, Tasks
    from dxplan.periods import CalendarStep, Frequency, Period
    from dxplan.places import (
        EraGuess,
        Event,
        Gazetteer,
        GazetteerAt,
        Lineage,
        MapEvidence,
        Passage,
        Place,
        PlaceMap,
        Succession,
        gazetteer,
    )
    from dxplan.progress import Progress, WorkStage, watching
    from dxplan.report.document import scorecard_document, scorecard_schema
    from dxplan.report.document.panel import panel_document
    from dxplan.report.document.ranking import ranking_document
    from dxplan.report.page.write import render_page, write_report
    from dxplan.scorecard.alignment import AlignedTarget, Alignment, Standing, align
    from dxplan.scorecard.evaluate import evaluate
    from dxplan.scorecard.explain import Explanation
    from dxplan.scorecard.line_parts import Part, Quota, Reported
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.scorecard.panel import Panel
    from dxplan.scorecard.rank import rank_places
    from dxplan.scorecard.ranking import Moved, Ranked, Ranking
    from dxplan.scorecard.reported import UnusedReport, Verdict
    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.scorecard.summary import Summary
    from dxplan.scorecard.tasks import Duty, TaskCard, TaskExplanation, TaskLine
    from dxplan.scorecard.workings import Working
    from dxplan.text import Text

__all__ = [
    "Agency",
    "AlignedTarget",
    "Alignment",
    "AskedPlaces",
    "Baseline",
    "BoundFigures",
    "CalendarStep",
    "ChangedPlaces",
    "Citation",
    "Confidence",
    "Crosswalk",
    "Dimension",
    "Direction",
    "Document",
    "Duty",
    "DxplanError",
    "EraGuess",
    "Event",
    "Explanation",
    "Figure",
    "Figures",
    "Frequency",
    "Gazetteer",
    "GazetteerAt",
    "Goal",
    "Indicator",
    "Inheritance",
    "Initiative",
    "Interval",
    "Kind",
    "LeftOut",
    "LeftOutTarget",
    "Lineage",
    "MapEvidence",
    "MergedFigure",
    "MergedFigures",
    "MergedPart",
    "Merging",
    "MergingRule",
    "Method",
    "MissingPredecessor",
    "Moved",
    "OwnPlace",
    "Panel",
    "Part",
    "Passage",
    "Period",
    "Pillar",
    "Pilot",
    "Pilots",
    "Place",
    "PlaceMap",
    "Plan",
    "Problems",
    "Progress",
    "Promise",
    "Proposal",
    "ProposalRule",
    "Qualifier",
    "Quota",
    "Ranked",
    "Ranking",
    "Reading",
    "Report",
    "Reported",
    "Reports",
    "RestatedTarget",
    "RestatedTargets",
    "Role",
    "ScoreLine",
    "Scorecard",
    "Sector",
    "Skill",
    "SolutionGroup",
    "Standing",
    "State",
    "Succession",
    "Summary",
    "Target",
    "TargetSource",
    "Task",
    "TaskCard",
    "TaskExplanation",
    "TaskLine",
    "Tasks",
    "Text",
    "Unused",
    "UnusedReport",
    "Verdict",
    "WhyInherited",
    "WhyMissing",
    "WhyUnused",
    "WorkStage",
    "Working",
    "align",
    "dumps_plan",
    "evaluate",
    "gazetteer",
    "installed_methods",
    "installed_plans",
    "installed_vocabularies",
    "load_figures",
    "load_method",
    "load_plan",
    "load_reports",
    "loads_method",
    "loads_plan",
    "method_schema",
    "panel_document",
    "plan_schema",
    "promises",
    "rank_places",
    "ranking_document",
    "read_crosswalk",
    "read_figures",
    "read_places",
    "read_reports",
    "render_page",
    "restate_plans",
    "scorecard_document",
    "scorecard_schema",
    "watching",
    "write_empty_plan",
    "write_figures",
    "write_made_up_plan",
    "write_report",
]

_HOMES = {
    "dxplan.errors": ("DxplanError", "Problems"),
    "dxplan.figures": ("BoundFigures", "Figure", "Figures", "Qualifier", "Unused", "WhyUnused"),
    "dxplan.figures.asked_places": ("AskedPlaces",),
    "dxplan.figures.merged": ("LeftOut", "MergedFigure", "MergedFigures", "MergedPart"),
    "dxplan.figures.reports": ("Report", "Reports", "State"),
    "dxplan.intervals": ("Interval",),
    "dxplan.io.crosswalks": ("read_crosswalk",),
    "dxplan.io.figure_writer": ("write_figures",),
    "dxplan.io.figures": ("load_figures", "read_figures"),
    "dxplan.io.methods": ("installed_methods", "load_method", "loads_method"),
    "dxplan.io.installed": ("installed_plans", "installed_vocabularies"),
    "dxplan.io.new_plans": ("write_empty_plan", "write_made_up_plan"),
    "dxplan.io.plan_writer": ("dumps_plan",),
    "dxplan.io.places": ("read_places",),
    "dxplan.io.plans": ("load_plan", "loads_plan"),
    "dxplan.io.reports": ("load_reports", "read_reports"),
    "dxplan.io.schema": ("method_schema", "plan_schema"),
    "dxplan.model.documents": ("Citation", "Confidence", "Document"),
    "dxplan.model.goals": ("Goal",),
    "dxplan.model.indicators": ("Direction", "Indicator", "Kind"),
    "dxplan.model.merging": ("Merging", "MergingRule"),
    "dxplan.model.plan": ("Plan",),
    "dxplan.model.promises": ("Promise", "promises"),
    "dxplan.model.restated.coverage": ("MissingPredecessor", "WhyMissing"),
    "dxplan.model.restated.new_plan": ("LeftOutTarget",),
    "dxplan.model.restated.proposals": ("Proposal", "ProposalRule"),
    "dxplan.model.restated.restating": ("RestatedTargets", "restate_plans"),
    "dxplan.model.restated.sources": ("TargetSource",),
    "dxplan.model.restated.target": ("ChangedPlaces", "Inheritance", "RestatedTarget", "WhyInherited"),
    "dxplan.model.structure": ("Crosswalk", "Dimension", "OwnPlace", "Pillar", "Sector", "SolutionGroup"),
    "dxplan.methods.method": ("Method", "Reading"),
    "dxplan.model.agencies": ("Agency", "Role"),
    "dxplan.model.targets": ("Baseline", "Target"),
    "dxplan.model.tasks": ("Initiative", "Pilot", "Pilots", "Skill", "Task", "Tasks"),
    "dxplan.periods": ("CalendarStep", "Frequency", "Period"),
    "dxplan.progress": ("Progress", "WorkStage", "watching"),
    "dxplan.report.page.write": ("render_page", "write_report"),
    "dxplan.report.document": ("scorecard_document", "scorecard_schema"),
    "dxplan.report.document.panel": ("panel_document",),
    "dxplan.report.document.ranking": ("ranking_document",),
    "dxplan.scorecard.alignment": ("AlignedTarget", "Alignment", "Standing", "align"),
    "dxplan.places": (
        "EraGuess",
        "Event",
        "Gazetteer",
        "GazetteerAt",
        "Lineage",
        "MapEvidence",
        "Passage",
        "Place",
        "PlaceMap",
        "Succession",
        "gazetteer",
    ),
    "dxplan.scorecard.evaluate": ("evaluate",),
    "dxplan.scorecard.explain": ("Explanation",),
    "dxplan.scorecard.line_parts": ("Part", "Quota", "Reported"),
    "dxplan.scorecard.lines": ("ScoreLine",),
    "dxplan.scorecard.panel": ("Panel",),
    "dxplan.scorecard.rank": ("rank_places",),
    "dxplan.scorecard.ranking": ("Moved", "Ranked", "Ranking"),
    "dxplan.scorecard.reported": ("UnusedReport", "Verdict"),
    "dxplan.scorecard.scorecard": ("Scorecard",),
    "dxplan.scorecard.summary": ("Summary",),
    "dxplan.scorecard.tasks": ("Duty", "TaskCard", "TaskExplanation", "TaskLine"),
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
