"""The parts every form is made of: fields that take what people really type, and say plainly what is wrong with it."""

from safeguarding.core.forms.base import GovForm, GovRenderer
from safeguarding.core.forms.bound import GovBoundField
from safeguarding.core.forms.choice import (
    CheckboxesField,
    ModelRadioField,
    ModelSelectField,
    RadioField,
    SelectField,
    TickField,
    YesNoField,
)
from safeguarding.core.forms.date import DateField, MomentField, TimeField
from safeguarding.core.forms.file import FileField, FilesField
from safeguarding.core.forms.text import (
    EmailField,
    HiddenField,
    LongTextField,
    NumberField,
    PasswordField,
    SearchField,
    TextField,
    TypeaheadField,
    VersionField,
)

__all__ = [
    "CheckboxesField",
    "DateField",
    "EmailField",
    "FileField",
    "FilesField",
    "GovBoundField",
    "GovForm",
    "GovRenderer",
    "HiddenField",
    "LongTextField",
    "ModelRadioField",
    "ModelSelectField",
    "MomentField",
    "NumberField",
    "PasswordField",
    "RadioField",
    "SearchField",
    "SelectField",
    "TextField",
    "TickField",
    "TimeField",
    "TypeaheadField",
    "VersionField",
    "YesNoField",
]
