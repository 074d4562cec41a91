"""How promises, plans and their keeping are said, by language: phrases parted by commas, as folded words.

A star stands for any ending of a word; up to two other words may stand between the words of a phrase ("i ll gladly
send", "ich schicke dir gerne"). A new language is a key in each table.
"""

from __future__ import annotations

from typing import Final

PROMISES: Final = {
    "en": """ill send, i will send, i can send you, i can send it, i can send over, i can send the, let me send,
        i send you the, i send you my, i send you a, i send you it, i send it to you, i send them to you,
        ill share, i will share, ill forward, i will forward, ill introduce, i will introduce, let me introduce,
        ill connect you, i will connect you, ill put you in touch, i will put you in touch, ill call, i will call,
        ill ring, i will ring, ill write, i will write, ill email, i will email, ill mail, i will mail, ill text,
        ill ping, i will ping, ill ask, i will ask, let me ask, ill check, i will check, let me check, ill look into,
        i will look into, let me look into, ill find out, i will find out, ill get back, i will get back,
        let me get back, ill let you know, i will let you know, ill bring, i will bring, ill book, i will book,
        ill prepare, i will prepare, i promise*, ill come back to you, i will come back to you, ill get you,
        i will get you, ill review, i will review, ill read, i will read, ill follow up, i will follow up, ill dig out,
        ill dig up""",
    "de": """ich schicke, ich schick, schicke dir, schicke ihnen, schick dir, ich sende, sende dir, sende ihnen,
        ich leite weiter, ich leite dir, ich leite ihnen, ich melde mich, melde mich bei, melde mich nochmal,
        ich rufe an, ich ruf an, rufe dich an, ich stelle dich vor, ich stelle sie vor, stelle dich vor,
        ich frage nach, ich frag nach, ich frage mal, ich frag mal, ich frage ihn, ich frage sie, frag mal nach,
        ich schaue mal, ich schau mal, ich schaue nach, ich schau nach, schaue es mir an, schau es mir an,
        schaue mir das an, schau mir das an, ich prufe das, ich prufe es, ich klare das, ich klare es,
        ich kummere mich, kummere mich, ich gebe bescheid, gebe dir bescheid, gebe ihnen bescheid, ich sage bescheid,
        sag dir bescheid, ich bringe dir, ich bring dir, ich bringe ihnen, ich bringe mit, ich bring mit,
        ich werde schicken, ich werde senden, ich werde fragen, ich werde mich melden, ich verspreche,
        ich komme auf dich zu, ich komme auf sie zu""",
    "fr": """je t envoie, je vous envoie, je t enverrai, je vous enverrai, je te transmets, je vous transmets,
        je te tiens au courant, je vous tiens au courant, je t appelle, je vous appelle, je t appellerai,
        je vous appellerai, je reviens vers, je te recontacte, je vous recontacte, je te presente, je vous presente,
        je te mets en contact, je vous mets en contact, je me renseigne, je demande a, je lui demande, je leur demande,
        je vais demander, je verifie et, je vais verifier, je regarde et, je regarde ca, je regarde cela,
        je vais regarder, je te dis, je te redis, je vous redis, je promets, je t apporte, je vous apporte""",
    "es": """te envio, le envio, os envio, te enviare, le enviare, te mando, le mando, te mandare, te paso, te pasare,
        te llamo, le llamo, te llamare, le llamare, te aviso, le aviso, te avisare, te digo algo, te presento,
        te pongo en contacto, le pongo en contacto, lo miro y, lo pregunto, voy a preguntar, voy a enviar*,
        voy a mandar*, te prometo, lo prometo, te traigo, te escribo manana, te escribo luego, te escribo cuando,
        te escribo en cuanto, te escribo esta, te escribo la""",
    "pt": """te envio, envio te, envio lhe, vou enviar, vou te enviar, te mando, mando te, mando lhe, vou mandar,
        te ligo, ligo te, vou ligar, te aviso, aviso te, te digo algo, digo te algo, te apresento, apresento te,
        vou perguntar, vou ver e, vou verificar, prometo, te trago, trago te, escrevo te amanha, te escrevo amanha,
        escrevo te quando, te escrevo quando, escrevo te na, te escrevo na""",
    "it": """ti mando, le mando, vi mando, ti mandero, ti invio, le invio, vi invio, ti inviero, ti giro, ti chiamo,
        la chiamo, ti chiamero, ti faccio sapere, le faccio sapere, ti presento, le presento, ti metto in contatto,
        chiedo e, controllo e, verifico e, mi informo, prometto, ti porto, ti scrivo domani, ti scrivo dopo,
        ti scrivo appena, ti scrivo quando, ti scrivo in, le scrivo domani, le scrivo appena""",
    "nl": """ik stuur, ik zal sturen, stuur je, stuur ik, ik bel je, ik zal bellen, ik laat je weten, laat je weten,
        ik vraag, ik zal vragen, ik kijk even, ik zoek uit, ik stel je voor, ik breng, ik kom erop terug,
        ik kom bij je terug, ik beloof""",
}
"""Something the writer is going to do for the other."""

