"""Battery carbon footprint after Regulation (EU) 2023/1542: kg CO2e per kWh that the battery delivers in its service life."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import border_rules, goods, recipes, upstream
from lodeshift.chain.network import makers
from lodeshift.errors import UnknownIdError
from lodeshift.names import HEAT
from lodeshift.records.footprint import Band, FoilEffect, LawDay, Passport
from lodeshift.records.note import Note, note
from lodeshift.tracing import foil, footprint, uncertainty
from lodeshift.tracing.build import Setting, market_id
from lodeshift.tracing.build import system as build_system
from lodeshift.tracing.network import LOCATION, REGIME, SCOPE1, SCOPE3, System
from lodeshift.tracing.solve import activity
from lodeshift.tracing.uncertainty import Draws

Vector = NDArray[np.float64]
Category = Literal["ev_m1_n1", "ev_l", "ev_heavy", "storage"]
CATEGORIES: Final[tuple[Category, ...]] = get_args(Category)
_LAW_CLASS: Final[Mapping[str, str]] = {"ev_m1_n1": "ev", "ev_l": "lmt", "ev_heavy": "ev", "storage": "industrial"}
_GRADE: Final[Mapping[str, float]] = {
    "measured": 1.0,
    "user": 2.0,
    "reported": 2.0,
    "derived": 2.5,
    "estimate": 4.0,
    "recalled": 4.0,
}
"""Data-quality rating, 1 best to 5 worst, by the quality word of a figure (own scale after the PEF levels)."""
_FOIL_IN_CELL: Final = "copper_foil_6um"


@dataclass(frozen=True, slots=True)
class Service:
    """Energy that one kWh of capacity delivers in its service life, in kWh, and how it was reckoned."""

    kwh: float
    said: Note


def service(category: Category, year: int, years: float | None = None, cycles_per_year: float | None = None) -> Service:
    """Energy delivered: usable share x full cycles a year x years (draft EV method of April 2024; years of the warranty).

    Raises
    ------
    UnknownIdError : no such category.
    """
    if category not in CATEGORIES:
        raise UnknownIdError("battery category", category, CATEGORIES)
    on = dt.date(max(year, 2024), 7, 1)
    cycles = cycles_per_year
    if cycles is None:
        cycles = border_rules.rule("cycles_per_year", category, on=on, drafts=True).value
    life = border_rules.rule("service_years", category, on=on).value if years is None else years
    usable = border_rules.rule("usable_share", "all", on=on).value
    delivered = usable * cycles * life
    return Service(
        delivered, note("tracing.service", value=delivered, usable=usable, cycles_per_year=cycles, years=life)
    )


def passport(
    setting: Setting,
    product: str,
    category: Category,
    *,
    draws: Draws | None = None,
    network: System | None = None,
    delivered: Service | None = None,
) -> Passport:
    """The carbon footprint of a battery model from one plant in one year.

    Power on the site counts as the battery method's draft has it: own and directly connected supply as it is, all
    else at the grid's average. Distribution and end of life come on top of the cradle-to-gate figure; use is left out.

    Parameters
    ----------
    network : network that holds the product at the site (default: built from recipes).

    Raises
    ------
    UnknownIdError : a product that is no battery of the catalogue, or an unknown category.
    """
    if product not in border_rules.batteries():
        raise UnknownIdError("battery product", product, border_rules.batteries())
    found = network if network is not None else build_system(setting, (product,))
    used = delivered or service(category, setting.year)
    position = found.index(market_id(product, setting.site))
    column = f"{REGIME}battery" if f"{REGIME}battery" in found.columns else LOCATION
    gate = _gate(found, position, column)
    mass = mass_kg_per_kwh(product)
    outward, end = _distribution(mass, setting.year), _end_of_life(mass, setting.year)
    stages = {**_stages(found, position, column), "distribution": outward, "end_of_life": end}
    capacity = gate + outward + end
    drawn = None
    if draws is not None:
        table = uncertainty.footprints(found, [position], draws)[:, 0, :]
        columns = [found.columns.index(name) for name in (SCOPE1, column, SCOPE3)]
        drawn = table[:, columns].sum(axis=1) + outward + end
    rating, weak_share = data_quality(found, position)
    return Passport(
        product=product,
        site=setting.site,
        year=setting.year,
        category=category,
        energy_delivered_kwh_per_kwh=used.kwh,
        kgco2e_per_kwh_delivered=_band(capacity, drawn, used.kwh),
        kgco2e_per_kwh_capacity=capacity,
        stages={name: value / used.kwh for name, value in stages.items()},
        electricity=note("tracing.battery_power_average" if column == LOCATION else "tracing.battery_power_own"),
        by_regime=_regimes(found, position, outward + end, used.kwh),
        foil=foil_effects(setting, product, gate, used),
        data_quality=rating,
        weak_share=weak_share,
        dates=_dates(category),
        evidence=_evidence(),
        method=(
            used.said,
            note("tracing.battery_boundary"),
            note("tracing.battery_mass", value=mass),
            note("tracing.battery_end_of_life"),
            *found.notes,
        ),
    )


def _gate(found: System, position: int, column: str) -> float:
    solved = footprint.carried(found).solution.values[position]
    return float(sum(solved[found.columns.index(name)] for name in (SCOPE1, column, SCOPE3)))


def _band(capacity: float, drawn: Vector | None, kwh: float) -> Band:
    if drawn is None:
        return Band(capacity / kwh, capacity / kwh, capacity / kwh)
    return uncertainty.band(capacity / kwh, drawn / kwh)


def _stages(found: System, position: int, column: str) -> dict[str, float]:
    """Cradle-to-gate kg CO2e per kWh of capacity: main production (cell and pack plants) and what comes before it."""
    levels = _levels(found, position)
    emitted = found.emissions()
    plants = {process for product in border_rules.batteries() for process in makers(product)}
    main = 0.0
    matrix = found.matrix()
    for at, node in enumerate(found.nodes):
        if node.stage in plants and node.kind == "output":
            main += levels[at] * float(sum(emitted[at, found.columns.index(name)] for name in (SCOPE1, SCOPE3)))
            taken = matrix.getcol(at)
            for of, amount in zip(taken.indices, taken.data, strict=True):
                if found.nodes[of].kind == "power" or found.nodes[of].what == HEAT:
                    each = sum(emitted[of, found.columns.index(name)] for name in (SCOPE1, column, SCOPE3))
                    main += float(levels[at] * amount * each)
    whole = _gate(found, position, column)
    return {"raw_material_and_pre_processing": float(whole - main), "main_production": float(main)}


def _levels(found: System, position: int) -> Vector:
    demand = np.zeros(len(found.nodes))
    demand[position] = 1.0
    return activity(found.matrix(), demand).values


def mass_kg_per_kwh(product: str) -> float:
    """Mass of a battery per kWh from its recipe: inputs counted in t, and for packs the mass of their cells."""
    process = recipes.process(makers(product)[0])
    total = 0.0
    for flow in process.inputs:
        if goods.commodity(flow.commodity).unit == "t":
            total += flow.amount.central
        elif flow.commodity in border_rules.batteries():
            total += flow.amount.central * mass_kg_per_kwh(flow.commodity)
    return total


def _distribution(mass_kg: float, year: int) -> float:
    on = dt.date(max(year, 2024), 7, 1)
    total = 0.0
    for mode in ("sea", "road"):
        km = border_rules.rule("distribution_km", mode, on=on).value
        total += mass_kg / 1000.0 * km * upstream.parameter("freight", mode).central
    return total


def _end_of_life(mass_kg: float, year: int) -> float:
    on = dt.date(max(year, 2024), 7, 1)
    return mass_kg * border_rules.rule("end_of_life_kgco2e_per_kg", "all", on=on).value


def _regimes(found: System, position: int, outside_gate: float, kwh: float) -> dict[str, float]:
    """kg CO2e per kWh delivered under every way to count power that the network knows."""
    names = {"location": LOCATION} | {
        name.removeprefix(REGIME): name for name in found.columns if name.startswith(REGIME)
    }
    return {name: (_gate(found, position, column) + outside_gate) / kwh for name, column in names.items()}


def data_quality(found: System, position: int) -> tuple[float, float]:
    """Rating 1 (best) to 5, each figure weighted by what it contributes to the footprint; and the weak ones' share of it."""
    weight = np.abs(footprint.slopes(found, position) * found.central())
    whole = float(weight.sum())
    if not whole:
        return 5.0, 1.0
    grades = np.array([_GRADE[figure.quality] for figure in found.figures])
    return float(weight @ grades / whole), float(weight @ np.array([figure.weak for figure in found.figures]) / whole)


