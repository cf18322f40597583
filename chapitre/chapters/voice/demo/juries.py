"""The jury of the town centre: letters, volunteers, a real draw by the real methods, and what became of its opinion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from chapitre.chapters.voice.acts import draws, juries, seeds, sittings
from chapitre.chapters.voice.acts import guarantors as acts
from chapitre.chapters.voice.juries import codes, drawing, guarantors, inviting
from chapitre.chapters.voice.models import Jury, PanelFile, Seat
from chapitre.chapters.voice.models.private import Invitation, Volunteer
from chapitre.kernel.acts import Act, perform
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.demonstration import CLERK, Demonstration
from chapitre.kernel.town import town

KEY, COMING = "coeur-de-ville", "quais-d-ivry"
LETTERS, VOLUNTEERS, SEATS = 3_000, 150, 22
FROZEN, PUBLISHED, CHECKED, DRAWN = date(2022, 11, 5), date(2022, 11, 9), date(2022, 11, 16), date(2022, 11, 19)
SESSIONS = (date(2022, 12, 3), date(2023, 1, 14), date(2023, 2, 11), date(2023, 3, 11))
ALTERNATES, DEPARTURES = 6, 15
GONE = (("work", "sessions le samedi"), ("family", None))
ALLOWANCE_CENTS = 8_600  # a juror a session
ANSWER_DAYS = 40  # to a letter

# Criterion: answer, at least, at most, and how readily those people volunteer, in tenths.
QUOTAS = {
    "genre": (("femme", 11, 12, 10), ("homme", 10, 11, 9), ("autre réponse", 0, 1, 1)),
    "âge": (("16 à 29 ans", 5, 6, 4), ("30 à 44 ans", 6, 7, 8), ("45 à 59 ans", 5, 6, 10), ("60 ans et plus", 4, 5, 9)),
    "logement": (
        ("locataire d’un bailleur social", 8, 9, 6),
        ("locataire d’un particulier", 6, 8, 7),
        ("propriétaire", 6, 7, 12),
    ),
}
Weighted = Mapping[str, tuple[tuple[str, int], ...]]
"""For each criterion, its answers and how often volunteers give them."""
READY: Weighted = {
    category: tuple((value, most * ready) for value, _least, most, ready in values)
    for category, values in QUOTAS.items()
}
"""Those who volunteer are never like the town."""
RECOMMENDATIONS = (
    ("garder la place Voltaire sans voitures", "carried", "La place est rendue aux piétons."),
    ("désimperméabiliser les cours et les pieds d’immeuble", "accepted", "Le plan vise une part perméable par îlot."),
    ("densifier peu, et pas le long des jardins", "partly", "Les hauteurs baissent côté jardin, pas sur l’avenue."),
    ("rouvrir les rues intérieures du centre Jeanne-Hachette", "accepted", "Étude lancée avec les copropriétaires."),
    ("rendre les parkings gratuits", "refused", "Leur rénovation se paie par leurs recettes."),
)


def load(demonstration: Demonstration) -> None:
    """Writes both juries: the one that has sat, and the one that calls for volunteers now."""
    random = demonstration.random("voice.juries")
    _terms(demonstration)
    _call(demonstration, KEY, "jury citoyen du Cœur de ville", "Que doit devenir le centre-ville ?", date(2022, 9, 12))
    write_letters(demonstration, KEY, date(2022, 9, 19), LETTERS, VOLUNTEERS, random, READY)
    opened = demonstration.until - timedelta(days=24)
    _call(demonstration, COMING, "jury citoyen des quais", "Quels quais pour se retrouver au bord de l’eau ?", opened)
    write_letters(demonstration, COMING, opened + timedelta(days=2), 400, 31, random, READY)
    demonstration.write()
    answer_letters()
    if demonstration.until >= DRAWN:
        _draw(demonstration)
    sit(demonstration, KEY, "jury-cdv", "jury du Cœur de ville", "centre-ville", SESSIONS)
    _opinion(demonstration)


def _call(demonstration: Demonstration, key: str, name: str, question: str, day: date) -> None:
    demonstration.tell(
        juries.jury.recorded, key, day, hour=9, name=name, project=key, seats=SEATS, called_on=day, question=question
    )
    districts = [(one.label[0], 2, 4, 8) for one in town().districts.values()]
    for category, values in (QUOTAS | {"quartier": tuple(districts)}).items():
        for number, (value, least, most, _readiness) in enumerate(values, start=1):
            demonstration.tell(
                juries.quota.recorded, f"{key}-{category[:5].replace('â', 'a')}-{number}", day, jury=key,
                category=category, value=value, least=least, most=most, source="recensement, parts arrondies",
            )  # fmt: skip


def write_letters(
    demonstration: Demonstration, key: str, day: date, count: int, answers: int, random: Random, asked: Weighted
) -> None:
    """Letters to made-up addresses, and the volunteers among them."""
    if day > demonstration.until:
        return
    addresses = [
        inviting.Address((f"{number} rue de la Démonstration", f"94200 {town().name.upper()}"), code)
        for code in town().districts
        for number in range(1, count)
    ]
    letters = []
    for number, one in enumerate(inviting.sample(addresses, count, random), start=1):
        nonce = f"{random.getrandbits(128):032x}"
        code, answer_by = codes.digest(codes.code_of(nonce)), day + timedelta(days=ANSWER_DAYS)
        letters.append(draws.Letter(number, one.lines, one.district, nonce, code, answer_by))
    demonstration.tell(draws.invited, key, day, letters=letters)
    room = min(ANSWER_DAYS - 2, (demonstration.until - day).days)
    for number, letter in enumerate(random.sample(letters, answers), start=1):
        when = day + timedelta(days=random.randint(min(2, room), room))
        features = [*_features(random, asked), ("quartier", town().districts[letter.district].label[0])]
        demonstration.tell(
            draws.volunteered, key, when, hour=8 + number % 12, minute=number % 60, features=features,
            name=f"Volontaire inventée {number}", email=f"volontaire-{number}@exemple.invalid", phone=None,
            code=letter.code,
        )  # fmt: skip


def answer_letters() -> None:
    """What the form does when somebody answers: the letter needs no reminder any more."""
    answered = Volunteer.objects.order_by("pk").values_list("code", flat=True)
    Invitation.objects.filter(code__in=list(answered)).update(answered=True)


def _features(random: Random, asked: Weighted) -> Iterator[tuple[str, str]]:
    for category, values in asked.items():
        yield category, random.choices([value for value, _often in values], [often for _value, often in values])[0]


def publish(demonstration: Demonstration, key: str, frozen: date, published: date) -> None:
    """Freezes the list of a jury, makes its panels and publishes them."""
    drawing.freeze(jury_of(key), actor=CLERK, at=demonstration.at(frozen))
    at = demonstration.at(frozen, 15)
    perform(draws.planned, key, actor=CLERK, at=at, alternates=ALTERNATES, dropout=DEPARTURES)
    drawing.make_panels(jury_of(key), drawing.PANELS, PanelFile.objects.create(jury=key))
    drawing.publish(jury_of(key), actor=CLERK, at=demonstration.at(published))


def _draw(demonstration: Demonstration) -> None:
    """Announces a seed and enters it, fills the seats."""
    at = demonstration.at
    publish(demonstration, KEY, FROZEN, PUBLISHED)
    source = "graine de démonstration, inventée"
    perform(seeds.announced, KEY, actor=CLERK, at=at(PUBLISHED, 11), seed_source=source, seed_on=DRAWN)
    witnesses = "une élue de la majorité, un élu de l’opposition, deux volontaires"
    _check(demonstration)
    drawing.enter_seed(jury_of(KEY), seed="7 12 23 31 44 + 5", witnesses=witnesses, actor=CLERK, at=at(DRAWN, 18))
    for place, seat in enumerate(waiting(KEY)):
        if place < len(GONE):
            cause, reason = GONE[place]
            drawing.give_up(seat, cause, actor=CLERK, at=at(DRAWN + timedelta(days=3)), reason=reason or "")
    for seat in waiting(KEY):
        drawing.accept(seat, actor=CLERK, at=at(DRAWN + timedelta(days=5)))


def _check(demonstration: Demonstration) -> None:
    """A guarantor's check, between the panels and the draw. The folder is real and holds; the body is made up."""
    facts: dict[str, Any] = {"jury": KEY, "organisation": "une étude inventée pour la démonstration", "role": "bailiff"}
    folder = guarantors.published_folder(jury_of(KEY))
    perform(
        acts.checked, f"{KEY}-garant", actor=CLERK, at=demonstration.at(CHECKED), folder=folder, state="sound",
        checked_on=CHECKED, **facts,
    )  # fmt: skip


