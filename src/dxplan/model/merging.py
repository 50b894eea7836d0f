"""How an indicator of several places becomes that of all of them together."""

from __future__ import annotations

import enum
import re

import attrs

from dxplan.codes import check_name
from dxplan.errors import DefinitionError, UnknownCodeError


class MergingRule(enum.Enum):
    """What is done with the values of several places."""

    SUM = "sum"
    RATIO = "ratio"
    WEIGHTED_MEAN = "weighted_mean"
    MEAN = "mean"
    MIN = "min"
    MAX = "max"
    ALL = "all"
    ANY = "any"
    NONE = "none"


WEIGHED = (MergingRule.RATIO, MergingRule.WEIGHTED_MEAN)
"""The rules that can name what weighs."""

_WRITTEN = re.compile(r"\s*([a-z_]+)\s*(?:\(\s*([^()]*?)\s*\))?\s*")


@attrs.frozen
class Merging:
    """How the values of several places are merged, as an indicator declares it in ``over_units``.

    ===============  =======================================================================================
    ``sum``          counts and amounts that add up
    ``ratio``        sum of the numerators over sum of the denominators; ``ratio(grdp)`` names the indicator
                     that is its denominator, for figures that do not give theirs
    ``weighted_mean``  the mean by a weight that its publisher names: ``weighted_mean(population)``
    ``mean``         the plain mean, where its publisher says so
    ``min``, ``max``  the worst or the best part, as of claims of coverage
    ``all``, ``any``  yes where all places say yes, or any
    ``none``         never: ranks are ranked anew, and rates of growth follow from the merged levels
    ===============  =======================================================================================

    Attributes:
        rule: What is done with the values.
        weight: The code of the indicator that weighs, or is the denominator; None where none is named.
    """

    rule: MergingRule
    weight: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.weight is not None:
            if self.rule not in WEIGHED:
                raise DefinitionError(
                    f"{self.rule.value!r} takes no weight, and {self.weight!r} is given",
                    "write it without brackets, or write weighted_mean(…).",
                )
            check_name(self.weight, "weight")
        elif self.rule is MergingRule.WEIGHTED_MEAN:
            raise DefinitionError(
                "'weighted_mean' names no weight", "name the indicator that weighs: weighted_mean(population)."
            )

    @classmethod
    def parse(cls, text: str) -> Merging:
        """Read a rule, such as ``sum`` or ``ratio(grdp)``.

        Raises:
            UnknownCodeError: There is no such rule.
            DefinitionError: It lacks a weight, or has one that it does not take.
        """
        found = _WRITTEN.fullmatch(text)
        word, weight = found.groups() if found else (text, None)
        rules = {rule.value: rule for rule in MergingRule}
        if word not in rules:
            raise UnknownCodeError.among("rule of merging", word, rules)
        return cls(rules[word], weight)

    def __str__(self) -> str:
        return self.rule.value if self.weight is None else f"{self.rule.value}({self.weight})"


def as_merging(merging: Merging | str) -> Merging:
    """Return `merging` itself, or the one that a text names, for attrs classes."""
    return Merging.parse(merging) if isinstance(merging, str) else merging
