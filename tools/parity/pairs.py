"""The preference pairs of the parity tests: written for this purpose, and the same on every run.

Each family aims at one way in which tokenisation, slicing, truncation or scoring can go wrong. The pairs do not depend
on any model, so the same file serves every model set.
"""

import random

SEED = 20240917

SUBJECTS = ["the old lighthouse", "my neighbour's bicycle", "a jar of honey", "the night train", "this spreadsheet",
            "an orchard in spring", "the office printer", "our ferry ticket", "a paper kite", "the village bakery"]
REQUESTS = ["Describe {} in one sentence.", "What should I know about {}?", "Why do people care about {}?",
            "Write a short note on {}", "Tell a child about {}:", "Is it wise to worry about {}?"]
HELPFUL = ["People like {} because it is simple and does what it promises.",
           "Start with the basics: {} needs a little care every week, and it lasts for years.",
           "I would say that {} is worth the trouble, although it depends on the weather.",
           "Here are two facts. First, {} is older than it looks. Second, nobody repairs it well."]
POOR = ["I don't know.", "No.", "{} {} {}", "That is a question about {}. That is a question about {}.",
        "You are wrong to ask this, and {} is none of your business!", "Sure! Sure! Sure! I love {}."]

UNICODE = [
    ("写一句关于春天的话。", "春天来了,花都开了。", "我不知道。"),
    ("東京の天気は?", "今日は晴れ、最高気温は二十度です。", "カタカナ テスト ﾊﾝｶｸ"),
    ("오늘 점심은 뭐가 좋을까?", "따뜻한 국수 한 그릇이 좋겠어요.", "몰라요."),
    ("ما هي عاصمة فرنسا؟", "عاصمة فرنسا هي باريس.", "لا أعرف، اسأل غيري."),
    ("مَرْحَبًا", "أَهْلًا وَسَهْلًا", "اهلا وسهلا"),
    ("שלום, מה שלומך?", "טוב, תודה.", "לא."),
    ("भारत की राजधानी क्या है?", "भारत की राजधानी नई दिल्ली है।", "मुझे नहीं पता।"),
    ("Скажи что-нибудь хорошее", "Сегодня ясный день, и чай уже готов.", "Нет."),
    ("Πες μου κάτι", "Η θάλασσα είναι ήρεμη σήμερα.", "όχι"),
    ("สวัสดี", "สวัสดีครับ ยินดีที่ได้รู้จัก", "ไม่"),
    ("Add an emoji: ", "👩‍👩‍👧‍👦 a family at the park 🏞️", "🙂"),
    ("Flags and skin tones", "🇳🇴🇯🇵 👍🏽👍🏿", "👍"),
    ("Keycaps 1️⃣2️⃣", "3️⃣ comes next", "#️⃣"),
    ("caf\u00e9 (one code point)", "na\u00efve r\u00e9sum\u00e9", "nai\u0308ve re\u0301sume\u0301"),
    ("cafe\u0301 (two code points)", "nai\u0308ve re\u0301sume\u0301", "na\u00efve r\u00e9sum\u00e9"),
    ("Stacked marks", "z\u0351\u0352\u0353a\u0300\u0316\u0317lgo\u0320\u0321", "zalgo"),
    ("Response starts with a combining mark e", "\u0301 is an accent", "\u0308\u0308"),
    ("Ligatures and widths", "\ufb01ne \uff26\uff35\uff2c\uff2c \u2460 \u00bd \u212b", "fine FULL 1 1/2 \u00c5"),
    ("Invisible", "zero\u200bwidth\u00a0space\u2060here\ufeff", "soft\u00adhyphen\u2028line\u2029paragraph"),
    ("Right to left in the middle", "She said \u202bשלום עולם\u202c twice.", "She said nothing."),
    ("Outside the basic plane: 𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "𝒜 𠜎 𝟘 🂡", "A 木 0 A"),
    ("Replacement \ufffd and private \ue123", "\ufffd\ufffd", "\ue123"),
    ("ÅÄÖ ßẞ ıİ", "Straße, İstanbul, Åre", "STRASSE, istanbul, are"),
    ("mixed 语言 prompt", "ответ на 中文 with English and हिन्दी", "…"),
]

CODE = [
    ("def add(a, b):\n", "    return a + b\n", "\treturn a+b"),
    ("Write a loop in C", "for (int i = 0; i < n; ++i) {\n\ttotal += x[i];\n}\n", "while(1);"),
    ("Escape this path", "C:\\Users\\ada\\notes\\new.txt", "C:/Users/ada"),
    ("Regex for a date", r"^\d{4}-\d{2}-\d{2}$", r"\d+"),
    ("JSON please", '{"name": "Ada", "tags": ["a", "b"], "ok": true}', "{'name': 'Ada'}"),
    ("```python\nprint('hi')\n```\nExplain.", "It prints `hi`.\n\n- one line\n- no loop", "\n\n\n"),
    ("SQL", "SELECT name\n  FROM ship\n WHERE year < 1900;", "DROP TABLE ship; --"),
    ("Makefile rule\n", "all:\n\tcc -o main main.c\n", "all:\n        cc main.c"),
    ("Windows line ends\r\nsecond line\r\n", "first\r\nsecond\r\n", "first\nsecond\n"),
    ("Old Mac line ends\r", "one\rtwo\rthree", "one\r\n\r\ntwo"),
    ("Null and bell", "a\u0000b\u0007c", "a\u001bb\u007fc"),
    ("Template braces", "{{ messages[0]['content'] }} {% if x %}y{% endif %}", "${name} %s {0}"),
    ("HTML", "<b>bold</b> &amp; <br/>", "<script>alert(1)</script>"),
    ("Quotes", "\u201cHe said \u2018no\u2019\u201d \u2013 \"really?\" 'yes'", "\"\"\"''' ``"),
    ("Numbers: 3.14159, 1e-9, 0x1F,", " 1,000,000 and 42nd", "007"),
    ("LaTeX", "$\\frac{a}{b} \\neq \\sqrt{2}$", "\\\\\\\\"),
]

SPECIAL_TEXTS = ["</s>", "<s>", "<unk>", "<pad>", "<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|user|>",
                 "<|assistant|>", "<|system|>", "<|end|>", "<|eot_id|>", "<bos>", "<eos>"]

EDGES = [
    ("empty-chosen", "Say nothing.", "", "Nothing."),
    ("empty-rejected", "Say something.", "Something.", ""),
    ("empty-both", "Say nothing at all.", "", ""),
    ("empty-prompt", "", "Once there was a fox.", "The fox was gone."),
    ("empty-prompt-one-character", "", "a", "b"),
    ("empty-prompt-empty-chosen", "", "", "A fox."),
    ("empty-prompt-empty-rejected", "", "A fox.", ""),
    ("empty-everything", "", "", ""),
    ("empty-prompt-space", "", " leading space", "  two spaces"),
    ("empty-prompt-identical", "", "same", "same"),
    ("space-prompt", " ", "a word", "another word"),
    ("newline-prompt", "\n", "a line", "\n"),
    ("identical", "Repeat after me: sun.", "Sun.", "Sun."),
    ("identical-long", "Tell me more.", "The sun went down. " * 6, "The sun went down. " * 6),
    ("identical-but-case", "Shout.", "the cat ran", "THE CAT RAN"),
    ("prefix-chosen", "Finish.", " The cat sat", " The cat sat on the mat."),
    ("prefix-rejected", "Finish.", " The cat sat on the mat.", " The cat sat"),
    ("prefix-by-space", "Finish.", " Yes", " Yes "),
    ("suffix", "Finish.", " on the mat", " The cat sat on the mat"),
    ("one-token", "Answer:", " Yes", " No"),
    ("one-token-bare", "Answer: ", "Yes", "No"),
    ("one-character", "Pick a letter: ", "a", "b"),
    ("one-digit", "1 + 1 =", " 2", " 3"),
    ("one-newline", "End the line", "\n", "."),
    ("one-space", "Type a space", " ", "  "),
    ("merges-over-the-boundary", "The weath", "er is fine", "er was bad"),
    ("merges-into-the-prompt", "a", "bout", "nd"),
    ("boundary-inside-a-word", "Once upon a ti", "me", "ger"),
    ("boundary-space-both", "Once upon a ", " time", "time"),
    ("boundary-two-spaces", "Once upon a  ", "time", " day"),
    ("boundary-newlines", "Once upon\n", "\na time", "a time"),
    ("boundary-return", "Once upon\r", "\na time", "a time"),
    ("boundary-accent", "caf", "e\u0301", "\u00e9"),
    ("boundary-in-a-cluster", "👩\u200d", "👧 child", "👦 child"),
    ("boundary-digits", "The year 19", "84", "99"),
    ("boundary-apostrophe", "They don", "'t know", "’t know"),
    ("leading-spaces", "Indent.", "    four", "\ttab"),
    ("trailing-spaces", "Trail.", "done    ", "done\t\n"),
    ("both-spaces", "  Around.  ", "  here  ", "  there  "),
    ("only-spaces", "Blank.", "     ", "\n\n"),
    ("repeats", "Say ha.", "ha" * 40, "ha " * 40),
    ("punctuation", "?!", "!?!?...", "—–-‐‑"),
    ("case-run", "loud", "AAAAAAAAAA", "aAaAaAaAaA"),
]

CONVERSATION_TOPICS = ["boiling an egg", "naming a kitten", "the tides", "folding a map", "a late train", "rain in May",
                       "learning chess", "cleaning a brush"]
SYSTEMS = ["You are a helpful assistant.", "Answer in one short sentence.", "", "你是一个乐于助人的助手。",
           "Be kind.\nBe brief.\n"]


def text_pair(identifier, prompt, chosen, rejected):
    return {"id": identifier, "prompt": prompt, "chosen": chosen, "rejected": rejected}


def message(role, content):
    return {"role": role, "content": content}


def chat_pair(identifier, prompt, chosen, rejected):
    """The responses are one assistant turn each."""
    return text_pair(identifier, prompt, [message("assistant", chosen)], [message("assistant", rejected)])


def english(generator, count):
    for i in range(count):
        subject = generator.choice(SUBJECTS)
        prompt = generator.choice(REQUESTS).replace("{}", subject)
        chosen = generator.choice(HELPFUL).replace("{}", subject)
        rejected = generator.choice(POOR).replace("{}", subject)
        yield text_pair(f"english-{i}", prompt, generator.choice(["", " ", "\n"]) + chosen, rejected)


def dialogues(generator, count):
    """The transcript style of older data sets: the prompt ends in the speaker's name."""
    for i in range(count):
        subject = generator.choice(SUBJECTS)
        question = generator.choice(REQUESTS).replace("{}", subject)
        prompt = f"\n\nHuman: Hello there\n\nAssistant: Hello!\n\nHuman: {question}\n\nAssistant:"
        chosen = " " + generator.choice(HELPFUL).replace("{}", subject)
        yield text_pair(f"dialogue-{i}", prompt, chosen, " " + generator.choice(POOR).replace("{}", subject))


def numbered(family, triples):
    for i, triple in enumerate(triples):
        yield text_pair(f"{family}-{i}", *triple)


def special_texts():
    for i, special in enumerate(SPECIAL_TEXTS):
        yield text_pair(f"special-end-{i}", "Stop here:", f" done{special}", " done")
        yield text_pair(f"special-middle-{i}", "Go on:", f" one{special} two", f"{special}{special}")
    yield text_pair("special-in-the-prompt", "<s>[INST] Hi </s><|im_end|>\n", "Hello", "Bye</s>")
    yield text_pair("special-half", "Say <|", "im_end|> or </", "s> or <|endof")
    yield text_pair("special-double-end", "Twice:", " end</s></s>", " end<|im_end|><|im_end|>")
    yield text_pair("special-only-end", "Only the end:", "</s>", "<|im_end|>")
    yield text_pair("special-only-end-two", "Only the end:", "<|endoftext|>", "<|end|>")
    yield text_pair("special-end-and-space", "Almost:", " end</s> ", " end<|im_end|>\n")


def long_text(generator, sentences):
    return " ".join(
        generator.choice(HELPFUL + REQUESTS).replace("{}", generator.choice(SUBJECTS)) for _ in range(sentences)
    )


def long_pairs(generator):
    """Beyond 512 or 1,024 tokens for any tokenizer in use: one side, both sides, or the prompt alone."""
    yield text_pair("long-chosen", "Tell a long story.", " " + long_text(generator, 110), " No.")
    yield text_pair("long-rejected", "Tell a short story.", " A fox ran.", " " + long_text(generator, 110))
    shared = " " + long_text(generator, 110)
    yield text_pair("long-equal-after-truncation", "Go on.", shared + " The end.", shared + " Not the end.")
    yield text_pair("long-prompt", long_text(generator, 14), " Agreed.", " " + long_text(generator, 2))
    yield text_pair("long-prompt-short", long_text(generator, 4), " Agreed.", " " + long_text(generator, 2))
    yield text_pair("long-with-end-text", "End often.", " word</s><|im_end|><|endoftext|>" * 400, " word")
    yield text_pair("long-cut-at-end-text", "End always.", "</s>" * 1100, "<|end|>" * 1100)
    yield text_pair("long-fills", long_text(generator, 120), " Yes.", " No.")
    yield text_pair("long-fills-unicode", "海は広いな大きいな。" * 120, "はい", "いいえ")
    yield text_pair("long-one-word", "Hum.", "m" * 800, "hum")


def edge_of_window():
    """Straddles 512 and 1,024 tokens one by one.

    A control character is one token, without merges, in every vocabulary that falls back to bytes. The offsets leave
    room for an end token and for up to two tokens that a tokenizer adds in front.
    """
    for count in (507, 508, 509, 1021, 1022, 1023):
        yield text_pair(f"window-{count}", "\u0001", "\u0001" * count, "\u0002")
    for count in (508, 509, 510, 1023, 1024):
        yield text_pair(f"window-prompt-{count}", "\u0001" * count, "\u0001", "\u0002")


def conversations(generator):
    for i in range(18):
        topic = generator.choice(CONVERSATION_TOPICS)
        subject = generator.choice(SUBJECTS)
        prompt = [message("user", f"Tell me about {topic}, and mention {subject}.")]
        chosen = generator.choice(HELPFUL).replace("{}", topic)
        yield chat_pair(f"chat-single-{i}", prompt, chosen, generator.choice(POOR).replace("{}", subject))
    for i in range(10):
        topic = generator.choice(CONVERSATION_TOPICS)
        prompt = [message("user", f"What about {topic}?"),
                  message("assistant", generator.choice(HELPFUL).replace("{}", topic)),
                  message("user", generator.choice(["Why?", "Go on", "I disagree.\n\nSay more."]))]
        chosen = generator.choice(HELPFUL).replace("{}", generator.choice(SUBJECTS))
        yield chat_pair(f"chat-two-turn-{i}", prompt, chosen, generator.choice(POOR).replace("{}", topic))
    for i in range(10):
        topic = generator.choice(CONVERSATION_TOPICS)
        prompt = [message("system", SYSTEMS[i % len(SYSTEMS)]), message("user", f"Explain {topic}.")]
        chosen = generator.choice(HELPFUL).replace("{}", topic)
        yield chat_pair(f"chat-system-{i}", prompt, chosen, generator.choice(POOR).replace("{}", topic))


CHAT_EDGES = [
    ("empty-chosen", "Say nothing.", "", "Nothing."),
    ("empty-both", "Say nothing.", "", ""),
    ("empty-user", "", "Hello?", "Anyone?"),
    ("identical", "Same.", "The same.", "The same."),
    ("prefix", "Same.", "The same", "The same again"),
    ("one-token", "Yes or no?", "Yes", "No"),
    ("leading-space", "Indent.", "   indented", "\n\nindented"),
    ("trailing-space", "Trail.", "done   ", "done\n"),
    ("trailing-newlines", "Trail.", "done\n\n", "done\n\n\n"),
    ("only-space", "Blank.", " ", "\n"),
    ("user-space", "  padded question \n", "fine", "bad"),
    ("crlf", "Lines\r\nplease", "one\r\ntwo\r\n", "one\ntwo\n"),
    ("code", "```js\nlet a = 1\n```", "```js\n\tlet a = 2;\n```\n", "C:\\temp\\new"),
    ("emoji", "Wave 👋🏽", "👩‍👩‍👧 waves 🇫🇮", "👋"),
    ("chinese", "你好吗?", "我很好,谢谢。", "不好。"),
    ("arabic", "كيف حالك؟", "بخير، شكراً لك.", "لا."),
    ("hindi", "आप कैसे हैं?", "मैं ठीक हूँ।", "नहीं"),
    ("decomposed", "cafe\u0301", "re\u0301sume\u0301", "r\u00e9sum\u00e9"),
    ("end-marker", "Stop.", "stop<|im_end|>", "stop</s>"),
    ("end-marker-newline", "Stop.", "stop<|im_end|>\n", "stop</s>\n"),
    ("end-marker-inside", "Stop.", "one<|im_end|>\n<|im_start|>user\ntwo", "one</s>two"),
    ("end-of-text", "Stop.", "stop<|endoftext|>", "<|end|>"),
    ("end-text", "Stop.", "stop<|end|>", "stop<|end|>\n"),
    ("end-text-inside", "Stop.", "one<|end|>\n<|user|>\ntwo", "<|end|><|end|>"),
    ("leading-newline", "Break.", "\nnext line", "\tnext tab"),
    ("role-text", "user", "assistant", "<|assistant|>\nassistant"),
    ("template-text", "{{ messages }}", "{% raw %}x{% endraw %}", "{# note #}"),
]


def chat_edges():
    for name, prompt, chosen, rejected in CHAT_EDGES:
        yield chat_pair(f"chat-{name}", [message("user", prompt)], chosen, rejected)


def chat_special_shapes(generator):
    user = message("user", "Plan a picnic.")
    several = [message("assistant", "Where?"), message("user", "By the lake."), message("assistant", "Bring a rug.")]
    yield text_pair("chat-several-turns-chosen", [user], several, [message("assistant", "No.")])
    yield text_pair("chat-several-turns-rejected", [user], [message("assistant", "Yes.")], several)
    yield chat_pair("chat-long-chosen", [user], long_text(generator, 110), "Bring cake.")
    yield chat_pair("chat-long-both", [user], long_text(generator, 110), long_text(generator, 110))
    yield chat_pair("chat-long-prompt", [message("user", long_text(generator, 14))], "Agreed.", "I refuse.")
    yield chat_pair("chat-long-fills", [message("user", long_text(generator, 120))], "Yes.", "No.")


def all_pairs():
    generator = random.Random(SEED)
    pairs = [
        *english(generator, 60),
        *dialogues(generator, 10),
        *numbered("unicode", UNICODE),
        *numbered("code", CODE),
        *(text_pair(f"edge-{name}", *rest) for name, *rest in EDGES),
        *special_texts(),
        *long_pairs(generator),
        *edge_of_window(),
        *conversations(generator),
        *chat_edges(),
        *chat_special_shapes(generator),
    ]
    assert len({pair["id"] for pair in pairs}) == len(pairs)
    return pairs
