from __future__ import annotations

import pytest

from lodeshift.errors import InputRangeError
from lodeshift.records.footprint import Branch, ProductAt
from lodeshift.tracing import build, contributions, footprint
from lodeshift.tracing.build import Setting, market_id
from lodeshift.tracing.network import System


def test_loop_by_hand(loop: System) -> None:
    power = 0.8 / 0.96  # power carries its coal, which carries power
    total = footprint.carried(loop).total
    assert total[loop.index("steel")] == pytest.approx(1.9 + 0.1 + 0.5 * power)
    parts = contributions.parts(loop, loop.index("steel"))
    assert sum(part.value for part in parts) == pytest.approx(total[loop.index("steel")], abs=1e-12)
    assert {(part.stage, part.scope) for part in parts} == {("steel", 1), ("steel", 2), ("power", 3)}


@pytest.mark.parametrize("product", ["copper_foil_6um", "graphite_anode_synthetic", "nickel", "pv_module"])
def test_parts_sum_to_the_footprint(product: str) -> None:
    from lodeshift.catalogue import recipes

    steps = frozenset(recipes.chains()[recipes.process(recipes.makers(product)[0]).chain])
    setting = Setting("jinchang", "Gansu", 2024, steps)
    system = build.system(setting, (product,))
    position = system.index(market_id(product, setting.site))
    total = float(footprint.carried(system).total[position])
    parts = contributions.parts(system, position)
    assert sum(part.value for part in parts) == pytest.approx(total, abs=1e-10)
    by_scope = {scope: sum(part.value for part in parts if part.scope == scope) for scope in (1, 2, 3)}
    (answer,) = footprint.product_footprints(system, [ProductAt(product, setting.site, 2024)])
    assert by_scope[1] == pytest.approx(answer.scope1, abs=1e-10)
    assert by_scope[2] == pytest.approx(answer.scope2.location, abs=1e-10)
    assert by_scope[3] == pytest.approx(answer.scope3, abs=1e-10)


def check(branch: Branch) -> None:
    inner = sum(each.value for each in branch.branches)
    assert branch.value == pytest.approx(branch.own + branch.rest + inner, abs=1e-9)
    for each in branch.branches:
        check(each)


@pytest.mark.parametrize("cut_off", [0.0, 0.01, 0.2, 1.0])
def test_every_branch_is_its_own_part_its_rest_and_its_branches(foil_site: Setting, cut_off: float) -> None:
    system = build.system(foil_site, ("copper_foil_6um",))
    position = system.index(market_id("copper_foil_6um", foil_site.site))
    tree = contributions.tree(system, position, footprint.carried(system).total, cut_off)
    assert tree.share == pytest.approx(1.0)
    check(tree)


def test_a_loop_ends(loop: System) -> None:
    tree = contributions.tree(loop, loop.index("steel"), footprint.carried(loop).total, 0.0)
    check(tree)


def test_cut_off_outside_its_range(loop: System) -> None:
    with pytest.raises(InputRangeError, match="cut-off"):
        contributions.tree(loop, 0, footprint.carried(loop).total, 2.0)


def test_processes_that_a_product_never_saw_leave_no_dust() -> None:
    setting = Setting("lanzhou", "Gansu", 2026, frozenset({"copper_foil_6um", "anode_finishing"}))
    products = ("copper_foil_6um", "graphite_anode_synthetic")
    system = build.system(setting, products)
    parts = contributions.parts(system, system.index(market_id("copper_foil_6um", "lanzhou")))
    assert min(abs(part.value) for part in parts) > 1e-9
