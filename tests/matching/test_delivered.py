from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lodeshift.catalogue import labour, prices
from lodeshift.chain.costs import annuity_per_year, process_cost
from lodeshift.chain.freight import cost_per_tonne
from lodeshift.matching.bill import opened
from lodeshift.matching.delivered import IMPOSSIBLE, PARTS, Costs, CostTerms, cost_to_make, costs
from lodeshift.matching.ground import Ground, ground
from lodeshift.program.model import Program
from lodeshift.program.solve import solve

CITIES = ("baotou", "jinchang", "lanzhou-new-area", "haixi", "yichun-jiangxi", "arxan", "gejiu")
PRODUCTS = ("ndfeb_magnet", "ncm_cathode", "battery_pack_lfp", "pv_module", "lithium_hydroxide", "wind_tower", "cobalt")


@pytest.fixture(scope="module")
def base() -> Ground:
    return ground()


@pytest.fixture(scope="module")
def found(base: Ground) -> Costs:
    return costs(base, base.pool.central)


def linear_program(base: Ground, found: Costs, values: np.ndarray, place: int, product: str) -> float:
    """Least cost of one unit made here, by the solver: run processes, buy inputs, sell by-products at the gate."""
    here = opened(base, place, values)
    running = found.running[:, place] - here.given.T @ found.gate[:, place]
    program = Program()
    run = program.columns("run", len(base.processes), cost=running)
    target = program.columns(
        "target", len(base.processes), cost=running, upper=np.where(base.main == base.good(product), np.inf, 0.0)
    )
    can_buy = found.buy[:, place] < IMPOSSIBLE
    buy = program.columns(
        "buy", len(base.goods), cost=np.where(can_buy, found.buy[:, place], 0.0), upper=np.where(can_buy, np.inf, 0.0)
    )
    balance = program.rows("balance", len(base.goods), lower=0.0, upper=0.0)
    program.add(balance.index, buy.index, 1.0)
    program.add(balance.index[base.main], run.index, 1.0)
    for block in (run, target):
        program.add(balance.index[:, None], block.index[None, :], -here.taken)
    one = program.rows("one unit", (), lower=1.0, upper=1.0)
    program.add(one.index, target.index, 1.0)
    answer = solve(program)
    assert answer.status == "optimal"
    return float(answer.objective)


@pytest.mark.parametrize("city", CITIES)
def test_least_cost_is_that_of_the_linear_program(base: Ground, found: Costs, city: str) -> None:
    place = base.places.index(city)
    for product in PRODUCTS:
        expected = linear_program(base, found, base.pool.central, place, product)
        assert cost_to_make(base, found.make, product)[0][place] == pytest.approx(expected, rel=1e-7), product


def test_the_linear_program_agrees_in_a_draw_too(base: Ground) -> None:
    values = base.pool.draws(1, 5)[0]
    drawn = costs(base, values, CostTerms(rate=0.12, utilisation=0.7, carbon_price_cny_per_t=200))
    place = base.places.index("jinchang")
    for product in PRODUCTS:
        expected = linear_program(base, drawn, values, place, product)
        assert cost_to_make(base, drawn.make, product)[0][place] == pytest.approx(expected, rel=1e-7), product


def test_one_process_by_hand(base: Ground, found: Costs) -> None:
    place = base.places.index("jinchang")
    cost = process_cost("wafer_slicing")
    assert cost is not None
    own = cost.capex * (annuity_per_year(0.08, cost.life_years) + 0.0) / 0.9 + cost.fixed_om / 0.9 + cost.variable_om
    wage = labour.labour_cost("Gansu", "manufacturing").central
    value = found.value[:, place]
    goods = (
        1.7 * value[base.good("mono_brick")] + 8.9 * value[base.good("electricity")] + 78 * value[base.good("water")]
    )
    expected = own + 0.12 * wage + goods
    assert found.make[base.processes.index("wafer_slicing"), place] == pytest.approx(expected, rel=1e-12)


