"""Memories, their pairs, imports and exports as this API tells of them."""

from pydantic import BaseModel, Field

from serve.texts import Text


class MemoryInfo(BaseModel):
    """A memory; one without a time of creation is that of a scope."""

    translation_memory_id: str
    name: str
    source_language: str = "zh"
    target_languages: list[str] = ["en"]
    segment_count: int
    creation_time: str | None = None


class MemoryList(BaseModel):
    """The memories that somebody sees."""

    translation_memories: list[MemoryInfo]
    total_count: int


class TargetSegment(BaseModel):
    """The other side of a pair."""

    target_segment_id: str
    target_language: str = "en"
    target_text: str
    creation_time: str | None = None


class SourceSegment(BaseModel):
    """A pair, from its Chinese side."""

    source_segment_id: str
    source_text: str
    targets: list[TargetSegment]
    creation_time: str | None = None


class SegmentList(BaseModel):
    """A part of the pairs of a memory, and where the next begins."""

    segments: list[SourceSegment]
    segment_count: int
    next_page_cursor: str | None = None


class SourceFile(BaseModel):
    """The file that an import announces."""

    file_name: Text = Field(min_length=1, max_length=255)
    content_length: int = Field(gt=0)
    content_type: Text = Field("application/xml", max_length=100)


class ImportParameters(BaseModel):
    """What the new memory is called; by default as its file."""

    display_name: Text = Field("", max_length=255)


class NewImport(BaseModel):
    """An import that waits for its file."""

    source_file: SourceFile
    parameters: ImportParameters = Field(default_factory=ImportParameters.model_construct)


class Awaited(BaseModel):
    """Where the file of an import is to be put, by a PUT without a key."""

    job_id: str
    upload_url: str
    expires_at: str


class Exported(BaseModel):
    """An export and its memory."""

    job_id: str
    parameters: dict[str, str]


class JobError(BaseModel):
    """Why a job failed."""

    message: str


class JobResult(BaseModel):
    """How far a job is."""

    status: str
    translation_memory_id: str | None = None
    download_url: str | None = None
    expires_at: str | None = None
    skipped_segment_count: int | None = None
    error: JobError | None = None


class Job(BaseModel):
    """An import or an export."""

    job_id: str
    operation: str
    product: str = "translation_memory"
    results: list[JobResult]
    creation_time: str
    updated_time: str
    parameters: dict[str, str]
