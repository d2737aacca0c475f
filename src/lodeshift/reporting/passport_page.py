"""The sheet of a battery's carbon footprint: one self-contained page per product, site and year, Chinese or English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

from lodeshift.catalogue import goods
from lodeshift.names import Language
from lodeshift.records.footprint import Passport
from lodeshift.reporting.figures import frame
from lodeshift.reporting.figures.data import DataTable
from lodeshift.reporting.figures.rows import HorizontalBars, Row
from lodeshift.reporting.page import Answer, Page, Section, Tile, bullets, paragraph, render

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    # key: (en, zh)
    "eyebrow": ("Battery carbon footprint, Regulation (EU) 2023/1542", "电池碳足迹 (欧盟法规 2023/1542)"),
    "answers": ("Answer", "结论"),
    "contents": ("Contents", "目录"),
    "per_delivered": ("g CO2e per kWh delivered", "克 CO2e / 寿命期内每千瓦时输出"),
    "range": ("range, 5 to 95 % of draws", "范围 (抽样的 5% 至 95%)"),
    "per_capacity": ("kg CO2e per kWh of capacity", "千克 CO2e / 每千瓦时容量"),
    "quality": ("data quality (1 best, 5 worst)", "数据质量 (1 最好, 5 最差)"),
    "question": ("How much does a kWh carry that this battery delivers?", "这种电池每输出一千瓦时带有多少碳排放?"),
    "answer": (
        "{value:.1f} g CO2e per kWh delivered over the service life ({low:.1f} to {high:.1f}), made at {site} in {year}.",
        "{year} 年在 {site} 生产, 寿命期内每输出一千瓦时 {value:.1f} 克 CO2e ({low:.1f} 至 {high:.1f})。",
    ),
    "power": ("Electricity: {text}.", "电力计算方式: {text}。"),
    "stages": ("Life-cycle stages", "生命周期阶段"),
    "raw_material_and_pre_processing": ("Raw material and pre-processing", "原材料获取与预处理"),
    "main_production": ("Main production", "主要生产"),
    "distribution": ("Distribution", "运输分销"),
    "end_of_life": ("End of life and recycling", "报废与回收"),
    "stages_found": ("{name} is the largest stage: {share:.0%} of the footprint", "最大的阶段是{name}, 占 {share:.0%}"),
    "stages_seen": ("Bars by life-cycle stage, grams of CO2 equivalent per kWh delivered", "按阶段的条形图"),
    "source": ("lodeshift, recipes and upstream factors of its catalogue", "lodeshift 目录中的配方与上游因子"),
    "download": ("data (CSV)", "数据 (CSV)"),
    "regimes": ("How power is counted", "电力的不同计算口径"),
    "regime": ("Rule", "口径"),
    "value": ("g CO2e per kWh delivered", "克 CO2e/千瓦时"),
    "foil": ("Thickness of the copper foil", "铜箔厚度"),
    "thickness": ("Foil", "铜箔"),
    "copper": ("Copper, kg/kWh", "铜, 千克/千瓦时"),
    "energy": ("Wh/kg", "瓦时/千克"),
    "gain": ("Gain over 8 um: physics", "比 8 微米: 物理计算"),
    "claim": ("Trade's claim", "行业说法"),
    "cell": ("kg CO2e/kWh", "千克 CO2e/千瓦时"),
    "dates": ("Days that count", "法定日期"),
    "method": ("Method and evidence", "方法与证据"),
    "footer": ("Not a declaration under the regulation: no notified body has verified it.", "不是法规意义上的声明, 未经公告机构核验。"),
}  # fmt: skip


def page(found: Passport, language: Language = "en") -> str:
    """The sheet as one HTML file without network or script."""
    band = found.kgco2e_per_kwh_delivered
    good = goods.commodity(found.product)
    name = good.name_zh if language == "zh" else good.name_en
    answer = _say("answer", language).format(
        value=band.central * 1e3, low=band.low * 1e3, high=band.high * 1e3, site=found.site, year=found.year
    )
    sections = [_stages(found, language), _regimes(found, language)]
    if found.foil:
        sections.append(_foil(found, language))
    sections += [_list("dates", [f"{key}: {value}" for key, value in found.dates.items()], language)]
    sections += [_list("method", [found.data_quality_words, *found.evidence, *found.method], language)]
    return render(
        Page(
            language=language,
            eyebrow=_say("eyebrow", language),
            title=name,
            subtitle=f"{found.site}, {found.year}, {found.category}",
            answers_title=_say("answers", language),
            tiles=(
                Tile(f"{band.central * 1e3:.1f}", _say("per_delivered", language)),
                Tile(f"{band.low * 1e3:.1f}-{band.high * 1e3:.1f}", _say("range", language)),
                Tile(f"{found.kgco2e_per_kwh_capacity:.0f}", _say("per_capacity", language)),
                Tile(f"{found.data_quality:.1f}", _say("quality", language)),
            ),
            answers=(
                Answer(
                    _say("question", language),
                    (paragraph(answer), paragraph(_say("power", language).format(text=found.electricity))),
                ),
            ),
            contents_title=_say("contents", language),
            sections=tuple(sections),
            footer=(_say("footer", language),),
        )
    )


def _say(key: str, language: Language) -> str:
    english, chinese = _WORDS[key]
    return chinese if language == "zh" else english


def _stages(found: Passport, language: Language) -> Section:
    grams = {name: value * 1e3 for name, value in found.stages.items()}
    largest = max(grams, key=lambda name: grams[name])
    share = grams[largest] / sum(grams.values())
    caption = frame.Caption(
        finding=_say("stages_found", language).format(name=_say(largest, language), share=share),
        description=_say("stages_seen", language),
        source=_say("source", language),
        download=_say("download", language),
    )
    rows = tuple(Row(_say(name, language), value, f"{value:.2f}") for name, value in grams.items())
    data = DataTable("stages", ("stage", "gCO2e_per_kWh_delivered"), tuple(grams.items()))
    bars = HorizontalBars(rows, _say("value", language))
    return Section("stages", _say("stages", language), (frame.figure("stages-bars", caption, bars.draw, data),))


def _regimes(found: Passport, language: Language) -> Section:
    columns = (frame.Column(_say("regime", language)), frame.Column(_say("value", language), number=True))
    rows = [(name, f"{value * 1e3:.1f}") for name, value in found.by_regime.items()]
    return Section("regimes", _say("regimes", language), (frame.table(columns, rows),))


def _foil(found: Passport, language: Language) -> Section:
    heads = ("thickness", "copper", "energy", "gain", "claim", "cell")
    columns = [frame.Column(_say(head, language), number=head != "thickness") for head in heads]
    rows: list[tuple[str | Markup, ...]] = [
        (
            f"{each.thickness_um:g} um",
            f"{each.kg_per_kwh:.2f}",
            f"{each.wh_per_kg:.0f}",
            f"{each.gain:+.1%} ({each.gain_low:.1%} - {each.gain_high:.1%})",
            "" if each.claim is None else f"{each.claim:+.0%}",
            f"{each.kgco2e_per_kwh:.1f}",
        )
        for each in found.foil
    ]
    return Section("foil", _say("foil", language), (frame.table(columns, rows),))


def _list(key: str, items: list[str], language: Language) -> Section:
    return Section(key, _say(key, language), (bullets(items),))