def test_parts_add_up(base: Ground, found: Costs) -> None:
    real = found.make < IMPOSSIBLE
    np.testing.assert_allclose(found.parts.sum(axis=0)[real], found.make[real], rtol=1e-9, atol=1e-6)
    assert found.parts.shape[0] == len(PARTS)


def test_buying_is_never_dearer_than_the_coast_plus_freight(base: Ground, found: Costs) -> None:
    values = base.pool.central
    for g, kind in enumerate(base.haulage):
        if kind is not None and base.open_market[g] and base.goods[g] != "electricity":
            most = values[base.price[g]] + cost_per_tonne(kind, base.to_port, base.rates(values)) * base.mass[g]
            assert (found.buy[g] <= most + 1e-9).all()


def test_a_seller_gets_less_the_farther_the_coast_but_never_under_the_floor(base: Ground, found: Costs) -> None:
    acid = base.good("sulfuric_acid")
    near, far = base.places.index("longyan"), base.places.index("jinchang")
    assert found.gate[acid, near] > found.gate[acid, far]
    assert found.gate[acid].min() == pytest.approx(prices.base_price("sulfuric_acid").low)


def test_value_is_the_lower_of_buying_and_making(base: Ground, found: Costs) -> None:
    for good in {base.goods[g] for g in base.main}:
        make, _ = cost_to_make(base, found.make, good)
        expected = np.minimum(make, found.buy[base.good(good)])
        np.testing.assert_allclose(found.value[base.good(good)], expected, rtol=1e-12)


def test_without_the_ore_a_mine_is_impossible(base: Ground, found: Costs) -> None:
    make, _ = cost_to_make(base, found.make, "tin_concentrate")
    assert make[base.places.index("gejiu")] < IMPOSSIBLE
    assert make[base.places.index("hegang")] > IMPOSSIBLE


def test_carbon_price_and_dear_money_raise_costs(base: Ground, found: Costs) -> None:
    carbon = costs(base, base.pool.central, CostTerms(carbon_price_cny_per_t=100), with_parts=False)
    steel = base.processes.index("steel_bf_bof")
    assert carbon.running[steel, 0] - found.running[steel, 0] == pytest.approx(192.5)
    dear = costs(base, base.pool.central, CostTerms(rate=0.15), with_parts=False)
    assert (dear.running >= found.running - 1e-9).all()


def test_ore_at_its_worth_takes_the_mine_s_rent_out(base: Ground, found: Costs) -> None:
    worth = costs(base, base.pool.central, CostTerms(ore_at_worth=True), with_parts=False)
    baotou = base.places.index("baotou")
    cheap, _ = cost_to_make(base, found.make, "ndfeb_magnet")
    dear, _ = cost_to_make(base, worth.make, "ndfeb_magnet")
    assert dear[baotou] > 1.3 * cheap[baotou]
    assert (dear >= cheap - 1e-6).all()


def test_doubling_every_price_and_wage_doubles_every_cost(base: Ground) -> None:
    keys = np.array(base.pool.keys)
    money = np.array(
        [
            key.endswith(
                (
                    "|price",
                    "|capex",
                    "|wage",
                    "|rate",
                    "|fixed",
                    "|variable_om",
                    "|energy",
                    "|transmission",
                    "|government_funds",
                    "|system_operation_fee",
                    "|demand_charge",
                )
            )
            for key in keys
        ]
    )
    values = np.where(money, 2.0, 1.0) * base.pool.central
    mines = tuple(replace(m, terms=replace(m.terms, extra_cost=2 * m.terms.extra_cost)) for m in base.mines)
    doubled = costs(replace(base, floor=2 * base.floor, mines=mines), values, with_parts=False)
    once = costs(base, base.pool.central, with_parts=False)
    real = once.make < IMPOSSIBLE
    np.testing.assert_allclose(doubled.make[real], 2 * once.make[real], rtol=1e-9)
