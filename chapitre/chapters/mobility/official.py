"""How the chapter's registers stand in the official French schemas."""

from chapitre.kernel.exchange.official import KEY, POINT, always, coded, official, year
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
    "AUCUN": "none",
}
STATES = {"EN TRAVAUX": "works", "EN SERVICE": "open"}


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
            "mobilier": coded(
                "furniture",
                {"ARCEAU": "rack", "ARCEAU VELO GRANDE TAILLE": "large", "RACK DOUBLE ETAGE": "double", "AUTRE": "box"},
            ),
            "couverture": "covered",
            "d_service": year("installed_on"),
            "date_maj": always(lambda: None),
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
                    "OTHER": "none",
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
        {"channel_id": "counter", "counter_id": "counter", "start_datetime": "starts_on", "count": "passages"},
    )
