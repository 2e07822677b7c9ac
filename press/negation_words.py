"""What each language denies with: its negators, and the words that only lean that way.

Words are regular expressions for one whole word (for a piece of text where no spaces are written),
in small letters; ``press.checks.negation`` counts them.
"""

from __future__ import annotations

from press.negators import Negators

# English is the source: "un…" and "non-…" words may come as a negation, and so may a word of
# hindering or of limits; none of them asks for one.
_ENGLISH = Negators(
    strong=r"not|cannot|never|no|nobody|none|nothing|nowhere|neither|without|.+n't|cant|dont",
    weak=(
        r"un(?!der|til|it|ion|iq|iv|cle)\w{3,}|until|non|in(?:a[cbd]|cor|vis|com|eff|val|ap"
        r"|def|fre)\w{3,}|im(?:p[or]|per)\w{4,}"
        r"|(?:in)?sufficient\w*|dis(?!c|ease|t|h|play|k)\w+|miss\w+|\w{3,}less|stop\w*|avoid\w*"
        r"|prevent\w*|except|free|fewer|lack\w*|fail\w*|lose|loses|loss|lost|rare\w*|hardly"
        r"|barely|seldom|refus\w+|wrong|otherwise|instead|before|hard|trouble|difficult\w*|whether"
        r"|away|than|empty|closed|ruled?|bad|worse|yes|forget\w*|forgot\w*|too|although|though"
        r"|absen\w+|skip\w*|omit\w*"
    ),
    alternatives="or|nor",
    pairing=".* nor",
    ignored=r"\bnot only\b|\bno\. ?\d|(?<=\byes) or no\b|\bwhether or not\b|\bor not\b(?=\W*$)",
)

_CHINESE = Negators(
    strong=r"没有|沒有|不|没|沒|无|無|未|勿|别|別|非(?!常)|莫|毋|否",
    weak=r"否则|否則|以免|避免|防止|禁止|停止|缺乏|缺少|以外|除外|除了",
    alternatives="或|还是|還是|及|以及",
    together=r"[也亦更又](?:不|没|沒|无|無|未)",
    ignored=(
        r"是否|能否|可否|有没有|有沒有|([\u4e00-\u9fff])不\1|不过|不過|不但|不仅|不僅"
        r"|时有时无|時有時無|不限|不分|不断|不斷|不论|不論|不管|不得不|不同|不久|不适|不適"
        r"|不良|不客气|不客氣"
        r"|特别|特別|分别|分別|别人|別人|别的|別的|级别|級別|性别|性別|区别|區別|类别|類別"
        r"|个别|個別|识别|識別"
        r"|辨别|辨別|无论|無論|无力|無力|未来|未來|未必|除非|非洲|莫名|无菌|無菌|不锈钢|不鏽鋼"
        r"|告别|告別|差别|差別"
    ),
)

