"""Worked examples about goods: precursors, complex goods, functional units, what of the emissions is priced."""

from __future__ import annotations

import re
from typing import Final

from tests.reference.worked_examples.quantities import Inputs, Quantity, Tag, match
from tests.reference.worked_examples.topic_emissions import Results, installation

from lodeshift.border import embedded, emissions
from lodeshift.border.goods import find
from lodeshift.errors import check_range
from lodeshift.records.border import SpecificEmissions

_MASS: Final = (("t", 1),)
_DROP: Final = frozenset(
    [
        "see",
        "direct",
        "indirect",
        "mass",
        "m",
        "precursor",
        "precursors",
        "consumed",
        "ee",
        "embedded",
        "specific",
        "emissions",
        "per",
        "t",
        "input",
    ]
)
_OUTPUT: Final = r"\b(production|activity|output|level|al)\b"
_INDIRECT_PRICED: Final = frozenset({"cement", "fertilisers", "fertilizers"})


def _precursors(given: Inputs) -> list[tuple[float, SpecificEmissions]]:
    """Masses of precursors with their specific emissions, paired by the words their names share; EU origin counts zero."""
    direct = given.tagged(r"\bsee\b", _DROP, without=r"\bindirect\b|\bper\b")
    indirect = given.tagged(r"\bsee\b.*\bindirect\b|\bindirect\b.*\bsee\b", _DROP)
    found = []
    for each in given:
        text = " ".join(each.words)
        if each.dimension != _MASS or "CO2" in each.plain or re.search(_OUTPUT, text):
            continue
        if re.search(r"\b(share|content|price|origin|direct|indirect|emissions)\b", text):
            continue
        tag = tuple(word for word in each.words if word not in _DROP)
        mass = given.product("t", each)
        check_range(each.name, mass, at_least=0)
        found.append((mass, _see(given, tag, each, direct.get(tag) or match(tag, direct), match(tag, indirect))))
    return found


def _see(
    given: Inputs, tag: Tag, mass: Quantity, direct: Quantity | None, indirect: Quantity | None
) -> SpecificEmissions:
    stem = " ".join(tag)
    if "eu" in tag or given.flag(rf"{stem} (eu )?origin.*", rf"{stem} eu", r"(eu )?origin( eu)?"):
        return SpecificEmissions(0.0, 0.0)
    if direct is None and indirect is None:
        raise given.problem(mass.name, "no specific emissions", f"an input such as {mass.name}_see", mass.row)
    return SpecificEmissions(
        given.product("1", direct) if direct else 0.0, given.product("1", indirect) if indirect else 0.0
    )


def precursors(given: Inputs) -> Results:
    """Embedded emissions of precursors in t CO2e: sum of mass x specific emissions."""
    total = embedded.precursor_sum(_precursors(given))
    return {
        "ee_direct": (total.direct, "tCO2e"),
        "ee_indirect": (total.indirect, "tCO2e"),
        "ee_total": (total.total, "tCO2e"),
        "ee": (total.total, "tCO2e"),
        "embedded": (total.total, "tCO2e"),
        "embedded_direct": (total.direct, "tCO2e"),
        "embedded_indirect": (total.indirect, "tCO2e"),
    }


def complex_good(given: Inputs) -> Results:
    """Specific emissions of a good from its own attributed emissions and its precursors, per t of activity level."""
    level = given.value("t", r"activity level.*", r"production.*", r"output.*", r"al( .*)?")
    own = given.value("t", r"(own|attributed|plant|process) direct.*", r"direct.*", default=0.0, without=r"\bsee\b")
    own_indirect = given.value(
        "t", r"(own|attributed|plant|process) indirect.*", r"indirect.*", default=0.0, without=r"\bsee\b"
    )
    return _good(level, SpecificEmissions(own, own_indirect), _precursors(given))


def _good(level: float, own: SpecificEmissions, parts: list[tuple[float, SpecificEmissions]]) -> Results:
    inputs = tuple(
        embedded.Precursor(f"precursor {number}", mass, see) for number, (mass, see) in enumerate(parts, start=1)
    )
    made = embedded.Production("good", own.direct, own.indirect, level, inputs)
    found = embedded.embedded({"good": made}, "good")
    return {
        "see_direct": (found.see.direct, "tCO2e/t"),
        "see_indirect": (found.see.indirect, "tCO2e/t"),
        "see_total": (found.see.total, "tCO2e/t"),
        "see": (found.see.total, "tCO2e/t"),
        "precursor_part": (found.precursor_part.direct, "tCO2e/t"),
        "precursor_part_direct": (found.precursor_part.direct, "tCO2e/t"),
        "precursor_part_indirect": (found.precursor_part.indirect, "tCO2e/t"),
        "own_part": (own.direct / level, "tCO2e/t"),
        "attributed_direct": (own.direct, "tCO2e"),
        "attributed_indirect": (own.indirect, "tCO2e"),
        "total_embedded": (found.see.total * level, "tCO2e"),
    }


