"""Figures without which no plan can be made are asked for on reading."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    "row",
    [
        "discount_rate,5,8,,%,test,estimate\n",
        "existing_circuits,,3,4,circuit,test,user\n",
        "candidate_line_length,,60,,km,test,user\n",
        "background_peak_load,,900,,MW,test,user\n",
        "battery_round_trip_efficiency,,0.87,,1,test,user\n",
    ],
)
def test_missing_figure(broken: Any, row: str) -> None:
    found = broken("assumptions", row, "")
    item = row.split(",", maxsplit=1)[0]
    assert [p.field for p in found] == [item]
    assert f"add a row to assumptions.csv: {item}" in found[0].hint


def test_a_path_may_stand_for_the_background_load(folder: Any) -> None:
    from lodeshift.case import read

    text = (folder / "assumptions.csv").read_text(encoding="utf-8")
    (folder / "assumptions.csv").write_text(
        text.replace("background_peak_load,,900,,MW,test,user\n", ""), encoding="utf-8"
    )
    with (folder / "paths.csv").open("a", encoding="utf-8") as file:
        file.write("background_load,,2026,900,MW,test\n")
    assert read.load(folder).path("background_load", 2030) == 900


def test_fewer_circuits_than_stand(broken: Any) -> None:
    found = broken("assumptions", "max_circuits,,6", "max_circuits,,2")
    assert [(p.row, p.field) for p in found] == [(4, "central")]
