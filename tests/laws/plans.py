"""Made-up plans of every shape, for laws about plan files."""

from datetime import date, timedelta

import attrs
from hypothesis import strategies as st

import dxplan as dx
from dxplan.codes import check_name
from dxplan.errors import DxplanError
from dxplan.expr.formula import WORDS
from dxplan.periods import CalendarStep


def _is_name(code):
    try:
        return check_name(code) not in WORDS
    except DxplanError:
        return False


LABELS = st.from_regex(r"[a-z0-9][a-z0-9_.-]{0,8}", fullmatch=True)
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,5}(\.[a-z][a-z0-9_]{0,3})?", fullmatch=True).filter(_is_name)
STRINGS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ['"', '"""', "'''", "\\", "a\nb", 'a"""\n"', "\r\n", "\n\n", "\x7f\x00\t", "đ\u2028", "= [x]", "#", "trên 80 %"]
)
TEXTS = st.builds(dx.Text, vi=STRINGS, en=STRINGS)
DAYS = st.dates(date(1000, 1, 1), date(2999, 1, 1))
PERIODS = st.one_of(
    st.integers(1000, 2999).map(dx.Period.year),
    DAYS.map(dx.Period.of),
    st.builds(dx.Period.months, st.integers(1000, 2999), st.integers(1, 10), st.sampled_from([1, 2, 3])),
    st.builds(lambda first, days: dx.Period(first, first + timedelta(days=days)), DAYS, st.integers(0, 3000)).filter(
        lambda period: period.last.year <= 2999
    ),
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-1000, 1000).map(float)
PLACES = st.sampled_from(["99", "99-1", "991.a"])
UNITS = st.sampled_from(["percent", "number", "rank", "household", "billion_vnd", "day"])


def _several(strategy, most=3):
    return st.lists(strategy, max_size=most, unique_by=lambda thing: thing.code)


def _maybe(codes):
    return st.none() | st.sampled_from(codes) if codes else st.none()


def _goals(indicator):
    """Goals that some wording says, as read from that wording or made by hand, facing as the indicator does."""
    bounds = NUMBERS.filter(lambda x: abs(x) < 1e15 and (x == 0 or abs(x) > 1e-9))
    unit = st.sampled_from([None, indicator.unit])
    made = st.builds(
        lambda kind, bound, unit: dx.Goal(interval=kind(bound), unit=unit),
        st.sampled_from([dx.Interval.at_least, dx.Interval.more_than, dx.Interval.at_most, dx.Interval.less_than]),
        bounds,
        unit,
    )
    bare = st.integers(0, 10**6).map(lambda n: dx.Goal.parse(str(n)).facing(indicator.direction))
    undefined = st.just(dx.Goal(interval=None, undefined="universal"))
    worded = st.sampled_from(WORDED).map(lambda wording: dx.Goal.parse(wording).measured_by(indicator))
    return st.one_of(made, bare, undefined, worded)


WORDED = (
    *("phổ cập", "cơ bản hoàn thành", "trên 1,5", "không quá 2154,5", "tối thiểu 3", "25–30", "khoảng 20", "= 5"),
    *(
        "trên 80 và dưới 90,5",
        "tối thiểu 25, phấn đấu 30",
        "giảm 12,5 % so với hiện nay",
        "tăng 30 %",
        "tối thiểu 7/năm",
    ),
    *("bình quân 7,5/năm", "tăng trên 5 so với mức ban đầu"),
)


@st.composite
def plans(draw, *, base=None, code=LABELS):
    """Make a plan; with `base`, one that implements it, and changes some of what it takes over."""
    taken = {} if base is None else {name: list(getattr(base, name)) for name in _VOCABULARY}

    def some(name, strategy, least=0):
        known = {thing.code for thing in taken.get(name, ())}
        own = [thing for thing in draw(_several(strategy)) if thing.code not in known]
        if len(own) + len(known) < least:
            own = [draw(strategy)]
        return own

    documents = some("documents", _DOCUMENTS, least=1)
    pillars = some("pillars", st.builds(dx.Pillar, code=LABELS, name=TEXTS))
    all_pillars = [thing.code for thing in [*pillars, *taken.get("pillars", ())]]
    groups = some("groups", st.builds(dx.SolutionGroup, code=LABELS, name=TEXTS, pillar=_maybe(all_pillars)))
    sectors = some("sectors", st.builds(dx.Sector, code=LABELS, name=TEXTS))
    dimensions = some(
        "dimensions",
        st.builds(dx.Dimension, code=NAMES, name=TEXTS, members=st.lists(STRINGS, unique=True, max_size=3).map(tuple)),
    )
    all_dimensions = [*dimensions, *taken.get("dimensions", ())]
    indicators = some("indicators", _indicators([thing.code for thing in all_dimensions]), least=1)
    own = {
        "documents": documents,
        "pillars": pillars,
        "groups": groups,
        "sectors": sectors,
        "dimensions": dimensions,
        "indicators": indicators,
    }
    vocabulary = {name: [*own[name], *(draw(_changed(name, thing)) for thing in taken.get(name, ()))] for name in own}
    codes = {name: [thing.code for thing in vocabulary[name]] for name in own}
    targets = draw(
        st.lists(
            st.sampled_from(vocabulary["indicators"]).flatmap(
                lambda indicator: _targets(indicator, vocabulary["dimensions"], codes)
            ),
            max_size=4,
            unique_by=lambda target: target.code,
        )
    )
    return dx.Plan(
        code=draw(code),
        title=draw(TEXTS),
        place=draw(PLACES),
        adopted=draw(PERIODS),
        implements=None if base is None else base.code,
        targets=targets,
        **vocabulary,
    )


