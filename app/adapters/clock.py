"""The real clock: instants in UTC, civil dates in Paris."""

from datetime import UTC, date, datetime

from app.core.legal_time import civil_date


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return civil_date(self.now())
