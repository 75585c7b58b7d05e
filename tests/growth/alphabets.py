"""Nasty texts of any length: what articles, drafts, questions and models may be full of."""

from __future__ import annotations

from collections.abc import Callable, Mapping

# Each is repeated up to the length. Add what once hung something; never take one out.
UNITS = {
    "dots": ".",
    "exclamations": "!",
    "questions": "?",
    "ellipses": "…",
    "ideographic stops": "。",
    "spaced dots": ". ",
    "mixed stops": "?!.",
    "letters": "a",
    "capitals": "A",
    "digits": "7",
    "numbers": "1,234,567.89 ",
    "number words": "twenty one hundred and ",
    "dates": "on 3 May 2024 and ",
    "weekdays": "next Monday last Tuesday ",
    "spaces": " ",
    "lines": "\n",
    "blank lines": "\n \n",
    "tabs": "\t",
    "no-break spaces": "\u00a0",
    "zero-width": "\u200b",
    "combining": "e\u0301\u0301",
    "short words": "a b ",
    "capital words": "Ab Cd ",
    "initials": "A. B. ",
    "titles": "Mr. Dr. ",
    "double quotes": '"',
    "single quotes": "'",
    "apostrophes": "a'b'",
    "curly opening": "“",
    "curly closing": "”",
    "curly pairs": "“a” ",
    "straight pairs": '"a" ',
    "quotes in quotes": "“‘",
    "attributed": "“a” said B. ",
    "ascribed": 'B said: "A c d." ',
    "unattributed": "“A b c d e.” ",
    "said": "said ",
    "names who said": "Ann Lee said ",
    "according to": "according to ",
    "brackets": "(",
    "closing brackets": ")",
    "square brackets": "[",
    "square pairs": "[1] ",
    "bracket pairs": "(a) ",
    "dashes": "-",
    "long dashes": "—",
    "hyphenated": "a-",
    "slashes": "/",
    "commas": ", ",
    "semicolons": "; ",
    "colons": ": ",
    "pipes": "|",
    "bullets": "• ",
    "asterisks": "*",
    "hashes": "#",
    "underscores": "_",
    "backticks": "`",
    "greater": "> ",
    "less": "<",
    "tags": "<b>",
    "open elements": "<div><p>a",
    "entities": "&amp;",
    "ampersands": "&",
    "at signs": "a@",
    "addresses": "http://a.b/",
    "backslashes": "\\",
    "braces": "{",
    "json": '{"a":',
    "nested lists": "[[",
    "Hangul": "가",
    "Korean stops": "다.",
    "Korean quoting": "“가나다”라고 말했다. ",
    "Korean dates": "2024. 5. 3. ",
    "kana": "カ",
    "Chinese": "中",
    "Arabic": "ا ب ",
    "emoji": "👨‍👩‍👧",
    "negations": "not ",
    "conjunctions": "and or but ",
    "pronouns": "he she it they ",
    "question words": "who what when ",
    "one-line paragraphs": "A b.\n\n",
    "numbered paragraphs": "1. A b.\n",
    "headings": "# A\n",
    "table": "| a | b |\n",
    "front matter": "---\n",
    "currency": "$5 £3m €1 ",
    "percent": "5% ",
    "times of day": "7:30 p.m. ",
    "citations": "[1][2]",
    "dots and spaces": ".  ",
    "stops and closers": '."',
    "stops and brackets": ".)]",
    "tight stops": "ab.Ab ",
    "capital runs": "A&B.",
    "possessives": "Kim's ",
    "owned": "s' ",
    "masks": "\ue000",
    "masked pairs": "“a”",
    "quoted dots": "“a.” ",
    "quoted after quoted": "“a” “b” said. ",
    "quoted, comma": "“A b,” he said. ",
    "quoted and added": "said “a” and added “b” ",
    "opened twice": '“a "b ',
    "mixed closers": '“a"',
    "doubled singles": "''a'' ",
    "backtick quotes": "``a'' ",
    "single quoted": "‘a,’ ",
    "single, unclosed": "‘a ",
    "singles in possessives": "'as' b ",
    "guillemets": "«a» ",
    "low quotes": "„a“ ",
    "corner brackets": "「가」",
    "open paragraphs": "“A b.\n\n",
    "closing paragraphs": "A b.”\n\n",
    "signatures": "“A.”\n\n— Ann Lee\n\n",
    "colons and names": "A: “b” Cho: ",
    "appositions": "Ann Lee, the minister, ",
    "commas and ands": "Lee, and ",
    "chained of": "of the ",
    "titles of titles": "Minister of Trade ",
    "auxiliaries said": "was also said ",
    "nouns and verbs": "claims reports ",
    "verbs in a sentence": "he said she said ",
    "verbs without subjects": ", adding ",
    "by": "called by ",
    "told": "told the Ledger ",
    "that": "said that ",
    "datelines": "SEOUL, ",
    "bullets and words": "• a ",
    "wrapped lines": "The mayor of the town opened the bridge on a day in spring and\n",
    "hyphens at line ends": "The mayor of the town opened the bridge on a day in spring, hy-\n",
    "short lines": "a\n",
    "headings and sentences": "Ab Cd Ef\n\nA b c d e.\n\n",
    "copyright": "© 2024 A. All rights reserved\n",
    "credits": "Photo: A / Reuters\n",
    "credits behind": "A b. Photo: a ",
    "bracketed credits": "[photo: a] ",
    "bylines": "By Ann Lee\n",
    "menus": "A | B | C\n",
    "published": "Published 3 May 2024\n",
    "updated": "Updated: ",
    "dates in numbers": "3/4/2024 ",
    "months": "May ",
    "ranges": "Monday to ",
    "ago": "two days ago ",
    "years": "2024 ",
    "Korean years": "2024년 5월 3일 ",
    "Korean relative": "내년 지난해 다음 주 월요일 ",
    "Korean subjects": "김 장관은 ",
    "Korean verbs": "말했다 ",
    "Korean according": "정부에 따르면 ",
    "Korean titles": "김철수장관 ",
    "Hangul words": "가 ",
    "no spaces": "漢字",
    "joiners": "\u200c\u200d",
    "joiners in words": "é\u200cé",
    "replies": "reply ",
    "shared subjects": ", and Lee",
    "names of names": "Ab of ",
    "names and names": "Ab and ",
    "digits said": "2010 said ",
    "mixed marks": '“a"a" ',
    "digit references": "&#7",
    "soft hyphens": "\u00ad",
    "soft hyphens at line ends": "\u00ad\n",
    "soft hyphens and spaces": "\u00ad ",
    "marks": "\u0301",
    "odd marks": "\u0f71\u0f72",
    "Hangul fillers": "\u3164",
    "carriage returns": "\r",
    "line separators": "\u2028",
    "form feeds": "\f",
    "controls": "\x01",
    "surrogates": "\ud800",
    "ligatures": "\ufdfa",
    "comments": "<!--",
    "closed comments": "<!-- a -->",
    "tables": "<table><tr><td>a",
    "cells": "<td>a</td>",
    "line breaks": "a<br>",
    "paragraph tags": "<p>a</p>",
    "links": "<a href='b'>c</a> ",
    "spans": "<span>a</span>",
    "list items": "<li>a",
    "blockquotes": "<blockquote>a",
    "figures": "<figure><figcaption>a</figcaption></figure>",
    "times": "<article><time datetime='2024-05-03'>a</time></article>",
    "metas": "<meta name='a' content='b'>",
    "scripts": "<script>a",
    "numeric entities": "&#65;",
    "CDATA": "<![CDATA[",
    "attributes": "<a b=",
    "Markdown links": "[a](b) ",
    "Markdown images": "![a](",
    "Markdown emphasis": "*a **b ",
    "Markdown underscores": "_a __b ",
    "Markdown quotes": "> a\n",
    "Markdown nested quotes": ">",
    "Markdown lists": "- a\n",
    "Markdown nested lists": "- ",
    "Markdown code": "`a``b ",
    "Markdown references": "[a]: b\n",
    "Markdown open links": "[a](<b",
    "Markdown setext": "a\n=\n",
    "Markdown fences": "```\n",
    "Markdown autolinks": "<a:b",
    "Markdown titles": '[a](b "c ',
    "YAML keys": "a: b\n",
    "YAML lists": "- - ",
    "YAML anchors": "&a ",
    "YAML nesting": "{a: ",
    "YAML quotes": "a: 'b\n",
    "JSON objects": '{"a":1},',
    "JSON lines": '{"text":"a"}\n',
    "JSON strings": '"a",',
    "JSON escapes": "\\u0061",
    "PDF strings": "(a) Tj ",
    "PDF arrays": "[(a) 1] TJ ",
    "PDF open strings": "(a ",
    "PDF dictionaries": "<</A ",
    "PDF objects": "1 0 obj\n<<>>\nendobj\n",
    "PDF references": "xref\n0 1\n",
    "PDF trailers": "trailer\n<</Size 1>>\n",
    "PDF moves": "1 0 0 1 0 0 cm ",
    "PDF text objects": "BT ET ",
    "PDF saves": "q ",
    "equals": "a = b\n",
    "hash comments": " #",
    "emails": "a.b@c.d ",
    "handles": "@a ",
    "urls and dots": "www.a.b.",
    "decimal dots": "1.",
    "enumerators": "1. a) ",
    "initials joined": "A.B.",
}
# What begins or ends in another way than it goes on: before, repeated, behind.
FRAMED = {
    "joiners inside a word": ("é", "\u200c", "é"),
    "mixed marks before a curved one": ("“", 'a"', "a”"),
    "an open quotation": ("“", "a ", ""),
    "an open bracket": ("(", "a ", ""),
    "an open single quotation": ("‘", "a ", ""),
    "appositions before a verb": ("Ann", ", and Lee", ", said it."),
    "a long subject": ("Kim", " a", " said he said."),
    "a long reference": ("&#", "7", ";"),
    "a padded reference": ("&#", "0", "65;"),
    "an open tag": ("<p ", "a ", ""),
    "an open comment": ("<!--", "-", ""),
    "an open attribute": ('<p a="', "b ", ""),
    "an open link": ("[a](", "b", ""),
    "a long front matter": ("---\n", "a: b\n", "---\n"),
    "a Korean subject and its verbs": ("김 장관은 “가” ", "한다고 말했다 ", "."),
    "a long number": ("", "7", "."),
    "a long word and verbs": ("A" * 2_000, " he said", "."),
}
# What is never the same twice: `{}` is a word of its own each time.
NUMBERED = {
    "different words": "{} ",
    "different sentences": "{} b c. ",
    "different names": "Ann {} said. ",
    "different family names": "{} Lee said. ",
    "different full names": "{0} X{0} said. ",
    "different short names": "Ann {} Lee. {} said. ",
    "different names in rows": "Ann {0} Bo {0} ",
    "different titled names": "Minister {} said. ",
    "different quotations": "“{} b,” said {}. ",
    "different Korean names": "김{}은 말했다. ",
    "different Korean titles": "김{} 장관은 “가”라고 말했다. ",
    "different fields": '"{}":1,',
    "different YAML keys": "{}: a\n",
    "different anchors": "&{} a\n",
    "different tags": "<{}>",
    "different attributes": "<p {}=a>",
    "different references": "[{}]: a\n",
    "different aliases": "{0} = b{0}\n",
    "different lines": "{} b c\n",
    "different paragraphs": "{} b c.\n\n",
}


