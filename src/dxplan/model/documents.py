"""Where things are written: documents and citations, and how sure we are of them."""

from __future__ import annotations

import enum

import attrs

from dxplan.codes import label_validator, member
from dxplan.periods import Period, as_period
from dxplan.text import Text, as_text


class Confidence(enum.Enum):
    """How sure a statement is. Whatever is not official or secondary stays visibly so wherever it is shown."""

    OFFICIAL = "official"
    """Seen in the legal text or on a page of the authority itself."""
    SECONDARY = "secondary"
    """Seen in the press or in another source that reports it."""
    COMPUTED = "computed"
    """Computed or inferred from cited statements."""
    UNCONFIRMED = "unconfirmed"
    """Remembered or copied from an unknown place, and not confirmed."""


def as_confidence(confidence: Confidence | str) -> Confidence:
    """Return `confidence` itself, or the one that a text names."""
    return member(Confidence, confidence)


@attrs.frozen(kw_only=True)
class Document:
    """A law, decision, plan, article or page.

    Attributes:
        code: Its code within the plan.
        title: Its title.
        number: Its official number, empty where it has none or none is known.
        issuer: Who issued or published it.
        issued: The period in which it was issued; a year is enough where the day is not known.
        url: Where it can be read, as far as it is known.
    """

    code: str = attrs.field(validator=label_validator)
    title: Text = attrs.field(converter=as_text)
    number: str = ""
    issuer: str = ""
    issued: Period | None = attrs.field(default=None, converter=attrs.converters.optional(as_period))
    url: str = ""


@attrs.frozen(kw_only=True)
class Citation:
    """A place in a document, and how sure the statement taken from it is.

    Attributes:
        document: The document's code.
        confidence: How sure the statement is.
        clause: The place within the document, in words or numbers.
        page: The page.
        note: What a reader should know about the reading.
    """

    document: str = attrs.field(validator=label_validator)
    confidence: Confidence = attrs.field(converter=as_confidence)
    clause: str = ""
    page: str = ""
    note: str = ""
