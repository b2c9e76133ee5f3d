"""What the page of the API says of verifying certificates."""

Pair = tuple[str, str]
OPERATIONS: dict[str, tuple[Pair, Pair]] = {
    "verify_certificate": (
        ("核验证书", "Verify a certificate"),
        (
            "按编号和姓名核验一本证书，五种答复之一，附该怎么办。姓名不符与编号不存在答复相同。内容不作记录。",
            "Whether a certificate stands, by its number and the name of its holder: one of five answers, with what "
            "to do. "
            "A wrong name is answered as a number that there is not. Nothing is recorded.",
        ),
    ),
}
RECORDS: dict[str, Pair] = {
    "VerificationRequest": ("要核验的证书", "the certificate that is asked about"),
    "VerificationRecord": ("核验答复", "what is said of a certificate"),
    "CertificateRecord": ("证书", "what the register says of a certificate"),
}
MEMBERS: dict[str, Pair] = {
    "answer": ("答复", "the answer"),
    "meaning": ("含义和该怎么办", "what it means, and what to do"),
    "since": ("自何日起", "from which day"),
    "why": ("理由", "the reason"),
    "certificate": ("登记所载；没有查到时为空", "what the register says; nothing where it is not found"),
    "holder": ("持证人，已掩码", "who holds it, masked"),
    "occupation": ("职业", "the occupation"),
    "work_type": ("工种", "the work type"),
    "level": ("等级代码", "the code of the level"),
    "level_title": ("等级", "the level in words"),
    "issued_on": ("核发日期", "the day of issue"),
    "issuer": ("发证机构", "who issued it"),
    "issued_here": ("是否由本平台上的机构签发", "whether a body here issued it"),
}
