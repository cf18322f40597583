"""The portal's pages, in both languages, and what each must say."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
PAGES = ["/", "/verifier", "/accessibilite", "/donnees-personnelles", "/mentions-legales"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_is_served_within_its_policy(client: Client, path: str, language: str) -> None:
    client.cookies["langue"] = language
    answer = client.get(path)
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert answer.text.count("<h1") == 1
    assert " style=" not in answer.text and "onclick" not in answer.text and "<style" not in answer.text
    assert "style-src 'self'" in answer["Content-Security-Policy"]
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405


def test_the_demonstration_says_what_it_is(client: Client) -> None:
    for path in PAGES:
        assert "Ville de démonstration" in client.get(path).text


def test_the_home_page_shows_figures_under_their_mark(client: Client) -> None:
    text = client.get("/").text
    assert 'data-evidence="prouve" href="/chiffres/streets.reports_received"' in text
    assert text.count('class="fig fig--big"') == 6
    assert '<svg class="map' in text


def test_the_verification_page_does_not_need_a_key(client: Client) -> None:
    text = client.get("/verifier").text
    assert "python3 -I verify.py" in text
    assert "Aucun point de contrôle" in text


def test_privacy_says_how_long(client: Client) -> None:
    assert "90 jours" in client.get("/donnees-personnelles").text
