"""How people and programs reach Jiyao: `portal` and `desk` in a browser, `api`, `cli`; `ui` is their shared look."""
