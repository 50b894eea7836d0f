"""The folders that a plan begins with: they are read, checked and evaluated as they are."""

import json
import re
import tomllib

import pytest
from jsonschema import Draft202012Validator

import dxplan as dx
from dxplan.errors import DefinitionError, PeriodError, Problems, UnknownCodeError
from dxplan.methods.statuses import STATUSES

FILES = ["README.md", "figures.csv", "plan.schema.json", "plan.toml", "reports.csv"]


def written(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(params=["vi", "en"])
def made_up(request, tmp_path):
    dx.write_made_up_plan(tmp_path / "folder", lang=request.param)
    return tmp_path / "folder"


@pytest.fixture
def plan(made_up):
    return dx.load_plan(made_up)


@pytest.fixture
def card(made_up, plan):
    figures = dx.read_figures(made_up / "figures.csv")
    return dx.evaluate(plan, figures, at=2025, method="progress", reports=dx.read_reports(made_up / "reports.csv"))


def test_the_files_are_told(tmp_path):
    files = dx.write_made_up_plan(tmp_path / "a" / "folder")
    assert sorted(file.name for file in files) == FILES == written(tmp_path / "a" / "folder")
    assert all(file.is_file() for file in files)


def test_its_figures_show_every_status_at_once(card):
    assert set(card.counts) == set(STATUSES)
    assert not card.unused
    assert not card.unused_reports


@pytest.mark.parametrize("method", dx.installed_methods())
@pytest.mark.parametrize("at", [2021, 2025, 2030])
def test_every_method_and_year_gives_an_answer(made_up, plan, at, method):
    assert len(dx.evaluate(plan, dx.read_figures(made_up / "figures.csv"), at=at, method=method)) == len(plan.targets)


def test_what_a_remark_says_of_a_result_is_so(made_up, card):
    """A remark that names a status stands above the target that has it."""
    text = (made_up / "plan.toml").read_text(encoding="utf-8")
    lang = "vi" if "Kết quả" in text else "en"
    words = {
        "achieved": "achieved",
        "lapsed": "lapsed",
        "missed": "missed",
        "needs_definition": "needing a definition",
        "not_carried_out": "not carried out",
        "on_track": "on track",
        "at_risk": "at risk",
        "no_data": "no data",
        "off_track": "off track",
        "not_due": "not due",
    }
    named = set()
    for block in text.split("\n\n"):
        remark, header, body = block.partition("\n[[targets]]\n")
        if not header:
            continue
        status = card[body.split('code = "', 1)[1].split('"', 1)[0]].status
        said = f"Kết quả: {status.label.vi}." if lang == "vi" else f"comes out as {words.get(status.code)}."
        if "Kết quả" in remark or "comes out as" in remark:
            assert said in " ".join(remark.replace("#", " ").split())
            named.add(status.code)
    assert named == set(words)


def test_every_kind_of_thing_is_in_it(plan):
    goals = [target.goal for target in plan.targets if target.goal]
    assert plan.implements == "vn-749"
    for things in (plan.documents, plan.indicators, plan.places, plan.agencies, plan.tasks, plan.initiatives):
        assert things
    assert plan.pilots
    assert plan.pilots(skill="e-payment")
    assert {indicator.kind for indicator in plan.indicators} >= set(dx.Kind) - {dx.Kind.INDEX}
    assert any(indicator.formula is not None for indicator in plan.indicators)
    for key in ("each", "every", "where", "baseline", "follows", "excludes", "conditions", "of", "corridor"):
        assert any(getattr(target, key) for target in plan.targets), key
    assert any(target.quota < 1 for target in plan.targets)
    assert any(target.is_milestone for target in plan.targets)
    for key in ("aim", "about", "relative", "of", "grade", "yearly", "undefined"):
        assert any(getattr(goal, key) for goal in goals), key
    assert any(goal.interval and goal.interval.low_open for goal in goals)
    assert any(agency.succeeded_by for agency in plan.agencies)


def test_it_says_everywhere_that_it_is_made_up(made_up, plan):
    assert plan.place.startswith("99")
    for text in (plan.title, *(document.title for document in plan.documents if document.code == "plan")):
        assert any(word in text.vi.lower() for word in ("tưởng tượng", "bịa"))
        assert any(word in text.en.lower() for word in ("made up", "made-up"))
    for name in ("figures.csv", "reports.csv"):
        assert all("made up" in line for line in (made_up / name).read_text("utf-8-sig").splitlines()[1:])
    assert "**" in (made_up / "README.md").read_text(encoding="utf-8").splitlines()[2]
    national = {document.code for document in dx.load_plan("vn-749").documents}
    assert {target.cite.document for target in plan.targets}.isdisjoint(national)


def test_the_two_languages_say_the_same_and_differ_in_remarks(tmp_path):
    for lang in ("vi", "en"):
        dx.write_made_up_plan(tmp_path / lang, lang=lang)
    assert dx.load_plan(tmp_path / "vi") == dx.load_plan(tmp_path / "en")
    vi, en = ((tmp_path / lang / "plan.toml").read_text(encoding="utf-8") for lang in ("vi", "en"))
    assert "Kết quả" in vi
    assert "Kết quả" not in en
    assert "It comes out" not in vi
    assert not [line for text in (vi, en) for line in text.splitlines() if line.startswith(("#vi", "#en"))]


def test_the_schema_beside_it_is_that_of_plan_files(made_up):
    first = (made_up / "plan.toml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "#:schema ./plan.schema.json"
    schema = json.loads((made_up / "plan.schema.json").read_text(encoding="utf-8"))
    assert schema == dx.plan_schema()
    written = tomllib.loads((made_up / "plan.toml").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(json.loads(json.dumps(written, default=str)))


def test_spreadsheets_know_the_tables_as_utf_8_and_find_no_decimals_to_change(made_up):
    for name in ("figures.csv", "reports.csv"):
        content = (made_up / name).read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert b"." not in content
        assert b"\r" not in content


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_written_over(tmp_path, name):
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match=f"has {name} already"):
        dx.write_made_up_plan(tmp_path)
    assert written(tmp_path) == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


def test_a_link_to_nothing_is_not_followed(tmp_path):
    (tmp_path / "figures.csv").symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(FileExistsError, match=r"has figures\.csv already"):
        dx.write_made_up_plan(tmp_path)
    assert written(tmp_path) == ["figures.csv"]


def test_other_files_may_be_there(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    dx.write_made_up_plan(tmp_path)
    assert written(tmp_path) == sorted([*FILES, "notes.txt"])


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="is a file; name a folder"):
        dx.write_made_up_plan(tmp_path / "file")


def test_another_language(tmp_path):
    with pytest.raises(UnknownCodeError, match="no language has the code 'fr'"):
        dx.write_made_up_plan(tmp_path, lang="fr")
    assert not list(tmp_path.iterdir())


OWN = {"title": "Kế hoạch chuyển đổi số", "place": "11", "adopted": 2026}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_empty_plan_is_read_and_has_nothing_wrong(tmp_path, lang):
    folder = tmp_path / "my-plan"
    dx.write_empty_plan(folder, **OWN, lang=lang)
    assert written(folder) == FILES
    plan = dx.load_plan(folder)
    assert (plan.code, plan.title.vi, plan.place, str(plan.adopted)) == ("my-plan", OWN["title"], "11", "2026")
    assert plan.implements == "vn-749"
    assert not plan.targets
    assert plan.indicators == dx.load_plan("vn-749").indicators
    assert dx.read_figures(folder / "figures.csv").rows == 0
    assert len(dx.read_reports(folder / "reports.csv")) == 0
    assert f"# {OWN['title']}" in (folder / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_patterns_of_an_empty_plan_hold_once_they_are_filled_in(tmp_path, lang):
    dx.write_empty_plan(tmp_path / "p", **OWN, lang=lang)
    text = (tmp_path / "p" / "plan.toml").read_text(encoding="utf-8")
    lines = [re.sub(r"^# (?=\[\[|[a-z]+ = )", "", line) for line in text.splitlines()]
    filled = "\n".join(lines).replace('code = "…"', 'code = "do-it"').replace("trên … %", "trên 80 %")
    plan = dx.loads_plan(filled)
    assert (len(plan.targets), len(plan.tasks), len(plan.documents) > 1, plan.numbers) == (1, 1, True, "vi")


@pytest.mark.parametrize(
    ("title", "adopted", "written"),
    [
        ('A "quoted" \\ title', "2026-05-04", "2026-05-04"),
        ("Hai\ndòng", "2026-Q2", "2026-Q2"),
        (dx.Text(vi="Kế hoạch", en="Plan"), "31/12/2026", "2026-12-31"),
    ],
)
def test_any_title_and_period_reads_back(tmp_path, title, adopted, written):
    dx.write_empty_plan(tmp_path, code="own", title=title, place="11", adopted=adopted)
    plan = dx.load_plan(tmp_path)
    assert plan.title in (title, dx.Text(vi=str(title)))
    assert str(plan.adopted) == written


@pytest.mark.parametrize(
    ("changed", "error", "fact"),
    [
        ({"place": "98"}, Problems, "no place has the code '98'"),
        ({"code": "Của tôi"}, Problems, "code 'Của tôi' is not a code"),
        ({"implements": "vn-750"}, Problems, "no installed plan has the code 'vn-750'"),
        ({"adopted": "some day"}, PeriodError, "'some day' is not a period"),
        ({"title": "\ud800"}, DefinitionError, "is not Unicode"),
        ({"lang": "fr"}, UnknownCodeError, "no language has the code 'fr'"),
    ],
)
def test_what_cannot_stand_is_refused_before_anything_is_written(tmp_path, changed, error, fact):
    with pytest.raises(error) as caught:
        dx.write_empty_plan(tmp_path / "own", **{**OWN, **changed})
    assert fact in str(caught.value)
    assert not (tmp_path / "own").exists()
