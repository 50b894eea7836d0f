"""What a made-up province makes of a made-up nation's promises."""

import attrs
import pytest
from rich.console import Console

import dxplan as dx
from dxplan.errors import DefinitionError, UnknownCodeError
from dxplan.report.alignment import render_alignment

PAPER = dx.Document(code="paper", title="A made-up paper")
CITE = dx.Citation(document="paper", confidence=dx.Confidence.OFFICIAL)
INDICATORS = [
    dx.Indicator(code=code, name=code, unit=unit, direction=direction, dimensions=("level", "industry"))
    for code, unit, direction in (
        ("gdp_share", "%", dx.Direction.UP),
        ("grdp_share", "%", dx.Direction.UP),
        ("services", "%", dx.Direction.UP),
        ("files", "%", dx.Direction.UP),
        ("waiting", "ngày", dx.Direction.DOWN),
        ("country_rank", "rank", dx.Direction.DOWN),
        ("databases", "%", dx.Direction.UP),
    )
]
DIMENSIONS = [dx.Dimension(code="level", name="Level"), dx.Dimension(code="industry", name="Industry")]


def target(code, indicator, goal, by=2025, **rest):
    direction = next(found.direction for found in INDICATORS if found.code == indicator)
    goal = dx.Goal.parse(goal).facing(direction)
    return dx.Target(code=code, title=f"Target {code}", indicator=indicator, goal=goal, by=by, cite=CITE, **rest)


def plan(code, *targets, place="11"):
    return dx.Plan(
        code=code,
        title=f"Plan {code}",
        place=place,
        adopted=2020,
        documents=[PAPER],
        dimensions=DIMENSIONS,
        indicators=INDICATORS,
        targets=targets,
    )


NATIONAL = plan(
    "nation",
    target("economy", "gdp_share", "20 %"),
    target("services", "services", "80 %"),
    target("files-district", "files", "80 %", where={"level": "district"}),
    target("files-commune", "files", "60 %", where={"level": "commune"}),
    target("waiting", "waiting", "không quá 5"),
    target("rank", "country_rank", "top 70"),
    target("services-2030", "services", "100 %", by=2030),
    place="VN",
)


def aligned(*targets, national=NATIONAL):
    rows = dx.align(plan("province", *targets), national)
    return {(row.national or row.target).code: (row.standing.value, row.ambition, row.matched_by) for row in rows}


def one(own, theirs):
    """Give the standing of one target beside one of the nation."""
    (row,) = dx.align(plan("province", own), plan("nation", theirs))
    return row


def test_a_provinces_plan():
    found = aligned(
        target("economy", "grdp_share", "10 %", follows="nation:economy"),
        target("online", "services", "80 %"),
        target("files-district", "files", "90 %", where={"level": "district"}),
        target("files-commune", "files", "60 %", where={"level": "commune"}, by=2026),
        target("shared-databases", "databases", "100 %"),
    )
    assert found == {
        "economy": ("weaker", 0.5, "follows"),
        "services": ("adopted", 1.0, "indicator"),
        "files-district": ("stronger", 1.125, "indicator"),
        "files-commune": ("re-dated", 1.0, "indicator"),
        "waiting": ("omitted", None, None),
        "rank": ("omitted", None, None),
        "services-2030": ("omitted", None, None),
        "shared-databases": ("added", None, None),
    }


def test_a_related_indicator_is_not_the_same():
    found = aligned(target("economy", "grdp_share", "10 %"))
    assert found["economy"][0] == "added"
    rows = dx.align(plan("province", target("economy", "grdp_share", "10 %")), NATIONAL)
    assert [row.standing.value for row in rows if row.national and row.national.code == "economy"] == ["omitted"]


def test_milestones_are_matched_only_if_the_plan_says_so():
    def milestone(by=2025, **rest):
        return dx.Target(code="shared", title="Shared", by=by, cite=CITE, **rest)

    alone = dx.align(plan("province", milestone()), plan("nation", milestone()))
    assert [row.standing.value for row in alone] == ["omitted", "added"]
    assert one(milestone(follows="nation:shared"), milestone()).standing.value == "adopted"
    assert one(milestone(2026, follows="nation:shared"), milestone()).standing.value == "re-dated"
    row = one(milestone(follows="nation:t"), target("t", "databases", "100 %"))
    assert (row.standing.value, row.ambition) == ("re-scoped", None)
    assert "done" in printed(alone, "en")
    assert alone.to_native()["indicator"].to_list() == [None, None]


def test_titles_are_never_compared():
    own = attrs.evolve(target("economy", "databases", "20 %"), title=NATIONAL.target("economy").title)
    assert all(row.comparison is None for row in dx.align(plan("province", own), NATIONAL))


@pytest.mark.parametrize(
    ("own", "theirs", "standing", "ambition"),
    [
        (target("t", "waiting", "10"), target("t", "waiting", "5"), "weaker", 0.5),
        (target("t", "waiting", "4"), target("t", "waiting", "5"), "stronger", 1.25),
        (target("t", "country_rank", "top 35"), target("t", "country_rank", "top 70"), "stronger", 2),
        (target("t", "services", "trên 80 %"), target("t", "services", "80 %"), "stronger", 1),
        (target("t", "services", "10 %", by=2024), target("t", "services", "20 %"), "weaker", 0.5),
        (target("t", "services", "80 %", by=2024), target("t", "services", "80 %"), "re-dated", 1),
        (target("t", "services", "80 %", place="99-1"), target("t", "services", "80 %"), "re-scoped", 1),
        (target("t", "services", "80 %", place="11"), target("t", "services", "80 %"), "adopted", 1),
        (target("t", "services", "phổ cập"), target("t", "services", "80 %"), "re-scoped", None),
        (target("t", "services", "phổ cập"), target("t", "services", "phổ cập"), "adopted", None),
    ],
)
def test_standings_and_ambition(own, theirs, standing, ambition):
    row = one(own, theirs)
    assert (row.standing.value, row.ambition) == (standing, ambition)


