"""Sections: what holds the plan back, what green power does, and what the other objective would build."""

from __future__ import annotations

from markupsafe import Markup

from lodeshift.records.note import note
from lodeshift.records.plan import GoalResult
from lodeshift.reporting import plan_reading as reading
from lodeshift.reporting.figures import frame
from lodeshift.reporting.page import Section, bullets, heading, paragraph
from lodeshift.reporting.plan_amounts import amount_scale, capacity_scale
from lodeshift.reporting.plan_binding import limit_unit, limits, unit_words
from lodeshift.reporting.telling import Telling
from lodeshift.reporting.words import notes, numbers
from lodeshift.reporting.words.texts import Words

MOST_LIMITS = 14
LEAST_COMPARED = 1.0
"""Tonnes or MW below which a plan builds nothing: what a solver leaves over."""
SCOPES = ("scope1", "scope2_location", "scope2_hourly", "upstream")


def section(telling: Telling) -> Section:
    """Binding limits in words, goals with their price."""
    words = telling.words
    blocks = [paragraph(words.text("plan.limits_about"), "lead"), binding_list(telling), goal_table(telling)]
    return Section("limits", words.text("plan.limits_title"), tuple(block for block in blocks if block))


def binding_list(telling: Telling) -> Markup:
    """Each limit that holds the plan back with what one more unit is worth, largest first."""
    words = telling.words
    found = limits(telling.plan)
    items: list[str | Markup] = []
    for limit in found[:MOST_LIMITS]:
        binding = limit.binding
        key = "plan.binding_item_years" if limit.other_years else "plan.binding_item"
        items.append(
            words.rich(
                key,
                words=notes.tell(words, binding.note),
                worth=words.quantity("worth_mcny", abs(binding.marginal)),
                unit=limit_unit(words, binding),
                years=words.listed(limit.other_years),
            )
        )
    if len(found) > MOST_LIMITS:
        items.append(words.text("plan.binding_more", count=str(len(found) - MOST_LIMITS)))
    return bullets(items) or paragraph(words.text("plan.binding_none"))


def goal_table(telling: Telling) -> Markup:
    """Targets with what is reached and what one more unit costs."""
    words, plan = telling.words, telling.plan
    if not plan.goals:
        return Markup()
    rows = []
    for goal in plan.goals.values():
        price = (
            words.text(
                "plan.goal_price",
                worth=words.quantity("worth_mcny", abs(goal.marginal) / (100.0 if goal.unit in ("", "1") else 1.0)),
                unit=unit_words(telling.words, goal.unit),
            )
            if goal.marginal
            else "–"
        )
        rows.append(
            [
                goal_words(words, goal),
                str(goal.year),
                _goal_value(telling, goal.target, goal.unit),
                _goal_value(telling, goal.reached, goal.unit),
                price,
            ]
        )
    columns = (
        frame.Column(words.text("plan.goal_name")),
        frame.Column(words.text("page.year"), number=True),
        frame.Column(words.text("plan.goal_target"), number=True),
        frame.Column(words.text("plan.goal_reached"), number=True),
        frame.Column(words.text("plan.goal_marginal"), number=True),
    )
    return heading(words.text("plan.goals_title")) + frame.table(columns, rows)


def goal_words(words: Words, goal: GoalResult) -> str:
    """What a goal is on."""
    return notes.tell(words, note(f"planning.goal_{goal.kind}", about=goal.subject or "all"))


def _goal_value(telling: Telling, value: float, unit: str) -> str:
    if unit in ("", "1", "share", "%"):
        return numbers.share(value, 3)
    return f"{numbers.plain(value, 4)} {unit_words(telling.words, unit)}"


def _beside(size: float, divisor: float) -> str:
    return numbers.plain(size / divisor) if size >= LEAST_COMPARED else "–"


def other_section(telling: Telling) -> Section | None:
    """The other objective's capacity and output beside this plan's, in the last year both know; None without one."""
    words, plan = telling.words, telling.plan
    other = plan.alternative
    if other is None:
        return None
    index = max((i for i, y in enumerate(plan.years) if y.year in other.capacity), default=None)
    if index is None:
        return None
    year = plan.years[index].year
    rows = []
    own_out, own_size = reading.outputs(plan), reading.capacity(plan)
    for c in reading.main_products(plan):
        theirs = other.output.get(year, {}).get(c, 0.0)
        ours = own_out.get(c, (0.0,) * len(plan.years))[index]
        if max(ours, theirs) >= LEAST_COMPARED:
            scale = amount_scale(telling, c, max(ours, theirs))
            rows.append(
                [
                    words.text("plan.other_output", name=words.good_in(c)),
                    scale.unit,
                    _beside(ours, scale.divisor),
                    _beside(theirs, scale.divisor),
                ]
            )
    missing = {name: 0.0 for name in own_size if reading.is_process(name)}  # power is told only where the run told it
    for name, theirs in {**missing, **other.capacity[year]}.items():
        ours = own_size.get(name, (0.0,) * len(plan.years))[index]
        if max(ours, theirs) >= LEAST_COMPARED:
            scale = capacity_scale(telling, name, max(ours, theirs))
            rows.append(
                [
                    telling.thing(name),
                    scale.unit,
                    _beside(ours, scale.divisor),
                    _beside(theirs, scale.divisor),
                ]
            )
    columns = (
        frame.Column(words.text("plan.other_name", year=str(year))),
        frame.Column(words.text("page.unit"), short=True),
        frame.Column(words.text(f"plan.objective_{plan.objective}"), number=True),
        frame.Column(words.text(f"plan.objective_{other.objective}"), number=True),
    )
    about = words.text(f"plan.other_about_{other.objective}", amount=words.quantity("money_mcny", other.mcny))
    return Section(
        "other-objective", words.text("plan.other_title"), (paragraph(about, "lead"), frame.table(columns, rows))
    )
