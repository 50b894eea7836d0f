"""Files and wordings as strangers may hand them in: sound ones with something broken, and plain nonsense.

A case is made from a number, so that it can be made again: ``python -m tests.fuzz plan --case 17``.
"""

import csv
import io
import random
import re
import tempfile
import warnings
from functools import cache
from importlib import resources
from pathlib import Path

import dxplan as dx
from dxplan.errors import DxplanError, DxplanWarning, Problems
from dxplan.figures.columns import KNOWN
from dxplan.figures.reports import _WORDS, FORM
from dxplan.io.plan_tables import HEAD, LISTS

MADE_UP = resources.files("dxplan") / "templates" / "made-up"

SIGNS = (
    *"[]{}()=\"'#,.;:|/\\-+*%<>≥≤~\n\r\t\0",
    *("\ufeff", "\u00a0", "\u202e", "\u2212", "\U0001f600", "\ud7ff", "́", "ß", "İ", "đ", "Đ", "ﬁ"),
    *('"""', "'''", "[[", "]]", "\r\n", "\\u0000", "\\ud800", "${x}", "{0}", "%s", "../..", "<b>", "=1+1"),
)
NUMBERS = (
    *("0", "-0", "1", "-1", "80", "2.154", "1.234,5", "1,234.5", "1e9", "1e400", "-1e400", "1_000", "0x10", "07"),
    *("inf", "-inf", "nan", "9" * 20, "9" * 5000, "0.1", ".5", "5.", "1.2.3", "١٢", "½", "²", "1e-400"),
)
PERIODS = (
    *("2025", "2025-Q3", "2025-H2", "2025-13", "2025-02-30", "2020/2021", "2021/2020", "Quý III/2025", "31/12/2025"),
    *("0", "0000", "9999", "10000", "-1", "9999-12-31", "1-1-1", "2025-W1", "2025-07-01T00:00:00", "2025-12"),
)
VALUES = (
    *('"x"', '""', "5", "-5", "0.5", "true", "false", "[]", "{}", "[1]", '["a", "b"]', "[[]]", "[{}]", "{ x = 1 }"),
    *('{ vi = "x" }', "{ en = 5 }", "2025", "2025-07-01", "2025-07-01T10:00:00Z", "10:00:00", "1e400", "nan", "inf"),
    *('"99"', '"24"', '"VN"', '"11"', '"commune"', '"district"', '"year"', '"paper"', '"share(a, b)"', '"9 ** 9 ** 9"'),
    *('"top 20"', '"25–30 %"', '"giảm 30 % so với 2020"', '"phổ cập"', '"2.154"', '"\\u0000"', '"vn-749:egdi-2025"'),
)


def text(rng, most=60):
    """Give a text of any signs."""
    return "".join(_sign(rng) for _ in range(rng.randrange(most)))


def _sign(rng):
    kind = rng.randrange(4)
    if kind == 0:
        return rng.choice(SIGNS)
    if kind == 1:
        return rng.choice("abcdefghijklmnopqrstuvwxyzăâđêôơư 0123456789")
    if kind == 2:
        return chr(rng.randrange(0xD800))
    return rng.choice((chr(rng.randrange(0xE000, 0x110000)), chr(rng.randrange(128))))


def changed(rng, whole, pieces):
    """Change a text in a few spots: something put in, left out, doubled, or moved."""
    for _ in range(rng.choice((1, 1, 2, 4))):
        start = rng.randrange(len(whole) + 1)
        end = min(len(whole), start + rng.choice((0, 1, 2, 5, 20, 100)))
        put = rng.choice(("", whole[start:end] * 2, rng.choice(pieces), rng.choice(SIGNS), text(rng, 6)))
        whole = whole[:start] + put + whole[end:]
        if rng.random() < 0.2:
            lines = whole.split("\n")
            lines.insert(rng.randrange(len(lines)), lines.pop(rng.randrange(len(lines))))
            whole = "\n".join(lines)
    return whole


@cache
def sound_plans():
    """Give plan files that can be read: the made-up one whole, and some without most of their targets."""
    whole = (MADE_UP / "plan.toml").read_text(encoding="utf-8")
    whole = re.sub(r"^#(vi|en).*\n", "", whole, flags=re.MULTILINE)
    blocks = whole.split("\n\n")
    lean = [block for nth, block in enumerate(blocks) if "[[targets]]" not in block or nth % 5 == 0]
    alone = [block for block in blocks if "[[targets]]" not in block and "follows" not in block]
    return whole, "\n\n".join(lean), "\n\n".join(alone).replace('implements = "vn-749"\n', "")


