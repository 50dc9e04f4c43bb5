"""The pages of the simulated www.tiktok.com, in English and French; all that came from outside is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from aromatiza.sandbox.page import language_of

__all__ = ["consent_page", "plain_page"]

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "TikTok, simulated",
        "lead": "An app asks for access to an account. Nothing here is real: this is a sandbox.",
        "account": "Account (open_id)",
        "user.info.basic": "Read your name and avatar",
        "user.info.profile": "Read your profile",
        "user.info.stats": "Read your statistics",
        "video.list": "Read your public videos",
        "video.publish": "Post content",
        "video.upload": "Send drafts",
        "allow": "Continue",
        "deny": "Cancel",
    },
    "fr": {
        "title": "TikTok, simulé",
        "lead": "Une application demande l'accès à un compte. Rien n'est réel ici : c'est un sandbox.",
        "account": "Compte (open_id)",
        "user.info.basic": "Lire votre nom et votre avatar",
        "user.info.profile": "Lire votre profil",
        "user.info.stats": "Lire vos statistiques",
        "video.list": "Lire vos vidéos publiques",
        "video.publish": "Publier du contenu",
        "video.upload": "Envoyer des brouillons",
        "allow": "Continuer",
        "deny": "Annuler",
    },
}
STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:3rem auto;padding:0 1rem}"
    "label{display:block}"
)


def consent_page(accepted: str, account: str, scopes: Sequence[str], basic: str) -> str:
    """The page that asks a user for these scopes; `basic` is the one that cannot be denied.

    Its form is posted to the page's own address: `open_id`, `allow SCOPE` for each one granted, and `allow`
    or `deny`. `accepted` is the header Accept-Language.
    """
    words = WORDS[language_of(accepted)]
    boxes = "".join(_box(words, scope, is_fixed=scope == basic) for scope in scopes)
    return _html(
        language_of(accepted),
        f"""<p>{escape(words["lead"])}</p>
<form method="post">
<label>{escape(words["account"])} <input name="open_id" value="{escape(account)}"></label>
<fieldset>{boxes}</fieldset>
<button name="allow" value="1">{escape(words["allow"])}</button>
<button name="deny" value="1">{escape(words["deny"])}</button>
</form>""",
    )


def plain_page(accepted: str, text: str) -> str:
    """A page that says no more than this."""
    return _html(language_of(accepted), f"<p>{escape(text)}</p>")


def _box(words: Mapping[str, str], scope: str, *, is_fixed: bool) -> str:
    state = "checked disabled" if is_fixed else "checked"
    named = f'<input type="checkbox" name="allow {escape(scope)}" {state}>'
    return f"<label>{named} {escape(words[scope])} ({escape(scope)})</label>\n"


def _html(lang: str, content: str) -> str:
    title = escape(WORDS[lang]["title"])
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    return (
        f'<!doctype html><html lang="{lang}"><head>{head}</head><body><h1>{title}</h1>{content}</body></html>'
    )
