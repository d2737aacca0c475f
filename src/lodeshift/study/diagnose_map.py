"""The map page of all cities: what the colours show, and the words for it in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from lodeshift.errors import UnknownIdError
from lodeshift.names import Language
from lodeshift.records.overview import Overview, OverviewRow
from lodeshift.reporting import map_page
from lodeshift.reporting.figures.data import Cell

Both = Mapping[Language, str]
OPEN: Final = "open"
STAGES: Final[dict[str, Both]] = {
    "growing": {"en": "growing", "zh": "成长型"},
    "mature": {"en": "mature", "zh": "成熟型"},
    "declining": {"en": "declining", "zh": "衰退型"},
    "regenerative": {"en": "regenerative", "zh": "再生型"},
    OPEN: {"en": "open (data do not decide)", "zh": "未定（数据不足以判定）"},
}
TITLE: Final[Both] = {"en": "Where the 262 resource-based cities stand", "zh": "262 座资源型城市的处境"}
SUBTITLE: Final[Both] = {
    "en": "Labels of the plan of 2013 beside a stage rule proposed by this project; what is missing stays blank.",
    "zh": "2013 年规划的类型，与本项目提出的阶段规则对照；缺数据处留空。",
}
SOURCE: Final[Both] = {
    "en": "State Council, Guofa (2013) No. 45; census of 2020; yearbooks; deposits: tables of this catalogue",
    "zh": "国发〔2013〕45 号；2020 年人口普查；年鉴；矿产：本目录各表",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the colours of the map can show."""

    name: Both
    group: Callable[[OverviewRow], str] | None = None
    value: Callable[[OverviewRow], float | None] | None = None


def _percent(value: float | None) -> float | None:
    return None if value is None else round(100 * value, 2)


def _class(row: OverviewRow) -> str:
    return row.stage or OPEN


SHOWN: Final[dict[str, Shown]] = {
    "label": Shown({"en": "label of 2013", "zh": "2013 年类型"}, group=lambda row: row.label_2013),
    "class": Shown({"en": "class by our rule", "zh": "本规则判定"}, group=_class),
    "mining": Shown(
        {"en": "jobs in mining 2020, %", "zh": "2020 年采矿业就业占比，%"}, value=lambda row: _percent(row.mining_share)
    ),
    "people": Shown(
        {"en": "people 2010-2020, %", "zh": "2010–2020 年人口变化，%"},
        value=lambda row: _percent(row.population_change),
    ),
    "warnings": Shown({"en": "early warnings", "zh": "预警数"}, value=lambda row: float(len(row.warnings))),
}
"""Names for `--map`."""


def render(found: Overview, shown: str, language: Language) -> str:
    """The map page as one HTML text.

    Raises
    ------
    UnknownIdError : `shown` is no name of `SHOWN`.
    """
    if shown not in SHOWN:
        raise UnknownIdError("map", shown, SHOWN)
    what = SHOWN[shown]
    rows = tuple(_row(row, what, language) for row in found.rows)
    known = sum(row.known for row in rows)
    finding: Both = {
        "en": f"{what.name['en']}: {known} of {len(rows)} cities have data",
        "zh": f"{what.name['zh']}：{len(rows)} 座城市中 {known} 座有数据",
    }
    text = map_page.MapText(
        title=TITLE[language],
        subtitle=SUBTITLE[language],
        finding=finding[language],
        value_name=what.name[language],
        source=SOURCE[language],
        groups={stage: words[language] for stage, words in STAGES.items()},
        notes=_notes(found, language),
    )
    return map_page.render(rows, text, language=language)


def _row(row: OverviewRow, what: Shown, language: Language) -> map_page.MapRow:
    return map_page.MapRow(
        id=row.city,
        name=row.name_zh if language == "zh" else row.name_en,
        lat=row.lat,
        lon=row.lon,
        group=what.group(row) if what.group else "",
        value=what.value(row) if what.value else None,
        named=len(row.warnings) >= MANY_WARNINGS,
        cells=_cells(row, language),
    )


MANY_WARNINGS: Final = 4
"""Cities with at least so many warnings are named on the map where there is room."""


def _cells(row: OverviewRow, language: Language) -> dict[str, Cell]:
    growth = _percent(row.gdp_growth)
    cells: dict[tuple[str, str], Cell] = {
        ("province", "省份"): row.province,
        ("label of 2013", "2013 年类型"): STAGES[row.label_2013][language],
        ("class by our rule", "本规则判定"): STAGES[_class(row)][language],
        ("probability, %", "概率，%"): _percent(row.stage_probability),
        ("jobs in mining, %", "采矿业就业，%"): _percent(row.mining_share),
        ("effective number of industries", "有效行业数"): row.effective_number,
        ("reserve life, years", "储采年限，年"): row.reserve_life_years,
        ("people 2010-2020, %", "2010–2020 年人口，%"): _percent(row.population_change),
        ("nominal GDP 2020-2023, %/a", "2020–2023 年名义 GDP，%/年"): growth,
        ("early warnings", "预警数"): len(row.warnings),
    }
    return {(zh if language == "zh" else en): value for (en, zh), value in cells.items()}


def _notes(found: Overview, language: Language) -> tuple[str, ...]:
    confusion = found.confusions[0]
    share, chance = f"{confusion.agreement:.0%}", f"{confusion.most_common_label_agreement:.0%}"
    notes: Both = {
        "en": f"The rule decides {confusion.cities} of {confusion.of} cities and agrees with the label of 2013 in {share} of "
        f"them; one label for all would agree in {chance}. Read its class as a question, not as a finding.",
        "zh": f"本规则可判定 {confusion.of} 座中的 {confusion.cities} 座，其中 {share} 与 2013 年类型一致；"
        f"全部归为同一类型则为 {chance}。请将判定视为待核实的问题，而非结论。",
    }
    return (notes[language],)
