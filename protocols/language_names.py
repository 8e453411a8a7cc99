"""What a language is called on the screen, and typed as, for every code that can be heard."""

LANGUAGE_NAMES = {
    "en": "English", "es": "Spanish", "zh": "Chinese", "vi": "Vietnamese", "ko": "Korean", "tl": "Tagalog",
    "ru": "Russian", "ar": "Arabic", "fr": "French", "ht": "Haitian Creole", "pt": "Portuguese", "hi": "Hindi",
    "pa": "Punjabi", "bn": "Bengali", "ur": "Urdu", "fa": "Farsi", "am": "Amharic", "so": "Somali", "sw": "Swahili",
    "uk": "Ukrainian", "pl": "Polish", "th": "Thai", "lo": "Lao", "km": "Khmer", "my": "Burmese", "hmn": "Hmong",
    "ja": "Japanese", "de": "German", "it": "Italian", "ne": "Nepali", "ps": "Pashto", "tr": "Turkish",
    "mix": "Mixteco", "quc": "K'iche'", "mam": "Mam", "nah": "Nahuatl", "qu": "Quechua", "ase": "ASL",
    "yue": "Cantonese", "cdo": "Fujianese", "nan": "Taiwanese", "ilo": "Ilocano", "ceb": "Cebuano", "gu": "Gujarati",
    "ta": "Tamil", "te": "Telugu", "ml": "Malayalam", "si": "Sinhala", "kar": "Karen", "id": "Indonesian",
    "ms": "Malay", "mn": "Mongolian", "prs": "Dari", "ku": "Kurdish", "ti": "Tigrinya", "om": "Oromo", "yo": "Yoruba",
    "ig": "Igbo", "ha": "Hausa", "tw": "Twi", "wo": "Wolof", "ff": "Fulani", "ro": "Romanian", "hu": "Hungarian",
    "bg": "Bulgarian", "sq": "Albanian", "sr": "Serbian", "hy": "Armenian", "ka": "Georgian", "uz": "Uzbek",
    "kk": "Kazakh", "ky": "Kyrgyz", "tg": "Tajik", "el": "Greek", "he": "Hebrew", "yi": "Yiddish", "zap": "Zapoteco",
    "trc": "Triqui", "kek": "Q'eqchi'", "kjb": "Q'anjob'al", "cac": "Chuj", "ixl": "Ixil", "cak": "Kaqchikel",
    "knj": "Akateko", "jac": "Popti'", "ay": "Aymara", "gn": "Guarani", "cab": "Garifuna", "yua": "Maya",
    "nv": "Navajo", "esu": "Yupik", "ik": "Inupiaq", "mh": "Marshallese", "chk": "Chuukese", "sm": "Samoan",
    "to": "Tongan", "miq": "Miskito", "pua": "Purepecha", "oto": "Otomi", "tzo": "Tzotzil", "tzh": "Tzeltal",
}  # fmt: skip
"""ISO 639 code -> name; the common ones first, since the first that begins as typed is taken."""

INDIGENOUS = (
    "mix", "quc", "zap", "trc", "nah", "mam", "kek", "kjb", "cak", "cac", "ixl", "knj", "tzo", "tzh", "qu", "cab",
)  # fmt: skip
"""Languages of Mexico, Guatemala and beyond that callers who are taken for Spanish speakers often speak best."""


def language_name(code: str) -> str:
    """The name of a language; a code without one is shown as it is."""
    return LANGUAGE_NAMES.get(code, code)
