"""Words that stand beside numbers, per language: units, clock words, connectors. Only tables.

A word list is one string, split at ``|``. A star stands for any further letters, so that one stem
serves every inflected form. Words are compared without case, accents, harakat or virama, and a
space in them may be missing in the text: "ملی گرام" also finds "ملی‌گرام" and "ملیگرام".
"""

from __future__ import annotations

import functools
import re
import unicodedata

# One table for all languages: a unit that we fail to recognise is a false alarm, and a Latin symbol
# may stand in a text of any script.
DOSE_UNITS = {
    "mg": "mg|mgs|milligram*|miligram*|milligramm*|miligaraam*|мг|міліграм*|миллиграмм*"
    "|মিগ্রা|মি.গ্রা|মি গ্রা|মিলিগ্রাম|এমজি|এম জি|ਮਿਲੀਗ੍ਰਾਮ|ਮਿ.ਗ੍ਰਾ|ਐਮਜੀ"
    "|ملغم|ملغ|ملجم|مجم|مغ|مگ|ملليغرام*|ملليجرام*|مليغرام*|مليجرام*|ميليغرام*|ميليجرام*"
    "|ميلليغرام*|ملی گرام|میلی گرم|ملی گرم|ملگرام|ملیگرام|ایم جی|میلیگرام|ملګ|ملي ګرام*|毫克"
    "|ሚሊግራም|ሚግ",
    "µg": "µg|μg|ug|mcg|mcgs|microgram*|mikrogram*|mikrogramm*|mikrogaraam*|maykrogaraam*|мкг"
    "|мікрограм*|মাইক্রোগ্রাম|মাইক্রো গ্রাম|ਮਾਈਕ੍ਰੋਗ੍ਰਾਮ|ميكروغرام*|ميكروجرام*|مكغ|مكجم"
    "|مائیکرو گرام"
    "|مائکرو گرام|میکرو گرم|مایکروگرام|مایکرو ګرام*|مایکرۆگرام|微克|ማይክሮግራም",
    "ng": "ng|nanogram*",
    "g": "g|gm|gms|gr|gram|grams|gramme|grammes|gramm|gramm*|gramów|gramy|grama|gramu|gramů|gramech"
    "|gramov|gramom|gramoch|gramami|grame|garaam*|г|грам*|গ্রাম|ਗ੍ਰਾਮ|غرام*|جرام*|غ|جم|گرام|گرم|ګرام*|克|公克|ግራም",
    "kg": "kg|kgs|kilo|kilos|kilogram*|kilogramm*|kiilo*|kiilogaraam*|кг|кілограм*|কেজি"
    "|কিলোগ্রাম|কিলো"
    "|ਕਿਲੋਗ੍ਰਾਮ|ਕਿਲੋ|كيلوغرام*|كيلوجرام*|كغ|كغم|كجم|كلغ|كيلو|کلو گرام|کلو|کیلو گرم|کیلو گرام"
    "|کیلوگرم"
    "|کیلو ګرام*|کیلو|کگم|千克|公斤|ኪሎግራም|ኪሎ|ኪግ",
    "ml": "ml|mls|cc|millilitre*|milliliter*|mililitr*|mililiter*|mililitir*|mililitru|мл|мілілітр*"
    "|মিলি|মি.লি|মি লি|মিলিলিটার|এমএল|এম এল|ਮਿਲੀਲੀਟਰ|ਮਿਲੀ|ਐਮਐਲ|ملليلتر*|مليلتر*|ميليلتر*|ميلليلتر*"
    "|مل|ملی لیٹر|ایم ایل|میلی لیتر|سی سی|ملي لیتر*|میلیلیتر|毫升|ሚሊሊተር|ሚሊ",
    "dl": "dl|decilitr*|deciliter*|decylitr*",
    "l": "l|litre|litres|liter|liters|litr|litry|litrów|litra|litru|litri|litrů|litrov|litroch"
    "|litrami|litir*|л|літр*|lít|লিটার|ਲੀਟਰ|لتر*|ليتر*|لیٹر|لیتر*|升|公升|ሊተር",
    "mm": "mm|millimet*|milimet*|мм|міліметр*|মিলিমিটার|মিমি|মি.মি|ਮਿਲੀਮੀਟਰ|مليمتر*|ملليمتر*|ملم|مم"
    "|ملی میٹر|میلی متر|ملي متر*|میلیمەتر|毫米|公厘|ሚሊሜትር",
    "cm": "cm|centimet*|centymet*|sentimet*|santimet*|sentimitir*|см|сантиметр*|সেন্টিমিটার|সেমি"
    "|সে.মি"
    "|ਸੈਂਟੀਮੀਟਰ|سنتيمتر*|سم|سینٹی میٹر|سانتی متر*|سانتیمەتر|厘米|公分|ሴንቲሜትር",
    "mmol": "mmol|mmols|millimol*|milimol*|ммоль|毫摩尔|毫摩爾",
    "mmHg": "mmhg|mm hg|毫米汞柱",
    "kcal": "kcal|kilocalor*|kilokalor*|千卡",
    "unit": "unit|units|iu|ie|j.m.|m. j.|jednost*|jednot*|unitate|unitati|unité|unités|ünite*"
    "|egység*|yuunit*"
    "|đơn vị|одиниц*|ইউনিট|ਯੂਨਿਟ|وحدة|وحدات|یونٹ|یونٹس|واحد|واحده|یونټ*|یەکە|国际单位|國際單位"
    "|单位|單位"
    "|ዩኒት",
}
TEMPERATURE_UNITS = {
    "°C": "°c|° celsius|°celsius|degrees c|degree* celsius|degrees centigrade|stopni* c|celsius"
    "|stopni* celsjusza|grade celsius|grad celsius|stupň* celsi*|stup* celzi*|degrés celsius"
    "|derece celsius"
    "|celsius fok*|độ c|градус* цельсі*|°সে|° সেলসিয়াস|ডিগ্রি সেলসিয়াস|ডিগ্রী সেলসিয়াস|ডিগ্রি সে"
    "|ਡਿਗਰੀ ਸੈਲਸੀਅਸ|درجة مئوية|درجات مئوية|درجة سلزيوس|درجة سيليزية|°م|م°|ڈگری سینٹی گریڈ"
    "|ڈگری سیلسیس"
    "|°سینٹی گریڈ|ڈگری سیلسیئس|درجه سانتی گراد|درجه سلسیوس|درجې سانتي ګراد|سانتي ګراد|پلەی سیلیزی"
    "|پلەی سەدی|digrii selsiyas|digrii sentigireed|darajo selsiyas|摄氏度|攝氏度|ዲግሪ ሴልሺየስ",
    "°F": "°f|degree* fahrenheit|fahrenheit|stopni* fahrenheita|stup* fahrenheita"
    "|° fahrenheit|ডিগ্রি ফারেনহাইট"
    "|درجة فهرنهايت|ڈگری فارن ہائیٹ|درجه فارنهایت|华氏度|華氏度",
    # Degrees alone: read as Celsius when compared, as an angle has no other unit.
    "°": "°|degree|degrees|stopni*|stopień|grade|grad|stupň*|stupeň|stupeňů|degré|degrés|derece*"
    "|fok*"
    "|độ|градус*|ডিগ্রি|ডিগ্রী|ਡਿਗਰੀ|درجة|درجات|ڈگری|درجه|درجې|پلە|digrii|darajo|度|ዲግሪ",
}
PERCENT_UNITS = {
    "%": "%|percent|per cent|procent*|pct|la suta|percen*|pour cent|százalék*|phần trăm|відсот*"
    "|শতাংশ"
    "|পার্সেন্ট|ভাগ|ਫੀਸਦੀ|ਪ੍ਰਤੀਸ਼ਤ|فی صد|في المئة|في المائة|بالمئة|بالمائة|بالمیه|درصد|سلنه|لە سەدا"
    "|boqolkiiba|ሚእታዊት",
}
PERCENT_PREFIXES = "%|百分之|yüzde|boqolkiiba|শতকরা|لە سەدا|ሚእታዊ"

