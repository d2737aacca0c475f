from __future__ import annotations

import pytest

from lodeshift.border.embedded import Precursor, Production, embedded, per_tonne_of_good, precursor_sum
from lodeshift.errors import InputError, InputRangeError
from lodeshift.records.border import SpecificEmissions


def chain(*precursors: Precursor) -> dict[str, Production]:
    return {"steel": Production("steel", 150, 20, 1000, precursors), "pig": Production("pig", 1400, 100, 1000)}


def test_recursion_pig_iron_then_steel() -> None:
    found = embedded(chain(Precursor("pig iron", 950, made_by="pig")), "steel")
    assert found.see.direct == pytest.approx(1.48)  # (150 + 950 x 1.4) / 1000
    assert found.see.indirect == pytest.approx((20 + 95) / 1000)
    assert found.precursor_part.direct == pytest.approx(1.33)
    assert found.notes == ()


def test_supplier_value_beats_production_and_default() -> None:
    given = Precursor("pig iron", 900, see=SpecificEmissions(1.5, 0.1), made_by="pig", cn="72011011")
    assert embedded(chain(given), "steel").see.direct == pytest.approx((150 + 1350) / 1000)


def test_eu_origin_and_non_cbam_inputs_carry_nothing() -> None:
    found = embedded(
        chain(
            Precursor("EU pig iron", 900, see=SpecificEmissions(1.5, 0.1), eu_origin=True),
            Precursor("copper", 10, cn="74031100"),
        ),
        "steel",
    )
    assert found.see.direct == pytest.approx(0.15)
    assert [each.kind for each in found.notes] == ["border.precursor_of_eu", "border.precursor_outside"]


def test_missing_supplier_value_takes_the_lawful_default_and_says_so() -> None:
    found = embedded(chain(Precursor("pig iron", 900, cn="72011011")), "steel", year=2026)
    assert found.see.direct == pytest.approx((150 + 900 * 1.66 * 1.1) / 1000, abs=1e-4)
    assert found.notes[0].kind == "border.precursor_by_default"


def test_scaling_everything_changes_nothing_per_tonne() -> None:
    small = embedded(chain(Precursor("pig iron", 950, made_by="pig")), "steel")
    large = {
        "steel": Production("steel", 1500, 200, 10_000, (Precursor("pig iron", 9500, made_by="pig"),)),
        "pig": Production("pig", 14, 1, 10),
    }
    assert embedded(large, "steel").see.direct == pytest.approx(small.see.direct)


def test_a_ring_of_precursors_is_named_in_full() -> None:
    ring = {
        "a": Production("a", 1, 0, 1, (Precursor("b", 1, made_by="b"),)),
        "b": Production("b", 1, 0, 1, (Precursor("a", 1, made_by="a"),)),
    }
    with pytest.raises(InputError, match="a -> b -> a"):
        embedded(ring, "a")


def test_all_problems_at_once() -> None:
    bad = {"x": Production("x", 1, 1, 0.0, (Precursor("y", -3.0), Precursor("z", 1, made_by="nobody")))}
    with pytest.raises(InputError) as caught:
        embedded(bad, "x")
    assert len(caught.value.problems) == 3


def test_unknown_good() -> None:
    with pytest.raises(InputError, match="nothing"):
        embedded({}, "nothing")


def test_sum_and_functional_unit() -> None:
    total = precursor_sum([(900, SpecificEmissions(1.5, 0.1)), (100, SpecificEmissions(2.0, 0.2))])
    assert total.direct == pytest.approx(1550)
    assert total.indirect == pytest.approx(110)
    assert per_tonne_of_good(2.0, 0.9) == pytest.approx(1.8)
    with pytest.raises(InputRangeError):
        per_tonne_of_good(2.0, 1.4)
