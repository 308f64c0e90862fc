"""The seven tables. Offsets count Unicode code points from 0; a range includes its start and not its end."""

from __future__ import annotations

from schemas.model import Field, ForeignKey, Table

SCHEMA_VERSION = "1.0.0"

# The rules under which an edit may take letters or digits out of the text. All other edits keep their number.
LOSSY_RULES = ("page-furniture", "page-mark", "footnote", "footnote-mark", "hyphenation", "entity")

# An id holds a letter, so that no reader takes it for a number.
ID = r"([a-z]|[0-9][0-9._-]*[a-z])[a-z0-9._-]*"
TURN_ID = ID + "@[0-9]+"
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]+)*"

BASES = ("text", "catalogue", "curated")
DATE_PRECISIONS = ("day", "month", "year")
RECORD_STATUSES = ("draft", "approved", "translation")
SECTION_KINDS = (
    "attendance",
    "body",
    "boilerplate",
    "classification",
    "copies",
    "date",
    "drafting",
    "funding",
    "heading",
    "notes",
    "place",
    "preamble",
    "reference",
    "rights",
    "signature",
    "source",
    "subject",
    "summary",
    "time",
    "title",
    "translator",
)
TURN_KINDS = ("speech", "action", "narration")
MODES = ("direct", "reported", "mixed")
ADDRESSEE_BASES = ("explicit", "two-party")
FLAGS = ("low-confidence", "pronoun-speaker", "unresolved-speaker")
SPAN_KINDS = (
    "deletion",
    "direct-speech",
    "editorial",
    "editorial-query",
    "footnote",
    "label",
    "page",
    "quotation",
    "reported-speech",
    "reporting-clause",
    "sic",
    "slip",
    "stage-direction",
)
ROLES = ("principal", "attendee", "interpreter", "recorder")
PERSON_BASES = ("authority", "document")


def _document_id() -> Field:
    return Field("document_id", "string", "The document that the row belongs to.", pattern=ID)


def _raw_range(what: str, nullable: bool = False) -> tuple[Field, Field]:
    return (
        _offset("raw_start", f"Where {what} starts in the decoded raw text of the source.", nullable),
        _offset("raw_end", f"Where {what} ends in the decoded raw text of the source.", nullable),
    )


def _clean_range(what: str) -> tuple[Field, Field]:
    return (
        _offset("clean_start", f"Where {what} starts in the clean text (documents.text).", shifts=True),
        _offset("clean_end", f"Where {what} ends in the clean text (documents.text).", shifts=True),
    )


def _offset(name: str, description: str, nullable: bool = False, shifts: bool = False) -> Field:
    return Field(name, "integer", description, nullable=nullable, unit="code points", minimum=0, shifts=shifts)


def _ordinal(what: str) -> Field:
    return Field("ordinal", "integer", f"The place of {what} in the document, counted from 1.", minimum=1, shifts=True)


def _known_text(name: str, description: str) -> Field:
    return Field(name, "string", description, nullable=True)


def _names(name: str, description: str) -> Field:
    return Field(name, "list of strings", description)


def _basis(name: str, what: str) -> Field:
    description = (
        f"Where {what} is from: `text`, it was read in the document; `catalogue`, a catalogue of an archive; "
        f"`curated`, we worked it out. Null where {what} is unknown."
    )
    return Field(name, "string", description, nullable=True, values=BASES)


