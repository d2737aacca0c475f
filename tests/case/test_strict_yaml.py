"""Nothing in case.yaml is guessed, grown or overwritten."""

from __future__ import annotations

import pytest

from lodeshift.case import strict_yaml


def test_every_scalar_stays_text() -> None:
    tree, _, problems = strict_yaml.parse("a: no\nb: 12:30\nc: 017\nd: 2024-01-01\ne: [1, yes]\nf:\n", "f")
    assert tree == {"a": "no", "b": "12:30", "c": "017", "d": "2024-01-01", "e": ["1", "yes"], "f": ""}
    assert problems == []


def test_lines_of_keys() -> None:
    _, lines, _ = strict_yaml.parse("a: 1\n# note\nb:\n  c: 2\n  d: [x, y]\n", "f")
    assert lines["a",] == 1
    assert lines["b", "c"] == 4
    assert lines["b", "d", "1"] == 5


@pytest.mark.parametrize(
    ("text", "row", "found"),
    [
        ("a: 1\na: 2\n", 2, "the key a second time"),
        ("a: &x 1\nb: *x\n", 1, "an anchor or alias (& or *)"),
        ("a: !!python/object:os.system x\n", 1, "tag:yaml.org,2002:python/object:os.system"),
        ("a: 1\n---\nb: 2\n", 2, "a second document"),
        ("- 1\n- 2\n", None, "a list"),
        ("just text\n", None, "a single value"),
        ("", None, "nothing"),
        ("? [1, 2]\n: 3\n", 1, "a list as key"),
    ],
)
def test_refused(text: str, row: int | None, found: str) -> None:
    _, _, problems = strict_yaml.parse(text, "case.yaml")
    assert problems[0].file == "case.yaml"
    assert (problems[0].row, problems[0].found) == (row, found)


def test_many_aliases_do_not_grow() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    tree, _, problems = strict_yaml.parse(bomb, "f")
    assert tree == {}
    assert {problem.field for problem in problems} == {"alias"}


def test_depth_is_capped() -> None:
    _, _, problems = strict_yaml.parse("a: " + "[" * 5000 + "]" * 5000, "f")
    assert problems[0].field == "nesting"


def test_length_is_capped() -> None:
    _, _, problems = strict_yaml.parse("# " + "x" * strict_yaml.MAX_CHARACTERS, "f")
    assert "characters" in problems[0].found


def test_unreadable_text_names_the_line() -> None:
    _, _, problems = strict_yaml.parse("a: 1\nb: [1, 2\nc: 3\n", "f")
    assert problems[0].expected == "readable YAML"
    assert problems[0].row == 3
