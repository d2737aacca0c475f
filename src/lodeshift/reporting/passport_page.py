"""The sheet of a battery's carbon footprint: one self-contained page per product, site and year, Chinese or English."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from lodeshift.names import Language
from lodeshift.records.footprint import Band, Passport
from lodeshift.reporting.figures import frame
from lodeshift.reporting.figures.data import DataTable
from lodeshift.reporting.figures.rows import HorizontalBars, Row
from lodeshift.reporting.page import Answer, Page, Section, Tile, bullets, paragraph, render
from lodeshift.reporting.trace_words import data_quality, law_day, told
from lodeshift.reporting.words import numbers
from lodeshift.reporting.words.notes import place_name, tell
from lodeshift.reporting.words.texts import Words

_HEADS: Final = ("thickness", "copper", "energy", "gain", "claim", "cell")


def page(found: Passport, language: Language = "en") -> str:
    """The sheet as one HTML file without network or script."""
    words, grams = Words(language), 1e3
    band = found.kgco2e_per_kwh_delivered
    value, low, high = (f"{each * grams:.1f}" for each in (band.central, band.low, band.high))
    place = place_name(words, found.site)
    answer = words.text("passport.answer", value=value, low=low, high=high, site=place, year=str(found.year))
    power = words.text("passport.power", text=tell(words, found.electricity))
    sections = [_stages(found, words), _regimes(found, words)]
    if found.foil:
        sections.append(_foil(found, words))
    days = [words.text(f"passport.{name}", day=law_day(words, day)) for name, day in found.dates.items()]
    methods = [data_quality(words, found), *told(words, found.evidence), *told(words, found.method)]
    sections += [_list("dates", days, words), _list("method", methods, words)]
    category = words.text(f"trace.category_{found.category}")
    tiles = (
        Tile(value, words.text("passport.per_delivered")),
        Tile(f"{low}-{high}", words.text("passport.range")),
        Tile(f"{found.kgco2e_per_kwh_capacity:.0f}", words.text("passport.per_capacity")),
        Tile(f"{found.data_quality:.1f}", words.text("passport.quality")),
    )
    said = (paragraph(answer), *_quantile(band, words), paragraph(power))
    return render(
        Page(
            language=language,
            eyebrow=words.text("passport.eyebrow"),
            title=words.good(found.product),
            subtitle=words.text("passport.subtitle", site=place, year=str(found.year), category=category),
            answers_title=words.text("passport.answers"),
            tiles=tiles,
            answers=(Answer(words.text("passport.question"), said),),
            contents_title=words.text("passport.contents"),
            sections=tuple(sections),
            footer=(words.text("passport.footer"),),
        )
    )


def _quantile(band: Band, words: Words) -> tuple[Markup, ...]:
    """Where the value lies among the draws, if there were any."""
    if band.central_quantile is None:
        return ()
    key = "passport.quantile" if band.central_quantile < 0.5 else "passport.quantile_high"
    return (paragraph(words.text(key, share=numbers.share(band.central_quantile))),)


def _stages(found: Passport, words: Words) -> Section:
    grams = {name: value * 1e3 for name, value in found.stages.items()}
    largest = max(grams, key=lambda name: grams[name])
    share = numbers.share(grams[largest] / sum(grams.values()))
    caption = frame.Caption(
        finding=words.text("passport.stages_found", name=words.text(f"passport.{largest}"), share=share),
        description=words.text("passport.stages_seen"),
        source=words.text("passport.source"),
        download=words.text("passport.download"),
    )
    rows = tuple(Row(words.text(f"passport.{name}"), value, f"{value:.2f}") for name, value in grams.items())
    data = DataTable("stages", ("stage", "gCO2e_per_kWh_delivered"), tuple(grams.items()))
    bars = HorizontalBars(rows, words.text("passport.value"))
    return Section("stages", words.text("passport.stages"), (frame.figure("stages-bars", caption, bars.draw, data),))


def _regimes(found: Passport, words: Words) -> Section:
    columns = (frame.Column(words.text("passport.regime")), frame.Column(words.text("passport.value"), number=True))
    rows = [(words.text(f"passport.regime_{name}"), f"{value * 1e3:.1f}") for name, value in found.by_regime.items()]
    return Section("regimes", words.text("passport.regimes"), (frame.table(columns, rows),))


def _foil(found: Passport, words: Words) -> Section:
    reference = f"{max(each.thickness_um for each in found.foil):g}"
    heads = {head: words.text(f"passport.{head}", reference=reference) for head in _HEADS}
    columns = [frame.Column(told_head, number=head != "thickness") for head, told_head in heads.items()]
    rows: list[tuple[str | Markup, ...]] = [
        (
            words.text("passport.thickness_um", value=f"{each.thickness_um:g}"),
            f"{each.kg_per_kwh:.2f}",
            f"{each.wh_per_kg:.0f}",
            f"{each.gain:+.1%} ({each.gain_low:.1%} - {each.gain_high:.1%})",
            "" if each.claim is None else f"{each.claim:+.0%}",
            f"{each.kgco2e_per_kwh:.1f}",
        )
        for each in found.foil
    ]
    return Section("foil", words.text("passport.foil"), (frame.table(columns, rows),))


def _list(key: str, items: list[str], words: Words) -> Section:
    return Section(key, words.text(f"passport.{key}"), (bullets(items),))
