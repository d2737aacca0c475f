"""Normals of every place, from the catalogue."""

from __future__ import annotations

import numpy as np
import pytest

from lodeshift.catalogue import places
from lodeshift.climate.site import site
from lodeshift.errors import InputError, UnknownIdError

ABROAD = {"duisburg", "rotterdam", "london"}


def test_every_place_in_china_has_a_climate() -> None:
    for id in places.places():
        if id in ABROAD:
            continue
        found = site(id)
        assert found.wind_share.sum() == pytest.approx(1.0)
        assert np.all(found.ghi_kwh_per_m2_day > 0.5)
        assert np.all((found.turbidity >= 1.5) & (found.turbidity <= 9.0))
        assert {"ghi", "wind_full_load_hours", "pv_full_load_hours"} <= set(found.figures)
        assert all(figure.source for figure in found.figures.values())


def test_abroad_is_refused_with_a_way_out() -> None:
    for id in ABROAD:
        with pytest.raises(InputError, match="series_file"):
            site(id)


def test_unknown_place_gets_a_hint() -> None:
    with pytest.raises(UnknownIdError, match="karamay"):
        site("karamai")


def test_normals_of_its_own_of_another_place_and_of_a_neighbour() -> None:
    assert site("lanzhou-new-area").position.elevation_m == pytest.approx(1950.0)
    assert any("normals of lanzhou-new-area" in note for note in site("dingxi").notes)
    assert any("normals of tangshan, 81 km away" in note for note in site("tianjin-port").notes)
    assert not any("normals of" in note for note in site("karamay").notes)


def test_record_says_that_wind_is_the_provinces() -> None:
    assert any("shape of the province (Gansu" in note for note in site("lanzhou-new-area").notes)


def test_turbidity_is_that_of_the_map_behind_the_table() -> None:
    # Linke turbidity of Hami in pvlib 0.16.1 (LinkeTurbidities.h5), months 1, 4, 7, 10
    assert site("hami").turbidity[[0, 3, 6, 9]] == pytest.approx([2.20, 3.20, 5.10, 3.80], abs=0.25)
