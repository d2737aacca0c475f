"""Margins at base prices, against the committed table and by hand."""

import csv
from pathlib import Path

import pytest

from lodeshift.catalogue import prices, recipes, technologies
from lodeshift.chain import margins
from lodeshift.chain.costs import annuity_per_year
from lodeshift.errors import UnknownIdError
from lodeshift.study.atlas import margin_row

GOLDEN = Path(__file__).parents[1] / "golden" / "margins.csv"


def test_the_committed_table_is_what_the_tables_give() -> None:
    """Renew on purpose with: lodeshift atlas margins --csv > tests/golden/margins.csv"""
    with GOLDEN.open(encoding="utf-8", newline="") as stream:
        committed = list(csv.DictReader(stream))
    computed = [{name: str(cell) for name, cell in margin_row(each).items()} for each in margins.margins()]
    assert computed == committed


def test_every_loss_is_explained_and_nothing_is_unpriced() -> None:
    for each in margins.margins():
        assert each.unpriced == (), each.id
        if each.cash < 0 or each.after_capital < 0:
            assert len(each.note) > 15, each.id


def test_foil_by_hand() -> None:
    foil = margins.margin("copper_foil_6um")
    process, technology = recipes.process("copper_foil_6um"), technologies.technology("copper_foil_6um")
    paid = sum(flow.amount.central * prices.base_price(flow.commodity, "buy").central for flow in process.inputs)
    waste = sum(
        flow.amount.central * prices.base_price(flow.commodity, "sell").central
        for flow in process.outputs
        if flow.direction == "byproduct" and flow.commodity != "co2_direct"
    )
    capex = technology.metric("capex").central
    om = technology.metric("variable_om").central + technology.metric("fixed_om").central * capex
    expected = prices.base_price("copper_foil_6um", "sell").central + waste - paid - om
    assert foil.cash == pytest.approx(expected)
    assert foil.capital == pytest.approx(capex * annuity_per_year(0.08, technology.metric("lifetime").central))
    assert foil.cash_at_cheap_power == pytest.approx(foil.cash + 100 * 8.5)
    labour = -process.amount("labour") * prices.base_price("labour").central
    assert foil.value_added == pytest.approx(foil.cash + labour + 0.4 * foil.fixed_om)


def test_annuity_closed_form() -> None:
    assert annuity_per_year(0.08, 12) == pytest.approx(0.132695, rel=1e-5)
    rate, years = 0.05, 7
    assert sum(annuity_per_year(rate, years) / (1 + rate) ** year for year in range(1, years + 1)) == pytest.approx(1)


def test_a_chain_runs_each_step_as_often_as_the_next_one_needs() -> None:
    steps, main, toll = margins.chains()["chain_anode_box"]
    assert (main, toll) == ("graphite_anode_synthetic", "")
    runs = {step.process: step.runs for step in steps}
    finishing = recipes.process("anode_finishing")
    assert runs["graphitization_box"] == pytest.approx(-finishing.amount("graphitized_powder"))
    box = recipes.process("graphitization_box")
    assert runs["anode_precursor_prep"] == pytest.approx(runs["graphitization_box"] * -box.amount("green_anode"))


def test_toll_is_paid_by_the_fee() -> None:
    toll = margins.margin("toll_graphitization_box")
    assert toll.revenue == pytest.approx(prices.base_price("graphitization_toll", "sell").central)
    assert toll.goods < margins.margin("graphitization_box").goods


def test_prices_of_2024_were_a_glut_but_not_for_mines() -> None:
    losses = {each.id for each in margins.margins() if each.cash < 0}
    assert {"polysilicon_siemens", "steel_bf_bof", "lipf6_synthesis", "lfp_synthesis"} <= losses
    assert not any("mining" in id for id in losses)
    assert abs(margins.margin("wind_nacelle_assembly").cash_share) < 0.05


def test_unknown_row() -> None:
    with pytest.raises(UnknownIdError, match="chain_anode_box"):
        margins.margin("chain_anode_boxx")
