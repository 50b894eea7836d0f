"""A scorecard as a document of plain values, for programs."""

from dxplan.report.document.card import scorecard_document, scorecard_schema

__all__ = ["scorecard_document", "scorecard_schema"]