def plan(rng):
    """Give the text or the bytes of a plan file."""
    kind = rng.randrange(8)
    if kind == 0:
        return text(rng, 200)
    if kind == 1:
        return rng.randbytes(rng.randrange(200))
    if kind == 2:
        return _tables(rng)
    whole = rng.choice(sound_plans())
    if kind <= 5:
        return _values_changed(rng, whole)
    return changed(rng, whole, (*VALUES, *NUMBERS))


def _values_changed(rng, whole):
    """Give keys of a plan another value, or another name, so that it stays TOML."""
    lines = whole.split("\n")
    for _ in range(rng.choice((1, 1, 1, 2, 5))):
        spots = [nth for nth, line in enumerate(lines) if re.match(r"\w+ = ", line)]
        nth = rng.choice(spots)
        key, _, value = lines[nth].partition(" = ")
        kind = rng.randrange(5)
        if kind == 0:
            key = rng.choice((f"{key}x", "code", "goal", "each", "every", "baseline", '""', '"a b"', "x.y"))
        elif kind == 1:
            lines.pop(nth)
            continue
        elif kind == 2:
            value = f'"{rng.choice((*NUMBERS[:12], *PERIODS))}"'
        elif kind == 3:
            value = lines[rng.choice(spots)].partition(" = ")[2]
        else:
            value = rng.choice(VALUES)
        lines[nth] = f"{key} = {value}"
    return "\n".join(lines)


def _tables(rng):
    """Give tables of known keys with any values."""
    head = [f"{key} = {rng.choice(VALUES)}" for key in rng.sample(HEAD, rng.randint(0, len(HEAD)))]
    blocks = []
    for _ in range(rng.randrange(6)):
        name = rng.choice((*LISTS, "override.indicators.x", "override", "unknown"))
        cls = LISTS.get(name)
        fields = [field.name for field in cls.__attrs_attrs__] if cls else ["code", "name", "without"]
        keys = rng.sample(fields, rng.randint(0, len(fields)))
        header = f"[[{name}]]" if rng.random() < 0.8 else f"[{name}]"
        blocks.append("\n".join([header, *(f"{key} = {rng.choice(VALUES)}" for key in keys)]))
    return "\n".join([*head, *blocks])


WORDS = (
    *("tối thiểu", "ít nhất", "không dưới", "trên", "hơn", "dưới", "không quá", "tối đa", "từ", "đến", "trở lên"),
    *("khoảng", "gần", "đạt", "phấn đấu", "thuộc nhóm", "tỉnh dẫn đầu", "top", "phổ cập", "cơ bản", "từng bước"),
    *("giảm", "tăng", "so với", "hiện nay", "bình quân", "/năm", "mỗi năm", "gấp đôi", "lên", "xuống còn", "hạng"),
    *("at least", "more than", "up to", "between", "and", "about", "among the", "first", "by", "against", "a year"),
    *("%", "điểm %", "nghìn", "triệu", "tỷ đồng", "hộ", "xã", "ngày", "có", "không", "yes", "no", "–", "-", "/", ","),
    *("grade", "A", "cấp độ", "mức", "khá", "GRDP", "dân số", "và", "of", "%/năm", "+", "≥", "<=", ">", "~", "="),
)


def goal(rng):
    """Give the wording of a goal."""
    if rng.randrange(5) == 0:
        return text(rng, 40)
    parts = [
        rng.choice((rng.choice(WORDS), rng.choice((*NUMBERS, *PERIODS))))
        for _ in range(rng.choice((1, 2, 2, 3, 3, 4, 7)))
    ]
    said = rng.choice((" ", " ", "")).join(parts)
    return changed(rng, said, WORDS) if rng.randrange(3) == 0 else said


CELLS = {
    "figures": {
        "value": (*NUMBERS, "có", "không", "yes"),
        "breakdown": ("level=commune", "level", "a=b;c=d", "a=b;a=c", "=", ";", "level=xã;;"),
        "qualifier": ("khoảng", "trên", "nearly", "roughly"),
        "unit": ("%", "hộ", "nghìn hộ", "parsec", "yes_no", "grade"),
        "confidence": ("official", "surely"),
        "grade": ("A", "b"),
        "place": ("99", "99001", "11", "24", "VN", "098"),
    },
    "reports": {
        "state": (*_WORDS, "maybe"),
        "task": ("shared-databases", "community-teams", "x"),
        "place": ("99001", "99", "24", "nobody"),
        "confidence": ("official", "surely"),
        "plan": ("made-up-province", "x"),
    },
}