def test_one_that_is_followed_may_be_asked_of_others():
    row = one(
        target("t", "files", "60 %", where={"level": "commune"}, follows="nation:t"),
        target("t", "files", "60 %", where={"level": "district"}),
    )
    assert (row.standing.value, row.matched_by, row.comparison.scope) == ("re-scoped", "follows", ("where",))


def test_what_is_followed_is_not_matched_again():
    found = aligned(target("a", "databases", "80 %", follows="nation:services"), target("b", "services", "80 %"))
    assert found["services"] == ("adopted", 1.0, "follows")
    assert found["services-2030"] == ("weaker", 0.8, "indicator")


def test_several_may_follow_one():
    rows = dx.align(
        plan(
            "province",
            target("a", "services", "40 %", by=2022, follows="nation:services"),
            target("b", "services", "80 %", follows="nation:services"),
        ),
        NATIONAL,
    )
    services = [row for row in rows if row.national == NATIONAL.target("services")]
    assert [(row.target.code, row.standing.value) for row in services] == [("a", "weaker"), ("b", "adopted")]


@pytest.mark.parametrize(
    ("own", "theirs", "matched"),
    [
        ([2025, 2030], [2025, 2030], {2025: 2025, 2030: 2030}),
        ([2024], [2025, 2030], {2024: 2025}),
        ([2022, 2025], [2025, 2030], {2025: 2025}),
        ([2025, 2035], [2025, 2030], {2025: 2025, 2035: 2030}),
        ([2026, 2031], [2025, 2030], {2026: 2025, 2031: 2030}),
        ([2021, 2022, 2025], [2025], {2025: 2025}),
    ],
)
def test_of_several_dates_the_same_and_then_the_nearest_are_matched(own, theirs, matched):
    rows = dx.align(
        plan("province", *(target(f"t{year}", "services", "80 %", by=year) for year in own)),
        plan("nation", *(target(f"n{year}", "services", "80 %", by=year) for year in theirs)),
    )
    found = {int(str(row.target.by)): int(str(row.national.by)) for row in rows if row.comparison}
    assert found == matched
    assert len(rows) == len(own) + len(theirs) - len(matched)


def test_targets_of_other_plans_that_are_followed_do_not_matter():
    found = aligned(target("t", "services", "80 %", follows="elsewhere:t"))
    assert found["services"] == ("adopted", 1.0, "indicator")


def test_what_cannot_be_aligned():
    with pytest.raises(UnknownCodeError, match="no target has the code 'economi'"):
        aligned(target("t", "grdp_share", "10 %", follows="nation:economi"))
    with pytest.raises(DefinitionError, match="'nation' is set beside itself"):
        dx.align(NATIONAL, NATIONAL)


def test_as_a_table():
    rows = dx.align(plan("province", target("economy", "grdp_share", "10 %", follows="nation:economy")), NATIONAL)
    table = rows.to_native()
    assert table.columns == [
        *("standing", "national_target", "national_indicator", "national_goal", "national_by"),
        *("target", "indicator", "goal", "by", "ambition", "scope", "matched_by"),
    ]
    assert table.row(0) == (
        *("weaker", "economy", "gdp_share", "≥ 20 %", "2025", "economy", "grdp_share", "≥ 10 %", "2025"),
        *(0.5, "", "follows"),
    )
    assert table.row(1)[5:] == (None,) * 7
    assert len(table) == len(rows) == 7
    assert dx.align(plan("a"), plan("b")).to_native().is_empty()


def test_counts_and_repr():
    rows = dx.align(plan("province", target("economy", "grdp_share", "10 %", follows="nation:economy")), NATIONAL)
    assert {standing.value: number for standing, number in rows.counts.items()} == {"omitted": 6, "weaker": 1}
    assert repr(rows) == "<Alignment of province with nation: 6 omitted, 1 weaker>"


@pytest.mark.parametrize(
    ("lang", "texts"),
    [
        (
            "en",
            [
                "↓ Weaker",
                "50 % of it",
                "∅ Omitted",
                "+ Added",
                "(each industry)",
                "(Level: commune level)",
                "6 omitted",
            ],
        ),
        ("vi", ["↓ Thấp hơn", "50 % mức quốc gia", "∅ Không đưa vào", "+ Thêm mới", "(từng industry)", "đến 2025"]),
    ],
)
def test_in_a_terminal(lang, texts):
    follows = target("economy", "grdp_share", "10 %", follows="nation:economy")
    rows = dx.align(plan("province", follows, target("databases", "databases", "100 %", each="industry")), NATIONAL)
    shown = printed(rows, lang)
    assert max(map(len, shown.splitlines())) <= 80
    for text in texts:
        assert text in " ".join(shown.split())


def test_in_a_terminal_without_targets():
    assert "Neither plan has a target." in printed(dx.align(plan("a"), plan("b")), "en")


def printed(rows, lang):
    console = Console(width=80, color_system=None, highlight=False, markup=False)
    with console.capture() as capture:
        console.print(render_alignment(rows, lang))
    return capture.get()
