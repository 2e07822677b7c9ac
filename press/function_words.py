"""What each language looks like: its script, its letters and the small words of every text.

The small words are those that any paragraph on any subject holds; they tell apart languages of one
script in a sentence of a few words. Letters as in CLDR's main exemplars, without those that only
loanwords have.
"""

from __future__ import annotations

import functools
import re

from press.languages import SCRIPTS
from press.prose import LETTER, respelt

SCRIPT_LETTERS = {
    "Latn": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "Arab": "\u0620-\u065f\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff",
    "Beng": "\u0980-\u09e3\u09f0\u09f1",
    "Guru": "\u0a01-\u0a65\u0a70-\u0a75",
    "Cyrl": "\u0400-\u052f",
    "Ethi": "\u1200-\u135f\u1380-\u138f\u2d80-\u2ddf",
    "Hani": "\u3400-\u4dbf\u4e00-\u9fff",
}
_ONE_SCRIPT = {"Aran": "Arab", "Hans": "Hani", "Hant": "Hani"}

# Letters beside a-z, then the letters of a-z that the language itself does not use.
_LATIN = {
    "en": ("", ""),
    "cs": ("áčďéěíňóřšťúůýž", "qwx"),
    "fr": ("àâæçéèêëîïôœùûüÿ", ""),
    "hu": ("áéíóöőúüű", "qwx"),
    "pl": ("ąćęłńóśźż", "qvx"),
    "ro": ("ăâîșțşţ", "kqwy"),
    "sk": ("áäčďéíĺľňóôŕšťúýž", "qwx"),
    "so": ("", "pvz"),
    "tr": ("çğıöşüâîû", "qwx"),
    "vi": (
        "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
        "fjwz",
    ),
}
# Arabic-script languages share most letters; yeh and kaf come in one spelling (``prose.folded``).
_ARABIC = "ابتثجحخدذرزسشصضطظعغفقکلمنهویءآأؤئ"
_ARABIC_LETTERS = {
    "ar": _ARABIC + "ةإ",
    "fa": _ARABIC + "پچژگۀ",
    "ur": _ARABIC + "پچژگٹڈڑںھہےۓۂۃ",
    "ps": _ARABIC + "پچژګگټډړڼږښځڅېۍۀئ",
    "ckb": "ابتجحخدرزسشعغفقکلمنهویئپچژگڤڕڵۆێەھأ",
}

# Spellings that are common in one language and rare in the others of its script.
SPELLINGS = {
    "ar": "^(?:و|ب|ف|ک)?ال..|^لل..|ة$|^[أإ]..",
    "cs": "ého$|ých$|ě",
    "en": "th|wh|ck|ght|ing$|tion|ough",
    "fr": "tion|eau|eux|que$|^[dlqns]'",
    "hu": "sz|gy|ly|ek$|ák|és",
    "pl": "sz|rz|cz|ów$|ego$|ych$|owy$|owa$",
    "ro": "ție|ții|ului$|elor$|ilor$|ea$|ul$",
    "sk": "ého$|ých$|ový$|ová$|ť$",
    "so": "aa|uu|ee|oo|ii|dh|kh|x|q",
    "ur": "وں$|یں$|ئے|ھ|ے$",
    "vi": "th|ngh?|nh|ph|kh|^[cđ]",
}

