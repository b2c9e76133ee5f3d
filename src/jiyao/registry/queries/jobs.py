"""Long work that somebody may see: their own, or everybody's."""

from django.db.models import QuerySet

from jiyao.foundation.models import Job
from jiyao.registry.permitting import Reach


def jobs_in_reach(reach: Reach) -> QuerySet[Job]:
    """The jobs that are in reach, the last asked for first."""
    jobs = Job.objects.order_by("-pk")
    return jobs if reach.everything else jobs.filter(by=reach.party, by__gt="")
