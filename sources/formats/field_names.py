"""The names that exports give to the fields of an article, in the languages of their writers.

All are in the form that `compact` returns, in order of preference.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_FIRST_MARK, _LAST_MARK = "\u0300", "\u036f"

NAMES = {
    "title": (
        *("title", "headline", "webtitle", "headlines"),
        *("titel", "uberschrift", "ueberschrift", "schlagzeile", "titre", "titulo", "titular"),
        *("titolo", "kop", "tytuł", "заголовок", "название", "제목", "기사제목", "タイトル"),
        *("見出し", "标题", "標題", "العنوان"),
    ),
    "outlet": (
        *("outlet", "source", "publisher", "sitename", "sourcename", "publication", "newspaper"),
        *("quelle", "zeitung", "publikation", "journal", "fuente", "periodico"),
        *("diario", "fonte", "testata", "jornal", "veiculo", "bron", "krant", "zrodło"),
        *("источник", "издание", "언론사", "매체", "매체명", "신문사", "출처", "媒体", "媒體"),
        *("来源", "來源", "المصدر"),
    ),
    "published": (
        *("published", "date", "publishdate", "publisheddate", "datepublished", "datepublish"),
        *("publishedat", "pubdate", "publicationdate", "publishedtime", "webpublicationdate"),
        *("publishingdate", "firstpublicationdate", "firstpublished", "firstcreated"),
        *("publishtimestamp", "publishedtimestamp", "timestamp"),
        *("datum", "veroffentlicht", "veroffentlichtam", "erscheinungsdatum", "erschienenam"),
        *("datepublication", "datedepublication", "dateparution", "datedeparution", "fecha"),
        *("fechapublicacion", "fechadepublicacion", "datapubblicazione", "datadipubblicazione"),
        *("datapublicacao", "datadepublicacao", "publicatiedatum", "дата", "датапубликации"),
        *("날짜", "일자", "작성일", "게재일", "발행일", "입력일", "보도일", "日付", "公開日"),
        *("掲載日", "日期", "发布时间", "发布日期", "التاريخ", "data"),
    ),
    "url": (
        *("url", "link", "canonicalurl", "weburl", "sourceurl", "requestedurl", "permalink"),
        "source",  # trafilatura: source is the URL
        *"lien enlace webadresse ссылка 링크 기사url 원문링크 リンク 链接".split(),
    ),
    "authors": (
        *("authors", "author", "byline", "bylines", "creator", "by"),
        *("autor", "autoren", "autorin", "verfasser", "verfasserin", "auteur", "auteurs", "autora"),
        *("autores", "autore", "autori", "автор", "авторы", "기자", "기자명", "작성자", "글쓴이"),
        *("저자", "記者", "記者名", "著者", "作者", "记者", "الكاتب"),
    ),
    "language": (
        *("language", "lang", "inlanguage"),
        *("sprache", "langue", "idioma", "lingua", "taal", "язык", "언어", "言語", "语言"),
    ),
}
KNOWN = tuple(NAMES)
TEXT_NAMES = (
    *("text", "body", "content", "articlebody", "bodytext", "fulltext", "maintext"),
    *("pagecontent", "html", "bodyhtml", "contenthtml"),
    *("artikeltext", "volltext", "inhalt", "texte", "contenu", "corps", "texto", "contenido"),
    *("cuerpo", "testo", "contenuto", "corpo", "conteudo", "tekst", "inhoud", "tresc"),
    *"текст содержание 본문 기사본문 내용 기사내용 本文 正文 内容 النص".split(),
)
WHOLE_NAMES = frozenset({"contenthtml", "bodyhtml", "fulltext", "articlebody"})
"""Names of the whole text, beside which another field may have a teaser."""
SUBTITLE_NAMES = (
    *("subtitle", "subheadline", "subheading", "subhead", "standfirst", "deck", "dek"),
    *("untertitel", "unterzeile", "soustitre", "subtitulo", "sottotitolo", "подзаголовок"),
    *("부제", "부제목", "副标题"),
)
LEAD_NAMES = (
    *("lead", "lede", "leadparagraph", "intro", "introduction", "abstract", "vorspann", "chapo"),
    *("chapeau", "entradilla", "лид", "리드"),
)
"""Names of the first paragraph or of a summary, which is text unless the text repeats it."""
ID_NAMES = ("id", "uuid", "guid", "articleid", "artikelid")
STATUS_NAMES = tuple(
    """status poststatus pubstatus publicationstatus articlestatus contentstatus editorialstatus
    reviewstatus storystatus workflowstatus workflowstate publicationstate state creativeworkstatus
    statut estado stato zustand estatus статус 상태 게시상태 ステータス 状态""".split()
)
READ_NAMES = frozenset(
    (
        *(name for names in NAMES.values() for name in names),
        *(*TEXT_NAMES, *SUBTITLE_NAMES, *LEAD_NAMES, *ID_NAMES, *STATUS_NAMES, "embargo"),
    )
)


@lru_cache(maxsize=4096)
def compact(name: str) -> str:
    """Return a field's name without case, accents and punctuation.

    `Publish-Date` becomes `publishdate`, and `Überschrift` `uberschrift`.
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in letters if not _FIRST_MARK <= letter <= _LAST_MARK)
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", bare)))