def jury_of(key: str) -> Jury:
    """The jury as it stands."""
    return Jury.objects.get(key=key)


def waiting(key: str) -> list[Seat]:
    """The seats of a jury that are called, and not yet taken."""
    return list(Seat.objects.filter(jury=key, state="drawn").order_by("number"))


def _terms(demonstration: Demonstration) -> None:
    demonstration.tell(
        sittings.terms.recorded, "2022", date(2022, 9, 1), since=date(2022, 9, 1), allowance_cents=ALLOWANCE_CENTS,
        answer_days=10, kept_months=6, source="conditions de démonstration, inventées", decision=None,
    )  # fmt: skip


def sit(demonstration: Demonstration, key: str, prefix: str, name: str, district: str, days: Sequence[date]) -> None:
    """Holds the sessions of a jury, calls its roll, pays who came."""
    demonstration.tell(juries.jury_sitting, key, days[0], hour=9)
    seated = Seat.objects.filter(jury=key, state="accepted").order_by("number").values_list("number", flat=True)
    for number, day in enumerate(days, start=1):
        session = f"{prefix}-{number}"
        demonstration.tell(
            commons.meeting.recorded, session, day - timedelta(days=14), kind="jury", held_on=day, starts_at="09:30",
            subject=f"{name}, session {number}", place="hôtel de ville", district=district,
            project=key, organisation=None,
        )  # fmt: skip
        demonstration.tell(
            sittings.session.recorded, session, day - timedelta(days=14), hour=11, jury=key, meeting=session
        )
        _roll(demonstration, key, session, number, day, list(seated))


