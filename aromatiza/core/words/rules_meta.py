"""What only the rules and facts of Instagram and Facebook say."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "graph.fact.version": (
        "version of the Graph API, and the day on which it ends",
        "version de l'API Graph, et le jour où elle s'arrête",
    ),
    "graph.fact.calls_of_user": (
        "calls with a user's token in an hour, for each user of the app",
        "appels par heure avec le jeton d'un utilisateur, pour chaque utilisateur de l'application",
    ),
    "graph.fact.user_token": (
        "life of a long-lived user token, in days (a Page token made with it has no end)",
        "durée de vie d'un jeton utilisateur longue durée, en jours (un jeton de Page obtenu avec lui n'a pas de fin)",
    ),
    "graph.fact.unused_permission": (
        "days after which a permission that is not used may lapse",
        "jours après lesquels une autorisation inutilisée peut expirer",
    ),
    "graph.fact.access": (
        "access level that the app needs for accounts of one's own",
        "niveau d'accès dont l'application a besoin pour ses propres comptes",
    ),
    "graph.fact.app_mode": (
        "mode in which everybody sees what the app publishes",
        "mode dans lequel tout le monde voit ce que l'application publie",
    ),
    "instagram.fact.posts_guide": (
        "posts of an account in 24 hours, as the guide says",
        "publications d'un compte en 24 heures, d'après le guide",
    ),
    "instagram.fact.posts_reference": (
        "posts of an account in 24 hours, as the reference says",
        "publications d'un compte en 24 heures, d'après la référence",
    ),
    "instagram.fact.containers": (
        "containers of an account in 24 hours",
        "conteneurs d'un compte en 24 heures",
    ),
    "instagram.fact.container_life": (
        "life of a container, in hours",
        "durée de vie d'un conteneur, en heures",
    ),
    "instagram.fact.calls": (
        "calls for an account in 24 hours, for each impression that it had",
        "appels pour un compte en 24 heures, pour chaque impression obtenue",
    ),
    "instagram.fact.data_access": (
        "days without a visit after which the app may no longer read the account",
        "jours sans visite après lesquels l'application ne peut plus lire le compte",
    ),
    "instagram.fact.ai_label": (
        "day since which a post can be labelled as made with AI",
        "jour depuis lequel un post peut être signalé comme fait avec l'IA",
    ),
    "instagram.reels_only": (
        "only Reels have it on Instagram, photos do not",
        "sur Instagram, seuls les Reels l'ont, pas les photos",
    ),
    "instagram.cover_url_wins": (
        "cover_url is given too, and wins",
        "cover_url est donné aussi, et l'emporte",
    ),
    "instagram.cover_format": (
        "the cover's address ends in .{found}; accepted: JPEG",
        "l'adresse de la couverture finit par .{found} ; accepté : JPEG",
    ),
    "instagram.cover_format.fix": (
        "give the cover as JPEG",
        "donnez la couverture en JPEG",
    ),
    "instagram.first_shape": (
        "the one of the post's first photo",
        "celui de la première photo du post",
    ),
    "instagram.cropped": (
        "the shape (width : height) is {found} and would be cropped to the one of the first photo, {first}",
        "le format d'image (largeur : hauteur) est {found} et serait recadré à celui de la première photo, {first}",
    ),
    "instagram.story_bare": (
        "a story has no caption, and nothing that belongs to one",
        "une story n'a pas de légende, ni rien de ce qui va avec",
    ),
    "instagram.story_uncovered": (
        "only Reels have it on Instagram, stories do not",
        "sur Instagram, seuls les Reels l'ont, pas les stories",
    ),
    "instagram.story_label": (
        "Instagram does not say whether a story shows the label for content made with AI",
        "Instagram ne dit pas si une story affiche la mention des contenus faits avec l'IA",
    ),
    "instagram.story_label.fix": (
        "look at the story when it is out, or say it in the picture itself",
        "vérifiez la story une fois publiée, ou dites-le dans l'image elle-même",
    ),
    "instagram.too_many": (
        "{option} has {found} entries; at most {limit} accepted",
        "{option} : {found} ; {limit} au plus",
    ),
    "instagram.tags": (
        "in photos with x and y, from 0 to {end}, and the number of the photo in a carousel; nothing of it in videos",
        "dans les photos avec x et y, de 0 à {end}, et le numéro de la photo dans un carrousel ; rien de cela dans les vidéos",
    ),
    "instagram.tags_in_video": (
        "in a video, people are tagged by their name alone",
        "dans une vidéo, les personnes sont identifiées par leur seul nom",
    ),
    "instagram.tag_place": (
        "{username} is tagged, but not at a place in the photo",
        "{username} est identifié, mais sans endroit dans la photo",
    ),
    "instagram.tag_place.fix": (
        "add the place as parts of the photo's width and height, such as {example} for its middle",
        "ajoutez l'endroit en parts de la largeur et de la hauteur, par exemple {example} pour le milieu",
    ),
    "instagram.tag_photo": (
        "{username} is tagged, but not in one of the photos",
        "{username} est identifié, mais sans dire dans quelle photo",
    ),
    "instagram.tag_photo.fix": (
        "add the number of the photo, such as {example} for the first one",
        "ajoutez le numéro de la photo, par exemple {example} pour la première",
    ),
    "instagram.sponsors_limit": (
        "only with paid_partnership: true",
        "seulement avec paid_partnership: true",
    ),
    "instagram.sponsors_unpaid": (
        "sponsors are named, but the post is not declared as a paid partnership",
        "des sponsors sont nommés, mais le post n'est pas déclaré comme partenariat rémunéré",
    ),
    "facebook.fact.reels": (
        "Reels that a Page can publish in 24 hours through the API",
        "Reels qu'une Page peut publier en 24 heures par l'API",
    ),
    "facebook.fact.calls": (
        "calls for a Page in 24 hours, for each user that engaged with it",
        "appels pour une Page en 24 heures, pour chaque utilisateur qui a interagi avec elle",
    ),
    "facebook.fact.photo_life": (
        "life of a photo that was uploaded but not published, in hours",
        "durée de vie d'une photo déposée mais non publiée, en heures",
    ),
    "facebook.fact.schedule_reel": (
        "how far ahead a Reel may be scheduled (not used yet)",
        "de combien un Reel peut être programmé à l'avance (pas encore utilisé)",
    ),
    "facebook.fact.schedule_post": (
        "how far ahead a post may be scheduled (not used yet)",
        "de combien un post peut être programmé à l'avance (pas encore utilisé)",
    ),
    "facebook.unknown_stage": (
        "the status of Reel {video} on the Page, which says: {stage}",
        "l'état du Reel {video} de la Page, qui dit : {stage}",
    ),
    "facebook.alike_reels": (
        "Reel {video} on the Page; Reels with its text: {found}",
        "le Reel {video} sur la Page ; Reels avec son texte : {found}",
    ),
    "facebook.alike_posts": (
        "the Page's posts with its text: {found}",
        "les publications de la Page avec son texte : {found}",
    ),
    "instagram.alike": (
        "container {container}, which says {status}; posts that it may be: {found}",
        "le conteneur {container}, qui dit {status} ; publications que ce peut être : {found}",
    ),
    "facebook.draft": (
        "Facebook keeps Reel {video} as a draft, which nobody sees: publish it by hand in Meta Business Suite, then let the delivery go on",
        "Facebook garde le Reel {video} en brouillon, que personne ne voit : publiez-le à la main dans Meta Business Suite, puis relancez la livraison",
    ),
    "facebook.fact.ai_label": (
        "parameter that may label a Reel as made with AI (not confirmed, so it is not sent)",
        "paramètre qui pourrait signaler un Reel comme fait avec l'IA (non confirmé, donc pas envoyé)",
    ),
    "facebook.photos_untitled": (
        "only Reels have a title on Facebook, photos do not",
        "sur Facebook, seuls les Reels ont un titre, pas les photos",
    ),
    "facebook.png_size": (
        "the size of a PNG file",
        "la taille d'un fichier PNG",
    ),
}
