"""What happened to each project, in a sentence: funded by whom, or what it lacked; in French and in English.

Amounts are exact in the count and rounded here, for display, to the cent.
"""

from __future__ import annotations

from fractions import Fraction

from chapitre.chapters.voice.methods.accounts import Payment
from chapitre.chapters.voice.methods.ballots import CENTS
from chapitre.chapters.voice.methods.funding import Fate, Funding

NARROW, NO_BREAK = "\u202f", "\u00a0"
SYMBOLS = {"EUR": "€"}


def sentence(funding: Funding, fate: Fate, lang: str = "fr", currency: str = "EUR") -> str:
    """What happened to one of the projects of an outcome."""
    speaker = _English(currency) if lang == "en" else _French(currency)
    cost = Fraction(funding.election.projects[fate.index].cost)
    if fate.payment:
        return speaker.bought(fate.payment, fate.supporters, plain=fate.points == fate.supporters)
    if not fate.supporters:
        return speaker.unsupported()
    if fate.turn and fate.funded:
        return speaker.in_turn(fate.supporters, Fraction(fate.turn.money), after_others=fate.held is not None)
    if fate.held is None:
        return speaker.unfit(cost, fate.supporters, Fraction(fate.turn.money if fate.turn else 0))
    whole = fate.held == funding.share * fate.supporters
    said = speaker.short(cost, fate.supporters, Fraction(int(fate.held)), whole)
    return said + (speaker.too_late(Fraction(fate.turn.money)) if fate.turn else "")


def money(cents: Fraction, lang: str = "fr", currency: str = "EUR") -> str:
    """An amount to the nearest cent, halves up: "1 219,51 €", "€1,219.51"; without cents if there are none."""
    whole, rest = divmod(int(cents + Fraction(1, 2)), CENTS)
    digits, symbol = f"{whole:,}" + (f".{rest:02}" if rest else ""), SYMBOLS.get(currency, currency)
    if lang == "en":
        return f"{symbol}{'' if len(symbol) == 1 else NO_BREAK}{digits}"
    return f"{digits.replace(',', NARROW).replace('.', ',')}{NO_BREAK}{symbol}"


def number(count: int, lang: str = "fr") -> str:
    """A whole number, its digits by threes."""
    return f"{count:,}".replace(",", "," if lang == "en" else NARROW)


class _French:
    lang = "fr"

    def __init__(self, currency: str) -> None:
        self.currency = currency

    def money(self, cents: Fraction) -> str:
        return money(cents, self.lang, self.currency)

    def supporters(self, voters: int) -> str:
        return f"{number(voters)} soutien{'s' if voters > 1 else ''}"

    def bought(self, payment: Payment, supporters: int, plain: bool) -> str:
        price = self.money(payment.price) + ("" if plain else " pour chaque point donné")
        if payment.full == supporters:
            if supporters == 1:
                return f"Financé par son seul soutien : {self.money(payment.price) if plain else price}."
            return f"Financé par ses {self.supporters(supporters)} : {price}{' chacun' if plain else ''}."
        parts = [f"{number(payment.full)} {'ont' if payment.full > 1 else 'a'} payé {price}"]
        parts[0] += " chacun" if plain and payment.full > 1 else ""
        given = self.money(payment.given)
        if payment.last == 1:
            parts.append(f"1 a donné ce qui lui restait, {given}")
        elif payment.last:
            parts.append(f"{number(payment.last)} ont donné ce qui leur restait, {given} en tout")
        if payment.idle:
            parts.append(f"{number(payment.idle)} n’avai{'en' if payment.idle > 1 else ''}t plus rien")
        return f"Financé par {self.supporters(supporters)} : {' ; '.join(parts)}."

    def in_turn(self, supporters: int, left: Fraction, after_others: bool) -> str:
        if after_others:
            return f"Ajouté avec l’argent restant ({self.money(left)}), grâce à {self.supporters(supporters)}."
        return f"Financé à son tour, avec {self.supporters(supporters)} : il restait {self.money(left)}."

    def unsupported(self) -> str:
        return "Non financé : personne ne l’a soutenu."

    def unfit(self, cost: Fraction, supporters: int, left: Fraction) -> str:
        backed = self.supporters(supporters)
        return (
            f"Non financé : il coûte {self.money(cost)} ; "
            f"quand son tour est venu, avec {backed}, il ne restait que {self.money(left)}."
        )

    def short(self, cost: Fraction, supporters: int, held: Fraction, whole: bool) -> str:
        who = f"ses {self.supporters(supporters)} n’avaient" if supporters > 1 else "son seul soutien n’avait"
        what = "en tout que leurs parts" if supporters > 1 else "que sa part"
        had = f"{who} {what}, {self.money(held)}" if whole else f"{who} plus que {self.money(held)}"
        return f"Non financé : il coûte {self.money(cost)}, et {had}. Il a manqué {self.money(cost - held)}."

    def too_late(self, left: Fraction) -> str:
        return f" Quand son tour est venu de prendre sur l’argent restant, il n’y avait plus que {self.money(left)}."


class _English(_French):
    lang = "en"

    def supporters(self, voters: int) -> str:
        return f"{number(voters, self.lang)} supporter{'s' if voters != 1 else ''}"

    def bought(self, payment: Payment, supporters: int, plain: bool) -> str:
        price = self.money(payment.price) + ("" if plain else " for each point given")
        if payment.full == supporters:
            if supporters == 1:
                return f"Funded by its only supporter: {price}."
            return f"Funded by its {self.supporters(supporters)}: {price}{' each' if plain else ''}."
        parts = [f"{number(payment.full, self.lang)} paid {price}{' each' if plain and payment.full > 1 else ''}"]
        given = self.money(payment.given)
        if payment.last:
            given += " in all" if payment.last > 1 else ""
            parts.append(f"{number(payment.last, self.lang)} gave what was left to them, {given}")
        if payment.idle:
            parts.append(f"{number(payment.idle, self.lang)} had nothing left")
        return f"Funded by {self.supporters(supporters)}: {'; '.join(parts)}."

    def in_turn(self, supporters: int, left: Fraction, after_others: bool) -> str:
        if after_others:
            return f"Added with the money left over ({self.money(left)}), thanks to {self.supporters(supporters)}."
        return f"Funded in its turn, with {self.supporters(supporters)}: {self.money(left)} was left."

    def unsupported(self) -> str:
        return "Not funded: nobody supported it."

    def unfit(self, cost: Fraction, supporters: int, left: Fraction) -> str:
        backed = self.supporters(supporters)
        return (
            f"Not funded: it costs {self.money(cost)}; "
            f"when its turn came, with {backed}, only {self.money(left)} was left."
        )

    def short(self, cost: Fraction, supporters: int, held: Fraction, whole: bool) -> str:
        who = f"its {self.supporters(supporters)}" if supporters > 1 else "its only supporter"
        had = f"had only {self.money(held)}, all their share" if whole else f"had only {self.money(held)} left"
        return f"Not funded: it costs {self.money(cost)}, and {who} {had}. It lacked {self.money(cost - held)}."

    def too_late(self, left: Fraction) -> str:
        return f" When its turn came to draw on the money left over, only {self.money(left)} remained."
