"""Folders to begin with: a made-up province that shows everything, and an empty plan of one's own.

The texts are the templates that come with dxplan.
A line of theirs that begins with ``#vi`` or ``#en`` is a remark in that language, and ``<place>`` stands for a key.
"""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dxplan.codes import label_of
from dxplan.errors import UnknownCodeError
from dxplan.figures.columns import FORM as FIGURES
from dxplan.figures.reports import FORM as REPORTS
from dxplan.io.installed import FIGURES_FILE, PLAN_FILE, REPORTS_FILE
from dxplan.io.plans import loads_plan
from dxplan.io.raw import as_raw
from dxplan.io.schema import plan_schema
from dxplan.io.toml_writer import write_toml
from dxplan.periods import Period
from dxplan.text import as_text
from dxplan.typing import LANGS

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from dxplan.periods import IntoPeriod
    from dxplan.text import Text
    from dxplan.typing import IntoPath, Lang

SCHEMA_FILE, README_FILE = "plan.schema.json", "README.md"

MADE_UP, EMPTY = "made-up", "own"
"""The folders of the templates."""


def write_made_up_plan(folder: IntoPath, *, lang: Lang = "en") -> tuple[Path, ...]:
    """Write the folder of a made-up province, as a pattern to look at and to change.

    It has a plan with targets of every kind, figures, reports, the schema of plan files for editors, and a page that
    says what they are. Its figures show every status at 2025 by the method ``progress``. Everything in it is made up,
    and its titles, its place and its documents say so.

    Args:
        folder: Where to write; it is made if it is not there.
        lang: The language of the remarks.

    Returns:
        The files that were written.

    Raises:
        FileExistsError: One of the files is there already; nothing is written.
        UnknownCodeError: There is no such language.
    """
    shelf = _shelf(MADE_UP, lang)
    texts = {name: _read(shelf / name) for name in (FIGURES_FILE, REPORTS_FILE)}
    plan = _spoken(_read(shelf / PLAN_FILE), lang)
    return _write(folder, {PLAN_FILE: plan, **texts}, _read(shelf / f"README.{lang}.md"))


def write_empty_plan(
    folder: IntoPath,
    *,
    title: Text | str,
    place: str,
    adopted: IntoPeriod,
    code: str | None = None,
    implements: str = "vn-749",
    lang: Lang = "en",
) -> tuple[Path, ...]:
    """Write the folder of a plan that promises nothing yet, to be filled in.

    Its plan has what is known of it, with patterns to go by; its figures and reports have the names of their columns.

    Args:
        folder: Where to write; it is made if it is not there.
        title: The plan's title.
        place: The code of the place that it is for.
        adopted: When it was adopted; a year is enough.
        code: Its code; the name of the folder, in the letters that codes have, if it is left out.
        implements: The installed plan or vocabulary whose indicators and structure it takes over.
        lang: The language of the remarks.

    Returns:
        The files that were written.

    Raises:
        FileExistsError: One of the files is there already; nothing is written.
        Problems: The plan could not be read with these values; nothing is written.
        PeriodError: `adopted` names no period.
        UnknownCodeError: There is no such language.
    """
    shelf = _shelf(EMPTY, lang)
    when = Period.of(adopted)
    head = {
        "code": label_of(Path(folder).resolve().name) if code is None else code,
        "title": as_raw(as_text(title)),
        "implements": implements,
        "place": place,
        "adopted": as_raw(when),
    }
    plan = _filled(_spoken(_read(shelf / PLAN_FILE), lang), head)
    loads_plan(plan)
    columns = {name: f"{','.join(form.known)}\n" for name, form in ((FIGURES_FILE, FIGURES), (REPORTS_FILE, REPORTS))}
    readme = _read(shelf / f"README.{lang}.md").replace("{year}", str(when.last.year))
    readme = readme.replace("{title}", " ".join(as_text(title).in_(lang).split()))
    return _write(folder, {PLAN_FILE: plan, **columns}, readme)


def _shelf(name: str, lang: str) -> Traversable:
    if lang not in LANGS:
        raise UnknownCodeError.among("language", lang, LANGS)
    return resources.files("dxplan") / "templates" / name


def _read(file: Traversable) -> str:
    return file.read_text(encoding="utf-8")


def _spoken(text: str, lang: str) -> str:
    """Keep the remarks in one language."""
    others = "|".join(other for other in LANGS if other != lang)
    return re.sub(
        rf"^#{lang}\b", "#", re.sub(rf"^#(?:{others})\b.*\n", "", text, flags=re.MULTILINE), flags=re.MULTILINE
    )


def _filled(text: str, head: dict[str, Any]) -> str:
    return re.sub(r"^<(\w+)>\n", lambda found: write_toml({found[1]: head[found[1]]}, []), text, flags=re.MULTILINE)


def _write(folder: IntoPath, texts: dict[str, str], readme: str) -> tuple[Path, ...]:
    """Write the files of a folder, or none of them if one is there.

    Tables begin with the mark by which spreadsheets know UTF-8.
    """
    place = Path(folder)
    schema = json.dumps(plan_schema(), ensure_ascii=False, indent=2)
    named = f'"{place}"' if re.search(r"\s", str(place)) else str(place)
    texts = {**texts, SCHEMA_FILE: f"{schema}\n", README_FILE: readme.replace("{folder}", named)}
    there = [name for name in texts if (place / name).exists() or (place / name).is_symlink()]
    if there:
        raise FileExistsError(f"{str(place)!r} has {', '.join(there)} already; name another folder")
    if place.exists() and not place.is_dir():
        raise FileExistsError(f"{str(place)!r} is a file; name a folder")
    place.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        encoding = "utf-8-sig" if name.endswith(".csv") else "utf-8"
        with (place / name).open("x", encoding=encoding, newline="\n") as file:
            file.write(text)
    return tuple(place / name for name in texts)
