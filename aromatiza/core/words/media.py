"""What is wrong with videos and photos."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "media.unreachable": (
        "{url} cannot be fetched now: {why}",
        "{url} ne peut pas être récupéré pour l'instant : {why}",
    ),
    "media.status": (
        "{url} answers HTTP {status}. Check the address, and that the file is public",
        "{url} répond HTTP {status}. Vérifiez l'adresse, et que le fichier est public",
    ),
    "media.too_large": (
        "{url} is larger than {limit} MB. Give a smaller file",
        "{url} dépasse {limit} Mo. Donnez un fichier plus petit",
    ),
    "media.kind": (
        "{url} is not a {kind}. Give the address of the file itself",
        "{url} n'est pas du type {kind}. Donnez l'adresse du fichier lui-même",
    ),
    "media.host": (
        "{url} is not fetched: only https on {hosts}. Add the host under media.hosts in content/brand.yaml if it is yours",
        "{url} n'est pas récupéré : seulement en https sur {hosts}. Ajoutez l'hôte sous media.hosts dans content/brand.yaml s'il est à vous",
    ),
    "media.address": (
        "{url} is no address that can be fetched. Give one that begins with https://",
        "{url} n'est pas une adresse récupérable. Donnez-en une qui commence par https://",
    ),
    "media.private": (
        "{url} is on a private network, from which nothing is fetched. Give a public address",
        "{url} est sur un réseau privé, d'où rien n'est récupéré. Donnez une adresse publique",
    ),
    "media.changed": (
        "{url} gives another file now than when this delivery began. Put the file back, or give the post a new id",
        "{url} donne maintenant un autre fichier qu'au début de cet envoi. Remettez le fichier, ou donnez un nouvel id à la publication",
    ),
    "media.repeated": (
        "{account} already received this file ({before}). Write `repeat: true` if it is meant",
        "{account} a déjà reçu ce fichier ({before}). Écrivez `repeat: true` si c'est voulu",
    ),
    "video.broken": (
        "the file cannot be read as an MP4 or MOV video: {missing}, missing or unreadable",
        "le fichier n'est pas lisible comme vidéo MP4 ou MOV : {missing}, introuvable ou illisible",
    ),
    "video.again.fix": (
        "export the video again as MP4 (H.264, AAC) and check that it plays before you upload it",
        "exportez de nouveau la vidéo en MP4 (H.264, AAC) et vérifiez qu'elle se lit avant de la déposer",
    ),
    "video.part.beginning": (
        "the beginning that every video file has",
        "le début que tout fichier vidéo possède",
    ),
    "video.part.index": (
        "the index of the video (moov)",
        "l'index de la vidéo (moov)",
    ),
    "video.part.description": (
        "the description of its codec",
        "la description de son codec",
    ),
    "video.part.size": (
        "the size of its pictures",
        "la taille de ses images",
    ),
    "video.part.duration": (
        "its duration",
        "sa durée",
    ),
    "video.part.pictures": (
        "its list of pictures",
        "la liste de ses images",
    ),
    "video.part.rate": (
        "its frame rate",
        "sa cadence",
    ),
    "video.cut_off": (
        "the file is cut off: it ends before its index is complete",
        "le fichier est tronqué : il finit avant que son index soit complet",
    ),
    "video.index_too_large": (
        "to know this video, more than {limit} KiB of its index would have to be read",
        "pour connaître cette vidéo, il faudrait lire plus de {limit} Kio de son index",
    ),
    "video.index_too_large.fix": (
        'export the video again as an mp4 "for the web", or make it shorter',
        "exportez de nouveau la vidéo en mp4 « pour le web », ou raccourcissez-la",
    ),
    "video.no_picture": (
        "the file has no picture track: sound at most",
        "le fichier n'a pas de piste d'images : tout au plus du son",
    ),
    "video.no_picture.fix": (
        "give a file with pictures; check that the video was exported, and not only its sound",
        "donnez un fichier avec des images ; vérifiez que la vidéo a été exportée, et pas seulement son audio",
    ),
    "video.fragmented": (
        "the video is cut into pieces for streaming, so that its duration cannot be read",
        "la vidéo est découpée en morceaux pour le streaming : sa durée n'est pas lisible",
    ),
    "media.is.photo": (
        "a photo",
        "une photo",
    ),
    "media.is.video": (
        "a video",
        "une vidéo",
    ),
    "media.is.sound": (
        "a sound file",
        "un fichier audio",
    ),
    "media.is.drawing": (
        "a drawing (SVG)",
        "un dessin (SVG)",
    ),
    "media.is.page": (
        "a web page",
        "une page web",
    ),
    "media.is.pdf": (
        "a PDF document",
        "un document PDF",
    ),
    "media.other_kind": (
        "this address gives {found} where the post wants {wanted}",
        "cette adresse donne {found} là où la publication attend {wanted}",
    ),
    "media.other_kind.fix": (
        "give the address of the file itself, a video under video: and a photo under photos:",
        "donnez l'adresse du fichier lui-même, une vidéo sous video: et une photo sous photos:",
    ),
    "media.two_kinds": (
        "this address is given as a video in one place and as a photo in another",
        "cette adresse est donnée comme vidéo à un endroit et comme photo à un autre",
    ),
    "media.foreign_format": (
        "the video is a {found} file, which the networks do not take",
        "la vidéo est un fichier {found}, que les réseaux n'acceptent pas",
    ),
    "media.foreign_format.fix": (
        "export the video as MP4 (H.264, AAC)",
        "exportez la vidéo en MP4 (H.264, AAC)",
    ),
    "photo.broken": (
        "the file cannot be read as a photo",
        "le fichier ne peut pas être lu comme une photo",
    ),
    "photo.broken.fix": (
        "export the photo again as JPEG and check that it opens before you upload it",
        "exportez de nouveau la photo en JPEG et vérifiez qu'elle s'ouvre avant de la déposer",
    ),
    "photo.overloaded": (
        "more than {limit} KiB of other data (EXIF, thumbnails, colour profile) come with the photo",
        "plus de {limit} Kio d'autres données (EXIF, vignettes, profil de couleur) accompagnent la photo",
    ),
    "photo.overloaded.fix": (
        'export the photo "for the web", without metadata',
        "exportez la photo « pour le web », sans métadonnées",
    ),
    "reach.not_now": (
        "the file cannot be fetched now: {why}",
        "le fichier ne peut pas être récupéré pour l'instant : {why}",
    ),
    "reach.not_now.fix": (
        "run the check again later; if it fails again, open the address in a browser to see what is wrong",
        "relancez la vérification plus tard ; si elle échoue encore, ouvrez l'adresse dans un navigateur pour voir ce qui ne va pas",
    ),
    "reach.why.timeout": (
        "no answer in time",
        "pas de réponse à temps",
    ),
    "reach.why.no_name": (
        "there is no host called {host}",
        "il n'existe pas d'hôte nommé {host}",
    ),
    "reach.why.no_connection": (
        "{host} takes no connection",
        "{host} n'accepte pas de connexion",
    ),
    "reach.why.dropped": (
        "the answer broke off, or made no sense",
        "la réponse s'est interrompue, ou n'avait pas de sens",
    ),
    "reach.why.status": (
        "the answer is HTTP {status}",
        "la réponse est HTTP {status}",
    ),
    "reach.missing": (
        "there is no file at this address (HTTP {status})",
        "il n'y a pas de fichier à cette adresse (HTTP {status})",
    ),
    "reach.missing.fix": (
        "check the address: open it in a browser, or copy it again from where the file was uploaded",
        "vérifiez l'adresse : ouvrez-la dans un navigateur, ou copiez-la de nouveau là où le fichier a été déposé",
    ),
    "reach.not_public": (
        "the file is not public (HTTP {status})",
        "le fichier n'est pas public (HTTP {status})",
    ),
    "reach.not_public.fix": (
        "make the file public, and check the address in a private window of a browser",
        "rendez le fichier public, et vérifiez l'adresse dans une fenêtre privée d'un navigateur",
    ),
    "reach.redirect": (
        "the address leads to another one, on {host}; networks may not follow",
        "l'adresse mène à une autre, sur {host} ; les réseaux peuvent ne pas suivre",
    ),
    "reach.redirect.fix": (
        "give the address of the file itself, on one of the hosts under media.hosts in content/brand.yaml",
        "donnez l'adresse du fichier lui-même, sur l'un des hôtes sous media.hosts dans content/brand.yaml",
    ),
    "reach.redirect.paste": (
        "write the address that it leads to: {url}",
        "écrivez l'adresse à laquelle elle mène : {url}",
    ),
    "reach.private": (
        "{host} is on a private network, from which nothing is fetched",
        "{host} est sur un réseau privé, d'où rien n'est récupéré",
    ),
    "reach.private.fix": (
        "put the file on a public host and give its address there",
        "mettez le fichier sur un hôte public et donnez l'adresse qu'il y a",
    ),
    "reach.bad_address": (
        "nothing can be fetched from this address",
        "rien ne peut être récupéré à cette adresse",
    ),
    "reach.bad_address.fix": (
        "copy the address of the file again; it begins with https://",
        "copiez de nouveau l'adresse du fichier ; elle commence par https://",
    ),
    "reach.other_host": (
        "nothing is fetched from this address; accepted: https on {hosts}",
        "rien n'est récupéré à cette adresse ; accepté : https sur {hosts}",
    ),
    "reach.other_host.fix": (
        "put the file there, or add its host under media.hosts in content/brand.yaml if it is yours",
        "mettez-y le fichier, ou ajoutez son hôte sous media.hosts dans content/brand.yaml s'il est à vous",
    ),
    "reach.too_large": (
        "the file has {size} MB; accepted: at most {limit} MB",
        "le fichier fait {size} Mo ; accepté : {limit} Mo au plus",
    ),
    "reach.too_large.fix": (
        "give a smaller file, or raise media.max_mb in content/brand.yaml",
        "donnez un fichier plus petit, ou augmentez media.max_mb dans content/brand.yaml",
    ),
    "reach.no_ranges": (
        "the host gives the file only as a whole, so that it cannot be checked without fetching all of it",
        "l'hôte ne donne le fichier qu'en entier : il ne peut pas être vérifié sans être récupéré tout entier",
    ),
    "reach.no_ranges.fix": (
        "put the file on a host that answers range requests, such as Cloudinary or an object store",
        "mettez le fichier sur un hôte qui répond aux requêtes partielles, comme Cloudinary ou un stockage d'objets",
    ),
    "reach.changed": (
        "the file was replaced while it was being checked",
        "le fichier a été remplacé pendant sa vérification",
    ),
    "reach.changed.fix": (
        "run the check again",
        "relancez la vérification",
    ),
    "reach.dead_link": (
        "the link leads nowhere: {why}",
        "le lien ne mène nulle part : {why}",
    ),
    "reach.dead_link.fix": (
        "correct the link, or take it out",
        "corrigez le lien, ou retirez-le",
    ),
}
