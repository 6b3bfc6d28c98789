"""Why two series are not registered, in a sentence that says what to do."""

from __future__ import annotations


class RegistrationError(ValueError):
    """A seed or a refinement that cannot be trusted; its text is shown as it is."""
