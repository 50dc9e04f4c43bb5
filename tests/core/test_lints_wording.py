"""Texts that should not go out: placeholders, and words that the brand bans."""

from __future__ import annotations

import pytest

from aromatiza.core.post import Media, MediaKind
from tests.core.lint_builders import PHOTO, brand, needles, post

NO_BREAK = "\u00a0"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lorem ipsum dolor sit amet", "Lorem ipsum"),
        ("La brume TODO", "TODO"),
        ("TBD", "TBD"),
        ("Prix : XXX euros", "XXX"),
        ("À COMPLÉTER : écrivez la légende", "À COMPLÉTER"),
        ("À compléter : le prix", "À compléter"),
        ("Une bougie [à compléter]", "à compléter"),
        ("Légende à compléter", "Légende à compléter"),
        ("Notre brume [texte]", "[texte]"),
        ("Notre brume [votre texte ici]", "[votre texte ici]"),
        ("Our mist [insert caption]", "[insert caption]"),
        ("Bonjour <prénom>, voici", "<prénom>"),
        ("Bonjour <...>", "<...>"),
        ("Votre texte ici", "Votre texte ici"),
        ("your text here", "your text here"),
        ("Texte de la légende", "Texte de la légende"),
        ("Insert caption", "Insert caption"),
        ("Bonjour {{ prenom }}", "{{ prenom }}"),
        ("Voir https://localhost:3000/a", "https://localhost"),
    ],
)
def test_text_that_only_stands_for_text_is_found(text: str, words: str) -> None:
    assert needles("placeholder", post(text)) == [("captions.default", words)]


@pytest.mark.parametrize(
    "text",
    [
        "Todo el día huele a lavanda",
        "Bisous xxx, taille XXL",
        "Une collection à compléter selon vos envies",
        "Lien en bio [lien en bio]",
        "On vous aime <3 et > encore",
        "2 < 3 et 4 > 1",
        "Écrivez-nous <contact@maison.fr>",
        "{une accolade}",
        "Insert text on the label",
        "Un texte ici ou là",
        "A lorem to remember",
        "https://example.com/brume",
        "https://invalid.fr/a",
    ],
)
def test_text_that_only_looks_like_a_placeholder_is_not_found(text: str) -> None:
    assert needles("placeholder", post(text, link="https://example.com/a")) == []


def test_placeholders_are_found_in_every_text_of_a_post() -> None:
    written = post(
        title="TODO",
        captions={"x": "TBD"},
        media=(Media(MediaKind.PHOTO, PHOTO.url, "XXX"),),
        hashtags=("TODO",),
        link="http://shop.invalid/a",
        platforms={"youtube": {"title": "FIXME"}},
    )

    assert needles("placeholder", written) == [
        ("title", "TODO"),
        ("captions.x", "TBD"),
        ("photos.0.alt", "XXX"),
        ("platforms.youtube.title", "FIXME"),
        ("hashtags", "TODO"),
        ("link", "http://shop.invalid"),
    ]


@pytest.mark.parametrize(
    ("banned", "text", "words"),
    [
        ("miracle", "Un MIRACLE !", "MIRACLE"),
        ("miracle", "Un Miraclé", "Miraclé"),
        ("100 % naturel", f"C'est 100{NO_BREAK}% Naturel.", f"100{NO_BREAK}% Naturel"),
        ("100 % naturel", "100% naturel", "100% naturel"),
        ("l'été", "Tout l’ete", "l’ete"),
        ("œuvre", "Une OEUVRE", "OEUVRE"),
        ("pas cher", "Pas  cher", "Pas  cher"),
        ("miracle", "#produit_miracle", "miracle"),
        ("c++", "du C++", "C++"),
    ],
)
def test_a_banned_word_is_found_whatever_its_case_and_accents(banned: str, text: str, words: str) -> None:
    assert needles("banned-word", post(text), brand(banned=(banned,))) == [("captions.default", words)]


@pytest.mark.parametrize("text", ["Des miracles", "miraculeux", "un mira cle", "pascher", ""])
def test_a_banned_word_is_not_found_inside_another(text: str) -> None:
    assert needles("banned-word", post(text), brand(banned=("miracle", "pas cher"))) == []


def test_many_slips_of_one_kind_in_one_text_get_five_findings_each_with_other_words() -> None:
    tags = needles("broken-hashtag", post(" ".join(f"#mot-{number} #mot-{number}" for number in range(9))))
    words = needles("placeholder", post(" ".join(f"<nom {number}>" for number in range(9))))

    assert [needle for _, needle in tags] == [f"#mot-{number}" for number in range(5)]
    assert [needle for _, needle in words] == [f"<nom {number}>" for number in range(5)]


def test_a_brand_without_banned_words_bans_none() -> None:
    assert needles("banned-word", post("miracle")) == []
    assert needles("banned-word", post("miracle"), brand(banned=(" ",))) == []


def test_banned_words_are_found_in_titles_alternative_texts_and_hashtags() -> None:
    written = post(title="miracle", media=(Media(MediaKind.PHOTO, "", "Miracle"),), hashtags=("MIRACLE",))

    assert needles("banned-word", written, brand(banned=("miracle",))) == [
        ("title", "miracle"),
        ("photos.0.alt", "Miracle"),
        ("hashtags", "MIRACLE"),
    ]
