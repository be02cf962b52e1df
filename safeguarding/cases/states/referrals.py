"""The statuses of a referral as a table: to be sent, sent, answered, outcome recorded; or not made, with a reason."""

from safeguarding.cases.choices import ReferralStatus
from safeguarding.cases.states.statuses import Move, table

REFERRAL_MOVES = table(
    (
        Move("send", "Record that it was sent", (ReferralStatus.TO_SEND,), ReferralStatus.SENT),
        Move("answer", "Record the answer", (ReferralStatus.SENT,), ReferralStatus.ANSWERED),
        Move("conclude", "Record the outcome", (ReferralStatus.ANSWERED,), ReferralStatus.CONCLUDED),
        Move("drop", "Say why it is not made", (ReferralStatus.TO_SEND,), ReferralStatus.NOT_NEEDED),
    )
)
FIRST_REFERRAL_STATUS = ReferralStatus.TO_SEND
