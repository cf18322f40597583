"""`.pb` files: read strictly, by line and column; written and read again unchanged; never more than a clear error."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapitre.chapters.voice.methods import pabulib, pbtext
from chapitre.chapters.voice.methods.ballots import Election, Project
from chapitre.chapters.voice.methods.pbtext import PbError
from tests.chapters.voice.methods.elections import elections

TOULOUSE = Path(__file__).resolve().parents[5] / "shared" / "data" / "participatory-budgets" / "France_Toulouse_2022.pb"
ABOUT = {
    "description": "Budget participatif",
    "country": "France",
    "unit": "Ivry-sur-Seine",
    "instance": "2025",
    "currency": "EUR",
    "comment": "#1: made up",
    "rule": "equalshares",
    "date_begin": "03.10.2025",
    "date_end": "31.10.2025",
}
PLAIN = """\
META
key;value
budget;1000.50
vote_type;approval
num_projects;2
num_votes;3
max_length;2
PROJECTS
project_id;cost;votes;name
1;600;2;Un "banc"
B-2;400.5;2;"Le parc ; la mare"
VOTES
voter_id;age;vote
a;34;1
b;;1,B-2
c;51; B-2
"""
POINTS = """\
META
key;value
budget;1000
vote_type;cumulative
max_sum_points;5
PROJECTS
project_id;cost;votes;score
1;600;2;6
2;400;1;2
VOTES
voter_id;vote;points
a;1;5
b;2,1;2,1
"""


def read(text: str) -> pabulib.PbFile:
    return pabulib.read(text.encode())


def problems(text: str | bytes) -> list[tuple[int, int, str]]:
    """What is wrong with a text: line, column, message."""
    with pytest.raises(PbError) as caught:
        pabulib.read(text.encode() if isinstance(text, str) else text)
    assert str(caught.value).startswith("ligne ")
    return [(one.line, one.column, one.fr) for one in caught.value.problems]


def test_approvals_are_read() -> None:
    file = read(PLAIN)
    assert file.election == Election(
        100_050,
        (Project("1", 60_000, 'Un "banc"'), Project("B-2", 40_050, "Le parc ; la mare")),
        (((0, 1),), ((0, 1), (1, 1)), ((1, 1),)),
    )
    assert file.about["max_length"] == "2"


def test_spaces_byte_order_mark_and_windows_line_ends_are_read() -> None:
    spaced = PLAIN.replace(";34;", " ; 34 ; ").replace("key;value", "key; value")
    assert (
        pabulib.read(b"\xef\xbb\xbf" + spaced.replace("\n", "\r\n").encode() + b"\r\n\r\n").election
        == read(PLAIN).election
    )


def test_points_are_read() -> None:
    assert read(POINTS).election.ballots == (((0, 5),), ((1, 2), (0, 1)))
    scoring = POINTS.replace("cumulative", "scoring").replace("max_sum_points;5", "default_score;1")
    assert read(scoring).election.ballots == (((0, 5), (1, 1)), ((0, 1), (1, 2)))
    assert read(POINTS.replace("b;2,1;2,1", "b;2,1;2,0").replace("600;2;6", "600;2;5")).election.ballots[1] == ((1, 2),)


def test_a_ranking_gives_points_from_the_longest_one_allowed_down() -> None:
    ranked = PLAIN.replace("approval", "ordinal").replace("max_length;2", "max_length;3")
    assert read(ranked).election.ballots == (((0, 3),), ((0, 3), (1, 2)), ((1, 3),))
    assert problems(ranked.replace("max_length;3", "scoring_fn;Dowdall"))[0][:2] == (7, 12)


def test_one_choice_only() -> None:
    single = PLAIN.replace("approval", "choose-1").replace("max_length;2\n", "")
    assert problems(single)[0] == (14, 4, "2 projets choisis, plus que 1")


@pytest.mark.parametrize(
    "old, new, line, column, said",
    [
        ("META\n", "", 1, 1, "commence par une ligne META"),
        ("VOTES\n", "", 15, 7, "finit sans section VOTES"),
        ("PROJECTS\n", "VOTES\n", 8, 1, "la section PROJECTS vient ici, pas VOTES"),
        ("key;value", "cle;valeur", 2, 1, "key;value"),
        ("budget;1000.50\n", "", 1, 1, "META ne dit pas « budget »"),
        ("budget;1000.50", "budget;1000,50", 3, 8, "le signe décimal est le point"),
        ("budget;1000.50", "budget;1000.505", 3, 8, "un montant"),
        ("budget;1000.50", "budget;0", 3, 8, "au moins un centime"),
        ("budget;1000.50", "budget;-4", 3, 8, "un montant"),
        ("budget;1000.50", "budget;1000.50;EUR", 3, 16, "3 cases, il en faut 2"),
        ("vote_type;approval", "vote_type;préférence", 4, 11, "type de vote inconnu"),
        ("num_projects;2", "num_projects;3", 5, 14, "le fichier a 2 projets"),
        ("num_votes;3", "num_votes;4", 6, 11, "le fichier a 3 votes"),
        ("num_votes;3", "num_votes;trois", 6, 11, "un nombre entier"),
        ("max_length;2", "max_length;1", 15, 4, "2 projets choisis, plus que 1"),
        ("max_length;2", "budget;2", 7, 1, "« budget » est donné deux fois"),
        ("cost;votes", "prix;votes", 9, 1, "pas de colonne « cost »"),
        ("cost;votes", "cost;cost", 9, 17, "deuxième colonne « cost »"),
        ("1;600;2", "1;600;3", 10, 7, "les bulletins en donnent 2"),
        ("B-2;400.5", "1;400.5", 11, 1, "le projet « 1 » est déjà plus haut"),
        ("B-2;400.5", ";400.5", 11, 1, "un numéro, sans virgule"),
        ("B-2;400.5", "B-2;quatre cents", 11, 5, "un montant"),
        ('la mare"', "la mare", 11, 13, "ce guillemet ne se referme pas"),
        ('la mare"', 'la mare" !', 11, 32, "un point-virgule"),
        ("c;51; B-2", "c;51; B-3", 16, 7, "pas de projet « B-3 »"),
        ("c;51; B-2", "c;51;B-2,1,1", 16, 12, "le projet « 1 » est choisi deux fois"),
        ("c;51; B-2", "c;51;", 16, 6, "0 projets choisis, moins que 1"),
        ("c;51; B-2", "a;51;B-2", 16, 1, "« a » a déjà voté plus haut"),
        ("c;51; B-2", "c;51", 16, 3, "2 cases, il en faut 3"),
        ("c;51; B-2", "\nc;51;B-2", 16, 1, "ligne vide"),
        ("c;51; B-2", "c;5\x001;B-2", 16, 4, "caractère de commande U+0000"),
    ],
)
def test_what_is_wrong_is_named_where_it_stands(old: str, new: str, line: int, column: int, said: str) -> None:
    assert old in PLAIN
    found = problems(PLAIN.replace(old, new, 1))
    assert any((at, col) == (line, column) and said in message for at, col, message in found), found


@pytest.mark.parametrize(
    "old, new, line, column, said",
    [
        ("b;2,1;2,1", "b;2,1;2,-1", 13, 9, "un nombre entier, sans signe"),
        ("b;2,1;2,1", "b;2,1;2", 13, 7, "autant de nombres que de projets : 2, et non 1"),
        ("b;2,1;2,1", "b;2,1;4,4", 13, 7, "8 points en tout, plus que 5"),
        ("vote;points", "vote;score", 11, 1, "pas de colonne « points »"),
        ("600;2;6", "600;2;7", 8, 9, "les bulletins en donnent 6"),
    ],
)
def test_what_is_wrong_with_points(old: str, new: str, line: int, column: int, said: str) -> None:
    found = problems(POINTS.replace(old, new, 1))
    assert any((at, col) == (line, column) and said in message for at, col, message in found), found


def test_several_problems_are_told_at_once_in_both_languages() -> None:
    with pytest.raises(PbError) as caught:
        read(PLAIN.replace("600", "six").replace("400.5", "-1"))
    assert [(one.line, one.column) for one in caught.value.problems] == [(10, 3), (11, 5)]
    assert caught.value.problems[0].message() == "ligne 10, colonne 3 : il faut ici un montant, comme 4000 ou 4000.50"
    assert caught.value.problems[0].message("en").startswith("line 10, column 3: an amount is needed here")
    assert len(problems(PLAIN.replace("c;51; B-2\n", "c;51; B-2\n" * 50))) == pbtext.MOST_PROBLEMS


def test_more_points_than_can_be_counted() -> None:
    many = (
        POINTS.replace("max_sum_points;5\n", "").replace(";votes;score", "").replace(";2;6", "").replace(";1;2\n", "\n")
    )
    assert read(many).election.ballots[0] == ((0, 5),)
    rich = "".join(f"v{voter};1;999999999999\n" for voter in range(9_100))
    assert problems(many + rich) == [(9, 1, "un projet reçoit plus de points qu’il ne s’en compte")]


def test_bytes_that_are_not_utf_8() -> None:
    assert problems(PLAIN.encode().replace(b"mare", b"mar\xe9"))[0][:2] == (11, 30)
    assert problems(b"")[0] == (1, 1, "le fichier est vide")


def test_a_quoted_cell_may_hold_line_breaks() -> None:
    file = read(PLAIN.replace("la mare", 'la\n""mare""'))
    assert file.election.projects[1].name == 'Le parc ; la\n"mare"'
    assert problems(PLAIN.replace("la mare", "la\nmare").replace("c;51; B-2", "c;51;Z"))[0][:2] == (17, 6)
    assert read(pabulib.write(file)) == file


@pytest.mark.parametrize("vote_type, most_points", [("approval", 1), ("cumulative", 5), ("scoring", 5)])
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_composed_file_reads_as_the_election_it_was_made_of(
    vote_type: str, most_points: int, data: st.DataObject
) -> None:
    election = data.draw(elections(most_points=most_points))
    file = pabulib.compose(election, ABOUT, vote_type)
    again = read(pabulib.write(file))
    assert again == file
    known = [key for key in file.about if key in pabulib.META_ORDER]
    assert known == sorted(known, key=pabulib.META_ORDER.index)
    assert again.election.projects == election.projects and again.election.budget == election.budget
    assert [sorted(ballot) for ballot in again.election.ballots] == [sorted(ballot) for ballot in election.ballots]


def test_a_file_says_who_made_it() -> None:
    election = Election(100, (Project("A", 50),), (((0, 1),),))
    with pytest.raises(ValueError, match="needs country, date_end"):
        pabulib.compose(election, ABOUT | {"country": "", "date_end": ""})


def test_winners_are_marked() -> None:
    file = pabulib.with_winners(read(PLAIN), [1], "equalshares/add1")
    assert file.about["rule"] == "equalshares/add1"
    assert file.project_columns == ("project_id", "cost", "votes", "name", "selected")
    assert [row[-1] for row in file.project_rows] == ["0", "1"]
    again = pabulib.with_winners(read(pabulib.write(file)), [0], "greedy")
    assert [row[-1] for row in again.project_rows] == ["1", "0"]
    assert len(again.meta) == len(file.meta)
    placed = PLAIN.replace("votes;name\n", "votes;district\n")
    assert pabulib.with_winners(read(placed), [1], "greedy").project_columns[-2:] == ("selected", "district")


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_refused_by_line_and_column(data: bytes) -> None:
    with pytest.raises(PbError) as caught:
        pabulib.read(data)
    assert all(one.line >= 1 and one.column >= 1 for one in caught.value.problems)


@settings(max_examples=1500, deadline=None)
@given(
    text=st.sampled_from(
        [PLAIN, POINTS, PLAIN.replace("approval", "ordinal"), POINTS.replace("cumulative", "scoring")]
    ),
    edits=st.lists(
        st.tuples(
            st.integers(0, 300),
            st.integers(0, 12),
            st.sampled_from(
                ["", ";", '"', '""', "\n", "\r", ",", "0", "1", "-", "9" * 30, "é", "\x00", " ", "VOTES\n", "1e5"]
            )
            | st.text(max_size=3),
        ),
        min_size=1,
        max_size=4,
    ),
)
def test_damaged_files_are_read_or_refused_by_line_and_column(text: str, edits: list[tuple[int, int, str]]) -> None:
    for at, length, put in edits:
        text = text[:at] + put + text[at + length :]
    data = text.encode("utf-8", "surrogatepass")
    try:
        file = pabulib.read(data)
    except PbError as error:
        assert error.problems
        assert all(one.line >= 1 and one.column >= 1 and one.fr and one.en for one in error.problems)
    else:
        assert read(pabulib.write(file)) == file


def test_a_quotation_mark_never_closed_does_not_take_for_ever() -> None:
    long = PLAIN.replace('"Le parc ; la mare"', '"Le parc') + "d;1;1\n" * 50_000
    assert problems(long)[0][:2] == (11, 13)


@pytest.mark.parametrize("inside", ["\u202e", "\x9b", "\u2028"])
def test_what_is_quoted_cannot_command_a_terminal(inside: str) -> None:
    with pytest.raises(PbError) as caught:
        pabulib.read(PLAIN.replace("a;34;1", f"a;34;1{inside}2").encode())
    for problem in caught.value.problems:
        assert inside not in problem.message("fr") and inside not in problem.message("en")


@pytest.mark.skipif(not TOULOUSE.exists(), reason=f"{TOULOUSE} is not there")
def test_the_file_of_toulouse() -> None:
    file = pabulib.read(TOULOUSE.read_bytes())
    assert (len(file.election.projects), len(file.election.ballots)) == (199, 4532)
    assert file.election.budget == 800_000_000
    assert read(pabulib.write(file)) == file