SCALES = {
    1_000: "thousand|tysiąc*|tysięcy|tys.|mii|mie|tisíc*|kun|হাজার|ہزار|هزار|زره|هەزار|ਹਜ਼ਾਰ|ألف"
    "|الف"
    "|آلاف|тисяч*|bin|ezer|nghìn|ngàn|mille|千|ሽሕ",
    10_000: "万|萬",
    100_000: "lakh|lac|লাখ|লক্ষ|لاکھ|ਲੱਖ",
    1_000_000: "million*|milion*|milión*|miliónů|mln|mil.|milioane|milyan|malyuun|milyuun|মিলিয়ন"
    "|নিযুত|ملین|میلیون*|ملیون*|مليون*|ملايين|ਮਿਲੀਅਨ|мільйон*|milyon|millió|triệu|百万|百萬|ሚልዮን"
    "|ሚልየን",
    10_000_000: "crore|কোটি|کروڑ|ਕਰੋੜ",
    100_000_000: "亿|億",
}

RANGE_WORDS = (
    "-|~|to|up to|do|až|až do|la|până la|ilaa|ila|illaa|à|إلى|الى|الی|حتى|تا|سے|بۆ|تر|څخه تر"
    "|থেকে|ਤੋਂ|至|到|đến|tới|bis|ile|ከሳብ|ክሳብ"
)
JOIN_WORDS = (
    "or|and|lub|albo|i|a|oraz|či|sau|ori|și|ama|iyo|أو|و|یا|اور|বা|অথবা|এবং|ও|ਜਾਂ|ਅਤੇ|或|或者|和|ou|et"
    "|hoặc|và|veya|ya da|ve|vagy|és|nebo|alebo|або|та|і|یان|او|እና"
)
RATIO_WORDS = (
    "in|in every|out of|na|na każde|na każdych|na každých|z|ze|zo|z každých|zo všetkých|din|la"
    "|من كل|من بین|من|از|sur|/"
)
REVERSED_RATIO_WORDS = (
    "জনের মধ্যে|টির মধ্যে|এর মধ্যে|র মধ্যে|میں سے|ਵਿੱਚੋਂ|个中|名中|人中|个中有|名中有|人中有|名儿童中有"
)

