"""What must hold for every region x activity table, every city and every draw of costs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lodeshift.matching import feasibility
from lodeshift.matching.bill import bill, opened
from lodeshift.matching.delivered import IMPOSSIBLE, CostTerms, cost_to_make, costs
from lodeshift.matching.fitness import fitness
from lodeshift.matching.ground import comparable_places, ground
from lodeshift.matching.market import market
from lodeshift.matching.outlook import Gains
from lodeshift.matching.proximity import density, nearest_only
from lodeshift.matching.ranking import cost_table, targets
from lodeshift.matching.rca import presence
from lodeshift.matching.space import SpaceOptions, activity_space
from lodeshift.records.complexity import Complexity, RegionTable

GAINS = SpaceOptions(gains=Gains(cog=True, cog_atlas=True))


@st.composite
def tables(draw: st.DrawFn) -> RegionTable:
    regions, activities = draw(st.integers(4, 60)), draw(st.integers(4, 60))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    reach = rng.random((regions, 1)) * draw(st.floats(0.2, 1.0)) + 0.1
    values = np.where(rng.random((regions, activities)) < reach, rng.lognormal(0, 1.5, (regions, activities)), 0.0)
    values[:, 0] += 0.5
    values[0] += 0.5
    names = tuple(f"r{i}" for i in range(regions)), tuple(f"a{j}" for j in range(activities))
    return RegionTable(*names, values, None, "drawn")


def clear(table: RegionTable) -> Complexity:
    """The answer, for tables whose second eigenvector is well determined."""
    found = activity_space(table, GAINS)
    assume(not any(said.kind == "matching.close_eigenvalues" for said in found.warnings))
    assume(found.index.sign_correlation > 0.05)
    return found


@settings(max_examples=15, deadline=None)
@given(tables())
def test_bounds(table: RegionTable) -> None:
    found = activity_space(table, GAINS)
    present = presence(found.rca)
    assert present.any(axis=0).all() and present.any(axis=1).all()
    assert (found.proximity >= 0).all() and (found.proximity <= 1).all()
    np.testing.assert_array_equal(found.proximity, found.proximity.T)
    assert (found.outlook.density >= 0).all() and (found.outlook.density <= 1 + 1e-12).all()
    assert found.index.eci.mean() == pytest.approx(0, abs=1e-9)
    assert found.index.eci.std() == pytest.approx(1, abs=1e-9)
    assert 0 < found.index.eigenvalue <= 1 + 1e-9
    assert found.outlook.cog is not None and (found.outlook.cog[present] == 0).all()
    near = density(present, nearest_only(found.proximity, 3))
    assert (near >= 0).all() and (near <= 1 + 1e-12).all()


@settings(max_examples=12, deadline=None)
@given(tables(), st.floats(1e-6, 1e9))
def test_the_unit_of_the_table_does_not_matter(table: RegionTable, factor: float) -> None:
    once = clear(table)
    scaled = RegionTable(table.regions, table.activities, table.values * factor, None, "drawn")
    again = activity_space(scaled, GAINS)
    np.testing.assert_allclose(again.rca, once.rca, rtol=1e-10)
    np.testing.assert_allclose(again.index.eci, once.index.eci, atol=1e-7)
    np.testing.assert_allclose(again.outlook.coi, once.outlook.coi, atol=1e-6)


@settings(max_examples=12, deadline=None)
@given(tables(), st.integers(0, 1000))
def test_the_order_of_rows_and_columns_does_not_matter(table: RegionTable, seed: int) -> None:
    once = clear(table)
    rng = np.random.default_rng(seed)
    rows, columns = rng.permutation(len(table.regions)), rng.permutation(len(table.activities))
    mixed = RegionTable(
        tuple(table.regions[i] for i in rows),
        tuple(table.activities[j] for j in columns),
        table.values[np.ix_(rows, columns)],
        None,
        "drawn",
    )
    again = activity_space(mixed, GAINS)
    np.testing.assert_allclose(again.index.eci, once.index.eci[rows], atol=1e-7)
    np.testing.assert_allclose(again.index.pci, once.index.pci[columns], atol=1e-6)
    np.testing.assert_allclose(again.outlook.density, once.outlook.density[np.ix_(rows, columns)], atol=1e-10)
    assert again.outlook.cog is not None and once.outlook.cog is not None
    np.testing.assert_allclose(again.outlook.cog, once.outlook.cog[np.ix_(rows, columns)], atol=1e-6)


@settings(max_examples=12, deadline=None)
@given(tables())
def test_region_with_more_activities_is_never_less_fit(table: RegionTable) -> None:
    present = presence(activity_space(table).rca)
    found = fitness(present, most_rounds=500)
    for i in range(1, len(present)):
        if (present[0] >= present[i]).all():
            assert found.fitness[0] >= found.fitness[i] * (1 - 1e-9)


CITIES = st.sampled_from(comparable_places()[0])


@settings(max_examples=8, deadline=None)
@given(st.lists(CITIES, min_size=1, max_size=6, unique=True), CITIES, st.integers(0, 99))
def test_adding_a_city_changes_no_other_city_s_cost(cities: list[str], newcomer: str, seed: int) -> None:
    assume(newcomer not in cities)
    few, more = ground(tuple(cities)), ground((*cities[:1], newcomer, *cities[1:]))
    products = ("ndfeb_magnet", "copper_foil_6um", "methanol", "pv_module")
    tables = [cost_table(base, products, market("coast"), CostTerms(), 1, seed) for base in (few, more)]
    columns = [more.places.index(city) for city in cities]
    np.testing.assert_allclose(tables[0].central, tables[1].central[:, columns], rtol=1e-12)
    np.testing.assert_allclose(tables[0].drawn, tables[1].drawn[:, :, columns], rtol=1e-12)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), CITIES)
def test_every_bill_adds_up_in_every_draw(seed: int, city: str) -> None:
    base = ground()
    values = base.pool.draws(1, seed)[0]
    found = costs(base, values, with_parts=False)
    place = base.places.index(city)
    here = opened(base, place, values)
    near = base.supply_to_place.straight[:, place] <= 300
    for product in targets(base)[seed % 7 :: 7]:
        make = cost_to_make(base, found.make, product)[0][place]
        if make > IMPOSSIBLE:
            continue
        told = bill(base, found, place, product, here, near)
        running = sum(step.amount * found.running[base.processes.index(step.process), place] for step in told.chain)
        total = running + sum(p.cost for p in told.purchases) - sum(s.credit for s in told.sales)
        assert total == pytest.approx(make, rel=1e-8, abs=1e-6)
        assert 0 <= told.local_share <= 1 + 1e-9


@settings(max_examples=12, deadline=None)
@given(CITIES, st.floats(0, 2000), st.floats(0, 2000))
def test_a_wider_radius_never_loses_a_product(city: str, one: float, two: float) -> None:
    near, far = (feasibility.reach(feasibility.surroundings(city, radius).have) for radius in sorted((one, two)))
    assert near.keys() <= far.keys()
    assert all(far[good] <= steps for good, steps in near.items())
