"""What a plan file says of other plans: the one it implements, and the targets that its own follow or replace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import attrs

from dxplan.codes import check_reference
from dxplan.errors import DefinitionError, DxplanError, UnknownCodeError, Where
from dxplan.io.installed import definition_of, implementable, is_installed
from dxplan.io.toml_files import parse_toml
from dxplan.model.plan import Plan
from dxplan.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterator


@attrs.frozen
class Outline:
    """What links to a plan are checked against.

    Attributes:
        targets: The codes of its targets.
        adopted: When it was adopted, as far as its file says it.
    """

    targets: frozenset[str]
    adopted: Period | None


@attrs.frozen(kw_only=True)
class Library:
    """The plans that a plan file may name.

    Attributes:
        load: Loads an installed plan, given its code and the plans above it.
        beside: Plans that are not installed, by code.
        above: The plans that implement this one, while they are being loaded.
    """

    load: Callable[[str, tuple[str, ...]], Plan]
    beside: Mapping[str, Plan]
    above: tuple[str, ...] = ()

    def implemented(self, code: str, implements: str) -> Plan:
        """Load the plan that another implements.

        Raises:
            DefinitionError: Plans implement each other in a circle.
            UnknownCodeError: There is no such plan.
        """
        if implements in (*self.above, code):
            chain = " → ".join((*self.above, code, implements))
            raise DefinitionError(
                f"plans implement each other in a circle: {chain}", "leave implements out of one of them."
            )
        if implements in self.beside:
            return self.beside[implements]
        if not is_installed(implements):
            raise self.unknown(implements)
        return self.load(implements, (*self.above, code))

    def outline(self, code: str) -> Outline:
        """Give what links to a plan are checked against; its own links are not followed, so circles do no harm.

        Raises:
            UnknownCodeError: There is no such plan.
            DxplanError: It is installed and cannot be read.
        """
        if code in self.beside:
            return outline_of(self.beside[code])
        if not is_installed(code):
            raise self.unknown(code)
        return _installed_outline(code)

    def unknown(self, code: str) -> UnknownCodeError:
        """Say that there is no such plan."""
        return UnknownCodeError.among("installed plan", code, {*implementable(), *self.beside})


def outline_of(plan: Plan) -> Outline:
    """Give what links to a plan are checked against."""
    return Outline(targets=frozenset(target.code for target in plan.targets), adopted=plan.adopted)


@lru_cache(maxsize=64)
def _installed_outline(code: str) -> Outline:
    file, name = definition_of(code)
    raw = parse_toml(file.read_text(encoding="utf-8-sig"), name)
    targets = raw.get("targets", [])
    codes = [item.get("code") for item in targets if isinstance(item, dict)] if isinstance(targets, list) else []
    return Outline(
        targets=frozenset(code for code in codes if isinstance(code, str)), adopted=_period(raw.get("adopted"))
    )


def _period(value: Any) -> Period | None:
    try:
        return Period.of(value)
    except DxplanError:
        return None


def link_problems(raw: dict[str, Any], inherited: Plan | None, library: Library) -> Iterator[DxplanError]:
    """Find links of targets that lead nowhere, or to a later plan."""

    def outline(code: str) -> Outline:
        return outline_of(inherited) if inherited is not None and inherited.code == code else _outline(code, library)

    targets = raw.get("targets", [])
    for place, target in enumerate(targets if isinstance(targets, list) else []):
        for key in ("follows", "replaces"):
            reference = target.get(key) if isinstance(target, dict) else None
            if not isinstance(reference, str):
                continue
            try:
                check_reference(reference)
            except DefinitionError:
                continue  # its own class says so
            try:
                _check_link(key, reference, raw, outline)
            except DxplanError as error:
                yield error.at(Where(f"$.targets[{place}].{key}"))


def _check_link(key: str, reference: str, raw: dict[str, Any], outline: Callable[[str], Outline]) -> None:
    code, _, target = reference.partition(":")
    if code == raw.get("code"):
        raise DefinitionError(f"a target {key} one of its own plan", "name a target of another plan.")
    other = outline(code)
    if target not in other.targets:
        raise UnknownCodeError.among(f"target of {code!r}", target, other.targets)
    adopted = _period(raw.get("adopted"))
    if key == "replaces" and adopted and other.adopted and other.adopted.first > adopted.last:
        raise DefinitionError(
            f"{reference!r} was promised in {other.adopted}, after this plan was adopted in {adopted}",
            "let the later plan replace the earlier one.",
        )


def _outline(code: str, library: Library) -> Outline:
    try:
        return library.outline(code)
    except UnknownCodeError:
        raise
    except DxplanError as error:
        raise DefinitionError(f"the plan {code!r} cannot be read: {error.fact}", "mend that plan first.") from error
