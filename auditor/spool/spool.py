"""The outcomes of one run on disk: in a private file, or in one from which an interrupted run goes on."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from auditor.output import output_error
from auditor.spool.documents import Documents
from auditor.spool.record import Record
from auditor.spool.store import Slot, Store
from auditor.types.finding import Finding


class Spool:
    """Takes the records of a run as they are made, and gives them back in the order of the documents."""

    def __init__(self, place: Path, store: Store, known: Mapping[str, tuple[str, Slot]] = MappingProxyType({})) -> None:
        """Take where the file is, its store, and by source the content and place of what an earlier run left there."""
        self._place = place
        self._store = store
        self._earlier = dict(known)
        self._slots: dict[int, Slot] = {}
        self._lasting = set(known)
        self.close = store.close

    @property
    def known(self) -> Mapping[str, str]:
        """By source, the SHA-256 of the bytes for which an earlier run left an outcome."""
        return {source: content for source, (content, _) in self._earlier.items()}

    @property
    def lasting(self) -> int:
        """Number of documents that another run need not read again."""
        return len(self._lasting)

    def put(self, record: Record) -> None:
        """Take the outcome of one document.

        Raises:
            OutputError: the disk is full or gone.
        """
        try:
            self._slots[record.index] = self._earlier[record.source][1] if record.known else self._store.append(record)
        except OSError as error:
            raise output_error(self._place, error) from error
        if record.content:
            self._lasting.add(record.source)

    def documents(self) -> Documents:
        """Return what was put in, in the order of the indices; readable until the spool is closed."""
        return Documents(self._store, (slot for _, slot in sorted(self._slots.items())))

    def findings(self) -> Iterator[Finding]:
        """Yield the findings of all documents in their order."""
        shared: dict[str, str] = {}
        for _, slot in sorted(self._slots.items()):
            yield from self._store.findings(slot, shared)


def private() -> Spool:
    """Return a spool in a temporary file that nobody else sees and that is gone with the spool, however the run ends.

    Raises:
        OutputError: there is no place for temporary files.
    """
    try:
        place = Path(tempfile.gettempdir())
        file = tempfile.TemporaryFile(prefix="auditor-", buffering=0)  # noqa: SIM115 (closed by the spool)
    except OSError as error:
        raise output_error(Path("临时文件夹"), error) from error
    return Spool(place, Store(file))
