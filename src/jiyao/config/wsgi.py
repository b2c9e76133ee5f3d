"""What a web server runs. It does not start with a key that everybody knows."""

import os

from django.core.wsgi import get_wsgi_application

from jiyao.interfaces.ui.safety import refuse_unsafe_key

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiyao.config.settings")
refuse_unsafe_key()

application = get_wsgi_application()