def downstream(given: Inputs) -> Results:
    """A good from a plant with several: the plant's emissions shared by output mass, plus this good's precursors.

    Which good is meant: the production whose name stands in the example's id, topic or note; else the first one.
    """
    outputs = given.tagged(r"\b(production|output)\b", ("production", "output", "of", "t"))
    if not outputs:
        raise given.problem("inputs", "no production", "inputs such as production_screws in t")
    masses = {tag: given.product("t", each) for tag, each in outputs.items()}
    for tag, mass in masses.items():
        check_range(outputs[tag].name, mass, at_least=0)
    chosen = _named_good(given, tuple(masses))
    total = sum(masses.values())
    totals = {} if given.pick(r"plant direct.*") else installation(given)
    direct = given.value("t", r"plant direct.*", default=totals.get("direct_total", (0.0, ""))[0])
    used = given.value("t", r"plant indirect.*", default=totals.get("indirect_total", (0.0, ""))[0])
    own = SpecificEmissions(
        emissions.shared_by_mass(direct, masses[chosen], total), emissions.shared_by_mass(used, masses[chosen], total)
    )
    return _good(masses[chosen], own, _precursors(given)) | {"share": (masses[chosen] / total, "1")}


def _named_good(given: Inputs, tags: tuple[Tag, ...]) -> Tag:
    """The tag that the example's own words point at most: the longest run of its words found there, without separators."""

    def plain(text: str) -> str:
        return re.sub(r"[^a-z0-9]", "", text.lower())

    for said in (plain(given.example), plain(f"{given.topic} {given.note}")):
        scores = {}
        for tag in tags:
            runs = [plain("".join(tag[i:j])) for i in range(len(tag)) for j in range(i + 1, len(tag) + 1)]
            scores[tag] = max((len(run) for run in runs if run in said), default=0)
        best = max(scores.values())
        leaders = [tag for tag, score in scores.items() if score == best]
        if best and len(leaders) == 1:
            return leaders[0]
    return tags[0]


def functional_unit(given: Inputs) -> Results:
    """Emissions per t of good from those per t of clinker or nitrogen contained."""
    content = given.value("tN/t or 1", r".*(content|ratio|fraction).*")
    results: Results = {}
    for each in given:
        text = " ".join(each.words)
        if not re.search(r"\bsee\b", text):
            continue
        suffix = "_direct" if "direct" in each.words else "_indirect" if "indirect" in each.words else ""
        value = embedded.per_tonne_of_good(given.product("tCO2e/tN or 1", each), content)
        results |= {f"see_per_t{suffix}": (value, "tCO2e/t"), f"see{suffix}": (value, "tCO2e/t")}
        results |= {f"see{suffix}_per_t": (value, "tCO2e/t"), f"see_per_t_good{suffix}": (value, "tCO2e/t")}
    if not results:
        raise given.problem("inputs", "no specific emissions", "an input such as see_per_t_clinker")
    return results


def priced_scope(given: Inputs) -> Results:
    """What of a good's emissions is priced: direct alone for Annex II goods, direct and indirect for the others."""
    level = given.value("t", r"production.*", r"activity level.*", r"mass", r"output.*", default=1.0)
    check_range("production", level, at_least=1e-12)
    direct, indirect = (
        given.value("t", rf"(attributed |own )?{kind}( emissions)?", default=0.0) / level
        if given.pick(rf"(attributed |own )?{kind}( emissions)?")
        else given.value("1", rf"see {kind}", default=0.0)
        for kind in ("direct", "indirect")
    )
    cn = given.pick(r"cn( code)?")
    good = find(cn.text) if cn is not None else None
    counts = good.indirect_priced if good is not None else given.sector in _INDIRECT_PRICED
    priced = direct + (indirect if counts else 0.0)
    return {
        "see_priced": (priced, "tCO2e/t"),
        "see_direct": (direct, "tCO2e/t"),
        "see_indirect": (indirect, "tCO2e/t"),
        "see_indirect_reported": (indirect, "tCO2e/t"),
        "see_total": (direct + indirect, "tCO2e/t"),
        "indirect_priced": (1.0 if counts else 0.0, "1"),
        "priced_emissions": (priced * level, "tCO2e"),
    }
