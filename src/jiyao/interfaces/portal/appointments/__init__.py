"""Pages on which an employer appoints to posts: the form, the words, what a roster comes to."""