def table(rng, what):
    """Give the bytes of a table of figures or reports."""
    kind = rng.randrange(8)
    if kind == 0:
        return rng.randbytes(rng.randrange(300))
    if kind == 1:
        return text(rng, 300).encode()
    whole = (MADE_UP / f"{what}.csv").read_text(encoding="utf-8")
    if kind == 2:
        content = changed(rng, whole, (*NUMBERS, *PERIODS, '"', ";")).encode()
        return changed_bytes(rng, content) if rng.randrange(3) == 0 else content
    if kind <= 4:
        rows = _random_rows(rng, what)
    else:
        rows = _cells_changed(rng, list(csv.reader(io.StringIO(whole))), CELLS[what])
    out = io.StringIO()
    csv.writer(out, delimiter=rng.choice(",,;")).writerows(rows)
    content = out.getvalue().encode("utf-8", "surrogatepass")
    return b"\xef\xbb\xbf" + content if rng.randrange(3) == 0 else content


def changed_bytes(rng, content):
    """Change a few bytes."""
    made = bytearray(content)
    for _ in range(rng.randint(1, 3)):
        made[rng.randrange(len(made))] = rng.randrange(256)
    return bytes(made)


def _cells_changed(rng, rows, cells):
    header = rows[0]
    for _ in range(rng.choice((1, 1, 2, 6))):
        row, column = rng.randrange(1, len(rows)), rng.randrange(len(header))
        rows[row][column] = _cell(rng, header[column], cells)
    if rng.randrange(4) == 0:
        rows[rng.randrange(len(rows))] = rows[rng.randrange(len(rows))][: rng.randrange(len(header) + 1)]
    if rng.randrange(4) == 0:
        header[rng.randrange(len(header))] = rng.choice((*header, "x", "", " value ", text(rng, 5)))
    return rows


def _random_rows(rng, what):
    known = KNOWN if what == "figures" else FORM.known
    required = 4 if what == "figures" else 3
    header = [*known[:required], *rng.sample(known[required:], rng.randrange(len(known) - required))]
    rng.shuffle(header)
    return [header, *([_cell(rng, name, CELLS[what]) for name in header] for _ in range(rng.randrange(8)))]


def _cell(rng, name, cells):
    kind = rng.randrange(6)
    if kind == 0:
        return text(rng, 10)
    if kind == 1:
        return ""
    if kind == 2 or name in ("period", "published", "place_on"):
        return rng.choice(PERIODS)
    return rng.choice(cells.get(name, (*NUMBERS, "fibre_households", "x")))


@cache
def _folder():
    return tempfile.TemporaryDirectory(prefix="spoiled-")


@cache
def _made_up():
    return dx.loads_plan(sound_plans()[0])


def _try_plan(rng, made):
    if isinstance(made, bytes):
        path = Path(_folder().name) / "plan.toml"
        path.write_bytes(made)
        dx.load_plan(path)
        return
    numbers = len(made.split("\n"))
    try:
        read = dx.loads_plan(made)
    except Problems as group:
        lines = [problem.where.line for problem in group.leaves() if problem.where]
        assert all(line is None or 1 <= line <= numbers for line in lines), lines
        raise
    assert dx.loads_plan(dx.dumps_plan(read)) == read
    if rng.randrange(20) == 0:
        dx.evaluate(read, dx.Figures.of(()), at=2025)


def _try_goal(rng, made):
    read = dx.Goal.parse(made, numbers=rng.choice((None, "vi", "en")))
    for lang in ("vi", "en"):
        assert read.say(lang)


def _try_table(rng, made, what):
    path = Path(_folder().name) / f"{what}.csv"
    path.write_bytes(made)
    if what == "figures":
        figures = dx.read_figures(path, numbers=rng.choice((None, "vi", "en")))
        figures.to_native().collect()
        if rng.randrange(10) == 0:
            dx.evaluate(_made_up(), figures, at=rng.choice((2021, 2025, 2030)))
        return
    reports = dx.read_reports(path)
    if rng.randrange(10) == 0:
        dx.evaluate(_made_up(), dx.Figures.of(()), at=rng.choice((2021, 2025)), reports=reports)


def case(what, number):
    """Make the case of a number."""
    rng = random.Random(f"{what} {number}")  # noqa: S311 (no secret)
    makers = {"plan": plan, "goal": goal}
    return makers[what](rng) if what in makers else table(rng, what)


READERS = ("plan", "goal", "figures", "reports")


def read(what, number):
    """Hand a case to its reader, and tell whether it was read; nothing but an error of dxplan may come out."""
    rng = random.Random(number)  # noqa: S311 (no secret)
    made = case(what, number)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DxplanWarning)
        try:
            if what == "plan":
                _try_plan(rng, made)
            elif what == "goal":
                _try_goal(rng, made)
            else:
                _try_table(rng, made, what)
        except DxplanError as error:
            said = error.lines() if isinstance(error, Problems) else [error.line()]
            assert said
            assert all(line and "\n" not in line for line in said)
            return False
    return True
