"""The question "what if the world does not follow?" end to end, with few draws."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lodeshift.errors import InputError, InputRangeError, UnknownIdError
from lodeshift.records.futures import Futures
from lodeshift.runs import Run
from lodeshift.study import simulate as study
from lodeshift.study import simulate_show
from lodeshift.study.run_subject import run_subject

LEVERS = ("investment_grant=20%", "power_support=40 CNY/MWh", "permit_time=0.3 a")
ZONE = study.Question("兰州新区", draws=300, levers=LEVERS)


@pytest.fixture(scope="module")
def zone() -> Futures:
    return study.simulate(ZONE)


@pytest.fixture(scope="module")
def hegang() -> Futures:
    return study.simulate(study.Question("hegang", draws=400))


@pytest.fixture(scope="module")
def planned(tiny_run: Run) -> Futures:
    question = study.Question(str(tiny_run.path), draws=200, levers=("circuits=-1",), runs_folder=tiny_run.path.parent)
    return study.simulate(question, run_subject(question.subject, question.runs_folder))


def test_the_contract_is_kept_and_is_json(zone: Futures) -> None:
    data = simulate_show.as_data(zone)
    assert {
        "city", "draws", "seed", "years", "quantiles", "probability_declining", "levers", "regret", "boxes", "timing",
    } <= set(data)  # fmt: skip
    assert data["city"] == "lanzhou-new-area" and data["draws"] == 300 and data["seed"] == 1
    years = data["years"]
    assert years == list(range(2024, 2041))
    for name, quantiles in data["quantiles"].items():
        assert all(len(values) == len(years) for values in quantiles.values()), name
        rising = np.array([quantiles[q] for q in sorted(quantiles, key=float)])
        assert (np.diff(rising, axis=0) >= 0).all(), name
    assert len(data["probability_declining"]) == len(years)
    assert all(0 <= p <= 1 for p in data["probability_declining"])
    json.loads(json.dumps(data, allow_nan=False))


def test_do_nothing_stands_beside_every_answer_and_begins_alike(zone: Futures) -> None:
    assert list(zone.alternatives) == ["do_nothing", "levers"] and zone.main == "levers"
    ghost, main = (zone.alternatives[name].fans for name in ("do_nothing", "levers"))
    for name in ghost:
        assert [q[0] for q in ghost[name].quantiles.values()] == [q[0] for q in main[name].quantiles.values()], name
    assert ghost["price of copper_cathode"] == main["price of copper_cathode"]
    assert ghost["investment"] != main["investment"]


def test_what_levers_did_adds_up(zone: Futures) -> None:
    for measure in ("value", "jobs_end", "gdp_end"):
        parts = sum(use.shapley[measure] for use in zone.levers)
        assert parts != 0
        assert all(np.isfinite(use.leave_one_out[measure]) for use in zone.levers)
    by_name = {use.name: use for use in zone.levers}
    assert by_name["investment_grant"].cost_mcny > 0 and by_name["power_support"].cost_mcny > 0
    assert by_name["investment_grant"].value == 0.2 and by_name["investment_grant"].usual == 0.0
    only = study.simulate(replace(ZONE, levers=("power_support=40",), discover=False))
    (use,) = only.levers
    assert use.shapley == pytest.approx(use.leave_one_out)


def test_one_seed_one_answer_and_another_seed_another(hegang: Futures) -> None:
    question = study.Question("鹤岗", draws=400)
    again = study.simulate(question)
    assert again.alternatives == hegang.alternatives and again.boxes == hegang.boxes
    assert again.sensitivities == hegang.sensitivities
    other = study.simulate(replace(question, seed=0, discover=False))
    assert other.alternatives["do_nothing"] != hegang.alternatives["do_nothing"]


def test_hegang_is_believable(hegang: Futures) -> None:
    fans = hegang.alternatives["do_nothing"].fans
    people, coal = fans["population"].quantiles["0.5"], fans["output of coal_mining"].quantiles["0.5"]
    assert people[0] == pytest.approx(832_000, rel=0.02)
    assert 500_000 < people[-1] < 760_000
    assert 8e6 < coal[0] < 16e6 and coal[-1] < coal[0]
    assert hegang.alternatives["do_nothing"].probability_declining[-1] > 0.5
    assert hegang.coverage[1] == 262 and hegang.coverage[0] >= 100
    assert hegang.weak and hegang.notes


def test_sensitivities_are_shares_and_coal_matters_to_hegang(hegang: Futures) -> None:
    totals = {s.factor: s.total for s in hegang.sensitivities if s.outcome == "value"}
    assert all(-0.05 < total < 1.1 for total in totals.values())
    assert 0.7 < sum(totals.values()) < 1.6
    assert totals["price_coal"] > 0.1


def test_the_calm_path_is_one_path() -> None:
    found = study.simulate(study.Question("jinchang", draws=5, volatile=False))
    for name, fan in found.alternatives["do_nothing"].fans.items():
        spread = np.ptp(np.array(list(fan.quantiles.values())), axis=0)
        assert spread.max() == 0.0, name
    assert found.boxes == () and found.sensitivities == ()


def test_float32_tells_the_same(hegang: Futures) -> None:
    single = study.simulate(study.Question("hegang", draws=400, precision="float32", discover=False))
    for name in ("gdp", "population", "city_debt"):
        double = hegang.alternatives["do_nothing"].fans[name].quantiles["0.5"]
        assert single.alternatives["do_nothing"].fans[name].quantiles["0.5"] == pytest.approx(double, rel=0.006), name


def test_a_run_enters_as_commitments_on_the_same_draws(planned: Futures, tiny_run: Run) -> None:
    assert planned.kind == "run" and planned.subject == tiny_run.name
    assert list(planned.alternatives) == ["do_nothing", "plan", "plan_and_levers"]
    foil = [way.fans["output of copper_foil_6um"].quantiles["0.9"][-1] for way in planned.alternatives.values()]
    assert foil[1] > 1.1 * foil[0]
    lfp = planned.alternatives["do_nothing"].fans["output of lfp_synthesis"].quantiles["0.99"]
    assert max(lfp) < 1e-6
    assert {r.alternative for r in planned.regrets} == set(planned.alternatives)
    assert "run" in simulate_show.as_data(planned)


def test_no_plan_is_best_in_every_future_without_regret(planned: Futures) -> None:
    by_measure: dict[str, list[float]] = {}
    for regret in planned.regrets:
        assert 0 <= regret.median <= regret.cvar * 1.01 + 1e-5 and regret.cvar <= regret.largest * 1.01 + 1e-5
        by_measure.setdefault(regret.measure, []).append(regret.largest)
    assert all(max(largest) > 0 for largest in by_measure.values())


def test_experiments_are_a_table_with_factors_first(zone: Futures, tmp_path: Path) -> None:
    path = tmp_path / "draws.csv"
    study.export_experiments(zone, path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 300
    assert zone.experiments is not None
    assert list(rows[0]) == ["scenario", *zone.experiments.factors, *zone.experiments.outcomes]
    assert {row["fails"] for row in rows} <= {"0.0", "1.0"}
    with pytest.raises(InputError, match="none kept"):
        study.export_experiments(replace(zone, experiments=None), path)


def test_what_is_asked_wrongly_is_refused() -> None:
    with pytest.raises(UnknownIdError, match="hegang"):
        study.simulate(study.Question("hegan"))
    with pytest.raises(UnknownIdError, match="profit_tax"):
        study.simulate(study.Question("hegang", levers=("profit_tax_rate=0.1",)))
    with pytest.raises(InputError):
        study.simulate(study.Question("hegang", levers=("profit_tax=200%",)))
    for wrong in (study.Question("hegang", draws=0), study.Question("hegang", until=2025)):
        with pytest.raises(InputRangeError):
            study.simulate(wrong)


def test_cities_without_data_say_what_is_missing() -> None:
    lacking = study.without_data()
    id, words = next(iter(lacking.items()))
    with pytest.raises(InputError) as caught:
        study.simulate(study.Question(id))
    assert caught.value.problems[0].field in words


def test_levers_without_effect_here_are_said() -> None:
    found = study.simulate(study.Question("hegang", draws=20, levers=("circuits=-2", "training=100"), discover=False))
    assert {"simulation.circuits_idle", "simulation.training_idle"} <= {note.kind for note in found.notes}


def test_a_price_path_is_what_prices_revert_to() -> None:
    question = study.Question("hegang", draws=150, until=2030, discover=False)
    base = study.simulate(question).alternatives["do_nothing"].fans
    for path in ((0.6,), (0.6,) * 6):
        low = study.simulate(replace(question, prices={"coal": path})).alternatives["do_nothing"].fans
        price, usual = low["price of coal"].quantiles["0.5"], base["price of coal"].quantiles["0.5"]
        assert price[0] == usual[0]
        assert price[1:] == pytest.approx([0.6 * p for p in usual[1:]], rel=0.006)
        assert low["income"].quantiles["0.5"][-1] < base["income"].quantiles["0.5"][-1]
    with pytest.raises(UnknownIdError, match="coal"):
        study.simulate(replace(question, prices={"cole": (1.0,)}))
    for wrong in ((1.0, 2.0), (), (0.0,)):
        with pytest.raises(InputError, match="6 values above 0"):
            study.simulate(replace(question, prices={"coal": wrong}))
