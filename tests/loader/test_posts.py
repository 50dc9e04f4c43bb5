"""A post's file becomes a post; whatever is wrong in it is found in one run, with its place."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aromatiza.core.post import AccountName, Json, MediaKind
from aromatiza.core.problems import Problem
from aromatiza.loader.content import load_post
from aromatiza.loader.schema import schemas
from aromatiza.loader.yamltree import MAX_NODES
from tests.loader.builders import POST, VIDEO, brand, load
from tests.loader.work import calls_of


def only_problem(text: str, path: str = "content/posts/brume.yaml") -> Problem:
    (problem,) = load(text, path).problems
    return problem


def test_everything_that_a_post_says_is_kept() -> None:
    loaded = load(f"""\
id: brume-lavande
title: Brume de lavande
video: {VIDEO}
captions:
  default: Une pression.
  x: Une pression 💜
  insta-shop: À la boutique.
hashtags: ["#lavande", été, 40h]
link: https://example.com/brume
publish_at: 2026-06-01 18:00
draft: true
repeat: true
platforms:
  instagram: {{cover_at: 2.5}}
  x:
""")
    assert loaded.problems == ()
    post = loaded.post
    assert post is not None
    assert (post.id, post.title, post.path) == (
        "brume-lavande",
        "Brume de lavande",
        "content/posts/brume.yaml",
    )
    assert [(media.kind, media.url) for media in post.media] == [(MediaKind.VIDEO, VIDEO)]
    assert post.captions == {
        "default": "Une pression.",
        "x": "Une pression 💜",
        "insta-shop": "À la boutique.",
    }
    assert post.hashtags == ("lavande", "été", "40h")
    assert post.publish_at == datetime(2026, 6, 1, 16, tzinfo=UTC)
    assert post.is_draft
    assert post.may_repeat
    assert post.platforms == {"instagram": {"cover_at": 2.5}, "x": {}}
    assert loaded.places["captions.x"] == (6, 6)
    assert loaded.places["platforms.x"] == (15, 3)


def test_what_a_post_leaves_out_is_left_to_the_brand() -> None:
    post = load(POST).post
    assert post is not None
    assert (post.id, post.hashtags, post.platforms, post.captions) == ("brume", None, None, {})
    assert brand().accounts_of(post) == ("instagram",)


def test_short_forms_mean_the_long_ones() -> None:
    loaded = load(f"{POST}captions: Bonjour\nplatforms: [x, instagram]\nhashtags: []\n")
    assert loaded.post is not None
    assert loaded.post.captions == {"default": "Bonjour"}
    assert loaded.post.platforms == {AccountName("x"): {}, AccountName("instagram"): {}}
    assert loaded.post.hashtags == ()
    assert loaded.places["captions.default"] == (2, 11)
    assert loaded.places["platforms.instagram"] == (3, 16)


def test_photos_keep_their_order_and_alternative_texts() -> None:
    loaded = load(
        "photos:\n  - {url: https://res.cloudinary.com/a.jpg, alt: A}\n  - url: https://res.cloudinary.com/b.jpg\n"
    )
    assert loaded.post is not None
    assert [(media.kind, media.alt) for media in loaded.post.media] == [
        (MediaKind.PHOTO, "A"),
        (MediaKind.PHOTO, ""),
    ]


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2026-06-01 18:00", 16),
        ("2026-06-01T18:00:00", 16),
        ("2026-06-01 18:00:00+00:00", 18),
        ("2026-06-01 18:00 +04:00", 14),
        ("2026-06-01T18:00Z", 18),
        ("'2026-06-01 18:00'", 16),
    ],
)
def test_a_time_is_the_brand_s_unless_it_carries_an_offset(written: str, hour: int) -> None:
    post = load(f"{POST}publish_at: {written}\n").post
    assert post is not None
    assert post.publish_at == datetime(2026, 6, 1, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    "word",
    [
        *(
            "no",
            "on",
            "off",
            "yes",
            "true",
            "False",
            "18:00",
            "12:30:45",
            "2026-06-01",
            "012",
            "0o14",
            "0x1F",
        ),
        *("1_000", "1e3", ".5", "2026", "-1", "1.50", "9" * 30, "=", "<<"),
    ],
)
def test_where_a_text_is_expected_a_word_is_what_was_written(word: str) -> None:
    loaded = load(f"{POST}title: {word}\ncaptions: {word}\nplatforms: {{pinterest: {{board: {word}}}}}\n")
    assert loaded.problems == ()
    assert loaded.post is not None
    assert (loaded.post.title, loaded.post.captions) == (word, {"default": word})
    assert loaded.post.platforms == {"pinterest": {"board": word}}


def test_hashtags_and_named_captions_are_what_was_written() -> None:
    loaded = load(f"{POST}hashtags: [2026, no, 012, true, 1e3]\ncaptions: {{default: 18:00, x: 0o14}}\n")
    assert loaded.problems == ()
    assert loaded.post is not None
    assert loaded.post.hashtags == ("2026", "no", "012", "true", "1e3")
    assert loaded.post.captions == {"default": "18:00", "x": "0o14"}


@pytest.mark.parametrize("word", ["12", "012", "0o14"])
def test_an_id_of_digits_is_what_was_written(word: str) -> None:
    loaded = load(f"{POST}id: {word}\n")
    assert (loaded.problems, loaded.post and loaded.post.id) == ((), word)


def test_where_a_number_or_a_flag_is_expected_a_word_is_that() -> None:
    post = load(f"{POST}draft: True\nplatforms: {{instagram: {{cover_at: .5, share_to_feed: false}}}}\n").post
    assert post is not None
    assert post.is_draft
    assert post.platforms == {"instagram": {"cover_at": 0.5, "share_to_feed": False}}


def test_of_a_key_that_is_there_twice_the_words_of_the_first_do_not_come_back() -> None:
    twice, empty = load(f"{POST}title: 1\ntitle:\n").problems
    assert (twice.code, empty.code) == ("yaml-duplicate-key", "wrong-type")
    assert empty.fix.text("en") == "write for example: title: Brume de lavande"


def test_a_time_that_the_clocks_show_twice_is_the_first() -> None:
    post = load(f"{POST}publish_at: 2026-10-25 02:30\n").post
    assert post is not None
    assert post.publish_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "code", "key", "line", "column"),
    [
        ("", "empty-file", "", 1, 1),
        ("- a\n", "wrong-type", "", 1, 1),
        ("title: A\n", "missing-key", "video", 1, 1),
        (f"{POST}photos: [{{url: https://res.cloudinary.com/a.jpg}}]\n", "exclusive-keys", "video", 1, 1),
        ("photos: []\n", "empty", "photos", 1, 1),
        ("photos: [{alt: A}]\n", "missing-key", "photos.0.url", 1, 10),
        ("video: http://res.cloudinary.com/a.mp4\n", "wrong-form", "video", 1, 8),
        ("video: https://\n", "wrong-form", "video", 1, 8),
        ("video: https://[/a.mp4\n", "wrong-form", "video", 1, 8),
        ("video: https://example.com/a.mp4\n", "media-host", "video", 1, 8),
        ("video: https://user:pw@res.cloudinary.com/a.mp4\n", "media-host", "video", 1, 8),
        ("video: https://res.cloudinary.com@example.com/a.mp4\n", "media-host", "video", 1, 8),
        ("video: https://res.cloudinary.com:8443/a.mp4\n", "media-host", "video", 1, 8),
        ("video: https://res.cloudinary.com:0/a.mp4\n", "media-host", "video", 1, 8),
        ("video: https://res.cloudinary.com:a/a.mp4\n", "wrong-form", "video", 1, 8),
        ("video: https://res.cloudinary.com/a.mp4#t=2\n", "wrong-form", "video", 1, 8),
        (
            "photos: [{url: 'https://res.cloudinary.com/a.jpg#'}]\n",
            "wrong-form",
            "photos.0.url",
            1,
            16,
        ),
        (f"{POST}tittle: A\n", "unknown-key", "tittle", 2, 1),
        (f"{POST}title: [2026]\n", "wrong-type", "title", 2, 1),
        (f"{POST}title: ~\n", "wrong-type", "title", 2, 1),
        (f"{POST}title:\n", "wrong-type", "title", 2, 1),
        (f"{POST}captions: null\n", "wrong-type", "captions", 2, 1),
        (f"{POST}hashtags: [2026, '2026']\n", "twice", "hashtags.1", 2, 18),
        (f"{POST}platforms: [12]\n", "unknown-account", "platforms.0", 2, 13),
        (f"{POST}draft: 1\n", "wrong-type", "draft", 2, 8),
        (f"{POST}title: ''\n", "empty", "title", 2, 8),
        (f"{POST}draft: yes\n", "wrong-type", "draft", 2, 8),
        (f"{POST}id: Brume Lavande\n", "wrong-form", "id", 2, 5),
        (f"{POST}link: example.com\n", "wrong-form", "link", 2, 7),
        (f"{POST}hashtags: [fait main]\n", "not-a-hashtag", "hashtags.0", 2, 12),
        (f"{POST}hashtags: lavande\n", "wrong-type", "hashtags", 2, 11),
        (f"{POST}hashtags: [a, b, a]\n", "twice", "hashtags.2", 2, 18),
        (f"{POST}captions: {{default: A, pintrest: B}}\n", "unknown-account", "captions.pintrest", 2, 24),
        (f"{POST}captions: {{youtube: A}}\n", "unknown-account", "captions.youtube", 2, 12),
        (f"{POST}captions: {{x: }}\n", "wrong-type", "captions.x", 2, 12),
        (f"{POST}publish_at: 2026-06-01\n", "wrong-form", "publish_at", 2, 13),
        (f"{POST}publish_at: 2026-02-30 18:00\n", "no-such-time", "publish_at", 2, 13),
        (f"{POST}publish_at: 2026-06-01 18:60\n", "no-such-time", "publish_at", 2, 13),
        (f"{POST}publish_at: 2026-06-01 18:00+99:00\n", "no-such-time", "publish_at", 2, 13),
        (f"{POST}publish_at: 2026-03-29 02:30\n", "no-such-time", "publish_at", 2, 13),
        (f"{POST}platforms: []\n", "empty", "platforms", 2, 1),
        (f"{POST}platforms:\n", "wrong-type", "platforms", 2, 1),
        (f"{POST}platforms: [instgram]\n", "unknown-account", "platforms.0", 2, 13),
        (f"{POST}platforms:\n  instgram: {{}}\n", "unknown-account", "platforms.instgram", 3, 3),
        (f"{POST}platforms:\n  instagram: {{cover: 2}}\n", "unknown-key", "platforms.instagram.cover", 3, 15),
        (
            f"{POST}platforms: {{instagram: {{cover_at: -1}}}}\n",
            "out-of-range",
            "platforms.instagram.cover_at",
            2,
            35,
        ),
        (
            f"{POST}platforms: {{insta-shop: {{cover: 2}}}}\n",
            "unknown-key",
            "platforms.insta-shop.cover",
            2,
            26,
        ),
        (f"{POST}platforms: {{tiktok: {{mode: inbx}}}}\n", "not-allowed", "platforms.tiktok.mode", 2, 28),
    ],
)
def test_one_fault_is_one_problem_with_its_key_and_place(
    text: str, code: str, key: str, line: int, column: int
) -> None:
    problem = only_problem(text)
    assert (problem.code, problem.key, problem.line, problem.column) == (code, key, line, column)


@pytest.mark.parametrize(
    ("address", "fix"),
    [
        ("https://user:pw@res.cloudinary.com:444/a.mp4?b=1#c", "https://res.cloudinary.com/a.mp4?b=1"),
        ("https://res.cloudinary.com:8443/a.mp4", "https://res.cloudinary.com/a.mp4"),
        ("https://res.cloudinary.com/a.mp4#c", "https://res.cloudinary.com/a.mp4"),
    ],
)
def test_a_media_address_with_too_much_in_it_gets_the_plain_one(address: str, fix: str) -> None:
    assert only_problem(f"video: {address}\n").fix.text("en") == f"write for example: video: {fix}"


def test_the_usual_port_may_be_named() -> None:
    assert load("video: https://res.cloudinary.com:443/a.mp4\n").problems == ()


def test_a_file_name_that_is_no_id_gets_a_proposal() -> None:
    problem = only_problem(POST, "content/posts/Brume d'Été !.yaml")
    assert problem.code == "no-id"
    assert problem.fix.text("en") == "write for example: id: brume-d-ete"


def test_all_problems_of_a_file_come_in_one_run_in_its_order() -> None:
    loaded = load(f"""\
