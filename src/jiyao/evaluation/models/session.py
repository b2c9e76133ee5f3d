"""认定批次: what a body plans and holds: rooms, sittings, candidates with their seats, and who examines."""

from django.db import models

from jiyao.registry.models import Account, Organisation, Person, Record


class SessionState(models.TextChoices):
    """How far a session is. What is filed beforehand can be enrolled for; what is published can be contested."""

    PLANNED = "planned", "拟定中"
    FILED = "filed", "已报备"
    ARRANGED = "arranged", "已编排"
    EXAMINED = "examined", "已考完"
    PUBLISHED = "published", "成绩公示中"
    REPORTED = "reported", "已上报"
    CERTIFIED = "certified", "已发证"
    CANCELLED = "cancelled", "已取消"


class Part(models.TextChoices):
    """What a candidate is examined in."""

    THEORY = "theory", "理论知识考试"
    PRACTICAL = "practical", "技能考核"
    REVIEW = "review", "综合评审"


class Room(models.Model):
    """考场: a room of a body. `venue`: the place 考点 that it is in."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="评价机构", related_name="+")
    venue = models.CharField("考点", max_length=60)
    name = models.CharField("考场", max_length=40)
    division = models.CharField("所在地", max_length=6)
    seats = models.PositiveSmallIntegerField("座位数")
    closed_on = models.DateField("停用日期", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "venue", "name"], name="room_once"),
            models.CheckConstraint(condition=models.Q(seats__gt=0), name="room_has_seats"),
        ]

    def __str__(self) -> str:
        return f"{self.venue} {self.name}"


class Session(models.Model):
    """One session 批次: an occupation at a level, filed beforehand.

    number            the body's own number of the plan
    parts             the parts that the standard asks for, in order, parted by blanks
    enrols_until      last day on which candidates may enrol
    seed              by which seats and examiners are drawn; whoever knows it can repeat the draw
    cancel_reason     why it was cancelled
    published_on      from which day the results are on notice
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="评价机构", related_name="sessions"
    )
    number = models.CharField("计划编号", max_length=40)
    state = models.CharField(
        "状态", max_length=12, choices=SessionState.choices, default=SessionState.PLANNED
    )
    occupation = models.CharField("职业编码", max_length=10)
    work_type = models.CharField("工种", max_length=40, default="none")
    level = models.CharField("等级", max_length=8)
    standard_edition = models.CharField("标准版本", max_length=24)
    ability_item = models.CharField("专项职业能力", max_length=40, blank=True)
    division = models.CharField("考核地", max_length=6)
    parts = models.CharField("考核科目", max_length=40, default="theory practical")
    starts_on = models.DateField("考核起始日")
    ends_on = models.DateField("考核截止日")
    enrols_until = models.DateField("报名截止日")
    planned_by = models.ForeignKey(
        Account, models.PROTECT, null=True, verbose_name="拟定账号", related_name="+"
    )
    filed_on = models.DateField("报备日期", null=True)
    published_on = models.DateField("公示起始日", null=True)
    reported_on = models.DateField("上报日期", null=True)
    seed = models.CharField("抽签种子", max_length=32, blank=True)
    cancel_reason = models.CharField("取消原因", max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="session_number_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="session_starts_first"
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_on"])]

    def __str__(self) -> str:
        return self.number


class Sitting(models.Model):
    """场次: one part of a session in one room, from a moment to a moment. Whoever sets one holds the room meanwhile."""

    session = models.ForeignKey(Session, models.PROTECT, verbose_name="批次", related_name="sittings")
    part = models.CharField("科目", max_length=12, choices=Part.choices)
    room = models.ForeignKey(Room, models.PROTECT, verbose_name="考场", related_name="sittings")
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="sitting_starts_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.part} {self.starts_at:%Y-%m-%d %H:%M}"


class Candidacy(Record):
    """认定申报: a person applies for a level of an occupation, with what rules ask of it that no register tells.

    `organisation`, `session`: where; the number of the session, since a record outlives it. Empty answers are unknown.
    """

    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人员", related_name="candidacies")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="评价机构")
    session = models.BigIntegerField("批次", null=True)
    division = models.CharField("考核地", max_length=6, null=True)
    occupation = models.CharField("职业编码", max_length=10)
    work_type = models.CharField("工种", max_length=40, default="none")
    level = models.CharField("申报等级", max_length=8)
    standard_edition = models.CharField("标准版本", max_length=24)
    applied_on = models.DateField("申报日期")
    intends_to_work = models.BooleanField("拟从事本职业", null=True)
    works_in_occupation = models.BooleanField("正在从事本职业", null=True)
    occupation_work_months = models.PositiveSmallIntegerField("从业月数", null=True)
    continuous_work_since_on = models.DateField("连续从业起始日", null=True)
    apprenticeship_completed = models.BooleanField("学徒期满", null=True)
    level_training_completed = models.BooleanField("培训结业", null=True)
    months_away_since_level = models.PositiveSmallIntegerField("取证后中断月数", null=True)
    pre_technician_certificate = models.BooleanField("预备技师证书", null=True)
    title_held = models.CharField("职称", max_length=24, null=True)
    title_matches_field = models.BooleanField("职称专业对应", null=True)
    title_held_on = models.DateField("取得职称日期", null=True)
    months_away_since_title = models.PositiveSmallIntegerField("取得职称后中断月数", null=True)
    field_matches = models.BooleanField("专业对应", null=True)
    school_assessed = models.BooleanField("院校经评估", null=True)


class CandidateState(models.TextChoices):
    """How a candidate stands in a session."""

    ENROLLED = "enrolled", "已报名"
    ADMITTED = "admitted", "已通过资格审核"
    REFUSED = "refused", "不符合申报条件"
    WITHDRAWN = "withdrawn", "已取消报名"


class Candidate(models.Model):
    """考生: a person in a session. Whoever withdraws may enrol again as another.

    candidacy     number of the candidacy record that the rules are asked about
    measure       the application conditions that were asked
    route         the condition that suffices, once admitted
    ticket        number of the admission ticket, once arranged
    """

    session = models.ForeignKey(Session, models.PROTECT, verbose_name="批次", related_name="candidates")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="考生", related_name="+")
    state = models.CharField(
        "状态", max_length=10, choices=CandidateState.choices, default=CandidateState.ENROLLED
    )
    candidacy = models.BigIntegerField("申报记录号")
    measure = models.CharField("申报条件", max_length=64, blank=True)
    route = models.CharField("符合条件", max_length=40, blank=True)
    enrolled_by = models.ForeignKey(
        Account, models.PROTECT, null=True, verbose_name="报名账号", related_name="+"
    )
    enrolled_on = models.DateField("报名日期")
    ticket = models.CharField("准考证号", max_length=24, null=True, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=~models.Q(state="withdrawn"),
                name="candidate_once",
            )
        ]
        indexes = [models.Index(fields=["person", "session"])]

    def __str__(self) -> str:
        return self.ticket or str(self.pk)


