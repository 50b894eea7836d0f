import tomllib
from importlib import resources

import pytest

from dxplan.io.installed import installed_plans
from dxplan.io.toml_lines import line_of, toml_lines

TEXTS = {
    code: (resources.files("dxplan") / "plans" / code / "plan.toml").read_text(encoding="utf-8")
    for code in installed_plans()
}


def paths_of(value, path="$"):
    """Give every path below a parsed value with its last key, or None for the item of a list."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{path}.{key}", key
            yield from paths_of(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for nth, inner in enumerate(value):
            yield f"{path}[{nth}]", None
            yield from paths_of(inner, f"{path}[{nth}]")


def test_there_are_shipped_plans_to_scan():
    assert {"dien-bien-2020", "vn-749"} <= set(TEXTS)


@pytest.mark.parametrize("code", TEXTS)
def test_every_key_of_a_shipped_plan_is_on_its_line(code):
    text = TEXTS[code]
    rows = text.splitlines()
    lines = toml_lines(text)
    paths = list(paths_of(tomllib.loads(text)))
    assert len(paths) > 50
    assert [path for path, _ in paths if path not in lines] == []
    assert [path for path, key in paths if key and key not in rows[lines[path] - 1]] == []


@pytest.mark.parametrize("code", TEXTS)
def test_the_keys_of_one_table_come_in_order(code):
    lines = toml_lines(TEXTS[code])
    codes = [lines[path] for path in lines if path.startswith("$.targets[") and path.endswith("].code")]
    assert codes == sorted(set(codes))
    headers = [number for number, row in enumerate(TEXTS[code].splitlines(), start=1) if row == "[[targets]]"]
    assert [lines[f"$.targets[{nth}]"] for nth in range(len(headers))] == headers


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", {}),
        ("# only a comment", {}),
        ("a = 1", {"$.a": 1}),
        ("\n\n# c\na = 1 # d\nb = 2", {"$.a": 4, "$.b": 5}),
        ("a = 1\r\nb = 2\r\n", {"$.a": 1, "$.b": 2}),
        ("a.b.c = 1\na.d = 2", {"$.a": 1, "$.a.b": 1, "$.a.b.c": 1, "$.a.d": 2}),
        ("a . b = 1", {"$.a": 1, "$.a.b": 1}),
        ('"a" = 1\n\'b\' = 2\n"a b" = 3', {"$.a": 1, "$.b": 2, "$.a b": 3}),
        ('a = "x = 1"\nb = 2', {"$.a": 1, "$.b": 2}),
        ("a = 'x\"'\nb = 2", {"$.a": 1, "$.b": 2}),
        ('a = "x \\" # y"\nb = 2', {"$.a": 1, "$.b": 2}),
        ('a = """\nb = 1\n"""\nc = 2', {"$.a": 1, "$.c": 4}),
        ("a = '''\nb = 1\n'''\nc = 2", {"$.a": 1, "$.c": 4}),
        ('a = """x""\\"""""\nb = 2', {"$.a": 1, "$.b": 2}),
        ('a = ""\nb = [""]\nc = 1', {"$.a": 1, "$.b": 2, "$.b[0]": 2, "$.c": 3}),
        ("a = [\n  1, # one\n  2,\n]\nb = 3", {"$.a": 1, "$.a[0]": 2, "$.a[1]": 3, "$.b": 5}),
        ("a = []\nb = {}\nc = 1", {"$.a": 1, "$.b": 2, "$.c": 3}),
        ("a = [[1], [\n2]]", {"$.a": 1, "$.a[0]": 1, "$.a[0][0]": 1, "$.a[1]": 1, "$.a[1][0]": 2}),
        (
            "a = { b = 1, c = { d = 'x, y', e = [1] } }\nf = 2",
            {"$.a": 1, "$.a.b": 1, "$.a.c": 1, "$.a.c.d": 1, "$.a.c.e": 1, "$.a.c.e[0]": 1, "$.f": 2},
        ),
        (
            "a = [\n  { b = 1 },\n  { b = 2, c.d = 3 },\n]",
            {"$.a": 1, "$.a[0]": 2, "$.a[0].b": 2, "$.a[1]": 3, "$.a[1].b": 3, "$.a[1].c": 3, "$.a[1].c.d": 3},
        ),
        ("[a]\nb = 1\n[c]\nb = 2", {"$.a": 1, "$.a.b": 2, "$.c": 3, "$.c.b": 4}),
        ("[ a ]\n'b' = 1", {"$.a": 1, "$.a.b": 2}),
        (
            "[[a]]\nb = 1\n\n[[a]]\nb = 2",
            {"$.a": 1, "$.a[0]": 1, "$.a[0].b": 2, "$.a[1]": 4, "$.a[1].b": 5},
        ),
        (
            "[[a]]\n[a.b]\nc = 1\n[[a]]\n[a.b]\nc = 2",
            {"$.a": 1, "$.a[0]": 1, "$.a[0].b": 2, "$.a[0].b.c": 3, "$.a[1]": 4, "$.a[1].b": 5, "$.a[1].b.c": 6},
        ),
        (
            "[[a]]\n[[a.b]]\n[[a.b]]\nc = 1\n[[a]]\n[[a.b]]",
            {
                "$.a": 1,
                "$.a[0]": 1,
                "$.a[0].b": 2,
                "$.a[0].b[0]": 2,
                "$.a[0].b[1]": 3,
                "$.a[0].b[1].c": 4,
                "$.a[1]": 5,
                "$.a[1].b": 6,
                "$.a[1].b[0]": 6,
            },
        ),
        ("a = 1979-05-27 07:32:00Z\nb = -1.5e3\nc = true", {"$.a": 1, "$.b": 2, "$.c": 3}),
    ],
)
def test_lines(text, lines):
    assert toml_lines(text) == lines


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("$.targets[1].by", 6),
        ("$.targets[1].goal", 5),
        ("$.targets[1].cite.page", 5),
        ("$.targets[1].where['level']", 5),
        ("$.targets[7].by", 2),
        ("$.nothing", None),
        ("$", None),
        ("", None),
    ],
)
def test_line_of_what_is_missing_is_that_of_the_nearest_thing_around(path, line):
    text = "# c\n[[targets]]\nby = 1\n\n[[targets]]\nby = 2\n"
    assert line_of(text, path) == line
