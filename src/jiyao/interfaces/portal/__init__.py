"""The portal: what everybody may see, without an account or with one. Pages in `views/`, words in `templates/`.

`own` tells a signed-in citizen what is recorded of her and what it brings.
`sessions` tells sessions of evaluation and sets their tickets.
`interview` asks one person, one question at a time, and tells what comes of it.
`appointments` is the form in which an employer appoints to a post.
`evaluation` tells of the routes of evaluation and of the ladder of levels.

`bodies` holds the public directory of evaluation bodies and what organisations file.
"""
