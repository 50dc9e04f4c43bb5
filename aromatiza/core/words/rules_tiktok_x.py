"""What only the rules and facts of TikTok and X say."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "tiktok.fact.version": (
        "version of the API",
        "version de l'API",
    ),
    "tiktok.fact.unaudited_level": (
        "visibility of all posts of an app that TikTok has not audited (the account itself must be private too)",
        "visibilité de tous les posts d'une application non auditée par TikTok (le compte aussi doit être privé)",
    ),
    "tiktok.fact.unaudited_accounts": (
        "accounts that an app that was not audited can post to in 24 hours",
        "comptes sur lesquels une application non auditée peut publier en 24 heures",
    ),
    "tiktok.fact.posts": (
        "posts of an account in 24 hours, from all apps together (about; it varies)",
        "posts d'un compte en 24 heures, toutes applications confondues (environ ; cela varie)",
    ),
    "tiktok.fact.drafts": (
        "drafts that may wait in an account's inbox in 24 hours",
        "brouillons qui peuvent attendre dans la boîte d'un compte en 24 heures",
    ),
    "tiktok.fact.draft_app": (
        "oldest version of the TikTok app that can finish a draft of photos",
        "plus ancienne version de l'application TikTok qui peut terminer un brouillon de photos",
    ),
    "tiktok.fact.openings": (
        "posts or drafts that a token can begin in a minute",
        "posts ou brouillons qu'un jeton peut commencer par minute",
    ),
    "tiktok.fact.creator_info": (
        "questions about what the account may post, in a minute",
        "questions par minute sur ce que le compte peut publier",
    ),
    "tiktok.fact.status": (
        "questions about the state of a post, in a minute",
        "questions par minute sur l'état d'un post",
    ),
    "tiktok.fact.user_info": (
        "questions about whose token it is, in a minute",
        "questions par minute sur le propriétaire du jeton",
    ),
    "tiktok.fact.upload_life": (
        "life of an upload, in minutes",
        "durée de vie d'un envoi, en minutes",
    ),
    "tiktok.fact.photo_life": (
        "minutes for which the addresses of photos must stay reachable",
        "minutes pendant lesquelles les adresses des photos doivent rester joignables",
    ),
    "tiktok.fact.access_token": (
        "life of an access token, in hours",
        "durée de vie d'un jeton d'accès, en heures",
    ),
    "tiktok.fact.refresh_token": (
        "life of a refresh token, in days",
        "durée de vie d'un jeton de renouvellement, en jours",
    ),
    "tiktok.unaudited": (
        "privacy_level is {found}, but TikTok takes only {accepted} from an app that it has not audited",
        "privacy_level vaut {found}, mais TikTok n'accepte que {accepted} d'une application qu'il n'a pas auditée",
    ),
    "tiktok.unaudited.fix": (
        "write privacy_level: {accepted}, or mode: {mode}; once TikTok has audited the app, write audited: true in the account's settings",
        "écrivez privacy_level: {accepted}, ou mode: {mode} ; une fois l'application auditée par TikTok, écrivez audited: true dans les réglages du compte",
    ),
    "tiktok.unaudited.accepted": (
        "{accepted} only, unless audited is true",
        "{accepted} seulement, sauf si audited vaut true",
    ),
    "tiktok.paid_is_seen": (
        "TikTok takes no paid partnership that only the account itself can see",
        "TikTok refuse un partenariat rémunéré que seul le compte peut voir",
    ),
    "tiktok.draft_has_none": (
        "with mode: inbox, the person who finishes the draft chooses this in the app",
        "avec mode: inbox, la personne qui termine le brouillon le choisit dans l'application",
    ),
    "tiktok.photos_have_none": (
        "only videos have it on TikTok, photos do not",
        "sur TikTok, seules les vidéos l'ont, pas les photos",
    ),
    "tiktok.videos_untitled": (
        "only photos have a title on TikTok, videos do not",
        "sur TikTok, seules les photos ont un titre, pas les vidéos",
    ),
    "tiktok.photo_host": (
        "the host of the photos",
        "l'hôte des photos",
    ),
    "tiktok.photo_host.accepted": (
        "a host or folder that was verified in TikTok's developer portal",
        "un hôte ou un dossier vérifié dans le portail développeur de TikTok",
    ),
    "tiktok.unverified_host": (
        "TikTok fetches photos itself, only from hosts that are proved to be the app's own, and refuses {host}",
        "TikTok va chercher les photos lui-même, seulement sur un hôte dont l'application a prouvé qu'il est à elle, et refuse {host}",
    ),
    "tiktok.unverified_host.fix": (
        "deliver the photos from a host of your own that is verified in TikTok's developer portal, or post a video",
        "servez les photos depuis votre propre hôte, vérifié dans le portail développeur de TikTok, ou publiez une vidéo",
    ),
    "x.fact.version": (
        "version of the API's description that was read",
        "version lue de la description de l'API",
    ),
    "x.fact.fields": (
        "parameter that names the fields of a post (tweet.fields until August 2026)",
        "paramètre qui nomme les champs d'un post (tweet.fields jusqu'en août 2026)",
    ),
    "x.fact.post_price": (
        "price of a post, in US dollars",
        "prix d'un post, en dollars américains",
    ),
    "x.fact.link_price": (
        "price of a post with a link in its text, in US dollars",
        "prix d'un post dont le texte contient un lien, en dollars américains",
    ),
    "x.fact.alt_price": (
        "price of the alternative text of a photo, in US dollars",
        "prix du texte alternatif d'une photo, en dollars américains",
    ),
    "x.fact.own_post_price": (
        "price of reading a post of one's own in the timeline, in US dollars",
        "prix de la lecture d'un post à soi dans le fil, en dollars américains",
    ),
    "x.fact.user_price": (
        "price of asking whose token it is, in US dollars",
        "prix de la question de savoir à qui est le jeton, en dollars américains",
    ),
    "x.fact.posts_of_app": (
        "posts of an app in 24 hours",
        "posts d'une application en 24 heures",
    ),
    "x.fact.posts": (
        "posts of an account in 15 minutes",
        "posts d'un compte en 15 minutes",
    ),
    "x.fact.owners": (
        "questions about whose token it is, in 15 minutes",
        "questions en 15 minutes sur le propriétaire du jeton",
    ),
    "x.fact.timelines": (
        "readings of an account's timeline in 15 minutes",
        "lectures du fil d'un compte en 15 minutes",
    ),
    "x.fact.uploads": (
        "calls of each step of an upload in 15 minutes",
        "appels de chaque étape d'un envoi en 15 minutes",
    ),
    "x.fact.alts": (
        "alternative texts in 15 minutes",
        "textes alternatifs en 15 minutes",
    ),
    "x.fact.media_life": (
        "life of uploaded media that were not posted, in hours",
        "durée de vie d'un média envoyé mais non publié, en heures",
    ),
    "x.fact.code": (
        "life of an authorization code, in seconds",
        "durée de vie d'un code d'autorisation, en secondes",
    ),
    "x.fact.access_token": (
        "life of an access token, in hours",
        "durée de vie d'un jeton d'accès, en heures",
    ),
    "x.fact.refresh_token": (
        "life of a refresh token, in months (X itself does not say)",
        "durée de vie d'un jeton de renouvellement, en mois (X lui-même ne le dit pas)",
    ),
    "x.fact.long_text": (
        "characters of the longest text of an account that pays X for it (not used here)",
        "caractères du plus long texte d'un compte qui paie X pour cela (non utilisé ici)",
    ),
    "x.priced_link": (
        "with {link} in its text, the post costs {price} US dollars instead of {usual}",
        "avec {link} dans son texte, le post coûte {price} dollars américains au lieu de {usual}",
    ),
    "x.priced_link.fix": (
        "remove the link from this account's text",
        "retirez le lien du texte de ce compte",
    ),
    "x.priced_link.accepted": (
        "none for {usual} US dollars; {price} with one or more",
        "aucun pour {usual} dollar américain ; {price} avec un ou plusieurs",
    ),
}
