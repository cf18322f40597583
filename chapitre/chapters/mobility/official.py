"""How the chapter's registers stand in the official French schemas."""

from chapitre.kernel.exchange.official import KEY, POINT, always, coded, official, said, year
from chapitre.kernel.town import town

FITTINGS = {
    "PISTE CYCLABLE": "track",
    "BANDE CYCLABLE": "lane",
    "DOUBLE SENS CYCLABLE PISTE": "contraflow_track",
    "DOUBLE SENS CYCLABLE BANDE": "contraflow_lane",
    "DOUBLE SENS CYCLABLE NON MATERIALISE": "contraflow",
    "VOIE VERTE": "greenway",
    "VELO RUE": "bike_street",
    "COULOIR BUS+VELO": "bus_lane",
    "RAMPE": "ramp",
    "GOULOTTE": "gutter",
    "AMENAGEMENT MIXTE PIETON VELO HORS VOIE VERTE": "mixed",
    "CHAUSSEE A VOIE CENTRALE BANALISEE": "central",
    "ACCOTEMENT REVETU HORS CVCB": "shoulder",
    "AUTRE": "other",
    "AUCUN": "none",
}
STATES = {"EN TRAVAUX": "works", "EN SERVICE": "open", "PROVISOIRE": "open"}
FURNITURE = {
    "ARCEAU": "rack",
    "ARCEAU VELO GRANDE TAILLE": "large",
    "RACK DOUBLE ETAGE": "double",
    "RATELIER": "wheel_rack",
    "CROCHET": "hook",
    "SUPPORT GUIDON": "handlebar",
    "POTELET": "post",
    "AUCUN EQUIPEMENT": "nothing",
    "AUTRE": "other",
}


def register() -> None:
    """Declares them; called once, when the house opens."""
    official(
        "mobility.racks",
        "stationnement-cyclable",
        {
            "id_local": KEY,
            "code_com": always(lambda: town().insee),
            "coordonneesxy": POINT,
            "capacite": "spaces",
            "capacite_cargo": "cargo",
            "type_accroche": coded(
                "hold", {"ROUE": "wheel", "CADRE": "frame", "CADRE ET ROUE": "both", "SANS ACCROCHE": "none"}
            ),
            "mobilier": coded("furniture", FURNITURE),
            # To the schema a locked shelter is no furniture but a protection.
            "protection": said(
                lambda facts: "CONSIGNE COLLECTIVE FERMEE" if facts["furniture"] == "box" else "STATIONNEMENT NON FERME"
            ),
            "couverture": "covered",
            "d_service": year("installed_on"),
        },
        fills={
            "racks": lambda facts: (int(str(facts["spaces"])) + 1) // 2,  # a rack holds two bikes
        },
    )
    official(
        "mobility.counters",
        "comptage-site",
        {
            "site_id": KEY,
            "site_name": "name",
            "fr_insee_code": always(lambda: town().insee),
            "xlong": "lon",
            "ylat": "lat",
            "infrastructure_type": coded(
                "fitting",
                {
                    "CYCLE TRACK": "track",
                    "CYCLE LANE": "lane",
                    "CONTRAFLOW TRACK": "contraflow_track",
                    "CONTRAFLOW LANE": "contraflow_lane",
                    "CONTRAFLOW CYCLING NOT MATERIALIZED": "contraflow",
                    "GREENWAY": "greenway",
                    "BIKE ROAD": "bike_street",
                    "SHARED BUSWAY": "bus_lane",
                    "RAMP": "ramp",
                    "GUTTER": "gutter",
                    "MIXED PEDESTRIAN/BICYCLE DEVELOPMENT NOT INCLUDING THE GREENWAY": "mixed",
                    "ROAD WITH BANALIZED CENTRAL TRACK": "central",
                    "COATED SHOULDER OUTSIDE THE RBCT": "shoulder",
                    "OTHER": "other",
                },
            ),
        },
    )
    official(
        "mobility.cycle_segments",
        "amenagements-cyclables",
        {
            "id_local": KEY,
            "code_com_d": always(lambda: town().insee),
            "ame_d": coded("right_side", FITTINGS),
            "code_com_g": always(lambda: town().insee),
            "ame_g": coded("left_side", FITTINGS),
            "statut_d": coded("state", STATES),
            "statut_g": coded("state", STATES),
            "d_service": year("opened_on"),
        },
    )
    official(
        "mobility.counts",
        "comptage-mesure",
        {
            "channel_id": "counter",
            "counter_id": "counter",
            "start_datetime": said(
                lambda facts: f"{facts['starts_on']}T00:00:00Z", ("starts_on",), lambda cell: {"starts_on": cell}
            ),
            "count": "passages",
        },
    )
