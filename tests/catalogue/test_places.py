"""The 262 cities and the other places."""

from collections import Counter

import pytest

from lodeshift.catalogue import places, power
from lodeshift.errors import InputError, UnknownIdError


def test_totals_of_the_plan() -> None:
    every = places.cities().values()
    assert Counter(each.stage for each in every) == {"growing": 31, "mature": 141, "declining": 67, "regenerative": 23}
    assert Counter(each.level for each in every) == {"prefecture": 126, "county_city": 62, "county": 58, "district": 16}
    assert len(places.cities()) == 262


def test_cells_of_the_plan() -> None:
    cells = Counter((each.level, each.stage) for each in places.cities().values())
    assert [cells["prefecture", s] for s in ("growing", "mature", "declining", "regenerative")] == [20, 66, 24, 16]
    assert [cells["county_city", s] for s in ("growing", "mature", "declining", "regenerative")] == [7, 29, 22, 4]
    assert cells["district", "declining"] == 16


def test_exhausted_batches_are_the_declining_cities() -> None:
    batches = {each.id for each in places.cities().values() if each.exhausted_batch}
    declining = {each.id for each in places.cities().values() if each.stage == "declining"}
    assert declining <= batches


def test_every_city_has_a_position_in_china_and_a_grid() -> None:
    for each in places.cities().values():
        assert 18 < each.lat < 54 and 73 < each.lon < 136, each.id
        assert each.tariff_grid in power.grids(), each.id
        assert each.pv_zone in {"I", "II", "III"}, each.id


def test_extra_places_follow_the_cities() -> None:
    assert set(places.cities()) < set(places.places())
    zone = places.place("lanzhou-new-area")
    assert (zone.within, zone.tariff_grid, zone.climate_place) == ("lanzhou", "Gansu", "lanzhou-new-area")


@pytest.mark.parametrize("word", ["baotou", "Baotou", "包头", "包头市", " baotou "])
def test_find_by_id_and_by_name(word: str) -> None:
    assert places.find(word).id == "baotou"


def test_find_tells_namesakes_apart() -> None:
    with pytest.raises(InputError, match="yichun-heilongjiang or yichun-jiangxi"):
        places.find("Yichun")
    assert places.find("宜春市").id == "yichun-jiangxi"


def test_unknown_places_get_close_matches() -> None:
    with pytest.raises(UnknownIdError, match="baotou"):
        places.find("Baotuo")
    with pytest.raises(UnknownIdError, match="jinchang"):
        places.place("jinchan")
    with pytest.raises(UnknownIdError):
        places.city("lanzhou-new-area")


def test_tiers() -> None:
    tier = places.city_tier("baotou")
    assert tier is not None and (tier.tier, tier.quality) == ("3", "recalled")
    assert places.city_tier("gujiao") is None
    prefectures = [each.id for each in places.cities().values() if each.level == "prefecture"]
    counted = Counter(found.tier for id in prefectures if (found := places.city_tier(id)) is not None)
    assert (counted["2"], counted["3"], counted["4"]) == (1, 21, 43)


def test_distances() -> None:
    assert places.great_circle_km("lanzhou", "lanzhou") == 0
    beijing_like = places.great_circle_km("lanzhou", "tianjin-port")
    assert beijing_like == pytest.approx(places.great_circle_km("tianjin-port", "lanzhou"))
    assert 1150 < beijing_like < 1350
    route = places.route_km("lanzhou", "tianjin-port")
    assert route is not None and route.central > beijing_like
    with pytest.raises(UnknownIdError):
        places.route_km("lanzhou", "nowhere")


@pytest.mark.parametrize(
    ("word", "id"),
    [
        ("楚雄", "chuxiong"),
        ("楚雄彝族自治州", "chuxiong"),
        ("黔西南", "qianxinan"),
        ("巴音郭楞", "bayingolin"),
        ("秀山", "xiushan"),
        ("龙胜", "longsheng"),
        ("神农架", "shennongjia"),
        ("鹰手营子", "yingshouyingzi"),
        ("大兴安岭", "da-hinggan-ling"),
        ("兰州", "lanzhou"),
    ],
)
def test_short_names_leave_out_kind_and_peoples(word: str, id: str) -> None:
    assert places.find(word).id == id


def test_a_wrong_name_is_met_with_different_ids() -> None:
    with pytest.raises(UnknownIdError) as caught:
        places.find("hegagn")
    assert caught.value.suggestions[0] == "hegang"
    assert len(set(caught.value.suggestions)) == len(caught.value.suggestions)