_VOCABULARY = ("documents", "pillars", "groups", "sectors", "dimensions", "indicators")
_DOCUMENTS = st.builds(
    dx.Document,
    code=LABELS,
    title=TEXTS,
    number=STRINGS,
    issuer=STRINGS,
    issued=st.none() | PERIODS,
    url=STRINGS,
)


@st.composite
def _indicators(draw, dimensions):
    kind = draw(st.sampled_from(dx.Kind))
    unit = {dx.Kind.FLAG: "yes_no", dx.Kind.GRADE: "grade"}.get(kind) or draw(UNITS)
    up = kind is dx.Kind.GRADE or (unit != "rank" and draw(st.booleans()))
    made = dx.Indicator(
        code=draw(NAMES),
        name=draw(TEXTS),
        unit=unit,
        direction=dx.Direction.UP if up else dx.Direction.DOWN,
        kind=kind,
        scale=("C", "B", "A") if kind is dx.Kind.GRADE else (),
        definition=draw(TEXTS),
        frequency=draw(st.sampled_from(dx.Frequency)),
        method=draw(st.none() | STRINGS),
        dimensions=tuple(draw(st.lists(st.sampled_from(dimensions), unique=True, max_size=2))) if dimensions else (),
        low=draw(st.none() | NUMBERS),
        high=draw(st.none() | NUMBERS),
    )
    formula = draw(st.none() | st.sampled_from(["0.25 + 0.5 * 2", "clip(0.5, low=0.25)"]))
    return made if formula is None or unit != "percent" else attrs.evolve(made, formula=formula)


def _changed(name, thing):
    """Leave something that is taken over as it is, or change what can be changed alone."""
    other = {
        "indicators": lambda: st.builds(
            lambda **keys: attrs.evolve(thing, **keys),
            name=TEXTS,
            definition=TEXTS,
            method=st.none() | STRINGS,
            low=st.none() | NUMBERS,
            frequency=st.sampled_from(dx.Frequency),
        ),
        "documents": lambda: st.builds(
            lambda **keys: attrs.evolve(thing, **keys), title=TEXTS, issued=st.none() | PERIODS
        ),
        "groups": lambda: st.just(attrs.evolve(thing, pillar=None)),
    }.get(name, lambda: TEXTS.map(lambda text: attrs.evolve(thing, name=text)))
    return st.just(thing) | other()


@st.composite
def _targets(draw, indicator, dimensions, codes):
    members = {dimension.code: dimension.members for dimension in dimensions}
    axes = list(indicator.dimensions)
    each = draw(_maybe(axes))
    where = {
        axis: draw(st.sampled_from(members[axis]) if members[axis] else STRINGS)
        for axis in axes
        if axis != each and draw(st.booleans())
    }
    by = draw(PERIODS)
    start = draw(st.none() | PERIODS)
    baseline = None
    if start is not None and start.last < by.last:
        cite = draw(st.none() | _cites(codes["documents"]))
        baseline = dx.Baseline(period=start, value=draw(st.none() | NUMBERS), cite=cite)
    steps = {}
    goal = draw(_goals(indicator))
    # A mean of years has its years from since alone.
    if each is None and goal.yearly != "mean" and draw(st.booleans()):
        first = dx.Period.year(max(1000, by.last.year - draw(st.integers(1, 3))))
        steps = {"every": draw(st.sampled_from(CalendarStep)), "since": first}
        steps = steps if first.steps_to(by, steps["every"]) else {}
    quota = draw(st.sampled_from([1.0, 0.9, 1 / 3])) if each or steps else 1.0
    return dx.Target(
        quota=quota,
        **steps,
        code=draw(LABELS),
        title=draw(TEXTS),
        indicator=indicator.code,
        goal=goal,
        by=by,
        cite=draw(_cites(codes["documents"])),
        place=draw(st.none() | PLACES),
        baseline=baseline,
        each=each,
        where=where,
        pillar=draw(_maybe(codes["pillars"])),
        group=draw(_maybe(codes["groups"])),
        sector=draw(_maybe(codes["sectors"])),
        follows=draw(st.none() | st.sampled_from(["vn-749:egdi-2025", "vn-749:digital-economy-2025"])),
        note=draw(TEXTS),
    )


def _cites(documents):
    return st.builds(
        dx.Citation,
        document=st.sampled_from(documents),
        confidence=st.sampled_from(dx.Confidence),
        clause=STRINGS,
        page=STRINGS,
        note=STRINGS,
    )
