"""Made-up plans of real provinces: no goal in them was ever promised."""

import dxplan as dx

BEFORE, MERGED = "2025-06-30", "2025-07-01"
SHARE = dx.Indicator(
    code="digital_share", name="A made-up share", unit="%", direction=dx.Direction.UP, dimensions=("level",)
)
WAIT = dx.Indicator(
    code="waiting", name="A made-up waiting time", unit="day", direction=dx.Direction.DOWN, kind=dx.Kind.INDEX
)
SERVICES = dx.Indicator(
    code="services", name="Made-up services", unit="service", direction=dx.Direction.UP, kind=dx.Kind.COUNT
)
ADDED = dx.Indicator(
    code="added", name="Services that add up", unit="service", direction="up", kind="count", over_units="sum"
)
RANK = dx.Indicator(code="made_up_rank", name="A made-up rank", unit="rank", direction="down", kind="rank")
GROWTH = dx.Indicator(code="growth", name="A made-up growth", unit="%", direction="up", kind="rate")
INDICATORS = (SHARE, WAIT, SERVICES, ADDED, RANK, GROWTH)
LEVELS = dx.Dimension(code="level", name="Level", members=("province", "district", "commune"))


def target(goal="80 %", indicator="digital_share", code="aim", **fields):
    measured = next(one for one in INDICATORS if one.code == indicator)
    read = goal if isinstance(goal, dx.Goal) else dx.Goal.parse(goal, direction=measured.direction, numbers="vi")
    cite = dx.Citation(document="paper", confidence="official", clause=code)
    return dx.Target(
        **{"code": code, "title": code, "indicator": indicator, "goal": read.measured_by(measured), "by": 2025}
        | {"cite": cite}
        | fields
    )


def milestone(code="shared", **fields):
    cite = dx.Citation(document="paper", confidence="official")
    return dx.Target(**{"code": code, "title": "Shared databases", "by": 2025, "cite": cite} | fields)


def plan(place, *targets, code=None, adopted=2021, **fields):
    code = code or f"plan-{place.lower()}"
    return dx.Plan(
        **{
            "code": code,
            "title": f"A made-up plan of {place}",
            "place": place,
            "adopted": adopted,
            "documents": [dx.Document(code="paper", title=f"The paper of {code}")],
            "dimensions": [LEVELS],
            "indicators": INDICATORS,
            "targets": targets,
        }
        | fields
    )


def both(one, other, **options):
    """Restate a target of the old Bắc Giang and one of the old Bắc Ninh to the day of the merger."""
    return dx.restate_plans([plan("24", one), plan("27", other)], to=MERGED, **options)


def only(*arguments, **options):
    """Give the one row of `both`."""
    (row,) = both(*arguments, **options)
    return row
