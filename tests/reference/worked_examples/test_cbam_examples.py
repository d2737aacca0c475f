"""Published and twice-computed CBAM examples (sources stand in the rows of tests/data/cbam_examples.csv)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.reference.worked_examples.topics import Example, check, examples, rule_of

DATA = Path(__file__).parents[2] / "data"


def load(name: str = "cbam_examples.csv") -> tuple[Example, ...]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return examples(list(csv.DictReader(file)), name)


@pytest.mark.parametrize("example", load(), ids=lambda example: example.id)
def test_example_gives_what_is_expected(example: Example) -> None:
    lines = check(example)
    assert lines
    assert [f"{line.name}: {line.found} not {line.expected} {line.message}" for line in lines if not line.passed] == []


def test_there_are_34_examples_of_24_topics_and_each_is_recognised() -> None:
    found = load()
    assert len(found) == 34
    assert sum(len(example.expected) for example in found) == 74
    assert all(rule_of(example.topic) for example in found)


def test_a_wrong_expectation_fails_with_the_difference() -> None:
    good = load()[0]
    wrong = Example(
        good.id,
        good.sector,
        good.topic,
        good.inputs,
        tuple(type(one)(one.name, one.value + 1.0, one.unit, one.tolerance) for one in good.expected),
    )
    lines = check(wrong)
    assert not any(line.passed for line in lines)
    assert lines[0].difference == pytest.approx(-1.0)


def test_variations_of_every_topic_pass() -> None:
    lines = [line for example in load("cbam_variations.csv") for line in check(example)]
    assert len(lines) > 140
    assert [line for line in lines if not line.passed] == []
