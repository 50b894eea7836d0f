"""What the tests of merging share: a plan of made-up indicators that merge in every way."""

import dxplan as dx

UP = dx.Direction.UP


def indicator(code, **settings):
    return dx.Indicator(**({"code": code, "name": code, "unit": "%", "direction": UP} | settings))


def count(code, **settings):
    return indicator(code, **({"unit": "number", "kind": dx.Kind.COUNT, "over_units": "sum"} | settings))


INDICATORS = (
    indicator("digital_share", over_units="ratio(grdp)"),
    indicator("covered"),
    indicator("coverage_claim", over_units="min"),
    indicator("best_part", over_units="max"),
    indicator("plain", over_units="mean"),
    indicator("score", unit="point", kind=dx.Kind.INDEX, over_units="weighted_mean(population)"),
    indicator("other_score", unit="point", kind=dx.Kind.INDEX),
    indicator("standing", unit="rank", kind=dx.Kind.RANK, direction=dx.Direction.DOWN),
    indicator("growth", kind=dx.Kind.RATE),
    indicator("portal", unit="yes_no", kind=dx.Kind.FLAG),
    indicator("any_portal", unit="yes_no", kind=dx.Kind.FLAG, over_units="any"),
    indicator("grade", unit="grade", kind=dx.Kind.GRADE, scale=("C", "B", "A"), over_units="min"),
    indicator("grdp", unit="tỷ đồng", kind=dx.Kind.AMOUNT, over_units="sum"),
    count("population", unit="nghìn người"),
    count("datasets"),
)


def make_plan(place="24", adopted=2026, indicators=INDICATORS, **rest):
    return dx.Plan(
        code=f"made-up-{place}",
        title="A made-up plan",
        place=place,
        adopted=adopted,
        documents=[dx.Document(code="paper", title="A made-up paper")],
        indicators=indicators,
        **rest,
    )


PLAN = make_plan()


def figure(indicator, place, value=None, period="2022", **rest):
    return dx.Figure(indicator=indicator, place=place, period=dx.Period.parse(period), value=value, **rest)


def figures(*rows):
    return dx.Figures.of(row if isinstance(row, dx.Figure) else figure(*row) for row in rows)
