"""The command that writes the folder of a plan to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dxplan.commands.options import LANG
from dxplan.commands.output import echo
from dxplan.text import Text, locale_lang

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.typing import Lang

_WROTE = Text(vi="Đã ghi {file}", en="Wrote {file}")
_MADE_UP = Text(
    vi="Mọi thứ trong đó đều là bịa. Lệnh này cho thấy mọi trạng thái:",
    en="Everything in it is made up. This shows every status:",
)
_EMPTY = Text(
    vi="Kế hoạch chưa có mục tiêu nào. Ghi vào, rồi tìm lỗi:", en="It has no targets yet. Add some, then check:"
)

_OF_ONES_OWN = ("title", "place", "adopted", "code", "implements")
_NEEDED = ("title", "place", "adopted")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--empty", is_flag=True, help="Write a plan of your own without targets, in place of the made-up one.")
@click.option("--title", metavar="TEXT", help="With --empty: its title.")
@click.option("--place", metavar="CODE", help="With --empty: the code of the place that it is for, such as 11.")
@click.option("--adopted", metavar="PERIOD", help="With --empty: when it was adopted; a year is enough.")
@click.option("--code", metavar="CODE", help="With --empty: its code; the name of DIR if left out.")
@click.option("--implements", metavar="PLAN", help="With --empty: whose indicators it takes over; vn-749 if left out.")
@LANG
def new(folder: Path, *, empty: bool, lang: Lang, **head: str | None) -> None:
    """Write the folder of a made-up province to learn from, or with --empty that of a plan of your own.

    DIR gets plan.toml, figures.csv, reports.csv, README.md and plan.schema.json; files that are there already are never
    written over. The made-up province has targets of every kind, and its figures show every status.

    \b
    dxplan new example
    dxplan new my-province --empty --title "Kế hoạch chuyển đổi số" --place 11 --adopted 2026
    """  # noqa: D301 (click reads the backspace)
    from dxplan.io.new_plans import write_empty_plan, write_made_up_plan

    said = {name: value for name, value in head.items() if value is not None}
    lacking = [name for name in _NEEDED if name not in said]
    if empty and lacking:
        raise click.UsageError(f"--empty needs {_options(lacking)}")
    if said and not empty:
        raise click.UsageError(
            f"{_options(name for name in _OF_ONES_OWN if name in said)} can be given with --empty only: "
            "the made-up province keeps its made-up name, so that nobody takes its numbers for real ones"
        )
    try:
        files = write_empty_plan(folder, lang=lang, **said) if empty else write_made_up_plan(folder, lang=lang)
    except FileExistsError as error:
        raise click.UsageError(str(error)) from None
    for file in files:
        echo(_WROTE.in_(lang).format(file=file))
    echo()
    echo((_EMPTY if empty else _MADE_UP).in_(lang))
    name = f'"{folder}"' if " " in str(folder) else str(folder)
    spoken = "" if lang == locale_lang() else f" --lang {lang}"
    command = f"check {name}" if empty else f"evaluate {name} --at 2025 --method progress"
    echo(f"  dxplan {command}{spoken}")


def _options(names: Iterable[str]) -> str:
    return ", ".join(f"--{name}" for name in names)


COMMANDS = (new,)
