"""What casework keeps."""

from jiyao.casework.models.correction import CorrectionRequest, State

__all__ = ["CorrectionRequest", "State"]
