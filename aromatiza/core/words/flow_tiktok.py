"""What is said of a conversation with TikTok: refusals, who mends them, and what stays in doubt."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "tiktok.mode_missing": (
        "the post has no mode, and nobody but a person may choose it. Its author, or the account's settings in content/brand.yaml, say mode: with one of {accepted}",
        "le post n'a pas de mode, et seule une personne peut le choisir. Son auteur, ou les réglages du compte dans content/brand.yaml, écrivent mode: avec une de ces valeurs : {accepted}",
    ),
    "tiktok.mode_unknown": (
        "there is no mode {found}; accepted: {accepted}. The author of the post corrects it",
        "le mode {found} n'existe pas ; accepté : {accepted}. L'auteur du post le corrige",
    ),
    "tiktok.level_missing": (
        "the post does not say who can see it, and nobody but a person may choose that. Its author, or the account's settings in content/brand.yaml, say privacy_level: with one of {accepted}",
        "le post ne dit pas qui peut le voir, et seule une personne peut le choisir. Son auteur, ou les réglages du compte dans content/brand.yaml, écrivent privacy_level: avec une de ces valeurs : {accepted}",
    ),
    "tiktok.level_barred": (
        "privacy_level is {found}, which TikTok does not take from this app for this post; accepted: {accepted}. The author of the post changes it",
        "privacy_level vaut {found}, que TikTok n'accepte pas de cette application pour ce post ; accepté : {accepted}. L'auteur du post le modifie",
    ),
    "tiktok.level_none": (
        "no visibility is left for the post: a paid partnership cannot be {private}, and an app that TikTok has not audited has nothing else. Its author removes paid_partnership, or writes mode: inbox",
        "il ne reste aucune visibilité pour le post : un partenariat rémunéré ne peut pas être {private}, et une application que TikTok n'a pas auditée n'a rien d'autre. Son auteur retire paid_partnership, ou écrit mode: inbox",
    ),
    "tiktok.level_not_now": (
        "privacy_level is {found}, which TikTok does not offer this account now; it offers {accepted}. The author of the post chooses one of them, or an administrator of the account makes it public or private in the TikTok app. Nothing was sent",
        "privacy_level vaut {found}, que TikTok ne propose pas à ce compte en ce moment ; il propose {accepted}. L'auteur du post choisit parmi ces valeurs, ou un administrateur du compte le rend public ou privé dans l'application TikTok. Rien n'a été envoyé",
    ),
    "tiktok.interactions_off": (
        "the post turns on {options}, but the account's own settings in TikTok turn that off. The author of the post removes it, or an administrator of the account allows it in the TikTok app. Nothing was sent",
        "le post autorise {options}, mais les réglages du compte dans TikTok l'interdisent. L'auteur du post le retire, ou un administrateur du compte l'autorise dans l'application TikTok. Rien n'a été envoyé",
    ),
    "tiktok.bytes_missing": (
        "TikTok misses bytes of the video from before chunk {number}, though it had acknowledged them; the upload is begun again, nothing was posted",
        "il manque à TikTok des octets de la vidéo d'avant la partie {number}, qu'il avait pourtant confirmés ; l'envoi recommence, rien n'a été publié",
    ),
    "tiktok.no_verdict": (
        "TikTok has had {id} for more than {hours} hours and gives no verdict (last: {status}). An administrator looks for the post on the account's profile and in its inbox: it may be there, and is not sent again",
        "TikTok a {id} depuis plus de {hours} heures et ne rend pas de verdict (dernier état : {status}). Un administrateur cherche le post sur le profil et dans la boîte de réception du compte : il y est peut-être, et n'est pas renvoyé",
    ),
    "tiktok.lost_photos": (
        "the publish_id of a post with photos ({photos}) sent at {at}, which was in the lost answer only: TikTok lists no posts, so look at the account's profile and inbox around that time",
        "le publish_id d'un post avec photos ({photos}) envoyé à {at}, qui n'était que dans la réponse perdue : TikTok ne donne pas de liste, donc regardez le profil et la boîte de réception du compte autour de cette heure",
    ),
    "tiktok.unknown_upload": (
        "the state of upload {id}, which TikTok says it does not know; look at the account's profile and inbox",
        "l'état de l'envoi {id}, que TikTok dit ne pas connaître ; regardez le profil et la boîte de réception du compte",
    ),
    "tiktok.undated_upload": (
        "the age of upload {id}, which is not complete and whose address is lost; TikTok's answers have no date",
        "l'âge de l'envoi {id}, qui n'est pas complet et dont l'adresse est perdue ; les réponses de TikTok n'ont pas de date",
    ),
    "tiktok.advice.scopes": (
        "An administrator of the account connects it again and leaves every permission switched on; if that does not help, the app's developer adds the permission in TikTok's developer portal",
        "Un administrateur du compte le reconnecte et laisse toutes les autorisations activées ; si cela ne suffit pas, le développeur de l'application ajoute l'autorisation dans le portail développeur de TikTok",
    ),
    "tiktok.advice.other_account": (
        "The post was begun with another account's token. An administrator connects the account that content/brand.yaml names",
        "Le post a été commencé avec le jeton d'un autre compte. Un administrateur connecte le compte que nomme content/brand.yaml",
    ),
    "tiktok.advice.level": (
        "The author of the post chooses a privacy_level that the account has; do not just try again, TikTok counts that as a violation",
        "L'auteur du post choisit un privacy_level que le compte possède ; ne réessayez pas tel quel, TikTok le compte comme une infraction",
    ),
    "tiktok.advice.file": (
        "The author of the post gives another file, best an MP4 with H.264 and AAC",
        "L'auteur du post donne un autre fichier, de préférence un MP4 en H.264 et AAC",
    ),
    "tiktok.advice.request": (
        "Neither the author nor the account can mend this. Whoever runs aromatiza reports it with the code and the trace",
        "Ni l'auteur ni le compte n'y peuvent rien. La personne qui exploite aromatiza le signale avec le code et la trace",
    ),
    "tiktok.advice.domain": (
        "The app's developer proves in TikTok's developer portal (URL properties) that the photos' host is the brand's own, or the author posts a video instead",
        "Le développeur de l'application prouve dans le portail développeur de TikTok (URL properties) que l'hôte des photos est à la marque, ou l'auteur publie une vidéo à la place",
    ),
    "tiktok.advice.app_version": (
        "Whoever finishes the account's drafts updates the TikTok app on the phone to {version} or later",
        "La personne qui termine les brouillons du compte met à jour l'application TikTok de son téléphone, version {version} au moins",
    ),
    "tiktok.advice.unaudited": (
        "TikTok has not audited the app: an administrator makes the account private in the TikTok app, or the author writes mode: inbox, or the app's developer asks TikTok for the audit",
        "TikTok n'a pas audité l'application : un administrateur rend le compte privé dans l'application TikTok, ou l'auteur écrit mode: inbox, ou le développeur de l'application demande l'audit à TikTok",
    ),
    "tiktok.advice.banned": (
        "TikTok lets the account post nothing. An administrator opens the TikTok app, reads why, and objects there if it is wrong; do not try again before",
        "TikTok ne laisse plus rien publier au compte. Un administrateur ouvre l'application TikTok, lit pourquoi et le conteste là si c'est une erreur ; ne réessayez pas avant",
    ),
    "tiktok.advice.posts": (
        "Nobody need do anything: the account has its posts of one day, from all apps together, and it is tried again a day later",
        "Personne n'a rien à faire : le compte a ses posts d'une journée, toutes applications confondues, et un nouvel essai suivra un jour plus tard",
    ),
    "tiktok.advice.drafts": (
        "Whoever finishes the account's drafts publishes or deletes those that wait in the TikTok inbox; it is tried again a day later",
        "La personne qui termine les brouillons du compte publie ou supprime ceux qui attendent dans la boîte de réception TikTok ; un nouvel essai suivra un jour plus tard",
    ),
    "tiktok.advice.users": (
        "The app has its accounts of one day. Nobody need do anything: it is tried again a day later; if it happens often, the app's developer asks TikTok for more",
        "L'application a ses comptes d'une journée. Personne n'a rien à faire : un nouvel essai suivra un jour plus tard ; si cela arrive souvent, le développeur de l'application en demande plus à TikTok",
    ),
    "tiktok.advice.limited": (
        "Nobody need do anything: there were too many calls in a minute, and it is tried again later",
        "Personne n'a rien à faire : il y a eu trop d'appels en une minute, et un nouvel essai suivra",
    ),
    "tiktok.advice.not_seen": (
        "Nobody need do anything yet: TikTok does not see this upload now, which proves nothing, and it is asked again",
        "Personne n'a rien à faire pour l'instant : TikTok ne voit pas cet envoi en ce moment, ce qui ne prouve rien, et on lui redemande",
    ),
    "tiktok.advice.chunk": (
        "TikTok finds the upload's headers or length wrong, so it has not taken these bytes. Whoever runs aromatiza reports it",
        "TikTok juge faux les en-têtes ou la longueur de l'envoi, donc il n'a pas pris ces octets. La personne qui exploite aromatiza le signale",
    ),
    "tiktok.advice.pull": (
        "Nothing was published. Whoever looks after the files checks that their addresses open with https, without login or redirect; it is prepared anew by itself",
        "Rien n'a été publié. La personne qui s'occupe des fichiers vérifie que leurs adresses s'ouvrent en https, sans connexion ni redirection ; tout est préparé à nouveau de soi-même",
    ),
    "tiktok.advice.format": (
        "The author of the post gives the file in a format that TikTok takes; aromatiza rules tiktok lists them",
        "L'auteur du post donne le fichier dans un format que TikTok accepte ; aromatiza rules tiktok les donne",
    ),
    "tiktok.advice.duration": (
        "The author of the post gives a video of another length; how long it may be depends on the account, and the TikTok app shows it",
        "L'auteur du post donne une vidéo d'une autre durée ; la durée permise dépend du compte, et l'application TikTok la montre",
    ),
    "tiktok.advice.frame_rate": (
        "The author of the post gives the video with a frame rate that TikTok takes; aromatiza rules tiktok has its limits",
        "L'auteur du post donne la vidéo avec une cadence d'images que TikTok accepte ; aromatiza rules tiktok en donne les limites",
    ),
    "tiktok.advice.picture_size": (
        "The author of the post gives files whose width and height TikTok takes; aromatiza rules tiktok has the limits. One photo that is too large fails them all",
        "L'auteur du post donne des fichiers dont TikTok accepte la largeur et la hauteur ; aromatiza rules tiktok donne les limites. Une seule photo trop grande les fait toutes échouer",
    ),
    "tiktok.advice.text": (
        "TikTok takes the text for spam. The author of the post writes another caption; do not try again with this one",
        "TikTok prend le texte pour du spam. L'auteur du post écrit une autre légende ; ne réessayez pas avec celle-ci",
    ),
    "tiktok.advice.cancelled": (
        "Somebody cancelled it on TikTok, so nothing was published. An administrator decides whether it is to be posted after all",
        "Quelqu'un l'a annulé sur TikTok, donc rien n'a été publié. Un administrateur décide s'il faut le publier malgré tout",
    ),
    "tiktok.advice.spam": (
        "TikTok takes the post for spam, and nothing was published. An administrator looks at the account in the TikTok app; do not try again with the same post",
        "TikTok prend le post pour du spam, et rien n'a été publié. Un administrateur regarde le compte dans l'application TikTok ; ne réessayez pas avec le même post",
    ),
    "tiktok.advice.auth_removed": (
        "The account had been disconnected, so nothing was published; it is connected again, and the post is prepared anew",
        "Le compte avait été déconnecté, donc rien n'a été publié ; il est reconnecté, et le post est préparé à nouveau",
    ),
    "tiktok.videos_have_none": (
        "only photos have it on TikTok, videos do not",
        "sur TikTok, seules les photos l'ont, pas les vidéos",
    ),
    "tiktok.cover_photo": (
        "cover_photo is {found}, and the number of photos is {count}",
        "cover_photo vaut {found}, et le nombre de photos est {count}",
    ),
    "tiktok.cover_photo.fix": (
        "write a number from 1 to {count}",
        "écrivez un nombre de 1 à {count}",
    ),
    "tiktok.cover_photo.accepted": (
        "the number of one of the photos",
        "le numéro d'une des photos",
    ),
    "tiktok.draft_caption": (
        "TikTok takes no caption with the draft of a video, so this one is not sent",
        "TikTok ne prend pas de légende avec le brouillon d'une vidéo, donc celle-ci n'est pas envoyée",
    ),
    "tiktok.draft_caption.fix": (
        "have it pasted by the person who finishes the draft in the TikTok app, or delete it",
        "faites-la coller par la personne qui termine le brouillon dans l'application TikTok, ou supprimez-la",
    ),
    "tiktok.draft_caption.accepted": (
        "none of its own with mode: inbox: whoever finishes the draft pastes it",
        "aucune à soi avec mode: inbox : la personne qui termine le brouillon la colle",
    ),
}
