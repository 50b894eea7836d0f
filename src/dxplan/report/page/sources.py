"""Where every number comes from: numbered, so that numbers can point to it, and linked where that is safe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import attrs

from dxplan.model.documents import Confidence
from dxplan.report.page.dates import say_period
from dxplan.scorecard.labels import CONFIDENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dxplan.model.documents import Citation, Document
    from dxplan.model.plan import Plan
    from dxplan.typing import Lang

_URL = re.compile(r"https?://[^\s<>\"'`]+", re.IGNORECASE)


@attrs.frozen
class Piece:
    """A stretch of text, and the address that it links to, or None."""

    text: str
    url: str | None = None


@attrs.frozen(kw_only=True)
class Source:
    """One source of the page.

    Attributes:
        number: Its number on the page.
        pieces: Its text.
        rows: The rows that point to it: what they are called, by anchor.
    """

    number: int
    pieces: tuple[Piece, ...]
    rows: dict[str, str] = attrs.field(factory=dict)

    @property
    def anchor(self) -> str:
        """Its name on the page."""
        return f"source-{self.number}"


@attrs.frozen(kw_only=True)
class Reference:
    """What stands beside a number: its source, and how sure it is.

    Attributes:
        source: The source, or None where nothing names one.
        instead: What is said where nothing can name a source, as the number is computed; empty elsewhere.
        place: The clause or page within it.
        confidence: How sure the number is, in words; empty where nothing says so.
        unsure: Whether it is not confirmed.
        note: What a reader should know about it.
    """

    source: Source | None
    instead: str = ""
    place: str = ""
    confidence: str = ""
    unsure: bool = False
    note: str = ""


class Sources:
    """The sources of one page, in the order in which they are first met."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self._found: dict[tuple[str, ...], Source] = {}

    def __iter__(self) -> Iterator[Source]:
        return iter(self._found.values())

    def __len__(self) -> int:
        return len(self._found)

    def cited(self, cite: Citation, plan: Plan, row: tuple[str, str]) -> Reference:
        """Point from a row to the document that it is written in."""
        document = plan.document(cite.document)
        key = ("document", document.number, document.title.vi, document.title.en, document.url)
        return Reference(
            source=self._source(key, lambda: tuple(_document(document, self.lang)), row),
            place=", ".join(filter(None, (cite.clause, cite.page))),
            confidence=CONFIDENCE[cite.confidence.value].in_(self.lang),
            unsure=cite.confidence is Confidence.UNCONFIRMED,
            note=cite.note,
        )

    def told(
        self, source: str | None, confidence: Confidence | None, row: tuple[str, str], *, note: str | None = None
    ) -> Reference:
        """Point from a row to where a figure or a report was found."""
        found = None if not source else self._source(("told", source), lambda: tuple(pieces(source)), row)
        return Reference(
            source=found,
            confidence=CONFIDENCE[confidence.value].in_(self.lang) if confidence else "",
            unsure=confidence is Confidence.UNCONFIRMED,
            note=note or "",
        )

    def _source(self, key: tuple[str, ...], make: Callable[[], tuple[Piece, ...]], row: tuple[str, str]) -> Source:
        if key not in self._found:
            self._found[key] = Source(number=len(self._found) + 1, pieces=make())
        number, anchor = row
        self._found[key].rows[anchor] = number
        return self._found[key]


def pieces(text: str) -> Iterator[Piece]:
    """Divide a text into plain stretches and the web addresses in it."""
    end = 0
    for found in _URL.finditer(text):
        address = found[0].rstrip(".,;:!?)]}")
        url = safe_url(address)
        if url is None:
            continue
        if found.start() > end:
            yield Piece(text[end : found.start()])
        yield Piece(address, url)
        end = found.start() + len(address)
    if text[end:]:
        yield Piece(text[end:])


def safe_url(url: str) -> str | None:
    """Give an address that a page may link to, or None.

    Only addresses of the web are linked: nothing that runs (``javascript:``, ``data:``), opens files or programs, or
    hides its host behind a name and password.
    """
    url = url.strip()
    if re.search(r"[\x00-\x20\x7f\\]", url):
        return None
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return None
    web = parts.scheme.lower() in ("http", "https")
    return url if web and host and "@" not in parts.netloc else None


def _document(document: Document, lang: Lang) -> Iterator[Piece]:
    issued = say_period(document.issued, lang) if document.issued else ""
    yield Piece(", ".join(filter(None, (document.number, document.title.in_(lang), document.issuer, issued))))
    if document.url:
        yield Piece(" ")
        yield Piece(document.url, safe_url(document.url))
