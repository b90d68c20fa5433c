"""kore-mock as fixtures of pytest."""

from .client import AdminError, Clock, Faults, Journal, KoreMock
from .server import Server, StartError, start_command, start_image, use_running

__all__ = [
    "AdminError",
    "Clock",
    "Faults",
    "Journal",
    "KoreMock",
    "Server",
    "StartError",
    "start_command",
    "start_image",
    "use_running",
]
