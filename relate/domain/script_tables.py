"""What letters of other scripts become where names are written in Latin letters, as passports, profiles and people do.

Each value is the alternatives of a regular expression. Arabic without hamza and points, as `names.folded` leaves it.
"""

from __future__ import annotations

from typing import Final

ARABIC: Final = {
    "ا": "aa?|e|ah", "ب": "bb?|p", "ت": "tt?|th", "ث": "th|s|t", "ج": "jj?|gg?|dj", "ح": "hh?|ch|kh",
    "خ": "kh|h|ch|k|x", "د": "dd?|dh", "ذ": "dh|z|th|d", "ر": "rr?", "ز": "zz?", "س": "ss?|c", "ش": "sh|ch|sch|s",
    "ص": "ss?", "ض": "dd?|dh|z|th", "ط": "tt?|th", "ظ": "z|dh|th|d", "ع": "aa?|e|i|o|u|", "غ": "gh|g", "ف": "ff?|ph|v",
    "ق": "q|kk?|g|gh|kh|ck?", "ك": "kk?|ck?|g", "ک": "kk?|ck?", "ل": "ll?", "م": "mm?", "ن": "nn?|m(?=b)", "ه": "hh?",
    "و": "ww?|vv?|u|oo?|ou|uu|aw|au|ow|wu|wo", "ي": "yy?|ii?|ee?|ei|ai|ay|ey|yi|iy|ie|j",
    "ی": "yy?|ii?|ee?|ei|ai|ay|ey|yi|iy|ie|j",
    "ى": "a|i|y|e|ah", "ة": "t|", "ء": "", "پ": "pp?", "چ": "t?ch|c|j", "ژ": "zh|j|z", "گ": "gg?|gu",
}  # fmt: skip
ARABIC_AT_START: Final = {"ا": "[aeiou]{1,2}", "ع": "[aeiou]{1,2}"}
ARABIC_AT_END: Final = {
    "ة": "a|e|ah|eh|at|et|h", "ه": "(?:h|ah|eh|e|a)?", "ى": "a|i|y|e|ah", "ا": "aa?|ah|e",
    "ي": "i|y|ee|e|ie|ai|ay|ey|ei|iy", "ی": "i|y|ee|e|ie|ai|ay|ey|ei|iy", "ء": "(?:a|e|i)?",
}  # fmt: skip

HEBREW: Final = {
    "א": "[aeiou]|h|", "ב": "bb?|v|w", "ג": "gg?|j|gu", "ד": "dd?", "ה": "hh?|", "ו": "vv?|w|u|oo?|ou", "ז": "zz?|s",
    "ח": "hh?|ch|kh|j|x", "ט": "tt?|th", "י": "y|ii?|j|ee?|ai|ei|ay|ey|ie|", "כ": "kk?|ck?|ch|kh", "ך": "k|ch?|kh|h",
    "ל": "ll?", "מ": "mm?", "ם": "mm?", "נ": "nn?", "ן": "nn?", "ס": "ss?|c", "ע": "[aeiou]{1,2}|", "פ": "pp?|ff?|ph",
    "ף": "ff?|ph|p", "צ": "t[zs]|zz?|s|cz?", "ץ": "t[zs]|zz?|s|c", "ק": "kk?|ck?|q", "ר": "rr?", "ש": "sh|ss?|sch",
    "ת": "tt?|th",
}  # fmt: skip
HEBREW_AT_START: Final = {"א": "[aeiou]{1,2}|y[aeiou]?", "ע": "[aeiou]{1,2}|y", "י": "y|i|j|yi|e", "ו": "v|w", "ה": "h"}
HEBREW_AT_END: Final = {"ה": "h|a|ah|e|eh|o|oh", "א": "a|ah|e|o|h", "י": "i|y|ee|ie|ai|ay|ey|ei|e"}

