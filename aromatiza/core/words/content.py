"""What is wrong with the brand and its posts."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, tuple[str, str]] = {
    "type.string": (
        "a text",
        "un texte",
    ),
    "type.integer": (
        "a whole number",
        "un nombre entier",
    ),
    "type.number": (
        "a number",
        "un nombre",
    ),
    "type.boolean": (
        "true or false",
        "true ou false",
    ),
    "type.array": (
        "a list",
        "une liste",
    ),
    "type.object": (
        "a mapping",
        "un tableau de clés",
    ),
    "type.null": (
        "nothing",
        "rien",
    ),
    "type.or": (
        "{first} or {second}",
        "{first} ou {second}",
    ),
    "content.file": (
        "the file",
        "le fichier",
    ),
    "content.empty": (
        "the file is empty",
        "le fichier est vide",
    ),
    "content.empty.fix": (
        "write its content, or delete it",
        "écrivez son contenu, ou supprimez-le",
    ),
    "content.unknown_key": (
        "the key {name} is unknown here",
        "la clé {name} est inconnue ici",
    ),
    "content.did_you_mean": (
        "write {suggestion}, if that was meant; accepted: {accepted}",
        "écrivez {suggestion}, si c'est ce que vous vouliez ; accepté : {accepted}",
    ),
    "content.accepted": (
        "accepted: {accepted}",
        "accepté : {accepted}",
    ),
    "content.remove": (
        "remove it",
        "retirez-le",
    ),
    "content.bad_name": (
        "{name} cannot be a name",
        "{name} ne peut pas servir de nom",
    ),
    "content.bad_name.fix": (
        "use small letters, digits, - and _ only, begin with a letter or a digit, at most 40; default is taken",
        "n'utilisez que des minuscules sans accent, des chiffres, - et _ ; commencez par une lettre ou un chiffre, 40 signes au plus ; default est réservé",
    ),
    "content.missing": (
        "{name} is missing",
        "{name} manque",
    ),
    "content.write": (
        "write for example: {name}: {example}",
        "écrivez par exemple : {name}: {example}",
    ),
    "content.add": (
        "add the key {name}",
        "ajoutez la clé {name}",
    ),
    "content.missing_one_of": (
        "one of {names} is missing",
        "il manque l'une des clés {names}",
    ),
    "content.missing_one_of.fix": (
        "write one of {names}",
        "écrivez l'une des clés {names}",
    ),
    "content.exclusive": (
        "{names} exclude each other",
        "les clés {names} s'excluent",
    ),
    "content.exclusive.fix": (
        "keep one of {names}; make a second post for the other",
        "ne gardez qu'une des clés {names} ; faites une autre publication pour le reste",
    ),
    "content.wrong_type": (
        "{where} is {found}; accepted: {accepted}",
        "{where} : trouvé {found} ; accepté : {accepted}",
    ),
    "content.quote": (
        'put it in quotes: "{written}"',
        'mettez des guillemets : "{written}"',
    ),
    "content.true_or_false": (
        "write {name}: true or {name}: false",
        "écrivez {name}: true ou {name}: false",
    ),
    "content.change": (
        "write {accepted}",
        "écrivez {accepted}",
    ),
    "content.not_allowed": (
        "{where} is {found}, which is not accepted",
        "{where} vaut {found}, ce qui n'est pas accepté",
    ),
    "content.wrong_form": (
        "{where} does not have the right form: {found}",
        "{where} n'a pas la bonne forme : {found}",
    ),
    "content.see_schema": (
        "see its description in the folder schemas",
        "voyez sa description dans le dossier schemas",
    ),
    "content.nothing": (
        "{where} is empty",
        "{where} est vide",
    ),
    "content.too_few": (
        "{where} has too few entries; needed: at least {limit}",
        "{where} a trop peu d'éléments ; minimum : {limit}",
    ),
    "content.too_many": (
        "{where} is too long or has too many entries: {found}; accepted: at most {limit}",
        "{where} est trop long ou a trop d'éléments : {found} ; maximum accepté : {limit}",
    ),
    "content.too_many.fix": (
        "remove {over}",
        "retirez-en {over}",
    ),
    "content.too_small": (
        "{where} is {found}; at least {limit} is accepted",
        "{where} vaut {found} ; le minimum accepté est {limit}",
    ),
    "content.too_large": (
        "{where} is {found}; at most {limit} is accepted",
        "{where} vaut {found} ; le maximum accepté est {limit}",
    ),
    "content.range.fix": (
        "write {limit}, for example",
        "écrivez par exemple {limit}",
    ),
    "content.seconds_order": (
        "the shortest duration, {low} s, is above the longest one, {high} s",
        "la durée minimale, {low} s, dépasse la durée maximale, {high} s",
    ),
    "content.stale": (
        "{platform}, {fact}: read on {day}, may have changed since",
        "{platform}, {fact} : lu le {day}, a pu changer depuis",
    ),
    "content.stale.fix": (
        "update aromatiza; `aromatiza rules {platform}` shows what it knows, and since when",
        "mettez aromatiza à jour ; `aromatiza rules {platform}` montre ce qu'il sait, et depuis quand",
    ),
    "content.twice": (
        "{found} is in {where} twice",
        "{found} se trouve deux fois dans {where}",
    ),
    "content.twice.fix": (
        "keep one of the two",
        "gardez l'un des deux",
    ),
    "content.no_brand": (
        "there is no {path}, which names the brand's accounts. `aromatiza init` writes one",
        "il n'y a pas de {path}, qui nomme les comptes de la marque. `aromatiza init` en écrit un",
    ),
    "content.timezone": (
        "no time zone is called {found}",
        "aucun fuseau horaire ne s'appelle {found}",
    ),
    "content.unknown_platform": (
        "no platform is called {found}",
        "aucune plateforme ne s'appelle {found}",
    ),
    "content.account_name": (
        "the account {name} is on {platform}, but {name} is another platform",
        "le compte {name} est sur {platform}, mais {name} est une autre plateforme",
    ),
    "content.account_name.fix": (
        "rename it, for example {suggestion}",
        "renommez-le, par exemple {suggestion}",
    ),
    "content.unknown_account": (
        "no account in content/brand.yaml is called {found}",
        "aucun compte de content/brand.yaml ne s'appelle {found}",
    ),
    "content.unknown_caption": (
        "this caption goes nowhere: no account and no platform of the brand is called {found}",
        "cette légende ne va nulle part : aucun compte ni aucune plateforme de la marque ne s'appelle {found}",
    ),
    "content.no_accounts": (
        "the post goes nowhere: it names no account, and content/brand.yaml has no defaults.platforms",
        "la publication ne va nulle part : elle ne nomme aucun compte, et content/brand.yaml n'a pas de defaults.platforms",
    ),
    "content.no_id": (
        "the file's name {name} cannot be the post's id",
        "le nom du fichier, {name}, ne peut pas servir d'id à la publication",
    ),
    "content.address_login": (
        "the address has a user name or a password in it, which everybody would read",
        "l'adresse contient un nom d'utilisateur ou un mot de passe, que tout le monde lirait",
    ),
    "content.address_port": (
        "the address names the port {port}; files are fetched from the usual one of https only",
        "l'adresse indique le port {port} ; les fichiers ne sont pris que sur le port habituel de https",
    ),
    "content.address_fragment": (
        "the address goes on after #, which no server sees",
        "l'adresse continue après #, ce qu'aucun serveur ne voit",
    ),
    "content.host": (
        "files from {found} are not fetched; accepted: {accepted}",
        "les fichiers de {found} ne sont pas téléchargés ; accepté : {accepted}",
    ),
    "content.host.fix": (
        "put the file on an accepted host, or add its host to media.hosts in content/brand.yaml",
        "mettez le fichier sur un hébergeur accepté, ou ajoutez le sien à media.hosts dans content/brand.yaml",
    ),
    "content.hashtag": (
        "{found} is not one hashtag: only letters, digits and _ are",
        "{found} n'est pas un hashtag : seuls lettres, chiffres et _ en font partie",
    ),
    "content.hashtag.fix": (
        "write {suggestion}",
        "écrivez {suggestion}",
    ),
    "content.no_such_time": (
        "{found} does not exist in the calendar or on the clock",
        "{found} n'existe pas dans le calendrier ou sur l'horloge",
    ),
    "content.no_such_time.fix": (
        "write for example: publish_at: 2026-06-01 18:00",
        "écrivez par exemple : publish_at: 2026-06-01 18:00",
    ),
    "content.skipped_time": (
        "{found} does not exist in {zone}: the clocks skip it when summer time begins",
        "{found} n'existe pas dans le fuseau {zone} : l'heure d'été saute cette heure",
    ),
    "content.shared_account": (
        "{name} is the same account as {other}: it would receive every post twice",
        "{name} est le même compte que {other} : il recevrait chaque publication deux fois",
    ),
    "content.shared_account.fix": (
        "give it its own id, or remove one of the two",
        "donnez-lui son propre id, ou retirez l'un des deux",
    ),
    "content.shared_secret": (
        "{name} and {other} would be given the same token: in the name of a secret a hyphen is an underscore",
        "{name} et {other} recevraient le même jeton : dans le nom d'un secret, un tiret devient un souligné",
    ),
    "content.shared_secret.fix": (
        "rename one of the two",
        "renommez l'un des deux",
    ),
    "content.link_missing": (
        "the caption wants to show a link at {placeholder}, and the post has none",
        "la légende veut montrer un lien à la place de {placeholder}, et le post n'en a pas",
    ),
    "content.link_missing.fix": (
        "give it, such as link: https://example.com/brume, or remove {placeholder} from the caption",
        "donnez-le, par exemple link: https://example.com/brume, ou retirez {placeholder} de la légende",
    ),
    "content.shared_id": (
        "the id {id} is already the one of {other}",
        "l'id {id} est déjà celui de {other}",
    ),
    "content.shared_id.fix": (
        "write another id into one of the two; the one that is published keeps its own",
        "donnez un autre id à l'un des deux ; celui qui est publié garde le sien",
    ),
    "content.for_account": (
        "{account}: {finding}",
        "{account} : {finding}",
    ),
    "content.link": (
        "{path} is a symbolic link, of which git keeps only the target's name",
        "{path} est un lien symbolique, dont git ne garde que le nom de la cible",
    ),
    "content.link.fix": (
        "put the file itself there",
        "mettez-y le fichier lui-même",
    ),
    "content.bad_path": (
        "the name {path} has a line break, a control character or bytes that are not UTF-8",
        "le nom {path} contient un saut de ligne, un caractère de contrôle ou des octets qui ne sont pas de l'UTF-8",
    ),
    "content.bad_path.fix": (
        "rename it; letters, digits, -, _ and . are safe everywhere",
        "renommez-le ; lettres, chiffres, -, _ et . conviennent partout",
    ),
    "content.folder_name": (
        "this is a folder, whatever its name says: only the files in it are posts",
        "ceci est un dossier, quoi que dise son nom : seuls les fichiers qu'il contient sont des publications",
    ),
    "content.folder_name.fix": (
        "rename the folder without .yaml",
        "renommez le dossier sans .yaml",
    ),
    "content.hidden": (
        "this is no post: what begins with a dot is hidden, and left out",
        "ceci n'est pas une publication : ce qui commence par un point est caché, et laissé de côté",
    ),
    "content.hidden.fix": (
        "rename it without the dot, or delete it; `draft: true` keeps a post from being published",
        "renommez-le sans le point, ou supprimez-le ; `draft: true` empêche de publier",
    ),
    "content.outside": (
        "this is no post: posts are the files below {folder}",
        "ceci n'est pas une publication : les publications sont les fichiers sous {folder}",
    ),
    "content.outside.fix": (
        "move it below {folder}, or delete it",
        "déplacez-le sous {folder}, ou supprimez-le",
    ),
    "content.ending": (
        "this is no post: its name ends in {ending}, not in .yaml or .yml",
        "ceci n'est pas une publication : son nom finit par {ending}, et non par .yaml ou .yml",
    ),
    "content.ending.fix": (
        "rename it to {name} if it is one, or put it elsewhere",
        "renommez-le {name} si c'en est une, ou rangez-le ailleurs",
    ),
    "content.similar_paths": (
        "{path} and {other} are one and the same file for macOS and Windows",
        "{path} et {other} sont un seul et même fichier pour macOS et Windows",
    ),
    "content.similar_paths.fix": (
        "rename one of the two",
        "renommez l'un des deux",
    ),
    "content.moved_id": (
        "the file was moved, and its id would change from {old} to {new}",
        "le fichier a été déplacé, et son id passerait de {old} à {new}",
    ),
    "content.moved_id.fix": (
        "write `id: {old}` into it; or `id: {new}`, if it is another post",
        "écrivez-y `id: {old}` ; ou `id: {new}`, si c'est une autre publication",
    ),
    "content.wrong": (
        "errors in the content: {count}; nothing was done",
        "erreurs dans le contenu : {count} ; rien n'a été fait",
    ),
    "content.unreadable": (
        "{path} cannot be read ({why})",
        "{path} ne peut pas être lu ({why})",
    ),
    "content.unreadable.fix": (
        "give yourself the right to read it",
        "donnez-vous le droit de le lire",
    ),
}
