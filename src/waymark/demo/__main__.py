"""Called by `bin/demo`: builds the demonstration's world, and lists the people whom visitors can be.

python -m waymark.demo           migrates an empty database and builds the world in it
python -m waymark.demo people    prints each person with a line on what to try
"""

import os
import sys


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waymark.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    import waymark.demo.build as build

    if sys.argv[1:] == ["people"]:
        people = build.list_people()
        width = max((len(name) for name, _ in people), default=0)
        for name, to_try in people:
            print(f"  {name:<{width}}  {to_try}")
        return 0
    call_command("migrate", verbosity=0)
    build.build_world()
    return 0


if __name__ == "__main__":
    sys.exit(main())
