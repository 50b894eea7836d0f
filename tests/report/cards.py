"""Made-up scorecards of every kind that a page has to bear, by name."""

from pathlib import Path
from tempfile import TemporaryDirectory

import dxplan as dx
from dxplan.periods import CalendarStep

MARKUP = (
    "<script>fetch('http://evil.example/')</script>",
    "\"><img src='http://evil.example/x.png' onerror='alert(1)'>",
    "'><svg onload=alert(1)>",
    "</style></title></textarea><script>alert(1)</script>",
    "<!-- <a href='javascript:alert(1)'>x</a>",
    "{{ 7 * 7 }} {% for x in y %} ${7*7}",
    "&lt;b&gt; &amp; & <b>bold</b>",
    "\u202eright to left\u202c \x0b\x1b[31m",
    "]]><iframe src='http://evil.example'></iframe>",
)
"""What a stranger may write into a text."""

LINKS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example/x",
    "https://bank.example@evil.example/",
    "https://",
    "java\nscript:alert(1)",
    "http://[bad",
    " https://good.example/?a=1&b=<2>",
    "https://good.example/page",
)
"""What a stranger may write where an address is asked for."""

LONG = ("Số" + "siêudài" * 50, "Tỷ lệ hồ sơ công việc được xử lý trên môi trường mạng của các cơ quan " * 8)


def cite(**rest):
    return dx.Citation(**{"document": "paper", "confidence": dx.Confidence.OFFICIAL} | rest)


def plan_of(targets, *, indicators, **rest):
    settings = {
        "code": "made-up",
        "title": dx.Text(vi="Kế hoạch bịa đặt", en="A made-up plan"),
        "place": "99",
        "adopted": 2020,
        "documents": [dx.Document(code="paper", title=dx.Text(vi="Giấy", en="Paper"))],
    }
    return dx.Plan(**{**settings, "targets": targets, "indicators": indicators, **rest})


def hostile():
    """A plan and figures full of markup, in every text that there is."""
    nasty = iter(MARKUP * 20)

    def text():
        return dx.Text(vi=next(nasty), en=next(nasty))

    documents = [
        dx.Document(code=f"paper{n}", title=text(), number=next(nasty), issuer=next(nasty), url=url)
        for n, url in enumerate(LINKS)
    ]
    indicators = [
        dx.Indicator(
            code="digital",
            name=text(),
            definition=text(),
            unit="%",
            direction=dx.Direction.UP,
            dimensions=("who",),
            proxies=("near",),
            method=MARKUP[0],
        ),
        dx.Indicator(code="near", name=text(), unit="%", direction=dx.Direction.UP),
        dx.Indicator(
            code="grade_of_it",
            name=text(),
            unit="grade",
            kind=dx.Kind.GRADE,
            scale=MARKUP[:3],
            direction=dx.Direction.UP,
        ),
    ]
    common = {"excludes": text(), "conditions": text(), "note": text(), "pillar": "one"}
    targets = [
        dx.Target(
            code=f"aim{n}",
            title=text(),
            indicator="digital",
            goal=dx.Goal(interval=dx.Interval.at_least(80), unit="percent", wording=next(nasty)),
            by=2025,
            cite=cite(document=f"paper{n}", clause=next(nasty), page=next(nasty), note=next(nasty)),
            **common,
        )
        for n in range(len(LINKS))
    ]
    targets += [
        dx.Target(
            code="each-of-them",
            title=text(),
            indicator="digital",
            goal=dx.Goal.parse("80 %"),
            each="who",
            by=2025,
            cite=cite(document="paper0"),
        ),
        dx.Target(
            code="graded",
            title=text(),
            indicator="grade_of_it",
            goal=dx.Goal(interval=None, grade=MARKUP[2], wording=next(nasty)),
            by=2025,
            cite=cite(document="paper0"),
        ),
        dx.Target(code="stone", title=text(), by=2025, cite=cite(document="paper0", note=next(nasty))),
    ]
    plan = plan_of(
        targets,
        indicators=indicators,
        title=text(),
        documents=documents,
        pillars=[dx.Pillar(code="one", name=text())],
        dimensions=[dx.Dimension(code="who", name=text(), members=MARKUP)],
        agencies=[dx.Agency(code="office", name=text(), note=text())],
        skills=[dx.Skill(code="skill", name=text())],
        tasks=[
            dx.Task(code="work", title=text(), cite=cite(document="paper0"), roles={"lead": ("office",)}, note=text())
        ],
        initiatives=[dx.Initiative(code="list", title=text(), cite=cite(document="paper0"), items=MARKUP, note=text())],
        pilots=[dx.Pilot(code="trial", title=text(), cite=cite(document="paper0"), skills=("skill",), note=text())],
    )
    source = f"{next(nasty)} https://good.example/<b> javascript:alert(1) http://user@evil.example/"
    shown = {"source": source, "note": next(nasty), "status": next(nasty), "confidence": dx.Confidence.UNCONFIRMED}
    figures = [
        dx.Figure(indicator="digital", place="99", period=2025, value=50, method=MARKUP[0], **shown),
        dx.Figure(indicator="digital", place="99", period=2025, value=60, method=MARKUP[1], **shown),
        dx.Figure(indicator="near", place="99", period=2025, value=60, **shown),
        dx.Figure(indicator="grade_of_it", place="99", period=2025, value=2, **shown),
        *(
            dx.Figure(
                indicator="digital",
                place="99",
                period=2025,
                value=n * 10,
                breakdown={"who": member},
                method=MARKUP[0],
                **shown,
            )
            for n, member in enumerate(MARKUP[:4])
        ),
    ]
    reports = [
        dx.Report(task=code, period=2025, state=dx.State.DONE, evidence=MARKUP[0], source=source, note=MARKUP[1])
        for code in ("work", "stone")
    ]
    return dx.evaluate(plan, dx.Figures.of(figures), at=2025, reports=dx.Reports.of(reports))


