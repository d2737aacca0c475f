"""The machine-readable answer and the battery documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lodeshift.errors import InputError
from lodeshift.study import trace, trace_answer
from lodeshift.study.trace import Question


def test_contract_for_machines() -> None:
    found = trace_answer.as_json(trace.city(Question(("copper_foil_6um", "steel"), "lanzhou", draws=20)))
    json.dumps(found, allow_nan=False)
    wanted = {"product", "site", "year", "kgco2e_per_kg", "scope1", "scope2", "scope3", "contributions", "method"}
    for product in found["products"]:
        assert wanted <= set(product)
        assert set(product["scope2"]) == {"location", "market_annual", "market_monthly", "market_hourly"}
        band = product["kgco2e_per_kg"]
        assert band["low"] <= band["central"] <= band["high"]
    border = {"cn", "in_scope", "basis", "see_direct", "see_indirect", "free_allocation", "certificates", "eur_per_t"}
    border |= {"rebate_loss_cny_per_t", "year", "destination"}
    assert all(border <= set(cost) for cost in found["border"])
    assert found["battery"] == []


def test_passports_are_written(tmp_path: Path) -> None:
    found = trace.city(Question(("battery_pack_lfp",), "lanzhou", draws=20))
    written = trace_answer.write_passports(found, tmp_path / "new", "zh")
    assert [path.suffix for path in written] == [".json", ".html"]
    document = json.loads(written[0].read_text(encoding="utf-8"))
    assert document["kgco2e_per_kwh_delivered"]["central"] == pytest.approx(sum(document["stages"].values()))
    assert "电池碳足迹" in written[1].read_text(encoding="utf-8")


def test_passports_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="battery"):
        trace_answer.write_passports(trace.city(Question(("zinc",), "lanzhou", draws=2)), tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="folder"):
        trace_answer.write_passports(
            trace.city(Question(("battery_pack_lfp",), "lanzhou", draws=2)), tmp_path / "file" / "below"
        )
