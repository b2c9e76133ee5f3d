"""What the page of the API says of what the national platform answered."""

Pair = tuple[str, str]
OPERATIONS: dict[str, tuple[Pair, Pair]] = {
    "take_receipts": (
        ("载入平台回执", "Take receipts"),
        (
            "评价机构的系统载入全国平台的回执，每本证书一项。任一项有误则全部不载入，并逐项指出。"
            "被接收的证书即可全国联网查询；被退回的连同原因回到机构的待更正清单。",
            "Takes what the national platform answered from the body's own system, an item for each certificate. Where "
            "one is wrong, none is taken and each is named. What was accepted is found in the national look-up; what "
            "was refused comes back to the body's list with its reason.",
        ),
    ),
}
RECORDS: dict[str, Pair] = {
    "ReceiptsRequest": ("平台的回执", "what the platform answered"),
    "Receipt": ("一本证书的回执", "what became of a certificate"),
    "ReceiptsTaken": ("载入了多少", "how many were taken"),
}
MEMBERS: dict[str, Pair] = {
    "receipts": ("每本证书一项", "an item for each certificate"),
    "Receipt.number": ("证书编号", "the certificate number"),
    "Receipt.version": (
        "报送时的版本；不写为待回执的最后一次",
        "the version that was sent; where none is given the last that waits",
    ),
    "Receipt.result": ("接收或退回", "whether it was accepted or refused"),
    "Receipt.reason": ("退回原因；退回时必填", "why it was refused; needed then"),
    "Receipt.day": ("处理日期", "the day of the answer"),
    "accepted": ("接收多少本", "how many were accepted"),
    "ReceiptsTaken.refused": ("退回多少本", "how many were refused"),
    "ReceiptsTaken.unchanged": ("此前已知多少本", "how many were known already"),
}
