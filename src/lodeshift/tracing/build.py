"""From recipes to a network: which steps stand on the site, what is bought, how power and freight come in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lodeshift.catalogue import goods, recipes, upstream
from lodeshift.catalogue.upstream import Method
from lodeshift.errors import InputError, Problem
from lodeshift.names import CO2, ELECTRICITY, LABOUR
from lodeshift.records.figure import Figure
from lodeshift.tracing import allocation
from lodeshift.tracing.network import (
    ANNUAL,
    HOURLY,
    LOCATION,
    MONTHLY,
    REGIME,
    SCOPE1,
    SCOPE2,
    SCOPE3,
    Builder,
    Node,
    System,
)

OUTSIDE: Final = "outside"
HEAT: Final = "heat"
METHANE: Final = "ch4_direct"
_NOT_COUNTED: Final = frozenset({LABOUR, "co2_direct", "ch4_direct"})


@dataclass(frozen=True, slots=True)
class Uncovered:
    """Share of a load that is bought without accepted green supply, by how it is matched, and factors by regime.

    1 everywhere is plain grid power. `location` is the share not served by an own line. `regime` holds t CO2/MWh of
    load; regimes that are missing count the grid's average for the location share.
    """

    location: float = 1.0
    annual: float = 1.0
    monthly: float = 1.0
    hourly: float = 1.0
    regime: Mapping[str, float] = field(default_factory=dict)


PLAIN: Final = Uncovered()


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a footprint is taken: the site, its grid, which processes stand there, how goods are shared and routed.

    `routes` choose the process that makes a commodity where several can; `amounts` replace a recipe's flow, keyed
    (process, commodity); `power` the cover of a process's load (key "" for all others); `site_factor` and
    `residual_factor` replace the grid's average and residual factor of the site (t CO2/MWh).
    """

    site: str
    province: str
    year: int
    on_site: frozenset[str]
    routes: Mapping[str, str] = field(default_factory=dict)
    allocation: Mapping[str, Method] = field(default_factory=dict)
    amounts: Mapping[tuple[str, str], Figure] = field(default_factory=dict)
    power: Mapping[str, Uncovered] = field(default_factory=dict)
    site_factor: Figure | None = None
    residual_factor: float | None = None
    grid_upstream: Figure | None = None
    inbound_freight: bool = True
    factors: Mapping[str, Figure] = field(default_factory=dict)
    """Upstream factors that replace the catalogue's (a supplier's own value), by commodity."""
    mixes: Mapping[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)
    """Where a commodity at the site comes from, as (source, share): "process:<id>", "buy", "site:<other site>"."""
    others: Mapping[str, Setting] = field(default_factory=dict)
    """Settings of the other sites of the same plan; what they ship counts as made within it."""


def system(setting: Setting, products: tuple[str, ...]) -> System:
    """The network behind some products at a site, from recipes.

    Raises
    ------
    UnknownIdError : a product, process or province that is not known.
    InputError : every input for which there is neither a factor nor a recipe, all at once.
    """
    for product in products:
        goods.commodity(product)
    for process in setting.on_site:
        recipes.process(process)
    builder = Builder()
    problems: list[Problem] = []
    for product in products:
        market(builder, setting, product, setting.site, problems)
    if problems:
        raise InputError(list(dict.fromkeys(problems)))
    return builder.system()


def market_id(commodity: str, place: str) -> str:
    """Id of the market node of a commodity at a place ("outside" for what is bought)."""
    return f"market:{commodity}@{place}"


def route(setting: Setting, commodity: str, *, on_site: bool) -> str | None:
    """The process that makes a commodity: the chosen one, else the first on the site, else the first in the catalogue."""
    chosen = setting.routes.get(commodity)
    if chosen is not None:
        return chosen
    makers = recipes.makers(commodity)
    here = [process for process in makers if process in setting.on_site]
    if on_site:
        return here[0] if here else None
    return makers[0] if makers else None


def market(builder: Builder, setting: Setting, commodity: str, place: str, problems: list[Problem]) -> int:
    """The node that gives one unit of a commodity at a place, built with all that lies behind it."""
    id = market_id(commodity, place)
    known = builder.known(id)
    if known is not None:
        return known
    at_site = place == setting.site
    bought = not at_site and (commodity in setting.factors or commodity in upstream.factors())
    node = builder.node(Node(id, "bought" if bought else "market", commodity, "market", place, at_site))
    if at_site:
        if commodity in setting.mixes:
            _mixed(builder, setting, commodity, node, problems)
            return node
        maker = route(setting, commodity, on_site=True)
        if maker is not None and maker in setting.on_site:
            builder.take(node, output(builder, setting, maker, commodity, place, problems), 1.0)
            return node
        if commodity == HEAT:
            _heat(builder, node, setting)
            return node
        _bought(builder, setting, commodity, (node, 1.0), problems)
        return node
    _outside(builder, setting, commodity, node, problems)
    return node


