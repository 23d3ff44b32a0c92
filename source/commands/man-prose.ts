/** A paragraph (a text), or an example (its lines). */
export type ManBlock = string | readonly string[];

export const manProse = {
	description: [
		'On a terminal a full screen shows the runs: their position in the queue, progress, log, outputs and cost; ? lists its keys and q quits. If standard output is not a terminal, or with --plain or --json, every event is one line, and the exit status shows how the runs went.',
		'The program only reads: it cannot change a run or cost anything. The key is sent only to the origin of the base URL.',
	],
	list: [
		'ls lists runs of the account, one per line: the newest 20, or with --since all runs that were created since then. --limit keeps the newest, --workflow and --status narrow the list, --sort orders the listed runs, and --columns chooses the columns: id, title, status, created, cost, quote, workflow, revision; from the history also total, elapsed, started, ended, error, and input.KEY for an input of the run; with --full these of every run, and progress. With --history only ended runs of the history are listed, without a request. cost is what was charged for an ended run.',
		'On a terminal the runs are a table, otherwise the fields have tabs between them. --json prints one object per line with all fields of the run event, or with those of --columns; --csv prints a header and rows as in RFC 4180, with an apostrophe before texts that a spreadsheet would execute. Names and values are the same in every language. The list takes one request for 100 runs, --full one or two more for each run. The exit status is 0, also without runs.',
	],
	history: [
		'cost adds up what ended runs cost, with a row for each day, workflow or status (--by), since 30 days ago or since the time of --since. It reads the run list, so that runs that nobody watched count too, or with --history only what the history knows. spent is the total cost, or for runs that were not watched what was charged; billed is what was charged; lost is what failed and canceled runs cost. With --json the amounts are strings.',
		'compare with two ids shows two runs side by side: times and costs with the difference, the inputs that differ, the nodes on one scale, the outputs, and the first entry in which the logs differ, where times and ids are ignored. A run that the service no longer has is taken from the history. --markdown prints tables, and --json one object with the names of the run event and seconds.',
		'report with ids and -o FILE writes one HTML page about the runs, to share: what the screen shows of them, pictures of up to 4 MiB each and 24 MiB in all, and for two runs of one workflow their comparison. The page needs no network and has no scripts. Keys and the queries of links, which can be signatures, are left out. -o - writes to standard output; --force replaces an existing file. With --replay the runs are those of a recording, and no picture is fetched. The exit status is 3 if a run cannot be read; the page then has the others.',
		'mcp serves the Model Context Protocol on standard input and output, with which an agent lists runs, waits for them, and reads status, log, outputs, cost and the difference of two runs. It ends when standard input ends. chenyu-top help mcp shows the configuration of an agent.',
		'The history has the runs that were watched, listed or counted. history sync adds the other runs of the last 30 days, or since the time of --since, with their inputs; if it is interrupted, it continues the next time. history prune removes what exceeds the limits, which are 90 days and 500 MB or those of the config.',
	],
	subcommands: [
		'Instead of the first id, config prints the path of the config file, and the value and source of every setting. The sources, by descending precedence, are an option, the environment, a profile, the config and the default. doctor checks the key, the connection to the API and its limit, the clock, the terminal and the folders, gives advice on problems, and exits with 1 if a check failed. With --json both print one JSON object. completion with the name of a shell (bash, zsh, fish or powershell) prints its completion, and chenyu-top help completion says how to load it. help prints the options; help with the name of a command describes it. A word that is nearly a command is refused, and so is a common word like show; after -- every word is an id. An address that contains run order ids, and a list of ids with commas, are replaced by these ids.',
	],
	files: [
		'The config is $XDG_CONFIG_HOME/chenyu-top/config.json; without that variable, ~/.config/chenyu-top/config.json. It is JSON; its schema is docs/config.schema.json in the package, and docs/KEYS.md lists all commands and keys. The key must not be in the config, but in a separate file that apiKeyFile names.',
		'The watched runs, the measured run times and the history are saved in $XDG_STATE_HOME/chenyu-top/state.db, separately for each base URL, profile and key.',
	],
	config: [
		'The config file is optional. It is one JSON object of the settings below. Options and the environment take precedence over it, and a profile takes precedence over the rest of it. chenyu-top config prints the path of the file, and the value and source of every setting. A wrong name or value is reported with its line, and the program does not start.',
		'The API key is never in this file: apiKeyFile names the file with it, relative to the folder of the config. That key is used only with the base URL beside it. Editors can check the file with docs/config.schema.json in the package, and docs/CONFIGURATION.md explains the settings.',
	],
	configExamples: [
		'Poll every five seconds, warn when a day costs more than 20 CNY, change the keys of two commands, and give an account a name:',
		[
			'{',
			'  "interval": 5,',
			'  "budget": "20/day",',
			'  "keys": {"follow": ["f7"], "next-error": [["f3"], ["f4"]]},',
			'  "profiles": {"work": {"apiKeyFile": "work.key"}}',
			'}',
		],
	],
	standardInput: [
		'With - as an id, more ids are read from standard input, one per line, as they arrive. Empty lines and repeated ids are skipped. The watch ends when all runs are final and the input has ended. With a screen, keys are read from the terminal itself.',
	],
	events: [
		'With --json standard output has one JSON object per line: start, run, log, output, download, error, problem, and finally end. Their JSON Schema is docs/events.schema.json in the package. If standard error is a terminal, it shows the status of the watch.',
	],
	examples: [
		'List what cost most since yesterday:',
		['chenyu-top ls --since 24h --sort cost | head -5'],
		'Show what each workflow cost in the last week:',
		['chenyu-top cost --since 7d --by workflow'],
		'Watch two runs on the screen:',
		['chenyu-top wfrun_314ff7d8b7a5beff1388 wfrun_77e0'],
		'Wait for runs as they are submitted, and fail if one of them failed:',
		['submit batch.json | chenyu-top --plain -'],
		'Print the addresses of the outputs:',
		[`chenyu-top --json wfrun_314f | jq -r 'select(.event == "output") | .value'`],
	],
} satisfies Readonly<Record<string, readonly ManBlock[]>>;
