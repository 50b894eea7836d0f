"""What the glossary must say, taken from the code.

``python -m tests.glossary`` writes the tables of the page that hold nothing else.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

import dxplan as dx
from dxplan.figures.columns import KNOWN
from dxplan.figures.reports import FORM, State
from dxplan.io.kinds import is_key
from dxplan.io.method_tables import TABLES, Head, OutputTable, RollUpTable, StatusTable
from dxplan.io.overrides import OVERRIDE, WITHOUT
from dxplan.methods.method import Source
from dxplan.methods.statuses import STATUSES
from dxplan.model.agencies import ROLES, Agency
from dxplan.model.documents import Citation, Document
from dxplan.model.indicators import Indicator
from dxplan.model.plan import Plan
from dxplan.model.structure import Crosswalk, Dimension, OwnPlace, Pillar, Sector, SolutionGroup
from dxplan.model.targets import Baseline, Target
from dxplan.model.tasks import Initiative, Pilot, Skill, Task
from dxplan.report.merged_wording import LEFT_OUT, RULES
from dxplan.report.merged_wording import REASONS as UNMERGED
from dxplan.scorecard.labels import CONFIDENCE, FREQUENCY, LABELS, QUALIFIERS, REASONS

if TYPE_CHECKING:
    from dxplan.text import Text

PLAN = (
    *(
        Plan,
        Document,
        Pillar,
        Sector,
        SolutionGroup,
        Dimension,
        Crosswalk,
        OwnPlace,
        Indicator,
        Target,
        Citation,
        Baseline,
    ),
    *(Agency, Task, Initiative, Pilot, Skill),
)
METHOD = (Head, Source, OutputTable, StatusTable, RollUpTable)


def _said(texts: dict[str, Text]) -> list[tuple[str, str, str]]:
    return [(code, _values(text.vi), _values(text.en)) for code, text in texts.items()]


def _values(sentence: str) -> str:
    """Write the places of values as ``‹name›``."""
    return re.sub(r"\{(\w+)\}", r"‹\1›", sentence)


def statuses() -> list[tuple[str, str, str, bool]]:
    """Every status with its sign and names, and whether it is a verdict."""
    return [
        (status.code, f"{status.sign} {status.label.vi}", f"{status.sign} {status.label.en}", status.judged)
        for status in STATUSES.values()
    ]


def reasons() -> list[tuple[str, str, str]]:
    """Every reason with its sentences."""
    return _said(REASONS)


def states() -> list[tuple[str, str, str]]:
    """Every state that reports can say."""
    return _said({state.value: state.label for state in State})


def roles() -> list[tuple[str, str, str]]:
    """Every role of agencies."""
    return _said({role.code: role.name for role in ROLES.values()})


def standings() -> list[tuple[str, str, str]]:
    """Every standing of an alignment."""
    return _said({standing.value: standing.label for standing in dx.Standing})


def inheritances() -> list[tuple[str, str, str]]:
    """Every standing of a restated target."""
    return _said({standing.value: standing.label for standing in dx.Inheritance})


def why_inherited() -> list[tuple[str, str, str]]:
    """Every reason of one."""
    return _said({why.value: why.label for why in dx.WhyInherited})


def why_missing() -> list[tuple[str, str, str]]:
    """Every reason why a predecessor is missing."""
    return _said({why.value: why.label for why in dx.WhyMissing})


def proposals() -> list[tuple[str, str, str]]:
    """Every rule of a proposal."""
    return _said({rule.value: rule.label for rule in dx.ProposalRule})


def confidences() -> list[tuple[str, str, str]]:
    """Every word for how sure something is."""
    return _said(CONFIDENCE)


def qualifiers() -> list[tuple[str, str, str]]:
    """Every word or sign beside a number."""
    return _said(QUALIFIERS)


def frequencies() -> list[tuple[str, str, str]]:
    """Every frequency."""
    return _said(FREQUENCY)


def unused() -> list[tuple[str, str, str]]:
    """Every reason why figures are not used."""
    return _said({why.value: why.label for why in dx.WhyUnused})


def merging() -> list[tuple[str, str, str]]:
    """Every rule of merging."""
    return _said({code: text for code, text in RULES.items() if code is not None})


def unmerged() -> list[tuple[str, str, str]]:
    """Every reason why there is no merged value, and why figures were left out."""
    return _said({**UNMERGED, **LEFT_OUT})


def labels() -> list[tuple[str, str]]:
    """Every label that has no value in it, and what the installed methods call their numbers."""
    titles = [output.title for method in dx.installed_methods() for output in dx.load_method(method).outputs]
    texts = [text for text in LABELS.values() if "{" not in text.vi + text.en]
    return sorted({(text.vi, text.en) for text in (*texts, *titles)})


def words() -> dict[str, str]:
    """Every key and column, with where it stands."""
    card = dx.evaluate(dx.load_plan("vn-749"), dx.load_figures("vn-749"), at=2025)
    where = {
        "plan": {*(field.name for cls in PLAN for field in attrs.fields(cls) if is_key(field)), OVERRIDE, WITHOUT},
        # A class of Python cannot have a field of the name `as`.
        "method": {*(field.name for cls in METHOD for field in attrs.fields(cls)), *TABLES, "as"},
        "figures": set(KNOWN),
        "reports": set(FORM.known),
        "scorecard": set(card.to_native().columns),
        "tasks": set(card.tasks.to_native().columns),
        "alignment": set(dx.align(dx.load_plan("dien-bien-2020"), dx.load_plan("vn-749")).to_native().columns),
    }
    every = sorted(set().union(*where.values()))
    return {word: ", ".join(name for name, words in where.items() if word in words) for word in every}


PAGE = Path(__file__).parents[1] / "docs" / "reference" / "glossary.md"
TAKEN = {
    "reasons": reasons,
    "states": states,
    "roles": roles,
    "standings": standings,
    "inheritances": inheritances,
    "inherited": why_inherited,
    "missing": why_missing,
    "proposals": proposals,
    "confidence": confidences,
    "qualifiers": qualifiers,
    "frequencies": frequencies,
    "unused": unused,
    "merging": merging,
    "unmerged": unmerged,
    "labels": labels,
}
"""The tables that hold only what the code says, by the anchor of their heading."""


def written(page: str) -> str:
    """Give the page with these tables as the code has them now."""
    for anchor, said in TAKEN.items():
        rows = [[f"`{first}`" if len(rest) > 1 else first, *rest] for first, *rest in said()]
        table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
        above = re.compile(rf"({{ #{anchor} }}\n(?:(?!#).*\n)*?\|(?:---\|)+\n)(?:\|.*\n)*")
        page = above.sub(lambda found, table=table: found[1] + table, page)
    return page


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