# Numbers beside these words are compared by number, and by unit where both sides are recognised.
# Per language, since short words mean other things elsewhere: "ay" is a month, or Somali "they".
SPAN_WORDS = {
    "en": {"minute": "minute*|min|mins", "hour": "hour*|hr|hrs", "day": "day|days",
           "week": "week*", "month": "month|months", "year": "year*|yr|yrs"},
    "pl": {"minute": "minut*|min", "hour": "godzin*|godz.", "day": "dni*|dzień|dnia",
           "week": "tygod*", "month": "miesi*", "year": "lat|lata|roku|rok|latach|let*"},
    "ro": {"minute": "minut*|min", "hour": "ore|oră", "day": "zile|zi", "week": "săptămân*",
           "month": "luni|lună", "year": "ani|an"},
    "so": {"minute": "daqiiq*", "hour": "saac*", "day": "maalm*|maalin*", "week": "toddobaad*"
     "|usbuuc*",
           "month": "bil*", "year": "sano|sanno|sannad*|sanadood|jir*"},
    "ar": {"minute": "دقيقة|دقائق", "hour": "ساعة|ساعات", "day": "يوم*|أيام", "week": "أسبوع*"
     "|أسابيع",
           "month": "شهر*|أشهر|شهور", "year": "سنة|سنوات|سنين|عام|عاما|أعوام"},
    "ur": {"minute": "منٹ*", "hour": "گھنٹ*", "day": "دن*", "week": "ہفت*", "month": "ماہ|مہین*",
           "year": "سال*|برس"},
    "bn": {"minute": "মিনিট", "hour": "ঘণ্টা|ঘন্টা", "day": "দিন", "week": "সপ্তাহ",
           "month": "মাস", "year": "বছর|বৎসর"},
    "zh": {"minute": "分钟|分鐘", "hour": "小时|小時|个小时|個小時", "day": "天",
           "week": "周|週|个星期|個星期|星期|个礼拜", "month": "个月|個月|月龄", "year": "年|岁"
            "|歲|周岁|週歲"},
    "fr": {"minute": "minute*|min", "hour": "heure*", "day": "jour*", "week": "semaine*",
           "month": "mois", "year": "an|ans|année*"},
    "cs": {"minute": "minut*", "hour": "hodin*", "day": "den|dny|dní|dnů", "week": "týdn*|týden",
           "month": "měsíc*", "year": "rok*|let|lety|letech"},
    "sk": {"minute": "minút*|min", "hour": "hodin*|hodín|hod", "week": "týžd*", "month": "mesiac*",
           "day": "deň|dňa|dňu|dňom|dni|dní|dňoch|dňami", "year": "rok*|ročn*"},
    "uk": {"minute": "хвилин*", "hour": "годин*", "day": "день|дні|днів", "week": "тиж*",
           "month": "місяц*", "year": "рок*|рік"},
    "fa": {"minute": "دقیقه", "hour": "ساعت", "day": "روز*", "week": "هفته", "month": "ماه*",
           "year": "سال*"},
    "tr": {"minute": "dakika*", "hour": "saat*", "day": "gün*", "week": "hafta*", "month": "ay",
           "year": "yıl*|yaş*"},
    "hu": {"minute": "perc*", "hour": "óra", "day": "nap*", "week": "hét|hetes", "month": "hónap*",
           "year": "év*"},
}  # fmt: skip

