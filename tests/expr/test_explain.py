"""A tree with its values."""

from dxplan import expr as ex
from dxplan.expr.explain import explain
from dxplan.expr.plain import evaluate

SIGNED, SENT = ex.figure("signed"), ex.figure("sent")
SCORE = ex.weighted({SIGNED.share_of(SENT).scaled(20): 0.5, ex.figure("meetings").steps({1: 5, 2: 10}): 0.5})
FACTS = {SIGNED: 41.0, SENT: 50.0, ex.figure("meetings"): 3.0}


def test_every_part_has_a_line_with_its_value_and_leaves_have_their_source():
    drawn = str(explain(SCORE, FACTS, {SIGNED: "report A"}))
    assert drawn == (
        "weighted({scaled(share(signed, sent), by=20): 0.5, steps(meetings, {1: 5, 2: 10}): 0.5}) = 13.2\n"
        "├─ scaled(share(signed, sent), by=20) = 16.4\n"
        "│  └─ share(signed, sent) = 0.82\n"
        "│     ├─ signed = 41.0  [report A]\n"
        "│     └─ sent = 50.0\n"
        "└─ steps(meetings, {1: 5, 2: 10}) = 10.0\n"
        "   └─ meetings = 3.0"
    )


def test_what_is_missing_says_so():
    assert str(explain(SIGNED / SENT, {SIGNED: 1.0})) == "signed / sent = missing\n├─ signed = 1.0\n└─ sent = missing"


def test_what_occurs_again_is_not_drawn_out_again():
    ratio = SIGNED / SENT
    drawn = explain(ratio.clip(low=0) + ratio, FACTS)
    assert [part.again for part in drawn.parts] == [False, True]
    assert str(drawn).count("├─ signed") == 1
    assert "signed / sent = 0.82  (above)" in str(drawn)


def test_reading_each_line_back_gives_its_value():
    waiting = [explain(SCORE, FACTS)]
    while waiting:
        part = waiting.pop()
        assert evaluate(ex.parse(str(part.expr)), FACTS) == part.value
        waiting.extend(part.parts)


def test_a_tree_that_doubles_at_every_level_is_drawn_in_no_time():
    tree = SIGNED
    for _ in range(60):
        tree += tree
    assert explain(tree, FACTS).value == 41.0 * 2**60
