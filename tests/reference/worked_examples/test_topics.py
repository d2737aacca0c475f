from __future__ import annotations

import pytest
from tests.reference.worked_examples.topics import TOPICS, check, examples, rule_of

from lodeshift.errors import InputError


def row(role: str, name: str, value: str, unit: str, topic: str = "carbon mass balance") -> dict[str, str]:
    return {
        "example_id": "E1",
        "sector": "any",
        "topic": topic,
        "role": role,
        "name": name,
        "value": value,
        "unit": unit,
        "tolerance_abs": "1e-6",
    }


def test_a_topic_that_no_rule_covers_is_refused_with_the_known_ones() -> None:
    rows = [row("input", "x", "1", "t", "phase of the moon"), row("expected", "y", "1", "t", "phase of the moon")]
    with pytest.raises(InputError, match="phase of the moon") as caught:
        examples(rows)
    assert "carbon balance" in str(caught.value)


@pytest.mark.parametrize(
    ("topic", "name"),
    [
        ("PFC slope method", "fluorine gases"),
        ("SEFA of a ferro-manganese precursor from column B", "free allocation"),
        ("default value end to end, India 2027: wire rod", "bill"),
        ("DRAFT act: deduction for carbon price paid, default", "carbon price paid abroad"),
        ("precursor of EU origin counts zero", "complex good"),
        ("imported electricity, no free allocation", "imported electricity"),
        ("indirect emissions", "indirect"),
    ],
)
def test_topics_are_known_by_their_words(topic: str, name: str) -> None:
    found = rule_of(topic)
    assert found is not None and found[0] == name


def test_every_rule_is_reachable() -> None:
    assert len({rule for _, _, rule in TOPICS}) >= 14


def test_all_bad_rows_at_once() -> None:
    rows = [row("guess", "x", "1", "t"), {"example_id": "E2"}, row("expected", "y", "many", "t")]
    with pytest.raises(InputError) as caught:
        examples(rows, "bad.csv")
    assert len(caught.value.problems) >= 3


def test_expected_units_are_converted_and_unknown_results_said() -> None:
    rows = [
        row("input", "carbon_in_mass", "100", "t"),
        row("input", "carbon_in_content", "0.8", "tC/t"),
        row("expected", "emissions", "0.29312", "ktCO2"),
        row("expected", "beauty", "1", "1"),
    ]
    first, second = check(examples(rows)[0])
    assert first.passed
    assert second.found is None
    assert "the rule gives" in second.message


def test_an_example_that_cannot_be_computed_fails_with_its_reason() -> None:
    rows = [row("input", "carbon_in_mass", "100", "t"), row("expected", "emissions", "1", "tCO2")]
    (line,) = check(examples(rows)[0])
    assert not line.passed
    assert "carbon content" in line.message


def test_spaces_and_capitals_do_not_count() -> None:
    rows = [
        {f" {key} ": f" {value.upper() if key == 'role' else value} " for key, value in each.items()}
        for each in (
            row("input", "carbon_in_mass", "100", "tonnes"),
            row("input", "carbon_in_content", "80", "percent"),
            row("expected", "emissions", "293.12", "t CO2"),
        )
    ]
    (line,) = check(examples(rows)[0])
    assert line.passed


@pytest.mark.parametrize("value", ["abc", "nan", "1e999", "", "0,5"])
def test_an_input_that_is_no_number_is_one_error(value: str) -> None:
    rows = [row("input", "carbon_in_mass", value, "t"), row("expected", "emissions", "0", "tCO2")]
    with pytest.raises(InputError, match="1 problem"):
        examples(rows)


def test_a_name_given_twice_and_a_negative_tolerance() -> None:
    rows = [row("input", "carbon_in_mass", "1", "t"), row("input", "carbon_in_mass", "2", "t")]
    rows.append(row("expected", "emissions", "0", "tCO2") | {"tolerance_abs": "-1"})
    with pytest.raises(InputError) as caught:
        examples(rows)
    assert "also in row 2" in str(caught.value)
    assert "tolerance" in str(caught.value)


def test_another_kind_of_table_is_not_listed_row_by_row() -> None:
    with pytest.raises(InputError, match="3 problem"):
        examples([{"a;b": "1;2"}] * 500)
