"""The kinds of help: what guides ask for and what listings offer."""

from types import MappingProxyType

KINDS = MappingProxyType(
    {
        "crisis_line": "Crisis line",
        "dispatch": "911 center",
        "law_enforcement": "Police",
        "child_protection": "Child protection",
        "adult_protection": "Adult protection",
        "shelter": "Shelter",
        "youth_shelter": "Youth shelter",
        "housing": "Housing",
        "medical": "Medical",
        "substance_use": "Substance use",
        "counseling": "Counseling",
        "legal": "Legal help",
        "labor_agency": "Labor agency",
        "interpreter": "Interpreter",
        "transport": "Transport",
        "food": "Food",
        "clothing": "Clothing",
        "documents": "Documents",
        "consulate": "Consulate",
        "safety_planning": "Safety planning",
        "image_removal": "Image removal",
        "education": "Education",
        "employment": "Employment",
        "information": "Information",
        "immigration_enforcement": "Immigration enforcement",
        "other": "Other help",
    }
)
"""Public name of each kind -> the words shown for it."""
