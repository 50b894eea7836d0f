"""The tables of places that come with dxplan."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from dxplan.places.place import Event, Place, Succession
from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATA = Path(__file__).parent / "data"

TABLES = ("regions.csv", "provinces.csv", "dien-bien.csv")


@attrs.frozen
class Alias:
    """Another way to write the name of a province that its letters alone do not give.

    Attributes:
        name: The name, whichever provinces have it.
        alias: How it is written too: an abbreviation, another transcription, an older spelling.
        confidence: How sure this is.
    """

    name: str
    alias: str
    confidence: str


@cache
def shipped_aliases() -> tuple[Alias, ...]:
    """Read the other spellings of names."""
    return tuple(Alias(row["name_vi"], row["alias"], row["confidence"]) for row in _rows("aliases.csv"))


@cache
def shipped_places() -> tuple[Place, ...]:
    """Read the places, each once for every name and every parent that it had."""
    return tuple(_place(row) for table in TABLES for row in _rows(table))


@cache
def shipped_events() -> dict[str, Event]:
    """Read the events, by their code."""
    return {row["code"]: Event(**{**row, "day": date.fromisoformat(row["day"])}) for row in _rows("events.csv")}  # type: ignore[arg-type]


@cache
def shipped_successions() -> tuple[Succession, ...]:
    """Read which place passed to which other, wholly or in part, and by which event."""
    ends = {(place.code, place.ended_by): place for place in shipped_places()}
    begins = {(place.code, place.begun_by): place for place in reversed(shipped_places())}
    return tuple(
        Succession(
            before=ends[row["before"], row["event"]],
            after=begins[row["after"], row["event"]],
            event=shipped_events()[row["event"]],
            confidence=row["confidence"],
        )
        for row in _rows("successions.csv")
    )


def _rows(table: str) -> Iterator[dict[str, str]]:
    text = (_DATA / table).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


def _place(row: dict[str, str]) -> Place:
    return Place(
        code=row["code"],
        level=row["level"],
        name=Text(vi=row["name_vi"], en=row["name_en"]),
        full_name=Text(vi=row["full_name_vi"]),
        kind=row["kind"],
        parent=row["parent"] or None,
        since=_day(row["since"]),
        until=_day(row["until"]),
        named_since=_day(row["named_since"]),
        parent_since=_day(row.get("parent_since", "")),
        begun_by=row["begun_by"] or None,
        ended_by=row["ended_by"] or None,
        confidence=row["confidence"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
