"""What the public should be told: paid partnerships, and pictures that a machine made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aromatiza.core.lints import found_in
from aromatiza.core.post import AccountName, Json, Media, MediaKind
from tests.core.lint_builders import LABELS, PHOTO, brand, found, needles, post

PAID = {"tiktok": {"paid_partnership": True}}
TWO: dict[str, dict[str, Json]] = {"tiktok": {}, "instagram": {}, "x": {}}


def test_a_paid_partnership_that_the_caption_does_not_tell_is_found() -> None:
    (finding,) = found("disclosure", post("La brume de lavande", platforms=PAID))

    assert finding.key == "captions.default"
    assert "tiktok" in finding.message.text("fr")
    assert "« Collaboration commerciale »" in finding.fix.text("fr")
    assert finding.source.startswith("https://www.legifrance.gouv.fr/")


@pytest.mark.parametrize(
    "caption",
    [
        "Publicité : la brume",
        "COLLABORATION COMMERCIALE avec @diptyque",
        "Partenariat rémunéré",
        "Paid partnership with X",
        "La brume #ad",
        "La brume #Pub",
        "Sponsorisé par Diptyque",
    ],
)
def test_a_paid_partnership_that_the_caption_tells_is_not_found(caption: str) -> None:
    assert found("disclosure", post(caption, platforms=PAID)) == []


def test_a_disclosure_among_the_hashtags_or_in_the_title_tells_it() -> None:
    assert found("disclosure", post("La brume", hashtags=("pub",), platforms=PAID)) == []
    assert found("disclosure", post("La brume", title="Publicité", platforms=PAID)) == []


@pytest.mark.parametrize("caption", ["La pub", "#adore la brume", "Les adhésifs", "Un #public"])
def test_words_that_only_resemble_a_disclosure_do_not_tell_it(caption: str) -> None:
    assert len(found("disclosure", post(caption, platforms=PAID))) == 1


def test_each_caption_is_judged_for_the_accounts_that_show_it() -> None:
    captions = {"default": "La brume", "x": "Publicité : la brume"}
    both = {name: {"paid_partnership": True} for name in ("tiktok", "x")}
    (finding,) = found("disclosure", post(captions=captions, platforms=both))

    assert finding.key == "captions.default"
    assert "on tiktok," in finding.message.text()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Post sponsorisé", "sponsorisé"),
        ("Notre bougie, en partenariat avec Diptyque", "en partenariat avec"),
        ("En collaboration avec la ville", "En collaboration avec"),
        ("Collab avec @diptyque", "Collab avec"),
        ("Une brume offerte par Diptyque", "offerte par"),
        ("Gifted by Diptyque", "Gifted by"),
        ("In partnership with Diptyque", "In partnership with"),
        ("Ma brume #ad", "#ad"),
        ("Ma brume #Sponsored", "#Sponsored"),
    ],
)
def test_words_of_somebody_who_pays_ask_for_the_switch_of_the_networks_that_have_one(
    text: str, words: str
) -> None:
    (finding,) = found("disclosure", post(text, platforms=TWO))

    assert (finding.key, finding.needle) == ("captions.default", words)
    assert finding.fix.text().startswith(
        "if so, write under platforms: tiktok: {paid_partnership: true},"
        " instagram: {paid_partnership: true}, x: {paid_partnership: true};"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Offert par notre maison",
        "Un échantillon offert par Aromatiza",
        "En collaboration avec nos artisans",
        "En partenariat avec @aromatiza",
        "Livraison offerte",
        "Cet article n'est pas sponsorisé",
        "Not sponsored",
        "Sans collaboration rémunérée",
        "Our collaborators, your gift",
        "#adoration #publiciste",
    ],
)
def test_the_brand_s_own_products_and_what_is_denied_ask_for_nothing(text: str) -> None:
    assert found("disclosure", post(text, platforms=TWO)) == []


def test_a_switch_that_the_post_sets_on_or_off_is_an_answer() -> None:
    on = {"tiktok": {"paid_partnership": True}}
    off = {"tiktok": {"paid_partnership": False}}

    assert found("disclosure", post("Publicité, offert par Diptyque", platforms=on)) == []
    assert found("disclosure", post("Offert par Diptyque", platforms=off)) == []


def test_a_switch_among_the_account_s_settings_is_an_answer_only_when_it_is_on() -> None:
    usual = brand()
    tiktok = usual.accounts[AccountName("tiktok")]
    on, off = (
        replace(usual, accounts={tiktok.name: replace(tiktok, settings={"ai_generated": value})})
        for value in (True, False)
    )
    written = post("Image générée par IA", platforms={"tiktok": {}})

    assert found("ai-label", written, on) == []
    assert len(found("ai-label", written, off)) == 1


def test_networks_without_a_switch_are_not_asked_for_it() -> None:
    written = post("Offert par Diptyque, image générée par IA", platforms={"facebook": {}, "pinterest": {}})

    assert {finding.code for finding in found_in(written, brand(), LABELS)} == set()


def test_an_account_is_asked_only_for_what_it_shows() -> None:
    captions = {"default": "La brume", "x": "Collab avec Diptyque"}
    (finding,) = found("disclosure", post(captions=captions, platforms=TWO))

    assert finding.key == "captions.x"
    assert "tiktok" not in finding.message.text()


def test_a_hashtag_of_the_list_asks_for_the_switch_too() -> None:
    assert needles("disclosure", post(hashtags=("lavande", "ad"), platforms=TWO)) == [("hashtags", "ad")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Image générée par IA", "générée par IA"),
        ("Visuel créé avec l'intelligence artificielle", "créé avec l'intelligence artificielle"),
        ("Réalisé grâce à l’IA", "Réalisé grâce à l’IA"),
        ("Une image IA de lavande", "image IA"),
        ("Made with AI", "Made with AI"),
        ("An AI-generated field", "AI-generated"),
        ("Merci Midjourney", "Midjourney"),
        ("Avec DALL·E", "DALL·E"),
        ("Lavande #AIart", "#AIart"),
    ],
)
def test_words_of_pictures_that_a_machine_made_ask_for_the_label(text: str, words: str) -> None:
    (finding,) = found("ai-label", post(text))

    assert finding.needle == words
    assert "instagram: {ai_generated: true}, x: {ai_generated: true}" in finding.fix.text("fr")


@pytest.mark.parametrize(
    "text",
    [
        "Une image sans IA",
        "Photo non générée par IA",
        "Not AI-generated",
        "Une dalle de pierre",
        "J'ai créé un parfum",
        "Fireflies at night, made with aim",
        "Créé par Iannis",
        "Une stable et lente diffusion du parfum",
    ],
)
def test_pictures_that_no_machine_made_ask_for_nothing(text: str) -> None:
    assert found("ai-label", post(text)) == []


def test_youtube_is_asked_for_its_own_option() -> None:
    (finding,) = found("ai-label", post("Made with AI", platforms={"youtube": {}}))

    assert "youtube: {synthetic: true}" in finding.fix.text()


@pytest.mark.parametrize("effect", ["e_gen_remove:prompt_cup", "b_gen_fill,c_pad,w_900", "c_pad,b_gen_fill"])
def test_a_generative_transformation_asks_for_the_label_at_the_file(effect: str) -> None:
    url = f"https://res.cloudinary.com/demo/image/upload/{effect}/v1/bougie.jpg"
    written = post(media=(PHOTO, Media(MediaKind.PHOTO, url, "Une bougie")))
    (finding,) = found("ai-label", written)

    assert finding.key == "photos.1.url"
    assert finding.needle in url
    assert finding.source.startswith("https://cloudinary.com/documentation/")


def test_a_file_that_is_only_named_like_a_transformation_asks_for_nothing() -> None:
    url = "https://res.cloudinary.com/demo/image/upload/e_sepia/v1/image_gen_fill.jpg"

    assert found("ai-label", post(media=(Media(MediaKind.PHOTO, url, "Une bougie"),))) == []


def test_a_draft_that_a_person_finishes_in_the_app_is_not_asked_for_labels() -> None:
    by_hand = {"tiktok": {"mode": "inbox"}}

    assert found("ai-label", post("Image générée par IA", platforms={"tiktok": {}})) != []
    assert found("ai-label", post("Image générée par IA", platforms=by_hand)) == []
