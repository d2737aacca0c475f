"""A panel that the user brings: cleaning, and every problem of a bad file at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.simulation.growth import YEARS, growth, write

from lodeshift.errors import InputError
from lodeshift.simulation import panel


def test_a_clean_panel_is_read_as_it_stands(tmp_path: Path) -> None:
    rates = growth(8)
    found = panel.read(write(tmp_path / "p.csv", rates))
    assert found.years == YEARS and found.ids == tuple(sorted(f"c{i}" for i in range(8)))
    order = [int(id[1:]) for id in found.ids]
    assert np.allclose(found.growth, rates[order], atol=1e-7)
    assert np.allclose(found.nominal[:, 1:], rates[order, 1:] + 0.03, atol=1e-6)
    assert np.allclose(found.shares, [0.12, 0.48])
    assert (found.filled, found.as_index, found.revised, found.dropped) == (0, 0, 0, 0)
    assert found.stages[found.ids.index("c3")] == panel.NOT_RESOURCE


def test_only_the_wanted_cities_and_only_the_past(tmp_path: Path) -> None:
    found = panel.read(write(tmp_path / "p.csv", growth(8)), ["c1", "c5"])
    assert found.ids == ("c1", "c5")
    past = found.until(2010)
    assert past.years[-1] == 2010 and past.growth.shape == (2, 13) and past.shares.shape == (2, 13, 2)


def changed(path: Path, old: str, new: str) -> Path:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_indices_gaps_and_revisions_are_mended_and_counted(tmp_path: Path) -> None:
    rates = growth(8)
    rates[0, 10], rates[1, 12] = np.log1p(0.08), np.log1p(0.0777)
    path = changed(write(tmp_path / "p.csv", rates), "c0,2008,8.000000,", "c0,2008,108.000000,")
    found = panel.read(changed(path, "c1,2010,7.770000,", "c1,2010,,"))
    assert found.as_index == 1 and found.filled == 1
    assert found.growth[0, 10] == pytest.approx(np.log1p(0.08))
    others = np.delete(found.growth[:, 12], 1)
    assert found.growth[1, 12] == pytest.approx(np.median(others))


def test_a_level_cut_by_half_is_a_revision(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", growth(8))
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        cells = line.split(",")
        if cells[0] == "c0" and int(cells[1]) >= 2018:
            cells[3] = str(float(cells[3]) / 2)
            lines[number] = ",".join(cells)
    path.write_text("\n".join(lines), encoding="utf-8")
    found = panel.read(path)
    assert found.revised == 1
    assert found.nominal[0, 20] == pytest.approx(found.growth[0, 20] + 0.03, abs=0.005)


def test_cities_with_too_many_gaps_are_dropped(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", growth(8))
    lines = [
        li
        for li in path.read_text(encoding="utf-8").splitlines()
        if not li.startswith(("c2,2010", "c2,2011", "c2,2012"))
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = panel.read(path)
    assert "c2" not in found.ids and found.dropped == 1


def test_bad_files_are_refused_with_every_problem(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        panel.read(tmp_path / "none.csv")
    path = tmp_path / "p.csv"
    path.write_text("city,gdp\na,1\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        panel.read(path)
    assert [p.field for p in caught.value.problems] == list(panel.NEEDED)
    path.write_text("id,year,gdp_growth_real_pct\na,2003,x\na,y,2\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        panel.read(path)
    assert [(p.row, p.field) for p in caught.value.problems] == [(2, "gdp_growth_real_pct"), (3, "year")]
    path.write_text("id,year,gdp_growth_real_pct\na,1999,5\n", encoding="utf-8")
    with pytest.raises(InputError, match="none from 2003 on"):
        panel.read(path)
    path.write_text("id,year,gdp_growth_real_pct\na,2009,5\n", encoding="utf-8")
    with pytest.raises(InputError, match="no city with enough years"):
        panel.read(path)


def test_years_that_no_city_knows_are_named(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", growth(4))
    text = path.read_text(encoding="utf-8")
    path.write_text("\n".join(li for li in text.splitlines() if ",2001," not in li), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        panel.read(path)
    assert [(p.field, p.found[-4:]) for p in caught.value.problems] == [
        ("gdp_growth_real_pct", "2001"), ("gdp_bn_yuan", "2001"), ("gdp_bn_yuan", "2002"),
    ]  # fmt: skip
