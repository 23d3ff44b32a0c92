import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import type {Key} from '../../helpers/key-bytes.ts';
import type {TestTerminal} from '../../helpers/terminal.ts';

/** A state of the program in which a test ends it. */
export type ScreenState = {
	readonly name: string;
	/** Arguments after the run ids and the base URL. */
	readonly args?: () => readonly string[];
	/** Whether the program may still be starting at its exit. */
	readonly isStarting?: boolean;
	/** Whether the service never responds. */
	readonly silent?: boolean;
	readonly columns?: number;
	readonly rows?: number;
	/** Brings the program into the state. */
	readonly enter: (terminal: TestTerminal) => Promise<unknown>;
	/** Text to type so that `q` then quits: the escape key, which closes an overlay or a prompt. Default: none. */
	readonly back?: string;
};

const ready = /A portrait[^]*A film/;
const escape = '\u001B';
let recordings = 0;

function after(keys: readonly Key[], shows: RegExp = ready): ScreenState['enter'] {
	return async terminal => {
		await terminal.waitFor(ready);
		terminal.press(...keys);
		await terminal.waitFor(shows);
	};
}

export const screenStates: readonly ScreenState[] = [
	{name: 'list', enter: after([])},
	{
		name: 'before the first response',
		silent: true,
		enter: async terminal => terminal.waitFor('waiting'),
	},
	{name: 'while it starts', silent: true, isStarting: true, enter: async () => undefined},
	{name: 'help', enter: after(['?'], /▸Help/), back: escape},
	{name: 'filter', enter: after(['/', 'a'], /\/a/), back: escape},
	{name: 'search', enter: after(['3', '/', 'x'], /\/x/), back: escape},
	{name: 'zoomed log', enter: after(['3', 'z'])},
	{name: 'outputs', enter: after(['4'])},
	{name: 'order', enter: after(['i'], /Order/), back: escape},
	{name: 'paused', enter: after(['P'], /paused/)},
	{
		name: 'an unterminated paste',
		async enter(terminal) {
			await terminal.waitFor(ready);
			terminal.type('\u001B[200~wfrun_x\n');
			// The program ends an unterminated paste after one second without input.
			await setTimeout(1500);
		},
	},
	{
		name: 'too small',
		columns: 15,
		rows: 4,
		enter: async terminal => terminal.waitFor('terminal too'),
	},
	{
		name: 'while it is resized',
		async enter(terminal) {
			await terminal.waitFor(ready);
			terminal.resize(90, 20);
			terminal.resize(70, 25);
			terminal.resize(130, 44);
		},
	},
	{
		name: 'recording',
		args: () => [
			'--record',
			join(tmpdir(), `chenyu-top-campaign-${process.pid}-${recordings++}.rec`),
		],
		enter: after([]),
	},
];
