"""How people say what they look for and what they can do for others, by language: phrases parted by commas.

Words are folded and an apostrophe parts them ("I'm" is "i m"); up to two other words may stand between the words of a
phrase ("we are currently looking for"). What follows the phrase is what is looked for or offered. A new language is a
key in each table.
"""

from __future__ import annotations

from typing import Final

LOOKS_FOR: Final = {
    "en": """i am looking for, i m looking for, im looking for, we are looking for, we re looking for,
        looking for, i am searching for, i m searching for, we are searching for, we re searching for,
        i am trying to find, i m trying to find, we are trying to find, we re trying to find, i am hiring,
        i m hiring, we are hiring, we re hiring, i am seeking, i m seeking, we are seeking, we re seeking,
        in need of, on the lookout for, would love an introduction to, would love an intro to,
        would like to be introduced to, want to be introduced to""",
    "de": """ich suche, wir suchen, ich bin auf der suche nach, bin auf der suche nach, wir sind auf der suche nach,
        sind auf der suche nach, suche nach, suche gerade, wir benotigen, ich benotige""",
    "fr": """je cherche, nous cherchons, on cherche, je recherche, nous recherchons, on recherche,
        je suis a la recherche de, nous sommes a la recherche de, je suis a la recherche d,
        nous sommes a la recherche d""",
    "es": "estoy buscando, estamos buscando, busco, buscamos, ando buscando, andamos buscando",
    "pt": """estou a procura de, estamos a procura de, estou procurando, estamos procurando, procuro, procuramos,
        estou a procurar, estamos a procurar""",
    "it": "sto cercando, stiamo cercando, cerco, cerchiamo, siamo alla ricerca di, sono alla ricerca di",
    "nl": """ik zoek, wij zoeken, we zoeken, ik ben op zoek naar, wij zijn op zoek naar, we zijn op zoek naar,
        ben op zoek naar, zijn op zoek naar""",
}
"""Something the writer looks for, whatever follows."""

ASKS_FOR: Final = {
    "en": """i need, we need, i could use, we could use, i could do with, we could do with, do you know,
        would you know, do you happen to know, does anyone know, can you recommend, could you recommend,
        can you introduce me to, could you introduce me to, can you introduce us to, could you introduce us to,
        i want to hire, we want to hire, i want to find, we want to find""",
    "de": """ich brauche, wir brauchen, ich brauchte, wir brauchten, kennst du, kennen sie, kennst du vielleicht,
        kannst du empfehlen, konnen sie empfehlen, kannst du mir empfehlen""",
    "fr": """j ai besoin d, nous avons besoin d, on a besoin d, connais tu, connaissez vous, tu connais,
        vous connaissez, il me faut, il nous faut""",
    "es": "necesito, necesitamos, conoces a, conoces, conoce usted a, nos hace falta, me hace falta",
    "pt": "preciso de, precisamos de, conheces, voce conhece, conhece",
    "it": "ho bisogno di, abbiamo bisogno di, conosci, conosce, mi serve, ci serve",
    "nl": "ik heb nodig, we hebben nodig, ken je, kent u, weet je, ik kan wel gebruiken",
}
"""The same, where only something of a kind is looked for: what follows begins with one of INDEFINITE ("I need a
designer", never "I need your answer")."""

INDEFINITE: Final = {
    "en": """a an any some anyone anybody someone somebody one two three four five more another new good people
        investors customers clients partners distributors suppliers developers designers engineers""",
    "de": "ein eine einen einem einer jemand jemanden jemandem neue neuen leute zwei drei mehr",
    "fr": "un une des quelqu deux trois plus",
    "es": "un una unos unas alguien algun alguna dos tres mas",
    "pt": "um uma uns umas alguem algum alguma dois duas tres mais",
    "it": "un uno una qualcuno qualcuna due tre dei delle",
    "nl": "een iemand twee drie nog mensen",
}

