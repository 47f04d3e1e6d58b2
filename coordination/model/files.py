"""Room: model. A file on a record: a PDF, or a picture that its uploader attests to be a scan or a portrait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coordination.declare.information import InformationType
from coordination.model.ids import CaseId, FileId, Handle, PersonId, ProgramId, RecordId

LARGEST = 10 * 1024 * 1024  # bytes of one file as it is sent
MOST = 20  # files on one record
LONGEST_WORDS = 200  # characters in which the uploader says what it is


class Kind(StrEnum):
    """What may be attached, told from the content alone."""

    JPEG = "jpeg"
    PDF = "pdf"
    PNG = "png"

    @property
    def words(self) -> str:
        """As people say it."""
        return self.name

    @property
    def media_type(self) -> str:
        """Its media type (IANA)."""
        return {Kind.JPEG: "image/jpeg", Kind.PDF: "application/pdf", Kind.PNG: "image/png"}[self]

    @property
    def ending(self) -> str:
        """The ending of the neutral name under which it leaves the hub."""
        return {Kind.JPEG: ".jpg", Kind.PDF: ".pdf", Kind.PNG: ".png"}[self]


class Shows(StrEnum):
    """What the uploader attests that it is."""

    DOCUMENT = "document"
    PORTRAIT = "portrait"

    @property
    def words(self) -> str:
        """As the uploader attested it, in a list."""
        return {Shows.DOCUMENT: "attested as a document", Shows.PORTRAIT: "attested as a portrait"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A file as it may be kept: its kind, and its content without anything that was hidden in it."""

    kind: Kind
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that is about to be kept. words: what it is, as the uploader typed it."""

    file_id: FileId
    handle: Handle
    words: str
    shows: Shows
    cleaned: Cleaned


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """What the policy may know of one file beside its record: owner, type, author, state. first_id: the record's."""

    file_id: FileId
    handle: Handle
    case_id: CaseId
    program_id: ProgramId
    information_type: InformationType
    first_id: RecordId
    author_id: PersonId
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FileHead:
    """A file as a record's page lists it. size: bytes as they are kept; added_at: UTC."""

    facts: FileFacts
    words: str
    shows: Shows
    kind: Kind
    size: int
    author_name: str
    added_at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """A file as it was opened for somebody. name: a neutral one, by which it leaves the hub. folder: it lies in a ZIP,
    beside the notices that travel with it."""

    name: str
    kind: Kind
    content: bytes
    folder: bool = False

    @property
    def media_type(self) -> str:
        """As what it leaves the hub."""
        return "application/zip" if self.folder else self.kind.media_type
