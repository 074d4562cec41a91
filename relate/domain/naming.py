"""Word tables behind normalise.py: what stands around a name without being part of it. All words are folded."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _forms(lines: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(form.split()) for form in lines.replace("\n", "").split("|") if form.strip())


TITLES = _set(
    "dr prof professor mr mrs ms mx herr frau ing dipl dipling doktor univprof judr mudr rndr phdr sir rev mgr"
)
"""Before a name. Only words that are nobody's first name: "dame" is one in Dakar, "jd" stands for two names."""

CREDENTIALS = TITLES | _set(
    """
    mba emba bba phd dphil dba msc bsc msci mphil llm llb jd dds dvm pharmd mpa mph mfa bfa bcom mcom
    pmp cfa cpa acca fca cissp cisa cism ccna ccnp csm cspo itil prince2 shrm sphr phr cipd mcipd
    rn facs frcs mrcp cpcc pcc mcc acc icf gphr cphr cmgr fcca fcma chfc cfp clu caia frm cma habil drs esq
    """
)
"""Behind a name without a comma. "ma", "do", "ba", "eng", "meng" and "hon" are degrees too, and names of millions."""

GENERATIONS = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}

PARTICLES = _set("de da do dos das del della der den des di du la le van von zu zum zur bin ibn al el y e")

# Letters that have no decomposition in Unicode and are still written without their stroke by everybody abroad.
STROKED = str.maketrans(
    {
        "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t",
        "ŋ": "n", "ŀ": "l", "ĸ": "k", "ə": "a", "ƒ": "f",
    }
)  # fmt: skip

_NICKNAMES = """
alexander alex sasha sascha xander lex alec aleks alejandro ale
alexandra alex sasha sandra alexa lexi ale
andrew andy drew
andreas andi andy
anthony tony
antonio toni tony nino tonio
benjamin ben benny benji
catherine katherine kathryn kate katie cathy kathy cat kat katy
charles charlie chuck chas
christopher chris kit topher
christina christine chris tina chrissy
daniel dan danny
david dave davey
deborah deb debbie debra
donald don donny
dorothy dot dottie
edward ed eddie ted teddy ned
elizabeth liz beth betty lizzie eliza libby lisa elisabeth betsy elsie
ekaterina katya katia kate
eugene gene
evgeny zhenya
francis frank fran
francisco paco pancho fran cisco
frances fran franny
frederick fred freddie
gabriel gabe
gabriela gabriele gabi gaby
gregory greg
gustav gus
giuseppe beppe peppe
guadalupe lupe
henry harry hank
ignacio nacho
jacob jake
james jim jimmy jamie
jennifer jen jenny jenn
jessica jess jessie
joao joca
johannes hans jo hannes
john jack johnny jon
jonathan jon jonny
jose pepe
joseph joe joey jo
joshua josh
juan juanito
katarzyna kasia
kenneth ken kenny
lawrence larry laurence
leonard leo len lenny
magdalena magda lena
malgorzata gosia
margaret maggie meg peggy marge greta margie
maria mary marie mia
matthew matt
michael mike mick mickey mikey micha
mikhail misha
mohammed mohamed muhammad mohammad muhammed mo moh
natalia natasha natalie nat
nathaniel nathan nate
nicholas nick nicky nico nicolas nikolas klaus
olivia liv
patricia pat patty trish tricia
patrick pat paddy
peter pete
philip phil phillip philippe
rebecca becky becca
richard rick rich dick ricky richie
robert bob rob bobby robbie bert
ronald ron ronnie
samuel sam sammy
samantha sam
sebastian seb basti bastian
sergey sergei serge seryozha
stephen steven steve stevie stefan stephan
susan sue suzie susie
theodore ted teddy theo
thomas tom tommy thom tomas
timothy tim timmy
tobias tobi toby
valentina val
victoria vicky tori vic
vincent vince vinny
vladimir vova volodya
walter walt
wilhelm willi willy
william bill will billy willy liam
yulia julia julie
zachary zach zack
alberto beto berto
roberto beto
aleksandr alexandr alexander sasha shura
aleksandra ola sasha
aleksei alexei alexey alyosha lyosha
alessandro ale sandro
anastasia nastya nastia asya
andrei andrey andriy andryusha
anna anya ania annie
boris borya
christophe christof kristof chris
concepcion concha conchita
cristina cris tina
dmitri dmitry dmitriy dima mitya
dolores lola
domenico mimmo mico
eduardo edu dudu
elena lena alena helena
elisabeth elli liesl lisbeth sissi
emmanuel emanuel manu
enrique quique kike
fernando nando fer
francesco ciccio checco
francisca paca fran
francisco chico kiko
frederic fred
friedrich fritz fred
galina galya
giovanni gianni vanni nanni
guillermo guille memo
heinrich heinz heiner
irina ira irinka
isabel isa bela belinha
ivan vanya vania
jan janek
jesus chus chuy
johann hans
jorge coque
josef joseph sepp beppo
jose ze zeca pepito chepe
karl kalle
katharina kathi kati kathrin
konstantin kostya kostja
krzysztof krzys krzysiek
laurent lolo
lorenzo renzo enzo
ludwig lutz
luigi gigi gino
luis lucho luisinho
lyudmila ludmila lyuda mila
manuel manolo manel
margarete margarethe grete gretel gitte
maria masha marusya mariya
matthias matze mats
maximilian max maxi
maxim maksim max
mercedes merche
nadezhda nadya nadia
nikolai nikolay kolya
olga olya
pavel pasha
pilar pili
rafael rafa
raffaele lello
rosario charo
salvatore toto turi
santiago santi
sofia sofie sophia sophie sonya
stanislav stas slava
stanislaw stas staszek
stephanie steffi steph
susanne susi sanne
svetlana sveta lana
tatiana tatyana tanya tania
tomasz tomek tomas
ulrich uli ulli
veronique veronica vero
vincenzo enzo cenzo
volker volki
vyacheslav viacheslav slava
wladyslaw wladek
wojciech wojtek
wolfgang wolf wolfi
xavier xavi javier javi
yekaterina ekaterina katya katia kate
yevgenia evgenia zhenya
yuri yury yura
zbigniew zbyszek
"""

