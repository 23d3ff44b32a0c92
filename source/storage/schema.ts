/**
 * The tables of `state.db`. A change of the tables needs a higher schema version, and a step that changes older files.
 */
export const tables = `
CREATE TABLE meta (
	salt BLOB NOT NULL
) STRICT;

CREATE TABLE accounts (
	id INTEGER PRIMARY KEY,
	service TEXT NOT NULL,
	key_hash BLOB NOT NULL,
	-- When a session with a screen last knew all runs. Unix milliseconds, as all times.
	visited_at INTEGER,
	-- Since when the history has all ended runs of the account, also those that nobody watched.
	whole_from INTEGER,
	UNIQUE (service, key_hash)
) STRICT;

-- The runs of a set, such as "pinned". The position is the order in which they were added.
CREATE TABLE set_members (
	position INTEGER PRIMARY KEY,
	account_id INTEGER NOT NULL REFERENCES accounts,
	set_name TEXT NOT NULL,
	run_order_id TEXT NOT NULL CHECK (length(run_order_id) BETWEEN 1 AND 256),
	UNIQUE (account_id, set_name, run_order_id)
) STRICT;

-- The runs that the user removed from the list. Unix milliseconds.
CREATE TABLE dropped_runs (
	position INTEGER PRIMARY KEY,
	account_id INTEGER NOT NULL REFERENCES accounts,
	run_order_id TEXT NOT NULL CHECK (length(run_order_id) BETWEEN 1 AND 256),
	dropped_at INTEGER NOT NULL,
	title TEXT,
	status TEXT,
	UNIQUE (account_id, run_order_id)
) STRICT;

-- The names that the user gave to runs.
CREATE TABLE labels (
	position INTEGER PRIMARY KEY,
	account_id INTEGER NOT NULL REFERENCES accounts,
	run_order_id TEXT NOT NULL CHECK (length(run_order_id) BETWEEN 1 AND 256),
	label TEXT NOT NULL,
	UNIQUE (account_id, run_order_id)
) STRICT;

-- What the run list shows, by the name that the user gave it. The list had the view without a name last.
CREATE TABLE views (
	account_id INTEGER NOT NULL REFERENCES accounts,
	name TEXT NOT NULL,
	filter TEXT NOT NULL,
	sort_key TEXT NOT NULL,
	sort_descending INTEGER NOT NULL,
	columns TEXT NOT NULL CHECK (json_valid(columns)),
	UNIQUE (account_id, name)
) STRICT;

-- Times are in seconds, the end is in Unix milliseconds, the curve is a JSON array.
CREATE TABLE run_profiles (
	position INTEGER PRIMARY KEY,
	account_id INTEGER NOT NULL REFERENCES accounts,
	workflow_id TEXT NOT NULL,
	run_order_id TEXT NOT NULL,
	seconds REAL NOT NULL,
	curve TEXT CHECK (json_valid(curve)),
	longest_idle REAL,
	ended_at REAL,
	missed_above REAL,
	missed_below REAL,
	UNIQUE (account_id, workflow_id, run_order_id)
) STRICT;

-- Amounts are whole numbers of 10^-8 CNY, so that sums are exact. "at" is the time that counts for days and periods.
CREATE TABLE history (
	id INTEGER PRIMARY KEY,
	account_id INTEGER NOT NULL REFERENCES accounts,
	run_order_id TEXT NOT NULL CHECK (length(run_order_id) BETWEEN 1 AND 256),
	phase TEXT NOT NULL,
	status TEXT,
	title TEXT,
	workflow_id TEXT,
	revision_id TEXT,
	created_at INTEGER,
	started_at INTEGER,
	ended_at INTEGER,
	seconds REAL,
	total_cost INTEGER,
	final_amount INTEGER,
	quote_amount INTEGER,
	reason TEXT,
	was_watched INTEGER NOT NULL DEFAULT 0,
	is_unseen INTEGER NOT NULL DEFAULT 0,
	first_known_at INTEGER NOT NULL,
	end_known_at INTEGER,
	at INTEGER GENERATED ALWAYS AS (coalesce(ended_at, created_at, first_known_at)) STORED,
	UNIQUE (account_id, run_order_id)
) STRICT;

CREATE INDEX history_by_time ON history (account_id, at);
CREATE INDEX history_by_age ON history (at);
CREATE INDEX unfinished_history ON history (account_id, created_at) WHERE end_known_at IS NULL;

-- In tables of their own, so that sums read neither and a search reads only the first.
CREATE TABLE history_texts (
	id INTEGER PRIMARY KEY REFERENCES history ON DELETE CASCADE,
	searched TEXT NOT NULL
) STRICT;

-- The inputs are a JSON array of pairs. The response is JSON compressed by Zstandard.
CREATE TABLE history_details (
	id INTEGER PRIMARY KEY REFERENCES history ON DELETE CASCADE,
	inputs TEXT CHECK (json_valid(inputs)),
	response BLOB
) STRICT;
`;
