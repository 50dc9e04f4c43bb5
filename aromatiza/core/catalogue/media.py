"""Videos and photos: the pages of these problems."""

from __future__ import annotations

from aromatiza.core.catalogue.page import Chapter, Page, both

__all__ = ["CHAPTER"]

CHAPTER = Chapter(
    title=both("Videos and photos", "Vidéos et photos"),
    pages={
        "media-unreachable": Page(
            meaning=both("The file's host did not answer.", "L'hôte du fichier n'a pas répondu."),
            why=both(
                "The networks, and aromatiza, could not fetch it either.",
                "Les réseaux, et aromatiza, ne pourraient pas le prendre non plus.",
            ),
            fix=both(
                "Try again; if it lasts, look at the host's status.",
                "Réessayez ; si cela dure, regardez l'état de l'hôte.",
            ),
        ),
        "media-missing": Page(
            meaning=both(
                "There is no public file at this address.", "Il n'y a pas de fichier public à cette adresse."
            ),
            why=both("There would be nothing to publish.", "Il n'y aurait rien à publier."),
            fix=both(
                "Copy the address of the file again, and open it in a private window to see that it is public.",
                "Recopiez l'adresse du fichier, et ouvrez-la dans une fenêtre privée pour voir qu'elle est publique.",
            ),
        ),
        "media-redirect": Page(
            meaning=both("The address leads to another one.", "L'adresse mène à une autre."),
            why=both(
                "Networks refuse such addresses, and a later change could swap the file after the review.",
                "Les réseaux refusent de telles adresses, et un changement pourrait remplacer le fichier après la relecture.",
            ),
            fix=both("Write the final address.", "Écrivez l'adresse finale."),
        ),
        "media-private": Page(
            meaning=both(
                "The file's host is on a private network.", "L'hôte du fichier est sur un réseau privé."
            ),
            why=both("Nobody outside could fetch it.", "Personne d'extérieur ne pourrait le prendre."),
            fix=both("Put the file on a public host.", "Déposez le fichier sur un hôte public."),
        ),
        "media-bad-address": Page(
            meaning=both("The address cannot be used.", "L'adresse est inutilisable."),
            why=both("Nothing can be fetched from it.", "Rien ne peut y être pris."),
            fix=both("Copy it again.", "Recopiez-la."),
        ),
        "media-too-large": Page(
            meaning=both(
                "The file is larger than media.max_mb in content/brand.yaml.",
                "Le fichier dépasse media.max_mb dans content/brand.yaml.",
            ),
            why=both(
                "It would not be downloaded for publication.",
                "Il ne serait pas téléchargé pour la publication.",
            ),
            fix=both("Make it smaller, or raise the limit.", "Réduisez-le, ou relevez la limite."),
            example="media: {max_mb: 500}",
        ),
        "media-no-ranges": Page(
            meaning=both("The host gives whole files only.", "L'hôte ne donne que des fichiers entiers."),
            why=both(
                "The file could not be measured without downloading it all.",
                "Le fichier ne peut pas être mesuré sans être téléchargé en entier.",
            ),
            fix=both(
                "Put the file on a host that answers range requests, such as Cloudinary.",
                "Déposez le fichier sur un hôte qui accepte les requêtes partielles, comme Cloudinary.",
            ),
        ),
        "media-wrong-kind": Page(
            meaning=both(
                "The file is of another kind than the post says.",
                "Le fichier n'est pas du genre que dit le post.",
            ),
            why=both(
                "A photo in place of a video is refused everywhere.",
                "Une photo à la place d'une vidéo est refusée partout.",
            ),
            fix=both(
                "Give the right file, or write it under `photos:` or `video:` as it is.",
                "Donnez le bon fichier, ou écrivez-le sous `photos:` ou `video:` selon ce qu'il est.",
            ),
        ),
        "media-changed": Page(
            meaning=both(
                "The file changed while it was being measured.", "Le fichier a changé pendant la mesure."
            ),
            why=both(
                "What was measured is no longer what is there.",
                "Ce qui a été mesuré n'est plus ce qui s'y trouve.",
            ),
            fix=both("Run the check again.", "Relancez la vérification."),
        ),
        "video-broken": Page(
            meaning=both(
                "The file cannot be read as an mp4 or mov video.",
                "Le fichier ne peut pas être lu comme une vidéo mp4 ou mov.",
            ),
            why=both("No network could play it.", "Aucun réseau ne pourrait la lire."),
            fix=both("Export the video again.", "Exportez de nouveau la vidéo."),
        ),
        "video-truncated": Page(
            meaning=both("The video is cut off.", "La vidéo est tronquée."),
            why=both(
                "It would stop in the middle, or be refused.",
                "Elle s'arrêterait au milieu, ou serait refusée.",
            ),
            fix=both("Upload it again, to its end.", "Déposez-la de nouveau, jusqu'au bout."),
        ),
        "video-no-picture": Page(
            meaning=both("The file has sound only.", "Le fichier n'a que du son."),
            why=both("Networks take videos.", "Les réseaux prennent des vidéos."),
            fix=both("Give the video itself.", "Donnez la vidéo elle-même."),
        ),
        "video-index-too-large": Page(
            meaning=both(
                "The video's index is too large to be read here.",
                "L'index de la vidéo est trop gros pour être lu ici.",
            ),
            why=both(
                "It belongs to a film of hours, or is broken.",
                "C'est celui d'un film de plusieurs heures, ou il est abîmé.",
            ),
            fix=both("Export the clip itself.", "Exportez le clip lui-même."),
        ),
        "video-fragmented": Page(
            meaning=both(
                "The video is in fragments, as for streaming.",
                "La vidéo est en fragments, comme pour le streaming.",
            ),
            why=both("Networks want one whole mp4.", "Les réseaux veulent un mp4 d'un seul tenant."),
            fix=both("Export it as an ordinary mp4.", "Exportez-la en mp4 ordinaire."),
        ),
        "video-slow-start": Page(
            meaning=both("The video's index stands at its end.", "L'index de la vidéo est à sa fin."),
            why=both(
                "Networks that fetch it by its address want it at the beginning (fast start).",
                "Les réseaux qui la prennent par son adresse le veulent au début (fast start).",
            ),
            fix=both('Export it "for the web".', "Exportez-la « pour le web »."),
        ),
        "video-edit-list": Page(
            meaning=both(
                "The video has an edit list that cuts, moves or repeats something.",
                "La vidéo a une liste de montage qui coupe, déplace ou répète quelque chose.",
            ),
            why=both(
                "Some networks refuse it, others ignore it and show other pictures than you see.",
                "Certains réseaux la refusent, d'autres l'ignorent et montrent autre chose que ce que vous voyez.",
            ),
            fix=both("Export the video again.", "Exportez de nouveau la vidéo."),
        ),
        "video-container": Page(
            meaning=both(
                "The video is in another file format than accepted.",
                "La vidéo est dans un autre format de fichier que ceux acceptés.",
            ),
            why=both("It would be refused after the upload.", "Elle serait refusée après l'envoi."),
            fix=both("Export it as mp4.", "Exportez-la en mp4."),
        ),
        "video-codec": Page(
            meaning=both(
                "The pictures are encoded in another way than accepted.",
                "Les images sont encodées autrement que ce qui est accepté.",
            ),
            why=both(
                "The network would refuse them after the upload.", "Le réseau les refuserait après l'envoi."
            ),
            fix=both("Encode them as H.264.", "Encodez-les en H.264."),
        ),
        "video-chroma": Page(
            meaning=both(
                "The colours are sampled in another way than 4:2:0.",
                "Les couleurs ne sont pas échantillonnées en 4:2:0.",
            ),
            why=both(
                "Networks refuse it, or phones show a black picture.",
                "Les réseaux le refusent, ou des téléphones montrent une image noire.",
            ),
            fix=both("Encode the video as H.264, 4:2:0.", "Encodez la vidéo en H.264, 4:2:0."),
        ),
        "video-duration": Page(
            meaning=both(
                "The video is shorter or longer than accepted.",
                "La vidéo est plus courte ou plus longue que ce qui est accepté.",
            ),
            why=both(
                "It would be refused after the upload, or it breaks the brand's own rule.",
                "Elle serait refusée après l'envoi, ou elle enfreint la règle de la marque.",
            ),
            fix=both(
                "Cut it; what is too short must be made longer by hand.",
                "Coupez-la ; ce qui est trop court se rallonge à la main.",
            ),
        ),
        "video-frame-rate": Page(
            meaning=both(
                "The video has too few or too many pictures per second.",
                "La vidéo a trop ou trop peu d'images par seconde.",
            ),
            why=both("It would be refused after the upload.", "Elle serait refusée après l'envoi."),
            fix=both(
                "Encode it at a steady 30 pictures per second.",
                "Encodez-la à 30 images par seconde constantes.",
            ),
        ),
        "video-uneven-rate": Page(
            meaning=both(
                "The frame rate changes within the video.", "La cadence change au cours de la vidéo."
            ),
            why=both(
                "Sound and picture drift apart on some networks.",
                "Son et image se décalent sur certains réseaux.",
            ),
            fix=both("Encode it at a steady rate.", "Encodez-la à cadence constante."),
        ),
        "video-bit-rate": Page(
            meaning=both(
                "The video has more bits per second than accepted.",
                "La vidéo a un débit plus élevé que ce qui est accepté.",
            ),
            why=both("It would be refused after the upload.", "Elle serait refusée après l'envoi."),
            fix=both("Encode it with a lower bit rate.", "Encodez-la avec un débit plus faible."),
        ),
        "video-silent": Page(
            meaning=both("The video has no sound.", "La vidéo n'a pas de son."),
            why=both(
                "That may be meant; some networks show such videos to fewer people.",
                "C'est peut-être voulu ; certains réseaux montrent moins de telles vidéos.",
            ),
            fix=both("Add a sound track, or leave it so.", "Ajoutez une piste sonore, ou laissez ainsi."),
        ),
        "audio-codec": Page(
            meaning=both(
                "The sound is encoded in another way than accepted.",
                "Le son est encodé autrement que ce qui est accepté.",
            ),
            why=both("The video would be refused, or be silent.", "La vidéo serait refusée, ou muette."),
            fix=both("Encode it as AAC.", "Encodez-le en AAC."),
        ),
        "audio-channels": Page(
            meaning=both(
                "The sound has more channels than accepted.",
                "Le son a plus de canaux que ce qui est accepté.",
            ),
            why=both("The video would be refused, or be silent.", "La vidéo serait refusée, ou muette."),
            fix=both("Mix it down to stereo.", "Réduisez-le en stéréo."),
        ),
        "audio-rate": Page(
            meaning=both(
                "The sound has another sampling rate than accepted.",
                "Le son a une autre fréquence d'échantillonnage que celles acceptées.",
            ),
            why=both("The video would be refused, or be silent.", "La vidéo serait refusée, ou muette."),
            fix=both("Encode it at 48 kHz.", "Encodez-le à 48 kHz."),
        ),
        "file-size": Page(
            meaning=both(
                "The file is larger than the network takes.",
                "Le fichier est plus gros que le réseau n'accepte.",
            ),
            why=both("It would be refused.", "Il serait refusé."),
            fix=both("Make it smaller.", "Réduisez-le."),
        ),
        "media-dimensions": Page(
            meaning=both("The picture is too small or too large.", "L'image est trop petite ou trop grande."),
            why=both("It would be refused, or look blurred.", "Elle serait refusée, ou floue."),
            fix=both("Give it in another size.", "Donnez-la dans une autre taille."),
        ),
        "media-aspect": Page(
            meaning=both(
                "The picture has another shape than accepted.", "L'image a un autre format que celui accepté."
            ),
            why=both(
                "It would be refused, cropped, or shown with bars.",
                "Elle serait refusée, rognée, ou montrée avec des bandes.",
            ),
            fix=both("Crop it.", "Recadrez-la."),
        ),
        "cover-beyond-end": Page(
            meaning=both(
                "The moment that should be the cover lies behind the end of the video.",
                "L'instant choisi pour la couverture est après la fin de la vidéo.",
            ),
            why=both(
                "The network refuses it, or takes another picture.",
                "Le réseau le refuse, ou prend une autre image.",
            ),
            fix=both("Choose a moment within the video.", "Choisissez un instant de la vidéo."),
            example="instagram: {cover_at: 2.5}",
        ),
        "photo-broken": Page(
            meaning=both(
                "The file cannot be read as a photo.", "Le fichier ne peut pas être lu comme une photo."
            ),
            why=both("No network could show it.", "Aucun réseau ne pourrait la montrer."),
            fix=both("Export the photo again.", "Exportez de nouveau la photo."),
        ),
        "photo-format": Page(
            meaning=both(
                "The photo is in a format that the network does not take.",
                "La photo est dans un format que le réseau n'accepte pas.",
            ),
            why=both("It would be refused.", "Elle serait refusée."),
            fix=both(
                "Give it as JPEG; Cloudinary does so when the address ends in .jpg.",
                "Donnez-la en JPEG ; Cloudinary le fait si l'adresse finit par .jpg.",
            ),
        ),
        "photo-colour": Page(
            meaning=both(
                "The photo has colours for print (CMYK) or others that screens do not share.",
                "La photo a des couleurs d'imprimerie (CMJN) ou d'autres que les écrans ne partagent pas.",
            ),
            why=both(
                "It would be refused, or look wrong.",
                "Elle serait refusée, ou rendue avec de fausses couleurs.",
            ),
            fix=both("Give it in RGB (sRGB).", "Donnez-la en RVB (sRGB)."),
        ),
        "photo-animated": Page(
            meaning=both("The photo is an animation.", "La photo est une animation."),
            why=both("It would be refused, or stand still.", "Elle serait refusée, ou figée."),
            fix=both("Give a still picture, or a video.", "Donnez une image fixe, ou une vidéo."),
        ),
        "photo-truncated": Page(
            meaning=both("The end of the photo is missing.", "La fin de la photo manque."),
            why=both(
                "It would be shown with a grey part, or refused.",
                "Elle serait montrée avec une partie grise, ou refusée.",
            ),
            fix=both("Upload it again, to its end.", "Déposez-la de nouveau, jusqu'au bout."),
        ),
    },
)
