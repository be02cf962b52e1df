"""python -m bench --only hearing: a hearing bundle of two hundred pages, from what was chosen to the sealed document, as a
worker makes it, beside pypdf that only puts the same pages after one another and writes them."""

from __future__ import annotations

import io
import os
import statistics
import time
from typing import Any

from django.db import transaction

FILES, PAGES_EACH = 10, 20
SENTENCE = "He wrote to Child A late in the evening and asked her to keep it to herself, as the exhibit shows. "
WORDS_EACH = 15


def figures(rounds: int) -> dict[str, Any]:
    """Seconds by the clock, medians; each round makes a new version of the same bundle."""
    from safeguarding.letters.models import HearingBundle
    from tests.factories.hearing import made

    files = [_pdf(number) for number in range(FILES)]
    bundle = HearingBundle.objects.filter(title="bench").first() or _bundle(files)
    times: list[tuple[float, float]] = []
    for _ in range(rounds):
        start = time.perf_counter()
        version = made(bundle, bundle.begun_by)
        middle = time.perf_counter()
        _bare(files)
        times.append((middle - start, time.perf_counter() - middle))
    if version.problem:
        raise RuntimeError(version.problem)
    ours, bare = (statistics.median(each) for each in zip(*times, strict=True))
    return {"pages": version.pages, "ours": ours, "bare": bare, "load": os.getloadavg()[0]}


def _pdf(number: int) -> bytes:
    """Twenty tagged pages of some three hundred words."""
    import typst

    page = SENTENCE * WORDS_EACH
    text = "".join(f"= Sheet {number}.{sheet}\n{page}\n#pagebreak(weak: true)\n" for sheet in range(1, PAGES_EACH + 1))
    made = typst.compile(f'#set document(title: "Report")\n{text}'.encode(), format="pdf", pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise RuntimeError("typst made no single document")
    return made


@transaction.atomic
def _bundle(files: list[bytes]) -> Any:
    from safeguarding.letters.models import HearingBundle
    from tests import cast as cast_module
    from tests.cast import fresh
    from tests.factories.evidence import a_file, an_exhibit
    from tests.factories.hearing import a_bundle, heard

    cast = cast_module.build()
    case = heard(cast)
    exhibit = an_exhibit(case, reference="HX/1")
    rows = [a_file(exhibit, data=data, name=f"report-{number}.pdf") for number, data in enumerate(files)]
    bundle = a_bundle(case, fresh(cast.ivy), [*(f"file-{row.pk}" for row in rows), "chronology-0"])
    HearingBundle.objects.filter(pk=bundle.pk).update(title="bench")
    return HearingBundle.objects.get(pk=bundle.pk)


def _bare(files: list[bytes]) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer, out = PdfWriter(), io.BytesIO()
    for data in files:
        writer.append(PdfReader(io.BytesIO(data)))
    writer.write(out)
    return out.getvalue()


def show(found: dict[str, Any]) -> None:
    print(f"\na hearing bundle of {found['pages']} pages, load {found['load']:.1f}\n")
    print(f"{'read, bound and sealed, s':<34}{found['ours']:>9.2f}")
    print(f"{'bare: the pages put together, s':<34}{found['bare']:>9.2f}")