NICKNAMES: dict[str, frozenset[int]] = {}
"""A first name to the groups of short forms it stands in; two names agree when they share a group."""
for _group, _line in enumerate(_NICKNAMES.strip().splitlines()):
    for _name in _line.split():
        NICKNAMES[_name] = NICKNAMES.get(_name, frozenset()) | {_group}

# Legal forms, each as the words it folds to, at the end of a company's name or, where the language does so, before it.
LEGAL_FORMS_AFTER = _forms(
    """
    ltd|limited|inc|incorporated|llc|llp|lp|plc|corp|corporation|co|company|pllc|pc|cic|pty ltd|pty limited|pty|
    pvt ltd|private limited|pvt limited|pte ltd|pte|sdn bhd|bhd|gmbh|ggmbh|mbh|ag|kg|kgaa|ohg|gbr|ug|ev|eg|se|
    ug haftungsbeschrankt|s a|s l|s p a|s r l|s r o|b v|n v|
    gmbh and co kg|gmbh co kg|and co kg|and co|ag and co kg|sa|sas|sasu|sarl|eurl|snc|scs|sca|
    sl|slu|sau|srl|srls|spa|sapa|lda|ltda|eireli|sgps|bv|nv|bvba|cv|vof|vzw|asbl|ab|hb|oy|oyj|ky|as|asa|ans|a s|aps|
    ehf|hf|sro|spol s ro|vos|sp zoo|spzoo|sp z oo|sp k|sp j|kft|zrt|nyrt|bt|doo|dd|jdoo|ood|eood|ad|ead|ou|uab|sia|
    tov|ooo|oao|zao|ao|pao|ооо|оао|зао|ао|пао|ип|тов|as ltd sti|ltd sti|sti|sa de cv|sab de cv|s de rl de cv|
    株式会社|有限会社|合同会社|有限公司|有限责任公司|股份有限公司|주식회사|유한회사|fzc|fze|fzco|fz llc|dmcc|wll|kk|gk
    """
)

LEGAL_FORMS_BEFORE = _forms("ооо|оао|зао|ао|пао|ип|тов|ooo|oao|株式会社|有限会社|合同会社|주식회사|유한회사|pt|cv|the")

NO_COMPANY = frozenset(
    " ".join(form)
    for form in _forms(
        """
        freelance|freelancer|freelancing|freelance consultant|self employed|self employment|selfemployed|sole trader|
        own business|my own business|independent consultant|independent contractor|independent professional|
        unemployed|retired|student|n a|na|none|nil|confidential|undisclosed|stealth|stealth startup|stealth mode|
        stealth mode startup|various|open to work|looking for opportunities|seeking new opportunities|career break|
        sabbatical|selbststandig|selbstandig|selbstandige|selbststandige|freiberuflich|freiberufler|freiberuflerin|
        rentner|rentnerin|in rente|arbeitssuchend|autonomo|autonoma|cuenta propia|por cuenta propia|
        trabajador por cuenta propia|trabalhador independente|independant|independante|a mon compte|auto entrepreneur|
        autoentrepreneur|travailleur independant|libero professionista|libera professionista|lavoratore autonomo|
        zzp|zzper|zelfstandig|zelfstandige|zelfstandig ondernemer|egenforetagare|egen foretagare|selvstaendig|
        selvstendig naeringsdrivende|yrittaja|serbest|serbest calisan|samozatrudniony|osvc|retraite|retraitee|
        jubilado|jubilada|pensionato|pensionata|aposentado|aposentada|фриланс|фрилансер|самозанятыи|самозанятая|
        フリーランス|自由职业|自由職業|자영업|프리랜서
        """
    )
)
"""What people write where a company is asked for and there is none, as it folds."""

# A CJK legal form stands against the name without a space.
LEGAL_FORMS_ATTACHED = (
    "株式会社", "有限会社", "合同会社", "股份有限公司", "有限责任公司", "有限公司", "주식회사", "유한회사"
)  # fmt: skip
