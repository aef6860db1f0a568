"""The words that a person may type instead of pressing a button, and the words of danger.

1. A translator writes as many as people really say; the lists need not be of the same length.
2. The first word of a list is the one that people are told to type.
3. One word means one thing in all languages, since every list is heard in every talk.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

CONTROL_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "start": "start; begin; hello; hi; hey",
        "help": "help; help me; I need help; sos",
        "language": "language; languages; change language; other language",
        "skip": "skip; skip this; pass; next question; I do not want to answer",
        "back": "back; go back; previous; previous question",
        "stop": "stop; stop for now; pause; quit; end",
        "go_on": "go on; continue; resume; carry on",
        "done": "done; ready; finished; that is all",
        "yes": "yes; yeah; yep; ok; okay; sure",
        "no": "no; nope; no thanks; no thank you",
        "delete": "delete; delete all; delete my answers; erase; forget me",
        "mine": "mine; my answers; show my answers",
        "privacy": "privacy; my data; data protection",
        "summary": "summary; the summary",
    }
)
DANGER_CONTEXT = "words.danger"
DANGER = (
    "suicide; suicidal; kill myself; killing myself; hurt myself; hurting myself; harm myself; "
    "cut myself; cutting myself; end my life; ending my life; end it all; take my life; "
    "want to die; wanna die; wish I was dead; wish I were dead; better off dead; rather be dead; "
    "do not want to live; don't want to live; dont want to live; do not want to be alive; "
    "don't want to be alive; no reason to live; cannot live anymore; can't go on living; "
    "I am afraid at home; afraid to go home; scared at home; scared to go home; not safe at home; "
    "do not feel safe; don't feel safe; afraid of my husband; afraid of my wife; "
    "afraid of my partner; afraid of my family; afraid of my father; afraid of my brother; "
    "afraid of him; scared of my husband; scared of him; scared of my family; "
    "violence at home; domestic violence; husband is violent; he is violent; wife is violent; "
    "partner is violent; hits me; hit me; hitting me; beats me; beat me; beating me; hurts me; "
    "hurt me; hurting me; slaps me; kicks me; chokes me; strangles me; burns me; beats us; "
    "beat us; hits us; hit us; hits my child; hits my children; hits the children; "
    "beats my child; beats my children; hurts my child; hurts my children; "
    "threatens me; threatened me; threatens to kill; threatens us; will kill me; kill me; "
    "wants to kill me; rape; raped; rapes; raped me; rapes me; sexual violence; touches me; "
    "forces me; forced me; forces my; forced marriage; forced to marry; must marry him; "
    "do not want to marry; don't want to marry; honour killing; honor killing; "
    "took my passport; takes my passport; has my passport; keeps my passport; keep my passport; "
    "took my papers; keeps my papers; took my documents; took my phone; "
    "does not let me leave; do not let me leave; doesn't let me leave; not allowed to leave; "
    "not allowed to go out; locked in; locks me; locked me; follows me; stalks me; "
    "forced to work; forces me to work; work without pay; works without pay; "
    "they do not pay me; sold me; trafficked; forced to sell; sell my body; "
    "my life is in danger; I am in danger; we are in danger"
)
# More of English, which no translation depends on: it can grow without making others old.
DANGER_CLASSES = (
    "husband*/boyfriend*/partner*/ex hit*/beat*/punch*/slap*/kick*/chok*; strangl*/molest*/"
    "blackmail*/suicid*/overdos*/rapist*/raping/traffick*/selfharm*/harass*/assault*/grope*/"
    "groping/kidnap*/prostitut*/circumcis*/fgm/stalker*/abusive/abuser; self harm*; abuse*/"
    "abusing/violen* husband*/wife/home/house/family/he/she/partner*/ex/dad/father*/mother*/mum/"
    "mom/son/boss*/boyfriend*/child*/kid*/me/us/him/her; hit/hits/hitting/beat/beats/beating/"
    "beaten/punch*/slap*/kicks/kicked/kicking/chok*/smack*/spank*/whip*/shove* hubby/bf/father*/"
    "dad*/stepdad*/stepfather*/brother*/uncle*/mother*/mum*/mom*/stepmother*/wife/cousin*/boss*/"
    "manager*/landlord*/roommate*/inlaw*/teacher*; hits/hitting/beats/beating/beaten/punch*/"
    "slaps/slapped/slapping/smacks/smacked/spits/spat/whips/whipped/chokes/choked me/us/her/him/"
    "kids/children/child/son/daughter*/baby/sister*/mother*/mum/mom/wife/girl/girls/boy; kicks/"
    "kicked me/us/her/him/son/daughter*/sister*/mother*/wife he/she/they/stomach/belly/pregnant/"
    "boys/face; pushes/pushed/shoves/shoved/drags/dragged/throws/threw/throwing husband*/"
    "boyfriend*/wife/he/she/father*/dad/brother*/son/ex/stepdad* me/us/her/stairs/wall/floor/"
    "mother*/mum; teacher*/grandmother*/grandma/stepmother*/stepfather*/coach hit*/beat*/slap*/"
    "pinch*/pull*/lock*/kick* me/son/daughter*/child*/kid*/him/her/ear*/hair; he/she/husband*/"
    "boyfriend*/father*/dad/brother*/ex/wife/stepdad* broke/breaks/twist*/pull*/pulls/grab*/"
    "drag*/yank*/slam*/smash*/bit arm*/hair/nose/jaw/rib*/teeth/tooth/neck/throat/wrist*/head; "
    "knife/gun/acid/axe/machete/pistol/razor*/hammer/petrol threat*/throat/neck/throw*/threw/"
    "pour*/point*/pulled/held/holds/face/stab*/kill*/wrist*/arms/head/scared/afraid; stab/stabs/"
    "stabbed/stabbing me/us/her/him/myself/mother*/sister*; burns/burned/burnt/burning me/her/"
    "him/us/child*/kids/sister*/brother*/daughter*; iron/cigarette*/lighter/boiling burn*/scald* "
    "me/myself/arm*/skin/hand*/leg*/thigh*/her/him; kill*/murder*/slaughter* he/she/they/"
    "husband*/ex/father*/dad/brother*/brothers/uncle*/family/relatives/boyfriend*/someone me/us/"
    "my/her/him/myself; threat*/threten* me/us/my/her/him/kids/children/kill*/hurt/send*/"
    "husband*/boss*/ex; want*/wanna/wish*/rather/better dead/die/dying; wish*/hope/hoping/pray* "
    "died/vanish*; wish* never/not born/wake; hope* never/not wake; sleep never wake; sleep not "
    "wake; fall asleep forever; sleep forever; don't want wake up; pills/tablets/painkillers "
    "swallow*/all/enough/bottle/handful/whole took/swallow*/want*/think*/end; jump*/throw bridge/"
    "balcony/roof/cliff/window off/from/think*/thought/want*/feel/myself/out; train*/metro/"
    "tracks/traffic/car/bus jump*/throw*/step/lie under/front; goodbye/farewell letter*/note*/"
    "message*/video*; without/gone/disappear*/dead better/happier/easier/relief/relieved/fine me/"
    "i/im/i'm/i'd/id everyone/everybody/they/kids/children/family/all/world/people/you; nobody/"
    "noone/anyone/anybody/one miss/cry/notice/care/sad gone/died/dead/die/disappear*/vanish*; no "
    "one miss me; cant take anymore; can't take anymore; cannot take anymore; live/living/life/"
    "alive point/sense/meaning/worth/reason*/purpose no/any/nothing/not/isnt/isn't/dont/don't/"
    "never; disappear/vanish/exist/existing want/wanna/wish; tired/sick/done/enough/stop alive/"
    "existing/breathing; hang/hanging/drown/drowning/harm/harming/stab/starve/starving/burn/"
    "burning/hitting/punish* myself; cut/cuts/cutting/slit*/slash*/slice*/carve* wrist*/veins/"
    "thigh*/arms/skin; afraid/affraid/scared/scarred/terrified/frightened/fear/fears/scares/"
    "terrifies husband*/wife/father*/dad*/mother*/mum/mom/brother*/uncle*/boyfriend*/bf/ex/"
    "partner*/boss*/him/inlaw*/stepdad*/stepfather*/neighbour*; never feel safe; not safe here; "
    "isn't safe; unsafe home/house/feel*/room/him/husband*; locks/locked/locking/lock me/us/her/"
    "im/i'm/leave/cant/can't he/she/husband*/madam/boss*/they/mother*/father*/dad/family/"
    "brother*/inside/room/outside/flat/basement/cellar/balcony/bathroom; let/lets/allow*/letting/"
    "permission/forbid*/forbids/forbidden leave/out/outside/go/phone/friends/friend/talk/work/"
    "school/study/speak/meet/anywhere/doctor husband*/he/she/father*/dad/mother*/inlaw*/brother*/"
    "brothers/boss*/madam/wife/boyfriend*/hes/shes not/never/doesnt/doesn't/dont/don't/wont/"
    "won't/isnt/isn't/no/without; let/allow*/permission leave/out/outside/phone they/we/family/"
    "parents/boss*/owner not/never/dont/don't/wont/won't/cant/can't/no/without/arent; passport*/"
    "papers/documents/permit/residence took/taken/keeps/keep/kept/keeping/holds/holding/hid/"
    "hides/confiscat*/stole/locked he/hes/he's/she/husband*/boss*/employer*/manager*/they/"
    "mother*/father*/dad/brother*/uncle*/owner/agent/madam/inlaw*/wife my/our/mine/me/us/her; "
    "passport*/papers/documents/permit has/got/have boss*/employer*/manager*/husband*/owner/"
    "agent/madam/hes my/our/mine/me; phone*/mobile/sim took/takes/taken/taking/confiscat*/smash*/"
    "checks/reads/controls/hid/hides he/she/husband*/boss*/dad/father*/mother*/brother*/inlaw*/"
    "madam/boyfriend*/ex/wife/parents my/mine/me; card*/salary/wage*/wages/pension/money takes/"
    "keeps/took/controls/steals/keep/taking boss*/employer*/manager*/owner/husband*/he/father*/"
    "dad/son/grandson/nephew/madam/she/they our/my/half/all; paid/pays/paying/unpaid boss*/"
    "employer*/madam/manager*/owner/months/promised/overtime not/never/havent/haven't/hasnt/"
    "hasn't/didnt/didn't/dont/don't/doesnt/doesn't/wont/won't/without/refus*/no/less; pay/salary/"
    "wage*/wages/money boss*/employer*/madam/manager*/owner/restaurant/farm/chef not/never/"
    "doesnt/doesn't/wont/won't/refus*/half/didnt/didn't/without; promised salary/euro*/euros/"
    "money/pay/job/month/wage*/paid never/nothing/less/cent/cents/didnt/not/no; never got/saw/"
    "seen/received money/salary/wage*/cent/paid promised/boss*/month/worked/employer*; off/rest/"
    "break no/never/without/not/single day/days madam/boss*/employer*/months/paid/pay/pays/owner/"
    "restaurant/farm; hours work*/working sleep/restaurant/farm/leave/pay*/paid/passport*/boss* "
    "14/15/16/17/18/fourteen/fifteen/sixteen/eighteen/every; sleep/sleeping restaurant/warehouse/"
    "storage/basement/workplace/farm/kitchen work*/boss*/owner/leave; debt* brought/agent*/"
    "smuggl*/boss*/men/clients/body/traffick*/escape; deport* boss*/husband*/he/she/employer*/"
    "manager*/owner/ex/wife/landlord/hes; marry/married/marriage/wedding/engaged/engagement "
    "parents/father*/dad/uncle*/mother*/mum/mom/brother*/brothers/family/they/stepdad* forc*/"
    "against/dont/don't/want/wants/refus*/pressur*/old/cousin/picked/chose*/send*/make*/making/"
    "stranger/beat*/kill*; marry/marriage forc*/against/pressur*/threat*/unwilling; picked/chose/"
    "chosen/found/give/giving man/husband/groom/fiance me/her/16/15/17/14/im/i'm they/father*/"
    "dad/parents/family/mother*/already/old; send*/sent/taking/takes/take dad/father*/parents/"
    "family/brother*/uncle*/mother*/husband* somalia/iraq/afghanistan/pakistan/syria/iran/"
    "kurdistan/ethiopia/eritrea/sudan/turkey/bangladesh/morocco/kosovo/village/homeland/back/"
    "country dont/don't/marry/married/against/scared/afraid/threat*/refuse/never; marry/married/"
    "marriage send*/sent/taking/take/force/village/holiday dad/father*/parents/family/me/"
    "brother*/mother*; genital*/mutilat* girl*/daughter*/sister*/me/female/she; cut/cutting "
    "sister*/daughter*/girl*/girls they/africa/village/tradition*/grandmother*/grandma/summer/"
    "country; sex/sexual/sexually he/hes/husband*/him/forc*/makes/made/boss*/manager*/boyfriend*/"
    "landlord/uncle*/stepdad*; naked/nude/nudes/intimate photo*/pic/pics/picture*/video*/send*/"
    "post*; touches/touched/touching/grabs/grabbed/grabbing/rubs/fondl*/kissed/kisses boss*/"
    "manager*/uncle*/cousin*/stepfather*/stepdad*/father*/brother*/teacher*/coach*/neighbour*/"
    "neighbor*/landlord*/he/man/guy/colleague*/roommate*/supervisor* me/breast*/boobs/butt/ass/"
    "bum/thigh*/body/daughter*/son; bed came/comes/climb*/crawl*/coming he/man/uncle*/stepdad*/"
    "father*/roommate*/brother*/cousin*/boss*/neighbour*/guy/into; did what he wanted; does what "
    "he wants; forc* himself; on top of me; not take no; even when say no; sleep/slept him/men/"
    "clients/customers/landlord/boss/manager must/makes/forc*/made/wants/or/rent/debt/visa/said/"
    "says with; follow*/following/stalk*/spies/spying/tracks/tracking/watches ex/husband*/man/"
    "guy/stranger/brothers/he/boyfriend*/him everywhere/me/home/phone/location; ex waits/waiting/"
    "stands/standing/shows/turns/comes/calls/texts outside/door/work/school/home/night/scared/"
    "everywhere; find/finds/found ex/brothers/husband*/him/brother*/they me/us/her/where scared/"
    "afraid/kill*/threat*/hiding; ex find/finds/found me/us; take/takes/taking/took/steal kids/"
    "children/child/baby/son/daughter* never/threat*/abroad/divorce he/husband*/ex/father*/wife/"
    "family/inlaw*/she; take kids away; take children away; took kids away; took children away; "
    "taking kids away; honour/honor/dishonour*/dishonor*/disgrac*/shamed/shame brother*/brothers/"
    "father*/dad/kill*/relatives/boyfriend*/parents/uncle*; scream*/yelling neighbour*/neighbor*/"
    "upstairs/downstairs/nextdoor woman/wife/husband/she/her/hear/night/man/child*/kids; bruise*/"
    "bleeding he/husband*/she/face/neck/mother*/sister*/child*/kids/arms/her; food/eat doesnt/"
    "doesn't/no/not/without/wont/won't/nothing gives/give/lets/let/gets he/she/madam/husband*/"
    "boss*/stepmother*/owner/brother*; escape*/escaping/flee/fled/hide/hiding husband*/him/ex/"
    "boss*/father*/brothers/madam/trafficker*; danger sister*/mother*/mum/child*/kids/daughter*/"
    "friend/she/we/life/brother*; body sell/selling/sold/sells; forc*/makes/made steal/beg/"
    "begging/drugs/prostitution/clients me/us/him/her/my; forc* me/us/her/my/him he/she/they/"
    "husband*/parents/family/boss*/father*/mother*; hurt/hurts/hurting husband*/boyfriend*/ex/"
    "dad/father*/brother*/boss*/stepdad*/stepmother*/partner*/uncle* me/us/kids/child*/her/mum/"
    "mother/sister; drunk/drinks/drinking violent/scared/afraid/throws/breaks/angry/hits/beats "
    "husband*/father*/dad/he/son/wife; throws/threw/throwing plates/things/chair/objects/stuff/"
    "plate/cup/bottle/out me/us/her/wall he/she/husband*/wife/son/dad/father*/landlord; knife/"
    "knives/gun/pistol/machete/acid he/she/they/wife/husband*/dad/father*/brother*/ex/boys/son/"
    "boyfriend*/him/came/comes me/us/my/her/at/him/son; cigarette*/lighter/razor*/blade/blades "
    "arm/arms/skin/leg/legs/thigh*/wrist*/cuts/sad/myself; throat/neck he/him/she/husband*/"
    "grabbed/squeez* breath*/breathe/grab*/squeez*/hands/held/knife; shoot/shot/shoots me/us/her/"
    "my/him he/brother*/they/husband*/dad/father*/ex/says/said/threat*; family dishonour*/"
    "dirtied/dirty/honour/honor/shamed kill*/shoot/brother*/father*/scared/afraid/uncle*/beat*/"
    "punish*/says; see/seeing kids/children/child/them/baby/daughter/son never/wont/won't/not/"
    "again/anymore he/she/husband*/ex/take*/country/wife; raised/raises/raise/lifted hand/hands/"
    "fist/belt me/us/mum/mother/kids; months/weeks euro/euros/cent/cents/paid/salary/wage* not/"
    "no/one/single/without/never worked/working; slave/slaves/slavery like/as/me/us/i/we/they/"
    "treat*/she/he; sex rent/landlord/boss/manager/job/visa/clients/customers; sleep/slept with "
    "rent/landlord/boss/manager/clients/customers/visa/debt; massage/club/clients/customers have/"
    "forc*/must/make/makes things/do/men/touch/promised/told sex/men/things/customers/clients; "
    "threw/throws/kicked/kicks out/street me/us/kids/children/outside; debt*/owe papers/"
    "passport*/leave keep/keeps/hold/until/took; knickers/panties/pants/underwear/trousers hand/"
    "hands/puts/pulled/took/down/inside my/me/her/daughter*/son/uncle*/he; head/face/body wall/"
    "door/floor/table/bruise*/blood/swollen he/she/husband*/hubby/boyfriend*/dad/father*/ex/"
    "smash*/slam*/bang*; ending/end everything want*/wanna/tonight/feel*; key/keys/door keeps/"
    "keep/took/takes/hides/hid/locks husband*/he/law/father*/mother*/madam/boss*/boyfriend* "
    "inside/stay/leave/woman/cant/can't; marry/marriage/wedding her/sister*/daughter*/girl*/she "
    "old/force/against/school they/parents/father*/family/uncle*; touches/touched/touching/grabs/"
    "kisses girls/boys/kids/children/students; post/posts/upload/publish*/spread/share/leak "
    "video*/photos/pictures/pics/nudes he/she/ex/if/threat*/says/will/everyone; hasnt/hasn't/"
    "havent/haven't/didnt/didn't/never/not given/paid/pay/paying wages/salary/us/money owner/"
    "boss*/farm*/employer*/madam/restaurant; account/pension/money empties/emptied/steals/took "
    "grandson/son/nephew/daughter*/carer my/yells/shouts/hits; rib/ribs/jaw/tooth/teeth/nose "
    "broke/breaks/kicked he/husband*/she/boyfriend*/dad/father*; took sister*/daughter*/me "
    "school/college out marry/man/husband; locks/locking door outside/when/goes he/she/husband*/"
    "they/boyfriend*"
)
# What people answer to "how are you" when they do not take the words of the buttons.
FACE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "5": "great; excellent; wonderful; very well; super; perfect",
        "4": "fine; well; ok; okay; all right; alright; not bad; thank God",
        "3": "so so; not so good; it depends; could be better; average; up and down",
        "2": "not well; not great; not so well; poor",
        "1": "very bad; terrible; awful; horrible; very badly",
    }
)
_ABOUT = {
    "start": "to begin the talk, or to see the open question again",
    "help": "to see who can help",
    "language": "to talk in another language",
    "skip": "to leave a question unanswered",
    "back": "to go to the question before",
    "stop": "to stop for now and come back later",
    "go_on": "to go on with a talk that was stopped",
    "done": "to say that the answer is complete",
    "yes": "to say yes",
    "no": "to say no",
    "delete": "to delete all own answers",
    "mine": "to see all own answers",
    "privacy": "to read what happens with the answers",
    "summary": "(a volunteer) to read the summary",
}
_LIST = (
    "words that people type: a list with ; between, as long or short as you like: "
    "what they really type "
)
_FIRST = "; the first is the word that people are told to type"
# Arabic and full-width semicolons are what those keyboards give.
_SEMICOLON = re.compile(r"\s*[;؛；]\s*")
# In a phrase of danger: words, or beginnings of words with a star behind them; / between words that
# stand for one another.
_WORD = r"(?:[^*/\s]+|[^*/\s]{3,16}\*)"
STEMS = re.compile(rf"{_WORD}(?:/{_WORD})*(?:\s+{_WORD}(?:/{_WORD})*)*")
BETWEEN = " \t\n;؛；"
"""What stands between the words of a list."""


def split(text: str) -> tuple[str, ...]:
    """Read a list written with semicolons of any script, without empty or repeated entries."""
    return tuple(dict.fromkeys(word for word in _SEMICOLON.split(text.strip()) if word))


def sentences() -> tuple[tuple[str, str, str], ...]:
    """The lists for translators: context, English list, comment."""
    controls = [
        (f"words.{name}", source, _LIST + _ABOUT[name] + _FIRST)
        for name, source in CONTROL_WORDS.items()
    ]
    comment = (
        _LIST + "when they are in danger or want to die; short, two or more words each, "
        "one only where one says it all"
    )
    faces = [
        (f"faces.{face}", source, _LIST + f"instead of the face {face} (5 is best, 1 is worst)")
        for face, source in FACE_WORDS.items()
    ]
    return (*controls, *faces, (DANGER_CONTEXT, DANGER, comment))
