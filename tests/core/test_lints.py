"""The lints of one post: wording, hidden characters, photos, hashtags and typography."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aromatiza.core.lints import LINTS, found_between, found_in, level_of
from aromatiza.core.messages import Locale
from aromatiza.core.post import Media, MediaKind, Post
from aromatiza.core.problems import Severity
from tests.core.lint_builders import LABELS, PHOTO, VIDEO, brand, found, needles, post
from tests.strategies import PATIENT, texts

NO_BREAK = "\u00a0"
CONTENT = {
    "placeholder": "TODO",
    "banned_word": "miracle",
    "hidden_character": "a\u202eb",
    "missing_alt": "A",
    "hashtag": "#mon-tag",
    "typography": "Salut!",
    "disclosure": "#ad",
    "ai_label": "généré par IA",
}


def test_a_lint_says_since_when_its_source_says_so() -> None:
    assert all(bool(lint.source) == bool(lint.read_on) for lint in LINTS)
    assert len({lint.name for lint in LINTS}) == len(LINTS)


@pytest.mark.parametrize("name", CONTENT)
def test_a_brand_switches_a_lint_off_or_makes_it_an_error_or_a_warning(name: str) -> None:
    written = post(CONTENT[name], media=(Media(MediaKind.PHOTO, PHOTO.url),))
    codes = {code for lint in LINTS if lint.name == name for code in lint.codes}
    usual, off, warning, error = (
        {found.severity for found in found_in(written, by, LABELS) if found.code in codes}
        for by in (
            brand(banned=("miracle",)),
            brand("fr", ("miracle",), {name: "off"}),
            brand("fr", ("miracle",), {name: "warning"}),
            brand("fr", ("miracle",), {name: "error"}),
        )
    )

    assert usual == {level_of(name, brand())}
    assert off == set()
    assert warning == {Severity.WARNING}
    assert error == {Severity.ERROR}


def test_a_level_that_does_not_exist_leaves_the_lint_as_it_is() -> None:
    assert level_of("placeholder", brand(levels={"placeholder": "loud"})) is Severity.ERROR
    assert level_of("dead_link", brand(levels={"dead_link": "off"})) is None


@pytest.mark.parametrize(
    ("character", "number", "effect"),
    [
        ("\u202e", "U+202E", "direction of reading"),
        ("\u2067", "U+2067", "direction of reading"),
        ("\u200b", "U+200B", "takes no room"),
        ("\u00ad", "U+00AD", "soft hyphen"),
        ("\u2028", "U+2028", "breaks the line"),
        ("\ufff9", "U+FFF9", "a note"),
        ("\U000e0061", "U+E0061", "invisible letter"),
        ("\ud83d", "U+D83D", "half"),
        ("\x07", "U+0007", "command"),
        ("\x9f", "U+009F", "command"),
    ],
)
def test_a_hidden_character_is_named_with_what_it_does(character: str, number: str, effect: str) -> None:
    (finding,) = found("hidden-character", post(f"La brume{character}Lavande"))

    assert number in finding.message.text()
    assert effect in finding.message.text()
    assert finding.needle == character
    assert finding.fix.text("fr").endswith("La brumeLavande")
    assert finding.source.startswith("https://www.unicode.org/")


@pytest.mark.parametrize("text", ["👩‍🚀 et 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "Une brume ❤️", f"Salut{NO_BREAK}!", "نام‌ها", "שלום\u200f"])
def test_what_emoji_and_other_languages_need_is_not_hidden(text: str) -> None:
    assert needles("hidden-character", post(text)) == []


def test_hidden_characters_are_found_in_links_and_hashtags() -> None:
    written = post(hashtags=("la\u200bvande",), link="https://a.fr/\u200b")

    assert needles("hidden-character", written) == [("hashtags", "\u200b"), ("link", "\u200b")]


def test_each_photo_without_alternative_text_is_found_at_its_place() -> None:
    photos = (PHOTO, Media(MediaKind.PHOTO, PHOTO.url), Media(MediaKind.PHOTO, PHOTO.url, "  "))

    places = [finding.key for finding in found("missing-alt", post(media=photos))]
    assert places == ["photos.1.alt", "photos.2.alt"]
    assert found("missing-alt", post(media=(VIDEO,))) == []


@pytest.mark.parametrize(
    ("text", "words", "message", "fix"),
    [
        ("Vive #mon-tag ici", "#mon-tag", "networks read #mon", "write #montag"),
        ("Vive #l'été", "#l'été", "networks read #l", "write #lété"),
        ("Vive #l’été", "#l’été", "networks read #l", "write #lété"),
        ("#rock&roll", "#rock&roll", "networks read #rock", "write #rockroll"),
        ("#123", "#123", "networks read no hashtag", "add a letter"),
        ("Vive # lavande", "#", "networks read no hashtag", "remove the #"),
        ("##lavande", "##lavande", "networks read no hashtag", "write #lavande"),
        ("＃lavande", "＃lavande", "networks read no hashtag", "write #lavande"),
        ("#lavande#maison", "#lavande#maison", "networks read no hashtag", "a space before"),
    ],
)
def test_a_hashtag_that_networks_read_otherwise_is_found(
    text: str, words: str, message: str, fix: str
) -> None:
    (finding,) = found("broken-hashtag", post(text))

    assert finding.needle == words
    assert message in finding.message.text("en")
    assert fix in finding.fix.text("en")


@pytest.mark.parametrize(
    "text",
    [
        "#lavande, #maison. (#été) #2024noël #mon_tag",
        "Our #1 candle, in C# minor",
        "#Paris's best",
        "https://a.fr/page#mon-ancre https://a.fr/?#mon-ancre et a.fr/#x-y",
        "&#39;",
        "#lavande - la brume",
        "#️⃣ dièse",
        "#лаванда #ラベンダー",
    ],
)
def test_a_good_hashtag_is_not_found(text: str) -> None:
    assert needles("broken-hashtag", post(text)) == []


def test_a_hashtag_of_the_caption_that_the_list_has_too_is_found() -> None:
    written = post("Vive la #Lavande et #l", hashtags=("lavande", "maison"))

    assert needles("repeated-hashtag", written) == [("captions.default", "#Lavande")]
    assert needles("repeated-hashtag", post("#lavandes #été", hashtags=("lavande", "ete"))) == []


def test_a_hashtag_that_the_list_has_twice_but_for_its_case_is_found() -> None:
    (finding,) = found("repeated-hashtag", post(hashtags=("lavande", "maison", "Lavande")))

    assert (finding.key, finding.needle) == ("hashtags", "Lavande")
    assert finding.message.text() == "Lavande and lavande are the same hashtag for the networks"


def test_the_brand_s_default_hashtags_count_for_a_post_without_its_own() -> None:
    by = replace(brand(), default_hashtags=("maison",))

    assert needles("repeated-hashtag", post("À la #maison"), by) == [("captions.default", "#maison")]
    assert needles("repeated-hashtag", post("À la #maison", hashtags=()), by) == []


@pytest.mark.parametrize(
    ("text", "words", "fix"),
    [
        ("Quelle brume!", "Quelle brume!", f"Quelle brume{NO_BREAK}!"),
        ("Une brume: douce", "Une brume: douce", f"Une brume{NO_BREAK}: douce"),
        ("Elle dit «oui »", "Elle dit «oui »", f"Elle dit «{NO_BREAK}oui »"),
        ("Elle dit « oui»", "Elle dit « oui»", f"Elle dit « oui{NO_BREAK}»"),
        ("La brume...", "La brume...", "La brume…"),
        ('La "brume" est là', 'La "brume" est là', f"La «{NO_BREAK}brume{NO_BREAK}» est là"),
        ("La  brume", "La  brume", "La brume"),
        ("La brume , et", "La brume , et", "La brume, et"),
        ("La brume .", "La brume .", "La brume."),
        ("La brume,et", "La brume,et", "La brume, et"),
    ],
)
def test_a_slip_of_typography_gets_the_words_as_they_should_be(text: str, words: str, fix: str) -> None:
    (finding,) = found("typography", post(text))

    assert finding.needle == words
    assert finding.fix.text("fr") == f"écrivez : {fix}"
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    "text",
    [
        "Quelle brume ! Vraiment ? Oui ; « parfaite » : la voici…",
        f"Quelle brume{NO_BREAK}! Vraiment\u202f?",
        "Dès 18:00, format 9:16 ou 1,5 litre",
        "Voir https://a.fr/b?c=d;e:f et maison.fr/a?b=c,d",
        "Merci :) ;-) :D et :sparkles: à tous",
        "#lavande, @maison, à vous",
        "Écrivez à contact@maison.fr, merci",
        'Un écran de 12" et de 15"',
        "Quoi ?! Oui !!",
        "La suite de l'histoire....",
        "Fin de ligne  \nEt la suite",
        "&nbsp; et &#39; pour vous",
        "Great candle! The best: for you and your home",
        "💜! 💜",
    ],
)
def test_what_only_looks_like_a_slip_is_not_found(text: str) -> None:
    assert needles("typography", post(text)) == []


@pytest.mark.parametrize(("locale", "count"), [("fr", 1), ("en", 0)])
def test_french_typography_is_for_french_brands_only(locale: Locale, count: int) -> None:
    assert len(needles("typography", post("La brume!"), brand(locale))) == count


def test_one_text_gets_one_hint_of_a_kind_with_a_few_words_of_its_line() -> None:
    text = "Une première ligne\nLa brume de lavande de notre maison est là! Et là! Et ensuite encore là!"
    ((_, words),) = needles("typography", post(text))

    assert words == "notre maison est là! Et là! Et ensuite"


@pytest.mark.parametrize(
    "text",
    [
        "#" * 100_000,
        "#a-" * 33_000,
        "#a " * 33_000,
        "[" * 100_000,
        "<a" * 50_000,
        "{{" * 50_000,
        '"a' * 50_000,
        " " * 100_000 + "!",
        "a  " * 33_000,
        "http://" * 14_000,
        "a." * 50_000,
        "a-" * 50_000,
        "a" * 100_000 + "@",
        "é" * 100_000 + "TODO",
        "TODO <b> " * 10_000,
        "en partenariat avec " * 5_000,
        "pas " * 25_000 + "généré par IA",
        "\u202e" * 100_000,
        "1:" * 50_000,
        "«" * 100_000,
        "." * 100_000,
        "insert your " * 8_000,
    ],
    ids=lambda text: text[:6],
)
def test_a_hostile_text_gets_few_findings(text: str) -> None:
    """That a pattern needs too long for one of these shows as a test that does not end."""
    by = brand(banned=("a b c", "100 %"))
    findings = list(found_in(post(text, title=text[:1000]), by, LABELS))

    assert len(findings) < 60
    assert all(len(finding.message.text()) < 600 for finding in findings)


wild = texts | st.text("#＃<>[]{}\"'’:;!?., «»aéX-&\n\u200b\u0301")
posts = st.builds(
    post,
    wild,
    title=wild,
    media=st.lists(st.builds(Media, st.just(MediaKind.PHOTO), texts, wild), min_size=1, max_size=3).map(
        tuple
    ),
    hashtags=st.none() | st.lists(wild, max_size=3).map(tuple),
    link=texts,
)


@PATIENT
@given(posts, st.lists(texts, max_size=3).map(tuple))
def test_any_text_gets_findings_in_both_languages_that_point_into_it(
    of: Post, banned: tuple[str, ...]
) -> None:
    by = brand(banned=banned)
    whole = "\n".join(
        (of.title, *of.captions.values(), *(of.hashtags or ()), of.link, *(m.alt for m in of.media))
    )

    for finding in found_in(of, by, LABELS):
        assert finding.needle in whole
        assert finding.message.text("fr")
        assert finding.fix.text("en")
    assert list(found_between([of], by)) == []


def test_a_number_in_the_list_of_hashtags_is_none() -> None:
    written = post(hashtags=("2027", "1", "noel2027", "lavande"))

    assert needles("broken-hashtag", written) == [("hashtags", "2027"), ("hashtags", "1")]