OFFERS: Final = {
    "en": """i can help with, i can help you with, we can help with, we can help you with, happy to help with,
        happy to help you with, glad to help with, i could help with, i could help you with, we could help with,
        i can offer, we can offer, i offer, we offer, i provide, we provide, i specialise in, i specialize in,
        we specialise in, we specialize in, i m an expert in, i am an expert in, i m an expert on,
        i am an expert on, we distribute, we supply, we sell, we produce, we manufacture, i teach, i coach,
        i advise on, we advise on, i consult on, we consult on, i consult for, i have experience with,
        i have experience in, my background is in, i could introduce you to, i can introduce you to,
        i know people at, i know people in, i know somebody at, i know someone at""",
    "de": """ich kann helfen bei, ich kann dir helfen bei, wir konnen helfen bei, ich biete, wir bieten,
        wir liefern, wir vertreiben, wir verkaufen, wir produzieren, ich bin spezialisiert auf,
        wir sind spezialisiert auf, ich berate zu, wir beraten zu, ich unterrichte, ich habe erfahrung mit,
        ich habe erfahrung in, ich kenne leute bei, ich kenne jemanden bei""",
    "fr": """je peux aider avec, je peux t aider avec, je peux vous aider avec, je propose, nous proposons,
        nous distribuons, nous vendons, nous produisons, nous fournissons, je suis specialise dans,
        je suis specialisee dans, nous sommes specialises dans, j enseigne, je connais des gens chez""",
    "es": """puedo ayudar con, puedo ayudarte con, podemos ayudar con, ofrezco, ofrecemos, distribuimos, vendemos,
        producimos, suministramos, estoy especializado en, estoy especializada en, estamos especializados en,
        doy clases de, tengo experiencia en, tengo experiencia con""",
    "pt": """posso ajudar com, podemos ajudar com, ofereco, oferecemos, distribuimos, vendemos, produzimos,
        fornecemos, sou especialista em, somos especialistas em, dou aulas de, tenho experiencia em,
        tenho experiencia com""",
    "it": """posso aiutare con, posso aiutarti con, possiamo aiutare con, offro, offriamo, distribuiamo, vendiamo,
        produciamo, forniamo, sono specializzato in, sono specializzata in, siamo specializzati in,
        insegno, ho esperienza in, ho esperienza con""",
    "nl": """ik kan helpen met, ik kan je helpen met, we kunnen helpen met, ik bied, we bieden, wij bieden,
        wij leveren, we leveren, wij verkopen, we verkopen, ik ben gespecialiseerd in,
        we zijn gespecialiseerd in, ik geef les in, ik heb ervaring met""",
}
"""Something the writer can do for somebody or has to give."""

NOT: Final = frozenset(
    """not no never longer stopped stop don t dont isn aren wasn won haven if unless without cannot
    nicht kein keine keinen nie pas plus jamais ne ni nunca tampoco nao nem non mai niet geen nooit""".split()  # noqa: SIM905
)
"""Beside or inside a phrase they turn it round: "not looking for", "we don't offer"."""

SOMEBODY_ELSE: Final = frozenset("you they he she who people everybody everyone was were been".split())  # noqa: SIM905
"""Before "looking for" they tell that somebody else looks, or looked then."""

ENDS: Final = frozenset(
    """but because so since while although though unless if and which let thanks thank please cheers
    aber weil denn damit obwohl und falls danke mais parce donc et merci pero porque y gracias mas obrigado obrigada
    ma perche grazie maar omdat en bedankt""".split()  # noqa: SIM905
)
"""Words at which what is looked for or offered is over."""

GOES_ON: Final = frozenset("and und et y e en".split())  # noqa: SIM905
"""Of those, what may also join two things: it ends only what is long enough already, or goes on with a new sentence."""

NOTHING: Final = frozenset(
    """it this that these those him her them me us you your my our his their something anything nothing everything
    ways way walk time times date dates day days slot moment minute chance excuse answer answers reply word words reason
    reasons call calls chat coffee lunch dinner drink beer meeting weekend holiday break rest sleep luck link links
    email mail number address news update updates feedback sorry apologies apology congratulations thanks help hand
    idea ideas plan plans thoughts thought choice option options trouble problem problems keys glasses phone
    to what where when how why whether
    es das dies dir dich ihnen sie mich uns zeit termin tag antwort grund hilfe ihn deine dein ihre ihren
    le la te vous moi nous temps date jour reponse aide ta ton votre
    lo te me nos tiempo fecha respuesta ayuda tu su
    isto isso tempo data resposta ajuda teu tua seu sua
    questo tempo data risposta aiuto tuo tua
    het dit dat tijd datum antwoord hulp jouw je u""".split()  # noqa: SIM905
)
"""Where this is the first telling word, nothing is looked for or offered that another person could have."""

PLACING: Final = frozenset(
    "for in of at on with from by into about fur bei mit von pour avec chez para con com per".split()  # noqa: SIM905
)
"""What begins so says for what or where, and not what ("we are hiring for the new shop")."""

WITHOUT_MEANING: Final = frozenset(
    """a an the some any more new good great really very somebody someone anybody anyone people person one two three
    who for in of at on with from to and or that can could would knows know know is are has have does do
    ein eine einen einem einer der die das den dem jemand jemanden jemandem die fur in mit von bei zu und oder
    un une des du de la le les quelqu qui pour avec dans et ou
    una unos unas alguien que en con para por el los las y o
    um uma uns umas alguem com no na
    uno qualcuno che per il lo gli i della di
    een iemand die voor met van""".split()  # noqa: SIM905
)
"""Words that tell nothing of what is looked for or offered."""
