"""From a scorecard to one file that a browser opens without a network and without running anything."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan.errors import UnknownCodeError
from dxplan.progress import WorkStage, work
from dxplan.report.page.content import page_of
from dxplan.report.page.templating import environment
from dxplan.report.page.wording import say
from dxplan.scorecard.labels import CONFIDENCE
from dxplan.scorecard.labels import say as say_line
from dxplan.typing import LANGS

if TYPE_CHECKING:
    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.typing import IntoPath, Lang


@work({WorkStage.WRITING: 1.0})
def write_report(card: Scorecard, path: IntoPath, *, lang: Lang = "en", dated: date | None = None) -> Path:
    """Write a scorecard as a page: one HTML file to read in a browser, on a phone or on paper.

    The page needs no network and no script, and holds everything: how far the plan has come, every target with a
    picture of its value against its goal and the reason for its status, what is missing, the tasks and who answers for
    them, the source of every number and how sure it is, and how it was computed.
    What is not known is said to be not known; it is never shown as not met.
    Texts of plans and figures are shown as they are and never become part of the page's own markup.

    Args:
        card: The scorecard.
        path: Where to write it; a file that is there is replaced.
        lang: The language of the page: ``vi`` or ``en``, with its formats of numbers and dates.
        dated: The day that the page is said to be written on; today if it is left out.

    Returns:
        The path of the file.

    Raises:
        UnknownCodeError: There is no such language.
        OSError: The file cannot be written.
    """
    file = Path(path)
    file.write_text(render_page(card, lang, dated=dated), encoding="utf-8", newline="\n")
    return file


@work({WorkStage.WRITING: 1.0})
def render_page(card: Scorecard, lang: Lang = "en", *, dated: date | None = None) -> str:
    """Give the page that `write_report` writes, as text.

    Args:
        card: The scorecard.
        lang: The language.
        dated: The day that the page is said to be written on; today if it is left out.

    Raises:
        UnknownCodeError: There is no such language.
    """
    from importlib.metadata import version

    if lang not in LANGS:
        raise UnknownCodeError.among("language", lang, LANGS)
    content = page_of(card, lang, dated or date.today(), version("dxplan"))  # noqa: DTZ011 (a person's today)
    return (
        environment()
        .get_template("page.html")
        .render(
            page=content,
            t=lambda key, **values: say(key, lang, **values),
            unconfirmed=CONFIDENCE["unconfirmed"].in_(lang),
            waits=say_line("waits_for", lang),
        )
    )