def long_names():
    """Names of hundreds of letters, with and without spaces."""
    texts = [dx.Text(vi=name, en=name) for name in LONG]
    share = dx.Indicator(code="a" + "_very_long" * 8, name=texts[0], unit="%", direction=dx.Direction.UP)
    targets = [
        dx.Target(
            code="t" + "-long" * 20 + str(n),
            title=text,
            indicator=share.code,
            goal=dx.Goal.parse("80 %"),
            by=2025,
            pillar="one",
            note=text,
            cite=cite(clause=text.vi, note=text.vi),
        )
        for n, text in enumerate(texts)
    ]
    figure = dx.Figure(
        indicator=share.code, place="99", period=2025, value=123456789012345.678, source="s" * 400, note=LONG[1]
    )
    plan = plan_of(
        targets,
        indicators=[share],
        title=texts[1],
        pillars=[dx.Pillar(code="one", name=texts[0])],
        agencies=[dx.Agency(code="office", name=texts[0])],
        tasks=[dx.Task(code="work", title=texts[0], cite=cite(), roles={"lead": ("office",)}, pillar="one")],
    )
    return dx.evaluate(plan, dx.Figures.of([figure]), at=2025)


def many(number=200):
    """Many targets, of values between nothing and twice the goal."""
    indicators = [
        dx.Indicator(code=f"digital{n}", name=f"Chỉ số {n}", unit="%" if n % 3 else "rank", direction=way)
        for n in range(number)
        for way in (dx.Direction.UP if n % 3 else dx.Direction.DOWN,)
    ]
    targets = [
        dx.Target(
            code=f"aim-{n}",
            title=f"Mục tiêu {n}",
            indicator=f"digital{n}",
            goal=dx.Goal.parse("50 %" if n % 3 else "top 20"),
            by=2025 + n % 2 * 5,
            pillar=("government", "economy", None)[n % 3],
            cite=cite(),
        )
        for n in range(number)
    ]
    figures = [
        dx.Figure(indicator=f"digital{n}", place="99", period=2025 - n % 4, value=1 + n / 2, source=f"Nguồn {n}")
        for n in range(number)
    ]
    pillars = [dx.Pillar(code="government", name="Chính quyền số"), dx.Pillar(code="economy", name="Kinh tế số")]
    return dx.evaluate(plan_of(targets, indicators=indicators, pillars=pillars), dx.Figures.of(figures), at=2025)


