"""What people meet: the errors of the bad files and of the commands, in Vietnamese from the first word to the last."""

import os
import re
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

import dxplan as dx
from dxplan.errors import DxplanError, Problems
from dxplan.io.methods import load_method
from dxplan.io.reports import read_reports
from dxplan.messages import say

BAD = Path(__file__).parents[1] / "data" / "bad"
READ = {"figures": dx.read_figures, "methods": load_method, "plans": dx.load_plan, "reports": read_reports}
FILES = sorted(file for folder in READ for file in (BAD / folder).iterdir())

QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|“[^”]*”|`.*")
CODES = re.compile(r"\S*[\\/_\[\](){}=.$]\S*|(?<=: )[a-z_-]+(?:(?:, | → )[a-z_-]+)+|\b[a-z]+(?:-[a-z]+)+\b")
ENGLISH = re.compile(
    r"\b(?:the|is|are|of|and|or|an|no|has|have|not|it|its|write|use|be|cannot|in|on|by|with|from|give|there|that|this|which"
    r"|than|did|you|mean|named?|keep|add|save|mend|check|put|leave|column|row|figures?|value|number|unknown)\b"
)
KEYS = {"by", "in", "on", "name", "value", "number", "column", "is"}  # of the files, where they stand alone


def leftover(english, said):
    """Give what is English in what is said, and what of the values got lost."""
    lost = [value for value in QUOTED.findall(english) if "`" not in value and value not in said]
    lost += [value for value in re.findall(r"[0-9]+(?:[.,][0-9]+)*", english) if value not in said]
    words = set(ENGLISH.findall(CODES.sub(" ", QUOTED.sub(" ", said)))) - KEYS
    return lost + sorted(words)


def refused(file):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            READ[file.parent.name](file)
        except Problems as group:
            return list(group.leaves())
        except DxplanError as error:
            return [error]
    raise AssertionError(f"{file} is not refused")


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_bad_file_is_refused_in_vietnamese(file):
    for error in refused(file):
        for text in (error.fact, error.hint):
            said = say(text, "vi")
            assert not text or said != text
            assert leftover(text, said) == [], said


def run(*arguments, lang="C.UTF-8", cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "dxplan", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
        env={**os.environ, "LC_ALL": lang, "PYTHONUTF8": "1", "COLUMNS": "80"},
    )


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (
            ["check", str(BAD / "plans" / "bad-goal.toml")],
            1,
            ["không đọc được mức đề ra", "dòng 32", "Gợi ý: viết cận"],
        ),
        (["check", "nowhere.toml"], 1, ["không có tệp kế hoạch 'nowhere.toml'", "Số vấn đề: 1"]),
        (
            ["evaluate", "vn-748"],
            1,
            ["không có kế hoạch đã cài đặt nào mang mã 'vn-748'", "Gợi ý: có phải là 'vn-749'?"],
        ),
        (["evaluate", "vn-749", "--at", "soon"], 1, ["'soon' không phải là một kỳ"]),
        (["explain", "vn-749", "egdi-2052"], 1, ["không có mục tiêu nào mang mã", "'egdi-2025'"]),
        (["evaluate", "vn-749", "--param", "x"], 2, ["Lỗi: --param 'x' không có dạng TÊN=GIÁ TRỊ"]),
        (["evaluate", "a.csv"], 2, ["Lỗi: hãy ghi kế hoạch trước các tệp số liệu"]),
        (["new", "p", "--empty", "--title", "T"], 2, ["Lỗi: --empty cần thêm --place, --adopted"]),
        (["new", ".", "--title", "T"], 2, ["--title chỉ dùng được cùng --empty"]),
        (["show", "nothing"], 1, ["không có kế hoạch hoặc phương pháp đã cài đặt nào mang mã 'nothing'"]),
        (["align", "vn-749"], 2, ["'vn-749' không triển khai kế hoạch nào"]),
    ],
)
@pytest.mark.parametrize("asked", ["--lang", "locale"])
def test_commands_refuse_in_vietnamese(arguments, code, words, asked, tmp_path):
    done = (
        run(*arguments, "--lang", "vi", cwd=tmp_path)
        if asked == "--lang"
        else run(*arguments, lang="vi_VN.UTF-8", cwd=tmp_path)
    )
    assert done.returncode == code
    told = done.stdout + done.stderr
    assert [word for word in words if word not in told] == [], told
    assert "Hint" not in told


def test_a_command_without_the_option_follows_the_locale(tmp_path):
    done = run("schema", "--output", str(tmp_path / "none" / "x.json"), lang="vi_VN.UTF-8")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("không có tệp hoặc thư mục")


def test_notes_are_said_in_vietnamese(tmp_path):
    (tmp_path / "f.csv").write_text("indicator,place,period,value,valeu\negdi_rank,00,2024,71,1\n", encoding="utf-8")
    done = run("evaluate", "vn-749", "f.csv", "--at", "2025", "--lang", "vi", cwd=tmp_path)
    assert "Lưu ý: f.csv có những cột mà dxplan không dùng: valeu." in done.stderr


def test_english_stays_english(tmp_path):
    done = run("check", "nowhere.toml", "--lang", "en", lang="vi_VN.UTF-8", cwd=tmp_path)
    assert done.stdout.startswith("there is no plan file 'nowhere.toml'\n")