_DOCUMENTS = Table(
    "documents",
    "One row a document: what is known of the record, the checksum of its raw text, and its clean text.",
    key=("document_id",),
    order=("document_id",),
    fields=(
        Field("document_id", "string", "The identifier of the document in this dataset; it never changes.", pattern=ID),
        _known_text("title", "The title of the record, as printed or as given by us (see title_basis)."),
        _basis("title_basis", "the title"),
        Field(
            "date",
            "date",
            "The day of the conversation, or its first day; where only the month or the year is known, the first day "
            "of that (see date_precision).",
            nullable=True,
        ),
        Field("date_end", "date", "The last day of a conversation that lasted longer than one day.", nullable=True),
        Field(
            "date_precision",
            "string",
            "How exactly the date is known: to the `day`, the `month` or the `year`.",
            nullable=True,
            values=DATE_PRECISIONS,
        ),
        _basis("date_basis", "the date"),
        _known_text("date_text", "The date in the words of the document."),
        _known_text("time_text", "The time of day in the words of the document."),
        _known_text("place", "Where the conversation took place."),
        _known_text("subject", "What the conversation was about, in the words of the document's heading."),
        Field(
            "genre",
            "string",
            "What sort of record it is, such as `memorandum-of-conversation`, `minutes`, `transcript` or `protocol`.",
            nullable=True,
            pattern=SLUG,
        ),
        Field(
            "record_status",
            "string",
            "Whether the text is a `draft`, was `approved` as the record, or is a `translation` of the record.",
            nullable=True,
            values=RECORD_STATUSES,
        ),
        _known_text("recording_side", "The side or country whose officials made the record."),
        Field(
            "event_id",
            "string",
            "The conversation recorded: two records of one conversation share it.",
            nullable=True,
            pattern=ID,
        ),
        Field(
            "language",
            "string",
            "The language of the text, as a code of BCP 47 (`en`, `fr`).",
            nullable=True,
            pattern=LANGUAGE,
        ),
        Field(
            "original_language",
            "string",
            "The language in which the record was written before it was translated, as a code of BCP 47.",
            nullable=True,
            pattern=LANGUAGE,
        ),
        Field(
            "languages_spoken",
            "list of strings",
            "The languages spoken in the conversation, as codes of BCP 47, as far as they are known.",
            pattern=LANGUAGE,
        ),
        _names("interpreters", "Who interpreted in the conversation, as written in the document."),
        _known_text("archive", "The archive that holds the original."),
        _known_text("archival_reference", "The archive's reference: fonds, file, box or page of the original."),
        _known_text("publisher", "Who published the text that the dataset uses."),
        _names("translators", "Who translated the text, as written in the document."),
        Field("source_url", "string", "The web address of the text.", nullable=True, pattern=r"https?://\S+"),
        _known_text("classification", "The secrecy marking of the original, as printed."),
        _known_text("summary", "The summary that comes with the document."),
        _known_text("rights", "Who holds rights in the text, in the words of the source where it says so."),
        _known_text("licence", "The licence of the source text, where its holder gives one (SPDX identifier or name)."),
        Field("raw_sha256", "string", "The SHA-256 of the bytes of the raw file.", pattern="[0-9a-f]{64}"),
        Field("raw_encoding", "string", "The encoding of the raw file, as the name of a Python codec."),
        Field("bom", "boolean", "Whether the raw file begins with a byte order mark (no part of the raw text)."),
        Field("raw_chars", "integer", "The length of the decoded raw text.", unit="code points", minimum=0),
        _offset("clean_chars", "The length of the clean text.", shifts=True),
        Field(
            "pages",
            "integer",
            "How many pages can be told apart in the source text.",
            unit="pages",
            minimum=1,
            shifts=True,
        ),
        Field("turn_count", "integer", "How many turns the document has.", unit="turns", minimum=0, shifts=True),
        Field(
            "text",
            "string",
            "The whole clean text. Paragraphs are separated by one blank line, and there are no other line breaks.",
        ),
    ),
)

_SECTIONS = Table(
    "sections",
    "The parts of each document by their role. They follow each other without gap or overlap, so that nothing of the "
    "source is left out; the conversation itself is in the sections of the kind `body`.",
    key=("document_id", "raw_start"),
    order=("document_id", "raw_start"),
    fields=(
        _document_id(),
        Field("kind", "string", "The role of the section; `body` holds the conversation.", values=SECTION_KINDS),
        *_raw_range("the section"),
        *_clean_range("the section"),
        Field("text", "string", "The clean text of the section."),
    ),
    foreign_keys=(ForeignKey("document_id", "documents"),),
)

