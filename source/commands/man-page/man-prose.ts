/** A paragraph of the man page, or lines that are shown as they are. */
export type ManBlock = {readonly text: string} | {readonly lines: readonly string[]};

/** The prose of the man page, which is English only. */
export const manProse: Readonly<
	Record<'description' | 'subcommands' | 'standardInput' | 'events' | 'files', ManBlock[]>
> & {
	readonly examples: ReadonlyArray<{readonly title: string; readonly lines: readonly string[]}>;
} = {
	description: [
		{
			text: 'On a terminal a full screen shows the runs: their place in the queue, progress, log, outputs and cost; ? lists its keys and q leaves it. Where standard output is no terminal, and with --plain or --json, every event is a line instead, and the exit status tells how the runs went.',
		},
		{
			text: 'The program only reads: nothing that it does can change a run or cost anything. The key is sent to the origin of the base URL alone.',
		},
	],
	subcommands: [
		{
			text: 'In the place of the first id, config prints the path of the config file, and of every setting what is in force and where it comes from: an option, the environment, a profile, the config, or the default, in this order of force. doctor checks the key, the connection to the API, the clock, the terminal and the folders, tells what to do about what is wrong, and exits with 1 where something does not work. With --json both print one JSON object. help prints the options, and help config or help doctor what these do. A word that is nearly a command is refused, and so is a common one like list; behind -- every word is an id. An address that holds run order ids, and a list of ids with commas, stand for the ids in them.',
		},
	],
	files: [
		{
			text: 'The config is $XDG_CONFIG_HOME/chenyu-top/config.json, which is ~/.config/chenyu-top/config.json where that is not set. It is JSON; the package has its schema in docs/config.schema.json and the names of all commands and keys in docs/KEYS.md. The key does not belong into it, but into a file that its apiKeyFile names.',
		},
		{
			text: 'The runs that are watched and the run times learnt are kept in $XDG_STATE_HOME/chenyu-top/state.json, for each base URL and profile apart.',
		},
	],
	standardInput: [
		{
			text: 'With - among the ids further ids are read from standard input, one a line, as they come. Empty lines and ids that are watched already are left out. The watch then ends when all runs are final and the input has ended. With a screen, keys are read from the terminal itself.',
		},
	],
	events: [
		{
			text: 'With --json standard output has one JSON object a line: start, run, log, output, download, error, problem, and end as the last. The package has a JSON Schema of them in docs/events.schema.json. How the watch stands is shown on standard error as well, where that is a terminal.',
		},
	],
	examples: [
		{
			title: 'Watch two runs on the screen:',
			lines: ['chenyu-top wfrun_314ff7d8b7a5beff1388 wfrun_77e0'],
		},
		{
			title: 'Wait for runs as they are submitted, and fail where one of them did:',
			lines: ['submit batch.json | chenyu-top --plain -'],
		},
		{
			title: 'Print the addresses of the outputs:',
			lines: [`chenyu-top --json wfrun_314f | jq -r 'select(.event == "output") | .value'`],
		},
	],
};
