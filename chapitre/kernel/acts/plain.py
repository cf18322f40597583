"""The acts that every plain register has, and steps: the acts that only move a record from one state to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.acts.act import Act, Change, act
from chapitre.kernel.acts.asks import FACT, FLAG, PLACE, WORDS, Ask, asked, place, words
from chapitre.kernel.acts.errors import BadFact, Missing
from chapitre.kernel.people.actors import ADMINISTRATOR, STAFF, SUPERVISOR
from chapitre.kernel.records.registers import LAST, Register, registers
from chapitre.kernel.words import Pair

HEADS = (SUPERVISOR, ADMINISTRATOR)
PLACE_FACTS = ("lon", "lat", "shape", "length_m", "area_m2")
"""What a place on the map gives: the last two are computed from a shape, never typed."""
REASON = words(
    "reason", ("motif", "reason"), help=("Tout le monde pourra le lire.", "Everybody will be able to read it.")
)


@dataclass(frozen=True)
class Plain:
    """What any register needs: a record comes in, is taken over from a file, is put right, or no longer counts."""

    recorded: Act
    imported: Act
    amended: Act
    withdrawn: Act


def plain(
    register: str,
    *,
    by: Iterable[str] = STAFF,
    label: Pair = ("inscrire", "record"),
    sets: Mapping[str, Any] | None = None,
    leaves: Iterable[str] = (),
    asks: Iterable[str | Ask] = (),
    told: Pair = ("inscrit", "recorded"),
    amends: Iterable[str] = (),
) -> Plain:
    """Declares the four acts of a register.

    A new record is asked for every fact but those in `sets`, which it gets as given, and those in `leaves`, which later
    acts set; `asks` adds exhibits. A record taken over from a file may have any of its facts. `amends` names the states
    in which it may be corrected: any, unless some are named.
    """
    declared, given = registers[register], dict(sets or {})
    unknown = {*given, *leaves} - set(declared.facts)
    if unknown:
        raise ValueError(f"{register} has no facts {sorted(unknown)}")
    typed = tuple(name for name in declared.own if declared.geometry != "shape" or name not in PLACE_FACTS)
    wanted = tuple(name for name in typed if name not in given and name not in set(leaves))
    extras = tuple(one for one in asked(asks) if isinstance(one, Ask))

    @act(register, label=label, by=by, creates=True, asks=(*_facts(declared, wanted), *extras), told=told)
    def recorded(before: None, *, on_date: date, **given_facts: Any) -> Change:
        facts, exhibits = apart(given_facts, extras)
        return Change(facts=given | known(declared, facts, (*wanted, *PLACE_FACTS)), exhibits=exhibits)

    @act(
        register,
        label=("reprendre d’un fichier", "take over from a file"),
        by=HEADS,
        creates=True,
        told=("repris d’un fichier", "taken over from a file"),
    )
    def imported(before: None, *, on_date: date, **facts: Any) -> Change:
        return Change(facts=given | known(declared, facts, declared.facts) | {"imported": True})

    @act(
        register,
        label=("corriger", "correct"),
        by=by,
        states=amends,
        asks=(*_facts(declared, typed), REASON),
        told=("corrigé", "corrected"),
    )
    def amended(before: Mapping[str, Any], *, on_date: date, reason: str, **facts: Any) -> Change:
        changed = known(declared, facts, (*typed, *PLACE_FACTS))
        if not changed:
            raise Missing(_("Rien à corriger : aucune valeur n’a changé."))
        return Change(facts=changed, exhibits={"reason": worded(reason, _("Dites pourquoi la fiche est corrigée."))})

    @act(
        register,
        label=("retirer du compte", "withdraw"),
        by=HEADS,
        asks=(REASON,),
        grave=True,
        told=("retiré du compte", "withdrawn"),
    )
    def withdrawn(before: Mapping[str, Any], *, on_date: date, reason: str) -> Change:
        told = worded(reason, _("Écrivez le motif : tout le monde pourra le lire."))
        return Change(facts={"withdrawn": True}, exhibits={"reason": told})

    return Plain(recorded, imported, amended, withdrawn)


def step(
    register: str,
    name: str,
    label: Pair,
    *,
    by: Iterable[str] = STAFF,
    states: Iterable[str] = (),
    sets: Mapping[str, Any] | None = None,
    dates: str | None = None,
    asks: Iterable[str | Ask] = (),
    grave: bool = False,
    told: Pair | None = None,
) -> Act:
    """Declares an act that sets facts: those in `sets` as given, `dates` to the day of the act, those asked for.

    `states` are the states it starts from. An exhibit asked for is published under its own name.
    """
    given, wanted = dict(sets or {}), asked(asks)
    facts_asked = [one.name for one in wanted if one.kind == FACT]
    unknown = {*given, *facts_asked, *([dates] if dates else [])} - set(registers[register].facts)
    if unknown:
        raise ValueError(f"{register}.{name}: no facts {sorted(unknown)}")

    def transition(before: Mapping[str, Any], *, on_date: date, **params: Any) -> Change:
        facts, exhibits = apart(params, wanted)
        for one in wanted:
            if one.required and one.kind == FACT and facts.get(one.name) is None:
                raise BadFact(one.name, None)
        stray = set(facts) - set(facts_asked) - set(PLACE_FACTS)
        if stray:
            raise BadFact(min(stray), facts[min(stray)])
        return Change(facts=facts | given | ({dates: on_date} if dates else {}), exhibits=exhibits)

    return act(register, label=label, by=by, states=states, asks=wanted, grave=grave, name=name, told=told)(transition)


def _facts(declared: Register, names: Iterable[str]) -> tuple[Ask, ...]:
    """Asks for facts, the place among them where the register has one."""
    columns: dict[str, Any] = {one.name: one for one in declared.objects._meta.concrete_fields}
    found = [Ask(name, required=not columns[name].null and not columns[name].has_default()) for name in names]
    return (*found, *([place(required=False)] if declared.geometry else []))


def known(declared: Register, facts: Mapping[str, Any], allowed: Iterable[str]) -> dict[str, Any]:
    """The facts given, if each may be. Raises BadFact."""
    names = set(allowed) - (set(LAST) - set(PLACE_FACTS))
    for name, value in facts.items():
        if name not in names or name not in declared.facts:
            raise BadFact(name, value)
    return dict(facts)


def apart(params: Mapping[str, Any], asks: Iterable[Ask]) -> tuple[dict[str, Any], dict[str, Any]]:
    """An act's parameters as facts and as exhibits: words stand as they are, a file under its name. Raises Missing."""
    facts, exhibits = dict(params), {}
    for one in asks:
        if one.kind in (FACT, PLACE, FLAG):
            continue
        value = facts.pop(one.name, None)
        if one.kind == WORDS:
            value = (
                worded(value, _("Il manque : %s.") % (one.label or (one.name,))[0]) if one.required else value or None
            )
        elif value is not None:
            value = {"file": value}
        if value is None and one.required:
            raise Missing(_("Il manque : %s.") % (one.label or (one.name,))[0])
        exhibits[one.name] = value
    return facts, exhibits


def worded(text: str | None, missing: str) -> str:
    """A text that an act cannot do without, without the blanks around it. Raises Missing."""
    if not (text or "").strip():
        raise Missing(missing)
    return (text or "").strip()
