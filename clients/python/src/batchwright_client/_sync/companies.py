"""Company extraction by its own routes."""

from __future__ import annotations

from typing import Optional

from .. import models as m
from .._requests import operation
from .download import Download
from .sections import CompanyCalls


class Companies(CompanyCalls):
    """Company extraction by its own routes."""

    def download(
        self,
        id: str,
        *,
        format: Optional[m.CompanyFormat] = None,
        include_failed: Optional[bool] = None,
        partial: Optional[bool] = None,
        timeout: Optional[float] = None,
    ) -> Download:
        """The results as a file: read it to its end, or use it in a ``with`` statement."""
        query = {"format": format, "include_failed": include_failed, "partial": partial}
        request = operation(
            "downloadCompanyBatch",
            path={"id": id},
            query=query,
            headers={"Accept": "*/*"},
            timeout=timeout,
        )
        return Download(self._sender.open(request), request)
