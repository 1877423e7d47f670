"""The function words of each language: they say how, not what, is asked or told.

They are its closed classes (articles, pronouns, prepositions, conjunctions, auxiliaries, question
words) and the verbs of asking and showing. They also tell the languages apart: see
`index/text/language.py`. Compared without case and accents.
"""

from functools import cache

from index.text.folding import bare

# By BCP 47 code. A pronoun that is also a common noun or verb (German "war", French "son") stays:
# the words around it tell which language is meant.
_WORDS = {
    "en": "a about above after again all also am an and any are as at be because been before"
    " being below between both but by can could did do does doing down during each else ever"
    " every few for from further get give had has have having he her here hers him his how i"
    " if in into is it its just know let like many may me might more most much must my no"
    " nor not now of off on once one only or other our out over own please said same say"
    " says shall she should so some such tell than that the their them then there these they"
    " thing things this those through to too under until up us use very want was we were"
    " what when where whether which while who whom whose why will with would yes you your"
    " describe explain example examples matter matters important importance happen happens"
    " happened show shows anybody anyone anything everybody everyone everything nobody none"
    " nothing somebody someone something",
    "de": "aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim"
    " bin bis bitte da damit dann das dass dem den denen der deren des dessen dich die dies"
    " diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer"
    " eines er es etwas euch für gegen gibt hat hatte hatten habe haben hier ich ihm ihn"
    " ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes kann"
    " kein keine keinem keinen können man mehr mein mich mir mit muss müssen nach nicht noch"
    " nur ob oder ohne sagt sein seine seinem seinen seiner seit sich sie sind so soll"
    " sollen sowie über um und uns unser unter vom von vor wann war waren warum was welche"
    " welchem welchen welcher welches wem wen wenn wer werde werden wie wieso wieviel wir"
    " wird wo wohin womit worden wurde wurden zu zum zur zwischen irgendetwas irgendwas"
    " jedermann jemand jemandem jemanden nichts niemand niemandem niemanden nenne sag sage"
    " sagen zeig zeige zeigen",
    "fr": "à afin ai ainsi alors après au aucun aucune aussi autre autres aux avant avec avoir"
    " bien c car ce ceci cela celle celles celui ces cet cette ceux chaque chez comme"
    " comment d dans de depuis des donc dont du elle elles en encore entre est et étaient"
    " était être eux fait faut font il ils j je jusqu l la laquelle le lequel les lesquels"
    " leur leurs lors lui ma mais même mes moins mon n ne ni nos notre nous on ont ou où par"
    " pas pendant peut peuvent plus pour pourquoi qu quand que quel quelle quelles quels qui"
    " quoi s sa sans se sera seront ses si signifie soit son sont sous sur tes toi ton tous"
    " tout toute toutes très tu un une vers veut vos votre vous y combien chacun chacune"
    " quelqu quelque quiconque rien dis dites dire montrer montrez",
    "es": "a al algo algún alguna algunas algunos ante antes aquel así aún aunque bajo cada como"
    " cómo con contra cuál cuáles cual cuales cuando cuándo cuánta cuántas cuánto cuántos de"
    " del desde donde dónde durante e el él ella ellas ellos en entre era eran es esa ese"
    " eso esta está están estar estas este esto estos fue fueron ha había haber hace hacia"
    " han hasta hay la las le les lo los más me mi mientras muy nada ni no nos o os otra"
    " otras otro otros para pero poco por porque puede pueden pues que qué quién quiénes"
    " quien quienes se sea según ser será si sí sido significa sin sobre son su sus también"
    " tan tanto te tiene tienen todo todos tras tu un una unas uno unos usted y ya yo"
    " alguien cualquiera nadie dame dime enséñame muéstrame muéstreme",
    "it": "a ad agli ai al alla alle allo anche ancora c che chi ci ciò col come con contro così"
    " cui d da dagli dai dal dalla dalle dallo de degli dei del dell della delle dello deve"
    " devono di dopo dove due durante e è ed era erano essere fino fra fu gli ha hanno i il"
    " in io l la le lei li lo loro lui ma mentre mi ne negli nei nel nell nella nelle nello"
    " noi non nostro o ogni ove per perché però più può possono prima qual quale quali"
    " quando quante quanti quanto quanta quel quella quelle quelli quello questa queste"
    " questi questo qui se secondo sia si significa sono stata stato su sua sue sugli sui"
    " sul sulla sulle sullo suo suoi tra tu tutti tutto un una uno vi voi",
    "pt": "a à ainda ao aos após aquela aquele as às até cada com como contra da das de dela dele"
    " depois desde dessa desse desta deste do dos durante e é ela elas ele eles em entre era"
    " eram essa esse esta está estão este eu foi foram há isso isto já lhe mais mas me mesmo"
    " muito na nas nem no nos nós não num numa o onde os ou outra outras outro outros para"
    " pela pelas pelo pelos pode podem por porque porquê qual quais quando quanta quantas"
    " quanto quantos que quem se seja sem ser será seu seus significa são só sob sobre sua"
    " suas também tem têm ter todo todos um uma você",
    "ro": "a acea aceasta această acela acest aceste acestea acestei acestor acestui ai al ale am"
    " ar are as asupra au avea ca care când cât câte câți ce cea cei cel cele celor cine cu"
    " cum că către dacă dar de deci decât despre din dintr dintre doar după ea ei el ele era"
    " este eu fi fie fiecare fost in în între îi îl își la le lor lui mai mult ne nici noi"
    " nu o ori pe pentru peste poate pot prin sa sau se si și sunt să te toate toți tot un"
    " una unde unei unor unui vor voi ală",
    "nl": "aan al alle als andere bij daar dan dat de deze die dit doen door dus een elk elke en"
    " er geen had hadden heb hebben heeft hem het hier hij hoe hoeveel hun ik in is ja je"
    " kan kon kunnen maar maken me meer men met mij mijn moet moeten naar niet nog nu of om"
    " omdat ons onder ook op over sinds te tegen ten ter toch toen tot tussen u uit uw van"
    " vanaf veel voor waar waarom wanneer waren was wat we wel welk welke werd werden wie"
    " wij wil worden wordt zal ze zich zij zijn zo zonder zou zullen betekent",
    "sv": "all alla allt än är att av bara bli blir blev både de dem den denna dessa det detta"
    " dig din då där efter eftersom eller en enligt er ett från få får för ha had hade han"
    " har hon hur här i icke ingen inget inom inte jag kan kunde kommer man med mellan men"
    " mer mig mycket måste när någon något några och också om oss på sedan sig sin sina sitt"
    " skall ska som så till under upp ut utan vad var vara varför varje vem vems vid vilka"
    " vilken vilket vi åt över betyder",
    "da": "ad af alle alt andre at blev blive bliver da de dem den denne der deres det dette dig"
    " din disse dog du efter eller en end er et for fordi fra få får før ham han hans har"
    " havde have hende hendes her hos hun hvad hvem hvilke hvilken hvilket hvis hvor hvordan"
    " hvorfor hvornår i ifølge ikke ind ingen jeg kan kun kunne man mange med meget mellem"
    " men mere mig min må ned noget nogle nogen når og også om op os over på samt sig sin"
    " sine skal skulle som således så til ud under uden var ved vi vil ville være været"
    " betyder",
    "no": "alle andre at av ble blei bli blir blitt både da de dei deg dem den denne der dere"
    " deres det dette di din disse du eller en enn er et etter for fordi fra få får før ha"
    " hadde han hans har hennes her hun hva hvem hver hvilke hvilken hvilket hvis hvor"
    " hvordan hvorfor når i ifølge ikke ingen inn jeg kan kom kun kunne man mange med meg"
    " mellom men mer min mot må noe noen og også om opp oss over på samt seg selv sin sine"
    " skal skulle som så til ut under uten var ved vi vil ville være vært betyr",
    "fi": "ei eivät eli emme en entä että he heidän heille hän häntä hänen ja jo jolla jolle joka"
    " joiden joita jonka joka jos jossa josta jota jotka johon kaikki kanssa koska kuin"
    " kuinka kuka kun ketkä kenen keneen me mikä miksi mille millä millainen milloin minkä"
    " minkälainen minä missä mistä mitä mitkä mihin miten moni montako mukaan mukaisesti"
    " mutta myös ne nämä niiden niin niitä nyt näiden oli olivat olla ole on ollut olleet"
    " ovat paljonko sekä se sen siinä sitä sitten siitä sillä tai tämä tämän tässä tästä"
    " tätä te tuo vaan vai vain voi voidaan voivat tarkoittaa",
    "hu": "a abban ahol ahogy aki akik akkor alatt általa általában amely amelyek amelyeket"
    " amelyet ami amikor amit az azok azon azonban azt aztán azzal be belül bár csak de e"
    " ebben eddig egy egyes egyik el elég ennek és erre ez ezek ezen ezért ezt ezzel fel"
    " felé ha hanem hány hogy hogyan hol honnan hova hozzá igen illetve is itt jelent kell"
    " ki kik kit között közötti le lehet lenni lesz lett már meg még melyik melyek mely"
    " mennyi mert mi miatt mikor milyen mint mit miért minden mivel nagyon ne nem nincs ő ők"
    " össze se sem szerint s számára után úgy vagy van vannak volt voltak való",
    "pl": "a aby albo ale ani będzie bez bo by być był była było były ci co czego czy czyli czym"
    " dla dlaczego do gdy gdzie go i ich ile im innych iż ja jak jaka jaki jakie jakich jako"
    " je jego jej jednak jest jeśli jeżeli już każdy kiedy kim kogo kto która które którego"
    " której który których którym którzy lub ma mają może można my na nad nie nich nim niż o"
    " od ona one oni oraz oznacza po pod podczas ponieważ poza przed przez przy są się skąd"
    " swój ta tak także tam te tego tej ten też to tylko tych tym u w we według wszystkie"
    " wszystkich z za zaś ze że żeby",
    "cs": "a aby aj ale ani až bez bude budou by byl byla byli bylo být či co což další do ho i"
    " já jaká jaké jaký jak jako je jeho jej její jejich jen jenž jestliže ještě již k kam"
    " kde kdo kdy když kolik která které kterého který kteří která ke má mají mezi mi může"
    " mohou my na nad nebo nebyl není než nic o od on ona oni ono po pod podle pokud pouze"
    " pro proč proto protože před přes při s se si skoro své svůj ta tak také takže tato"
    " tedy ten tento této tím to toho tom tomu tu ty tyto u už v ve však vše z za ze že"
    " znamená jsou jsem",
    "sk": "a aby aj ak ako aká aké aký akú ale alebo ani až bez bol bola boli bolo bude budú by"
    " byť cez čo do ho i ich iba ja je jeho jej k kam kde kedy keď koľko kto ktorá ktoré"
    " ktorého ktorý ktorým ktorí ktorých majú má medzi môže môžu my na nad nie niektoré o od"
    " on ona oni ono po pod podľa pokiaľ potom práve prečo pre preto pretože pred pri s sa"
    " si so sú svoj ta tak takže tejto ten tento to toho tom tomu tu ty tým u už v vo však"
    " všetky z za zo že",
    "sl": "a ali ampak bi bil bila bile bilo biti bo bodo brez če da do en ga ima imajo in iz ja"
    " jaz je jih jo k kaj kako kakšen kakšna kako kadar kateri katera katere kdaj kdo ker ki"
    " kje ko koliko kot lahko le ki med mi mora na nad naj ne ni nje njegov njen njih o ob"
    " od on ona oni pa po pod pomeni potem pred pri proti s sem si se smo so svoj ta tako te"
    " tega tej tem ter ti to tudi v vendar vse z za zakaj že",
    "hr": "a ako ali bez bi bila bili bilo bio biti će da do dok gdje ga i ih ili im ima imaju iz"
    " iznad iako ja je jer jesu jedan joj još ju kada kako kakav kakva koja koje kojem koji"
    " kojih kojim koju koliko kod kroz li među može mogu mi na nad nakon ne nego neki ni"
    " nije nisu no njih njegov o od on ona oni ono osim po pod prema prije pri s sa samo se"
    " su sam svi svoj ta tako također te tko to toga tome u uz već više vrlo što za zašto"
    " znači",
    "lt": "ant apie ar arba bei be bet bus buvo būti dėl gali iki ir iš į ji jie jis jo jos jų"
    " jūs kad kada kai kaip kam kas kiek kiekvienas ko koks kokia kokie kokios kodėl kur"
    " kuri kurie kuris kurio kurios kurių kuriuo mes ne nei nes net nors nuo o pagal per po"
    " prie prieš reiškia savo su ši šie šis šio šios šių ta tai taip tarp tas tie tik to tos"
    " tuo tų turi už yra",
    "lv": "ar arī bet bez bija būs būt cik dažādi ir ja jau jo jūs ka kad kam kas kā kāda kādi"
    " kāds kādu kāpēc ko kopā kur kura kuras kuri kurš kuru līdz man mēs ne nav nevis no"
    " nozīmē pa par pār pēc pie pret pirms savu savas starp šī šie šis šo šajā tā tad tai"
    " tam tas tās tiek tie to tiem tikai tos un uz vai var viņa viņi viņš visi",
    "et": "aga ega ei et ehk ja ka kas kes kelle kellel keda kogu kõik koos kui kuid kuidas kus"
    " kust läbi ma me meie mida mille millal milline millised millise millega mis miks mitte"
    " mitu minu nad need nende nii ning nagu neid oleks oli olid olla olnud on oma palju"
    " pärast pole saab saavad samuti see seda selle selles sest siis ta tähendab tema tuleb"
    " või vaid veel",
    "tr": "ama ancak bana bazı belki ben beri bile bir biri birçok biz böyle bu buna bunlar bunu"
    " bunun çok çünkü da daha de değil diğer diye dolayı en gibi göre ha hangi hangisi hem"
    " henüz hep her hiç için ile ise iken işte kaç kadar karşı kendi kez ki kim kimin kime"
    " mı mi mu mü nasıl ne neden nedir nerede nereden nereye niçin niye o olan olarak oldu"
    " olduğu olup olur on ona onlar onu onun oysa sana sen siz sonra şey şu tarafından tüm"
    " ve veya ya yani yok zaman var",
    "ca": "a això al algun alguna als amb aquell aquella aquest aquesta aquests aquestes així com"
    " cada d de del dels des després doncs durant el els ella elles ells en encara entre era"
    " és eren es està estan ha han havia hi i ja jo l la les li llur ens fins fou més mentre"
    " molt només o on pel pels per però perquè poden pot qual quals quan quant quants"
    " quantes que què qui quin quina quines quins s se sense ser seu seus seva seves si"
    " sobre són sota són també tot tots un una unes uns va van",
    "id": "ada adalah agar akan aku anda apa apakah atas atau bagaimana bahwa banyak berapa bagi"
    " bisa dalam dan dapat dari dengan di dia hanya harus hingga ia ini itu jika juga kami"
    " kamu kapan karena ke kepada ketika kita lebih maka mana mengapa mereka namun oleh pada"
    " para pun saat saja sampai sangat saya sebagai sebuah secara sedang sejak seperti serta"
    " setelah siapa suatu sudah tanpa telah tentang terhadap tersebut tetapi tidak untuk"
    " yaitu yang",
    "ru": "а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да"
    " даже для до его ее если есть еще же за и из или им их к каждый как какая какие каким"
    " каких какой какого когда ко который которая которые которых кто кого кому куда ли либо"
    " между меня мне мы на над нам нас не него нее нет ни них но о об он она они оно от"
    " откуда очень перед по под почему при про с сам сколько со так также такой там те тем"
    " то того только том тот ты у уже чего чей чем что чтобы эта эти этих это этого этой"
    " этом этот я является означает",
    "uk": "а або але без би був була були було бути в вам вас вже ви від він вона вони воно все"
    " всі де для до дуже є за з зі і із й його її їх йому каже кожний коли куди кого кому"
    " ким який яка яке які якого якій яких якою під ли лише між мене мені ми може можуть на"
    " над нам нас не ні них ну о об один однак по при про проти після перед та так також там"
    " те ти тим то того той тільки тому у хто це цей ця ці цього цьому через чи чого чому"
    " щодо що щоб як якщо скільки звідки означає є",
    "bg": "а ако ала без беше би бил била били било в вече ви все всеки всички във въз възможно"
    " вие го да дали до докато думи е ето за защо защото и из или им има к как каква какви"
    " какво какъв като когато кого която което които който кой колко към къде ли между ме"
    " мен ми много може могат на над най нас него не нея ни ние но някои няма от освен още"
    " по под поради пред преди през при с са само се си след сме според със съм така там те"
    " тези този тази това то той тогава ту тя у ще що като означава",
    "sr": "а ако али без би била били било био бити ће да до док где га и их или им има имају из"
    " ја је јер јесу један јој још кад када како какав која које којем који којих којим коју"
    " колико код кроз ли међу може могу ми на над након не него неки ни није нису но њих"
    " његов о од он она они оно осим по под према пре при с са само се су сам сви свој та"
    " тако такође те то тога у уз већ више врло шта што за зашто ко",
    "el": "αλλά αν αντί από αυτά αυτές αυτή αυτήν αυτό αυτοί αυτός αυτού αυτούς αυτών για γιατί"
    " δε δεν εάν εγώ είναι ενός ένα ένας επί εσύ έχει έχουν ή η ήταν θα και κάθε κατά κι"
    " λόγω μας με μετά μέσω μη μην μια μία μιας μου να ο οι όμως όπου όπως όσο όταν ότι ου"
    " ποια ποιας ποιο ποιοι ποιος ποιου πόσα πόσες πόση πόσο πόσοι πότε που πού προς πριν"
    " πως πώς σαν σας σε σημαίνει στα στη στην στης στις στο στον στου στους τα τι τη την"
    " της τις το τον του τους των ως",
    "hi": "अगर अपना अपनी अपने अब आप इन इस इसका इसके इसमें इसे उन उनका उनके उस उसका उसके उसे एक"
    " एवं ऐसा ऐसे और कई कब कर करता करते करना करने कहाँ का कि किया किस किसका किसकी किसके किसी"
    " किसने की कुछ के को कोई कौन कौनसा क्या क्यों गया गई गए जब जहाँ जा जाता जाती जाते जाना"
    " जिस जिसे जैसे जो तक तथा तब तो था थी थे दिया द्वारा न नहीं ने पर बहुत भी में मैं यदि यह"
    " यहाँ या ये रहा रहे लिए लेकिन वह वाला वाली वाले वे व सकता सकते सब साथ से हम ही हुआ हुई"
    " हुए है हैं हो होता होती होते होना कितना कितनी कितने कैसे",
    "ar": "إذا إلا إلى أم أن إن أنا أنت أو أي أين أيضا بعد بعض بل بين تحت تكون تلك ثم حتى حول حيث"
    " حين خلال دون ذلك سوف على عليه عليها عن عند عندما غير فإن في فيه فيها قبل قد كان كانت"
    " كل كم كما كيف لا لكن لم لماذا لن له لها ليس ما ماذا متى مثل مع من منذ منه منها نحو نحن"
    " هذا هذه هل هم هنا هناك هو هي و وقد ولا وهو وهي يكون التي الذي الذين",
    "fa": "آن آنها از است اگر اما این با باید بر برای بود به بین تا چرا چند چه چگونه چیست خود در"
    " دارد را روی شد شده شود که کدام کی کجا کند کنند کرد ما می من نه نیز نیست و ها هر هم همه"
    " هیچ یا یک",
    "zh": "为什么 为何 于 什么 什么时候 什麼 什麼時候 他们 他們 们 何时 何時 你"
    " 你们 你們 們 几 可不可以 可以 可否 吗 吧 呢 哪 哪个 哪些 哪個 哪裡"
    " 哪里 嗎 多久 多少 多長 多长 如何 幾 应当 应该 必須 必须 怎么 怎样"
    " 怎樣 怎麼 應當 應該 我 我们 我們 於 是 是不是 是否 有什么 有什麼 有几"
    " 有哪些 有多少 有幾 有无 有沒有 有没有 有無 每 為什麼 為何 甚麼 由誰"
    " 由谁 的 能不能 能否 要不要 該 誰 請問 该 请问 谁 这 这个 這 這個 那"
    " 那个 那個 需要",
    "he": "אבל או אולי אותה אותו אותם אז אחרי אך אין איפה איך אלה אם אני אנחנו אף אשר את אתה ב גם"
    " הוא היא היה היו הייתה הם הן זאת זה זו יש כאשר כדי כי כל כמה כמו לא לאן לה להם לו ליד"
    " לפי לפני מאיפה מדוע מה מי מתי נגד על עד עוד עם פי רק של שבו תחת",
}


LANGUAGES = frozenset(_WORDS) | {"ja", "zh", "ko", "th", "lo", "my", "km", "ka", "hy", "und"}
"""The languages that texts are told apart by."""


@cache
def function_words(language: str) -> frozenset[str]:
    """Returns the function words of a language as `bare` gives them, none if it is not known."""
    return frozenset(bare(word) for word in _WORDS.get(language, "").split())


@cache
def languages_with(word: str) -> frozenset[str]:
    """Returns the languages in which a word, as `bare` gives it, is a function word."""
    return frozenset(code for code in _WORDS if word in function_words(code))
