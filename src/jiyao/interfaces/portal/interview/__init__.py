"""The interview on pages: who asks and about what (`profiles`), the signed form, the fields, and what is told."""
