"""The files that restating writes: figures alone, or a folder that holds the inherited plan beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import click

from dxplan.commands.output import echo
from dxplan.messages import say
from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from dxplan.figures import Figures
    from dxplan.model.plan import Plan
    from dxplan.typing import Lang

_TITLE = Text(vi="Cam kết mà {place} tiếp nhận, {day}", en="What {place} has inherited, {day}")
_FIGURES = Text(vi="Đã ghi số liệu:", en="Figures written:")
_PLAN = Text(vi="Đã ghi kế hoạch ({kept} mục tiêu): {file}", en="Plan written ({kept} targets): {file}")
_LEFT = Text(
    vi="Không đưa vào kế hoạch {left} mục tiêu, chưa ai cam kết ở nơi mới; xem lý do: --only targets",
    en="Not in the plan are {left} targets, which nobody has promised for the new place; --only targets says why",
)
_NO_PLAN = Text(vi="Chưa ghi kế hoạch nào: {why}", en="No plan is written: {why}")
_NONE_EARLIER = Text(vi="không có kế hoạch nào ban hành trước {day}", en="none was adopted before {day}")


def is_folder(output: Path) -> bool:
    """Tell whether a name is that of a folder: it has no ending, or is one already."""
    return not output.suffix or output.is_dir()


def check_free(output: Path, *, folder: bool) -> None:
    """Refuse a name under which something would be lost.

    Raises:
        UsageError: There is such a file already.
        FiguresError: Figures are not written to files of that ending.
    """
    from dxplan.io.figure_writer import check_writable
    from dxplan.io.installed import FIGURES_FILE, PLAN_FILE

    place = next((one for one in ((output, *output.parents) if folder else output.parents) if one.exists()), None)
    if place is not None and not place.is_dir():
        raise click.UsageError(f"{str(place)!r} is a file; name a folder")
    if not folder:
        try:
            check_writable(output)
        except FileExistsError as error:
            raise click.UsageError(str(error)) from None
        return
    there = [name for name in (FIGURES_FILE, PLAN_FILE) if (output / name).exists() or (output / name).is_symlink()]
    if there:
        raise click.UsageError(f"{str(output)!r} has {', '.join(there)} already; name another folder")


def write_restated(figures: Figures, output: Path, lang: Lang, *, plans: Sequence[Plan], to: str | None) -> None:
    """Write figures to a file; or into a folder, with the plan that is inherited on a day by a place.

    Where the promises lead to several places there is no such plan, and it is said why none is written.
    """
    from dxplan.errors import DefinitionError
    from dxplan.io.figure_writer import write_figures
    from dxplan.io.installed import FIGURES_FILE, PLAN_FILE
    from dxplan.io.plan_writer import dumps_plan
    from dxplan.periods import Period

    if to is None:
        echo(f"{_FIGURES.in_(lang)} {write_figures(figures, output)}", err=True)
        return
    day = Period.of(to).last
    earlier = [plan for plan in plans if plan.adopted.last <= day]
    made: tuple[Plan, int] | None = None
    why = _NONE_EARLIER.in_(lang).format(day=day)
    if earlier:
        try:
            made = _inherited(earlier, day, output.resolve().name)
        except DefinitionError as error:
            why = say(error.fact, lang)
    output.mkdir(parents=True, exist_ok=True)
    echo(f"{_FIGURES.in_(lang)} {write_figures(figures, output / FIGURES_FILE)}", err=True)
    if made is None:
        echo(_NO_PLAN.in_(lang).format(why=why), err=True)
        return
    (plan, left), file = made, output / PLAN_FILE
    with file.open("x", encoding="utf-8", newline="\n") as opened:
        opened.write(dumps_plan(plan))
    echo(_PLAN.in_(lang).format(kept=len(plan.targets), file=file), err=True)
    if left:
        echo(_LEFT.in_(lang).format(left=left), err=True)


def _inherited(plans: Sequence[Plan], day: date, name: str) -> tuple[Plan, int]:
    """Make the plan of what was carried over, and tell how many targets it does not hold.

    Raises:
        DefinitionError: The promises lead to several places, or to none.
    """
    from dxplan.codes import label_of
    from dxplan.model.restated.restating import restate_plans

    found = restate_plans(plans, to=day)
    plan = found.plan(code=label_of(name), title="–")
    place = plan.gazetteer.find(plan.place, on=day)
    said = {lang: getattr(_TITLE, lang).format(place=place.called(lang), day=day) for lang in ("vi", "en")}
    return attrs.evolve(plan, title=Text(**said)), len(found.left_out())
