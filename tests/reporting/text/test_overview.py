"""The table of all cities in words."""

from __future__ import annotations

from lodeshift.diagnosis import overview
from lodeshift.diagnosis.stage import Draws
from lodeshift.reporting.text.overview import table_of_all
from lodeshift.reporting.words.texts import Words


def test_missing_cells_of_the_table_are_dashes() -> None:
    found = overview.overview(Draws(1))
    lines = table_of_all(found, Words("en"))
    wansheng = next(line for line in lines if line.startswith("wansheng"))
    assert wansheng.split()[-6:] == ["–"] * 6
    hegang = next(line for line in lines if line.startswith("hegang"))
    assert hegang.split()[1:3] == ["declining", "declining"]
    chinese = table_of_all(found, Words("zh"))
    assert any(line.startswith("鹤岗") and "衰退型" in line for line in chinese)
    assert len(chinese) > len(found.rows)