NEGATORS = {
    "en": _ENGLISH,
    "zh": _CHINESE,
    "bn": Negators(
        # The ending -নি of a verb ("হয়নি") denies; আপনি, তিনি, চিনি and কিডনি are other words.
        strong=(
            r"না|নয়|নই|নও|নন|নেই|নাই|নহে|নি|বিনা|ব্যতীত|নয়তো|ছাড়া(?:ই)?"
            r"|(?!(?:ইনি|উনি|তিনি|যিনি|চিনি|জিনি|মিনি|গিনি|শুনি|জানি|মানি|হয়রানি|.*বিজ্ঞানি)$)"
            r".+(?:ে|য়|ি|ন|ো|ল)নি"
        ),
        weak=r"নিষেধ|অভাব.*|অক্ষম.*|বিরত|নতুবা|.+হীন",
        alternatives="বা|অথবা|কিংবা|নাকি",
        pairing=r"(?!কখনও|এখনও|কেউও|কারও|কোনও|কিছুও|আজও).+ও (?:না|নয়|নেই)",
        ignored=r"(?<!\S)(?:কি না|কিনা|হ্যাঁ বা না|না কি|এ ছাড়া|এছাড়া|তা ছাড়া|তাছাড়া|ছাড়াও)(?!\S)",
    ),
    "pa": Negators(
        strong=r"ਨਹੀਂ|ਨਹੀ|ਨਾ|ਨਾਂਹ|ਬਿਨਾਂ|ਬਿਨਾ|ਬਗੈਰ|ਬਗ਼ੈਰ|ਮਤ|ਨਾਹੀਂ",
        weak=r"ਮਨ੍ਹਾਂ|ਮਨ੍ਹਾ|ਪਰਹੇਜ਼|ਕਮੀ|ਰਹਿਤ|ਸਿਵਾਏ|ਗੈਰ",
        alternatives="ਜਾਂ",
        ignored=r"ਜਾਂ ਨਹੀਂ|ਨਾ ਸਿਰਫ਼?",
    ),
    "ur": Negators(
        strong=r"نہ|نہیں|مت|بغیر|بلا|نا",
        weak=r"غیر|عدم|پرہیز|ممنوع|محروم|سوائے|بے|ہرگز",
        alternatives="یا",
        pairing="اور نہ",
        ignored=r"\bیا نہیں\b|\bکیوں نہ\b|\bنا صرف\b|\bنہ صرف\b",
    ),
    "ar": Negators(
        # و and ف are written onto the negator; ما has too many other meanings to count.
        strong=(
            r"[وف]?(?:لا|لم|لن|لیس|لیست|لیسا|لیسوا|لست|لستم|لسنا|لسن)|ألا|ألیس|لئلا|کیلا"
            r"|[وف]?(?:بدون|بلا|دون|بغیر)|[وفبلک]*(?:ال)?عدم"
        ),
        weak=(
            r"[وفبلک]*(?:ال)?(?:غیر|فقدان|انعدام|انقطاع|عجز)|سوی|[تی]?تعذر.*|تجنب.*|امتنع.*"
            r"|ممنوع.*|أبدا|باستثناء"
        ),
        alternatives="أو|أم",
        pairing=".* (?:ولا|ولیس|ولیست|ولن|ولم)",
        ignored=r"\bأم لا\b|\bنعم أو لا\b|\bو?لا سیما\b|\bلا بد\b|\bلا [یت]زال",
    ),
    "fa": Negators(
        strong=(
            r"نه|نیست.*|نبود.*|نباش.*|نبای.+|نشو.+|نشد.*|نمی.+|ندار.+|نداش.+|نداد.*|نده.+"
            r"|ندید.*|نکن.+|نکرد.*"
            r"|نخور.+|نخواه.+|نخواب.+|نگیر.+|نگذار.+|نرو.+|نرف.+|نزن.+|نتوان.+|نیاور.+|نیاب.+"
            r"|نیاید|نیامد.*"
            r"|نبر.+|نرس.+|نماند.*|نساخت.*|نیافت.*|نبین.+|نکش.+|هرگز|بدون|هیچگاه"
        ),
        weak=r"غیر|عدم|بی.+|مگر|جز|بجز|فاقد|ممنوع|خودداری|پرهیز|مبادا",
        alternatives="یا",
        echoing="هیچ.*",
        ignored=r"\bنه تنها\b|\bیا نه\b",
    ),
    "ps": Negators(
        strong=(
            r"نه|نۀ|نهٔ|مه|نشی|نشته|نلر.+|نکو.+|نکړ.+|نده|ندی|ندی|ندئ|نیسته|بې|پرته|هیڅکله"
            r"|نشو.+|بغیر"
        ),
        weak=r"هیڅ.*|مخنیوی|ډډه|منع|نا.+",
        alternatives="یا",
        ignored=r"\bکه نه\b|\bنه یوازې",
    ),
    "ckb": Negators(
        # Negation is written onto the verb: نا-, نە-, مە-.
        strong=(
            r"نا(?!و|ن$|م|سک|سی|رد|رە|زا|حیە).+|نە.+|نە|مە(?:کە|دە|خۆ|خە|چ|گ|ن).*|نییە|نیە|نین"
            r"|نیم|نیت"
            r"|هەرگیز|بەبێ|بێ|قەت"
        ),
        weak=r"جگە|بێ.+|قەدەغە",
        alternatives="یان|یاخود",
        echoing="هیچ.*|کەس",
        ignored=r"نەخۆش\S*|نەرم\S*|نەوە\S*|نەشتەرگ\S*|نەتەوە\S*|نەک تەنها|یان نا\b|نەعنا\S*",
    ),
    "pl": Negators(
        strong="nie|bez|beze",
        weak="nie.{4,}|brak|braku|brakuje|unik.+|zakaz.*|oprócz|zamiast",
        alternatives="lub|albo|czy|ani|bądź",
        echoing="nikt|nikogo|nikomu|nikim|nic|niczego|niczemu|niczym|nigdy|nigdzie|żad.+|ani",
        equating="oznacza|znaczy|to|jest",
        ignored=(
            r"\bnie tylko\b|\bniektór\w+|\bnieco\b|\bniesi\w*|\bniego\b|\bniemu\b|\bniech\b"
            r"|\bniemowl\w*"
        ),
    ),
    "cs": Negators(
        strong=(
            r"ne|bez|beze|není"
            r"|(?!(?:než.*|neb|nebo|neboť|něco|nech.*|nej.+|nemoc.*|nerv.*|neuro.*|nebezpe.*"
            r"|nedě.*|nesou|nese"
            r"|nést|nečist.*|nefro.*|negativ.*|neteř.*|neštovic.*|nebes.*|nehod.*|necel.*"
            r"|necitliv.*|nevýhod.*"
            r"|nesteroid.*|nevolnost.*|nepořád.*)$)ne\w{2,}"
        ),
        weak="kromě|chybí|necitliv.*|nesteroid.*|zákaz.*",
        alternatives="nebo|či|anebo|ani",
        echoing="nikdo|nikoho|nikomu|nic|ničeho|ničím|nikdy|nikde|nijak|žád.+|ani",
        equating="znamená|je",
        ignored=r"\bnejen\b|\bnebo ne\b|\bnejsou li\b",
    ),
    "sk": Negators(
        strong=(
            r"nie|bez|bezo|niet"
            r"|(?!(?:než.*|nech.*|neho|nej|nemu|nemoc.*|nerv.*|neuro.*|nebezpeč.*|nedeľ.*|nesú"
            r"|nesie|nesk.+"
            r"|nestrann.*|nečist.*|nefro.*|negat.*|neter.*|nebes.*|nehod.*|necel.+|necitliv.*"
            r"|nesteroid.*"
            r"|nebakter.*|nechuť.*|nechuti|neporiad.*|nevýhod.*|nevoľnos.*)$)ne\w{2,}"
        ),
        weak="okrem|chýb.+|nechuť.*|nechuti|nesteroid.*|nebakter.*|zákaz.*",
        alternatives="alebo|či|ani|buď",
        echoing="nikto|nikoho|nikomu|nič|ničoho|ničím|nikdy|nikde|nijako|žiad.+|ani",
        equating="znamená|je",
        ignored=r"\bnielen\b|\bnemeck\w*",
    ),
    "uk": Negators(
        strong="не|ні|без|нема|немає|неможна|нізащо|неможливо",
        weak="не.{3,}|уник.+|заборон.+|крім|окрім|відсутн.+|брак.*",
        alternatives="або|чи|ані|ні",
        echoing="ніхто|нікого|нікому|ніщо|нічого|нічим|ніколи|ніде|жод.+|ані",
        equating="означає|це",
        ignored=r"\bне тільки\b|\bне лише\b|\bчи ні\b",
    ),
    "ro": Negators(
        strong="nu|fără",
        weak=r"ne(?:bacter|cunosc|dure|activ|putin|regul|sigur|conșt)\w*|lips.+|evita.*|interzis.*",
        alternatives="sau|ori|nici",
        echoing="nimeni|nimănui|nimic|nicio|niciun|niciunul|niciuna|niciodată|nicăieri",
        equating="înseamnă|este|e|reprezintă",
        forms=r"\bn-(?:a|ai|am|au|ați|o|aș|ar|are|aveți)\b",
        ignored=r"\bnu numai\b|\bnu doar\b",
    ),
    "fr": Negators(
        strong="ne|n'.+|sans|non",
        weak="évit.+|sauf|interdi.+|manqu.+|incap.+|impossib.+",
        alternatives="ou|ni",
        echoing="pas|jamais|aucun.*|rien|personne|guère|ni",
        equating="signifie|veut|dire|est",
        forms=r"(?:^|\b(?:ou|et|mais) )pas\b",
        ignored=r"\bnon seulement\b|\bpas seulement\b|\bou non\b",
    ),
    "hu": Negators(
        strong="nem|ne|nincs|nincsenek|nincsen|nélkül|sincs|tilos|se|sem",
        weak=".+tlan.*|.+tlen.*|kerül.+|kivéve|.+mentes.*",
        alternatives="vagy|se|sem",
        echoing="soha|senki.*|semmi.*|sehol|sose",
        equating="jelent|jelenti|azt",
        ignored=r"\bnem csak\b|\bnemcsak\b|\bnemi\b|\bnemek\w*|\bvagy nem\b",
    ),
    "tr": Negators(
        # -ma-/-me- is written into the verb; a bare -ma/-me makes a noun of it and is left alone.
        strong=(
            r"değil.*|yok.*|hayır|asla|.+m[ae]z(?:lar|ler|sa|se|dan|den|sın|sin|sınız|siniz|dı|di)?"
            r"|.+m[ıiuü]yor.*|.+m[ae]d[ıi](?!r).*|.+m[ae]y[ıi]n(?:ız|iz)?|.+m[ae]m[ae](?:k|s|l"
            r"|y|n).*"
            r"|.+m[ae]m[ıi]ş.*|.+m[ae]den|.+m[ae]dan|.+m[ae]y[ae]n.*|.+m[ae]yac.*|.+m[ae]yec.*"
            r"|.+m[ae]y[ıi]p"
            r"|.{3,}s[ıiuü]z"
        ),
        weak=r"kaçın.*|yasak.*|dışında|hariç",
        alternatives="veya|ya|yahut",
        echoing="hiç|hiçbir.*|kimse.*",
        equating="demektir",
        ignored=(
            r"\b(?:temiz\w*|temmuz|tamam\w*|maden\w*|zamandan|tanımadan|yemeden|sekiz|dokuz"
            r"|denemeden)\b"
            r"|\bevet (?:mi )?(?:veya|ya da) hayır\b"
        ),
    ),
    "vi": Negators(
        strong="không|chưa|đừng|chẳng|chớ|chả|cấm|vô",
        weak="tránh|ngừng|thiếu|trừ|phi|mất|bất",
        alternatives="hoặc|hay",
        ignored=r"hay không\b|hay chưa\b|không những|không chỉ|không khí|bất kỳ|bất cứ|vô cùng",
        asking="không|chưa",
    ),
    "so": Negators(
        # "ma" also asks; "aan" is "we" and "ha" a wish, but for the verb's negative form in -in.
        strong=(
            r"ma|maya|mana|maaha|aysan|uusan|aanu|aanay|aysaan|aadan|aydaan|aanan|aynan|aannan"
            r"|yaan|yaanay"
            r"|yaanu|yuusan|.*la'aan.*|waligeed|kuma|kama|uma|lama|looma|laguma|lagama|looguma"
            r"|isma|iskama"
            r"|iskuma|laysma|nama|inama|idinma|soma|kumana|kamana"
        ),
        weak=r"waayo|waayaan|waayay|waayey|diid.+",
        alternatives="ama|mise|iyo",
        pairing=".* mana",
        forms=r"\b(?:aan|ha)\b(?=(?: [\w'-]+){0,4} (?:[\w'-]+(?:in|ina|ayn)|ekaan)\b)",
        ignored=r"\bhaa ama maya\b|\bkama dambayn\b|\bka hor inta (?:aan|aadan|aysan|uusan|aanu)\b",
        asking="ma",
    ),
    "ti": Negators(
        strong=r"[ኣአ]ይ.+|ዘይ.+|ከይ.+|ብዘይ.*|እንተዘይ.*|የለ.+|የብል.+",
        weak=r"ብጀካ.*|ፈጺም.*",
        alternatives="ወይ|ወይስ|ወይከኣ",
        ignored=r"[ኣአ]ይሲ\w*|[ኣአ]ይዞ\w*|ከይዱ|ከይዳ",
    ),
}  # fmt: skip


def negators(tag: str) -> Negators:
    """Return the negators of a language or register (BCP 47)."""
    return NEGATORS[tag.partition("-")[0]]
