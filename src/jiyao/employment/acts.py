"""Employment's kinds of act."""

from jiyao.foundation.kinds import declare

declare(
    "add-appointment-paper",
    zh="提交聘任材料",
    en="paper of an appointment added",
    irreversible="what was handed in stays",
)
declare(
    "take-appointment-paper",
    zh="查看聘任材料",
    en="paper of an appointment looked at",
    irreversible="what was seen cannot be unseen",
)
declare(
    "ask-about-appointment",
    zh="询问聘任",
    en="question about an appointment asked",
    irreversible="it is answered and settled",
)
declare(
    "answer-about-appointment",
    zh="答复聘任询问",
    en="question about an appointment answered",
    irreversible="another answer follows it",
)
declare(
    "settle-about-appointment",
    zh="了结聘任询问",
    en="question about an appointment settled",
    irreversible="another question may be asked",
)
