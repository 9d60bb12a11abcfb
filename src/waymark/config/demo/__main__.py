"""The demonstration's two errands, called by `bin/demo`: build the world, and say whom one can be.

python -m waymark.config.demo           migrates an empty database and builds the world in it
python -m waymark.config.demo people    prints each person with a line on what to try
"""

import sys

from waymark.config.run import start_django


def main() -> int:
    start_django()
    import django
    from django.core.management import call_command

    django.setup()
    import waymark.config.demo.build as build

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
