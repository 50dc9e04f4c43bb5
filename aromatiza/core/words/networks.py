"""What networks answer, and the tokens for them."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "network.refused": (
        "the network refused (HTTP {status}, code {code}): {text} [trace {trace}]. {advice}",
        "le réseau a refusé (HTTP {status}, code {code}) : {text} [trace {trace}]. {advice}",
    ),
    "network.advice.retry": (
        "Nobody need do anything: it is tried again later",
        "Personne n'a rien à faire : un nouvel essai suivra",
    ),
    "network.advice.unsure": (
        "Nobody need do anything: the network is asked what became of it, then it is tried again",
        "Personne n'a rien à faire : on demande au réseau ce qu'il en est, puis on réessaie",
    ),
    "network.advice.from_start": (
        "Nobody need do anything: nothing was published, and it is prepared anew",
        "Personne n'a rien à faire : rien n'a été publié, et tout est préparé à nouveau",
    ),
    "network.advice.auth": (
        "An administrator of the account connects it again",
        "Un administrateur du compte le reconnecte",
    ),
    "network.advice.content": (
        "The author of the post changes it",
        "L'auteur de la publication la modifie",
    ),
    "network.advice.human": (
        "An administrator looks at the account on the network, then decides",
        "Un administrateur regarde le compte sur le réseau, puis décide",
    ),
    "network.failed": (
        "the network could not take it: {reason} {detail}",
        "le réseau n'a pas pu l'accepter : {reason} {detail}",
    ),
    "network.expired": (
        "{what} expired before it was used",
        "{what} a expiré avant de servir",
    ),
    "network.unreadable": (
        "the network's answer has no {place}",
        "la réponse du réseau n'a pas de {place}",
    ),
    "network.unreachable": (
        "{host} cannot be reached: {why}",
        "{host} est injoignable : {why}",
    ),
    "network.lost": (
        "no answer came from {host}: {why}",
        "aucune réponse de {host} : {why}",
    ),
    "network.oversized": (
        "{host} answered with more than {limit} MiB, which is no answer",
        "{host} a répondu par plus de {limit} Mio, ce qui n'est pas une réponse",
    ),
    "network.bad_address": (
        "the network handed out an address that is not https, or not its own; nothing was sent there",
        "le réseau a fourni une adresse qui n'est pas en https, ou pas la sienne ; rien n'y a été envoyé",
    ),
    "writing.links": (
        "an address in a text can be followed: {why}",
        "une adresse dans un texte peut se suivre : {why}",
    ),
    "writing.fold": (
        "characters that the feed shows before “more”",
        "caractères que le fil montre avant « plus »",
    ),
    "facebook.links": (
        "Facebook makes a link of it",
        "Facebook en fait un lien",
    ),
    "instagram.links": (
        "Instagram shows it as plain text",
        "Instagram la montre comme du texte",
    ),
    "tiktok.links": (
        "TikTok shows it as plain text",
        "TikTok la montre comme du texte",
    ),
    "pinterest.links": (
        "the Pin has a link of its own",
        "l'épingle a son propre lien",
    ),
    "youtube.links": (
        "Shorts show it as plain text since 31 August 2023",
        "les Shorts la montrent comme du texte depuis le 31 août 2023",
    ),
    "x.links": (
        "X makes a link of it, and takes much more for the post",
        "X en fait un lien, et demande bien plus pour le post",
    ),
    "networks.live": (
        "live",
        "réels",
    ),
    "networks.simulated": (
        "simulated",
        "simulés",
    ),
    "vault.bad_key": (
        "{variable} is not a key; it has 44 characters, as Fernet.generate_key() makes it",
        "{variable} n'est pas une clé ; elle compte 44 caractères, comme la donne Fernet.generate_key()",
    ),
    "auth.no_token": (
        "{account}: there is no token. Set {variable} to the account's access token",
        "{account} : il n'y a pas de jeton. Donnez à {variable} le jeton d'accès du compte",
    ),
    "auth.none_for_call": (
        "a request needs a token and there is none",
        "une requête demande un jeton et il n'y en a pas",
    ),
    "auth.bad_token": (
        "the account's token has characters that no token has, a line break perhaps. Copy it again, whole and alone",
        "le jeton du compte contient des caractères qu'un jeton n'a jamais, peut-être un saut de ligne. Copiez-le à nouveau, entier et seul",
    ),
    "auth.moved": (
        "{account} has another id now; this delivery went out on {began} and is looked for there only. Put that id back in content/brand.yaml until it is done",
        "{account} a maintenant un autre id ; cet envoi est parti sur {began} et n'est cherché que là. Remettez cet id dans content/brand.yaml jusqu'à la fin de l'envoi",
    ),
    "auth.other_account": (
        "{account}: the token belongs to another account than {expected}, so nothing was sent. Give the right account's token, or correct its id in content/brand.yaml",
        "{account} : le jeton appartient à un autre compte que {expected}, donc rien n'a été envoyé. Donnez le jeton du bon compte, ou corrigez son id dans content/brand.yaml",
    ),
}
