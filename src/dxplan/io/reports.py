"""Report files: CSV, workbooks and Parquet in, checked `Reports` out, or every problem at once with its row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.figures.reports import FORM, Reports
from dxplan.io.installed import REPORTS_FILE, folder_of
from dxplan.io.tables import intact, read_csv, read_table

if TYPE_CHECKING:
    from dxplan.typing import IntoPath


def read_reports(path: IntoPath, *, sheet: str | None = None) -> Reports:
    """Read a file of reports: ``.csv`` (UTF-8, divided by ``,``, ``;`` or tabs), ``.xlsx`` or ``.parquet``.

    The columns are those of `Reports.from_native`. Rows are numbered as a workbook shows them, the header being row 1.

    Args:
        path: The file.
        sheet: Of a workbook the sheet; by default the only one that has a column ``task``.

    Raises:
        Problems: Everything that is wrong with the file, each with its row and what to do.
        FileNotFoundError: There is no such file.
    """
    table, name = read_table(path, "reports", FORM.required, sheet=sheet)
    with intact(name):
        return Reports.from_native(table, source=name)


def load_reports(plan: str) -> Reports:
    """Load the reports that are installed with a plan; there may be none.

    Raises:
        UnknownCodeError: No such plan is installed.
    """
    entry = folder_of(plan) / REPORTS_FILE
    if not entry.is_file():
        return Reports()
    name = f"{plan}/{REPORTS_FILE}"
    table = read_csv(entry.read_bytes(), name, FORM.required)
    return Reports.from_native(table, source=name).with_plan(plan)