def _roll(demonstration: Demonstration, key: str, session: str, number: int, day: date, seated: list[int]) -> None:
    """Calls the roll of a session, where one or two are missing, and pays those who came."""
    missing = demonstration.random(f"voice.juries.session-{session}").sample(seated, min(number % 3, len(seated)))
    marks = dict.fromkeys(seated, "present") | dict(zip(missing, ("excused", "absent"), strict=False))
    came = [one for one in seated if marks[one] == "present"]
    demonstration.tell(sittings.session_held, session, day, hour=17, marks=sorted(marks.items()))
    demonstration.tell(commons.meeting_held, session, day, hour=17, attendance=len(came))
    demonstration.tell(
        sittings.paid, f"{session}-indemnites", day + timedelta(days=20), jury=key, session=session,
        rate_cents=ALLOWANCE_CENTS, numbers=came,
    )  # fmt: skip


def _opinion(demonstration: Demonstration) -> None:
    demonstration.tell(juries.jury_reported, KEY, date(2023, 4, 15), opinion="Apaiser, planter, ouvrir, densifier peu.")
    answers: dict[str, Act] = {
        "accepted": juries.recommendation_accepted,
        "carried": juries.recommendation_accepted,
        "partly": juries.recommendation_partly,
        "refused": juries.recommendation_refused,
    }
    for number, (subject, state, motive) in enumerate(RECOMMENDATIONS, start=1):
        point, day = f"CDV-{number}", date(2023, 4, 15)
        facts: dict[str, Any] = {"jury": KEY, "subject": subject, "given_on": day}
        demonstration.tell(juries.recommendation.recorded, point, day, hour=11, **facts)
        demonstration.tell(answers[state], point, date(2023, 6, 22), motive=motive)
        if state == "carried":
            outcome = "Bornes, bancs et arbres posés ; les livraisons passent le matin."
            demonstration.tell(juries.recommendation_carried, point, date(2024, 9, 7), outcome=outcome)
    demonstration.tell(
        juries.jury_answered, KEY, date(2023, 6, 22), hour=20, answer="Le conseil répond point par point."
    )
