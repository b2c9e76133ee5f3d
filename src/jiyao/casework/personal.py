"""How casework's fields are kept. What somebody claims and why, and the answer, may lead to them."""

from jiyao.casework.models import (
    Case,
    CaseBatch,
    CaseBatchLine,
    CaseDetermination,
    CaseEvidence,
    CaseStep,
    Consequence,
    Correction,
    CounterCode,
    Filing,
    FilingScope,
    Flag,
    FlagAnswer,
    FlagRun,
    Message,
    OwedAdvance,
    Paper,
    PaperSeries,
    Rating,
    RecoveryInstalment,
    RecoveryPlan,
    RosterAsked,
    RosterAskedLine,
    Sampled,
    SampleRun,
    SmsBatch,
    SmsConsent,
)
from jiyao.foundation.keeping import keep

keep(
    Correction,
    sealed="claimed_sealed reason_sealed answer_sealed",
    allowed="id case table record version column",
)
keep(
    Case,
    sealed="account_sealed",
    inside="opened_by",
    allowed=(
        "id kind state measure subject subject_record person organisation division parent channel opened_on opened_at "
        "state_since was_supplemented recommends departs amount_fen grant found_by"
    ),
)
keep(CaseStep, sealed="reason_sealed", inside="by act batch", allowed="id case step before after on at")
keep(CaseBatch, inside="by confirmed job act", allowed="id duty on at count total_fen")
keep(CaseBatchLine, inside="why_zh why_en", allowed="id batch case fen state")
keep(
    CaseDetermination,
    sealed="frozen_sealed told_sealed",
    allowed="id case step determined_on known_at pack_version pack_hash outcome payable amount_fen",
)
keep(CaseEvidence, inside="what file added_by", allowed="id case added_at")
keep(
    Filing,
    allowed=(
        "id case organisation body_kind division starts_on ends_on suspension_reason number_part expects_record"
    ),
)
keep(
    FilingScope,
    allowed="id filing occupation work_type level division standard_edition ability_item ends_record",
)
keep(
    Consequence,
    sealed="reason_sealed",
    allowed="id case grant given_fen due_fen proposed decided stays_fen renewed",
)
keep(
    RosterAsked,
    sealed="account_sealed",
    inside="by job",
    allowed="id organisation measure on at roster",
)
keep(RosterAskedLine, sealed="account_sealed", allowed="id asked record person")
keep(OwedAdvance, allowed="id case due_fen seen_on")
keep(
    RecoveryPlan,
    inside="proposed_by decided_by act decided_act",
    allowed="id branch advance state before_fen proposed_on decided_on",
)
keep(RecoveryInstalment, allowed="id plan due_on amount_fen")
keep(
    Rating,
    sealed="sentence_sealed",
    allowed="id case person organisation division measure grade rated_on rated_at follow_up",
)
keep(
    SampleRun,
    inside="drawn_by seed shares",
    allowed=("id since until drawn_on drawn_at pack_version pack_hash population population_hash drawn"),
)
keep(Sampled, inside="taken_by", allowed="id run check_case digest taken_on")
keep(FlagRun, allowed="id run_on known_at pack_version pack_hash snapshot_hash people found opened closed")
keep(
    Flag,
    sealed="reason_sealed",
    inside="columns resolved_by",
    allowed="id flag table record person organisation division found_on run state resolved_on",
)
keep(FlagAnswer, sealed="text_sealed", inside="answered_by", allowed="id flag answered_on")
keep(PaperSeries, allowed="id division year kind last")
keep(
    Paper,
    sealed="content_sealed",
    inside="issued_by docx pdf act",
    allowed="id kind division year serial case step about reference issued_on issued_at",
)
keep(SmsBatch, allowed="id made_at count segments pack_hash")
keep(
    Message,
    allowed=(
        "id case step person measure division organisation channel state made_at state_at read_at told_on batch"
    ),
)
keep(SmsConsent, inside="by", allowed="id person wanted way said_at")
keep(CounterCode, inside="digest", allowed="id person made_at refused case")
