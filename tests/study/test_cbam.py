from __future__ import annotations

import pytest

from lodeshift.errors import InputError, UnknownIdError
from lodeshift.study import cbam


def test_contract_of_the_json_answer() -> None:
    answer = cbam.as_json(cbam.ask(cbam.Question("72081000", 2026, mass_t=1000, price_eur=75.36)))
    contract = {"cn", "in_scope", "basis", "see_direct", "see_indirect", "free_allocation", "certificates"}
    contract |= {"eur_per_t", "rebate_loss_cny_per_t", "year", "destination"}
    assert contract <= set(answer)
    assert answer["total_certificates"] == pytest.approx(2170.25)
    assert answer["total_eur"] == pytest.approx(163_550.04)
    assert answer["exempt"] is False
    assert answer["surrender_by"] == "2027-09-30"


def test_small_importer_is_exempt() -> None:
    small = cbam.ask(cbam.Question("72081000", 2026, mass_t=50))
    assert (small.exempt, small.certificates, small.eur) == (True, 0.0, 0.0)
    assert small.cost.eur_per_t > 0
    assert cbam.ask(cbam.Question("28041000", 2026, mass_t=1)).exempt is False


def test_all_negative_inputs_at_once() -> None:
    with pytest.raises(InputError) as caught:
        cbam.ask(cbam.Question("72081000", 2026, mass_t=-1, see_direct=-2))
    assert len(caught.value.problems) == 2


def test_exposure_of_a_city_holds_its_zones_goods() -> None:
    found = {each.commodity: each for each in cbam.exposures(["lanzhou"], 2030, "EU")}
    assert found["copper_foil_6um"].in_scope == "never"
    assert {row["commodity"] for row in cbam.exposures_json(tuple(found.values()))} == set(found)


def test_exposure_of_goods_and_of_nothing() -> None:
    assert [each.in_scope for each in cbam.exposures(["steel", "ndfeb_magnet"], 2030, "EU")] == ["now", "never"]
    with pytest.raises(UnknownIdError):
        cbam.exposures(["Atlantis"], 2030, "EU")
    with pytest.raises(InputError, match="known products"):
        cbam.exposures(["qingyang"], 2030, "EU")


def test_indirect_emissions_alone_are_no_actual_value() -> None:
    with pytest.raises(InputError, match="see_direct too"):
        cbam.ask(cbam.Question("72081000", 2026, see_indirect=0.5))


def test_infinite_numbers_are_refused() -> None:
    with pytest.raises(InputError, match="2 problem"):
        cbam.ask(cbam.Question("72081000", 2026, see_direct=float("inf"), precursor_sefa=-1.0))
