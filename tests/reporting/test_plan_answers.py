"""The answers at the head of the page say what the record says."""

from __future__ import annotations

import re
from dataclasses import replace

from lodeshift.records.plan import Answers, Plan
from lodeshift.reporting import plan_answers as answers
from lodeshift.reporting import plan_reading as reading
from lodeshift.reporting.telling import Telling


def told(telling: Telling) -> dict[str, str]:
    return {
        a.question: re.sub(r"<[^>]+>", "", " ".join(a.parts)).replace("\u00a0", " ") for a in answers.answers(telling)
    }


def test_circuits_are_told_as_a_range_with_the_years(telling: Telling) -> None:
    text = told(telling)["How many grid lines?"]
    assert "6 (5–7) N-1 secure 330-kV circuits by 2035" in text
    assert "3 from 2026, 3 (3–4) from 2028, 4 (4–5) from 2030, 5 (4–5) from 2032 and 6 (5–7) from 2035" in text


def test_builds_of_every_year_are_told_and_power_is_not_among_them(telling: Telling) -> None:
    text = told(telling)["What is built, and when?"]
    assert "600 kt of finished anode material" in text
    assert all(year in text for year in telling.years)
    assert "MW" not in text


def test_the_limiting_material_is_the_least(telling: Telling) -> None:
    assert "LFP cathode material: it suffices for 88 GWh" in told(telling)["Which material limits a cell chain?"]


def test_value_added_break_even_and_green(telling: Telling) -> None:
    text = told(telling)
    assert "14% of the sales of Li-battery copper foil 6 µm" in text["How much of the sales is value added?"]
    assert "none of the 4" in text["What must each product fetch?"]
    assert "88,900 CNY/t, today 81,600 CNY/t (+8.9%)" in text["What must each product fetch?"]
    green = text["What does green power do?"]
    assert "from 4.2 to 0.987" in green
    assert "No green share pays better than the lowest that was tried, 0%" in green
    assert "Going to 90% costs 3.4 bn CNY (+3.5%)" in green
    assert "Upstream emissions of bought inputs are not counted" in green


def test_the_cheapest_green_share_is_told_and_what_more_costs(telling: Telling) -> None:
    variants = tuple(
        replace(v, objective_mcny=cost) for v, cost in zip(telling.plan.green, (100e3, 95e3, 96e3, 99e3), strict=True)
    )
    green = told(replace(telling, plan=replace(telling.plan, green=variants)))["What does green power do?"]
    assert (
        "The cheapest green share of the power in 2035 is 35%: 5 bn CNY (5%) less discounted cost than at 0%" in green
    )
    assert "Going to 90% costs 4 bn CNY (+4.2%)" in green


def test_for_the_largest_value_the_best_share_is_the_most_valuable(telling: Telling) -> None:
    variants = tuple(
        replace(v, objective_mcny=m) for v, m in zip(telling.plan.green, (10e3, 11e3, 12e3, 13e3), strict=True)
    )
    plan = replace(telling.plan, green=variants, objective="max_npv")
    green = told(replace(telling, plan=plan))["What does green power do?"]
    assert "that pays best is 90%: 3 bn CNY (30%) more net present value than at 0%" in green
    assert "Going to" not in green


def test_products_that_pay_are_named(telling: Telling) -> None:
    cheap = replace(
        telling, plan=replace(telling.plan, break_even={**telling.plan.break_even, "lfp_cathode": 30_000.0})
    )
    assert (
        "1 of 4 products pay all their cost, capital included: LFP cathode material"
        in told(cheap)["What must each product fetch?"]
    )


def test_upstream_is_said_to_be_counted_where_a_row_exists(telling: Telling) -> None:
    first = telling.plan.green[0]
    counted = replace(first, kgco2_per_kg={"lfp_cathode": {"scope1": 0.4, "scope2_location": 1.0, "upstream": 5.0}})
    green = told(replace(telling, plan=replace(telling.plan, green=(counted, *telling.plan.green[1:]))))
    assert "counted only where a factor row exists" in green["What does green power do?"]


def test_questions_without_an_answer_are_not_asked(empty: Plan, telling: Telling) -> None:
    asked = list(told(replace(telling, plan=empty)))
    assert "Which material limits a cell chain?" not in asked
    assert "What does green power do?" not in asked
    assert "How many grid lines?" in asked


def test_without_wind_and_sun_it_says_so(empty: Plan, telling: Telling) -> None:
    site = next(iter(empty.years[0].sites.values()))
    bare = replace(empty, years=(replace(empty.years[0], sites={"zone": replace(site, capacity={})}),))
    assert "None: by 2026 all power is bought" in told(replace(telling, plan=bare))["How much wind, sun and storage?"]


def test_tiles_hold_four_numbers(telling: Telling) -> None:
    values = [t.value for t in answers.tiles(telling)]
    assert values == ["98.4 bn CNY", "6 (5–7)", "3,500 MW", "12.6 bn CNY"]


def test_scope_2_is_hourly_where_known() -> None:
    assert answers.scope_1_and_2({"scope1": 1.0, "scope2_location": 5.0, "scope2_hourly": 2.0}) == 3.0
    assert answers.scope_1_and_2({"scope1": 1.0, "scope2_location": 5.0}) == 6.0


def test_a_fixed_number_of_circuits_has_no_range(telling: Telling) -> None:
    total = reading.totals(telling.plan)[0]
    assert answers.circuits(telling, total) == "3"


def test_without_a_voltage_none_is_made_up(telling: Telling) -> None:
    silent = replace(telling, plan=replace(telling.plan, answers=Answers()))
    assert answers.kilovolts(silent) == ""
    assert "N-1 secure circuits by 2035" in told(silent)["How many grid lines?"]


def test_chinese_answers(telling_zh: Telling) -> None:
    text = told(telling_zh)
    assert "6（5–7）回满足 N-1 的 330 千伏线路" in text["需要几回线路？"]
    assert "60 万吨" in text["建什么，何时建？"]
    assert not re.search(r"[A-Za-z]{6,}", " ".join(text.values()).replace("domestic", ""))