# Parts of the day that turn a 12-hour clock into 24 hours; the day part stands before the hour in
# PREFIX_CLOCKS and after it elsewhere. "am" and "pm" are understood in every language.
LATIN_DAY_PARTS = {
    "morning": "am|a.m.|a.m",
    "afternoon": "pm|p.m.|p.m",
    "noon": "noon",
    "night": "midnight",
}
DAY_PARTS = {
    "pl": {"morning": "rano|przed południem", "afternoon": "po południu|wieczorem",
           "noon": "w południe", "night": "w nocy"},
    "ro": {"morning": "dimineața", "afternoon": "după-amiaza|după amiaza"
     "|seara", "night": "noaptea"},
    "so": {"morning": "subaxnimo|subaxdii|aroornimo|barqanimo", "afternoon": "galabnimo|galabtii"
     "|fiidnimo",
           "noon": "duhurnimo|duhurkii", "night": "habeenimo|habeennimo|habeenkii"},
    "ar": {"morning": "صباحا|صباحاً|ص|في الصباح|فجرا", "noon": "ظهرا|ظهراً",
           "afternoon": "مساء|مساءً|م|عصرا|عصراً|بعد الظهر|في المساء", "night": "ليلا|ليلاً"},
    "ur": {"morning": "صبح", "noon": "دوپہر", "afternoon": "شام|سہ پہر|بعد دوپہر", "night": "رات"},
    "bn": {"morning": "সকাল|ভোর", "noon": "দুপুর", "afternoon": "বিকেল|বিকাল|সন্ধ্যা"
     "|সন্ধে", "night": "রাত"},
    "pa": {"morning": "ਸਵੇਰੇ|ਸਵੇਰ", "noon": "ਦੁਪਹਿਰ", "afternoon": "ਸ਼ਾਮ|ਸ਼ਾਮੀਂ", "night": "ਰਾਤ"},
    "zh": {"morning": "上午|早上|早晨|清晨|凌晨", "noon": "中午", "afternoon": "下午"
     "|傍晚", "night": "晚上|夜间|夜間|晚"},
    "fr": {"morning": "du matin", "afternoon": "de l'après-midi|de l’après-midi|du soir"},
    "cs": {"morning": "ráno|dopoledne", "afternoon": "odpoledne|večer", "night": "v noci"},
    "sk": {"morning": "ráno|dopoludnia|predpoludním|doobeda", "afternoon": "popoludní|poobede"
     "|večer", "noon": "napoludnie|na poludnie|na obed", "night": "v noci"},
    "uk": {"morning": "ранку", "afternoon": "дня|вечора", "night": "ночі"},
    "fa": {"morning": "صبح|بامداد", "noon": "ظهر", "afternoon": "بعد از ظهر|بعدازظهر"
     "|عصر", "night": "شب"},
    "ckb": {"morning": "بەیانی|پێش نیوەڕۆ", "afternoon": "دوای نیوەڕۆ|پاش نیوەڕۆ"
     "|ئێوارە", "night": "شەو"},
    "ps": {"morning": "سهار", "afternoon": "ماسپښین|مازدیګر|ماښام", "night": "شپې"},
    "tr": {"morning": "sabah", "afternoon": "öğleden sonra|akşam", "night": "gece"},
    "hu": {"morning": "reggel|délelőtt", "afternoon": "délután|este", "night": "éjjel"},
    "vi": {"morning": "sáng", "noon": "trưa", "afternoon": "chiều|tối", "night": "đêm"},
}  # fmt: skip
PREFIX_CLOCKS = frozenset({"ur", "bn", "pa", "zh", "ps", "tr", "hu"})
# Where it may also stand after the hour: "صبح 9 بجے" or "9 بجے صبح".
EITHER_CLOCKS = frozenset({"ur", "bn", "pa", "ps"})
# Between hour and minutes: 17h30, 17点30分. Short and common enough to be read in every language.
HOUR_SIGNS = "h|点|點|时|時|giờ"
CLOCK_WORDS = "o'clock|o’clock|টায়|টা|بجے|بجې|点钟|點鐘|ka|kii|ta|da|hod.|hod|hodin|uur|ਵਜੇ|ی|годині"
CLOCK_PREFIXES = "saat|الساعة|ساعت|lúc"
HALF_PREFIXES = "সাড়ে|ساڑھے|ਸਾਢੇ"
HALF_SUFFIX = "半"

