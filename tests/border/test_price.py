from __future__ import annotations

import datetime as dt

import pytest

from lodeshift.border.certificates import PaidAbroad
from lodeshift.border.price import Terms, border_cost, precursor_sefa
from lodeshift.errors import InputError, InputRangeError, UnknownIdError
from lodeshift.records.border import BorderCost, SpecificEmissions
from lodeshift.records.note import note


def kinds(cost: BorderCost) -> set[str]:
    return {each.kind for each in cost.notes}


def test_hot_rolled_coil_from_china_end_to_end() -> None:
    cost = border_cost("72081000", 2026)
    assert (cost.see_priced, cost.benchmark) == (3.506, 1.37)
    assert cost.free_allocation == pytest.approx(1.33575)
    assert cost.eur_per_t == pytest.approx(163.55004)
    assert cost.cny_per_t == pytest.approx(cost.eur_per_t * 7.7872, rel=1e-3)
    assert cost.basis == "default"
    assert cost.in_scope == "now"


def test_bill_rises_as_free_allocation_falls() -> None:
    terms = Terms(price_eur=75.36)
    bills = [border_cost("72081000", year, "EU", terms).eur_per_t for year in range(2026, 2035)]
    assert bills == sorted(bills)
    assert border_cost("72081000", 2034, "EU", terms).free_allocation == 0
    assert bills[-1] == pytest.approx(312.21648)


@pytest.mark.parametrize(
    "good", ["copper_foil_6um", "graphite_anode_synthetic", "lfp_cathode", "ndfeb_magnet", "battery_cell_lfp"]
)
def test_battery_materials_pay_no_carbon_but_may_lose_a_rebate(good: str) -> None:
    cost = border_cost(good, 2030)
    assert (cost.in_scope, cost.basis, cost.eur_per_t, cost.certificates) == ("never", "none", 0.0, 0.0)
    assert cost.rebate_loss_cny_per_t is not None
    assert cost.notes[0].kind == "border.in_neither"


def test_sale_at_home_pays_nothing_at_all() -> None:
    cost = border_cost("steel", 2030, "domestic")
    assert (cost.eur_per_t, cost.rebate_loss_cny_per_t) == (0.0, 0.0)
    assert border_cost("steel", 2030, "world").eur_per_t == 0
    assert border_cost("steel", 2030, "world").rebate_loss_cny_per_t != 0


def test_before_2026_nothing_is_paid_and_it_is_said() -> None:
    cost = border_cost("72081000", 2024)
    assert cost.eur_per_t == 0
    assert "border.reported_only" in kinds(cost)


def test_actual_values_use_column_a_and_precursors_bring_their_own() -> None:
    see = SpecificEmissions(3.7637, 0.4)
    alone = border_cost("73181552", 2026, "EU", Terms(see=see))
    assert alone.benchmark == 0.038
    assert "border.precursors_not_given" in kinds(alone)
    brought = precursor_sefa((("72230019", 3520 / 3240), ("74031100", 5.0)), 2026)
    assert brought == pytest.approx(1.2976, abs=1e-4)  # column B 1.225 x 0.975 per t of wire; copper brings nothing
    whole = border_cost("73181552", 2026, "EU", Terms(see=see, precursor_sefa=brought))
    assert whole.certificates * 620 == pytest.approx(1506, abs=0.5)
    assert whole.see_priced == see.direct  # Annex II: indirect reported, not priced


def test_indirect_emissions_of_cement_are_priced() -> None:
    green = border_cost("25231000", 2030, "EU", Terms(see=SpecificEmissions(0.8, 0.0), route="A"))
    grey = border_cost("25231000", 2030, "EU", Terms(see=SpecificEmissions(0.8, 0.06), route="A"))
    assert grey.certificates - green.certificates == pytest.approx(0.06)


def test_clinker_content_scales_cement() -> None:
    pure = border_cost("25232900", 2026, "EU", Terms(clinker_content=1.0))
    blended = border_cost("25232900", 2026, "EU", Terms(clinker_content=0.7))
    assert blended.certificates == pytest.approx(0.7 * pure.certificates)
    with pytest.raises(InputRangeError):
        border_cost("25232900", 2026, "EU", Terms(clinker_content=1.7))


