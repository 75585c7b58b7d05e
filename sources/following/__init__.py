"""Sources that go on: feeds, sitemaps, pages and folders that are read again and again."""
