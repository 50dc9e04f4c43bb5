"""What stands in the file: the pages of these problems."""

from __future__ import annotations

from aromatiza.core.catalogue.page import Chapter, Page, both

__all__ = ["CHAPTER"]

CHAPTER = Chapter(
    title=both("What stands in the file", "Ce que dit le fichier"),
    pages={
        "empty-file": Page(
            meaning=both("The file says nothing.", "Le fichier ne dit rien."),
            why=both(
                "A post needs at least a video or photos.", "Un post a au moins une vidéo ou des photos."
            ),
            fix=both(
                "Write a post, or delete the file; `aromatiza new` writes one.",
                "Écrivez un post, ou supprimez le fichier ; `aromatiza new` en écrit un.",
            ),
            example="aromatiza new https://res.cloudinary.com/…/brume.mp4",
        ),
        "unknown-key": Page(
            meaning=both("This key means nothing here.", "Cette clé ne veut rien dire ici."),
            why=both(
                "A mistyped key would be left out without a word.",
                "Une clé mal écrite serait ignorée sans un mot.",
            ),
            fix=both(
                "Write the key that is proposed, or remove it.", "Écrivez la clé proposée, ou retirez-la."
            ),
            example="captions: …",
        ),
        "missing-key": Page(
            meaning=both("A key that is needed is not there.", "Une clé obligatoire manque."),
            why=both("Nothing can be published without it.", "Rien ne peut être publié sans elle."),
            fix=both("Add it.", "Ajoutez-la."),
            example="video: https://res.cloudinary.com/…/brume.mp4",
        ),
        "exclusive-keys": Page(
            meaning=both(
                "Two keys stand together that exclude each other.",
                "Deux clés qui s'excluent figurent ensemble.",
            ),
            why=both(
                "A post has a video or photos; nobody could say which was meant.",
                "Un post a une vidéo ou des photos ; personne ne saurait ce qui était voulu.",
            ),
            fix=both("Remove one of the two.", "Retirez l'une des deux."),
        ),
        "wrong-type": Page(
            meaning=both(
                "The value is of another kind than the key takes, such as a list where a text is expected.",
                "La valeur n'est pas du genre que la clé accepte, par exemple une liste au lieu d'un texte.",
            ),
            why=both("It would not mean what was meant.", "Elle ne voudrait pas dire ce qui était voulu."),
            fix=both("Write it as the example shows.", "Écrivez-la comme dans l'exemple."),
            example="draft: true",
        ),
        "not-allowed": Page(
            meaning=both(
                "The value is none of those that the key takes.",
                "La valeur n'est aucune de celles que la clé accepte.",
            ),
            why=both(
                "It would be refused, or mean something else.",
                "Elle serait refusée, ou voudrait dire autre chose.",
            ),
            fix=both("Write one of the accepted values.", "Écrivez l'une des valeurs acceptées."),
            example="mode: inbox",
        ),
        "wrong-form": Page(
            meaning=both(
                "The text does not have the form that the key takes.",
                "Le texte n'a pas la forme que la clé accepte.",
            ),
            why=both(
                "It could not be read as what it should be.", "Il ne pourrait pas être lu comme il le faut."
            ),
            fix=both("Write it as the example shows.", "Écrivez-le comme dans l'exemple."),
            example="publish_at: 2026-06-01 18:00",
        ),
        "too-few": Page(
            meaning=both(
                "The value has too few entries or characters.",
                "La valeur a trop peu d'éléments ou de caractères.",
            ),
            why=both("It could not do what it is for.", "Elle ne pourrait pas servir."),
            fix=both("Add what is missing.", "Ajoutez ce qui manque."),
        ),
        "too-many": Page(
            meaning=both(
                "The value has too many entries or characters.",
                "La valeur a trop d'éléments ou de caractères.",
            ),
            why=both("It could not do what it is for.", "Elle ne pourrait pas servir."),
            fix=both("Remove some.", "Retirez-en."),
        ),
        "empty": Page(
            meaning=both("The value is empty.", "La valeur est vide."),
            why=both("An empty value says nothing.", "Une valeur vide ne dit rien."),
            fix=both("Write something, or remove the key.", "Écrivez quelque chose, ou retirez la clé."),
        ),
        "out-of-range": Page(
            meaning=both(
                "The number is smaller or larger than accepted.",
                "Le nombre est plus petit ou plus grand que ce qui est accepté.",
            ),
            why=both("It would be refused, or do harm.", "Il serait refusé, ou ferait des dégâts."),
            fix=both("Write a number within the limits.", "Écrivez un nombre dans les limites."),
        ),
        "twice": Page(
            meaning=both(
                "The same entry stands twice in a list.", "Le même élément figure deux fois dans une liste."
            ),
            why=both("It would be sent twice, or refused.", "Il serait envoyé deux fois, ou refusé."),
            fix=both("Keep one.", "Gardez-en un."),
        ),
        "bad-name": Page(
            meaning=both(
                "The name of an account has other characters than small letters, digits, hyphens and underscores.",
                "Le nom d'un compte contient autre chose que des minuscules, chiffres, tirets et soulignés.",
            ),
            why=both(
                "Names become parts of files and of secrets' names.",
                "Les noms deviennent des parties de fichiers et de noms de secrets.",
            ),
            fix=both("Rename the account.", "Renommez le compte."),
            example='boutique-paris: {platform: instagram, id: "1784…"}',
        ),
        "no-id": Page(
            meaning=both(
                "The file's name cannot be the post's id, and the post has none of its own.",
                "Le nom du fichier ne peut pas être l'id du post, et le post n'en a pas.",
            ),
            why=both(
                "The id is how the ledger knows what was published.",
                "L'id est ce par quoi le registre sait ce qui a été publié.",
            ),
            fix=both(
                "Write an id into the post, or rename the file.",
                "Écrivez un id dans le post, ou renommez le fichier.",
            ),
            example="id: brume-lavande",
        ),
        "duplicate-id": Page(
            meaning=both("Two posts have the same id.", "Deux posts ont le même id."),
            why=both(
                "An id is published once: one of the two would never appear.",
                "Un id n'est publié qu'une fois : l'un des deux ne paraîtrait jamais.",
            ),
            fix=both("Give the newer post another id.", "Donnez un autre id au post le plus récent."),
            example="id: brume-lavande-2",
        ),
        "moved-id": Page(
            meaning=both(
                "A file was moved, and the post's id would change with it.",
                "Un fichier a été déplacé, et l'id du post changerait avec lui.",
            ),
            why=both(
                "Under a new id it would be published once more.",
                "Sous un nouvel id, il serait publié une fois de plus.",
            ),
            fix=both(
                "Write the old id into the file; or a new one, if it is another post.",
                "Écrivez l'ancien id dans le fichier ; ou un nouveau, si c'est un autre post.",
            ),
            example="id: brume-lavande",
        ),
        "media-host": Page(
            meaning=both(
                "The file is on a host that the brand does not allow, or its address has a user, a password or a port.",
                "Le fichier est sur un hôte que la marque n'autorise pas, ou son adresse contient un utilisateur, un mot de passe ou un port.",
            ),
            why=both("Nothing is ever fetched from elsewhere.", "Rien n'est jamais pris ailleurs."),
            fix=both(
                "Put the file on an allowed host, or add its host to media.hosts in content/brand.yaml.",
                "Déposez le fichier sur un hôte autorisé, ou ajoutez son hôte à media.hosts dans content/brand.yaml.",
            ),
            example="media: {hosts: [res.cloudinary.com]}",
        ),
        "unknown-account": Page(
            meaning=both(
                "No account of the brand has this name.", "Aucun compte de la marque ne porte ce nom."
            ),
            why=both(
                "The post, or its caption, would go nowhere.", "Le post, ou sa légende, n'irait nulle part."
            ),
            fix=both(
                "Write the name of an account of content/brand.yaml.",
                "Écrivez le nom d'un compte de content/brand.yaml.",
            ),
            example="platforms: [instagram]",
        ),
        "no-accounts": Page(
            meaning=both(
                "The post names no account, and the brand has no default ones.",
                "Le post ne nomme aucun compte, et la marque n'en a pas par défaut.",
            ),
            why=both("It would go nowhere.", "Il n'irait nulle part."),
            fix=both(
                "Name the accounts in the post, or give the brand default ones.",
                "Nommez les comptes dans le post, ou donnez-en par défaut à la marque.",
            ),
            example="platforms: [instagram, x]",
        ),
        "no-such-time": Page(
            meaning=both("This day or hour does not exist.", "Ce jour ou cette heure n'existe pas."),
            why=both(
                "The post would go out at another time than was meant.",
                "Le post partirait à un autre moment que prévu.",
            ),
            fix=both(
                "Write a time that exists; on the night of summer time an hour is missing.",
                "Écrivez un moment qui existe ; la nuit du passage à l'heure d'été, une heure manque.",
            ),
            example="publish_at: 2026-06-01 18:00",
        ),
        "not-a-hashtag": Page(
            meaning=both(
                "An entry of the hashtags is not one hashtag.",
                "Un élément des hashtags n'est pas un hashtag.",
            ),
            why=both(
                "Networks end a hashtag at the first blank or hyphen.",
                "Les réseaux arrêtent un hashtag au premier espace ou tiret.",
            ),
            fix=both("Write it in one word.", "Écrivez-le en un mot."),
            example="hashtags: [parfumdinterieur]",
        ),
        "not-a-post": Page(
            meaning=both(
                "A file or folder below content/posts is no post: it is hidden, or its name does not end in .yaml.",
                "Un fichier ou dossier sous content/posts n'est pas un post : il est caché, ou son nom ne finit pas par .yaml.",
            ),
            why=both("It would be left out without a word.", "Il serait ignoré sans un mot."),
            fix=both("Rename it, or put it elsewhere.", "Renommez-le, ou mettez-le ailleurs."),
            example="content/posts/brume-lavande.yaml",
        ),
        "bad-path": Page(
            meaning=both(
                "The name of a file has a line break, a control character, or bytes that are not UTF-8.",
                "Le nom d'un fichier contient un saut de ligne, un caractère de contrôle, ou des octets qui ne sont pas de l'UTF-8.",
            ),
            why=both(
                "Such names are read differently by every program.",
                "De tels noms sont lus différemment par chaque programme.",
            ),
            fix=both("Rename the file.", "Renommez le fichier."),
        ),
        "similar-paths": Page(
            meaning=both(
                "Two files have names that differ only in capital letters or in how accents are written.",
                "Deux fichiers ont des noms qui ne diffèrent que par les majuscules ou l'écriture des accents.",
            ),
            why=both(
                "On macOS and Windows one of them replaces the other.",
                "Sur macOS et Windows, l'un remplace l'autre.",
            ),
            fix=both("Rename one of them.", "Renommez l'un des deux."),
        ),
        "symbolic-link": Page(
            meaning=both(
                "A file is a link to another place.", "Un fichier est un lien vers un autre endroit."
            ),
            why=both(
                "git keeps only the name of its target, which may be outside the repository.",
                "git ne garde que le nom de sa cible, qui peut être hors du dépôt.",
            ),
            fix=both("Put the file itself there.", "Mettez-y le fichier lui-même."),
        ),
        "unknown-timezone": Page(
            meaning=both("There is no time zone of that name.", "Il n'y a pas de fuseau horaire de ce nom."),
            why=both(
                "publish_at is read in the brand's time zone.",
                "publish_at est lu dans le fuseau de la marque.",
            ),
            fix=both(
                "Write the zone's name as in the tz database.",
                "Écrivez le nom du fuseau comme dans la base tz.",
            ),
            example="timezone: Europe/Paris",
        ),
        "unknown-platform": Page(
            meaning=both("There is no platform of that name.", "Il n'y a pas de plateforme de ce nom."),
            why=both("Nothing could be published there.", "Rien ne pourrait y être publié."),
            fix=both("Write one of the platforms' names.", "Écrivez le nom de l'une des plateformes."),
            example="platform: instagram",
        ),
        "account-name": Page(
            meaning=both(
                "An account bears the name of a platform that it is not on.",
                "Un compte porte le nom d'une plateforme sur laquelle il n'est pas.",
            ),
            why=both(
                "A caption for that name would go to another network than the reader thinks.",
                "Une légende à ce nom irait sur un autre réseau que le lecteur ne croit.",
            ),
            fix=both("Rename the account.", "Renommez le compte."),
        ),
        "shared-account-id": Page(
            meaning=both(
                "Two accounts of the brand are the same one on its network.",
                "Deux comptes de la marque sont le même sur leur réseau.",
            ),
            why=both("It would receive every post twice.", "Il recevrait chaque post deux fois."),
            fix=both("Correct an id, or remove one of the two.", "Corrigez un id, ou retirez l'un des deux."),
        ),
        "shared-token-name": Page(
            meaning=both(
                "Two accounts have names that give the same secret's name.",
                "Deux comptes ont des noms qui donnent le même nom de secret.",
            ),
            why=both("Both would be given the same token.", "Les deux recevraient le même jeton."),
            fix=both("Rename one of them.", "Renommez l'un des deux."),
        ),
        "link-missing": Page(
            meaning=both(
                "The caption has `{link}`, and the post has no `link`.",
                "La légende contient `{link}`, et le post n'a pas de `link`.",
            ),
            why=both(
                "The line with `{link}` would be left out everywhere.",
                "La ligne de `{link}` serait omise partout.",
            ),
            fix=both(
                "Give the post a `link`, or remove the line.",
                "Donnez un `link` au post, ou retirez la ligne.",
            ),
            example="link: https://example.com/brume-lavande",
        ),
        "stale-fact": Page(
            meaning=both(
                "Something that a network decides, such as a version, a price or a quota, was read so long ago that it may have changed.",
                "Une chose qu'un réseau décide (version, prix, quota) a été lue il y a si longtemps qu'elle a pu changer.",
            ),
            why=both(
                "What was true then may be refused now.", "Ce qui était vrai peut être refusé aujourd'hui."
            ),
            fix=both(
                "Update aromatiza; if there is no newer one, look at the source.",
                "Mettez aromatiza à jour ; s'il n'y a pas plus récent, regardez la source.",
            ),
            example="aromatiza rules",
        ),
        "unreadable-file": Page(
            meaning=both(
                "A file cannot be read on this machine.", "Un fichier ne peut pas être lu sur cette machine."
            ),
            why=both(
                "What cannot be read cannot be checked.",
                "Ce qui ne peut pas être lu ne peut pas être vérifié.",
            ),
            fix=both("Give yourself the right to read it.", "Donnez-vous le droit de le lire."),
        ),
    },
)
