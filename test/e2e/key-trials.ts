import assert from 'node:assert/strict';
import {chmodSync, writeFileSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import type {TestContext} from 'node:test';
import type {RunScript} from '../../source/demo/index.ts';
import type {Binding, Where} from '../../source/store/keys/binding.ts';
import type {KeyName} from '../../source/terminal/input/key.ts';
import {keymap} from '../../source/features/keymap.ts';
import type {Key} from '../helpers/key-bytes.ts';
import type {TestTerminal} from '../helpers/terminal.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {keyUses, type KeyUse} from './key-uses.ts';
import {finishedRun} from './runs.ts';
import {watchOnScreen} from './watch.ts';

export const [columns, rows] = [100, 30];
/** They end the program or stop it, which is tried one by one. */
const leaving: ReadonlySet<string> = new Set(['quit', 'interrupt', 'suspend']);

/** Nothing goes on in it, so that whatever changes on the screen is what a key did. */
function stillWorld(): readonly RunScript[] {
	const titles = ['A portrait', 'A film', 'A song', 'A poster', 'A sketch', 'A stamp'];
	const runs = titles.map((title): RunScript => {
		const run = finishedRun(title);
		const text = `${title}, seed 42. ${'A text that is too long for one row of the viewer. '.repeat(4)}`;
		return {
			...run,
			ending: {
				kind: 'succeeded',
				outputs: [
					{key: 'n9_images', kind: 'file', file: 'portrait.png'},
					{key: 'n10_text', kind: 'text', text: `${text}\nanother seed`},
				],
			},
		};
	});
	const error = {reason: 'Out of memory', detail: 'node 3', engine_code: 'OOM', status_code: 500};
	return [
		...runs,
		{...finishedRun('A failure'), ending: {kind: 'failed', nodeId: '3', at: 0.5, error}},
	];
}

/** Programs that stand in for the desktop's opener and the pager. */
function standIns(folder: string) {
	const scripts = {
		'xdg-open': '#!/bin/sh\nexit 0\n',
		// It leaves nothing on the screen, where the next one would be taken for it.
		pager: `#!/bin/sh\ncat > /dev/null\necho PAGER\nread -r line < /dev/tty\nprintf '\\033[H\\033[J'\n`,
	};

	for (const [name, script] of Object.entries(scripts)) {
		writeFileSync(join(folder, name), script);
		chmodSync(join(folder, name), 0o700);
	}

	return {
		PATH: [folder, process.env['PATH']].join(delimiter),
		DISPLAY: ':99',
		PAGER: 'pager',
	};
}

/** A screen on which nothing changes but by a key. */
export async function openWorld(t: TestContext): Promise<TestTerminal> {
	const folder = temporaryFolder(t);
	const {terminal} = await watchOnScreen(t, {
		scenario: {runs: stillWorld()},
		columns,
		rows,
		cwd: folder,
		env: standIns(folder),
	});
	await terminal.waitFor(/A portrait +succeeded[^]*A failure +failed[^]*n10_text/);
	// What is asked for when the outputs are first gone to would change the screen later, without a key.
	terminal.press('4');
	await terminal.waitFor(/▸Outputs[^]*912 B/);
	terminal.press('1');
	await terminal.waitFor(/▸Runs/);
	return terminal;
}

/** Keys that lead from the start to where a place's keys work. */
export const ways: Readonly<Record<Exclude<Where, 'replay'>, readonly Key[]>> = {
	everywhere: [],
	runs: [],
	log: ['3'],
	timeline: ['T'],
	outputs: ['4'],
	viewer: ['4', 'down', 'enter'],
	prompt: [],
};

/** What is seen when all has come that is asked for on the way, so that from then on only keys change something. */
const there: Readonly<Record<keyof typeof ways, RegExp>> = {
	everywhere: /▸Runs/,
	runs: /▸Runs/,
	log: /▸Log/,
	timeline: /▸Nodes/,
	outputs: /▸Outputs[^]*912 B/,
	viewer: /▸n10_text[^]*another seed/,
	prompt: /▸Runs/,
};

/** Tries all keys that work in a place, one after the other, on one screen. */
export async function tryPlace(t: TestContext, where: keyof typeof ways): Promise<void> {
	const terminal = await openWorld(t);

	for (const key of ways[where]) {
		await step(terminal, key);
	}

	await terminal.waitFor(there[where]);
	await tryAll(
		terminal,
		keymap.filter(binding => binding.where === where && !leaving.has(binding.id)),
	);
}

/** Tries all keys of some bindings. */
export async function tryAll(terminal: TestTerminal, bindings: readonly Binding[]): Promise<void> {
	for (const {where, id, does} of bindings) {
		for (const [direction, {keys}] of does.entries()) {
			const use = [keyUses[where][id] ?? {}].flat()[direction] ?? {};

			for (const key of keys) {
				try {
					await tryKey(terminal, key, use, id);
				} catch (error) {
					throw new Error(`${key}, which is to ${id} (${where})`, {cause: error});
				}
			}
		}
	}
}

async function tryKey(
	terminal: TestTerminal,
	key: KeyName,
	use: KeyUse,
	id: string,
): Promise<void> {
	for (const before of use.first ?? []) {
		await step(terminal, before);
	}

	if (use.tells === true) {
		// Another notice, so that the one that is waited for is new.
		await step(terminal, '^');
	}

	if (id === 'redraw') {
		await terminal.overwrite('\u001B[5;5HRUBBISH');
		terminal.press(asPressed(key));
		await terminal.waitFor(screen => !screen.join('').includes('RUBBISH'));
	} else {
		await step(terminal, asPressed(key));
	}

	if (use.sees !== undefined) {
		await terminal.waitFor(use.sees);
	}

	if (terminal.isAlternate()) {
		assertStraight(terminal);
	}

	for (const after of use.back ?? []) {
		await step(terminal, after);
	}

	if (use.settles !== undefined) {
		await terminal.waitFor(use.settles);
	}
}

/** Presses a key, or types a text in quotes, and waits for what changes on the screen. */
async function step(terminal: TestTerminal, key: Key): Promise<void> {
	const before = seen(terminal);
	const text = /^"(.+)"$/.exec(key)?.[1];

	if (text === undefined) {
		terminal.press(key);
	} else {
		terminal.type(text);
	}

	await terminal.waitFor(() => seen(terminal) !== before);
}

/** All that is seen, and where it stands out, without the header's clock. */
function seen(terminal: TestTerminal): string {
	return terminal
		.screen()
		.map((line, y) => {
			const shown = y === 0 ? line.replace(/\d\d:\d\d:\d\d/, '') : line;
			return `${shown}${[0, 2, 50].map(x => terminal.cell(x, y).inverse).join('')}`;
		})
		.join('\n');
}

/** The names of the table that the terminal's tests call otherwise. */
function asPressed(key: KeyName): Key {
	return key === 'del' ? 'delete' : key;
}

/** Asserts that the frame's sides stand straight. */
export function assertStraight(terminal: TestTerminal): void {
	const last = terminal.screen()[0]?.length ?? columns;
	const side = (x: number) =>
		Array.from({length: rows}, (_, y) => terminal.cell(x, y).text).join('');
	const picture = terminal.screen().join('\n');
	assert.match(side(0), /^┌[│├]+└$/, picture);
	assert.match(side(last - 1), /^┐[│┤]+┘$/, picture);
}