def test_carbon_price_abroad_counts_only_with_drafts() -> None:
    paid = PaidAbroad(20.0, free_share=0.5)
    law_now = border_cost("72081000", 2030, "EU", Terms(paid_abroad=paid))
    drafted = border_cost("72081000", 2030, "EU", Terms(paid_abroad=paid, drafts=True))
    assert law_now.deduction == 0
    assert drafted.deduction == pytest.approx(10.0 * drafted.see_priced / drafted.certificate_price_eur)
    assert drafted.certificates < law_now.certificates


def test_proposal_is_named_but_not_priced() -> None:
    cost = border_cost("85015381", 2030)
    assert (cost.in_scope, cost.eur_per_t) == ("proposal", 0.0)


def test_electricity_needs_its_own_factor() -> None:
    with pytest.raises(InputError, match="emission factor"):
        border_cost("27160000", 2026)
    cost = border_cost("27160000", 2026, "EU", Terms(see=SpecificEmissions(0.4, 0.0), price_eur=80))
    assert (cost.certificates, cost.eur_per_t, cost.free_allocation) == (0.4, 32.0, 0.0)


def test_errors_are_clear() -> None:
    with pytest.raises(UnknownIdError, match="destination"):
        border_cost("steel", 2026, "Mars")
    with pytest.raises(InputRangeError, match="not in force"):
        border_cost("steel", 2026, "EU", Terms(as_of=dt.date(2024, 1, 1)))
    with pytest.raises(InputRangeError, match="emissions"):
        border_cost("72081000", 2026, "EU", Terms(see=SpecificEmissions(-1.0, 0.0)))


def test_route_of_default_values_is_the_laws_not_the_users() -> None:
    cost = border_cost("72081000", 2026, "EU", Terms(route="E"))
    assert (cost.route, cost.benchmark) == ("C", 1.37)
    assert note("border.default_route", stands="C", asked="E") in cost.notes


def test_every_good_of_annex_1_with_a_default_value_has_a_bill() -> None:
    from lodeshift.border.goods import annex1

    without = []
    for cn, good in annex1().items():
        if good.sector == "electricity":
            continue
        try:
            cost = border_cost(cn, 2026, "EU", Terms(route="A"))
        except InputError:
            without.append(cn)
            continue
        assert cost.basis == "default"
        assert 0.0 < cost.free_allocation < cost.see_priced * 3
    assert without == ["31021010"]  # replaced by 3102 10 12, 15 and 19 from CN 2026


def test_alloy_codes_with_a_carbon_steel_default_take_the_highest_benchmark() -> None:
    cost = border_cost("72292000", 2026)
    assert note("border.highest_benchmark", route="C", routes=("F", "G", "H", "J")) in cost.notes


def test_a_country_that_the_table_lacks_is_told_apart_from_one_without_a_line() -> None:
    india = border_cost("72081000", 2027, terms=Terms(country="India"))
    assert note("border.country_not_carried", country="India") in india.notes
    assert india.see_priced > border_cost("72081000", 2027).see_priced


def test_benchmarks_follow_the_year_of_production_and_factors_that_of_import() -> None:
    old = border_cost("72026000", 2028, "EU", Terms(production_year=2027))
    assert old.benchmark == 2.390
    assert border_cost("72026000", 2028).benchmark == 2.295
    assert old.free_allocation == pytest.approx(0.90 * 2.390)
    assert old.see_priced == border_cost("72026000", 2028).see_priced
    with pytest.raises(InputRangeError, match="after the year of import"):
        border_cost("72026000", 2027, "EU", Terms(production_year=2028))


@pytest.mark.parametrize("terms", [Terms(see=SpecificEmissions(float("inf"), 0.0)),
                                   Terms(see=SpecificEmissions(1.0, 0.0), precursor_sefa=-1.0)])  # fmt: skip
def test_numbers_that_no_good_has(terms: Terms) -> None:
    with pytest.raises(InputRangeError):
        border_cost("72081000", 2026, "EU", terms)
