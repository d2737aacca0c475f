"""What every section of a plan's page is handed: the plan, the words, where it comes from, and how captions are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lodeshift.names import WEAK_QUALITIES
from lodeshift.records.figure import Figure
from lodeshift.records.plan import Plan, UsedFigure, WeakFigure
from lodeshift.reporting import plan_reading as reading
from lodeshift.reporting.figures.frame import Badge, Caption
from lodeshift.reporting.words import notes
from lodeshift.reporting.words.texts import Words


@dataclass(frozen=True, slots=True)
class Telling:
    """A plan to be told in one language. `meta` holds run, version, seed and when it was made."""

    plan: Plan
    words: Words
    sources: Sequence[UsedFigure]
    meta: Mapping[str, str]

    @property
    def years(self) -> tuple[str, ...]:
        """Planning years as words of an axis."""
        return tuple(str(year.year) for year in self.plan.years)

    @property
    def last_year(self) -> int:
        """The last planning year."""
        return self.plan.years[-1].year

    def caption(self, finding: str, description: str, note: str = "") -> Caption:
        """A caption with the plan as its source, and a badge that tells how many weak figures stand behind it."""
        words = self.words
        badges = [Badge(words.quality("derived"), weak=False)]
        weak = {(u.label, u.site) for u in self.sources if u.figure.weak} | {(w.label, w.site) for w in self.plan.weak}
        if weak:
            badges.append(Badge(words.text("page.badge_weak", count=words.quantity("count", len(weak))), weak=True))
        return Caption(
            finding=finding,
            description=description,
            source=words.text("page.source_plan", run=self.meta.get("run", self.plan.case)),
            download=words.text("page.download"),
            badges=tuple(badges),
            note=note,
        )

    def quality_badge(self, figure: Figure) -> Badge:
        """The grade of one figure as a badge."""
        return Badge(self.words.quality(figure.quality), figure.quality in WEAK_QUALITIES)

    def figure_name(self, used: UsedFigure | WeakFigure) -> str:
        """What a figure is, and at which site where the plan has several."""
        told = notes.tell(self.words, used.label)
        several = len(self.plan.years[0].sites) > 1 if self.plan.years else False
        if not (several and used.site):
            return told
        return self.words.text("sources.at_site", name=told, site=notes.place_name(self.words, used.site))

    def thing(self, name: str) -> str:
        """A process, power option or "circuits" in words."""
        if reading.is_process(name):
            return self.words.process(name)
        kind = reading.power_kind(self.plan, name)
        if kind == "circuits":
            return self.words.text("power.circuits_name")
        if kind:
            return self.words.text(f"power.option_{kind}", option=name.removesuffix(" MWh").removesuffix(" MW"))
        return name
