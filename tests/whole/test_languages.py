"""Every supported language is found by its words: a question in other forms than the text's."""

import unicodedata

import pytest

from index.library import open_library
from index.search.queries import Query
from index.text.language import language
from tests.fake_embedder import FakeEmbedder

# Of each language: a text of three sentences, and a question about the second in other forms.
TEXTS = {
    "en": (
        "The harbour was built by merchants a long time ago. Fishing vessels must be registered"
        " with the authority before they leave. The museum is closed on Mondays.",
        "Which registration does a fishing vessel need?",
    ),
    "de": (
        "Der Hafen wurde vor langer Zeit von Kaufleuten gebaut. Fischereifahrzeuge müssen vor der"
        " Ausfahrt bei der Behörde angemeldet werden. Das Museum ist montags geschlossen.",
        "Bei welchen Behörden ist ein Fischereifahrzeug anzumelden?",
    ),
    "fr": (
        "Le port a été construit par des marchands il y a longtemps. D'après l'accord, les navires"
        " de pêche doivent être enregistrés avant le départ. Le musée est fermé le lundi.",
        "Quel enregistrement faut-il pour un navire de peche selon les accords ?",
    ),
    "es": (
        "El puerto fue construido por comerciantes hace mucho tiempo. Los buques pesqueros deben"
        " registrarse ante la autoridad antes de zarpar. El museo está cerrado los lunes.",
        "¿Ante qué autoridades se registra un buque pesquero?",
    ),
    "it": (
        "Il porto fu costruito dai mercanti molto tempo fa. Secondo le regole dell'accordo i"
        " pescherecci devono essere registrati prima della partenza. Il museo è chiuso il lunedì.",
        "Quale registrazione serve per un peschereccio secondo gli accordi?",
    ),
    "pt": (
        "O porto foi construído por comerciantes há muito tempo. Os navios pesqueiros devem ser"
        " registados junto da autoridade antes da partida. O museu está fechado às segundas.",
        "Junto de que autoridades se regista um navio pesqueiro?",
    ),
    "nl": (
        "De haven werd lang geleden door kooplieden gebouwd. Vissersschepen moeten voor vertrek bij"
        " de overheid worden geregistreerd. Het museum is op maandag gesloten.",
        "Welke overheden registreren vissersschepen?",
    ),
    "sv": (
        "Hamnen byggdes av köpmän för länge sedan. Fiskefartyg måste registreras hos myndigheten"
        " innan de går ut. Museet är stängt på måndagar.",
        "Hos vilka myndigheter ska ett fiskefartyg registrera sig?",
    ),
    "da": (
        "Havnen blev bygget af købmænd for længe siden. Fiskefartøjer skal registreres hos"
        " myndigheden, før de sejler ud. Museet er lukket om mandagen.",
        "Hvilke myndigheder registrerer et fiskefartøj?",
    ),
    "no": (
        "Havnen ble bygget av kjøpmenn for lenge siden. Fiskefartøyer må registreres hos"
        " myndigheten før de seiler ut. Museet er stengt på mandager etter sommeren.",
        "Hvilke myndigheter registrerer et fiskefartøy?",
    ),
    "fi": (
        "Sataman rakensivat kauppiaat kauan sitten. Kalastusalukset on rekisteröitävä"
        " viranomaisessa ennen lähtöä. Museo on suljettu, koska se on maanantai.",
        "Missä viranomaisissa kalastusaluksen voi rekisteröidä?",
    ),
    "hu": (
        "A kikötőt kereskedők építették nagyon régen. A halászhajókat indulás előtt be kell"
        " jelenteni a hatóságnál. A múzeum hétfőn zárva van.",
        "Melyik hatóság vette nyilvántartásba a halászhajót?",
    ),
    "ro": (
        "Portul a fost construit de negustori cu mult timp în urmă. Navele de pescuit trebuie să"
        " fie înregistrate la autoritate înainte de plecare. Muzeul este închis lunea.",
        "La ce autorități se înregistrează o navă de pescuit?",
    ),
    "pl": (
        "Port został zbudowany przez kupców dawno temu. Statki rybackie muszą być zarejestrowane w"
        " urzędzie przed wypłynięciem. Muzeum jest zamknięte w poniedziałki.",
        "W jakich urzędach rejestruje się statek rybacki?",
    ),
    "cs": (
        "Přístav byl postaven obchodníky před dlouhou dobou. Rybářské lodě musí být před vyplutím"
        " zapsány u úřadu. Muzeum je v pondělí zavřené, protože se uklízí.",
        "U kterých úřadů se zapisuje rybářská loď?",
    ),
    "tr": (
        "Liman uzun zaman önce tüccarlar tarafından yapıldı. Balıkçı gemileri yola çıkmadan önce"
        " kuruma kaydedilmelidir. Müze pazartesi günleri kapalıdır ve bu her yıl böyledir.",
        "BALIKÇI GEMİSİ hangi kurumda kayıtlıdır?",
    ),
    "et": (
        "Sadama ehitasid kaupmehed ammu. Kalalaevad tuleb enne väljumist ametis registreerida."
        " Muuseum on esmaspäeviti suletud, sest see on nii ka mujal.",
        "Millises ametites registreeritakse kalalaev?",
    ),
    "ca": (
        "El port va ser construït pels mercaders fa molt de temps. Els vaixells de pesca s'han de"
        " registrar davant l'autoritat abans de sortir. El museu és tancat els dilluns.",
        "Davant de quines autoritats es registra un vaixell de pesca?",
    ),
    "ru": (
        "Порт был построен купцами очень давно. Рыболовные суда должны быть зарегистрированы в"
        " ведомстве до выхода в море. Музей закрыт по понедельникам.",
        "В каком ведомстве регистрируют рыболовное судно?",
    ),
    "uk": (
        "Порт був побудований купцями дуже давно. Риболовні судна мають бути зареєстровані у"
        " відомстві до виходу в море. Музей зачинений щопонеділка, як і всі інші.",
        "Де зареєстровані риболовні судна?",
    ),
    "bg": (
        "Пристанището е построено от търговци много отдавна. Риболовните кораби трябва да бъдат"
        " регистрирани преди отплаване. Музеят е затворен в понеделник.",
        "Кога трябва да са регистрирани риболовните кораби?",
    ),
    "el": (
        "Το λιμάνι χτίστηκε από εμπόρους πριν από πολύ καιρό. Τα αλιευτικά σκάφη πρέπει να"
        " καταχωρίζονται στην αρχή πριν από τον απόπλου. Το μουσείο είναι κλειστό τη Δευτέρα.",
        "Σε ποια αρχή καταχωρίζεται το ΑΛΙΕΥΤΙΚΟ σκάφος;",
    ),
    "ar": (
        "بنى التجار الميناء منذ زمن طويل. يجب تسجيل سفن الصيد لدى السلطة قبل المغادرة."
        " المتحف مغلق يوم الاثنين.",
        "أين يتم تسجيل سفينة الصيد؟",
    ),
    "he": (
        "הנמל נבנה על ידי סוחרים לפני זמן רב. כלי שיט של דייגים חייבים להירשם ברשות לפני היציאה."
        " המוזיאון סגור ביום שני.",
        "איפה חייבים דייגים להירשם?",
    ),
    "hi": (
        "बंदरगाह बहुत पहले व्यापारियों ने बनाया था। मछली पकड़ने वाली नौकाओं को प्राधिकरण में पंजीकृत"
        " होना चाहिए। संग्रहालय सोमवार को बंद रहता है।",
        "मछली पकड़ने वाली नौका कहाँ पंजीकृत होती है?",
    ),
    "ja": (
        "港は昔、商人によって造られた。漁船は出港の前に役所に登録しなければならない。"
        "博物館は月曜日に休館する。",
        "漁船はどこに登録しますか？",
    ),
    "zh": (
        "港口是很久以前由商人建造的。渔船在出海前必须在主管机关登记。博物馆星期一关闭。",
        "渔船应当在哪里登记？",
    ),
    "ko": (
        "항구는 오래전에 상인들이 지었다. 어선은 출항하기 전에 관청에 등록해야 한다."
        " 박물관은 월요일에 문을 닫는다.",
        "어선을 어디에 등록하나요?",
    ),
    "th": (
        "ท่าเรือสร้างโดยพ่อค้าเมื่อนานมาแล้ว เรือประมงต้องจดทะเบียนก่อนออกเดินทาง พิพิธภัณฑ์ปิดวันจันทร์",
        "เรือประมงจดทะเบียนที่ไหน",
    ),
}


