"""Documents that are being entered, in words and forms: the draft, the proposal, what is to be anchored again."""