PLANS: Final = {
    "en": """lets meet, lets catch up, lets talk, lets speak, lets grab, lets have, lets get together, lets do lunch,
        lets do dinner, lets do breakfast, lets do brunch, lets do coffee, lets do drinks, lets do a call,
        lets do it again, lets do that again, lets do this again, lets do monday, lets do tuesday, lets do wednesday,
        lets do thursday, lets do friday, lets do saturday, lets do sunday, lets do next week, lets get lunch,
        lets get coffee, lets find a time, lets find a date, lets schedule, lets set up, lets plan, we should meet,
        we should catch up, we should talk, we should grab, we should have lunch, we should have coffee,
        we should have dinner, we should do lunch, we should do this, we should get together, we must meet,
        we must catch up, we must have, we need to catch up, we need to meet, shall we meet, shall we grab,
        shall we have, would love to catch up, would love to meet, love to catch up, love to see you,
        next time you are in, next time im in, when you are in town, if you are ever in""",
    "de": """lass uns treffen, lass uns sprechen, lass uns reden, lass uns telefonieren, lass uns mal, lass uns bald,
        lasst uns treffen, lassen sie uns treffen, lassen sie uns sprechen, lassen sie uns telefonieren,
        wir sollten uns, wir sollten mal, wollen wir uns, wollen wir mal, wir mussen uns, wir mussen mal,
        sollen wir uns, gehen wir mal""",
    "fr": """on devrait se voir, on devrait se retrouver, on devrait se parler, on devrait dejeuner, on se voit quand,
        on se voit bientot, on se voit demain, on se voit samedi, on se voit dimanche, on se voit lundi,
        on se voit mardi, on se voit mercredi, on se voit jeudi, on se voit vendredi, on se voit la semaine,
        on se voit ce, on s appelle, on se fait un, voyons nous, appelons nous, retrouvons nous, dejeunons,
        prenons un cafe, prenons un verre, il faut qu on se voie, il faut qu on s appelle""",
    "es": """tenemos que vernos, tenemos que quedar, tenemos que hablar, deberiamos vernos, deberiamos quedar,
        a ver si quedamos, a ver si nos vemos, quedamos para, quedamos un dia, nos tomamos un, vamos a tomar,
        hablemos la, hablemos manana, hablemos pronto, hablemos el, hablemos esta, hablemos un, veamonos""",
    "pt": """temos de nos ver, temos que nos ver, temos de combinar, temos que combinar, temos de marcar,
        temos que marcar, vamos marcar, vamos combinar, vamos tomar, vamos almocar, vamos jantar, vamos falar,
        devemos encontrar, precisamos nos ver, precisamos marcar""",
    "it": """dobbiamo vederci, dobbiamo sentirci, dobbiamo prendere, dovremmo vederci, dovremmo sentirci, vediamoci,
        sentiamoci, ci vediamo per, ci prendiamo un, prendiamoci un, organizziamo""",
    "nl": """laten we afspreken, laten we bellen, laten we bijpraten, laten we een, we moeten afspreken,
        we moeten bijpraten, zullen we afspreken, zullen we bellen, zullen we een""",
}
"""Something both are to do together."""

NO_PROMISES: Final = (
    "call it", "write off", "write it off", "write that off", "ask for", "ask myself", "call in sick", "call off",
    "if i can", "whether i can", "so i can", "when i can", "as i promised", "i promised myself", "read into",
    "every day", "every week", "every month", "every time", "every year", "always", "usually", "when i send",
    "if i send", "should i send", "can i send", "did i send",
    "frage mich", "schicke ich mich",
    "melde mich krank", "presente mes", "read you loud",
    "no te mando", "no te envio", "no te llamo", "no te paso", "no le mando",
)  # fmt: skip
"""With these words, one right behind the other, nothing is promised."""
NO_PLANS: Final = (
    "lets not", "let us not", "have a look", "have fun", "have faith", "have it your", "should have had",
    "should have met", "meet the", "meet our", "meet your", "meet their", "meet all", "meet these", "meet those",
    "meet expectations", "meet demand", "lunch vouchers",
)  # fmt: skip
"""The same of plans: "we should meet the deadline"."""
NOT_BEFORE: Final = frozenset({"not", "never", "non", "nao", "nunca", "cant", "wont", "dont", "couldnt", "shouldnt"})
"""A denial before a phrase or inside it."""
NOT_BEHIND: Final = frozenset({"nicht", "nie", "pas", "jamais", "niet", "nooit", "keinen", "keine", "geen"})
"""A denial inside a phrase or in the three words behind it."""
_SENT_WITH_LOVE: Final = """love hug hugs kiss kisses regards wishes greetings kuss kusse gruss grusse bise bises bisou
    bisous salutations beso besos abrazo abrazos saludo saludos beijo beijos beijinho beijinhos abraco abracos bacio
    baci abbraccio abbracci saluti groet groeten groetjes kus kusjes knuffel"""
