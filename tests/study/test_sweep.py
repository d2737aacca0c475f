"""A sweep: every combination once, failures told, and a killed sweep ends in the identical result."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from lodeshift import tasks
from lodeshift.errors import InputError, LodeshiftError
from lodeshift.study import sweep

TEXT = """\
cases: [hegang, jinchang]
scenarios:
  base: {}
  dear power: {electricity: 3.0}
levers:
  none: {}
  grant: {investment_grant: 20%}
draws: 40
until: 2030
"""


@pytest.fixture
def spec(tmp_path: Path) -> sweep.Spec:
    path = tmp_path / "sweep.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return sweep.read(path)


@pytest.fixture(scope="module")
def whole() -> tuple[sweep.Swept, ...]:
    return sweep.sweep(sweep.Spec.model_validate(_fields()), sweep.Way())


def _fields() -> dict[str, object]:
    import yaml

    fields: dict[str, object] = yaml.safe_load(TEXT)
    return fields


def test_every_combination_is_there_once_in_order(whole: tuple[sweep.Swept, ...]) -> None:
    assert [(s.case, s.scenario, s.levers) for s in whole][:3] == [
        ("hegang", "base", "none"),
        ("hegang", "base", "grant"),
        ("hegang", "dear power", "none"),
    ]
    assert len(whole) == 8 and all(s.result is not None and not s.failure for s in whole)


def test_scenarios_and_levers_act(whole: tuple[sweep.Swept, ...]) -> None:
    by = {(s.case, s.scenario, s.levers): s.result for s in whole}
    base, dear, grant = (by["hegang", a, b] for a, b in (("base", "none"), ("dear power", "none"), ("base", "grant")))
    assert base is not None and dear is not None and grant is not None
    assert dear["quantiles"]["income"]["0.5"][-1] < base["quantiles"]["income"]["0.5"][-1]
    assert grant["lever_cost_mcny"]["investment_grant"] > 0 and base["lever_cost_mcny"] == {}
    assert base["years"] == list(range(2024, 2031))


def test_a_killed_sweep_resumes_to_the_identical_result(
    spec: sweep.Spec, whole: tuple[sweep.Swept, ...], tmp_path: Path
) -> None:
    store = tmp_path / "kept.db"

    def stop(progress: tasks.Progress) -> None:
        if progress.done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep.sweep(spec, sweep.Way(store=store, on_progress=stop))
    seen: list[tasks.Progress] = []
    again = sweep.sweep(spec, sweep.Way(store=store, on_progress=seen.append))
    assert seen[-1].resumed >= 2
    assert again == whole


def test_one_bad_combination_is_told_and_the_others_run() -> None:
    fields = _fields() | {
        "cases": ["hegang", "atlantis"],
        "scenarios": {"base": {}},
        "levers": {"none": {}},
        "draws": 5,
    }
    found = sweep.sweep(sweep.Spec.model_validate(fields), sweep.Way())
    assert [s.result is None for s in found] == [False, True]
    assert "atlantis" in found[1].failure
    assert "atlantis" in sweep.text(found)
    with pytest.raises(LodeshiftError, match="every combination failed"):
        sweep.sweep(sweep.Spec.model_validate(fields | {"cases": ["atlantis"]}), sweep.Way())


def test_keys_depend_on_everything_that_decides_the_result(spec: sweep.Spec) -> None:
    keys = set(sweep.payloads(spec))
    assert len(keys) == 8
    for change in ({"draws": 41}, {"seed": 2}, {"until": 2031}):
        assert not keys & set(sweep.payloads(spec.model_copy(update=change)))


def test_the_table_has_a_row_per_indicator_and_year(whole: tuple[sweep.Swept, ...], tmp_path: Path) -> None:
    path = tmp_path / "fans.csv"
    sweep.write_table(path, whole)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 8 * len(sweep.KEPT) * 7
    assert all(float(r["q10"]) <= float(r["q50"]) <= float(r["q90"]) for r in rows)


def test_a_bad_spec_is_refused_with_every_problem(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        sweep.read(tmp_path / "none.yaml")
    path = tmp_path / "bad.yaml"
    path.write_text("cases: []\ndraws: 0\ncolour: red\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        sweep.read(path)
    assert {p.field for p in caught.value.problems} == {"cases", "draws", "colour"}
    path.write_text("cases: [a\n", encoding="utf-8")
    with pytest.raises(InputError, match="readable YAML"):
        sweep.read(path)
