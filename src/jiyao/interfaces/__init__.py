"""How people and programs reach Jiyao: so far the command line."""
