"""A glance at few figures: whether each is surely well, so that nothing needs to be asked of a dataframe.

It only ever says yes where `binding` would find nothing; what is wrong, and where, is said there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from dxplan.figures.checks import KEY
from dxplan.figures.one_by_one import days_of_place, worth
from dxplan.figures.placing import always_sure
from dxplan.figures.values import factor_of
from dxplan.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dxplan.figures.figures import Figures
    from dxplan.model.indicators import Indicator
    from dxplan.places import Gazetteer

Row: TypeAlias = "dict[str, Any]"


def are_well(figures: Figures, places: Gazetteer, rows: Sequence[Row], indicators: Sequence[Indicator]) -> bool:
    """Tell whether few figures surely fit the definitions of plans; no where they are many, or any needs a closer look.

    Args:
        figures: The figures.
        places: The places there are.
        rows: The definitions at the places that plans speak of, as in `binding`.
        indicators: The indicator of each definition, by its number.
    """
    if figures.at_hand is None:
        return False
    spoken_of = {row["indicator"] for row in rows}
    mine = (row for (code, _), found in figures.at_hand.items() if code in spoken_of for row in found)
    if not all(_is_placed(row, places) for row in mine):
        return False
    keys: set[tuple[object, ...]] = set()
    methods: dict[object, object] = {}
    for row in _looked(figures.at_hand, rows, indicators):
        value = row["graded"] if row["value"] is None else row["value"]
        key = tuple(row[name] for name in KEY)
        # Several methods may be mixed, or one of them may be the one that answers.
        one_method = methods.setdefault(row["definition"], row["method"]) == row["method"]
        if key in keys or not one_method or worth(row, value, factor_of(row["unit"], row["indicator_unit"]))["suspect"]:
            return False
        keys.add(key)
    return True


def _is_placed(row: Row, places: Gazetteer) -> bool:
    code = row["place"]
    return always_sure(places, code) or any(place.lasts(*days_of_place(row)) for place in places.of(code))


def _looked(
    at_hand: Mapping[tuple[str, str], Iterable[Row]], rows: Iterable[Row], indicators: Sequence[Indicator]
) -> Iterator[Row]:
    """Give every figure of the definitions, with what they say of it."""
    grades = [{fold(grade): float(nth) for nth, grade in enumerate(one.scale, start=1)} for one in indicators]
    for definition in rows:
        for figure in at_hand.get((definition["indicator"], definition["place"]), ()):
            began, ended = days_of_place(figure)
            if began <= definition["place_until"] and ended >= definition["place_since"]:
                graded = grades[definition["definition"]].get(figure["grade"])
                unit = figure["unit"] or definition["indicator_unit"]
                yield {**figure, **definition, "unit": unit, "graded": graded}
