"""Places without a printed GDP: their own jobs at the province's value added per job."""

from __future__ import annotations

import pytest

from lodeshift.catalogue import assumptions, places
from lodeshift.errors import InputError
from lodeshift.standing.counties import by_group, estimated, mcny_per_job
from lodeshift.standing.facts import census_jobs, facts

ASSUMED = assumptions.usual()


def test_ratios_give_back_the_prefectures_they_come_from() -> None:
    ratios = mcny_per_job("Yunnan", ASSUMED)
    assert ratios is not None
    made = printed = 0.0
    for id, city in places.cities().items():
        if city.province_en != "Yunnan" or city.level != "prefecture":
            continue
        try:
            known = facts(id, ASSUMED)
        except InputError:
            continue
        printed += known.gdp
        made += sum(ratios[name] * jobs for name, jobs in by_group(known.jobs).items())
    assert made == pytest.approx(printed)


def test_a_county_city_has_its_own_jobs_and_shares_that_follow_them() -> None:
    found, ratios = estimated("gejiu", ASSUMED), mcny_per_job("Yunnan", ASSUMED)
    jobs = census_jobs("gejiu", ASSUMED)
    assert found is not None and ratios is not None and jobs is not None
    assert found.jobs == jobs
    assert found.gdp_mcny * found.primary_share == pytest.approx(ratios["primary"] * jobs["primary"])
    assert 0 < found.primary_share + found.secondary_share < 1


def test_a_province_without_known_prefectures_has_no_ratio() -> None:
    assert mcny_per_job("Hong Kong", ASSUMED) is None
