"""What a terminal shows of the border: the bill of one good, the goods of a city."""

from __future__ import annotations

from collections.abc import Sequence

from lodeshift.catalogue import goods
from lodeshift.records.border import BorderAnswer, BorderCost, Exposure
from lodeshift.reporting.text.lines import wrapped
from lodeshift.reporting.text.table import Column, table
from lodeshift.reporting.words import numbers
from lodeshift.reporting.words.notes import tell
from lodeshift.reporting.words.texts import Words


def answer_lines(words: Words, answer: BorderAnswer) -> list[str]:
    """One good at one border: the bill line by line, for the mass asked, then every step, default and assumption."""
    cost = answer.cost
    named = {"good": words.good(cost.commodity)} if cost.commodity else {}
    about = {"cn": cost.cn, "year": str(cost.year), "destination": cost.destination, "day": cost.as_of.isoformat()}
    title = words.text("border.title_good" if named else "border.title", **about, **named)
    rows = [*_bill(words, cost), *_for_mass(words, answer)]
    notes = [line for each in cost.notes for line in wrapped(tell(words, each), "  - ")]
    return [title, *table(("", ""), rows, indent="  "), *notes]


def _bill(words: Words, cost: BorderCost) -> list[tuple[str, str]]:
    """(What, value) of each line of a bill per unit."""
    unit = unit_of(words, cost)
    basis = words.text(f"border.basis_{cost.basis}")
    if cost.route:
        basis = words.text("border.basis_route", basis=basis, route=cost.route)
    see = {"direct": cost.see_direct, "indirect": cost.see_indirect, "priced": cost.see_priced}
    number, price = f"{cost.certificates:.4f}", f"{cost.certificate_price_eur:.2f}"
    eur, cny = f"{cost.eur_per_t:,.2f}", f"{cost.cny_per_t:,.0f}"
    values = {
        "scope": words.text(f"border.scope_{cost.in_scope}"),
        "basis": basis,
        "embedded": words.text(
            "border.embedded_value", unit=unit, **{name: f"{each:.3f}" for name, each in see.items()}
        ),
        "free": words.text("border.free_value", free=f"{cost.free_allocation:.4f}", unit=unit),
        "certificates": words.text("border.certificates_value", number=number, unit=unit, price=price),
        "bill": words.text("border.bill_value", eur=eur, cny=cny, unit=unit),
        "rebate": rebate(words, cost),
    }
    return [(words.text(f"border.{key}"), value) for key, value in values.items()]


def _for_mass(words: Words, answer: BorderAnswer) -> list[tuple[str, str]]:
    """(What, value) for the mass asked, and the day by which certificates are due."""
    found = []
    if answer.mass_t is not None:
        head = words.text("border.mass", mass=f"{answer.mass_t:,g}", unit=unit_of(words, answer.cost))
        owed = {"certificates": f"{answer.certificates:,.3f}", "eur": f"{answer.eur:,.2f}"}
        found.append(
            (head, words.text("border.mass_exempt") if answer.exempt else words.text("border.mass_value", **owed))
        )
    if answer.surrender_by is not None:
        found.append((words.text("border.surrender"), answer.surrender_by.isoformat()))
    return found


def rebate(words: Words, cost: BorderCost | Exposure) -> str:
    """The VAT that does not come back, per unit of the good (a tonne for a bare code); or that it is not known."""
    if cost.rebate_loss_cny_per_t is None:
        return words.text("border.unknown")
    unit = numbers.unit_name(goods.commodity(cost.commodity).unit if cost.commodity else "t", words.language)
    return words.text("border.rebate_value", cny=f"{cost.rebate_loss_cny_per_t:,.0f}", unit=unit)


def unit_of(words: Words, cost: BorderCost) -> str:
    """What the carbon bill is per: a tonne, of electricity a MWh."""
    return numbers.unit_name("MWh" if cost.cn.startswith("2716") else "t", words.language)


def exposure_lines(words: Words, found: Sequence[Exposure], year: int, destination: str) -> list[str]:
    """The goods of a city at a border, those in scope first."""
    keys = ("scope", "good", "cn", "eur", "rebate", "green", "battery")
    columns = [Column(words.text(f"border.column_{key}"), number=key in {"eur", "rebate"}) for key in keys]
    rows = [
        (
            words.text(f"border.scope_{each.in_scope}"),
            words.good(each.commodity),
            each.cn,
            f"{each.eur_per_t:,.0f}",
            rebate(words, each),
            _yes(words, each.green_power_changes_bill) if each.in_scope == "now" else "",
            _yes(words, each.battery_regulation),
        )
        for each in found
    ]
    title = words.text("border.exposure_title", count=str(len(found)), destination=destination, year=str(year))
    return table(columns, rows, title=title)


def _yes(words: Words, value: bool) -> str:
    return words.text("border.is_so" if value else "border.is_not")