class Seat(models.Model):
    """座位: where a candidate sits in a sitting. `came_at`: when the ticket was let in, once only."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, verbose_name="考生", related_name="seats")
    sitting = models.ForeignKey(Sitting, models.PROTECT, verbose_name="场次", related_name="seats")
    number = models.PositiveSmallIntegerField("座位号")
    came_at = models.DateTimeField("入场时间", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "number"], name="seat_once"),
            models.UniqueConstraint(fields=["sitting", "candidate"], name="seat_of_candidate_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}/{self.number}"


class DutyState(models.TextChoices):
    """How somebody stands to a sitting that they were drawn for."""

    ASKED = "asked", "待答复"
    ACCEPTED = "accepted", "已接受"
    DECLINED = "declined", "已谢绝"
    SIGNED = "signed", "已签字"


class DutyRole(models.TextChoices):
    """What somebody does at a sitting."""

    LEAD = "lead", "考评组长"
    EXAMINER = "examiner", "考评员"
    INTERNAL = "internal", "内部督导"
    EXTERNAL = "external", "外部督导"


class Duty(models.Model):
    """考评派遣: a person examines or supervises at a sitting, and signs the marks or the findings."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, verbose_name="场次", related_name="duties")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人员", related_name="duties")
    role = models.CharField("职责", max_length=10, choices=DutyRole.choices)
    state = models.CharField("状态", max_length=10, choices=DutyState.choices, default=DutyState.ASKED)
    asked_at = models.DateTimeField("派遣时间")
    answered_at = models.DateTimeField("答复时间", null=True)
    fee_fen = models.BigIntegerField("考评费", null=True)
    signed_at = models.DateTimeField("签字时间", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "person"], name="duty_once"),
        ]
        indexes = [models.Index(fields=["person", "state"])]

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.role}"