def sentences_of(code):
    """Cuts the text of a language into its three sentences."""
    text = TEXTS[code][0]
    for mark in ("。", "।"):
        if mark in text:
            return [f"{part.strip()}{mark}" for part in text.split(mark) if part]
    return text.split(" ") if code == "th" else [f"{p.rstrip('.')}." for p in text.split(". ")]


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """A library with a document in every language, each sentence in a section of its own."""
    folder = tmp_path_factory.mktemp("papers")
    for code in TEXTS:
        sections = "\n\n".join(f"# {i}\n\n{s}" for i, s in enumerate(sentences_of(code)))
        (folder / f"{code}.md").write_text(sections, encoding="utf-8")
    library = open_library(folder.parent / "home", FakeEmbedder(), create=True)
    library.sync([folder])
    yield library
    library.close()


def found_by_words(library, question):
    """Returns the passage that the lexical leg likes best."""
    candidates = library.find(Query(question)).candidates
    best = max(candidates, key=lambda candidate: candidate.lexical)
    return library.editions.current().table.passages([best.id])[best.id].text.strip()


@pytest.mark.parametrize("code", TEXTS)
def test_the_language_of_a_text_is_told(code):
    assert language(TEXTS[code][0]) == code


@pytest.mark.parametrize("code", TEXTS)
def test_a_question_in_other_forms_finds_its_passage_among_all_languages(everything, code):
    assert found_by_words(everything, TEXTS[code][1]) == sentences_of(code)[1]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("peche accords", "fr"),
        ("PÊCHE ACCORDS", "fr"),
        (unicodedata.normalize("NFD", "pêche accords"), "fr"),
        ("balikci gemisi", "tr"),
        ("αλιευτικα σκαφη", "el"),
        ("rybarska lod", "cs"),
        ("Fischereifahr\u00adzeug", "de"),
        ("ﬁshing vessel", "en"),
        ("ｆｉｓｈｉｎｇ　ｖｅｓｓｅｌ", "en"),
    ],
)
def test_words_are_found_however_they_are_typed(everything, typed, code):
    assert found_by_words(everything, typed) == sentences_of(code)[1]
