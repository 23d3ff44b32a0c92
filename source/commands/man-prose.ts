/** A paragraph (a text), or an example (its lines). */
export type ManBlock = string | readonly string[];

export const manProse = {
	description: [
		'On a terminal a full screen shows the runs: their position in the queue, progress, log, outputs and cost; ? lists its keys and q quits. If standard output is not a terminal, or with --plain or --json, every event is one line, and the exit status shows how the runs went.',
		'The program only reads: it cannot change a run or cost anything. The key is sent only to the origin of the base URL.',
	],
	subcommands: [
		'Instead of the first id, config prints the path of the config file, and the value and source of every setting. The sources, by descending precedence, are an option, the environment, a profile, the config and the default. doctor checks the key, the connection to the API and its limit, the clock, the terminal and the folders, gives advice on problems, and exits with 1 if a check failed. With --json both print one JSON object. help prints the options; help config and help doctor describe these commands. A word that is nearly a command is refused, and so is a common word like list; after -- every word is an id. An address that contains run order ids, and a list of ids with commas, are replaced by these ids.',
	],
	files: [
		'The config is $XDG_CONFIG_HOME/chenyu-top/config.json; without that variable, ~/.config/chenyu-top/config.json. It is JSON; its schema is docs/config.schema.json in the package, and docs/KEYS.md lists all commands and keys. The key must not be in the config, but in a separate file that apiKeyFile names.',
		'The watched runs and the measured run times are saved in $XDG_STATE_HOME/chenyu-top/state.json, separately for each base URL and profile.',
	],
	standardInput: [
		'With - as an id, more ids are read from standard input, one per line, as they arrive. Empty lines and repeated ids are skipped. The watch ends when all runs are final and the input has ended. With a screen, keys are read from the terminal itself.',
	],
	events: [
		'With --json standard output has one JSON object per line: start, run, log, output, download, error, problem, and finally end. Their JSON Schema is docs/events.schema.json in the package. If standard error is a terminal, it shows the status of the watch.',
	],
	examples: [
		'Watch two runs on the screen:',
		['chenyu-top wfrun_314ff7d8b7a5beff1388 wfrun_77e0'],
		'Wait for runs as they are submitted, and fail if one of them failed:',
		['submit batch.json | chenyu-top --plain -'],
		'Print the addresses of the outputs:',
		[`chenyu-top --json wfrun_314f | jq -r 'select(.event == "output") | .value'`],
	],
} satisfies Readonly<Record<string, readonly ManBlock[]>>;
