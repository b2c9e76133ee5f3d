"""What every screen calls the outcomes, stages, payees, funds and confidences of policy, in both languages."""

from jiyao.engine.measures import Outcome, Payable
from jiyao.engine.shapes import Language

OUTCOMES: dict[Language, dict[str, str]] = {
    "zh": {
        Outcome.ELIGIBLE: "可享受",
        Outcome.TO_BE_CONFIRMED: "可享受，待核",
        Outcome.NOT_ELIGIBLE: "不符合",
        Outcome.UNKNOWN: "待定",
        Outcome.NOT_APPLICABLE: "不适用",
    },
    "en": {
        Outcome.ELIGIBLE: "entitled",
        Outcome.TO_BE_CONFIRMED: "entitled, to be confirmed",
        Outcome.NOT_ELIGIBLE: "not entitled",
        Outcome.UNKNOWN: "open",
        Outcome.NOT_APPLICABLE: "does not apply",
    },
}
PAYABLE: dict[Language, dict[str, str]] = {
    "zh": {
        Payable.PAYS: "可兑现",
        Payable.VALUE_NOT_CONFIRMED: "暂不兑现：规定或数值未经确认",
        Payable.NOT_IN_FORCE: "暂不兑现：当日无规定值",
    },
    "en": {
        Payable.PAYS: "pays",
        Payable.VALUE_NOT_CONFIRMED: "not payable yet: a rule or value is not confirmed",
        Payable.NOT_IN_FORCE: "not payable: no value stands on that day",
    },
}
OUTCOME_HEADINGS: dict[Language, dict[str, str]] = {
    "zh": {**OUTCOMES["zh"], Outcome.TO_BE_CONFIRMED: "待核"},
    "en": {
        Outcome.ELIGIBLE: "entitled",
        Outcome.TO_BE_CONFIRMED: "to confirm",
        Outcome.NOT_ELIGIBLE: "not",
        Outcome.UNKNOWN: "open",
        Outcome.NOT_APPLICABLE: "n/a",
    },
}
PAYABLE_SHORT: dict[Language, dict[str, str]] = {
    "zh": {
        Payable.PAYS: "可兑现",
        Payable.VALUE_NOT_CONFIRMED: "未确认",
        Payable.NOT_IN_FORCE: "无规定值",
        "unknown": "日期或地区不明",
    },
    "en": {
        Payable.PAYS: "pays",
        Payable.VALUE_NOT_CONFIRMED: "not confirmed",
        Payable.NOT_IN_FORCE: "no value",
        "unknown": "day or place unknown",
    },
}
STAGES: dict[Language, dict[str, str]] = {
    "zh": {"training": "培养", "use": "使用", "evaluation": "评价", "incentives": "激励"},
    "en": {"training": "training", "use": "use", "evaluation": "evaluation", "incentives": "incentives"},
}
CONFIDENCE: dict[Language, dict[str, str]] = {
    "zh": {"verified": "已核实", "partial": "部分核实", "unverified": "未核实", "demonstration": "演示值"},
    "en": {
        "verified": "verified",
        "partial": "partial",
        "unverified": "unverified",
        "demonstration": "demonstration value",
    },
}
PAYEES: dict[Language, dict[str, str]] = {
    "zh": {"person": "本人", "employer": "用人单位", "provider": "培训机构", "nobody": "无"},
    "en": {
        "person": "the person",
        "employer": "the employer",
        "provider": "the provider",
        "nobody": "nobody",
    },
}
FUNDS: dict[Language, dict[str, str]] = {
    "zh": {
        "unemployment-insurance": "失业保险基金",
        "employment-subsidy": "就业补助资金",
        "skills-upgrading-account": "职业技能提升行动专账资金",
        "talent": "人才专项资金",
        "provincial-budget": "省级财政",
        "central-budget": "中央财政",
        "none": "未查到或不涉及",
    },
    "en": {
        "unemployment-insurance": "unemployment-insurance fund",
        "employment-subsidy": "employment subsidy fund",
        "skills-upgrading-account": "skills-upgrading special account",
        "talent": "talent fund",
        "provincial-budget": "provincial budget",
        "central-budget": "central budget",
        "none": "not found, or none",
    },
}
