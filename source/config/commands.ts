/** The words that select a subcommand if they are the first word. After `--`, they are ids. */
export const subcommands = [
	'ls',
	'cost',
	'compare',
	'report',
	'history',
	'mcp',
	'config',
	'doctor',
	'completion',
	'help',
] as const;
export type Subcommand = Exclude<(typeof subcommands)[number], 'help'>;

export const helpTopics = subcommands.filter(name => name !== 'help');

export const historyActions = ['sync', 'prune'] as const;
export type HistoryAction = (typeof historyActions)[number];

export const shells = ['bash', 'zsh', 'fish'] as const;
