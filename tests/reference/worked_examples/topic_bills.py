"""Worked examples about the bill: free allocation, certificates, mark-ups, exemptions, carbon prices paid abroad."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, cast, get_args

from tests.reference.worked_examples.quantities import Inputs, Quantity, match, truth_of
from tests.reference.worked_examples.topic_emissions import Results

from lodeshift.border import values
from lodeshift.border.certificates import (
    PaidAbroad,
    certificates,
    credits_claimable,
    deduction_actual,
    deduction_default,
    exempt,
    sefa,
    sfa,
)
from lodeshift.border.goods import Sector, find, route_letter
from lodeshift.border.law import first_year, law, phase_in_row
from lodeshift.catalogue import border_rules, tables
from lodeshift.errors import check_range

_MASS: Final = (("t", 1),)
_ENERGY: Final = (("MWh", 1),)
_SECTORS: Final = frozenset(get_args(Sector))
_COUNTRIES: Final = ("China", "other countries (fallback)")
_FERTILISER_WORDS: Final = frozenset({"fertiliser", "fertilisers", "fertilizer", "fertilizers", "urea", "ammonia"})


def year_of(given: Inputs) -> int | None:
    """The import year: an input `year`, else the year of production, else a year that the topic names."""
    found = given.pick(
        r"(import(ation)? |reporting )?year( of import(ation)?)?", r"(production )?year( of production)?"
    )
    if found is not None:
        return _whole_year(given, found)
    said = re.search(r"\b(20[2-5]\d)\b", given.topic)
    return int(said.group(1)) if said else None


def produced_in(given: Inputs) -> int | None:
    """The year whose benchmarks count: that of production where an input names it, else the import year."""
    found = given.pick(r"production year", r"year of production", r"produced( in)?")
    return _whole_year(given, found) if found is not None else year_of(given)


def _whole_year(given: Inputs, found: Quantity) -> int:
    number = given.number(found)
    if number != int(number):
        raise given.problem(found.name, repr(found.text), "a year such as 2026", found.row)
    return int(number)


def country_of(given: Inputs) -> str | None:
    """The country of origin: an input, else a country with default values that the topic names."""
    found = given.pick(r"country( of origin)?", r"origin")
    if found is not None:
        return found.text.strip()
    return next((name for name in _COUNTRIES if name.lower() in given.topic.lower()), None)


def _free_share(given: Inputs) -> float:
    found = given.pick(r"cbam factor", r"(free share|factor|cbam y)")
    if found is not None:
        return given.product("1", found)
    year = year_of(given)
    if year is None:
        raise given.problem("inputs", "neither cbam_factor nor year", "one of them")
    return tables.needed(phase_in_row(year), "cbam_factor_free_share")


def _cscf(given: Inputs) -> float:
    year = year_of(given)
    return given.value(
        "1", r"cscf", r"correction factor", default=law(year).cscf if year and year >= first_year() else 1.0
    )


def _good(given: Inputs) -> tuple[str | None, bool]:
    """CN code of the example and whether its indirect emissions are priced."""
    found = given.pick(r"cn( code)?")
    code = found.text if found is not None else None
    good = find(code) if code else None
    if good is not None:
        return code, good.indirect_priced
    return code, given.sector in {"cement", "fertilisers", "fertilizers"}


def _mark(given: Inputs, column: values.Column | None) -> float | None:
    """The benchmark: as given, else looked up by CN code, year and route; None where neither is possible."""
    found = given.pick(rf"benchmark {column.lower()}") if column else None
    found = found or given.pick(r"benchmark", r"bm( [ab])?", r"benchmark [ab]", without="precursor")
    if found is not None:
        return given.product("1", found)
    code, _ = _good(given)
    year = produced_in(given)
    if code is None or year is None:
        return None
    route = given.pick(r"(production )?route")
    letter = route_letter(route.text) if route is not None else None
    country = country_of(given)
    if letter is None and column != "A" and country is not None:
        return values.default_benchmark(code, year, _default_of(given, code, year_of(given) or year, country).route)[0]
    return values.benchmark(code, column or "B", year, letter)


def _precursor_terms(given: Inputs) -> list[tuple[float, float]]:
    """(t of precursor per t of good, its SEFA) of each precursor: its own SEFA, else column B times the factors."""
    drop = frozenset(
        ["precursor", "precursors", "mass", "per", "t", "m", "specific", "sefa", "benchmark", "b", "bm", "good"]
    )
    own = given.tagged(r"\bsefa\b", drop)
    marks = given.tagged(r"\bprecursor.*\b(benchmark|bm)\b", drop)
    masses = given.tagged(r"\bmass per t\b|\bm\b|\bprecursor.*\bmass\b|\bspecific mass\b", drop, without=r"\bsefa\b")
    level = given.pick(r"activity level.*", r"production.*")
    terms = []
    for tag, each in masses.items():
        if each.plain == "t" and level is not None:
            mass = given.product("t", each) / given.product("t", level)
        else:
            mass = given.product("1", each)
        check_range(each.name, mass, at_least=0)
        inner, mark = match(tag, own), match(tag, marks)
        if inner is not None:
            terms.append((mass, given.product("1", inner)))
        elif mark is not None:
            terms.append((mass, sfa(_free_share(given), _cscf(given), given.product("1", mark))))
        else:
            raise given.problem(each.name, "no free allocation", "precursor_sefa or precursor_benchmark_b", each.row)
    return terms


def free_allocation(given: Inputs) -> Results:
    """Specific free allocation of a process, or the embedded one of a complex good with its precursors."""
    own = given.pick(r"sfa( process)?", r"process sfa", r"own sfa")
    terms = _precursor_terms(given)
    if own is not None:
        process = given.product("1", own)
    else:
        mark = _mark(given, "A" if terms else None)
        if mark is None:
            raise given.problem("inputs", "no benchmark", "benchmark, or cn with year")
        process = sfa(_free_share(given), _cscf(given), mark)
    total = sefa(process, terms)
    mass = given.value("t", r"mass", default=1.0, without="precursor")
    return {
        "sfa": (process, "tCO2e/t"),
        "sefa": (total, "tCO2e/t"),
        "precursor_part": (total - process, "tCO2e/t"),
        "free_allocation": (total * mass, "tCO2e"),
    }


def _default_see(given: Inputs) -> float | None:
    """Default emissions with mark-up in t CO2e/t: as given, or the base value marked up, or from the table."""
    marked = given.pick(r"default with markup", r"default with mark up", r"(marked|marked up) default.*")
    if marked is not None:
        return given.product("1", marked)
    code, _ = _good(given)
    year = year_of(given)
    base = given.pick(r"default( value)?( total)?", r"default see")
    if base is not None and year is not None:
        rate = law(year).markup_of(given.sector)
        return values.half_up(given.product("1", base) * (1.0 + rate), 3)
    country = country_of(given)
    if code is None or year is None or country is None:
        return None
    return _default_of(given, code, year, country).marked


def _default_of(given: Inputs, code: str, year: int, country: str) -> values.DefaultValue:
    """The default value of the tables; clinker is grey unless the example says white."""
    route = given.pick(r"(production )?route")
    letter = route_letter(route.text) if route is not None else None
    if letter is None and code.startswith("2523"):
        letter = "B" if "white" in given.topic.lower() else "A"
    return values.default_value(code, year, country=country, route=letter)


def _see(given: Inputs) -> tuple[float, values.Column | None]:
    """Priced emissions per t and the benchmark column that goes with them."""
    direct = given.pick(r"see direct", r"see", r"see (priced|total|actual)", r"actual see.*", r"direct see")
    if direct is not None:
        _, counts = _good(given)
        extra = given.pick(r"see indirect", r"indirect see")
        value = given.product("1", direct) + (given.product("1", extra) if extra is not None and counts else 0.0)
        return value, "A" if "actual" in given.topic.lower() or given.pick(r"benchmark a") else None
    found = _default_see(given)
    if found is None:
        raise given.problem(
            "inputs", "no emissions", "see_direct, default_with_markup, or cn with year and a country of the table"
        )
    return found, "B"


def bill(given: Inputs) -> Results:
    """Embedded emissions, free allocation, certificates and cost of a mass of one good."""
    whole = given.pick(r"embedded( emissions)?")
    mass = _units(given)
    if whole is not None:
        embedded, column = given.product("t", whole), None
    else:
        per_t, column = _see(given)
        embedded = per_t * mass
    check_range("embedded emissions", embedded, at_least=0)
    stated = given.pick(r"free allocation", r"faa")
    specific = given.pick(r"sefa")
    if stated is not None:
        free = given.product("t", stated)
    elif specific is not None:
        free = given.product("1", specific) * mass
    else:
        mark = _mark(given, column)
        own = 0.0 if mark is None else sfa(_free_share(given), _cscf(given), mark)
        free = sefa(own, _precursor_terms(given)) * mass
    return _settled(given, embedded, free, mass)


def _units(given: Inputs) -> float:
    """Functional units imported: t of good, or of clinker contained where a content or clinker mass is given."""
    clinker = given.pick(r"clinker mass", r"functional unit mass", r"mass clinker")
    if clinker is not None:
        return given.product("t", clinker)
    found = given.pick(r"(import )?mass", r"quantity", r"imported( mass)?")
    mass = given.product("t", found) if found is not None else 1.0
    check_range("mass", mass, at_least=0)
    return mass * given.value("1", r"clinker content", default=1.0)


def _settled(given: Inputs, embedded: float, free: float, mass: float) -> Results:
    """Certificates and money, with a deduction for a carbon price abroad where the example has one."""
    price = given.pick(r"(certificate )?price( eur)?", r"cbam price")
    money = given.number(price) if price is not None else None
    year = year_of(given)
    if money is None and year is not None and year >= first_year():
        money = law(year).price_eur  # none given: the dated path
    abroad = given.pick(r"carbon price paid( abroad| per tonne| per t co 2 e)?", r"carbon price abroad")
    stated = given.pick(r"(carbon price )?deduction", r"certificates deducted", r"carbon price covered")
    taken = given.product("t" if stated.dimension == _MASS else "1", stated) if stated is not None else 0.0
    check_range("deduction", taken, at_least=0)
    if abroad is not None and money:
        taken += embedded * min(1.0, max(0.0, given.number(abroad)) / money)
    owed = certificates(embedded, free, taken)
    results: Results = {
        "embedded": (embedded, "tCO2e"),
        "embedded_emissions": (embedded, "tCO2e"),
        "free_allocation": (free, "tCO2e"),
        "certificates": (owed, "1"),
        "certificates_due": (owed, "1"),
        "certificates_deducted": (taken, "1"),
        "carbon_price_covered": (taken, "tCO2e"),
    }
    if mass:
        results |= {"certificates_per_t": (owed / mass, "tCO2e/t"), "sefa": (free / mass, "tCO2e/t")}
        results |= {"see_priced": (embedded / mass, "tCO2e/t")}
    if embedded:
        results["share_of_embedded"] = (owed / embedded, "1")
    if money is not None:
        results |= dict.fromkeys(("cost", "liability", "cost_eur", "liability_eur"), (owed * money, "EUR"))
        if mass:
            results |= dict.fromkeys(("cost_per_t", "eur_per_t"), (owed * money / mass, "EUR/t"))
    return results


def electricity(given: Inputs) -> Results:
    """Imported electricity: MWh x factor, no free allocation."""
    mwh = given.value("MWh", r"(imported )?electricity.*", r"mass", r"quantity", without=r"\b(ef|factor)\b")
    check_range("electricity", mwh, at_least=0)
    factor = given.value("t/MWh", r"(electricity )?(ef|emission factor).*", r"see( direct)?")
    return _settled(given, mwh * factor, 0.0, mwh)


def de_minimis(given: Inputs) -> Results:
    """Whether masses stay within the yearly threshold: `mass_x` answers `x_exempt`; all masses together `exempt`."""
    drop = ("mass", "quantity", "t", "net", "imported", "imports", "import")
    masses = given.tagged(r"\bmass\b|\bquantity\b", drop) or given.tagged("", drop)
    masses = {tag: each for tag, each in masses.items() if each.dimension in (_MASS, _ENERGY)}
    if not masses:
        raise given.problem("inputs", "no mass", "inputs such as mass_a in t")
    year = year_of(given) or 2026
    results: Results = {}
    energy = [tag for tag, each in masses.items() if each.dimension == _ENERGY]
    if any(given.sector != "electricity" and "electricity" not in tag for tag in energy):
        raise given.problem("inputs", "an amount in energy units", "masses in t; energy for electricity only")
    amounts = {tag: 0.0 if tag in energy else given.product("t", each) for tag, each in masses.items()}
    for tag, mass in amounts.items():
        results["_".join((*tag, "exempt"))] = (float(exempt(mass, _sectors(given, tag), year)), "1")
    everything = [sector for tag in amounts for sector in _sectors(given, tag)]
    together = (float(exempt(sum(amounts.values()), everything, year)), "1")
    return {"exempt": together, "total_exempt": together, **results}


def _sectors(given: Inputs, tag: tuple[str, ...]) -> list[Sector]:
    named = [word for word in (*tag, given.sector) if word in _SECTORS]
    return [cast(Sector, word) for word in named]


def mark_up(given: Inputs) -> Results:
    """A default value with the mark-up of a sector and year, both read from the name of the result that is asked for."""
    base = given.pick(r"default.*", r"(base )?value")
    if base is None:
        raise given.problem("inputs", "no default value", "an input named default")
    value, unit = given.number(base), base.plain
    stated = given.pick(r"(default )?mark ?up( rate| factor| percent)?")
    results: Results = {}
    for name in given.wanted:
        said = re.search(r"20\d\d", name)
        year = int(said.group(0)) if said else year_of(given) or 2028
        words = set(re.findall(r"[a-z]+", name.lower())) | {given.sector}
        phase = phase_in_row(year)
        fertiliser = bool(words & _FERTILISER_WORDS)
        column = "default_markup_fertiliser" if fertiliser else "default_markup_general"
        rate = given.product("1", stated) if stated is not None else tables.needed(phase, column)
        results[name] = (value * (1.0 + rate), unit)
    return results


def paid_abroad(given: Inputs) -> Results:
    """DRAFT act: certificates deducted for a carbon price paid abroad, actual or default, in whole certificates, half up."""
    mass = given.value("t", r"mass", r"quantity", default=1.0)
    check_range("mass", mass, at_least=0)
    cap = given.pick(r"(paris )?credit.*", r"international credit.*")
    total = given.pick(r"(reported |cpm )?emissions( total)?")
    if cap is not None and total is not None:
        share = border_rules.rule("paris_credit_cap", on=dt.date(2026, 7, 1), drafts=True).value
        covered, reported = given.product("t", cap), given.product("t", total)
        claim = credits_claimable(reported, covered, share)
        return {"claimable": (claim, "tCO2e"), "zero_priced": (covered - claim, "tCO2e")}
    reference = _bare(given, r"reference price.*", r"(certificate |cbam )?price")
    fixed = given.pick(r"default carbon price.*", r"dcp")
    gross = given.pick(r"(gross )?carbon price.*", r"price paid.*")
    if fixed is not None:
        see = given.value("1", r"see.*")
        taken = deduction_default(given.number(fixed), see, reference, mass)
    elif gross is not None:
        see = given.value("1", r"see.*")
        paid = PaidAbroad(
            given.number(gross),
            free_share=given.value("1", r"free( allocation| allowance)? share.*", default=0.0),
            refunded_share=given.value("1", r"(rebate|refund)(ed)? share.*", default=0.0),
            evidenced=not _refused(given),
        )
        taken = deduction_actual(paid.effective_eur_per_t_good(see), reference, mass)
    elif _refused(given):
        taken = 0.0
    else:
        effective = _bare(given, r"effective price.*")
        rebate = given.pick(r"(rebate|refund).*")
        taken = deduction_actual(effective - (given.number(rebate) if rebate else 0.0), reference, mass)
    return {"certificates_deducted": (taken, "1"), "deduction": (taken, "1"), "certificates": (taken, "1")}


def _refused(given: Inputs) -> bool:
    """True where the example says that there is no evidence of free allocation, rebates and refunds abroad."""
    found = given.pick(r"evidence.*", r".*evidence", r"evidenced")
    return found is not None and truth_of(found.text) == 0.0


def _bare(given: Inputs, *patterns: str) -> float:
    """The number of a price, whatever its unit says (EUR, EUR/t, EUR/tCO2e)."""
    found: Quantity | None = given.pick(*patterns)
    if found is None:
        raise given.problem("inputs", "no price", f"an input named like {patterns[0]!r}")
    return given.number(found)
