"""Power that stands: what was read first, then the newest; sums only where no type is known."""

from __future__ import annotations

import pytest

from lodeshift.catalogue import standing
from lodeshift.catalogue.standing import Gathered, Kind
from lodeshift.names import Quality
from lodeshift.records.figure import Figure
from lodeshift.standing.power import power_of


def row(item: str, value: float, year: int, quality: Quality = "recalled", kind: Kind = "standing_power") -> Gathered:
    return Gathered("x", item, kind, Figure(value, value, value, "MW", str(year), "", "s", quality), year, "", False)


def told(monkeypatch: pytest.MonkeyPatch, *rows: Gathered) -> dict[str, float]:
    monkeypatch.setattr(standing, "gathered", lambda: {"x": rows})
    return {name: figure.central for name, figure in power_of("x").mw.items()}


def test_what_was_read_comes_before_what_is_newer(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (row("wind", 1.0, 2022, "reported"), row("wind", 2.0, 2024), row("pv", 3.0, 2022), row("pv", 4.0, 2023))
    assert told(monkeypatch, *rows) == {"pv": 4.0, "wind": 1.0}


def test_rows_that_repeat_types_count_only_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, row("wind_and_pv", 9.0, 2023), row("wind", 2.0, 2023)) == {"wind": 2.0}
    assert told(monkeypatch, row("installed_power_all", 9.0, 2023)) == {"installed_power_all": 9.0}


def test_a_place_without_rows_has_no_power(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch) == {}
    assert power_of("x").twh is None
    monkeypatch.setattr(standing, "gathered", lambda: {"x": (row("electricity", 3.4, 2023, kind="power_use"),)})
    used = power_of("x").twh
    assert used is not None and used.central == 3.4