title: [12]
vidéo: {VIDEO}
captions: {{tiktokk: A}}
hashtags: [a b]
publish_at: 2026-02-30 18:00
platforms: {{x: {{reply: all}}, facbook: }}
""")
    assert [(problem.code, problem.line) for problem in loaded.problems] == [
        ("wrong-type", 1),
        ("missing-key", 1),
        ("unknown-key", 2),
        ("unknown-account", 3),
        ("not-a-hashtag", 4),
        ("no-such-time", 5),
        ("unknown-key", 6),
        ("unknown-account", 6),
    ]


def test_a_post_that_goes_nowhere_is_a_problem() -> None:
    nowhere = replace(brand(), default_accounts=())
    (problem,) = load_post(POST.encode(), "content/posts/a.yaml", nowhere).problems
    assert (problem.code, problem.key) == ("no-accounts", "platforms")
    assert problem.fix.text("en").startswith("write for example: platforms: [tiktok, instagram,")


def test_without_a_brand_only_the_file_itself_is_judged() -> None:
    loaded = load_post(f"{POST}platforms: [nobody]\ntitle: [1]\n".encode(), "content/posts/a.yaml", None)
    assert [problem.code for problem in loaded.problems] == ["wrong-type"]
    assert loaded.post is not None


@pytest.mark.parametrize(
    ("text", "english", "french"),
    [
        (
            f"{POST}captions: Une brume: la lavande\n",
            ["there is a second colon in this text, or this line is indented wrongly"],
            ["ce texte contient un second deux-points, ou cette ligne est mal mise en retrait"],
        ),
        (
            "photos: [{url: https://res.cloudinary.com/a.jpg, atl: A}]\n",
            ["the key atl is unknown here", "write alt, if that was meant; accepted: url, alt"],
            ["la clé atl est inconnue ici", "écrivez alt, si c'est ce que vous vouliez ; accepté : url, alt"],
        ),
        (
            f"{POST}title: ~\n",
            ["title is nothing; accepted: a text", 'put it in quotes: "~"'],
            ["title : trouvé rien ; accepté : un texte", 'mettez des guillemets : "~"'],
        ),
        (
            "Bonjour\n",
            ["the file is a text; accepted: a mapping", "write for example: title: Brume de lavande"],
            ["le fichier : trouvé un texte ; accepté : un tableau de clés"],
        ),
        (
            f"{POST}draft: ~\n",
            ["draft is nothing; accepted: true or false", "write draft: true or draft: false"],
            ["draft : trouvé rien ; accepté : true ou false"],
        ),
        (
            f"{POST}platforms: [snapchat]\n",
            [
                "no account in content/brand.yaml is called snapchat",
                "accepted: tiktok, instagram, insta-shop, pinterest, x",
            ],
            [
                "aucun compte de content/brand.yaml ne s'appelle snapchat",
                "accepté : tiktok, instagram, insta-shop, pinterest, x",
            ],
        ),
        (
            f"{POST}publish_at: 2026-03-29 02:30\n",
            [
                "2026-03-29 02:30 does not exist in Europe/Paris: the clocks skip it when summer time begins",
                "write for example: publish_at: 2026-03-29 03:30",
            ],
            [
                "2026-03-29 02:30 n'existe pas dans le fuseau Europe/Paris : l'heure d'été saute cette heure",
                "écrivez par exemple : publish_at: 2026-03-29 03:30",
            ],
        ),
        (
            f"{POST}platforms: {{tiktok: {{mode: inbx}}}}\n",
            [
                "platforms.tiktok.mode is inbx, which is not accepted",
                "write inbox, if that was meant; accepted: inbox, direct",
            ],
            [
                "platforms.tiktok.mode vaut inbx, ce qui n'est pas accepté",
                "écrivez inbox, si c'est ce que vous vouliez ; accepté : inbox, direct",
            ],
        ),
    ],
    ids=["colon", "typo", "null", "no-mapping", "flag", "account", "summer-time", "option"],
)
def test_a_problem_says_what_was_found_what_is_accepted_and_the_fix(
    text: str, english: list[str], french: list[str]
) -> None:
    problem = only_problem(text)
    assert [problem.message.text("en"), problem.fix.text("en")][: len(english)] == english
    assert [problem.message.text("fr"), problem.fix.text("fr")][: len(french)] == french


@pytest.mark.parametrize(
    "text",
    [
        "{" + ", ".join(f"k{n}: {n}" for n in range(4_900)) + "}",
        f"{POST}hashtags: [" + "1, a, {}, " * 3_000 + "]",
        f"{POST}hashtags: [" + ", ".join(f"a{n}, [{n}]" for n in range(3_000)) + "]",
        f"{POST}platforms: [" + ", ".join(f"instgram{n}" for n in range(9_000)) + "]",
        f"{POST}captions: {{" + ", ".join(f"instgram{n}: a" for n in range(4_900)) + "}",
        f"{POST}{'x' * 200_000}: 1\n",
        f"{POST}platforms: [{'x' * 200_000}]\n",
    ],
    ids=["keys", "hashtags", "mixed", "accounts", "captions", "long-key", "long-account"],
)
def test_the_work_for_a_post_is_bounded(text: str) -> None:
    """No check of a list or mapping may compare everything in it with everything else."""
    checked = brand()
    calls = calls_of(lambda: load_post(text.encode(), "content/posts/a.yaml", checked))
    assert calls < 500 * MAX_NODES


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=8), children, max_size=3)
    ),
    max_leaves=6,
)
KEYS = [str(key) for key in cast("dict[str, Json]", schemas()["post"]["properties"])]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=5))
def test_no_value_of_any_key_crashes_the_loader(value: dict[str, object]) -> None:
    loaded = load(json.dumps(value, ensure_ascii=True))
    for problem in loaded.problems:
        assert problem.message.text("fr")
        assert problem.fix.text("en")


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_crash_the_loader(content: bytes) -> None:
    loaded = load_post(content, "content/posts/a.yaml", brand())
    assert loaded.problems
