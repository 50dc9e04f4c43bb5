"""What Pinterest's flow says, and who mends a refusal of Pinterest, and how."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "pinterest.board": (
        "board",
        "tableau",
    ),
    "pinterest.section": (
        "section",
        "section",
    ),
    "pinterest.none": (
        "{kind}: none is named {name}. There are: {names}. Write one of them, or an id",
        "{kind} : aucun n'a pour nom {name}. Il y a : {names}. Écrivez l'un d'eux, ou un id",
    ),
    "pinterest.nothing": (
        "none at all",
        "aucun",
    ),
    "pinterest.several": (
        "{kind}: several are named {name}. Write the id of the one that you mean: {ids}",
        "{kind} : plusieurs ont pour nom {name}. Écrivez l'id du bon : {ids}",
    ),
    "pinterest.unmarked": (
        "a Pin on board {board} with the title {title} since {since}; it has no link to be known by",
        "une épingle sur le tableau {board} avec le titre {title} depuis le {since} ; sans lien, rien ne la distingue",
    ),
    "pinterest.alike": (
        "Pins on board {board} that may be it: {found}",
        "épingles du tableau {board} qui peuvent être celle-là : {found}",
    ),
    "pinterest.advice.ours": (
        "Nobody of the brand can mend this: report it to the developers of aromatiza, with this message",
        "Personne dans la marque ne peut y remédier : signalez-le aux développeurs d'aromatiza, avec ce message",
    ),
    "pinterest.advice.parameter": (
        "The author looks at the link, the cover and the board of the post: Pinterest does not take one of them",
        "L'auteur regarde le lien, la couverture et le tableau de la publication : Pinterest n'accepte pas l'un d'eux",
    ),
    "pinterest.advice.token": (
        "Whoever holds the account connects it again: the token expired, was revoked, or is one of Pinterest's sandbox",
        "La personne qui détient le compte le reconnecte : le jeton a expiré, a été révoqué, ou vient du bac à sable de Pinterest",
    ),
    "pinterest.advice.scopes": (
        "Whoever holds the account connects it again and grants all five permissions that aromatiza asks for",
        "La personne qui détient le compte le reconnecte et accorde les cinq autorisations que demande aromatiza",
    ),
    "pinterest.advice.permission": (
        "An administrator of the account looks whether it may still pin on that board, then change a word of the post",
        "Un administrateur du compte regarde s'il peut encore épingler sur ce tableau ; puis changez un mot de la publication",
    ),
    "pinterest.advice.trial": (
        "The developer asks Pinterest for Standard access: an app with Trial access makes no Pins that others see",
        "Le développeur demande à Pinterest l'accès Standard : avec l'accès Trial, une application ne crée aucune épingle visible des autres",
    ),
    "pinterest.advice.small": (
        "The author gives a larger photo: aromatiza explain media-dimensions",
        "L'auteur donne une photo plus grande : aromatiza explain media-dimensions",
    ),
    "pinterest.advice.broken": (
        "The author exports the photo anew as a JPEG: aromatiza explain photo-broken",
        "L'auteur exporte à nouveau la photo en JPEG : aromatiza explain photo-broken",
    ),
    "pinterest.advice.board": (
        "The author corrects the board, or an administrator makes it: the account has no such board",
        "L'auteur corrige le tableau, ou un administrateur le crée : le compte n'en a pas de tel",
    ),
    "pinterest.advice.section": (
        "The author corrects the section, or an administrator makes it: the board has no such section",
        "L'auteur corrige la section, ou un administrateur la crée : le tableau n'en a pas de telle",
    ),
    "pinterest.advice.spam": (
        "An administrator leaves the account alone for a day and looks at its messages from Pinterest; then change a word of the post",
        "Un administrateur laisse le compte tranquille un jour et consulte les messages de Pinterest ; puis changez un mot de la publication",
    ),
}
