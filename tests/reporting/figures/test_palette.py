"""Colours stay apart for colour-blind eyes, and text stays readable on paper.

Simulation: Vienot, Brettel, Mollon 1999 (Color Research and Application 24:243), linear RGB to LMS and back with one
cone missing; distance: CIE 1976 L*a*b*, D65.
"""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from lodeshift.reporting.figures import palette

RGB_TO_LMS = np.array([[17.8824, 43.5161, 4.11935], [3.45565, 27.1554, 3.86714], [0.0299566, 0.184309, 1.46709]])
MISSING = {
    "protan": np.array([[0, 2.02344, -2.52581], [0, 1, 0], [0, 0, 1]]),
    "deutan": np.array([[1, 0, 0], [0.494207, 0, 1.24827], [0, 0, 1]]),
}
RGB_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(colour: str) -> NDArray[np.float64]:
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    xyz = RGB_TO_XYZ @ rgb / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(np.maximum(xyz, 0)), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def seen(colour: str, eye: str) -> NDArray[np.float64]:
    rgb = linear(colour)
    if eye == "grey":
        return lab(np.full(3, float(RGB_TO_XYZ[1] @ rgb)))
    if eye != "full":
        rgb = np.clip(np.linalg.inv(RGB_TO_LMS) @ MISSING[eye] @ RGB_TO_LMS @ rgb, 0, 1)
    return lab(rgb)


@pytest.mark.parametrize("eye", ["full", "protan", "deutan"])
@pytest.mark.parametrize("colours", [tuple(palette.POWER.values()), palette.SERIES], ids=["power", "series"])
def test_every_pair_stays_apart(colours: tuple[str, ...], eye: str) -> None:
    nearest = min(float(np.linalg.norm(seen(a, eye) - seen(b, eye))) for a, b in itertools.combinations(colours, 2))
    assert nearest > 9.0  # about four times the distance that is just noticeable


def test_the_ramp_gets_darker_step_by_step_on_grey_paper() -> None:
    lightness = [float(seen(colour, "grey")[0]) for colour in palette.RAMP]
    assert all(a - b > 8 for a, b in itertools.pairwise(lightness))
    assert palette.ramp(0.0) == palette.RAMP[0]
    assert palette.ramp(1.0) == palette.RAMP[-1]


@pytest.mark.parametrize("colour", [palette.INK, palette.MUTED, palette.ACCENT, palette.ALERT])
def test_text_has_the_contrast_of_wcag_aa(colour: str) -> None:
    luminance = float(RGB_TO_XYZ[1] @ linear(colour))
    assert 1.05 / (luminance + 0.05) >= 4.5


def test_series_begin_anew_after_the_last() -> None:
    assert palette.series(len(palette.SERIES)) == palette.series(0)
