"""Numbers of a leaflet come through translation unchanged, and stay whole on the page."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from press.quantities import (
    Difference,
    Fact,
    FactKind,
    bind,
    differences,
    facts,
    isolates,
    latin_spans,
    spans,
)

DOSE = "A usual dose of naproxen is 5 mg for each kilogram of body weight, 2 times a day."
FEVER = "has a temperature of 38°C or more **and** one bone that is hot, red or very sore"
RARE = "About 1 in 1,000,000 children is found to have it each year, often aged about 10 years."
VISIT = "We will see your child often at first, about every 3 months."
SCALE = "It takes about 2 minutes. 0 means no pain. 10 means the worst pain. Do it for 4 weeks."
HOURS = "Monday to Friday, 9am to 5pm"
DIARY = "Write it in the symptom diary (leaflet RHM22) or ring 0114 496 0120."

# Language, source, right translation, and pieces of it that each make it wrong when swapped.
SENTENCES = [
    ("bn", DOSE, "নেপ্রোক্সেনের সাধারণ মাত্রা প্রতি কেজি ওজনের জন্য ৫ মিগ্রা, দিনে ২ বার।",
     [("৫ মিগ্রা", "৫০ মিগ্রা"), ("৫ মিগ্রা", "৫ মিলি"), ("২ বার", "৩ বার")]),
    ("ur", DOSE, "نیپروکسن کی عام خوراک جسم کے ہر کلوگرام وزن کے لیے 5 ملی گرام ہے، دن میں 2 بار۔",
     [("5 ملی گرام", "50 ملی گرام"), ("ملی گرام", "گرام"), ("2 بار", "3 بار")]),
    ("ar", DOSE,
     "الجرعة المعتادة من نابروكسين هي ٥ ملغ لكل كيلوغرام من وزن الجسم، ٢ مرات في اليوم.",
     [("٥ ملغ", "٥٠ ملغ"), ("ملغ", "مل"), ("٢ مرات", "٤ مرات")]),
    ("pl", DOSE, "Zwykła dawka naproksenu to 5 mg na każdy kilogram masy ciała, 2 razy dziennie.",
     [("5 mg", "50 mg"), ("5 mg", "5 ml"), ("5 mg", "5 g"), ("2 razy", "3 razy"), ("5 mg", "5")]),
    ("ro", DOSE, "Doza obișnuită de naproxen este de 5 mg pentru fiecare kilogram, de 2 ori pe zi.",
     [("5 mg", "0,5 mg"), ("mg", "µg"), ("2 ori", "12 ori")]),
    ("so", DOSE, "Qiyaasta caadiga ah ee naproxen waa 5 mg kiilogaraam kasta, 2 jeer maalintii.",
     [("5 mg", "15 mg"), ("5 mg", "5 ml"), ("2 jeer", "1 jeer")]),
    ("zh-Hans", DOSE, "萘普生的常用剂量为每公斤体重5毫克，每天2次。",
     [("5毫克", "50毫克"), ("5毫克", "5毫升"), ("5毫克", "5克"), ("2次", "3次")]),
    ("en-simple", DOSE, "Give 5 mg for each kilogram. Do this 2 times a day.",
     [("5 mg", "5 g"), ("2 times", "3 times")]),
    ("bn", FEVER, "শরীরের তাপমাত্রা ৩৮ ডিগ্রি সেলসিয়াস বা তার বেশি **এবং** একটি হাড় গরম",
     [("৩৮", "৩৬"), ("সেলসিয়াস", "ফারেনহাইট")]),
    ("ur", FEVER, "جسم کا درجہ حرارت 38°C یا اس سے زیادہ ہو **اور** ایک ہڈی گرم، سرخ ہو",
     [("38°C", "36°C"), ("38°C", "38°F")]),
    ("ar", FEVER, "إذا كانت حرارته 38 درجة مئوية أو أكثر **و** كانت إحدى العظام ساخنة",
     [("38", "39")]),
    ("pl", FEVER, "ma temperaturę 38 °C lub wyższą **oraz** jedna kość jest gorąca",
     [("38", "36,8")]),
    ("ro", FEVER, "are temperatura de 38 de grade Celsius sau mai mult **și** un os fierbinte",
     [("38", "83")]),
    ("so", FEVER, "wuxuu leeyahay heerkul 38°C ama ka badan **iyo** hal laf oo kulul",
     [("38", "3")]),
    ("zh-Hans", FEVER, "体温达到38摄氏度或以上，**并且**有一处骨头发热", [("38", "36")]),
    ("bn", RARE, "প্রতি বছর ১০ লক্ষ শিশুর মধ্যে প্রায় ১ জনের এটি ধরা পড়ে, বয়স প্রায় ১০ বছর।",
     [("লক্ষ", "হাজার"), ("১০ বছর", "১২ বছর"), ("১০ বছর", "১০ মাস")]),
    ("ur", RARE, "ہر سال تقریباً 1,000,000 میں سے 1 بچے میں یہ پایا جاتا ہے، عمر تقریباً 10 سال۔",
     [("1,000,000", "100,000"), ("10 سال", "10 ماہ")]),
    ("ar", RARE, "يُشخَّص به نحو ١ من كل ١٬٠٠٠٬٠٠٠ طفل كل عام، وغالبًا في عمر ١٠ سنوات تقريبًا.",
     [("١٬٠٠٠٬٠٠٠", "١٠٠٬٠٠٠"), ("١٠ سنوات", "١١ سنوات")]),
    ("pl", RARE,
     "Co roku stwierdza się ją u około 1 na 1 000 000 dzieci, często w wieku około 10 lat.",
     [("1 000 000", "100 000"), ("10 lat", "16 lat"), ("10 lat", "10 miesięcy")]),
    ("ro", RARE, "Este descoperită la aproximativ 1 din 1.000.000 de copii, în jur de 10 ani.",
     [("1.000.000", "1.000"), ("10 ani", "10 luni")]),
    ("so", RARE,
     "Qiyaastii 1 ka mid ah 1,000,000 carruur ah ayaa laga helaa, da'doodu waa 10 sano.",
     [("1,000,000", "1,000"), ("10 sano", "20 sano")]),
    ("zh-Hans", RARE, "每年每100万名儿童中约有1名被发现患有此病，年龄多在10岁左右。",
     [("100万", "10万"), ("100万", "100"), ("10岁", "10个月")]),
    ("bn", VISIT, "শুরুতে আমরা প্রায় ৩ মাস পর পর আপনার সন্তানকে দেখব।",
     [("৩", "৬"), ("মাস", "সপ্তাহ")]),
    ("ur", VISIT, "شروع میں ہم آپ کے بچے کو تقریباً ہر 3 ماہ بعد دیکھیں گے۔",
     [("3", "6"), ("ماہ", "ہفتے")]),
    ("ar", VISIT, "سنرى طفلك كثيرًا في البداية، كل 3 أشهر تقريبًا.",
     [("3", "8"), ("أشهر", "أسابيع")]),
    ("pl", VISIT, "Na początku będziemy widywać dziecko co około 3 miesiące.",
     [("miesiące", "tygodnie")]),
    ("ro", VISIT, "La început vă vom vedea copilul des, cam la 3 luni.",
     [("luni", "zile"), ("3", "")]),
    ("so", VISIT, "Marka hore waxaan arki doonnaa ilmahaaga 3dii biloodba mar.", [("3", "2")]),
    ("zh-Hans", VISIT, "起初我们会经常见您的孩子，大约每3个月一次。",
     [("3个月", "3周"), ("3", "13")]),
    ("bn", SCALE,
     "প্রায় ২ মিনিট লাগে। ০ মানে ব্যথা নেই। ১০ মানে সবচেয়ে বেশি ব্যথা। ৪ সপ্তাহ করুন।",
     [("০ মানে", "১ মানে"), ("৪", "৫")]),
    ("ur", SCALE,
     "تقریباً 2 منٹ لگتے ہیں۔ 0 کا مطلب کوئی درد نہیں۔ 10 کا مطلب بدترین درد۔ 4 ہفتے تک۔",
     [("10", "01"), ("ہفتے", "ماہ")]),
    ("ar", SCALE, "يستغرق نحو ٢ دقيقة. ٠ يعني لا ألم. ١٠ يعني أسوأ ألم. افعل ذلك ٤ أسابيع.",
     [("١٠", "١"), ("دقيقة", "ساعة")]),
    ("pl", SCALE,
     "Zajmuje to 2 minuty. 0 oznacza brak bólu. 10 oznacza najgorszy ból. Przez 4 tygodnie.",
     [("10", "100"), ("minuty", "godziny")]),
    ("ro", SCALE,
     "Durează circa 2 minute. 0 înseamnă fără durere. 10 cea mai rea. Timp de 4 săptămâni.",
     [("4 săpt", "5 săpt")]),
    ("so", SCALE,
     "Waxay qaadataa 2 daqiiqo. 0 macnaheedu waa xanuun la'aan. 10 ugu daran. 4 toddobaad.",
     [("0 mac", "6 mac")]),
    ("zh-Hans", SCALE, "大约需要2分钟。0表示不痛。10表示最痛。持续4周。",
     [("0表示不", "1表示不"), ("周", "天")]),
    ("bn", HOURS, "সোমবার থেকে শুক্রবার, সকাল 9টা থেকে বিকেল 5টা",
     [("9টা", "৮টা"), ("বিকেল", "সকাল")]),
    ("ur", HOURS, "پیر سے جمعہ، صبح 9 بجے سے شام 5 بجے", [("9", "8"), ("شام", "صبح")]),
    ("ar", HOURS, "من الاثنين إلى الجمعة، من 9 صباحًا إلى 5 مساءً",
     [("9", "8"), ("مساءً", "صباحًا")]),
    ("pl", HOURS, "od poniedziałku do piątku w godz. 9.00–17.00", [("9.00", "8.00"), ("17", "16")]),
    ("pl", HOURS, "od poniedziałku do piątku w godz. 9–17", [("9", "8"), ("17", "5")]),
    ("ro", HOURS, "luni până vineri, 9:00–17:00", [("17:00", "5:00"), ("9:00", "9:30")]),
    ("so", HOURS, "Isniin ilaa Jimce, 9ka subaxnimo ilaa 5ta galabnimo", [("9ka", "8da")]),
    ("zh-Hans", HOURS, "周一至周五，上午9点至下午5点", [("9点", "8点"), ("下午", "上午")]),
    ("zh-Hans", HOURS, "周一至周五，上午 9 点至下午 5 点", [("9 点", "8 点"), ("下午", "上午")]),
    ("ur", HOURS, "پیر سے جمعہ، 9 صبح سے 5 شام", [("9", "8"), ("شام", "صبح")]),
    ("ur", HOURS, "پیر سے جمعہ، 9 بجے صبح سے 5 بجے شام", [("5", "4"), ("شام", "صبح")]),
    ("bn", HOURS, "সোমবার থেকে শুক্রবার, ৯টা সকাল থেকে ৫টা বিকেল", [("৫টা", "৪টা"), ("বিকেল", "সকাল")]),
    ("pa", HOURS, "ਸੋਮਵਾਰ ਤੋਂ ਸ਼ੁੱਕਰਵਾਰ, 9 ਵਜੇ ਸਵੇਰੇ ਤੋਂ 5 ਵਜੇ ਸ਼ਾਮ", [("ਸ਼ਾਮ", "ਸਵੇਰੇ")]),
    ("ar", HOURS, "من الاثنين إلى الجمعة، من الساعة 9 ص حتى 5 م", [("9", "8"), ("5 م", "5 ص")]),
    ("so", HOURS, "Isniin ilaa Jimce, 9 subaxnimo ilaa 5 galabnimo",
     [("5", "6"), ("galabnimo", "subaxnimo")]),
    ("fr", HOURS, "du lundi au vendredi, de 9 h à 17 h", [("17", "18")]),
    ("vi", HOURS, "thứ hai đến thứ sáu, 9 giờ sáng đến 5 giờ chiều", [("chiều", "sáng")]),
    ("fa", HOURS, "دوشنبه تا جمعه، ۹ صبح تا ۵ بعد از ظهر", [("۹", "۸")]),
    ("pa", HOURS, "ਸੋਮਵਾਰ ਤੋਂ ਸ਼ੁੱਕਰਵਾਰ, ਸਵੇਰੇ 9 ਵਜੇ ਤੋਂ ਸ਼ਾਮ 5 ਵਜੇ", [("ਸ਼ਾਮ", "ਸਵੇਰੇ")]),
    ("ur", DIARY, "اسے علامات کی ڈائری (لیف لیٹ RHM22) میں لکھیں یا 0114 496 0120 پر فون کریں۔",
     [("RHM22", "RHM21"), ("0120", "0121"), ("0114 496 0120", "0120 496 0114")]),
    ("ar", DIARY, "اكتب ذلك في المذكرة (نشرة RHM22) أو اتصل على \u20660114 496 0120\u2069.",
     [("RHM22", "RHM2"), ("0114", "0115")]),
    ("zh-Hans", DIARY, "请写在症状日记（手册RHM22）中，或致电0114-496-0120。",
     [("RHM22", "RHM23")]),
    ("pl", DIARY, "Zapisz to w dzienniku (ulotka RHM22) lub zadzwoń: +44 114 496 0120.",
     [("+44", "+48")]),
    ("sk", DOSE, "Obvyklá dávka naproxénu je 5 mg na každý kilogram hmotnosti, 2-krát denne.",
     [("5 mg", "50 mg"), ("5 mg", "5 ml"), ("5 mg", "0,5 mg"), ("2-krát", "3-krát")]),
    ("sk", FEVER, "má teplotu 38 stupňov Celzia alebo viac **a zároveň** jednu horúcu kosť",
     [("38", "36"), ("Celzia", "Fahrenheita")]),
    ("sk", RARE, "Každý rok ju zistia približne u 1 z 1 000 000 detí, často vo veku 10 rokov.",
     [("1 000 000", "100 000"), ("10 rokov", "16 rokov"), ("10 rokov", "10 mesiacov")]),
    ("sk", VISIT, "Zo začiatku budeme vaše dieťa vídať často, približne každé 3 mesiace.",
     [("3", "6"), ("mesiace", "týždne"), ("mesiace", "roky"), ("mesiace", "dni")]),
    ("sk", SCALE, "Trvá to 2 minúty. 0 znamená žiadnu bolesť. 10 najhoršiu. Robte to 4 týždne.",
     [("10", "100"), ("minúty", "hodiny"), ("týždne", "dní")]),
    ("sk", HOURS, "Od pondelka do piatka, 9:00 – 17:00", [("9:00", "8:00"), ("17", "16")]),
    ("sk", HOURS, "Od pondelka do piatka, od 9.00 do 17.00 hod.", [("17.00", "17.30")]),
    ("sk", HOURS, "Od pondelka do piatka, 9 dopoludnia až 5 popoludní",
     [("9", "8"), ("popoludní", "ráno")]),
    ("sk", DIARY, "Zapíšte to do denníka (leták RHM22) alebo zavolajte na 0114 496 0120.",
     [("RHM22", "RHM2"), ("0120", "0210")]),
]  # fmt: skip

SEEDED = [
    pytest.param(language, source, right.replace(old, new, 1), id=f"{language}-{index}-{new}")
    for index, (language, source, right, seeds) in enumerate(SENTENCES)
    for old, new in seeds
]


@pytest.mark.parametrize(("language", "source", "translation", "seeds"), SENTENCES)
def test_right_translation_raises_nothing(
    language: str, source: str, translation: str, seeds: list[tuple[str, str]]
) -> None:
    assert differences(source, translation, language) == ()
    assert all(old in translation for old, _ in seeds)


@pytest.mark.parametrize(("language", "source", "translation"), SEEDED)
def test_seeded_fault_is_found(language: str, source: str, translation: str) -> None:
    assert differences(source, translation, language)


@pytest.mark.parametrize(
    ("language", "source", "translation"),
    [
        ("pl", "5 mg to 10 mg", "od 5 do 10 mg"),
        ("ar", "5 to 10 mg", "من 5 إلى 10 ملغ"),
        ("bn", "2 to 3", "২ থেকে ৩"),
        ("ur", "2 to 3 days", "2 سے 3 دن"),
        ("zh-Hant", "2 to 3 days", "2至3天"),
        ("pl", "0.5 ml", "0,5 ml"),
        ("ar", "0.25 mg", "٠٫٢٥ ملغ"),
        ("pl", "½ ml", "0,5 ml"),
        ("pl", "1½ ml", "1 1/2 ml"),
        ("pl", "250 mg/5 ml", "250\u00a0mg/5\u00a0ml"),
        ("pl", "10,000 children", "10\u202f000 dzieci"),
        ("bn", "1,000,000 children", "১০,০০,০০০ শিশু"),
        ("tr", "About 5% of people", "İnsanların yaklaşık %5'i"),
        ("zh-Hans", "About 5% of people", "约百分之5的人"),
        ("so", "About 5% of people", "Qiyaastii boqolkiiba 5 dadka"),
        ("ar", "About 5% of people", "نحو ٥٪ من الناس"),
        ("zh-Hans", "Open at 5.30pm", "下午5点半开门"),
        ("bn", "Open at 5.30pm", "বিকেল সাড়ে ৫টায় খোলে"),
        ("ur", "Open at 5.30pm", "ساڑھے 5 بجے شام کھلتا ہے"),
        ("ur", "Take 1 in the morning and 2 at night", "1 صبح اور 2 رات کو لیں"),
        ("fr", "Open at 5.30pm", "Ouvert à 17 h 30"),
        ("zh-Hans", "Issued on 6 August 2018", "2018年8月6日发布"),
        ("pl", "On 12/3/2026", "W dniu 12.03.2026"),
        ("pl", "20 micrograms", "20 mikrogramów"),
        ("zh-Hans", "5mg", "５ｍｇ"),
        ("cs", "See [NSAIDs](term:nsaid2) on day 3", "Viz [NSA](term:nsa) 3. den"),
        ("ur", "Take 2 tablets at night", "رات 2 گولیاں لیں"),
        ("pl", "Call 999 or 111", "Zadzwoń pod 999 lub 111"),
        ("so", "Write to a.b@x.example.org", "U qor A.B@x.example.org"),
        ("pl", "**5** mg", "5&nbsp;mg"),
        ("pl", "5 mg", "5 \N{RIGHT-TO-LEFT MARK}mg"),
        ("sk", "5 to 10 mg", "5 až 10 mg"),
        ("sk", "2 to 3 days", "2 až 3 dni"),
        ("sk", "within 14 days", "do 14 dní"),
        ("sk", "after 1 day", "po 1 dni"),
        ("sk", "1 day ago", "od 1 dňa"),
        ("sk", "6 weeks", "6 týždňov"),
        ("sk", "10-year-old children", "10-ročné deti"),
        ("sk", "24 hours", "24 hodín"),
        ("sk", "15 min", "15 minút"),
        ("sk", "1.5 ml", "1,5 ml"),
        ("sk", "2 grams", "2 gramov"),
        ("sk", "100 units", "100 m. j."),
        ("sk", "5% of 10,000 children", "5 percent z 10 tisíc detí"),
        ("sk", "Come at noon or at 5.30pm", "Príďte napoludnie alebo o 17.30 h"),
        ("sk", "Take 1 in the morning and 2 at night", "Užite 1 ráno a 2 v noci"),
    ],
)
def test_other_way_of_writing_raises_nothing(language: str, source: str, translation: str) -> None:
    assert differences(source, translation, language) == ()


@pytest.mark.parametrize(
    ("language", "source", "translation", "kind", "missing", "extra"),
    [
        ("pl", "Give 5 mg.", "Podaj 50 mg.", "dose", ("5 mg",), ("50 mg",)),
        ("pl", "0.5 mg", "05 mg", "dose", ("0.5 mg",), ("05 mg",)),
        ("pl", "1.125 g", "1.125 g", "dose", ("1.125 g",), ("1.125 g",)),
        ("ro", ".5 mg", "5 mg", "dose", (".5 mg",), ("5 mg",)),
        ("pl", "1 g", "1 kg", "dose", ("1 g",), ("1 kg",)),
        ("pl", "0/6 mg", "0/4 mg", "dose", ("0/6 mg",), ("0/4 mg",)),
        ("bn", "5 mg", "৫ গ্রাম", "dose", ("5 mg",), ("৫ গ্রাম",)),
        ("pl", "Come.", "Przyjdź 3 razy.", "number", (), ("3",)),
        ("pl", "a@x.org", "b@x.org", "email", ("a@x.org",), ("b@x.org",)),
        ("pl", "See www.x.org/a.", "Zob. www.x.org/b.", "url", ("www.x.org/a",), ("www.x.org/b",)),
        ("ur", "0114 496 0120", "0114 496 0210", "phone", ("0114 496 0120",), ("0114 496 0210",)),
        ("zh-Hans", "6 August 2018", "2018年9月6日", "number", (), ("9月",)),
        ("so", "at 5pm", "5", "time", ("5pm",), ()),
        ("pl", "-20°C", "20°C", "temperature", ("-20°C",), ("20°C",)),
        ("sk", "2 grams", "2 miligramy", "dose", ("2 grams",), ("2 miligramy",)),
        ("sk", "1.5 ml", "15 ml", "dose", ("1.5 ml",), ("15 ml",)),
        ("sk", "14 days", "14 týždňov", "number", ("14 days",), ("14 týždňov",)),
        (
            "sk",
            "38°C",
            "38 stupňov Fahrenheita",
            "temperature",
            ("38°C",),
            ("38 stupňov Fahrenheita",),
        ),
    ],
)
def test_difference_names_what_was_written(
    language: str,
    source: str,
    translation: str,
    kind: str,
    missing: tuple[str, ...],
    extra: tuple[str, ...],
) -> None:
    found = differences(source, translation, language)
    assert Difference(FactKind(kind), missing, extra) in found


@pytest.mark.parametrize(
    ("text", "language", "kind", "value"),
    [
        ("5mg", "en", "dose", "5 mg"),
        ("৫ মিগ্রা", "bn", "dose", "5 mg"),
        ("٥ ملغ", "ar", "dose", "5 mg"),
        ("5 毫克", "zh-Hans", "dose", "5 mg"),
        ("38℃", "en", "temperature", "38 °C"),
        ("5.30pm", "en", "time", "17:30"),
        ("12am", "en", "time", "00:00"),
        ("9.00", "pl", "time", "09:00"),
        ("4–6", "en", "range", "4..6"),
        ("4 to 16", "en", "range", "4..16"),
        ("5–10 mg", "en", "range", "5..10 mg"),
        ("1 in 7", "en", "ratio", "1/7"),
        ("1 z 7", "pl", "ratio", "1/7"),
        ("1 zo 7", "sk", "ratio", "1/7"),
        ("2 až 3 roky", "sk", "range", "2..3 year"),
        ("12 napoludnie", "sk", "time", "12:00"),
        ("8 večer", "sk", "time", "20:00"),
        ("1 من كل 7", "ar", "ratio", "1/7"),
        ("7 个中 1 个", "zh-Hans", "ratio", "1/7"),
        ("+44 (0)114 496 0120", "en", "phone", "01144960120"),
        ("RHM22", "en", "leaflet_number", "RHM22"),
        ("12/3/2026", "en", "date", "2026-03-12"),
        ("1 million", "en", "number", "1000000"),
    ],
)
def test_fact_has_one_canonical_value(text: str, language: str, kind: str, value: str) -> None:
    assert facts(text, language) == {Fact(FactKind(kind), value): 1}


def test_links_and_list_markers_are_no_facts() -> None:
    text = "1. [](contact:ward7.phone) [two](term:t2)\n2. Go[^3]"
    assert not facts(text, "en")


@pytest.mark.parametrize(
    ("text", "language", "pieces"),
    [
        ("0114 496 0120 پر کال کریں", "ur", ["0114 496 0120"]),
        ("0800 1111 پر", "ur", ["0800 1111"]),
        ("RHM20-ur-LP v3.0 · 7F3A", "ur", ["RHM20-ur-LP v3.0 · 7F3A"]),
        ("38°C یا 5 mg یا 5 ملی گرام", "ur", ["38°C", "5 mg", "5"]),
        ("4–6 اور 2 سے 3", "ur", ["4–6", "2", "3"]),
        ("١٠٪ و ٥ ملغ", "ar", ["١٠٪", "٥"]),
        ("12/3/2026 a@x.org، www.x.org/1", "ar", ["12/3/2026", "a@x.org", "www.x.org/1"]),
        ("صبح 9:30 بجے یا 9am", "ur", ["9:30", "9am"]),
    ],
)
def test_spans_hold_each_number_whole(text: str, language: str, pieces: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text, language)] == pieces


def test_latin_words_in_another_script_are_runs() -> None:
    text = "CRMO اور MRI یا non-steroidal anti-inflammatory drug (X-ray) 5"
    pieces = [text[start:end] for start, end in latin_spans(text)]
    assert pieces == ["CRMO", "MRI", "non-steroidal anti-inflammatory drug", "X-ray"]
    assert latin_spans("CRMO i 5 µg naproksenu") == ()


def test_number_and_latin_word_make_one_isolate() -> None:
    text = "5 mg naproxen دیں"
    assert [text[start:end] for start, end in isolates(text, "ur")] == ["5 mg naproxen"]


@pytest.mark.parametrize(
    ("text", "language", "bound"),
    [
        ("Give 5 mg at 9 am for 3 days", "en", "Give 5~mg at 9~am for 3 days"),
        ("5 ملی گرام", "ur", "5~ملی گرام"),
        ("38 de grade", "ro", "38~de~grade"),
        ("38 °C, 5 mg, 9 ráno", "sk", "38~°C, 5~mg, 9~ráno"),
        ("5 毫克", "zh-Hans", "5~毫克"),
    ],
)
def test_unit_is_bound_to_its_number(text: str, language: str, bound: str) -> None:
    assert bind(text, language) == bound.replace("~", "\u00a0")
    assert bind(bind(text, language), language) == bind(text, language)


LANGUAGES = st.sampled_from(sorted({row[0] for row in SENTENCES}))
RIGHT = st.sampled_from([(row[0], row[2]) for row in SENTENCES])
ZEROS = [0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xFF10]


@given(RIGHT, st.data())
def test_changing_one_digit_is_always_a_difference(
    pair: tuple[str, str], data: st.DataObject
) -> None:
    language, text = pair
    places = [index for index, one in enumerate(text) if one.isdecimal()]
    assume(places)
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from("0123456789"))
    assume(int(digit) != unicodedata.decimal(text[place]))
    changed = text[:place] + digit + text[place + 1 :]
    assert differences(text, changed, language, language)


@given(RIGHT, st.sampled_from(ZEROS))
def test_native_digits_make_no_difference(pair: tuple[str, str], zero: int) -> None:
    language, text = pair
    native = "".join(
        chr(zero + unicodedata.decimal(one)) if one.isdecimal() else one for one in text
    )
    assert differences(text, native, language, language) == ()


@given(LANGUAGES, st.text(alphabet="0123456789৫٥５½ .,:-/+%°CmgapRHMv·@()قক点个前\u00a0\u2066\n*"))
def test_spans_are_disjoint_and_cover_every_digit(language: str, text: str) -> None:
    found = spans(text, language)
    assert all(start < end for start, end in found)
    assert all(first[1] < second[0] for first, second in pairwise(found))
    covered = {place for start, end in found for place in range(start, end)}
    assert {place for place, one in enumerate(text) if one.isdecimal()} <= covered
    assert len(bind(text, language)) == len(text)
    assert differences(text, text, language, language) == ()
