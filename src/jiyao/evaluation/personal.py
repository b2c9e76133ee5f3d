"""How evaluation's fields are kept."""

from jiyao.evaluation.models import (
    AbilityItem,
    BodyScope,
    BodySuspension,
    Candidacy,
    Candidate,
    CertificatePaper,
    CertificateSeries,
    CertificateStep,
    Coaching,
    ContestResult,
    Duty,
    EvaluationBody,
    Examiner,
    Inspection,
    InspectionFile,
    IssuedCertificate,
    IssuerKey,
    Mark,
    NumberPartSeries,
    PartResult,
    PlatformFile,
    ReMarking,
    Room,
    Seat,
    SentCertificate,
    Session,
    Sitting,
    StatusList,
    Supervisor,
    TitleCandidacy,
)
from jiyao.foundation.keeping import RECORD, keep

keep(
    ContestResult,
    inside="reference",
    allowed=(
        f"{RECORD} person division contest contest_name contest_class event occupation entry_number "
        "event_track event_kind team_size published_on rank last_rank medal score_passed "
        "at_technician_standard entrant_status meets_national_entry_rules"
    ),
)
keep(Coaching, inside="reference", allowed=f"{RECORD} person division contest event entry_number")

OF_BODY = f"{RECORD} organisation starts_on ends_on"
keep(
    EvaluationBody,
    inside="reference",
    allowed=f"{OF_BODY} body_kind number_part division filed_on",
)
keep(BodySuspension, inside="reference", allowed=f"{OF_BODY} division suspension_reason")
keep(
    BodyScope,
    inside="reference",
    allowed=f"{OF_BODY} occupation work_type level division standard_edition ability_item",
)
keep(NumberPartSeries, allowed="id before last")
keep(Examiner, inside="reference", allowed=f"{OF_BODY} person grade occupation level")
keep(Supervisor, inside="reference", allowed=f"{OF_BODY} person side division")
keep(
    Candidacy,
    inside="reference",
    allowed=(
        f"{RECORD} person organisation session division occupation work_type level standard_edition applied_on "
        "intends_to_work works_in_occupation occupation_work_months continuous_work_since_on "
        "apprenticeship_completed level_training_completed months_away_since_level pre_technician_certificate "
        "title_held title_matches_field title_held_on months_away_since_title field_matches school_assessed"
    ),
)
keep(
    TitleCandidacy,
    inside="reference",
    allowed=(
        f"{RECORD} person division occupation target_title applied_on engineering_front_line_post "
        "months_away_since_qualifying_level"
    ),
)
keep(
    AbilityItem,
    inside="reference",
    allowed=f"{RECORD} item name occupation specification hours starts_on ends_on",
)
keep(Room, allowed="id organisation venue name division seats closed_on")
keep(
    Session,
    inside="planned_by seed cancel_reason",
    allowed=(
        "id organisation number state occupation work_type level standard_edition ability_item division parts "
        "starts_on ends_on enrols_until filed_on published_on reported_on"
    ),
)
keep(Sitting, allowed="id session part room starts_at ends_at")
keep(
    Candidate,
    inside="enrolled_by ticket",
    allowed="id session person state candidacy measure route enrolled_on",
)
keep(Seat, allowed="id candidate sitting number came_at")
keep(Duty, allowed="id sitting person role state asked_at answered_at fee_fen signed_at")
keep(Mark, inside="by device sequence", allowed="id seat tenths absent saw settles entered_at received_at")
keep(PartResult, inside="act", allowed="id candidate part version tenths absent passed found_at")
keep(
    ReMarking,
    sealed="reason_sealed answer_sealed",
    inside="answered_by",
    allowed="id candidate part asked_on asked_at answered_at result",
)
keep(CertificateSeries, allowed="id number_part year level last")
keep(IssuerKey, sealed="private_sealed", allowed="id organisation public made_at ends_at revoked_at")
keep(StatusList, inside="bits", allowed="id organisation number purpose changed_at")
keep(
    IssuedCertificate,
    masked="number",
    inside="status_list status_index",
    allowed="id organisation person record candidate issued_on standing",
)
keep(
    CertificatePaper,
    inside="code status_list status_index",
    allowed="id certificate version made_at",
)
keep(CertificateStep, sealed="reason_sealed", inside="by act", allowed="id certificate step on at version")
keep(
    Inspection,
    sealed="looked_at_sealed finding_sealed answer_sealed",
    inside="by answered_by",
    allowed="id organisation session inspected_on put_right_by recorded_at read_at answered_at settled_at",
)
keep(
    PlatformFile,
    inside="by act hash",
    allowed="id kind format organisation session told_state rows made_on made_at",
)
keep(
    SentCertificate,
    sealed="said_sealed reason_sealed put_right_sealed",
    allowed="id file certificate step version state answer answered_on put_right_at",
)
keep(InspectionFile, inside="file", allowed="id inspection")
