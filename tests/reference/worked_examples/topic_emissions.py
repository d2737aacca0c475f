"""Worked examples about an installation's emissions: fuels, carbonates, carbon balances, fluorine gases, attribution."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tests.reference.worked_examples.quantities import Inputs, Quantity, Tag, match

from lodeshift.border import emissions
from lodeshift.errors import check_range

Results = dict[str, tuple[float, str]]
"""Result name -> (number, unit)."""

_NCV: Final = r"\b(ncv|calorific)\b"
_EF: Final = r"\b(ef|emission factor)\b"
_REST: Final = r"\b(oxidation|conversion|of|cf)\b"
_BIOMASS: Final = r"\b(biomass|bio|bf)\b"
_DROP: Final = frozenset(
    [
        "ncv",
        "net",
        "calorific",
        "value",
        "ef",
        "emission",
        "factor",
        "oxidation",
        "conversion",
        "of",
        "cf",
        "biomass",
        "bio",
        "bf",
        "fraction",
        "share",
        "zero",
        "rated",
        "fuel",
        "fuels",
        "consumption",
        "quantity",
        "amount",
        "mass",
        "consumed",
        "activity",
        "data",
        "fq",
        "ad",
        "carbonate",
        "stream",
    ]
)
_NO_FUEL: Final = re.compile(
    r"\b(electricity|power|production|output|heat|steam|waste|precursor|n2o|price|carbon in|carbon out|emissions)\b"
)
_MASS: Final = (("t", 1),)
_ENERGY: Final = (("MWh", 1),)
_VOLUME: Final = (("m3", 1),)


@dataclass(frozen=True, slots=True)
class _Stream:
    """One fuel or carbonate: its fossil CO2 in t, the biomass part beside it, and its energy in TJ (0 for carbonates)."""

    name: str
    fossil_t: float
    biomass_t: float
    energy_tj: float


def _streams(given: Inputs) -> tuple[_Stream, ...]:
    """Every fuel and carbonate, amounts paired with their factors by the words that their names share."""
    groups = [given.tagged(pattern, _DROP, without=_NO_FUEL.pattern) for pattern in (_NCV, _EF, _REST, _BIOMASS)]
    factors = {each.name for group in groups for each in group.values()}
    found = []
    for each in given:
        text = " ".join(each.words)
        if each.name in factors or _NO_FUEL.search(text) or each.dimension not in (_MASS, _ENERGY, _VOLUME):
            continue
        if "CO2" in each.plain or re.search(r"\b(output|carbon)\b", text):
            continue
        tag = tuple(word for word in each.words if word not in _DROP)
        stream = _stream(given, each, [match(tag, group) for group in groups])
        if stream is not None:
            found.append(stream)
    return tuple(found)


def _stream(given: Inputs, amount: Quantity, factors: list[Quantity | None]) -> _Stream | None:
    ncv, ef, rest, biomass = factors
    if ef is None:
        return None
    parts = (amount,) if ncv is None else (amount, ncv)
    kept = given.product("1", rest) if rest else 1.0
    share = given.product("1", biomass) if biomass else 0.0
    check_range("biomass share", share, at_least=0, at_most=1)
    check_range("oxidation or conversion factor", kept, at_least=0, at_most=1)
    total = given.product("t", *parts, ef) * kept
    check_range(amount.name, total, at_least=0)
    energy = given.product("TJ", *parts) if ncv is not None or amount.dimension == _ENERGY else 0.0
    return _Stream(amount.name, total * (1.0 - share), total * share, energy)


def combustion(given: Inputs) -> Results:
    """Fossil CO2 of fuels and carbonates: amount x calorific value x factor x oxidation x (1 - biomass share)."""
    streams = _streams(given)
    if not streams:
        raise given.problem("inputs", "no fuel with a factor", "an amount, a calorific value and an emission factor")
    total = sum(each.fossil_t for each in streams)
    biomass = sum(each.biomass_t for each in streams)
    energy = sum(each.energy_tj for each in streams)
    return {
        **_named("tCO2", total, "emissions", "direct_total", "direct", "fossil_emissions", "process_emissions", "co2"),
        **_named("tCO2", biomass, "biomass_emissions", "zero_rated_emissions", "memo_biomass"),
        **_named("TJ", energy, "activity_data", "energy", "fuel_energy"),
    }


def _named(unit: str, value: float, *names: str) -> Results:
    return dict.fromkeys(names, (value, unit))


def _electricity(given: Inputs) -> float:
    """Indirect emissions in t CO2e of all electricity used."""
    drop = frozenset(
        [
            "electricity",
            "power",
            "consumed",
            "consumption",
            "use",
            "used",
            "ef",
            "emission",
            "factor",
            "amount",
            "grid",
            "mix",
        ]
    )
    factors = given.tagged(r"\b(electricity|power|grid)\b.*\b(ef|factor)\b", drop, without=r"\b(produced|exported)\b")
    amounts = given.tagged(
        r"\b(electricity|power)\b", drop, without=r"\b(ef|factor|produced|exported|price|emissions)\b"
    )
    own = given.tagged(_EF, drop, without=r"\b(produced|exported)\b")
    if not factors and len(own) == 1 and len(given.quantities) - len(amounts) == 1:
        factors = {(): next(iter(own.values()))}  # nothing else stands in the example
    factors = dict(factors) | {tag: each for tag, each in own.items() if tag and tag in amounts}  # "solar_ef"
    pairs = []
    for tag, amount in amounts.items():
        factor = match(tag, factors)
        if factor is None:
            raise given.problem(amount.name, "no emission factor", "an input such as electricity_ef", amount.row)
        mwh = given.product("MWh", amount)
        check_range(amount.name, mwh, at_least=0)
        pairs.append((mwh, given.product("t/MWh", factor)))
    return emissions.indirect_t(pairs)


def indirect(given: Inputs) -> Results:
    """Indirect emissions: electricity used x its factor."""
    total = _electricity(given)
    names = ("attributed_indirect", "indirect_total", "indirect", "emissions", "indirect_emissions", "total")
    level = given.pick(r"activity level.*", r"production.*", r"output.*", r"mass")
    if level is None:
        return _named("tCO2e", total, *names)
    made = given.product("t", level)
    check_range(level.name, made, at_least=1e-12)
    return _named("tCO2e", total, *names) | _named("tCO2e/t", total / made, "see_indirect", "see")


def installation(given: Inputs) -> Results:
    """Totals of an installation: all fuels and process emissions, all electricity."""
    stated = sum(
        given.product("t", each)
        for each in given
        if each.dimension == _MASS and "CO2" in each.plain and re.search(r"\bemissions\b", " ".join(each.words))
    )
    direct = sum(each.fossil_t for each in _streams(given)) + stated
    used = _electricity(given)
    return {
        **_named("tCO2e", direct, "direct_total", "direct", "direct_emissions", "attributed_direct"),
        **_named("tCO2e", used, "indirect_total", "indirect", "indirect_emissions", "attributed_indirect"),
        **_named("tCO2e", direct + used, "total", "installation_total", "emissions"),
    }


def mass_balance(given: Inputs) -> Results:
    """CO2 of a carbon balance: masses x carbon contents, outputs negative, times t CO2 per t C."""
    drop = frozenset(["mass", "content", "carbon", "amount", "quantity", "t", "c", "cc"])
    contents = given.tagged(r"\b(content|cc)\b", drop)
    factors = given.tagged(_BIOMASS, drop | {"biomass", "bio", "bf", "fraction", "share"})
    into = out = 0.0
    for each in given:
        tag = tuple(word for word in each.words if word not in drop)
        if each.dimension != _MASS or each in contents.values():
            continue
        content = match(tag, contents)
        if content is None:
            raise given.problem(each.name, "no carbon content", "an input such as carbon_in_content", each.row)
        biomass = match(tag, factors) if tag in factors else None
        kept = 1.0 - (given.product("1", biomass) if biomass else 0.0)
        carbon = given.product("t", each) * given.product("tC/t or 1", content) * kept
        leaves = bool({"out", "output", "outputs", "product", "exported", "residue", "slag", "dust"} & set(each.words))
        if leaves or carbon < 0:
            out += abs(carbon)
        else:
            into += carbon
    per_c = given.value(
        "tCO2/tC or 1", r"co2 (2 )?per c", r"(f|factor) c( to co2)?", default=emissions.factors().co2_per_c
    )
    total = emissions.mass_balance_t(into, out, per_c)
    return {**_named("tCO2", total, "emissions", "direct", "co2"), **_named("tC", into - out, "carbon_balance")}


def fluorine(given: Inputs) -> Results:
    """CF4 and C2F6 of primary aluminium by the overvoltage or the slope method (current efficiency in percent)."""
    found = emissions.factors()
    coefficient = given.pick(r"overvoltage coefficient", r"ovc", r".*overvoltage.*coefficient.*")
    if coefficient is not None:
        efficiency = given.pick(r".*efficiency.*", r"ce")
        millivolt = given.pick(r".*overvoltage", r"aeo", r"anode effect overvoltage.*", without="coefficient")
        if efficiency is None or millivolt is None:
            raise given.problem("inputs", "incomplete", "anode_effect_overvoltage and current_efficiency")
        metal = _metal(given)
        percent = given.number(efficiency) * (100.0 if efficiency.plain == "1" else 1.0)
        cf4 = emissions.cf4_overvoltage_t(given.number(coefficient), given.number(millivolt), percent, metal)
    else:
        slope = given.pick(r".*slope.*", r"sef.*")
        minutes = given.pick(r".*minutes.*", r"aem")
        if slope is None and minutes is None:
            return gas(given)
        if slope is None or minutes is None:
            raise given.problem("inputs", "incomplete", "an overvoltage or a slope factor with anode-effect minutes")
        often = given.pick(r".*(frequency|effects|number).*", without=r"\bminutes\b|\boverpotential\b")
        each_day = given.number(minutes) * (given.number(often) if often is not None else 1.0)
        cf4 = emissions.cf4_slope_t(each_day, given.number(slope), _metal(given))
    fraction = given.value("1", r".*(c 2 f 6|c2f6).*fraction.*", r".*fraction.*", r"f c 2 f 6")
    cf4_gwp = given.value("1", r"gwp cf 4", default=found.gwp_cf4)
    c2f6_gwp = given.value("1", r"gwp c 2 f 6", default=found.gwp_c2f6)
    total = cf4 * cf4_gwp + cf4 * fraction * c2f6_gwp
    return {
        **_named("t", cf4, "cf4"),
        **_named("t", cf4 * fraction, "c2f6"),
        **_named("tCO2e", total, "emissions", "pfc_emissions", "direct"),
    }


def _metal(given: Inputs) -> float:
    metal = given.value("t", r"aluminium.*", r"production.*", r"(pr|primary) al.*", r".*aluminium.*")
    check_range("aluminium", metal, at_least=0)
    return metal


def gas(given: Inputs) -> Results:
    """N2O, CF4 or C2F6 in t CO2e: mass x global warming potential (the act's where the example gives none)."""
    found = emissions.factors()
    known = {("n", "2", "o"): found.gwp_n2o, ("cf", "4"): found.gwp_cf4, ("c", "2", "f", "6"): found.gwp_c2f6}
    total, results = 0.0, dict[str, tuple[float, str]]()
    for formula, potential in known.items():
        name = " ".join(formula)
        amount = given.pick(rf"{name}.*", rf".*\b{name}( mass| t| annual)?", without=r"\b(gwp|ef|factor)\b")
        factor = given.pick(rf"{name} (ef|emission factor|factor)", rf"(ef|emission factor) {name}")
        made = given.pick(r"activity level.*", r"production.*", r".*acid.*", r"output.*", without=r"\b(ef|factor)\b")
        if amount is not None:
            mass = given.product("t", amount)
        elif factor is not None and made is not None:
            mass = given.product("t", made, factor)
        else:
            continue
        check_range(name, mass, at_least=0)
        results |= {name.replace(" ", ""): (mass, "t")}
        total += mass * given.value("1", rf"gwp {name}", rf"{name} gwp", default=potential)
    if not results:
        raise given.problem("inputs", "no gas", "n2o, cf4 or c2f6 in t")
    return results | _named("tCO2e", total, "emissions", "direct", "co2e", "n2o_emissions")


def _flow(given: Inputs, what: str, way: str) -> float:
    """Amount x factor of a heat or electricity flow in t CO2e; the factor of the flow itself, else the one of its kind."""
    amount = given.pick(rf"{what} {way}", rf"{what} ({way}).*", rf"{way} {what}.*", without=r"\b(ef|factor|ncv)\b")
    if amount is None:
        return 0.0
    factor = given.pick(
        rf"{what} ({way}).*\b(ef|factor)", rf"{what} (ef|emission factor|factor)", rf"{way} {what} (ef|factor)"
    )
    if factor is None:
        raise given.problem(amount.name, "no emission factor", f"an input such as {what}_ef", amount.row)
    value = given.product("t", amount, factor)
    check_range(amount.name, value, at_least=0)
    return value


def _waste_gas(given: Inputs, way: str) -> float:
    """Volume x calorific value x factor of natural gas of a waste-gas flow, in t CO2e before any correction."""
    amount = given.pick(rf"waste gas ({way}).*", rf"({way}) waste gas.*", without=r"\b(ef|factor|ncv)\b")
    if amount is None:
        return 0.0
    ncv = given.pick(rf"waste gas ({way}) ncv", r"waste gas ncv", r"ncv.*")
    factor = given.pick(r"(waste gas )?(natural gas ef|ef natural gas|ef ng|ng ef)", r"waste gas ef")
    if factor is None:
        raise given.problem(amount.name, "no factor", "an input such as natural_gas_ef", amount.row)
    return given.product("t", *((amount,) if ncv is None else (amount, ncv)), factor)


def attribution(given: Inputs) -> Results:
    """Direct emissions attributed to a process: own + heat in - heat out + waste gas in - 0.667 x out - electricity out.

    A stated direct total holds the full combustion of exported waste gas; where none is stated, it is added.
    """
    imported, exported = r"imported|import|in|received", r"exported|export|out|delivered"
    stated = given.pick(
        r"(fuel|direct|own|combustion|process) (emissions|star|total)", r"direct", r"(direct|dir|attributed) em.*"
    )
    direct = given.product("t", stated) if stated else sum(each.fossil_t for each in _streams(given))
    gas_out = _waste_gas(given, exported)
    parts = emissions.Attribution(
        direct_t=direct if stated else direct + gas_out,
        heat_in_t=_flow(given, "heat", imported),
        heat_out_t=_flow(given, "heat", exported),
        waste_gas_in_t=_waste_gas(given, imported),
        waste_gas_out_t=gas_out,
        electricity_out_t=_flow(given, "electricity", r"produced|exported|out|export|generated"),
    )
    total = emissions.attributed_direct_t(parts, emissions.factors())
    return _named("tCO2e", total, "attributed_direct", "direct", "direct_total", "emissions")


__all__ = [
    "Results",
    "Tag",
    "attribution",
    "combustion",
    "fluorine",
    "gas",
    "indirect",
    "installation",
    "mass_balance",
]
