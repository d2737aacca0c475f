"""Questions of a sector: every material is one of its process, foil counts by its thickness."""

from __future__ import annotations

import re

import pytest

from lodeshift.catalogue import goods, recipes
from lodeshift.catalogue.questions import sector_questions


def test_every_material_is_an_input_of_its_process() -> None:
    for rows in sector_questions().values():
        for row in rows:
            goods.commodity(row.made)
            assert row.material in {flow.commodity for flow in recipes.process(row.process).inputs}
            assert row.share > 0


def test_foil_counts_by_area() -> None:
    def micrometres(foil: str) -> float:
        match = re.search(r"([\d.]+) um", goods.commodity(foil).name_en)
        assert match is not None
        return float(match.group(1))

    for row in sector_questions()["cell_chain"]:
        if row.material.startswith("copper_foil"):
            assert row.share == pytest.approx(micrometres(row.material) / micrometres(row.made))
