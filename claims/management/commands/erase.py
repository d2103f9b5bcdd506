"""`manage.py erase ARTICLE`: take an article down for good."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from articles.models import Article
from claims.actions.erasing import erase


class Command(BaseCommand):
    """Asks for the article's number once more, unless that is given as --sure."""

    help = "Erases an article for good, with all that was made of it. It can't be undone."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which, by whom, why."""
        parser.add_argument("article", type=int, help="the article's number, as in its address")
        parser.add_argument("--by", required=True, help="the name of the administrator who does it")
        parser.add_argument("--reason", required=True, help="why: it is all that will be left")
        parser.add_argument("--sure", type=int, help="the article's number again; asked for where it isn't given")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises `CommandError` where it is refused; nothing was changed then."""
        number = str(options["article"])
        told = f"This can't be undone. Type {number} to erase article {number} for good: "
        sure = str(options["sure"]) if options["sure"] is not None else input(told).strip()
        if sure != number:
            raise CommandError("That is not its number. Nothing was erased.")
        try:
            article = Article.objects.get(pk=options["article"])
            tombstone = erase(article, reason=options["reason"], by=User.objects.get(username=options["by"]))
        except Article.DoesNotExist as error:
            raise CommandError(f"There is no article {number}.") from error
        except User.DoesNotExist as error:
            raise CommandError(f"Nobody is called {options['by']}.") from error
        except (PermissionDenied, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Article {tombstone.article} is erased for good.")