DECIMAL_COMMA = frozenset({"pl", "ro", "sk", "cs", "fr", "uk", "tr", "hu", "vi"})
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip

# What compatibility decomposition gets wrong here: a full-width comma never groups digits, and the
# ordinal sign is typed for a degree sign.
_REPLACED = {"，": "，", "º": "°", "˚": "°", "⁄": "/", "ی": "ي", "ى": "ي", "ک": "ك"}
_REPLACED |= {"ـ": "", "٪": "%"}
_REPLACED |= dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")


@functools.cache
def fold(character: str) -> str:
    """Return a character without case, accent, script of digit or width, for comparison only."""
    if (digit := unicodedata.decimal(character, None)) is not None:
        return str(digit)
    if character in _REPLACED:
        return _REPLACED[character]
    if character.isspace():
        return " "
    parts = unicodedata.normalize("NFKD", character).casefold()
    text = "".join(
        _REPLACED.get(part, part)
        for part in unicodedata.normalize("NFKD", parts)
        if unicodedata.category(part) not in {"Mn", "Cf"}
    )
    # 1½ is one and a half, not eleven halves.
    return f" {text}" if unicodedata.category(character) == "No" and "/" in text else text


LETTER = r"[^\W\d_]"


def expression(*lists: str) -> str:
    """Return a regular expression for any word of the lists, longest first."""
    stems = {"".join(map(fold, word)) for text in lists for word in text.split("|")}
    return "|".join(_stem(stem) for stem in sorted(stems, key=lambda stem: (-len(stem), stem)))


def _stem(stem: str) -> str:
    pattern = re.escape(stem).replace(r"\ ", " ?").replace(r"\*", f"{LETTER}*")
    # Chinese puts no space after a word; its characters begin at U+2E80 and end below Hangul.
    open_ended = stem.endswith("*") or "\u2e80" <= stem[-1] < "\ua4d0" or not stem[-1].isalpha()
    return pattern if open_ended else f"{pattern}(?!{LETTER})"
