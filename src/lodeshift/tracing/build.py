"""From recipes to a network: which steps stand on the site, what is bought, how power and freight come in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from lodeshift.catalogue import goods, recipes, upstream
from lodeshift.chain import network as chain
from lodeshift.errors import InputError, Problem
from lodeshift.names import CO2, ELECTRICITY, HEAT, METHANE
from lodeshift.records.figure import Figure
from lodeshift.records.footprint import Sharing
from lodeshift.records.note import note
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
    Key,
    Node,
    System,
)

OUTSIDE: Final = "outside"


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
class Origin:
    """A share of a commodity at a site: made by a process there, shipped by another site of the plan, or bought."""

    kind: Literal["process", "site", "bought"]
    share: float = 1.0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a footprint is taken: the site, its grid, which processes stand there, how goods are shared and routed.

    `routes` choose the process that makes a commodity where several can; `amounts` replace a recipe's flow, keyed
    (process, commodity); `power` the cover of a process's load (key "" for all others); `site_factor`
    replaces the grid's average factor of the site (t CO2/MWh).
    """

    site: str
    province: str
    year: int
    on_site: frozenset[str]
    routes: Mapping[str, str] = field(default_factory=dict)
    allocation: Mapping[str, Sharing] = field(default_factory=dict)
    amounts: Mapping[tuple[str, str], Figure] = field(default_factory=dict)
    power: Mapping[str, Uncovered] = field(default_factory=dict)
    site_factor: Figure | None = None
    grid_upstream: Figure | None = None
    inbound_freight: bool = True
    factors: Mapping[str, Figure] = field(default_factory=dict)
    """Upstream factors that replace the catalogue's (a supplier's own value), by commodity."""
    mixes: Mapping[str, tuple[Origin, ...]] = field(default_factory=dict)
    """Where a commodity at the site comes from, where it is known."""
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
    weaver = Weaver()
    for product in products:
        weaver.market(setting, product, setting.site)
    return weaver.system()


def market_id(commodity: str, place: str) -> str:
    """Id of the market node of a commodity at a place ("outside" for what is bought)."""
    return f"market:{commodity}@{place}"


def maker(setting: Setting, commodity: str, *, on_site: bool) -> str | None:
    """The process that makes a commodity: the chosen one, else one that stands on the site, else the usual route."""
    chosen = setting.routes.get(commodity)
    if chosen is not None:
        return chosen
    if not on_site:
        return chain.usual_route(commodity, year=setting.year)
    found = chain.maker(commodity, setting.province, setting.year, here=setting.on_site)
    return found if found in setting.on_site else None


