"""The film studio's database, small."""

from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 12, 15, 14, 0, tzinfo=UTC)
POINT = NOW - timedelta(minutes=4)
DAY = timedelta(days=1)
SCHEMA = [
    "\nCREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, created_at timestamptz)",
    "\nCREATE TABLE projects (id int PRIMARY KEY, user_id int REFERENCES users, title text,\n  created_at timestamp, updated_at timestamp)",
    "\nCREATE TABLE jobs (id int, part int, project_id int REFERENCES projects, created_at timestamptz,\n  PRIMARY KEY (id, part))",
    "\nCREATE TABLE assets (id int PRIMARY KEY, job_id int, job_part int, size bigint,\n  updated_at timestamptz, FOREIGN KEY (job_id, job_part) REFERENCES jobs (id, part))\n",
]


def rows(newest: datetime) -> list[str]:
    """A few rows of every table, the newest of that moment."""
    old, new = f"'{newest - 30 * DAY:%F %T}Z'", f"'{newest:%F %T}Z'"
    return f"""
INSERT INTO users SELECT n, n || '@example.com', {old} FROM generate_series(1, 40) n;
INSERT INTO projects SELECT n, n, 'film ' || n, {old}, {old} FROM generate_series(1, 40) n;
INSERT INTO jobs SELECT n, 1, n, {new} FROM generate_series(1, 40) n;
INSERT INTO assets SELECT n, n, 1, 10 * n, {old} FROM generate_series(1, 40) n;
INSERT INTO assets VALUES (41, NULL, NULL, 0, NULL)""".split(";")
