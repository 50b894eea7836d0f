"""The colours of charts: verdicts go from blue to red-brown, which any colour vision tells apart."""

from __future__ import annotations

INK, SOFT, FAINT, PAPER = "#1c2026", "#4a515c", "#8a929e", "#ffffff"
GOAL, BOUND, WAY = "#cfe3f5", "#0b5394", "#7d5a00"

STATUS_COLOURS: dict[str, str] = {
    "achieved": "#08519c",
    "on_track": "#6baed6",
    "at_risk": "#fde08a",
    "off_track": "#f08a24",
    "missed": "#99310b",
    "not_carried_out": "#6a3d8f",
    "not_due": "#d6e0e8",
    "undecided": "#e3dcc4",
    "needs_definition": "#dccbe6",
    "no_data": "#ffffff",
    "lapsed": "#a7adb5",
}
"""The colour of each status. It only repeats what a sign and a word say."""

_LIGHT = 0.179
"""On a colour of more luminance than this, black has more contrast than white."""


def text_on(colour: str) -> str:
    """Give the colour of text that is read best on a colour."""
    return INK if luminance(colour) > _LIGHT else PAPER


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour, as WCAG 2 defines it."""
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    low = 0.04045
    return channel / 12.92 if channel <= low else ((channel + 0.055) / 1.055) ** 2.4
