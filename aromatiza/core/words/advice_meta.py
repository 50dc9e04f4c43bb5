"""Who mends a refusal of Facebook or Instagram, and how."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "meta.advice.check": (
        "Whoever connected the account opens facebook.com and clears the check that is shown there",
        "La personne qui a connecté le compte ouvre facebook.com et lève la vérification qui s'y affiche",
    ),
    "meta.advice.role": (
        "An administrator of the Page gives whoever connected it the right to create content there again",
        "Un administrateur de la Page redonne à la personne qui l'a connectée le droit d'y créer du contenu",
    ),
    "meta.advice.token": (
        "Whoever holds the account connects it again: its token expired, was revoked, or ended with a new password",
        "La personne qui détient le compte le reconnecte : son jeton a expiré, a été révoqué, ou a pris fin avec un nouveau mot de passe",
    ),
    "meta.advice.permission": (
        "Whoever holds the account connects it again with every permission ticked, and may create content on the Page",
        "La personne qui détient le compte le reconnecte en cochant toutes les autorisations, et peut créer du contenu sur la Page",
    ),
    "meta.advice.ours": (
        "Nobody of the brand can mend this: report it to the developers of aromatiza, with this message",
        "Personne dans la marque ne peut y remédier : signalez-le aux développeurs d'aromatiza, avec ce message",
    ),
    "meta.advice.capability": (
        "The developer of the app gives it the right use case in Meta's dashboard",
        "Le développeur de l'application lui donne le bon cas d'usage dans le tableau de bord de Meta",
    ),
    "meta.advice.blocked": (
        "An administrator leaves the account alone for some hours and looks into its Support Inbox; then change a word of the post",
        "Un administrateur laisse le compte tranquille quelques heures et consulte sa boîte d'assistance ; puis changez un mot de la publication",
    ),
    "meta.advice.identity": (
        "An administrator of the Page confirms their identity on facebook.com",
        "Un administrateur de la Page confirme son identité sur facebook.com",
    ),
    "meta.advice.authorisation": (
        "An administrator of the Page passes the Page publishing authorisation on facebook.com",
        "Un administrateur de la Page effectue l'autorisation de publication de la Page sur facebook.com",
    ),
    "meta.advice.standards": (
        "An administrator reads on facebook.com which standard the post is said to break; then its author changes it",
        "Un administrateur lit sur facebook.com quelle règle la publication enfreindrait ; puis son auteur la modifie",
    ),
    "meta.advice.again": (
        "An administrator looks whether the Page shows it already: Facebook finds it the same as an earlier post",
        "Un administrateur regarde si la Page la montre déjà : Facebook la trouve identique à une publication antérieure",
    ),
    "meta.advice.aspect": (
        "The author gives a file of another shape; Cloudinary can make it: aromatiza explain media-aspect",
        "L'auteur donne un fichier d'une autre forme ; Cloudinary peut le faire : aromatiza explain media-aspect",
    ),
    "meta.advice.dimensions": (
        "The author gives a larger file: aromatiza explain media-dimensions",
        "L'auteur donne un fichier plus grand : aromatiza explain media-dimensions",
    ),
    "meta.advice.duration": (
        "The author cuts the video: aromatiza explain video-duration",
        "L'auteur recoupe la vidéo : aromatiza explain video-duration",
    ),
    "meta.advice.frame_rate": (
        "The author gives the video another frame rate: aromatiza explain video-frame-rate",
        "L'auteur donne à la vidéo une autre cadence : aromatiza explain video-frame-rate",
    ),
    "meta.advice.photo": (
        "The author gives a smaller JPEG: aromatiza explain photo-format",
        "L'auteur donne un JPEG plus léger : aromatiza explain photo-format",
    ),
    "meta.advice.video": (
        "The author encodes the video anew as H.264 with AAC sound: aromatiza explain video-codec",
        "L'auteur réencode la vidéo en H.264 avec un son AAC : aromatiza explain video-codec",
    ),
    "meta.advice.link": (
        "The author corrects or removes the address in the text",
        "L'auteur corrige ou retire l'adresse dans le texte",
    ),
    "instagram.advice.cover": (
        "The author gives cover_at a second before the end of the video",
        "L'auteur donne à cover_at une seconde avant la fin de la vidéo",
    ),
    "instagram.advice.carousel": (
        "The author gives the carousel two to ten photos",
        "L'auteur donne au carrousel deux à dix photos",
    ),
    "instagram.advice.caption": (
        "The author shortens the caption",
        "L'auteur raccourcit la légende",
    ),
    "instagram.advice.mentions": (
        "The author mentions fewer accounts",
        "L'auteur mentionne moins de comptes",
    ),
    "instagram.advice.collaborator": (
        "The author corrects or removes the collaborator's name: that account cannot be asked",
        "L'auteur corrige ou retire le nom du collaborateur : ce compte ne peut être sollicité",
    ),
    "instagram.advice.spam": (
        "An administrator opens the Instagram app, looks whether the post is there, and leaves the account alone for some hours",
        "Un administrateur ouvre l'application Instagram, regarde si la publication y est, et laisse le compte tranquille quelques heures",
    ),
    "instagram.advice.restricted": (
        "An administrator opens the Instagram app and does what it asks: the account is restricted",
        "Un administrateur ouvre l'application Instagram et fait ce qu'elle demande : le compte est restreint",
    ),
}
