"""What the catalogue holds of processes, prices and margins, as lists."""

from __future__ import annotations

from collections.abc import Callable

from lodeshift.catalogue import goods, margins, prices, recipes
from lodeshift.names import WEAK_QUALITIES
from lodeshift.records.atlas import AtlasRow, Listing
from lodeshift.records.note import note
from lodeshift.study.atlas_rows import Filters, known_word, mark, rounded, searched


def processes(wanted: Filters) -> Listing:
    """Recipes with their power, labour, direct CO2 and cash margin at the base prices of 2024."""
    every = recipes.processes()
    chain = known_word("chain", wanted.chain, recipes.chains())
    good = goods.commodity(wanted.commodity).id if wanted.commodity else ""
    rows: list[AtlasRow] = []
    for each in every.values():
        takes_part = not good or any(flow.commodity == good for flow in each.flows)
        if (chain and each.chain != chain) or not takes_part:
            continue
        margin = margins.margin(each.id)
        weak = sum(flow.amount.weak for flow in each.flows)
        rows.append(
            {
                "id": each.id,
                "name_en": each.name_en,
                "name_zh": each.name_zh,
                "chain": each.chain,
                "main": each.main,
                "unit": each.unit,
                "mwh_per_unit": rounded(-each.amount("electricity"), 4),
                "jobs_per_unit": rounded(-each.amount("labour"), 5),
                "co2_t_per_unit": rounded(each.amount("co2_direct"), 4),
                "cash_margin_cny": rounded(margin.cash, 0),
                "after_capital_cny": rounded(margin.after_capital, 0),
                "weak_flows": f"{weak} of {len(each.flows)}",
                "note": margin.note or each.note,
            }
        )
    return Listing(
        title=note("atlas.processes", value=len(rows), of=len(every)),
        columns=(
            "id",
            "name_zh",
            "chain",
            "unit",
            "mwh_per_unit",
            "jobs_per_unit",
            "co2_t_per_unit",
            "cash_margin_cny",
            "weak_flows",
        ),
        rows=searched(rows, wanted.search),
        remarks=(note("atlas.weak_flows", year=prices.BASE_YEAR),),
    )


def price_list(wanted: Filters) -> Listing:
    """Base prices of 2024, CNY without VAT."""
    good = goods.commodity(wanted.commodity).id if wanted.commodity else ""
    chain = known_word("chain", wanted.chain, recipes.chains())
    of_chain = {flow.commodity for each in recipes.processes().values() if each.chain == chain for flow in each.flows}
    rows: list[AtlasRow] = []
    for name in goods.commodities():
        roles: tuple[prices.Role, ...] = ("buy", "sell")
        figures = {role: prices.base_price(name, role) for role in roles if prices.has_price(name, role)}
        if (good and name != good) or (chain and name not in of_chain):
            continue
        same = len({figure.row for figure in figures.values()}) == 1
        for role, figure in list(figures.items())[: 1 if same else 2]:
            rows.append(
                {
                    "commodity": name,
                    "name_zh": goods.commodity(name).name_zh,
                    "role": "both" if same else role,
                    "low": figure.low,
                    "central": figure.central,
                    "high": figure.high,
                    "unit": figure.unit,
                    "year": figure.year,
                    "quality": figure.quality,
                    "mark": mark(figure.quality),
                    "source": figure.source,
                    "note": figure.note,
                }
            )
    found = searched(rows, wanted.search)
    weak = sum(row["quality"] in WEAK_QUALITIES for row in found)
    return Listing(
        title=note("atlas.base_prices", value=len(found), year=prices.BASE_YEAR),
        columns=("commodity", "name_zh", "role", "low", "central", "high", "unit", "mark"),
        rows=found,
        remarks=(note("atlas.weak_prices", value=weak, of=len(found), year=prices.BASE_YEAR),),
    )


def margin_list(wanted: Filters) -> Listing:
    """Cash margin and margin after capital of every process and chain at base prices."""
    chain = known_word("chain", wanted.chain, recipes.chains())
    of_chain = set(recipes.chains().get(chain, ()))
    rows = [margin_row(each) for each in margins.margins() if not chain or each.id in of_chain]
    found = searched(rows, wanted.search)
    negative = sum(each.cash < 0 for each in margins.margins())
    return Listing(
        title=note("atlas.margins", year=prices.BASE_YEAR),
        columns=("process_id", "unit", "revenue", "cash_margin", "cash_margin_share", "margin_after_capital", "note"),
        rows=found,
        remarks=(
            note("atlas.negative_margins", value=negative, of=len(margins.margins()), year=prices.BASE_YEAR),
            note("atlas.margins_count", value=margins.DISCOUNT_RATE),
        ),
    )


def margin_row(each: margins.Margin) -> AtlasRow:
    """One margin as a row of whole yuan."""
    money: dict[str, Callable[[margins.Margin], float]] = {
        "revenue": lambda m: m.revenue,
        "byproducts": lambda m: m.byproducts,
        "goods": lambda m: m.goods,
        "power": lambda m: m.power,
        "fuel_heat": lambda m: m.fuel_heat,
        "labour": lambda m: m.labour,
        "variable_om": lambda m: m.variable_om,
        "fixed_om": lambda m: m.fixed_om,
        "cash_margin": lambda m: m.cash,
        "capital": lambda m: m.capital,
        "margin_after_capital": lambda m: m.after_capital,
        "cash_margin_at_330_power": lambda m: m.cash_at_cheap_power,
        "value_added": lambda m: m.value_added,
        "co2_at_full_allowance_price": lambda m: m.co2_at_full_allowance_price,
    }
    row: dict[str, object] = {"process_id": each.id, "main_commodity": each.main, "unit": f"CNY/{each.unit}"}
    row.update({name: round(take(each)) for name, take in money.items()})
    row["cash_margin_share"] = round(each.cash_share, 3)
    row["note"] = each.note
    return row
