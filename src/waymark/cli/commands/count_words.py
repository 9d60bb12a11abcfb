"""`count-words`: how many words, as the writing page counts them (rule v1)."""

from argparse import ArgumentParser, Namespace

from waymark.cli.arguments import ANSWERED, read_text
from waymark.kit.words import count_words


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a text file in UTF-8, or - for stdin")


def run(arguments: Namespace) -> int:
    print(count_words(read_text(arguments.file)))
    return ANSWERED