SMALL_WORDS = {
    "en": (
        "the and of to in is are was were be been has have had your you we our they their this that"
        " these those with for from not do does did if when which who what how may can will would"
        " should must or but as at by on it its an any more most some there about after before than"
        " also only other into because each child children please"
    ),
    "cs": (
        "a v ve na se si je jsou že to do z ze s k ke pro při o po za nebo které která který"
        " jak jako"
        " pokud když vaše vašeho vám vás vy dítě dítěte může mohou být bude není ale také ještě už"
        " než jen jeho její jste má mají co kdo kde tento tato toto aby od mezi případě každý více"
        " první prosím číslo lékař léčba čím jestliže nebo"
    ),
    "fr": (
        "le la les l' de des du un une et en est sont dans pour que qui ne pas plus par sur avec au"
        " aux ce cette ces votre vos vous nous son sa ses leur si ou où mais comme être avoir peut"
        " peuvent a ont il elle ils elles se on y sans sous chez enfant enfants tout tous très"
        " aussi même après avant chaque quand"
    ),
    "hu": (
        "a az és hogy nem is egy van vannak volt ha de vagy mint csak már még meg el ki be fel ez"
        " azt ezt akkor mert kell lehet nagyon minden más ami aki amely gyermek gyermeke gyermekek"
        " önnek ön után előtt alatt kérjük hogyan mi mit kérdés során több első szám való"
    ),
    "pl": (
        "w we i z ze na do się nie jest są to że o od po za przez dla przy oraz lub albo ale jak co"
        " czy jeśli gdy który która które których tym tego ten ta te może mogą można być będzie ma"
        " mają także też już tylko bardzo proszę państwa państwo dziecko dziecka dziecku aby żeby"
        " jego jej ich pod przed kto gdzie każdy każdego lek leki lekarz więcej ulotka pani pana"
    ),
    "ro": (
        "și de la în a al ale cu pe din pentru că nu se este sunt o un care ce mai sau să fi are au"
        " dacă dar după când cum prin până ca lui lor îl le îi își v vă dumneavoastră copilul"
        " copilului copii copiilor poate pot fost acest această aceste aici foarte fiecare cel cea"
        " cele unei unui ori prea fără cât orice"
    ),
    "sk": (
        "a v vo na sa si je sú že to do z zo s so k ku pre pri o po za alebo ktoré ktorá ktorý ako"
        " ak keď vaše vášho vám vás vy dieťa dieťaťa deti môže môžu byť bude nie ale tiež ešte už"
        " než len jeho jej ste má majú čo kto kde tento táto toto aby od medzi každý viac prvý"
        " prosím číslo lekár liečba čím ktorú iné aj tu"
    ),
    "so": (
        "oo iyo ama ka ku u la waa waxa waxaa wuxuu waxay ay uu aad ee in inuu inay inaad"
        " marka haddii"
        " si ah leh yahay tahay yihiin lagu laga loo la'aan ilmaha ilmahaaga ilmahaagu carruurta"
        " badan kale kasta iyada isaga ma aan ha soo sii mar hore kadib dib ahaan leeyahay xanuun"
        " xanuunka daawo daawada karaa kartaa jirka jira jiro hal mid sida sidee maxay maxaa ayaa"
        " ayay ayuu waxaad kuu kaa naga noo fadlan kaas tani kani cidda"
    ),
    "tr": (
        "ve bir bu için ile de da ne mi mı çok daha gibi en her veya ya olarak olan var yok değil"
        " sonra önce kadar ise ancak eğer çocuğunuz çocuğunuzun çocuk çocuklar olabilir olur edin"
        " lütfen hangi nasıl nedir şu o siz size sizin bunu bazı tüm ilaç doktor günde zaman"
    ),
    "vi": (
        "và của là có không cho các những một được trong với khi để này đó bị hoặc nếu người con"
        " bạn quý vị trẻ em bé thể đã sẽ phải về từ đến ở ra vào như cũng rất nhiều hơn sau trước"
        " thuốc bệnh bác sĩ đau hãy"
    ),
    "ar": (
        "في من على إلى عن أن إن أو ما هذا هذه التي الذي الذين مع كان كانت يكون تكون قد لا لم"
        " لن ليس إذا"
        " عند بعد قبل بين كل أي ثم حتى لكن ولكن هو هي طفلكم طفلك الطفل لديه لدى منذ كما غير"
        " أكثر يمكن"
        " الألم ذلك تلك وقد وفي فيه فيها به بها له لها عليه منها منه"
    ),
    "fa": (
        "در به از که این آن را با برای است هست هستند بود شود می یا تا هم اگر کند کنید شما"
        " کودک کودکان"
        " خود نیز هر چه یک بر باید دارد دارند کودکتان فرزند فرزندتان شده ها های بعد پس چند وقتی"
        " لطفا بیشتر دیگر همه داشته باشد میکند میشود"
    ),
    "ur": (
        "کے کی کا میں سے کو ہے ہیں اور پر یا نہ نہیں ہو ہوتا ہوتی ہوتے تو بھی جو یہ وہ اس ان"
        " آپ بچے بچہ"
        " بچوں لیے کر کریں کرنے اگر کیا کوئی گا گی گے ہی ایک ساتھ جب تک رہا رہی تھا تھی دیں"
        " لیں جائے"
        " سکتا سکتی سکتے بعد والے والی والا کچھ اپنے اپنی"
    ),
    "ps": (
        "د په چې او له ته کې دی ده دي وي نه یې سره یا که هم دا دغه هغه ستاسو تاسو ماشوم"
        " ماشومان لپاره"
        " باید کړي کړئ کوي کیږي شي شی لري مه یو یوه څخه پر ځکه وروسته مخکې ډېر ډیر هر څه کله"
    ),
    "ckb": (
        "لە بە و کە بۆ ئەم ئەو یان هەیە هەبێت دەبێت نییە لەگەڵ هەر تا ئەگەر مندال منداڵ منداڵەکەت"
        " منداڵەکەتان ئێوە ئێمە دەکات دەکرێت بکە بکەن پێش دوای زۆر هەموو چی کەی ئازار پزیشک ئەوەی"
        " دەتوانێت لەسەر لەوانەیە دوو یەک هەندێک"
    ),
}  # fmt: skip


def script_of(tag: str) -> str:
    """Return the script of a language (BCP 47), one for all styles of Arabic and Chinese."""
    script = SCRIPTS[tag]
    return _ONE_SCRIPT.get(script, script)


@functools.cache
def small_words() -> dict[str, frozenset[str]]:
    """Return the languages (BCP 47, without script or register) that each small word is of."""
    found: dict[str, set[str]] = {}
    for base, text in SMALL_WORDS.items():
        for word in respelt(text).split():
            found.setdefault(word, set()).add(base)
    return {word: frozenset(bases) for word, bases in found.items()}


@functools.lru_cache(8192)
def looks_like(word: str, base: str, own: str) -> bool:
    """Tell whether a folded word has a spelling of one language that another does not have."""
    spelling, other = _spellings().get(base), _spellings().get(own)
    return bool(spelling and spelling.search(word) and not (other and other.search(word)))


@functools.cache
def _spellings() -> dict[str, re.Pattern[str]]:
    return {base: re.compile(respelt(pattern)) for base, pattern in SPELLINGS.items()}


@functools.cache
def alphabets() -> dict[str, frozenset[str]]:
    """Return the letters of each language whose script others share, folded."""
    latin = {
        base: frozenset("abcdefghijklmnopqrstuvwxyz" + more) - frozenset(fewer)
        for base, (more, fewer) in _LATIN.items()
    }
    arabic = {base: frozenset(respelt(letters)) for base, letters in _ARABIC_LETTERS.items()}
    return latin | arabic


@functools.lru_cache(8192)
def scripts_in(text: str) -> dict[str, int]:
    """Count a text's letters by script; a script that no edition has is ``""``."""
    counts = {name: len(pattern.findall(text)) for name, pattern in _script_patterns().items()}
    letters = len(re.findall(LETTER, text))
    return counts | {"": max(0, letters - sum(counts.values()))}


@functools.cache
def _script_patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(f"[{letters}]") for name, letters in SCRIPT_LETTERS.items()}
