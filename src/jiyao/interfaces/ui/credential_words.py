"""What every screen calls the answers about a credential, and the parts of one that it shows."""

from jiyao.engine.shapes import Language
from jiyao.evaluation.credentials.answers import Answer

ANSWERS: dict[Language, dict[str, str]] = {
    "zh": {
        Answer.VALID: "有效",
        Answer.TAMPERED: "内容被改动",
        Answer.WRONG_KEY: "密钥不符",
        Answer.WRONG_TYPE: "词汇或类型不符",
        Answer.EXPIRED: "已过有效期",
        Answer.NOT_YET_VALID: "尚未生效",
        Answer.REVOKED: "已撤销",
        Answer.SUSPENDED: "已暂停",
        Answer.MALFORMED: "文件不完整或格式有误",
        Answer.ISSUER_UNKNOWN: "签发者未知",
        Answer.STATUS_UNKNOWN: "签名有效，是否撤销未知",
        Answer.NOT_SUPPORTED: "签名方式不支持",
    },
    "en": {
        Answer.VALID: "valid",
        Answer.TAMPERED: "tampered with",
        Answer.WRONG_KEY: "wrong key",
        Answer.WRONG_TYPE: "wrong context or type",
        Answer.EXPIRED: "expired",
        Answer.NOT_YET_VALID: "not valid yet",
        Answer.REVOKED: "revoked",
        Answer.SUSPENDED: "suspended",
        Answer.MALFORMED: "malformed",
        Answer.ISSUER_UNKNOWN: "issuer not known",
        Answer.STATUS_UNKNOWN: "signature holds; whether it was revoked is not known",
        Answer.NOT_SUPPORTED: "kind of proof not supported",
    },
}
PARTS: dict[Language, dict[str, str]] = {
    "zh": {
        "note": "说明",
        "achievement": "职业和等级",
        "number": "证书编号",
        "holder": "持证人",
        "issuer": "签发者",
        "tested_at": "考核机构",
        "issuer_id": "签发者地址",
        "valid_from": "生效",
        "valid_until": "有效期至",
        "criteria": "评价依据",
        "results": "成绩",
        "id": "凭证编号",
    },
    "en": {
        "note": "note",
        "achievement": "achievement",
        "number": "certificate number",
        "holder": "holder",
        "issuer": "issuer",
        "tested_at": "tested at",
        "issuer_id": "issuer's address",
        "valid_from": "valid from",
        "valid_until": "valid until",
        "criteria": "criteria",
        "results": "results",
        "id": "credential",
    },
}