_TURNS = Table(
    "turns",
    "Who said what to whom: one row for each stretch of a conversation that one speaker holds, in order.",
    key=("turn_id",),
    order=("document_id", "ordinal"),
    fields=(
        Field(
            "turn_id",
            "string",
            "The identifier of the turn: document_id, `@` and raw_start. Correcting another turn never changes it.",
            pattern=TURN_ID,
        ),
        _document_id(),
        _ordinal("the turn"),
        _known_text("document_title", "The title of the document, repeated from the table documents."),
        Field("document_date", "date", "The date of the document, repeated from the table documents.", nullable=True),
        Field(
            "kind",
            "string",
            "`speech`: one speaker's words, in whatever form the record gives them; `action`: a named person acts "
            "without words (nods, stays silent); `narration`: nobody in particular speaks.",
            values=TURN_KINDS,
        ),
        Field(
            "mode",
            "string",
            "How the record gives a speech turn: `direct`, in the first person, as the record or its translation gives "
            "it and not necessarily verbatim; `reported`, in indirect speech; `mixed`, passing from one to the other. "
            "Null where the turn is no speech.",
            nullable=True,
            values=MODES,
        ),
        Field(
            "speaker_id",
            "string",
            "The person who speaks or acts. Null where nobody does, or where it cannot be told who (flag "
            "`unresolved-speaker`).",
            nullable=True,
            pattern=ID,
        ),
        _known_text("speaker_name", "The name of that person, repeated from the table people."),
        _known_text("speaker_label", "The speaker as the source writes it."),
        Field("joint_speaker_ids", "list of strings", "The persons who say something together.", pattern=ID),
        Field(
            "addressee_ids",
            "list of strings",
            "The persons addressed, as far as they are known.",
            pattern=ID,
        ),
        Field(
            "addressee_basis",
            "string",
            "How the addressees are known: `explicit`, the text names them; `two-party`, only one other person speaks "
            "in the document. Null where there are none.",
            nullable=True,
            values=ADDRESSEE_BASES,
        ),
        _known_text("reporting_verb", "The first verb that reports the speech, as a dictionary has it: `reply`."),
        Field("text", "string", "The clean text of the whole turn."),
        Field(
            "speech",
            "string",
            "The end of `text`, without the speaker's label and the reporting words before the speech; the whole of "
            "`text` where nothing else would remain.",
        ),
        Field(
            "page",
            "integer",
            "The page on which the turn starts, counted from 1 in the source text.",
            minimum=1,
            shifts=True,
        ),
        _known_text("page_label", "The number printed on that page."),
        *_raw_range("the turn"),
        *_clean_range("the turn"),
        Field(
            "words",
            "integer",
            "How many words `text` has, parted at white space.",
            unit="words",
            minimum=1,
            shifts=True,
        ),
        Field("rule", "string", "The rule that found the start of the turn.", pattern=SLUG),
        Field(
            "confidence",
            "number",
            "How sure the start and the speaker of the turn are: of the turns with .9, about nine in ten are right.",
            unit="probability",
            minimum=0,
            maximum=1,
        ),
        Field(
            "flags",
            "list of strings",
            "What a careful reader should check: `unresolved-speaker`, it cannot be told who speaks; "
            "`pronoun-speaker`, the text has only a pronoun; `low-confidence`, the turn may be wrong.",
            values=FLAGS,
        ),
        Field("correction_ids", "list of strings", "The corrections by hand that the turn went through."),
    ),
    foreign_keys=(
        ForeignKey("document_id", "documents"),
        ForeignKey("speaker_id", "people"),
        ForeignKey("joint_speaker_ids", "people"),
        ForeignKey("addressee_ids", "people"),
    ),
)

_SPANS = Table(
    "spans",
    "Marked passages and places: speakers' labels, reporting words, quotations, what editors put in, slips, footnotes, "
    "the beginnings of pages.",
    key=("document_id", "kind", "raw_start", "raw_end"),
    order=("document_id", "raw_start", "raw_end", "kind"),
    fields=(
        _document_id(),
        Field(
            "kind",
            "string",
            "What the passage is. `direct-speech` and `reported-speech` part a turn of the mode `mixed`; `editorial` "
            "and `editorial-query` are what an editor put in brackets; `slip` is a mistake of the source, left alone; "
            "`page` is the place where a page begins.",
            values=SPAN_KINDS,
        ),
        Field(
            "turn_id",
            "string",
            "The turn that the passage lies in; null where it lies in none.",
            nullable=True,
            pattern=TURN_ID,
        ),
        *_raw_range("the passage"),
        *_clean_range("the passage"),
        Field("text", "string", "The clean text of the passage; empty for a place, such as that of a footnote's mark."),
        _known_text("note", "What belongs to it: the text of a footnote, the number printed on a page, or a remark."),
    ),
    foreign_keys=(ForeignKey("document_id", "documents"), ForeignKey("turn_id", "turns")),
)