def repeated(unit: str) -> Callable[[int], str]:
    """Return what repeats a unit up to a length in characters; no unit is cut in two."""
    return lambda length: unit * max(1, length // len(unit))


def framed(before: str, unit: str, behind: str) -> Callable[[int], str]:
    """Return what puts a repeated unit between a beginning and an end, up to a length."""
    fill = repeated(unit)
    return lambda length: before + fill(max(0, length - len(before) - len(behind))) + behind


def numbered(template: str) -> Callable[[int], str]:
    """Return what fills a template with one word after the other, up to a length."""

    def text_of(length: int) -> str:
        parts: list[str] = []
        size = number = 0
        while size < length:
            words = (_word(number, capital="A"), _word(number + 1, capital="A"))
            if "김" in template:
                words = (_word(number, _SYLLABLES), _word(number + 1, _SYLLABLES))
            parts.append(template.format(*words))
            size += len(parts[-1])
            number += 2
        return "".join(parts)[:length]

    return text_of


def _word(number: int, letters: str = "bcdfghjklmnpqrstvwxz", capital: str = "") -> str:
    """Return a word that stands for a number; without vowels it is no word of English."""
    word = letters[number % len(letters)]
    while number := number // len(letters):
        word += letters[number % len(letters)]
    return capital + word


_SYLLABLES = "철수영희민준서연지호현우도윤예은하준"


def within(unit: str) -> Callable[[int], str]:
    """Return what puts the repeated unit between two ordinary sentences, as an attack would."""
    fill = repeated(unit)
    before, after = "The mayor opened the bridge on Monday. ", " “It is safe,” said Ann Lee."
    return lambda length: before + fill(length - len(before) - len(after)) + after


def texts() -> Mapping[str, Callable[[int], str]]:
    """Return everything that grows, by name: repeated units, framed ones and templates."""
    return {
        **{name: repeated(unit) for name, unit in UNITS.items()},
        **{name: framed(*parts) for name, parts in FRAMED.items()},
        **{name: numbered(template) for name, template in NUMBERED.items()},
    }
