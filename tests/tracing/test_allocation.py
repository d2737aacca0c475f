from __future__ import annotations

from dataclasses import replace

import pytest

from lodeshift.catalogue import prices, recipes, upstream
from lodeshift.errors import InputError, UnknownIdError
from lodeshift.tracing.allocation import co_products, shares, yield_of


def test_shares_sum_to_one_for_every_process() -> None:
    for process in recipes.processes():
        assert sum(shares(process).share.values()) == pytest.approx(1.0), process


def test_value_by_hand() -> None:
    found = shares("matte_separation")
    weight = {
        "nickel_matte": 1.0,
        "copper_matte_concentrate": 0.5171,
        "nickel_copper_alloy": 0.1315,
    }
    values = {name: amount * prices.base_price(name, "sell").central for name, amount in weight.items()}
    total = sum(values.values())
    assert found.method == "value"
    assert found.share == pytest.approx({name: value / total for name, value in values.items()})


def test_mass_and_energy_by_hand() -> None:
    by_mass = shares("coal_tar_distillation").share
    assert by_mass == pytest.approx({"pitch": 1 / 1.8, "tar_oils": 0.8 / 1.8})
    by_energy = shares("coke_oven").share
    total = 29.0 + 0.045 * 37.0 + 0.95 * 3.6
    assert by_energy["coke"] == pytest.approx(29.0 / total)
    assert by_energy["natural_gas"] == pytest.approx(0.95 * 3.6 / total)


def test_a_case_s_own_yield_is_what_is_shared_and_divided_by() -> None:
    amount = next(f.amount for f in recipes.process("coal_tar_distillation").outputs if f.commodity == "tar_oils")
    own = {("coal_tar_distillation", "tar_oils"): replace(amount, low=1.2, central=1.2, high=1.2)}
    assert yield_of("coal_tar_distillation", "tar_oils", own) == 1.2
    assert yield_of("coal_tar_distillation", "tar_oils") == pytest.approx(0.8)
    assert shares("coal_tar_distillation", None, own).share == pytest.approx({"pitch": 1 / 2.2, "tar_oils": 1.2 / 2.2})


def test_system_expansion_credits_and_leaves_the_burden_whole() -> None:
    found = shares("copper_smelting_refining")
    assert found.share == {"copper_cathode": 1.0}
    assert found.credits == ("sulfuric_acid",)


def test_wastes_carry_nothing() -> None:
    assert "tailings" not in shares("copper_mining_concentrating").share
    assert set(shares("iron_ore_mining_concentrating").share) == {"iron_ore_concentrate"}


def test_treatment_without_a_price_leaves_all_to_the_recovered_goods() -> None:
    found = shares("recycling_lfp_hydromet").share
    assert found["spent_cells_lfp_treated"] == 0.0
    assert found["lithium_carbonate"] > found["copper_scrap"]


def test_choice_of_the_user_counts_and_is_said() -> None:
    found = shares("matte_separation", {"matte_separation": "mass"})
    assert found.share["nickel_matte"] == pytest.approx(1 / (1 + 0.5171 + 0.1315))
    assert found.reason == "chosen"


def test_a_method_that_does_not_fit_is_an_error() -> None:
    with pytest.raises(InputError, match="heating value"):
        shares("matte_separation", {"matte_separation": "energy"})
    with pytest.raises(InputError, match="counted by mass"):
        shares("coke_oven", {"coke_oven": "mass"})
    with pytest.raises(UnknownIdError):
        shares("alchemy")


def test_every_row_of_the_table_names_a_process_with_co_products() -> None:
    for process in upstream.allocations():
        assert co_products(recipes.process(process)), process
