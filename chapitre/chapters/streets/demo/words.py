"""What residents and agents write in the demonstration: invented, plain, and naming nobody."""

DESCRIPTIONS = {
    "depot-sauvage": [
        "Un matelas et cinq ou six sacs au pied de l’arbre, depuis dimanche.",
        "Gravats et vieilles fenêtres contre la palissade du chantier.",
        "Un réfrigérateur sans porte sur le trottoir.",
        "Des cartons et des sacs noirs devant le local à poubelles.",
        "Canapé démonté, il bloque le passage des poussettes.",
        "Pneus empilés derrière l’arrêt de bus.",
        "Pots de peinture renversés, ça coule vers l’avaloir.",
    ],
    "corbeille-pleine": [
        "La corbeille déborde, les sacs s’accumulent au pied.",
        "Corbeille pleine depuis le marché de samedi.",
        "La corbeille est arrachée de son support.",
    ],
    "rue-sale": ["Feuilles et papiers, la rue n’a pas été balayée.", "Verre pilé tout le long de la bordure."],
    "graffiti": [
        "Tags sur le mur de l’école.",
        "Le rideau métallique est recouvert de peinture.",
        "Une inscription sur le banc, toute fraîche.",
    ],
    "affichage": ["Affiches collées sur tous les poteaux.", "Une banderole publicitaire sur la barrière."],
    "rats": ["On voit des rats en plein jour près des bacs.", "Des terriers au pied de la haie."],
    "bac-non-collecte": ["Les bacs jaunes n’ont pas été collectés ce matin."],
    "nid-de-poule": [
        "Un trou profond au milieu de la voie, les vélos font un écart.",
        "La chaussée s’est creusée autour de la plaque.",
        "Plusieurs trous à la suite après les travaux.",
    ],
    "trottoir-abime": [
        "Des pavés déchaussés, une personne est tombée hier.",
        "La bordure est cassée au passage piéton.",
    ],
    "lampadaire": [
        "Le lampadaire ne s’allume plus depuis une semaine.",
        "Trois candélabres éteints de suite, la rue est noire.",
        "La lumière clignote toute la nuit.",
    ],
    "arbre": ["Une grosse branche pend au-dessus du trottoir.", "L’arbre penche depuis la tempête."],
    "pelouse": ["Les herbes couvrent le chemin.", "Le massif est piétiné, la terre est partie sur l’allée."],
    "aire-de-jeux": ["La corde du filet est coupée.", "Une planche du toboggan est fendue."],
    "voiture-ventouse": ["La voiture n’a pas bougé depuis deux mois, un pneu est à plat.", "Véhicule brûlé."],
    "stationnement-genant": [
        "Une camionnette sur la piste cyclable tous les matins.",
        "Voitures sur le trottoir devant la crèche.",
    ],
    "panneau": ["Le panneau de sens interdit est tourné.", "Le stop est caché par les branches."],
    "piste-cyclable": ["Un arceau est descellé.", "La bande cyclable est effacée au carrefour."],
    "fuite": ["De l’eau claire sort du trottoir sans arrêt."],
    "avaloir": ["L’avaloir est bouché par les feuilles, la chaussée est inondée."],
    "banc": ["Une latte du banc est cassée.", "Le potelet est couché sur le trottoir."],
    "bruit": ["Rodéos de scooters tous les soirs sur le parvis."],
}

DONE = {
    "*": ["L’équipe est passée, c’est réparé.", "Intervention faite ce matin.", "C’est fait."],
    "depot-sauvage": [
        "Enlevé par la benne ce matin.",
        "Tout a été ramassé et le trottoir lavé.",
        "Enlevé ; les produits dangereux sont partis à la déchèterie.",
    ],
    "corbeille-pleine": ["Vidée, et ajoutée à la tournée du soir.", "Vidée ce matin."],
    "rue-sale": ["Balayée et lavée.", "La balayeuse est passée."],
    "graffiti": ["Effacé par l’équipe anti-graffiti.", "Nettoyé à haute pression."],
    "affichage": ["Affiches retirées."],
    "rats": ["Dératisation faite, deux autres passages sont prévus.", "Terriers rebouchés après traitement."],
    "bac-non-collecte": ["Collecté lors d’une tournée de rattrapage."],
    "nid-de-poule": ["Trou rebouché à l’enrobé.", "Reprise faite sur toute la largeur."],
    "trottoir-abime": ["Pavés rescellés.", "Bordure remplacée."],
    "lampadaire": ["Lampe remplacée.", "Défaut de câble réparé, la rue est éclairée."],
    "arbre": ["Branche coupée par les élagueurs.", "Arbre contrôlé et haubané."],
    "voiture-ventouse": ["Véhicule mis en fourrière.", "Le propriétaire l’a déplacé après notre courrier."],
    "stationnement-genant": ["Passage des agents, véhicules verbalisés.", "Passages renforcés sur ce lieu."],
    "fuite": ["Fuite réparée par le délégataire."],
    "avaloir": ["Avaloir curé."],
}
QUESTIONS = [
    "Est-ce toujours là ce matin ?",
    "De quel côté de la rue, pair ou impair ?",
    "Pouvez-vous ajouter une photo prise de plus loin ?",
]
REPLIES = ["Oui, c’est toujours là.", "Côté pair, devant la boulangerie.", "Oui, et il y en a d’autres."]
REFUSALS = [
    "C’est un terrain privé : nous avons écrit à son propriétaire.",
    "Rien trouvé sur place à deux passages.",
    "Cette voie est départementale : nous avons transmis au département.",
    "La demande concerne une ville voisine.",
]
HELD_UP = ["Il faut d’abord réparer la chaussée.", "L’entreprise du chantier doit intervenir."]
WITHDRAWALS = ["Essai d’un agent, pas un signalement.", "Canular, vérifié sur place."]
