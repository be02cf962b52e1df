"""Taking files in, opening them, scanning them, destroying them. Who may do either is for the app whose file it is."""

from safeguarding.files.services.destroying import destroy, erase_destroyed
from safeguarding.files.services.errors import Damaged, Held, StoreAway, TooBig, in_words
from safeguarding.files.services.intake import Intake, keep
from safeguarding.files.services.intake import store_file as store
from safeguarding.files.services.keys import seal_again
from safeguarding.files.services.opening import PROOFS, alarm, checked, digest_is_right, open_file, stream, why_held
from safeguarding.files.services.scanning import scan_again, scan_waiting
from safeguarding.files.services.tidying import tidy
from safeguarding.files.services.uploads import SealedUpload, refusal_of, seal_uploads

__all__ = [
    "PROOFS", "Damaged", "Held", "Intake", "SealedUpload", "StoreAway", "TooBig", "alarm", "checked", "destroy",
    "digest_is_right", "erase_destroyed", "in_words", "keep", "open_file", "refusal_of", "scan_again", "scan_waiting",
    "seal_again", "seal_uploads", "store", "stream", "tidy", "why_held",
]  # fmt: skip
