"""Where in a TOML file each key stands, for messages.

The standard parser gives values without lines.
This scanner reads a file that the parser has already accepted, and only when there is a problem to place.
"""

from __future__ import annotations

import re
from collections import Counter

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_SCALAR = re.compile(r"[^,\]}#\r\n]*")
_STRING = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\])*"|\'[^\']*\'', re.DOTALL)


def line_of(text: str, path: str) -> int | None:
    """Return the line of `path` (``$.targets[1].by``), or of the nearest thing around it that the file has."""
    lines = toml_lines(text)
    while path not in lines:
        cut = max(path.rfind("."), path.rfind("["))
        if cut <= 0:
            return None
        path = path[:cut]
    return lines[path]


def toml_lines(text: str) -> dict[str, int]:
    """Map every path of a valid TOML text to its line, counted from 1."""
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[str, int] = {}
        self.tables: Counter[str] = Counter()

    def scan(self) -> dict[str, int]:
        base = "$"
        self._skip(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                base = self._header()
            else:
                self._pair(base)
            self._skip(_BLANK)
        return self.lines

    def _header(self) -> str:
        """Read ``[a.b]`` or ``[[a.b]]`` and return the path of the table it opens."""
        start, several = self.at, self.text.startswith("[[", self.at)
        self.at += 2 if several else 1
        *outer, name = self._keys()
        self.at += 2 if several else 1
        base = "$"
        for key in outer:
            base = f"{base}.{key}"
            self._mark(base, start)
            if self.tables[base]:
                base = f"{base}[{self.tables[base] - 1}]"
        base = f"{base}.{name}"
        if several:
            self.tables[base] += 1
            self._mark(base, start)
            base = f"{base}[{self.tables[base] - 1}]"
        self._mark(base, start)
        return base

    def _pair(self, base: str) -> None:
        """Read ``a.b = value``, at the top level or in an inline table."""
        start = self.at
        for key in self._keys():
            base = f"{base}.{key}"
            self._mark(base, start)
        self.at += 1  # the equals sign
        self._skip(_SPACE)
        self._value(base)

    def _value(self, path: str) -> None:
        sign = self.text[self.at]
        if sign in "\"'":
            self._skip(_STRING)
        elif sign in "[{":
            self.at += 1
            nth = 0
            while True:
                self._skip(_BLANK)
                if self.text[self.at] in "]}":
                    self.at += 1
                    return
                if self.text[self.at] == ",":
                    self.at += 1
                elif sign == "[":
                    self._mark(f"{path}[{nth}]", self.at)
                    self._value(f"{path}[{nth}]")
                    nth += 1
                else:
                    self._pair(path)
        else:
            self._skip(_SCALAR)

    def _keys(self) -> list[str]:
        """Read a dotted key, leaving off at the sign after it."""
        keys: list[str] = []
        while True:
            self._skip(_SPACE)
            match = _STRING.match(self.text, self.at) or _BARE.match(self.text, self.at)
            if match is None:  # not a valid file after all; never loop on it
                self.at = len(self.text)
                return keys or [""]
            self.at = match.end()
            keys.append(match[0].strip("\"'") if match[0][0] in "\"'" else match[0])
            self._skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return keys
            self.at += 1

    def _mark(self, path: str, at: int) -> None:
        self.lines.setdefault(path, self.text.count("\n", 0, at) + 1)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at + 1
