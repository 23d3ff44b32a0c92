import type {TextBlock} from '../config/command-help-messages.ts';

export const manProse = {
	description: [
		'On a terminal a full screen shows the runs: their position in the queue, progress, log, outputs and cost; ? lists its keys and q quits. If standard output is not a terminal, or with --plain or --json, every event is one line, and the exit status shows how the runs went.',
		'The program only reads: it cannot change a run or cost anything. The key is sent only to the origin of the base URL.',
	],
	files: [
		'The config is $XDG_CONFIG_HOME/chenyu-top/config.json; without that variable, ~/.config/chenyu-top/config.json. It is JSON; its schema is docs/config.schema.json in the package, and docs/KEYS.md lists all commands and keys. The key must not be in the config, but in a separate file that apiKeyFile names.',
		'The watched runs, the measured run times and the history are saved in $XDG_STATE_HOME/chenyu-top/state.db, separately for each base URL, profile and key.',
	],
	ids: [
		'A word that is nearly a command is refused, and so is a common word like show; after -- every word is an id. An address that contains run order ids, and a list of ids with commas, are replaced by these ids. An id may be shortened to four or more characters of its beginning or end, if only one known run has them.',
		'With - as an id, more ids are read from standard input, one per line, as they arrive. Empty lines and repeated ids are skipped. The watch ends when all runs are final and the input has ended. With a screen, keys are read from the terminal itself.',
	],
	events: [
		'With --json standard output has one JSON object per line, from start to end: run, order, log, output, error, problem and others, which docs/SCRIPTS.md lists. Their JSON Schema is docs/events.schema.json in the package. If standard error is a terminal, it shows the status of the watch.',
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
} satisfies Readonly<Record<string, readonly TextBlock[]>>;
