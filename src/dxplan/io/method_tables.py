"""The tables of a method file, as they stand there; the formulas in them are read afterwards."""

from __future__ import annotations

import attrs

from dxplan.codes import label_validator
from dxplan.methods.method import HEADLINE, Source
from dxplan.text import Text, as_text

TABLES = ("params", "let", "outputs", "status", "rollup")
"""The tables of a method file, below the keys of its head."""


@attrs.frozen(kw_only=True)
class Head:
    """The keys of a method file above its tables.

    Attributes:
        id: Its name, which travels with every result.
        version: Its version.
        title: What it is called.
        source: Where it comes from.
        values: Whether values reach it in the ``declared_unit`` of their indicator, or in the ``base_unit``.
        needs: The facts without which it has nothing to say.
    """

    id: str = attrs.field(validator=label_validator)
    version: str
    title: Text
    source: Source
    values: str = "declared_unit"
    needs: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class ParameterTable:
    """A number that a user may set.

    Attributes:
        value: The number unless another is set.
        note: What it does.
    """

    value: float
    note: Text = attrs.field(factory=Text, converter=as_text)


@attrs.frozen(kw_only=True)
class OutputTable:
    """A number that the method gives.

    Attributes:
        formula: How it is computed.
        title: What it is called in tables.
        percent: Whether it is a share, which is shown as a percentage.
    """

    formula: str
    title: Text = attrs.field(factory=Text, converter=as_text)
    percent: bool = False


@attrs.frozen(kw_only=True)
class StatusTable:
    """One line of statuses; its key ``as`` is a word of Python and read apart.

    Attributes:
        code: The method's own word.
        status: The status that it amounts to; the code itself if left out.
        when: The condition; where it cannot be told, it is not true.
        label: What the word means.
    """

    code: str = attrs.field(validator=label_validator)
    status: str
    when: str
    label: Text = attrs.field(factory=Text, converter=as_text)


@attrs.frozen(kw_only=True)
class RollUpTable:
    """What several targets are together.

    Attributes:
        output: The output that is combined.
        combine: How: the ``mean`` or the ``worst`` of those that have it.
    """

    output: str = HEADLINE
    combine: str = "mean"
