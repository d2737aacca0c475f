"""A city's past as differences to the country."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from lodeshift.catalogue import macro
from lodeshift.catalogue.assumptions import usual
from lodeshift.errors import InputError
from lodeshift.simulation import history


def test_a_city_that_grows_as_the_country_has_no_difference() -> None:
    national = {y: f.central for y, f in macro.series("gdp_real_growth").items()}
    rates = {y: national[y] for y in (2010, 2011, 2012)}
    found = history.from_growth(rates)
    assert [(o.kind, o.first, o.last) for o in found] == [("growth", y - 1, y) for y in rates]
    assert [o.change for o in found] == pytest.approx([0.0] * 3)
    (ahead,) = history.from_growth({2011: national[2011] + 5.0})
    assert 0.04 < ahead.change < 0.05 and ahead.doubt > 0


def test_levels_are_told_over_the_countrys_growth_and_price_level() -> None:
    index = macro.series("gdp_deflator_index_2005")
    real = sum(math.log1p(macro.value("gdp_real_growth", y).central / 100) for y in range(2011, 2016))
    end = 100.0 * index[2015].central / index[2010].central * math.exp(real)
    (found,) = history.from_levels({2010: (100.0, 0.03), 2015: (2 * end, 0.04)})
    assert found.kind == "level" and (found.first, found.last) == (2010, 2015)
    assert found.change == pytest.approx(math.log(2.0))
    assert found.doubt == pytest.approx(0.05)


def test_the_tables_hold_a_past_and_lanzhou_new_area_has_two_first_levels() -> None:
    jinchang = history.public("jinchang", usual())
    assert jinchang and all(o.kind == "level" and abs(o.change) < 1 for o in jinchang)
    first, other = (history.public("lanzhou-new-area", usual(), start_indicator=i) for i in ("gdp", "gdp_alt"))
    assert [o.last for o in first] == [o.last for o in other]
    assert len(first) >= 5 and first[1:] == other[1:] and first[0] != other[0]


def test_a_users_history_is_read_and_problems_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "past.csv"
    path.write_text("year,gdp_growth_real_pct,gdp_bn_yuan\n2010,12,20\n2011,,25\n2012,9,\n", encoding="utf-8")
    found = history.read(path, usual())
    assert [o.kind for o in found] == ["growth", "growth", "level"]
    path.write_text("year,gdp_growth_real_pct\n2010,x\ny,3\n1800,3\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        history.read(path, usual())
    assert [(p.row, p.field) for p in caught.value.problems] == [
        (2, "gdp_growth_real_pct"), (3, "year"), (4, "year"),
    ]  # fmt: skip
    path.write_text("year,gdp_bn_yuan\n2010,3\n", encoding="utf-8")
    with pytest.raises(InputError, match="nothing to fit"):
        history.read(path, usual())
    with pytest.raises(InputError, match="no such file"):
        history.read(tmp_path / "none.csv", usual())


def test_nickel_rose_and_fell() -> None:
    path = history.price_path("nickel", range(2005, 2017))
    assert path[0] == 1.0 and path[2] > 1.8
    assert path[-1] < 0.7 * max(path)
    with pytest.raises(InputError, match="no price of nickel"):
        history.price_path("nickel", range(2000, 2007))
