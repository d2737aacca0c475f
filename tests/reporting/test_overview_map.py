"""The map page of all cities."""

from __future__ import annotations

import pytest

from lodeshift.errors import UnknownIdError
from lodeshift.names import Language
from lodeshift.records.overview import Overview
from lodeshift.reporting import overview_map
from lodeshift.reporting.text.say import Say
from lodeshift.reporting.words.texts import Words
from lodeshift.study import diagnose


@pytest.fixture(scope="module")
def found() -> Overview:
    return diagnose.all_cities(draws=1)


@pytest.mark.parametrize("shown", sorted(overview_map.SHOWN))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_map_in_both_languages(shown: str, language: Language, found: Overview) -> None:
    text = overview_map.render(found, shown, language)
    assert text.startswith("<!doctype html>") or text.startswith("<!DOCTYPE html>")
    assert ("鹤岗市" if language == "zh" else "Hegang") in text
    assert Say(Words(language), "diagnosis")(f"map_{shown}") in text
    assert "25%" in text  # how far the rule is to be trusted stands on the page
    assert "None" not in text


def test_cities_without_data_are_counted_out(found: Overview) -> None:
    text = overview_map.render(found, "mining", "en")
    assert "260 of 262 cities have data" in text
    assert "262 of 262 cities have data" in overview_map.render(found, "label", "en")


def test_unknown_maps_are_refused(found: Overview) -> None:
    with pytest.raises(UnknownIdError, match="mining"):
        overview_map.render(found, "minin", "en")
