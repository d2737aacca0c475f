"""Numbers of a diagnosis and of a match followed to the rows of the tables, which are read here afresh, cell by cell."""

from __future__ import annotations

import csv
import math
import re
from pathlib import Path

import pytest

import lodeshift
from lodeshift.diagnosis import whole
from lodeshift.diagnosis.stage import Draws
from lodeshift.records.diagnosis import Diagnosis
from lodeshift.records.figure import Figure
from lodeshift.records.match import Match
from lodeshift.study.match import MatchQuestion, answer_match

TABLES = Path(lodeshift.__file__).parent / "catalogue" / "tables"


def rows(named: str) -> list[dict[str, str]]:
    """The cells of rows called "a.csv:3-4, b.csv:9"; the header is line 1."""
    found = []
    for part in named.split(", "):
        named_as = re.fullmatch(r"(\w+\.csv):(\d+)(?:-(\d+))?", part)
        assert named_as is not None, part
        file, first, last = named_as.groups()
        with (TABLES / file).open(encoding="utf-8", newline="") as opened:
            lines = list(csv.reader(opened))
        found += [dict(zip(lines[0], lines[k - 1], strict=True)) for k in range(int(first), int(last or first) + 1)]
    return found


def values(figure: Figure) -> dict[tuple[str, str], float]:
    """What the figure's rows of the city tables hold, by indicator and year."""
    return {(row["indicator"], row["year"]): float(row["value"]) for row in rows(figure.row)}


@pytest.fixture(scope="module")
def hegang() -> Diagnosis:
    return whole.diagnose("hegang", settings=whole.Settings(draws=Draws(5)))


@pytest.fixture(scope="module")
def jinchang() -> Diagnosis:
    return whole.diagnose("jinchang", settings=whole.Settings(draws=Draws(5)))


def test_printed_levels_and_shares_are_the_cells_of_their_rows(hegang: Diagnosis) -> None:
    """1-6: four levels of GDP, jobs in mining, people of 65 and above."""
    aged = next(c.figure for c in hegang.trend.comparisons if c.measure == "aged_65_2020")
    figures = [*(level.figure for level in hegang.trend.levels[:4]), hegang.dependence.extraction_share, aged]
    assert len(figures) == 6
    for figure in figures:
        assert figure is not None
        (cell,) = values(figure).values()
        assert figure.central == pytest.approx(cell, rel=1e-12)


def test_computed_changes_follow_from_the_cells_of_their_rows(hegang: Diagnosis) -> None:
    """7-9: people 2010-2020, nominal growth 2020-2023, the fall of GDP behind the warning."""
    found = {c.measure: c.figure for c in hegang.trend.comparisons}
    people = found["population_change_2010_2020"]
    assert people is not None
    cells = values(people)
    before, after = cells["population_2010", "2010"], cells["population_census", "2020"]
    assert people.central == pytest.approx(100 * (after / before - 1), rel=1e-12)
    growth = found["nominal_growth_2020_2023"]
    assert growth is not None
    cells = values(growth)
    assert growth.central == pytest.approx(100 * math.log(cells["gdp", "2023"] / cells["gdp", "2020"]) / 3, rel=1e-12)
    fell = next(warning.figure for warning in hegang.warnings if warning.warning == "gdp_fell")
    cells = values(fell)
    assert fell.central == pytest.approx(100 * (cells["gdp", "2023"] / cells["gdp", "2022"] - 1), rel=1e-12)


def test_a_coal_tier_and_a_book_are_their_rows(hegang: Diagnosis) -> None:
    """10-14: tonnage, rate, cost and price of a tier, a reserve of the books."""
    tier = hegang.reserves.minerals[0].tiers[0]
    (cells,) = rows(tier.row)
    assert tier.ore_t == tuple(float(cells[name]) for name in ("ore_t_low", "ore_t", "ore_t_high"))
    assert tier.rate_t == float(cells["max_annual_t"])
    assert tier.cost_cny_per_t == float(cells["mining_cost"])
    book = hegang.reserves.book[0]
    (cells,) = rows(book.row)
    assert book.figure is not None and book.figure.central == float(cells["quantity_t"])
    assert book.years == pytest.approx(float(cells["quantity_t"]) / float(cells["annual_output"]), rel=1e-12)


def test_bought_feed_follows_from_the_mine_s_tiers_and_the_printed_capacity(jinchang: Diagnosis) -> None:
    """15: what the mine gives over what the works can refine, from grade, recovery and rate of the tiers in work."""
    warning = next(warning for warning in jinchang.warnings if warning.warning == "lives_on_bought_feed")
    book, *tiers = rows(warning.figure.row)
    working = [row for row in tiers if row["in_production"] == "y"]
    nickel = sum(float(r["max_annual_t"]) * float(r["grade"]) / 100 * float(r["plant_recovery"]) for r in working)
    assert warning.figure.central == pytest.approx(100 * nickel / float(book["annual_output"]), rel=1e-9)
    (cuts,) = (r for r in table("warning_rules") if r["warning"] == "lives_on_bought_feed")
    assert warning.rule.facts["share"] == float(cuts["cut_off"])


def table(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture(scope="module")
def match() -> Match:
    return answer_match(MatchQuestion("hegang", draws=0))


def test_prices_of_ten_products_are_their_rows(match: Match) -> None:
    priced = [one for one in match.candidates if one.price.row.startswith("base_prices")][:10]
    assert len(priced) == 10
    for one in priced:
        (cells,) = rows(one.price.row)
        assert cells["commodity"] == one.product and cells["role"] in ("sell", "both")
        assert one.price.central == float(cells["central"])
        assert one.margin == pytest.approx(float(cells["central"]) - one.cost.central, rel=1e-12)


def test_what_one_step_buys_is_its_recipe(match: Match) -> None:
    """Amounts of every chain of one step that digs nothing: the central values of the recipe's inputs."""
    recipes = table("recipes")
    seen = 0
    for one in match.candidates:
        if len(one.chain) > 1:
            continue
        process = one.chain[0].process
        taken = {
            r["flow"]: float(r["central"]) for r in recipes if r["process_id"] == process and r["direction"] == "in"
        }
        for bought in one.purchases:
            assert bought.amount == pytest.approx(taken[bought.commodity], rel=1e-9), (process, bought.commodity)
            seen += 1
    assert seen >= 10


def test_evidence_of_the_city_names_the_row_that_says_so(match: Match) -> None:
    own = [each for each in match.coverage.evidence if each.kind in ("industry", "deposit")]
    assert len(own) >= 8
    for each in own:
        (cells,) = rows(each.row)
        assert cells["city_id"] == "hegang"
        assert each.commodity in (cells["commodity"], cells.get("ore_flow", ""))
