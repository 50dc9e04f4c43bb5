"""What a careful editor asks about: the pages of these problems."""

from __future__ import annotations

from aromatiza.core.catalogue.page import Chapter, Page, both

__all__ = ["CHAPTER"]

CHAPTER = Chapter(
    title=both("What a careful editor asks about", "Ce qu'une relecture attentive signale"),
    pages={
        "placeholder": Page(
            meaning=both(
                "A text is still the one that stood in for it.",
                "Un texte est encore celui qui en tenait lieu.",
            ),
            why=both("It would be published as it is.", "Il serait publié tel quel."),
            fix=both("Write the text, or remove the line.", "Écrivez le texte, ou retirez la ligne."),
            example="captions: Une pression, et le linge sent la Provence.",
        ),
        "banned-word": Page(
            meaning=both(
                "A text has a word that the brand does not want to use.",
                "Un texte contient un mot que la marque ne veut pas employer.",
            ),
            why=both(
                "The brand's own list says so: banned_words, under lints in content/brand.yaml.",
                "La liste de la marque le dit : banned_words, sous lints dans content/brand.yaml.",
            ),
            fix=both("Say it in other words.", "Dites-le autrement."),
        ),
        "hidden-character": Page(
            meaning=both(
                "A text has characters that cannot be seen but change what is read.",
                "Un texte contient des caractères invisibles qui changent ce qui est lu.",
            ),
            why=both(
                "They turn words round or split them, and a reviewer sees something else than the readers.",
                "Ils retournent ou coupent des mots, et la relecture voit autre chose que les lecteurs.",
            ),
            fix=both("Type the word anew.", "Retapez le mot."),
        ),
        "missing-alt": Page(
            meaning=both(
                "A photo has no words for those who cannot see it.",
                "Une photo n'a pas de texte pour qui ne la voit pas.",
            ),
            why=both(
                "Screen readers say nothing, and searches do not find it.",
                "Les lecteurs d'écran ne disent rien, et les recherches ne la trouvent pas.",
            ),
            fix=both("Say in a sentence what it shows.", "Dites en une phrase ce qu'elle montre."),
            example="alt: Une bougie allumée sur une table en bois clair",
        ),
        "broken-hashtag": Page(
            meaning=both(
                "A hashtag in the text ends earlier than it looks.",
                "Un hashtag du texte finit plus tôt qu'il n'y paraît.",
            ),
            why=both(
                "Networks end it at the first hyphen, apostrophe or blank; a number alone is none.",
                "Les réseaux l'arrêtent au premier tiret, apostrophe ou espace ; un nombre seul n'en est pas un.",
            ),
            fix=both("Write it in one word, with letters.", "Écrivez-le en un mot, avec des lettres."),
            example="#parfumdinterieur",
        ),
        "repeated-hashtag": Page(
            meaning=both(
                "A hashtag stands in the text and in the list of hashtags.",
                "Un hashtag est dans le texte et dans la liste des hashtags.",
            ),
            why=both("It would be shown twice.", "Il serait montré deux fois."),
            fix=both("Keep one of the two.", "Gardez l'un des deux."),
        ),
        "typography": Page(
            meaning=both(
                "The text breaks a habit of French typography.",
                "Le texte s'écarte d'un usage de la typographie française.",
            ),
            why=both(
                "Readers see it at once in a brand's posts.",
                "Cela se voit tout de suite dans les posts d'une marque.",
            ),
            fix=both("Write it as the fix shows.", "Écrivez-le comme dans la correction."),
            example="Retournez-les : le parfum repart.",
        ),
        "disclosure": Page(
            meaning=both(
                "A paid partnership is not declared, or not in the words that readers see.",
                "Une collaboration commerciale n'est pas déclarée, ou pas dans les mots que voient les lecteurs.",
            ),
            why=both(
                "The law wants the commercial intention to be plain, and networks want their own label for it.",
                "La loi veut que l'intention commerciale soit claire, et les réseaux veulent leur propre mention.",
            ),
            fix=both(
                "Say it in the caption, and set paid_partnership for each account that takes it; switch the lint off if nobody pays.",
                "Dites-le dans la légende, et réglez paid_partnership pour chaque compte qui l'accepte ; désactivez cette vérification si personne ne paie.",
            ),
            example="captions: Collaboration commerciale avec …",
        ),
        "ai-label": Page(
            meaning=both(
                "Something made with AI does not carry the label that the network asks for.",
                "Une image ou vidéo faite avec l'IA ne porte pas la mention que le réseau demande.",
            ),
            why=both(
                "Networks want realistic pictures made with AI to be labelled.",
                "Les réseaux veulent que les images réalistes faites avec l'IA soient signalées.",
            ),
            fix=both("Set the account's option for it.", "Réglez l'option correspondante du compte."),
            example="instagram: {ai_generated: true}",
        ),
        "repeated-media": Page(
            meaning=both(
                "The same file already stands in an earlier post for the same account.",
                "Le même fichier est déjà dans un post précédent pour le même compte.",
            ),
            why=both(
                "Publication would hold it, so that nothing goes out twice by mistake.",
                "La publication le retiendrait, pour que rien ne parte deux fois par erreur.",
            ),
            fix=both(
                "Give another file; or say that it is meant.",
                "Donnez un autre fichier ; ou dites que c'est voulu.",
            ),
            example="repeat: true",
        ),
        "repeated-caption": Page(
            meaning=both(
                "The caption is nearly the one of an earlier post for the same account.",
                "La légende est presque celle d'un post précédent pour le même compte.",
            ),
            why=both(
                "Networks take it for spam, and readers for a mistake.",
                "Les réseaux y voient du spam, et les lecteurs une erreur.",
            ),
            fix=both("Word it anew.", "Reformulez-la."),
        ),
        "dead-link": Page(
            meaning=both("The post's link leads nowhere.", "Le lien du post ne mène nulle part."),
            why=both("Whoever follows it finds an error.", "Qui le suit trouve une erreur."),
            fix=both(
                "Correct the link, or publish the page first.",
                "Corrigez le lien, ou publiez d'abord la page.",
            ),
        ),
    },
)
