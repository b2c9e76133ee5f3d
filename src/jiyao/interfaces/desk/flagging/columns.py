"""What the columns that identify a doubted record are called, and what they hold."""

from collections.abc import Mapping

from jiyao.engine.shapes import Words
from jiyao.registry.tabling import Column


def _columns(*listed: tuple[str, str, str, str]) -> dict[str, Column]:
    return {
        name: Column(name, Words(zh=zh, en=en), type_, codes=name if type_ == "code" else None)
        for name, type_, zh, en in listed
    }


COLUMNS: Mapping[str, Column] = _columns(
    ("age", "integer", "取证时周岁", "Age"),
    ("attendance_ratio", "ratio", "出勤率", "Attendance"),
    ("attended_days", "integer", "两班出勤合计（天）", "Days attended in both"),
    ("candidates", "integer", "考生（人）", "Candidates"),
    ("certificates", "integer", "当天发证（本）", "Certificates of that day"),
    ("days", "integer", "天数", "Days"),
    ("employment", "text", "就业记录号", "Employment record"),
    ("ended_on", "text", "身份终止日", "Role ended"),
    ("ends_on", "text", "截止日", "Ends"),
    ("enrolment", "text", "培训记录号", "Enrolment record"),
    ("examiner", "person", "考评员", "Examiner"),
    ("filed_on", "text", "首次备案日期", "First filed"),
    ("first_certificates", "integer", "备案后几周发证（本）", "Certificates after filing"),
    ("first_month", "month", "起始月", "First month"),
    ("first_on", "text", "最早核发日期", "First issued"),
    ("insurance", "text", "缴费记录号", "Insurance record"),
    ("insurance_recorded_on", "text", "缴费登记日期", "Insurance recorded"),
    ("issued_on", "text", "核发日期", "Issued"),
    ("last_month", "month", "截止月", "Last month"),
    ("level", "code", "等级", "Level"),
    ("listed_on", "text", "列入目录日期", "Listed since"),
    ("minutes", "integer", "重叠（分钟）", "Minutes"),
    ("months", "integer", "月数", "Months"),
    ("occupation", "occupation", "职业", "Occupation"),
    ("occupations", "integer", "职业数", "Occupations"),
    ("other_ends_on", "text", "另一班截止日", "The other ends"),
    ("other_record", "text", "另一条记录号", "The other record"),
    ("other_session", "text", "另一批次", "The other session"),
    ("other_starts_on", "text", "另一班起始日", "The other starts"),
    ("other_venue", "text", "另一考点", "The other venue"),
    ("owner", "text", "共同出资人编号", "Owner in common"),
    ("part", "part", "科目", "Part"),
    ("passed_ratio", "ratio", "合格率", "Pass rate"),
    ("peers", "integer", "同类机构（家）", "Other bodies"),
    ("peers_ratio", "ratio", "同类机构合格率", "Pass rate of others"),
    ("peers_spread", "integer", "同类机构标准差（十分之一分）", "Spread of others, tenths"),
    ("people", "integer", "人数", "People"),
    ("placed_on", "text", "就业日期", "Placed"),
    ("sat_on", "text", "考评日期", "Examined on"),
    ("session", "text", "批次", "Session"),
    ("spread", "integer", "标准差（十分之一分）", "Spread, tenths"),
    ("staff", "integer", "参过保的人数", "Ever insured"),
    ("starts_on", "text", "起始日", "Starts"),
    ("trained_until", "text", "结业日期", "Trained until"),
    ("trainer", "organisation", "培训单位", "Trainer"),
    ("usual", "integer", "其他机构中位数（本）", "Median of others"),
    ("venue", "text", "考点", "Venue"),
    ("worked_until", "text", "离职日期", "Worked until"),
    ("works_in", "division", "工作地", "Works in"),
    ("works_since", "text", "工作起始日", "Works since"),
)
"""By name; days stand as texts."""
