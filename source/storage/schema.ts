/**
 * The tables of `state.db`. Rows of later tables, such as those of a history, belong to an account as well. A change of
 * the tables needs a higher schema version, and a step that changes older files.
 */
export const tables = `
CREATE TABLE meta (
	salt BLOB NOT NULL
) STRICT;

CREATE TABLE accounts (
	id INTEGER PRIMARY KEY,
	service TEXT NOT NULL,
	key_hash BLOB NOT NULL,
	sort_key TEXT,
	sort_descending INTEGER,
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
`;