_EDITS = Table(
    "edits",
    "Every change made on the way from the raw to the clean text. Putting each raw_text back in place of its "
    "clean_text gives the raw text again.",
    key=("document_id", "raw_start", "raw_end"),
    order=("document_id", "raw_start", "raw_end"),
    fields=(
        _document_id(),
        Field(
            "rule",
            "string",
            "The rule that made the change. Letters and digits are taken out by these rules only: "
            f"{', '.join(f'`{rule}`' for rule in LOSSY_RULES)}.",
            pattern=SLUG,
        ),
        *_raw_range("the change"),
        Field("raw_text", "string", "What the raw text has there; empty where something was put in."),
        *_clean_range("what stands there instead"),
        Field("clean_text", "string", "What the clean text has instead; empty where something was taken out."),
    ),
    foreign_keys=(ForeignKey("document_id", "documents"),),
)

_PARTICIPANTS = Table(
    "participants",
    "Who took part in each conversation, as the document lists or names them.",
    key=("document_id", "ordinal"),
    order=("document_id", "ordinal"),
    fields=(
        _document_id(),
        _ordinal("the participant"),
        Field(
            "person_id",
            "string",
            "The person in the table people; null where it cannot be told who is meant.",
            nullable=True,
            pattern=ID,
        ),
        Field("name_as_written", "string", "The name, as the document writes it."),
        _known_text("title_as_written", "The form of address, as the document writes it: `Mr.`, `Ambassador`."),
        _known_text("office", "The office held at the time."),
        _known_text("side", "The side for which the person took part."),
        Field(
            "role",
            "string",
            "`principal`, who leads a side; `attendee`; `interpreter`; `recorder`, who wrote the record.",
            values=ROLES,
        ),
        *_raw_range("the name in the list of those present", nullable=True),
    ),
    foreign_keys=(ForeignKey("document_id", "documents"), ForeignKey("person_id", "people")),
    known_by=(
        ("document_id", "person_id", "name_as_written"),
        ("document_id", "person_id"),
        ("document_id", "name_as_written"),
        ("document_id", "ordinal"),
    ),
)

_PEOPLE = Table(
    "people",
    "The persons whom the other tables name: one row a person, over all documents.",
    key=("person_id",),
    order=("person_id",),
    fields=(
        Field("person_id", "string", "The identifier of the person in this dataset; it never changes.", pattern=ID),
        Field("name", "string", "The common English name, or the name as the only document writes it."),
        _names("aliases", "Other forms of the name by which documents call the person."),
        _known_text("country", "The country that the person served."),
        Field(
            "offices",
            "list of structs",
            "The offices that the person held, as far as they matter here.",
            fields=(
                Field("title", "string", "The office."),
                _known_text("from", "When it was taken up: a year, a month or a day, as in `1953` or `1953-09-14`."),
                _known_text("to", "When it was given up, in the same form."),
            ),
        ),
        Field(
            "basis",
            "string",
            "`authority`: an entry of the authority file, the same person in every document; `document`: known from "
            "one document only, whose id begins the person_id.",
            values=PERSON_BASES,
        ),
        Field(
            "identifiers",
            "list of structs",
            "The person in other catalogues, only where a source says so.",
            fields=(
                Field("scheme", "string", "The catalogue, such as `wikidata` or `viaf`."),
                Field("value", "string", "The person's identifier there."),
            ),
        ),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table for table in (_DOCUMENTS, _SECTIONS, _TURNS, _SPANS, _EDITS, _PARTICIPANTS, _PEOPLE)
}