def foil_effects(setting: Setting, product: str, gate: float, used: Service) -> tuple[FoilEffect, ...]:
    """The same LFP cell with 8, 6 and 4.5 um foil; empty for other cells. Footprints are kg CO2e per kWh of capacity.

    The area of foil stays, its mass follows the thickness, and each foil carries its own recipe's footprint.
    """
    if product not in {"battery_cell_lfp", "battery_pack_lfp"}:
        return ()
    kinds = tuple(foil.COMMODITY.values())
    found = build_system(replace(setting, mixes={}), kinds)
    total = footprint.carried(found).total
    per_kg = {kind: float(total[found.index(market_id(kind, setting.site))]) for kind in kinds}
    amount = next(flow.amount for flow in recipes.process("cell_lfp").inputs if flow.commodity == _FOIL_IN_CELL)
    cells = 1.0 if product == "battery_cell_lfp" else -recipes.process("pack_lfp").amount("battery_cell_lfp")
    base = cells * amount.central * per_kg[_FOIL_IN_CELL]
    effects = []
    for thickness, kind in foil.COMMODITY.items():
        with_it = gate - base + cells * amount.central * thickness / 6.0 * per_kg[kind]
        effects.append(foil.effect(thickness, with_it))
    return tuple(effects)


def _dates(category: Category) -> dict[str, LawDay]:
    """Days from which the regulation asks for something of this class of battery, as the rules table has them."""
    asked = [(name, _LAW_CLASS[category]) for name in ("declaration_from", "classes_from", "threshold_from")]
    found = {}
    for name, key in (*asked, ("passport_from", "all")):
        try:
            row = border_rules.rule(name, key, on=dt.date(2099, 1, 1))
        except UnknownIdError:
            continue  # the table holds no such day for this class
        found[name] = LawDay(row.date, row.quality, row.source)
    return found


def _evidence() -> tuple[Note, ...]:
    return tuple(
        note(
            "tracing.evidence_counts" if row.accepted else "tracing.evidence_does_not_count",
            evidence=f"evidence_{row.evidence}",
            source=row.source,
            state=f"state_{row.act.state.replace(' ', '_')}",
        )
        for (regime, _), row in border_rules.evidence().items()
        if regime == "battery"
    )
