"""What is counted and measured of texts and files, with its units."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "unit.code_points": (
        "characters",
        "caractères",
    ),
    "unit.utf16": (
        "UTF-16 units",
        "unités UTF-16",
    ),
    "unit.bytes": (
        "bytes",
        "octets",
    ),
    "unit.graphemes": (
        "visible characters",
        "caractères visibles",
    ),
    "unit.x_weight": (
        "weighted characters",
        "caractères pondérés",
    ),
    "entity.hashtag": (
        "hashtags",
        "hashtags",
    ),
    "entity.mention": (
        "mentions",
        "mentions",
    ),
    "entity.link": (
        "links",
        "liens",
    ),
    "entity.cashtag": (
        "cashtags",
        "cashtags",
    ),
    "kind.video": (
        "a video",
        "une vidéo",
    ),
    "kind.photo": (
        "photos",
        "des photos",
    ),
    "part.text": (
        "the caption with its hashtags",
        "la légende avec ses hashtags",
    ),
    "part.title": (
        "the title",
        "le titre",
    ),
    "part.link": (
        "the link",
        "le lien",
    ),
    "part.alt": (
        "the alternative text",
        "le texte alternatif",
    ),
    "part.media": (
        "the media",
        "les médias",
    ),
    "value.seconds": (
        "{value} s",
        "{value} s",
    ),
    "value.pixels": (
        "{value} px",
        "{value} px",
    ),
    "value.megabytes": (
        "{value} MB",
        "{value} Mo",
    ),
    "value.frames": (
        "{value} frames/s",
        "{value} images/s",
    ),
    "value.megabits": (
        "{value} Mbit/s",
        "{value} Mbit/s",
    ),
    "value.ratio": (
        "{value}",
        "{value}",
    ),
    "value.count": (
        "{value}",
        "{value}",
    ),
    "value.hertz": (
        "{value} Hz",
        "{value} Hz",
    ),
    "quantity.duration": (
        "the duration",
        "la durée",
    ),
    "quantity.duration.fix": (
        "bring the video to that length",
        "ramenez la vidéo à cette durée",
    ),
    "quantity.size": (
        "the size of the file",
        "la taille du fichier",
    ),
    "quantity.size.fix": (
        "make the file smaller",
        "réduisez le fichier",
    ),
    "quantity.frame_rate": (
        "the frame rate",
        "la cadence",
    ),
    "quantity.frame_rate.fix": (
        "encode the video at a steady 30 frames per second",
        "encodez la vidéo à 30 images par seconde constantes",
    ),
    "quantity.width": (
        "the width",
        "la largeur",
    ),
    "quantity.height": (
        "the height",
        "la hauteur",
    ),
    "quantity.short_side": (
        "the shorter side",
        "le petit côté",
    ),
    "quantity.long_side": (
        "the longer side",
        "le grand côté",
    ),
    "quantity.side.fix": (
        "give the file in another size",
        "donnez le fichier dans une autre taille",
    ),
    "quantity.aspect": (
        "the shape (width : height)",
        "le format d'image (largeur : hauteur)",
    ),
    "quantity.aspect.fix": (
        "crop it to that shape",
        "recadrez-le à ce format",
    ),
    "quantity.bit_rate": (
        "the video bit rate",
        "le débit vidéo",
    ),
    "quantity.bit_rate.fix": (
        "encode the video with fewer bits per second",
        "encodez la vidéo avec un débit plus faible",
    ),
    "quantity.channels": (
        "the audio channels",
        "les canaux audio",
    ),
    "quantity.audio_rate": (
        "the audio sampling rate",
        "la fréquence d'échantillonnage audio",
    ),
    "quantity.audio.fix": (
        "encode the sound as AAC, stereo, 48 kHz",
        "encodez le son en AAC, stéréo, 48 kHz",
    ),
    "quality.container": (
        "the file format",
        "le format de fichier",
    ),
    "quality.container.fix": (
        "export the video as mp4",
        "exportez la vidéo en mp4",
    ),
    "quality.codec": (
        "the video codec",
        "le codec vidéo",
    ),
    "quality.codec.fix": (
        "encode the video as H.264, 4:2:0",
        "encodez la vidéo en H.264, 4:2:0",
    ),
    "quality.chroma": (
        "the chroma subsampling",
        "le sous-échantillonnage des couleurs",
    ),
    "quality.audio_codec": (
        "the audio codec",
        "le codec audio",
    ),
    "quality.audio_codec.fix": (
        "encode the sound as AAC",
        "encodez le son en AAC",
    ),
    "quality.photo_format": (
        "the photo's format",
        "le format de la photo",
    ),
    "quality.photo_format.fix": (
        "give the photo as JPEG",
        "donnez la photo en JPEG",
    ),
    "quality.colour": (
        "the photo's colours",
        "les couleurs de la photo",
    ),
    "quality.colour.fix": (
        "give the photo in RGB (sRGB)",
        "donnez la photo en RVB (sRGB)",
    ),
    "trait.fast_start": (
        "the index before the pictures (fast start)",
        "l'index avant les images (fast start)",
    ),
    "trait.fast_start.lacking": (
        "the video's index (moov) stands at its end, so that it cannot be read while it arrives",
        "l'index de la vidéo (moov) est à la fin : elle ne peut pas être lue pendant son arrivée",
    ),
    "trait.rewrite.fix": (
        'export the video again, as an mp4 "for the web"',
        "exportez de nouveau la vidéo, en mp4 « pour le web »",
    ),
    "trait.whole_index": (
        "one index for the whole file",
        "un seul index pour tout le fichier",
    ),
    "trait.whole_index.lacking": (
        "the video is fragmented (made for streaming)",
        "la vidéo est fragmentée (faite pour le streaming)",
    ),
    "trait.no_edits": (
        "no edit list",
        "pas de liste de montage",
    ),
    "trait.no_edits.lacking": (
        "the video has an edit list, which this network does not take",
        "la vidéo a une liste de montage (edit list), que ce réseau n'accepte pas",
    ),
    "trait.even_rate": (
        "a steady frame rate",
        "une cadence constante",
    ),
    "trait.even_rate.lacking": (
        "the frame rate changes within the video",
        "la cadence change au cours de la vidéo",
    ),
    "trait.sound": (
        "sound",
        "du son",
    ),
    "trait.sound.lacking": (
        "the video has no sound",
        "la vidéo n'a pas de son",
    ),
    "trait.sound.fix": (
        "add a sound track, or leave it so if the silence is wanted",
        "ajoutez une piste sonore, ou laissez ainsi si le silence est voulu",
    ),
    "trait.whole": (
        "the whole file",
        "le fichier entier",
    ),
    "trait.whole.lacking": (
        "the file is cut off: it names pictures beyond its end",
        "le fichier est tronqué : il annonce des images au-delà de sa fin",
    ),
    "trait.whole.fix": (
        "upload the video again",
        "déposez de nouveau la vidéo",
    ),
    "trait.still": (
        "one still picture",
        "une seule image fixe",
    ),
    "trait.still.lacking": (
        "the photo is animated",
        "la photo est animée",
    ),
    "trait.photo_whole.lacking": (
        "the photo seems to be cut off: its end is missing",
        "la photo semble tronquée : sa fin manque",
    ),
    "trait.photo_whole.fix": (
        "upload the photo again",
        "déposez de nouveau la photo",
    ),
}
