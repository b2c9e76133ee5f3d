"""Employment's tables."""

from jiyao.employment.models import AppointmentQuestion
from jiyao.engine.shapes import Words
from jiyao.registry.tabling import Column, Table, declare, record_table

record_table(
    "post-appointments",
    shown="person employer post occupation starts_on ends_on",
    found_by="occupation",
    person="person",
    organisations="employer",
    division="division",
)
declare(
    Table(
        "appointment-questions",
        Words(zh="聘任询问", en="Questions about appointments"),
        AppointmentQuestion,
        shown=("id", "appointment", "person", "employer", "asked_at", "answered_at", "settled_at"),
        order="-pk",
        person="person",
        organisations=("employer",),
        division="division",
        own=(
            Column("id", Words(zh="编号", en="Number"), "integer"),
            Column("appointment", Words(zh="聘任记录号", en="Appointment"), "integer"),
            Column("person", Words(zh="人员", en="Person"), "person"),
            Column("employer", Words(zh="用人单位", en="Employer"), "organisation"),
            Column("division", Words(zh="所在地", en="Division"), "code", "division"),
            Column("asked_at", Words(zh="询问时间", en="Asked"), "moment"),
            Column("answered_at", Words(zh="答复时间", en="Answered"), "moment"),
            Column("settled_at", Words(zh="了结时间", en="Settled"), "moment"),
        ),
    )
)