def _bought(builder: Builder, setting: Setting, commodity: str, to: tuple[int, float], problems: list[Problem]) -> None:
    """A share of a commodity at the site that comes through the gate, with its haul."""
    node, share = to
    builder.take(node, market(builder, setting, commodity, OUTSIDE, problems), share)
    if setting.inbound_freight:
        _freight(builder, node, commodity, share)


def _mixed(builder: Builder, setting: Setting, commodity: str, node: int, problems: list[Problem]) -> None:
    """A commodity at the site from several sources: own processes, purchases, other sites of the plan."""
    for source, share in setting.mixes[commodity]:
        kind, _, id = source.partition(":")
        if kind == "process":
            builder.take(node, output(builder, setting, id, commodity, setting.site, problems), share)
        elif kind == "site":
            builder.take(node, market(builder, setting.others[id], commodity, id, problems), share)
        elif commodity == HEAT:
            _heat(builder, node, setting, share)
        else:
            _bought(builder, setting, commodity, (node, share), problems)


def _heat(builder: Builder, node: int, setting: Setting, share: float = 1.0) -> None:
    figure = setting.factors.get(HEAT) or upstream.factor(HEAT).figure
    param = builder.param(f"upstream:{HEAT}", figure)
    for column in SCOPE2:
        builder.emit(node, column, share, param)
    builder.say("bought heat counts in scope 2, with the fuel supply of the heat plant")


def _outside(builder: Builder, setting: Setting, commodity: str, node: int, problems: list[Problem]) -> None:
    """A bought good: a stated or catalogue factor first, else our recipe at the national grid."""
    own = setting.factors.get(commodity)
    if own is not None or commodity in upstream.factors():
        figure = own or upstream.factor(commodity).figure
        builder.emit(node, SCOPE3, 1.0, builder.param(f"upstream:{commodity}", figure))
        return
    maker = route(setting, commodity, on_site=False) or _by_product_maker(commodity)
    if maker is None:
        hint = "add a row to upstream_factors.csv, or give a factor"
        problems.append(
            Problem(
                "tracing.no_factor",
                "upstream_factors.csv",
                None,
                commodity,
                "no factor and no recipe",
                "a factor",
                hint,
            )
        )
        return
    builder.take(node, output(builder, setting, maker, commodity, OUTSIDE, problems), 1.0)
    builder.say(f"{goods.commodity(commodity).name_en} is bought: our recipe {maker} at the national grid")


def _by_product_maker(commodity: str) -> str | None:
    """A process that yields the commodity beside its main product."""
    for process in recipes.processes().values():
        if commodity in allocation.co_products(process):
            return process.id
    return None


def output(
    builder: Builder, setting: Setting, process_id: str, commodity: str, place: str, problems: list[Problem]
) -> int:
    """The node of one output of a process at a place: its share of the process's burden per unit of the output."""
    id = f"output:{commodity}<{process_id}@{place}"
    known = builder.known(id)
    if known is not None:
        return known
    process = recipes.process(process_id)
    shared = allocation.shares(process_id, setting.allocation)
    node = builder.node(Node(id, "output", commodity, process_id, place, place == setting.site))
    if len(shared.share) > 1 or shared.credits:
        builder.allocation[process_id] = shared.words
    if commodity not in shared.share:
        builder.say(f"{commodity} from {process_id} carries nothing ({shared.words})")
        return node
    made = sum(flow.amount.central for flow in process.outputs if flow.commodity == commodity)
    part = shared.share[commodity] / made
    for flow in process.flows:
        if flow.direction == "in" and flow.commodity not in _NOT_COUNTED:
            param = _flow_param(builder, setting, process_id, flow)
            of = _source(builder, setting, flow.commodity, (process_id, place), problems)
            builder.take(node, of, part, param)
    _direct(builder, setting, process, node, part)
    for credited in shared.credits:
        amount = next(flow for flow in process.outputs if flow.commodity == credited)
        param = _flow_param(builder, setting, process_id, amount)
        builder.take(node, market(builder, setting, credited, OUTSIDE, problems), -part, param)
        builder.say(f"{credited} of {process_id} is credited with what it replaces (system expansion)")
    return node


def _flow_param(builder: Builder, setting: Setting, process_id: str, flow: recipes.Flow) -> int:
    figure = setting.amounts.get((process_id, flow.commodity), flow.amount)
    return builder.param(f"recipe:{process_id}:{flow.direction}:{flow.commodity}", figure)


def _source(builder: Builder, setting: Setting, commodity: str, at: tuple[str, str], problems: list[Problem]) -> int:
    process_id, place = at
    if commodity == ELECTRICITY:
        return power(builder, setting, process_id, place)
    return market(builder, setting, commodity, place, problems)