KOREAN_STARTS: Final = (
    "g|k|c", "kk|k|gg|g", "n", "d|t", "tt|t|dd|d", "r|l", "m", "b|p", "pp|p|bb|b", "s|sh", "ss|s", "", "j|ch|z|g",
    "jj|j|ch", "ch|c", "k", "t", "p", "h",
)  # fmt: skip
"""By the number of the letter: \u3131 \u3132 \u3134 \u3137 \u2026"""
KOREAN_VOWELS: Final = (
    "ah?", "ae|e|ai|ay", "yah?", "yae|ye", "eo|u|uh|o|eu|e", "e|ae|ay", "yeo|you|yu|yo|yuh|ye|yeu", "ye|yae|yeh|e",
    "oh?|oo", "wa|oa", "wae|oae|we", "oe|oi|we|oy", "yoh?", "oo|u|woo|ou", "wo|weo|uo|wu", "we|ue", "wi|ui|we|wee",
    "yoo|you|yu|yuh|ew", "eu|u|e|oo", "ui|eui|ee|i|euy", "i|ee|y|ie|yi|ih",
)  # fmt: skip
KOREAN_ENDS: Final = (
    "", "k|g|ck", "k|g", "k", "n", "n", "n", "t|d", "l|ll|r", "k|g", "m", "l", "l", "l", "l", "l", "m", "p|b", "p",
    "t|s", "t|s", "ng", "t|j", "t|ch", "k", "t", "p", "h|t|",
)  # fmt: skip
FAMILIES: Final = {
    "이": "lee|yi|rhee|ri|rhie|li|i|yee|leigh", "박": "park|pak|bak|bahk|pahk", "임": "lim|im|rim|yim|leem",
    "유": "yoo|you|yu|ryu|ryoo|lyu", "류": "ryu|yoo|you|yu|ryoo|lyu", "노": "noh?|roh?", "로": "roh?|noh?",
    "나": "nah?|rah?", "라": "rah?|nah?", "최": "choi|choe|choy|chey", "오": "oh?", "우": "woo|u|wu|ou", "안": "ahn|an",
    "정": "jung|jeong|chung|cheong|joung", "조": "cho|jo|joe|joh", "서": "seo|suh|so|sur", "신": "shin|sin",
    "심": "shim|sim", "남궁": "namgung|namkoong|namkung", "황보": "hwangbo", "제갈": "jegal|jekal|chegal",
    "선우": "sunwoo|seonu|sunu", "독고": "dokgo|dokko", "여": "yeo|yuh|lyuh|ryu", "양": "yang|ryang|liang",
    "구": "koo|ku|goo|gu", "국": "kook|guk|kuk", "문": "moon|mun", "연": "yeon|yun|youn",
}  # fmt: skip
"""Family names that many write otherwise than their letters would have it."""

_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "g": "がぎぐげご", "s": "さしすせそ", "z": "ざじずぜぞ", "t": "たちつてと",
    "d": "だぢづでど", "n": "なにぬねの", "h": "はひふへほ", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ", "m": "まみむめも",
    "r": "らりるれろ",
}  # fmt: skip
KANA: Final = {
    **{letter: start + vowel for start, row in _ROWS.items() for letter, vowel in zip(row, "aiueo", strict=True)},
    "し": "shi", "ち": "chi", "つ": "tsu", "ふ": "fu", "じ": "ji", "ぢ": "ji", "づ": "zu",
    "や": "ya", "ゆ": "yu", "よ": "yo",
    "わ": "wa", "ゐ": "i", "ゑ": "e", "を": "o", "ん": "n", "ゔ": "vu", "ー": "",
}  # fmt: skip
"""Hepburn, hiragana; katakana are the same a fixed distance further on."""
KANA_SMALL: Final = {"ゃ": "ya", "ゅ": "yu", "ょ": "yo", "ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o"}
OLD_ROMAJI: Final = (
    ("sya", "sha"), ("syu", "shu"), ("syo", "sho"), ("tya", "cha"), ("tyu", "chu"), ("tyo", "cho"), ("zya", "ja"),
    ("zyu", "ju"), ("zyo", "jo"), ("jya", "ja"), ("jyu", "ju"), ("jyo", "jo"), ("si", "shi"), ("ti", "chi"),
    ("tu", "tsu"), ("hu", "fu"), ("zi", "ji"), ("l", "r"), ("shhi", "shi"), ("tsfu", "tsu"), ("shfu", "shu"),
    ("chfu", "chu"),
)  # fmt: skip
"""Kunrei spellings, each with its Hepburn one; the last ones put right what the others spoil in Hepburn itself."""
