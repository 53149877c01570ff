"""The workbench in the browser: pages over runs and cases, and jobs outside the request."""

from detente.app.application import make_app
from detente.app.desk import Desk, open_desk
from detente.app.jobs import Job, Jobs
from detente.app.serving import Server

__all__ = ["Desk", "Job", "Jobs", "Server", "make_app", "open_desk"]