def _direct(builder: Builder, setting: Setting, process: recipes.Process, node: int, part: float) -> None:
    """Direct CO2 and methane of a process. CO2 of its fuels moves with the fuel rows; the rest with its own row."""
    column = SCOPE1 if builder.nodes[node].on_site else SCOPE3
    emitted = {flow.commodity: flow.amount for flow in process.outputs if flow.commodity in {CO2, METHANE}}
    if METHANE in emitted:
        gwp = upstream.parameter("gwp100", "ch4_fossil").central
        figure = setting.amounts.get((process.id, METHANE), emitted[METHANE])
        builder.emit(node, column, part * gwp, builder.param(f"recipe:{process.id}:{METHANE}", figure))
        builder.say(f"methane counts {gwp:g} t CO2e per t over 100 years (IPCC AR6, fossil)")
    if CO2 not in emitted:
        return
    override = setting.amounts.get((process.id, CO2))
    if override is not None:
        builder.emit(node, column, part, builder.param(f"recipe:{process.id}:{CO2}", override))
        return
    rest = emitted[CO2].central
    burnt: list[tuple[float, int]] = []
    for flow in process.inputs:
        factor = upstream.combustion(flow.commodity)
        if factor is not None and factor.central * flow.amount.central <= rest + 1e-9:
            burnt.append((factor.central, _flow_param(builder, setting, process.id, flow)))
            rest -= factor.central * flow.amount.central
    for factor_central, param in burnt:
        builder.emit(node, column, part * factor_central, param)
    if rest > 1e-12:
        share = rest / emitted[CO2].central
        builder.emit(node, column, part * share, builder.param(f"recipe:{process.id}:{CO2}", emitted[CO2]))


def power(builder: Builder, setting: Setting, process_id: str, place: str) -> int:
    """The node of one MWh that a process draws at a place: scope 2 on the site, scope 3 elsewhere; fuel supply beside it."""
    on_site = place == setting.site
    id = f"power:{process_id}@{place}" if on_site else f"power@{place}"
    known = builder.known(id)
    if known is not None:
        return known
    node = builder.node(Node(id, "power", ELECTRICITY, "power", place, on_site))
    upstream_figure = setting.grid_upstream or upstream.parameter("power", "grid_upstream")
    fuel_supply = builder.param("power:grid_upstream", upstream_figure)
    if not on_site:
        factor = upstream.grid_factor(upstream.NATIONAL, setting.year)
        builder.emit(node, SCOPE3, 1.0, builder.param(f"grid:{upstream.NATIONAL}", factor))
        builder.emit(node, SCOPE3, 1.0, fuel_supply)
        return node
    factor = setting.site_factor or upstream.grid_factor(setting.province, setting.year)
    param = builder.param(f"grid:{setting.province}", factor)
    cover = setting.power.get(process_id) or setting.power.get("") or PLAIN
    residual = upstream.parameter("power", "residual_ratio").central
    if setting.residual_factor is not None and factor.central:
        residual = setting.residual_factor / factor.central
    builder.say(
        f"bought power counts the grid of {setting.province}, {factor.central:.3f} t CO2/MWh in {setting.year}; "
        f"market-based figures take {residual:.3f} times that for power which nobody claims"
    )
    builder.emit(node, LOCATION, cover.location, param)
    for column, share in ((ANNUAL, cover.annual), (MONTHLY, cover.monthly), (HOURLY, cover.hourly)):
        builder.emit(node, column, share * residual, param)
    for regime, value in cover.regime.items():
        builder.emit(node, REGIME + regime, value / factor.central if factor.central else 0.0, param)
    builder.emit(node, SCOPE3, cover.location, fuel_supply)
    return node


def _freight(builder: Builder, node: int, commodity: str, share: float = 1.0) -> None:
    """Inbound haul of a bought good: assumed kilometres by rail and road; goods not counted by mass come without."""
    tonnes = goods.commodity(commodity).tonnes_per_unit
    dug_here = commodity in upstream.factors() and upstream.factor(commodity).basis == "cut_off"
    if tonnes is None or dug_here:  # ore, brine and scrap of the place travel no distance that is known
        return
    for mode in ("rail", "road"):
        km = builder.param(f"freight:inbound_{mode}_km", upstream.parameter("freight", f"inbound_{mode}_km"))
        kg_per_tkm = upstream.parameter("freight", mode)
        haul = builder.known(f"freight:{mode}")
        if haul is None:
            haul = builder.node(Node(f"freight:{mode}", "freight", f"{mode} freight", "freight", OUTSIDE, False))
            builder.emit(haul, SCOPE3, 1e-3, builder.param(f"freight:{mode}", kg_per_tkm))  # one t-km
        builder.take(node, haul, tonnes * share, km)
    builder.say("inbound freight of bought goods: assumed rail and road distances, not the real ones")