SENT_WITH_LOVE: Final = frozenset(_SENT_WITH_LOVE.split())
"""In the four words behind "I'll send you" they are a goodbye."""
SURE: Final = frozenset(
    {"sure", "ok", "okay", "yes", "yep", "great", "perfect", "thanks", "and", "then", "noted", "fine"}
)
"""Before "will send it" somebody says so of themselves."""
RHETORICAL: Final = (
    "who would have thought", "who knew", "remember when", "what i mean", "is that so", "guess what", "who knows",
    "what can i say", "can you believe", "can you imagine", "isn t it", "isnt it", "dont you think", "why not",
    "how cool is", "how great is", "who cares", "are you serious", "are you kidding", "you know what",
    "wer hatte das gedacht", "weisst du noch", "wer weiss", "verstehst du", "warum nicht", "was soll s", "was solls",
    "qui l eut cru", "tu te rends compte", "n est ce pas", "pourquoi pas", "quien lo diria", "te acuerdas cuando",
    "te imaginas", "por que no", "quem diria", "lembras te quando", "por que nao", "chi l avrebbe detto",
    "ti ricordi quando", "perche no", "weet je nog", "wie had dat gedacht", "waarom niet",
)  # fmt: skip
"""Questions that want no answer."""

KEPT: Final = {
    "en": """here is, heres, here are, here you go, here it is, attached, as promised, just sent, have sent, ive sent,
        sent it, sent you, emailed you, mailed you, done, all set, booked, introduced, i asked, i checked, i called,
        found out, thanks for sending, thank you for sending, thanks for the intro*, thanks for sharing, thank you for
        sharing, got it, received""",
    "de": """hier ist, hier sind, hier kommt, anbei, im anhang, wie versprochen, wie besprochen, habe geschickt, hab
        geschickt, habe gesendet, habe nachgefragt, ist erledigt, erledigt, danke furs schicken, danke fur die, danke
        fur den, danke fur das, ist angekommen, habe ich bekommen""",
    "fr": """voici, ci joint, comme promis, comme convenu, je viens d envoyer, t ai envoye, vous ai envoye, c est fait,
        bien recu, merci pour l envoi, merci pour le, merci pour la""",
    "es": """aqui tienes, aqui esta, aqui va, adjunto, te adjunto, como prometi, lo prometido, ya te envie, te he
        enviado, hecho, recibido, gracias por enviar*, gracias por el, gracias por la""",
    "pt": """aqui esta, aqui vai, segue em, em anexo, como prometido, ja enviei, ja mandei, feito, recebido, recebi,
        obrigado pelo, obrigada pelo, obrigado pela, obrigada pela""",
    "it": """ecco, in allegato, come promesso, ti ho mandato, ti ho inviato, fatto, ricevuto, grazie per il, grazie per
        la, grazie per l invio""",
    "nl": """hier is, hierbij, in bijlage, bijgevoegd, zoals beloofd, heb gestuurd, is gelukt, ontvangen, bedankt voor
        het, bedankt voor de""",
}
"""What is said when a promise was kept, by either."""

_NOT_YET: Final = """ask asks asked wants want wanted waits waiting still owe owes not didnt havent hasnt yet will
    ill later forgot forget reminded remind tomorrow needs should must"""
NOT_YET: Final = frozenset(_NOT_YET.split())
"""With one of these, what was promised is spoken of and not done."""

STOP: Final = frozenset(
    """the and for you your with that this have will would could should about from them they then than when what
    where which who how can let ill send share just also some more time next week soon here there our out get
    dir ihnen sie ich und der die das den dem ein eine mit fur von auf noch mal wir uns dann gerne
    vous nous les des une pour avec dans sur bien
    para con por una los las del que como muy
    com uma dos das pelo pela
    per una gli delle della con""".split()  # noqa: SIM905
)
"""Words that tell nothing of what was promised."""
