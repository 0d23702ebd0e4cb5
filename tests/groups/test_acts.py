"""The buttons of the builder that move, copy and turn conditions: the posted form is the whole state."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.groups.domain.rules import MAX_CONDITIONS, Match
from app.groups.forms import Block, Line, Tree, act, lines, rule_of
from app.groups.forms.draft import line_of, numbered
from app.web.filters import Region

REGION = Region("en_US", "UTC", "USD")


def one(text: str) -> Line:
    return line_of({"type": "text_search", "text": text}, REGION)


def tree(*parts: str | list[str], out: tuple[str, ...] = ()) -> Tree:
    """Searches by their text; a list is an any-of block."""
    built: list[Line | Block] = [
        one(part) if isinstance(part, str) else Block(Match.ANY, [one(each) for each in part])
        for part in parts
    ]
    return numbered(Tree(Block(Match.ALL, built), Block(Match.ANY, [one(each) for each in out])))


def told(of: Tree) -> tuple[list[object], list[object]]:
    """The same notation, read from a tree."""

    def texts(block: Block) -> list[object]:
        return [
            texts(part) if isinstance(part, Block) else part.typed.get("text", "new") for part in block.parts
        ]

    return texts(of.root), texts(of.out)


@pytest.mark.parametrize(
    ("do", "parts", "out", "focus"),
    [
        ("add", ["a", ["b", "c"], "d", "new"], ["e"], "c4-type"),
        ("add:2", ["a", ["b", "c", "new"], "d"], ["e"], "c2.3-type"),
        ("add:0", ["a", ["b", "c"], "d"], ["e", "new"], "c0.2-type"),
        ("block", ["a", ["b", "c"], "d", ["new"]], ["e"], "c4.1-type"),
        ("copy:1", ["a", "a", ["b", "c"], "d"], ["e"], "c2-type"),
        ("copy:2", ["a", ["b", "c"], ["b", "c"], "d"], ["e"], "c3-match"),
        ("remove:1", [["b", "c"], "d"], ["e"], "c1-match"),
        ("remove:3", ["a", ["b", "c"]], ["e"], "c2-match"),
        ("remove:2.2", ["a", ["b"], "d"], ["e"], "c2.1-type"),
        ("remove:0.1", ["a", ["b", "c"], "d"], [], "add0"),
        ("up:3", ["a", "d", ["b", "c"]], ["e"], "c2-menu"),
        ("up:1", ["a", ["b", "c"], "d"], ["e"], "c1-menu"),
        ("down:2.1", ["a", ["c", "b"], "d"], ["e"], "c2.2-menu"),
        ("down:3", ["a", ["b", "c"], "d"], ["e"], "c3-menu"),
        ("into:1", [["a", "b", "c"], "d"], ["e"], "c1.1-menu"),
        ("into:3", ["a", ["b", "c", "d"]], ["e"], "c2.3-menu"),
        ("out:2.1", ["a", ["c"], "b", "d"], ["e"], "c3-menu"),
        ("out:0.1", ["a", ["b", "c"], "d", "e"], [], "c4-menu"),
        ("away:1", [["b", "c"], "d"], ["e", "a"], "c0.2-menu"),
        ("open:2", ["a", "b", "c", "d"], ["e"], "c2-type"),
        ("remove:9", ["a", ["b", "c"], "d"], ["e"], ""),
        ("up:", ["a", ["b", "c"], "d"], ["e"], ""),
        ("anything", ["a", ["b", "c"], "d"], ["e"], ""),
    ],
)
def test_a_button_changes_the_tree_and_says_where_the_focus_goes(
    do: str, parts: list[object], out: list[object], focus: str
) -> None:
    changed = tree("a", ["b", "c"], "d", out=("e",))

    went = act(changed, do, REGION)

    assert (told(changed), went) == ((parts, out), focus)


def test_a_condition_with_no_block_beside_it_gets_one_of_its_own() -> None:
    changed = tree("a", "b")

    act(changed, "into:2", REGION)
    act(changed, "out:2.1", REGION)

    assert told(changed) == (["a", "b"], [])
    act(changed, "into:2", REGION)
    assert told(changed) == (["a", ["b"]], [])


def test_no_button_makes_more_conditions_than_a_rule_may_have() -> None:
    full = tree(*["a"] * (MAX_CONDITIONS - 2), ["b", "c"])

    for do in ("add", "add:0", "block", "copy:1", f"copy:{MAX_CONDITIONS - 1}"):
        act(full, do, REGION)

    assert len(list(lines(full))) == MAX_CONDITIONS


KEYS = st.sampled_from(["1", "2", "3", "2.1", "2.2", "3.1", "0.1", "0.2", "4", "1.1"])
MOVES = st.builds("{}:{}".format, st.sampled_from(["up", "down", "into", "out", "away"]), KEYS)


@given(st.lists(MOVES, max_size=12))
def test_moving_loses_and_makes_no_condition(moves: list[str]) -> None:
    moved = tree("a", ["b", "c"], "d", out=("e", "f"))

    for do in moves:
        act(moved, do, REGION)

    assert sorted(line.typed["text"] for line in lines(moved)) == list("abcdef")
    keys = [line.key for line in lines(moved)]
    assert len(set(keys)) == len(keys)
    assert rule_of(moved) == rule_of(numbered(moved))
