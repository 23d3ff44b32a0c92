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

-- The saved state, see saved-items.ts. The position is the order in which the items were added.
CREATE TABLE saved_items (
	position INTEGER PRIMARY KEY,
	account_id INTEGER NOT NULL REFERENCES accounts,
	kind TEXT NOT NULL,
	id TEXT NOT NULL CHECK (length(id) <= 256),
	value TEXT NOT NULL CHECK (json_valid(value)),
	UNIQUE (account_id, kind, id)
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
