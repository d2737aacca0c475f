"""The table to begin with can be read back and scored."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from lodeshift.diagnosis import peers, starter, table
from lodeshift.diagnosis.transformation import transformation_index


def test_the_table_reads_back_and_scores_the_city(tmp_path: Path) -> None:
    alike = peers.peers("hegang")
    path = tmp_path / "start.csv"
    path.write_text(starter.starter("hegang", alike), encoding="utf-8")
    found = table.read(path)
    assert found.cities == ("hegang", *alike)
    assert not np.isnan(found.values[0]).any()
    scored = transformation_index(found)
    assert scored is not None
    hegang = next(score for score in scored.scores if score.city == "hegang")
    assert hegang.coupling is not None
    assert 0 < hegang.topsis < 1


def test_missing_figures_are_blank_and_places_without_any_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "start.csv"
    path.write_text(starter.starter("lanzhou", ("wansheng", "gejiu")), encoding="utf-8")
    found = table.read(path)
    assert found.cities == ("lanzhou", "gejiu")
    assert np.isnan(found.values[0, 0])
