"""Climate normals."""

import pytest

from lodeshift.catalogue import places, weather
from lodeshift.errors import UnknownIdError


def test_anchor_place_has_wind_and_an_extra_place_borrows_it() -> None:
    zone, city = weather.normals("lanzhou-new-area"), weather.normals("lanzhou")
    assert zone.wind_speed_100m_m_per_s is not None and zone.clearness is None
    assert zone.ghi_kwh_per_m2_day == city.ghi_kwh_per_m2_day
    assert zone.pv_full_load_hours.central == 1450
    assert zone.quality == "estimate"


def test_interpolated_city_has_clearness_and_says_that_wind_is_the_province() -> None:
    baiyin = weather.normals("baiyin")
    assert baiyin.wind_speed_100m_m_per_s is None
    assert baiyin.clearness is not None and all(0.3 < value <= 1.05 for value in baiyin.clearness)
    assert baiyin.wind_full_load_hours.central == weather.province_full_load_hours("Gansu")[0].central


def test_every_city_has_normals_that_a_climatologist_would_accept() -> None:
    for id in places.cities():
        normals = weather.normals(id)
        yearly = sum(day * 30.4 for day in normals.ghi_kwh_per_m2_day)
        assert 750 < yearly < 2300, id
        assert 700 < normals.pv_full_load_hours.central < 2000, id
        assert max(normals.temperature_c) - min(normals.temperature_c) > 5, id
        assert normals.temperature_c.index(max(normals.temperature_c)) in range(3, 9), id
        assert -400 < normals.elevation_m < 5500, id


def test_province_shapes_sum_to_one() -> None:
    for province in {each.province_en for each in places.cities().values()}:
        shapes = weather.province_shapes(province)
        assert shapes is not None
        for shape in shapes:
            assert sum(shape) == pytest.approx(1, abs=0.002)
    assert weather.province_shapes("Atlantis") is None
    assert weather.province_key("Inner Mongolia") == "province:inner-mongolia"


def test_fifteen_anchor_places() -> None:
    assert len(weather.anchor_places()) == 15
    assert "yulin-shaanxi" in weather.anchor_places()


def test_places_without_climate_are_refused() -> None:
    with pytest.raises(UnknownIdError):
        weather.normals("rotterdam")
    with pytest.raises(UnknownIdError):
        weather.normals("nowhere")
    with pytest.raises(UnknownIdError):
        weather.province_full_load_hours("Atlantis")
