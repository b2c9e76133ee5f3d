"""How the API's fields are kept. Answers never leave the database."""

from jiyao.foundation.keeping import keep
from jiyao.interfaces.api.models import KeptAnswer

keep(KeptAnswer, sealed="sealed", inside="id key_hash request_hash status expires_at")
