"""The page of a plan: answers first, then build-out, power, flows, money, limits, green power, doubts, sources, method."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lodeshift.names import Language
from lodeshift.records.plan import Plan, UsedFigure
from lodeshift.reporting import (
    page,
    plan_answers,
    plan_build,
    plan_flows,
    plan_green,
    plan_limits,
    plan_money,
    plan_power,
    plan_sources,
)
from lodeshift.reporting.telling import Telling
from lodeshift.reporting.words.texts import Words


def render(plan: Plan, *, language: Language, sources: Sequence[UsedFigure], meta: Mapping[str, str]) -> str:
    """The whole page as one HTML text that needs no network and no script.

    Parameters
    ----------
    plan : the solved plan; the page reads nothing else.
    language : "zh" or "en".
    sources : every figure used.
    meta : of the run: "run", "version", "seed", "made"; those that are missing are left out.

    Raises
    ------
    UnknownIdError : the plan names a commodity or process that is not in the catalogue.
    """
    words = Words(language)
    telling = Telling(plan, words, sources, meta)
    sections = (
        plan_build.section(telling),
        plan_power.section(telling),
        plan_flows.section(telling),
        plan_money.section(telling),
        plan_limits.section(telling),
        plan_green.section(telling),
        plan_limits.other_section(telling),
        plan_sources.weak_section(telling),
        plan_sources.sources_section(telling),
        plan_sources.method_section(telling),
    )
    first, last = plan.years[0].year, plan.years[-1].year
    return page.render(
        page.Page(
            language=language,
            eyebrow=words.text("plan.eyebrow"),
            title=words.text("plan.page_title", title=words.title(plan.title)),
            subtitle=words.text(
                f"plan.subtitle_{plan.objective}", first=str(first), last=str(last), base=str(plan.base_year)
            ),
            answers_title=words.text("page.answers"),
            tiles=plan_answers.tiles(telling),
            answers=plan_answers.answers(telling),
            contents_title=words.text("page.contents"),
            sections=tuple(section for section in sections if section is not None),
            footer=(words.text("page.footer", case=plan.case), words.text("page.footer_quality")),
        )
    )
