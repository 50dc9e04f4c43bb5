"""What a network does not accept: the pages of these problems."""

from __future__ import annotations

from aromatiza.core.catalogue.page import Chapter, Page, both

__all__ = ["CHAPTER"]

CHAPTER = Chapter(
    title=both("What a network does not accept", "Ce qu'un réseau n'accepte pas"),
    pages={
        "media-kind": Page(
            meaning=both(
                "The network does not take this kind of media.", "Le réseau n'accepte pas ce genre de média."
            ),
            why=both("It would refuse the post.", "Il refuserait le post."),
            fix=both(
                "Leave the account out of this post, or give the other kind of file.",
                "Retirez ce compte du post, ou donnez un fichier de l'autre genre.",
            ),
            example="platforms: [facebook, instagram]",
        ),
        "too-many-photos": Page(
            meaning=both(
                "The post has more photos than the network takes.",
                "Le post a plus de photos que le réseau n'en accepte.",
            ),
            why=both("It would refuse the post.", "Il refuserait le post."),
            fix=both(
                "Keep the best ones, or make two posts.", "Gardez les meilleures, ou faites deux posts."
            ),
        ),
        "text-too-long": Page(
            meaning=both(
                "A text is longer than the network takes, counted as that network counts.",
                "Un texte est plus long que le réseau n'accepte, compté comme ce réseau compte.",
            ),
            why=both(
                "It would be refused after the upload, or cut.", "Il serait refusé après l'envoi, ou coupé."
            ),
            fix=both(
                "Shorten it, or give the account a text of its own.",
                "Raccourcissez-le, ou donnez à ce compte son propre texte.",
            ),
            example="captions: {default: …, x: …}",
        ),
        "text-missing": Page(
            meaning=both("A text that is needed here is missing.", "Un texte obligatoire ici manque."),
            why=both(
                "The network refuses the post without it, or a lost answer could not be traced to it.",
                "Sans lui, le réseau refuse le post, ou une réponse perdue ne pourrait pas lui être rattachée.",
            ),
            fix=both("Write it.", "Écrivez-le."),
            example="title: Brume de lavande",
        ),
        "too-many-hashtags": Page(
            meaning=both(
                "The text has more hashtags than the network takes, those of the list included.",
                "Le texte a plus de hashtags que le réseau n'en accepte, ceux de la liste compris.",
            ),
            why=both(
                "The post would be refused, or shown without them.",
                "Le post serait refusé, ou montré sans eux.",
            ),
            fix=both("Keep the ones that people look for.", "Gardez ceux que l'on cherche vraiment."),
        ),
        "too-many-mentions": Page(
            meaning=both(
                "The text names more accounts than the network takes.",
                "Le texte nomme plus de comptes que le réseau n'en accepte.",
            ),
            why=both(
                "The post would be refused, or held for spam.", "Le post serait refusé, ou pris pour du spam."
            ),
            fix=both("Name fewer of them.", "Nommez-en moins."),
        ),
        "too-many-links": Page(
            meaning=both(
                "The text has more links than the network takes, or takes at the usual price.",
                "Le texte a plus de liens que le réseau n'en accepte, ou n'en accepte au prix habituel.",
            ),
            why=both(
                "It would be refused, or cost many times as much.",
                "Il serait refusé, ou coûterait bien plus cher.",
            ),
            fix=both(
                "Remove the link from the caption; `link:` is for networks that take one.",
                "Retirez le lien de la légende ; `link:` sert aux réseaux qui en acceptent un.",
            ),
        ),
        "too-many-cashtags": Page(
            meaning=both(
                "The text has more cashtags ($ABC) than the network takes.",
                "Le texte a plus de cashtags ($ABC) que le réseau n'en accepte.",
            ),
            why=both("The post would be refused.", "Le post serait refusé."),
            fix=both("Keep one.", "Gardez-en un."),
        ),
        "forbidden-character": Page(
            meaning=both(
                "The text has a character that the network refuses.",
                "Le texte contient un caractère que le réseau refuse.",
            ),
            why=both("The whole post would be refused.", "Tout le post serait refusé."),
            fix=both("Remove it, or say it in words.", "Retirez-le, ou dites-le en toutes lettres."),
        ),
        "option-value": Page(
            meaning=both(
                "An option has a value that the platform does not know.",
                "Une option a une valeur que la plateforme ne connaît pas.",
            ),
            why=both("The post would be refused.", "Le post serait refusé."),
            fix=both("Write one of the accepted values.", "Écrivez l'une des valeurs acceptées."),
            example="tiktok: {mode: inbox}",
        ),
        "option-missing": Page(
            meaning=both(
                "An option that must be chosen is missing.", "Une option qu'il faut choisir manque."
            ),
            why=both(
                "The platform asks for a choice, and nobody else can make it.",
                "La plateforme demande un choix, et personne d'autre ne peut le faire.",
            ),
            fix=both(
                "Choose it in the post, or in the account's settings in content/brand.yaml.",
                "Choisissez-la dans le post, ou dans les réglages du compte dans content/brand.yaml.",
            ),
            example="pinterest: {board: Senteurs}",
        ),
        "option-conflict": Page(
            meaning=both("Two options exclude each other.", "Deux options s'excluent."),
            why=both(
                "The platform would refuse the post, or drop one of them.",
                "La plateforme refuserait le post, ou laisserait tomber l'une d'elles.",
            ),
            fix=both("Change one of the two.", "Changez l'une des deux."),
        ),
        "option-not-taken": Page(
            meaning=both("An option would have no effect here.", "Une option serait sans effet ici."),
            why=both(
                "Whoever wrote it expects something that would not happen.",
                "La personne qui l'a écrite attend quelque chose qui n'arriverait pas.",
            ),
            fix=both("Remove it.", "Retirez-la."),
        ),
        "tags-too-long": Page(
            meaning=both(
                "The tags together are longer than the network takes.",
                "Les mots-clés réunis sont plus longs que le réseau n'accepte.",
            ),
            why=both("The post would be refused.", "Le post serait refusé."),
            fix=both(
                "Remove some; a tag with a space counts two characters more.",
                "Retirez-en ; un mot-clé avec une espace compte deux caractères de plus.",
            ),
        ),
        "unverified-host": Page(
            meaning=both(
                "TikTok fetches photos by itself, from hosts only that the brand has verified with it.",
                "TikTok prend lui-même les photos, seulement sur des hôtes que la marque a fait vérifier chez lui.",
            ),
            why=both(
                "A host that is shared with others, such as Cloudinary's usual one, cannot be verified.",
                "Un hôte partagé avec d'autres, comme celui de Cloudinary, ne peut pas être vérifié.",
            ),
            fix=both(
                "Serve the photos from a host of the brand's own that is verified in TikTok's developer portal.",
                "Servez les photos depuis un hôte de la marque, vérifié dans le portail développeurs de TikTok.",
            ),
        ),
    },
)