def no_figures():
    """A shipped plan without any figure."""
    return dx.evaluate(dx.load_plan("vn-749"), dx.Figures.of([]), at=2025)


def no_targets():
    """A plan that promises nothing."""
    return dx.evaluate(plan_of([], indicators=[]), dx.Figures.of([]), at=2025)


def shipped():
    """Two shipped plans, of which the later revises the earlier."""
    plans = [dx.load_plan(code) for code in ("dien-bien-2020", "dien-bien-2021", "vn-749")]
    figures = [dx.load_figures(plan.code) for plan in (plans[0], plans[2])]
    return dx.evaluate(plans, figures[0].joined(figures), at=2025)


def parts():
    """Targets about each of many, about every year, and about a share of the parts."""
    members = tuple(f"ngành {n:03}" for n in range(300))
    share = dx.Indicator(code="digital", name="Tỷ lệ", unit="%", direction=dx.Direction.UP, dimensions=("industry",))
    growth = dx.Indicator(code="growth", name="Tăng trưởng", unit="%", direction=dx.Direction.UP)
    of_each = {"indicator": "digital", "each": "industry", "by": 2025, "cite": cite()}
    targets = [
        dx.Target(code="each", title="Từng ngành", goal=dx.Goal.parse("10 %"), **of_each),
        dx.Target(code="quota", title="Phần lớn các ngành", goal=dx.Goal.parse("10 %"), quota=0.8, **of_each),
        dx.Target(
            code="every",
            title="Hằng năm",
            indicator="growth",
            goal=dx.Goal.parse("7 %"),
            every=CalendarStep.YEAR,
            since=2022,
            by=2025,
            cite=cite(),
        ),
    ]
    figures = [
        dx.Figure(indicator="digital", place="99", period=2025, value=n % 20, breakdown={"industry": member})
        for n, member in enumerate(members[:280])
    ]
    figures += [dx.Figure(indicator="growth", place="99", period=year, value=year - 2016) for year in (2022, 2024)]
    industry = dx.Dimension(code="industry", name=dx.Text(vi="ngành", en="industry"), members=members)
    plan = plan_of(targets, indicators=[share, growth], dimensions=[industry])
    return dx.evaluate(plan, dx.Figures.of(figures), at=2025)


def paces():
    """Targets with a baseline, by a method that looks at the pace; one of each qualifier."""
    share = dx.Indicator(code="digital", name="Tỷ lệ", unit="%", direction=dx.Direction.UP)
    targets = [
        dx.Target(
            code=f"pace-{n}",
            title=f"Nhịp độ {n}",
            indicator=f"digital{n}",
            goal=dx.Goal.parse(goal),
            by=2030,
            baseline=dx.Baseline(period=2020, value=20),
            cite=cite(),
        )
        for n, goal in enumerate(("80 %", "60–80 %", "khoảng 70 %", "trên 90 %", "80 %", "80 %"))
    ]
    indicators = [
        dx.Indicator(code=f"digital{n}", name=f"Tỷ lệ {n}", unit=share.unit, direction=share.direction)
        for n in range(len(targets))
    ]
    words = (None, *(dx.Qualifier(word) for word in ("about", "nearly", "more_than", "less_than", "at_most")))
    figures = [
        dx.Figure(indicator=f"digital{n}", place="99", period=2025, value=value, qualifier=word)
        for n, (value, word) in enumerate(zip((50, 40, 68, 85, 22, 10), words, strict=True))
    ]
    return dx.evaluate(plan_of(targets, indicators=indicators), dx.Figures.of(figures), at=2025, method="progress")


def made_up_province():
    """The province of ``dxplan new``: targets of every kind, and every status."""
    with TemporaryDirectory() as folder:
        dx.write_made_up_plan(Path(folder) / "province")
        plan, figures, reports = (
            Path(folder) / "province" / name for name in ("plan.toml", "figures.csv", "reports.csv")
        )
        read = dx.read_figures(figures), dx.read_reports(reports)
        return dx.evaluate(dx.load_plan(plan), read[0], at=2025, reports=read[1], method="progress")


CARDS = {
    make.__name__: make
    for make in (hostile, long_names, made_up_province, many, no_figures, no_targets, shipped, parts, paces)
}
