"""Questions about products of a city and about a saved run, through the real catalogue and run store."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from lodeshift import runs
from lodeshift.case import read
from lodeshift.errors import InputError, UnknownIdError
from lodeshift.records.footprint import ProductAt, Trace
from lodeshift.records.note import note
from lodeshift.study import trace, trace_answer
from lodeshift.study.trace import Question, RunQuestion

CASE = Path(__file__).parents[2] / "cases" / "lanzhou-new-area"
SAMPLE = Path(__file__).parents[1] / "reporting" / "sample_plan.py"


@pytest.fixture(scope="module")
def sample() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sample_plan_of_trace", SAMPLE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def run_folder(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    case = read.load(CASE)
    return runs.save(tmp_path_factory.mktemp("runs"), case, sample.sample_plan(672), (), "abc123").path


@pytest.fixture(scope="module")
def traced(run_folder: Path) -> Trace:
    return trace.run(RunQuestion(str(run_folder), draws=50))


def test_scopes_and_parts_sum_to_the_footprint() -> None:
    for each in trace.city(Question(("battery_cell_lfp", "aluminium"), "lanzhou", draws=2)).products:
        assert each.scope1 + each.scope2.location + each.scope3 == pytest.approx(each.total.central, abs=1e-10)
        assert sum(part.value for part in each.contributions) == pytest.approx(each.total.central, abs=1e-10)


def test_green_power_lowers_the_market_figures_by_its_evidence() -> None:
    plain, line, ppa = (
        trace.city(Question(("copper_foil_6um",), "lanzhou", draws=2, direct_line=line, ppa=ppa)).products[0]
        for line, ppa in ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5))
    )
    heat = 0.7 * 0.42
    assert line.scope2.location - heat == pytest.approx((plain.scope2.location - heat) / 2)
    assert ppa.scope2.location == pytest.approx(plain.scope2.location)
    assert ppa.scope2.market_hourly == pytest.approx(line.scope2.market_hourly)
    assert ppa.power_by_regime["battery"] > line.power_by_regime["battery"]
    assert ppa.scope1 == line.scope1 == plain.scope1


def test_full_own_line_leaves_the_non_electric_rest() -> None:
    plain = trace.city(Question(("copper_foil_6um",), "lanzhou", draws=2)).products[0]
    own = trace.city(Question(("copper_foil_6um",), "lanzhou", draws=2, direct_line=1.0)).products[0]
    electric = sum(p.value for p in plain.contributions if p.input == "electricity" and p.place == "lanzhou")
    assert own.total.central == pytest.approx(plain.total.central - electric, abs=1e-10)


def test_comparison_is_on_the_same_draws() -> None:
    found = trace.city(Question(("copper_foil_6um", "copper_foil_4p5um"), "lanzhou", draws=200))
    (pair,) = found.compared
    wide = found.products[0].total.high - found.products[0].total.low
    assert pair.difference.high - pair.difference.low < wide
    assert trace.city(Question(("copper_foil_6um", "pv_module"), "lanzhou", draws=2)).compared == ()  # kg and kW


def test_same_seed_same_answer() -> None:
    one, two = (trace_answer.as_json(trace.city(Question(("zinc",), "baiyin", draws=30, seed=5))) for _ in range(2))
    assert one == two


def test_border_takes_defaults_and_the_recipes_own_value() -> None:
    costs = trace.city(Question(("aluminium",), "baiyin", draws=2)).border
    assert [cost.basis for cost in costs] == ["default", "actual"]


@pytest.mark.parametrize(
    "question",
    [
        Question((), "lanzhou"),
        Question(("zinc",), "lanzhou", direct_line=0.7, ppa=0.6),
        Question(("zinc",), "lanzhou", ppa=-0.1),
        Question(("zinc",), "lanzhou", year=1999),
        Question(("zinc",), "lanzhou", draws=1),
    ],
)
def test_questions_out_of_range(question: Question) -> None:
    with pytest.raises(InputError):
        trace.city(question)


@pytest.mark.parametrize(
    "question",
    [
        Question(("unobtainium",), "lanzhou"),
        Question(("zinc",), "atlantis"),
        Question(("zinc",), "lanzhou", category="submarine"),
        Question(("zinc",), "lanzhou", allocation={"zinc_smelting": "by taste"}),
        Question(("zinc",), "lanzhou", made_here=("no_such_process",)),
        Question(("petroleum_coke",), "lanzhou"),
    ],
)
def test_names_that_are_not_known(question: Question) -> None:
    with pytest.raises(UnknownIdError):
        trace.city(question)


def test_a_run_is_traced_by_product_and_year(traced: Trace, sample: ModuleType) -> None:
    plan = sample.sample_plan(672)
    assert {each.year for each in traced.products} == set(sample.YEARS)
    for year in plan.years:
        site = year.sites[sample.SITE]
        here = [each for each in traced.products if each.year == year.year]
        assert {each.product for each in here} == {c for c, amount in site.output_t.items() if amount > 0}
        direct = sum(each.scope1 * site.output_t[each.product] for each in here)
        assert direct == pytest.approx(site.emissions_t)
    assert {pair.first for pair in traced.compared} == {
        ProductAt(product, sample.SITE, 2035) for product in sample.TARGET_T if sample.TARGET_T[product][0] > 0
    }
    assert traced.power


def test_a_run_against_itself_differs_by_nothing(run_folder: Path) -> None:
    found = trace.run(RunQuestion(str(run_folder), against=str(run_folder), draws=20))
    same = [pair for pair in found.compared if pair.first == pair.second]
    assert same
    assert all(pair.difference.low == pair.difference.high == 0.0 for pair in same)


def test_unknown_run() -> None:
    with pytest.raises(UnknownIdError):
        trace.run(RunQuestion("no-such-run"))


def test_routes_and_draws_are_checked() -> None:
    with pytest.raises(UnknownIdError, match="process"):
        trace.city(Question(("copper_foil_6um",), "lanzhou", routes={"copper_cathode": "nosuch"}))
    with pytest.raises(UnknownIdError, match="makes copper_cathode"):
        trace.city(Question(("copper_foil_6um",), "lanzhou", routes={"copper_cathode": "anode_finishing"}))
    with pytest.raises(InputError, match="--seed"):
        trace.city(Question(("copper_foil_6um",), "lanzhou", seed=-1))
    with pytest.raises(InputError, match="2 problem"):
        trace.run(RunQuestion("nosuch", draws=0, seed=-1))


def test_a_route_without_effect_is_said() -> None:
    routes = {"copper_cathode": "copper_smelting_refining"}
    found = trace.city(Question(("copper_foil_6um",), "lanzhou", routes=routes, draws=10))
    assert found.warnings[0].kind == "tracing.route_changes_nothing"


def test_steel_from_hydrogen_has_its_own_route_at_the_border() -> None:
    found = trace.city(Question(("steel",), "baotou", 2030, routes={"steel": "steel_h2dri_eaf"}, draws=10))
    actual = next(cost for cost in found.border if cost.basis == "actual")
    assert actual.route == "D"
    assert actual.benchmark == 0.065
    assert note("tracing.cbam_not_verified") in actual.notes
