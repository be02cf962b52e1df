"""Fields for attaching files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from safeguarding.core.forms.text import FieldWords, clean_text, set_words

MEGABYTE = 1024 * 1024


class FileField(FieldWords, forms.FileField):
    """One file, not empty and not too big. What kind of file it is, is for whoever stores it to check."""

    verb = "Choose"

    def __init__(
        self, *, label: str | None = None, hint: str = "", noun: str = "", megabytes: int = 20, **kwargs: Any
    ) -> None:
        kwargs.setdefault("widget", forms.FileInput)
        self.megabytes = megabytes
        super().__init__(label=label, help_text=hint, max_length=200, **kwargs)
        set_words(self, noun, label, kwargs)
        self.error_messages.update(
            empty="The file is empty. Choose another",
            invalid="The file did not arrive. Choose it again",
            missing="The file did not arrive. Choose it again",
            max_length="The name of the file is too long. Give it a shorter name and choose it again",
        )

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        if isinstance(upload, UploadedFile):
            upload.name = clean_text(upload.name or "file", noun="the name of the file")
            self.check_size(upload)
        return upload

    def check_size(self, upload: UploadedFile) -> None:
        if (upload.size or 0) > self.megabytes * MEGABYTE:
            raise ValidationError(f"“{upload.name}” must be smaller than {self.megabytes} MB", code="too_big")


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(FileField):
    """Any number of files at once. Cleans to a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=SeveralFilesInput, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        uploads = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not uploads:
            super().clean(None, initial)
        return [super(FilesField, self).clean(upload, initial) for upload in uploads]
