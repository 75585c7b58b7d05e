"""The verbs of the command line, one file each."""

from __future__ import annotations

from ui.commands.verb import Verb

VERBS = (
    Verb(
        "add",
        "ui.commands.add:add",
        (
            "onrecord add articles/",
            'onrecord add page.txt --outlet "The Steppe Courier" --date 2024-06-13',
            "onrecord add articles/ --sync --dry-run",
        ),
    ),
    Verb(
        "ask",
        "ui.commands.ask:ask",
        (
            'onrecord ask "How much was the train contract worth?"',
            'onrecord ask "Who signed it?" --outlet "The Steppe Courier" --since 2024-06',
            'onrecord ask "And when will it run?" --after "How much was the contract worth?"',
            'onrecord ask "When will the summit be held?" --json',
            'onrecord ask "Why was it put off?" --model anthropic:claude-sonnet-4-5',
        ),
    ),
    Verb(
        "check",
        "ui.commands.check:check",
        (
            'onrecord check "We will order 42 cars" --speaker "Dana Orlova"',
            'onrecord check "We will order 42 cars" --receipt cars.json',
            "onrecord check --draft story.md --receipt story-receipt.md",
            "onrecord check --draft story.md --facts --receipt story.json --sign desk.key",
            "pandoc story.docx -t plain | onrecord check --draft - --json",
        ),
    ),
    Verb(
        "verify-receipt",
        "ui.commands.verify_receipt:verify_receipt",
        (
            "onrecord verify-receipt cars.json",
            "onrecord verify-receipt cars.json --json",
            "onrecord verify-receipt story.json --draft story.md --public-key desk.key.pub",
        ),
    ),
    Verb("make-key", "ui.commands.make_key:make_key", ("onrecord make-key desk.key",)),
    Verb(
        "search",
        "ui.commands.search:search",
        (
            'onrecord search "high-speed train contract"',
            'onrecord search "Who builds the trains?" --read',
            'onrecord search "critical minerals" --limit 3 --since 2024 --until 2024-06',
            'onrecord search "고속철도" --language ko --json',
        ),
    ),
    Verb(
        "show",
        "ui.commands.show:show",
        (
            "onrecord show steppe-courier-greenhouses.txt",
            "onrecord show 0123456789abcdef --span 120:240",
            "onrecord show page.txt --removed",
        ),
    ),
    Verb(
        "list",
        "ui.commands.list:list_articles",
        (
            "onrecord list",
            "onrecord list train --since 2024-06",
            'onrecord list --outlet "The Steppe Courier" --limit 20 --json',
        ),
    ),
    Verb(
        "remove",
        "ui.commands.remove:remove",
        (
            "onrecord remove 0123456789abcdef",
            "onrecord remove 0123456789abcdef fedcba9876543210 --yes",
        ),
    ),
    Verb(
        "purge",
        "ui.commands.purge:purge",
        (
            "onrecord purge 0123456789abcdef --dry-run",
            "onrecord purge 0123456789abcdef fedcba9876543210 --yes",
            "onrecord purge --list",
        ),
    ),
    Verb(
        "follow",
        "ui.commands.follow:follow",
        (
            'onrecord follow https://courier.example/feed.xml --outlet "The Steppe Courier"',
            "onrecord follow incoming/",
            "onrecord follow --once",
            "onrecord follow --list",
            "onrecord follow --remove https://courier.example/feed.xml",
        ),
    ),
    Verb("formats", "ui.commands.formats:formats", ("onrecord formats", "onrecord formats --json")),
    Verb(
        "status",
        "ui.commands.status:status",
        ("onrecord status", "onrecord status --json", "onrecord status --max-age 6h"),
    ),
    Verb(
        "verify",
        "ui.commands.verify:verify",
        ("onrecord verify", "onrecord verify --json", "onrecord verify --sources"),
    ),
    Verb(
        "rebuild",
        "ui.commands.rebuild:rebuild",
        (
            "onrecord rebuild",
            "ONRECORD_EMBEDDING_MODEL=/models/e5-small onrecord rebuild --embed",
        ),
    ),
    Verb(
        "serve",
        "ui.commands.serve:serve",
        (
            "onrecord serve",
            "onrecord serve --port 8000",
            "onrecord serve --link",
            "onrecord serve --follow",
            "ONRECORD_PASSWORD=... onrecord serve --host 0.0.0.0",
        ),
    ),
    Verb(
        "mcp",
        "ui.commands.mcp:serve_tools",
        (
            "onrecord mcp",
            "onrecord mcp --archive /srv/newsroom",
            "claude mcp add onrecord -- onrecord mcp",
        ),
    ),
    Verb(
        "help",
        "ui.commands.help:help_topic",
        ("onrecord help", "onrecord help settings", "onrecord help exit codes"),
    ),
)
