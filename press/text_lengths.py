"""How long a translation comes out in each language, and the words that no text ends with."""

from __future__ import annotations

# Characters of a translation for each character of its English source, in plain leaflets; measured
# on texts of 60 characters and more.
RATIOS = {
    "ar": 0.95, "bn": 1.12, "bn-simple": 1.12, "ckb": 1.05, "cs": 1.05, "en": 1.0,
    "en-simple": 1.05, "fa": 0.97, "fr": 1.25, "hu": 1.1, "pa": 1.0, "pl": 1.16, "ps": 1.0,
    "ro": 1.23, "sk": 1.12, "so": 1.3, "ti": 0.65, "tr": 1.05, "uk": 1.1, "ur": 1.08, "vi": 1.06,
    "zh-Hans": 0.345, "zh-Hant": 0.345,
}  # fmt: skip

# Conjunctions, prepositions and articles: something follows, or was cut off.
UNENDING = {
    "en": "and or but the a an of to in on at for with by from as that if when than your no yes up",
    "ar": "و أو أم في من إلى على عن أن التی الذی ثم لکن ولکن إذا قد ما بین",
    "bn": "এবং ও বা অথবা কিংবা কিন্তু আর যে যদি যা যেমন কোনো আপনার তাহলে এমন যাতে",
    "ckb": "و یان بە لە بۆ کە ئەگەر بەڵام لەگەڵ",
    "cs": (
        "a i ani nebo ale že v ve na s se z ze k ke o od do za po pro při u pokud který která"
        " které jako než"
    ),
    "fa": "و یا از به در با که برای این اگر تا ولی اما بر",
    "fr": (
        "et ou mais le la les l' un une des de du d' à au aux en dans sur sous avec pour par que"
        " qu' qui si dont"
    ),
    "hu": "és vagy de hogy a az egy ha mint amely aki mert akkor",
    "pa": "ਅਤੇ ਜਾਂ ਪਰ ਕਿ ਜੋ ਜੇ ਆਪਣੇ ਤੁਹਾਡੇ",
    "pl": (
        "i a oraz lub albo ani ale że w we na z ze do od o po pod przed przez przy dla u za które"
        " który która której jeśli gdy jak niż jest są co czy aby żeby"
    ),
    "ps": "او یا خو چې د په له که تر",
    "ro": (
        "și sau ori dar că de la în din pe cu pentru prin un o unei unui al a ai ale să care dacă"
        " când este sunt ca sub după ce mai foarte vă îl îi își se"
    ),
    "sk": (
        "a i aj ani alebo či ale že v vo na s so z zo k ku o od do za po pre pri u ak ktorý ktorá"
        " ktoré ako než je sú by aby"
    ),
    "so": (
        "oo iyo ama mise ee in uu ay aad aan si haddii marka laakiin ku ka u la ugu uga waa waxaa"
        " waxay wuxuu yaan ha ma inuu inay loo lagu laga"
    ),
    "ti": "ን ወይ ወይስ ግን ናይ ናብ ካብ ኣብ ምስ እንተ",
    "tr": "ve veya ya ama fakat ancak bir bu şu eğer ki",
    "uk": (
        "і й та або чи але що в у на з із до від о об по під перед при для за який яка яке які"
        " якщо коли як ніж"
    ),
    "ur": (
        "اور یا مگر لیکن کہ جو جس اگر تو کے کی کا ایسا ایسی ایسے یہ وہ کسی کوئی اپنے اپنی اپنا نے"
    ),
    "vi": "và hoặc hay nhưng mà của là với để ở từ đến trong bị một các những nếu khi",
    "zh": (
        "和 或 或者 与 與 及 以及 并 並 但 但是 而 在 把 被 对 對 从 從 以 为 為 因为 因為 如果"
        " 请 請 您 每 这 這"
    ),
}  # fmt: skip
