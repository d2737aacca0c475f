"""Every assumption has a range, a unit, says where it comes from and how it enters; a case's own takes its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lodeshift import units
from lodeshift.catalogue.assumptions import USES, calibration_priors, levers, usual
from lodeshift.errors import UnknownIdError


def test_ranges_hold_their_central_value_and_are_marked_weak() -> None:
    for name in usual():
        each = usual()[name]
        figure = each.figure
        assert figure.low <= figure.central <= figure.high, name
        assert figure.weak and figure.unit and figure.note and figure.source, name
        assert units.parse(f"2 {figure.unit}", figure.unit) == pytest.approx(2.0), name
        assert each.use in USES, name
        assert each.least is None or each.least <= figure.low, name
        assert each.most is None or figure.high <= each.most, name


def test_what_is_recalled_cites_nothing_as_if_read() -> None:
    recalled = [usual()[name].figure for name in usual() if usual()[name].figure.quality == "recalled"]
    assert recalled and all(figure.source.startswith("none read; look in ") for figure in recalled)


def test_names_stand_once() -> None:
    rows = [usual()[name].figure.row for name in usual()]
    assert len(set(rows)) == len(rows)
    assert usual().weak_rows == tuple(rows)


def test_an_unknown_assumption_gives_a_hint() -> None:
    with pytest.raises(UnknownIdError, match="hurdle"):
        usual().central("hurdel")
    with pytest.raises(UnknownIdError, match="hurdle"):
        usual().replaced({"hurdel": usual()["hurdle"].figure})


def test_a_figure_of_ones_own_takes_the_place_of_the_table_s() -> None:
    own = replace(usual()["hurdle"].figure, central=0.09, quality="user")
    found = usual().replaced({"hurdle": own})
    assert found.central("hurdle") == 0.09 and usual().central("hurdle") != 0.09
    assert len(found.weak_rows) == len(usual().weak_rows) - 1
    assert usual().replaced({}) is usual()


def test_levers_and_priors_have_room_between_their_ends() -> None:
    for lever in levers().values():
        assert lever.least < lever.most and units.parse(f"1 {lever.unit}", lever.unit) == 1.0, lever
    for prior in calibration_priors().values():
        assert prior.sd > 0 and prior.least < prior.most, prior
        assert prior.mean is None or prior.least <= prior.mean <= prior.most, prior
