"""Embedded emissions of CBAM goods from our own recipes: what a verified actual value could look like, system boundary of the act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lodeshift.border import values
from lodeshift.border.goods import entered, find
from lodeshift.border.law import first_year
from lodeshift.catalogue import border_rules, goods, recipes, upstream
from lodeshift.chain.network import flows
from lodeshift.names import CO2, ELECTRICITY
from lodeshift.records.border import SpecificEmissions
from lodeshift.records.footprint import Sharing
from lodeshift.records.note import Note, note
from lodeshift.tracing import allocation
from lodeshift.tracing.build import Setting, maker


@dataclass(frozen=True, slots=True)
class RecipeValue:
    """Specific embedded emissions of a good by the recipe, and the CBAM precursors it takes as (CN code, t per t)."""

    see: SpecificEmissions
    precursors: tuple[tuple[str, float], ...]
    notes: tuple[Note, ...]
    route: str | None = None


def recipe_value(commodity: str, setting: Setting) -> RecipeValue | None:
    """Direct and indirect emissions per t by the act's boundary: the process and its CBAM precursors, nothing else.

    Methane, freight and inputs outside Annex I (copper, graphite, lithium salts, coal) carry nothing. Electricity
    counts the national grid, the lawful factor without a direct line or PPA. None for goods outside Annex I, and for
    goods without a recipe.
    """
    code, _, _ = entered(commodity)
    if not code or find(code) is None or maker(setting, commodity, on_site=False) is None:
        return None
    return _value(commodity, setting, ())


def _value(commodity: str, setting: Setting, path: tuple[str, ...]) -> RecipeValue | None:
    process_id = maker(setting, commodity, on_site=True) or maker(setting, commodity, on_site=False)
    if process_id is None or commodity in path:
        return None
    process = recipes.process(process_id)
    chosen: Mapping[str, Sharing] = {process_id: "mass"} if _by_mass(process) else setting.allocation
    share = allocation.shares(process_id, chosen, setting.amounts)
    part = share.share.get(commodity, 1.0) / allocation.yield_of(process_id, commodity, setting.amounts)
    direct = part * allocation.yield_of(process_id, CO2, setting.amounts)
    taken = [flow for flow in flows(process_id, setting.amounts) if flow.direction == "in"]
    power = part * sum(flow.figure.central for flow in taken if flow.commodity == ELECTRICITY)
    indirect = power * upstream.grid_factor(upstream.NATIONAL, setting.year).central
    precursors = list(border_rules.implied_precursors().get(process_id, ()))
    notes = [note("tracing.cbam_by_recipe", process_id)]
    for flow in taken:
        code, _, _ = entered(flow.commodity)
        good = find(code) if code else None
        if good is None or good.sector == "electricity":
            continue
        mass = part * flow.figure.central
        precursors.append((code, mass))
        inner = _value(flow.commodity, setting, (*path, commodity))
        if inner is None:
            default = values.default_value(code, max(setting.year, first_year()))
            rate = default.marked / default.total if default.total else 1.0
            notes.append(note("tracing.cbam_precursor_by_default", flow.commodity))
            direct += mass * default.direct * rate
            indirect += mass * default.indirect * rate
            continue
        direct += mass * inner.see.direct
        indirect += mass * inner.see.indirect
        notes.extend(each for each in inner.notes if each not in notes)
    see = SpecificEmissions(direct, indirect)
    return RecipeValue(see, tuple(precursors), tuple(notes), border_rules.process_route(process_id))


def _by_mass(process: recipes.Process) -> bool:
    """True where all useful outputs are counted by mass: the act shares one process's goods by mass."""
    outputs = (process.main, *allocation.co_products(process))
    return all(goods.commodity(each).tonnes_per_unit is not None for each in outputs)