@dataclass(frozen=True)
class Weaver:
    """Builds the network behind goods, every node once; keeps what lacks a factor, by commodity, until all is known."""

    builder: Builder = field(default_factory=Builder)
    lacking: dict[str, Problem] = field(default_factory=dict)

    def system(self) -> System:
        """The finished network.

        Raises
        ------
        InputError : every input for which there is neither a factor nor a recipe, all at once.
        """
        if self.lacking:
            raise InputError(list(self.lacking.values()))
        return self.builder.system()

    def market(self, setting: Setting, commodity: str, place: str) -> int:
        """The node that gives one unit of a commodity at a place, built with all that lies behind it."""
        id = market_id(commodity, place)
        known = self.builder.known(id)
        if known is not None:
            return known
        at_site = place == setting.site
        bought = not at_site and (commodity in setting.factors or commodity in upstream.factors())
        node = self.builder.node(Node(id, "bought" if bought else "market", commodity, "market", place, at_site))
        if at_site:
            for origin in setting.mixes.get(commodity) or (_usual_origin(setting, commodity),):
                self._from(setting, commodity, node, origin)
        else:
            self._outside(setting, commodity, node)
        return node

    def _from(self, setting: Setting, commodity: str, node: int, origin: Origin) -> None:
        """A share of a commodity at the site: of an own process, of another site of the plan, or through the gate."""
        if origin.kind == "process":
            self.builder.take(node, self.output(setting, origin.id, commodity, setting.site), origin.share)
        elif origin.kind == "site":
            self.builder.take(node, self.market(setting.others[origin.id], commodity, origin.id), origin.share)
        elif commodity == HEAT:
            self._heat(setting, node, origin.share)
        else:
            self.builder.take(node, self.market(setting, commodity, OUTSIDE), origin.share)
            if setting.inbound_freight:
                self._freight(node, commodity, origin.share)

    def _heat(self, setting: Setting, node: int, share: float) -> None:
        figure = setting.factors.get(HEAT) or upstream.factor(HEAT).figure
        param = self.builder.param(Key("upstream", HEAT), figure)
        for column in SCOPE2:
            self.builder.emit(node, column, share, param)
        self.builder.say(note("tracing.heat_in_scope_2"))

    def _outside(self, setting: Setting, commodity: str, node: int) -> None:
        """A bought good: a stated or catalogue factor first, else our recipe at the national grid."""
        own = setting.factors.get(commodity)
        if own is not None or commodity in upstream.factors():
            figure = own or upstream.factor(commodity).figure
            self.builder.emit(node, SCOPE3, 1.0, self.builder.param(Key("upstream", commodity), figure))
            return
        made_by = maker(setting, commodity, on_site=False)
        if made_by is None:
            hint = "add a row to upstream_factors.csv, or give a factor"
            file, found = "upstream_factors.csv", "no factor and no recipe"
            self.lacking[commodity] = Problem("tracing.no_factor", file, None, commodity, found, "a factor", hint)
            return
        self.builder.take(node, self.output(setting, made_by, commodity, OUTSIDE), 1.0)
        self.builder.say(note("tracing.bought_by_recipe", commodity, process=made_by))

    def output(self, setting: Setting, process_id: str, commodity: str, place: str) -> int:
        """The node of one output of a process at a place: its share of the process's burden per unit of the output."""
        id = f"output:{commodity}<{process_id}@{place}"
        known = self.builder.known(id)
        if known is not None:
            return known
        shared = allocation.shares(process_id, setting.allocation, setting.amounts)
        node = self.builder.node(Node(id, "output", commodity, process_id, place, place == setting.site))
        if len(shared.share) > 1 or shared.credits:
            self.builder.allocation[process_id] = shared
        if commodity not in shared.share:
            self.builder.say(note("tracing.carries_nothing", commodity, process=process_id))
            return node
        part = shared.share[commodity] / allocation.yield_of(process_id, commodity, setting.amounts)
        flows = chain.flows(process_id, setting.amounts)
        for flow in flows:
            if flow.direction == "in" and flow.commodity not in chain.NOT_GOODS:
                powered = flow.commodity == ELECTRICITY
                of = self.power(setting, process_id, place) if powered else self.market(setting, flow.commodity, place)
                self.builder.take(node, of, part, self._flow(flow))
        self._direct(flows, node, part)
        for credited in shared.credits:
            amount = next(flow for flow in flows if flow.commodity == credited and flow.direction != "in")
            self.builder.take(node, self.market(setting, credited, OUTSIDE), -part, self._flow(amount))
            self.builder.say(note("tracing.credited", credited, process=process_id))
        return node

    def _flow(self, flow: chain.Flow) -> int:
        return self.builder.param(Key("flow", flow.process, flow.direction, flow.commodity), flow.figure)

    def _direct(self, flows: tuple[chain.Flow, ...], node: int, part: float) -> None:
        """Direct CO2 and methane of a process. CO2 of its fuels moves with the fuel rows; the rest with its own row."""
        column = SCOPE1 if self.builder.nodes[node].on_site else SCOPE3
        emitted = {flow.commodity: flow for flow in flows if flow.direction != "in"}
        if METHANE in emitted:
            gwp = upstream.parameter("gwp100", "ch4_fossil")
            self.builder.emit(node, column, part, self._flow(emitted[METHANE]), [gwp])
            self.builder.say(note("tracing.methane_counts", value=gwp.central))
        if CO2 not in emitted:
            return
        if emitted[CO2].overridden:
            self.builder.emit(node, column, part, self._flow(emitted[CO2]))
            return
        whole = rest = emitted[CO2].figure.central
        for usual, flow in zip(recipes.process(emitted[CO2].process).flows, flows, strict=True):
            factor = upstream.combustion(flow.commodity) if flow.direction == "in" else None
            if factor is not None and factor.central * usual.amount.central <= rest + 1e-9:
                self.builder.emit(node, column, part, self._flow(flow), [factor])
                rest -= factor.central * usual.amount.central
        if rest > 1e-12:
            self.builder.emit(node, column, part * rest / whole, self._flow(emitted[CO2]))

    def power(self, setting: Setting, process_id: str, place: str) -> int:
        """The node of one MWh that a process draws: scope 2 on the site, scope 3 elsewhere; fuel supply beside it."""
        on_site = place == setting.site
        id = f"power:{process_id}@{place}" if on_site else f"power@{place}"
        known = self.builder.known(id)
        if known is not None:
            return known
        node = self.builder.node(Node(id, "power", ELECTRICITY, "power", place, on_site))
        supply = setting.grid_upstream or upstream.parameter("power", "grid_upstream")
        fuel_supply = self.builder.param(Key("fuel_supply"), supply)
        if on_site:
            self._at_site(setting, process_id, node, fuel_supply)
        else:
            factor = upstream.grid_factor(upstream.NATIONAL, setting.year)
            self.builder.emit(node, SCOPE3, 1.0, self.builder.param(Key("grid", upstream.NATIONAL), factor))
            self.builder.emit(node, SCOPE3, 1.0, fuel_supply)
        return node

    def _at_site(self, setting: Setting, process_id: str, node: int, fuel_supply: int) -> None:
        """Power of the site, counted in every way: by location, by market (year, month, hour), under every regime."""
        factor = setting.site_factor or upstream.grid_factor(setting.province, setting.year)
        param = self.builder.param(Key("grid", setting.province), factor)
        cover = setting.power.get(process_id) or setting.power.get("") or PLAIN
        residual = upstream.parameter("power", "residual_ratio")
        self.builder.say(
            note(
                "tracing.grid_factor",
                setting.province,
                year=setting.year,
                value=round(factor.central, 6),
                residual=residual.central,
            )
        )
        self.builder.emit(node, LOCATION, cover.location, param)
        for column, share in ((ANNUAL, cover.annual), (MONTHLY, cover.monthly), (HOURLY, cover.hourly)):
            self.builder.emit(node, column, share, param, [residual])
        for regime, value in cover.regime.items():
            self.builder.emit(node, REGIME + regime, value / factor.central if factor.central else 0.0, param)
        self.builder.emit(node, SCOPE3, cover.location, fuel_supply)

    def _freight(self, node: int, commodity: str, share: float) -> None:
        """Inbound haul of a bought good: assumed kilometres by rail and road; goods not counted by mass come without."""
        tonnes = goods.commodity(commodity).tonnes_per_unit
        dug_here = commodity in upstream.factors() and upstream.factor(commodity).basis == "cut_off"
        if tonnes is None or dug_here:  # ore, brine and scrap of the place travel no distance that is known
            return
        for mode in ("rail", "road"):
            km = self.builder.param(Key("haul_km", mode), upstream.parameter("freight", f"inbound_{mode}_km"))
            haul = self.builder.known(f"freight:{mode}")
            if haul is None:
                haul = self.builder.node(Node(f"freight:{mode}", "freight", mode, "freight", OUTSIDE, False))
                kg_per_tkm = self.builder.param(Key("haul", mode), upstream.parameter("freight", mode))
                self.builder.emit(haul, SCOPE3, 1e-3, kg_per_tkm)  # one t-km
            self.builder.take(node, haul, tonnes * share, km)
        self.builder.say(note("tracing.freight_assumed"))


def _usual_origin(setting: Setting, commodity: str) -> Origin:
    """Where a commodity at the site comes from where no plan says: of a process that stands there, else through the gate."""
    made_by = maker(setting, commodity, on_site=True)
    return Origin("process", id=made_by) if made_by in setting.on_site else Origin("bought")
