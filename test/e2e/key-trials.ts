import type {TestContext} from 'node:test';
import {mediaFile} from '../../source/demo/media.ts';
import {keymap} from '../../source/features/keymap.ts';
import type {Binding, KeyPlace} from '../../source/store/keys/binding.ts';
import type {KeyName} from '../../source/terminal/input/key.ts';
import type {Key} from '../helpers/key-bytes.ts';
import {temporaryFolder} from '../helpers/program.ts';
import type {RunScript} from '../helpers/script.ts';
import type {TestTerminal} from '../helpers/terminal.ts';
import {assertStraightSides} from './frame.ts';
import {makeHome} from './home.ts';
import {keyUses, type KeyUse} from './key-uses.ts';
import {finishedRun} from './runs.ts';
import {standInProgram, watchOnScreen} from './watch.ts';

const columns = 100;
export const rows = 30;
/** The ids of the key bindings that quit or suspend the program. */
const leaving: ReadonlySet<string> = new Set(['quit', 'interrupt', 'suspend']);

const portrait = Buffer.from(mediaFile('portrait.png')?.body ?? '');
const dataUrl = `data:image/png;base64,${portrait.toString('base64')}`;

/** Runs that do not change, so that only keys change the screen. */
function finalRuns(): readonly RunScript[] {
	const titles = ['A portrait', 'A film', 'A song', 'A poster', 'A sketch', 'A stamp'];
	const runs = titles.map(title => {
		const text = `${title}, seed 42. ${'A text that is too long for one row of the viewer. '.repeat(4)}`;
		const run = finishedRun(title, [
			{key: 'n9_images', file: 'portrait.png'},
			{key: 'n10_text', value: `${text}\nanother seed`},
		]);
		return {...run, inputs: {n6_image: {uri: dataUrl, label: 'A cat'}}};
	});
	// Canceled, because a failed run would be above the others until the user has looked at it.
	const canceled = {kind: 'canceled', afterMs: 100} as const;
	return [...runs, {...finishedRun('A failure', []), ending: canceled}];
}

/**
 * Creates programs in `folder` that stand in for the desktop's opener and the pager. Returns the environment
 * variables that make the program use them.
 */
function standIns(t: TestContext, folder: string) {
	standInProgram(t, 'xdg-open', 'exit 0', folder);
	// It clears its output, which the next wait could take for new output.
	const pager = String.raw`cat > /dev/null; echo PAGER; read -r line < /dev/tty; printf '\033[H\033[J'`;
	return {...standInProgram(t, 'pager', pager, folder), DISPLAY: ':99', PAGER: 'pager'};
}

/** Starts the program with runs that have ended, so that only keys change the screen. Waits until all is loaded. */
async function openScreen(t: TestContext): Promise<TestTerminal> {
	const folder = temporaryFolder(t);
	// In the usual order, rows stay where the order of the first responses put them.
	const {path: HOME} = makeHome(t, {sort: 'added'});
	const {terminal} = await watchOnScreen(t, {
		scenario: {runs: finalRuns()},
		columns,
		rows,
		cwd: folder,
		env: {...standIns(t, folder), HOME},
	});
	await terminal.play(
		['', /A portrait[^]*A failure[^]*n10_text/],
		// Loads the metadata of the outputs.
		['4', /▸4 Outputs[^]*912 B/],
		['1', /▸1 Runs/],
	);
	return terminal;
}

/**
 * For each place, such as the log: the keys to press after the start to get there, and a pattern that matches the
 * screen when the place has the focus and all is loaded. Each place has its own key bindings.
 */
export const places = {
	everywhere: [[], /▸1 Runs/],
	runs: [[], /▸1 Runs/],
	// The footer offers the key once the inputs are known.
	detail: [['2'], /▸2 A [^]*v input picture/],
	log: [['3'], /▸3 Log/],
	timeline: [['T'], /▸Nodes/],
	outputs: [['4'], /▸4 Outputs[^]*912 B/],
	output: [['4', 'down', 'enter'], /▸n10_text[^]*another seed/],
	history: [['H'], /▸History[^]*A stamp/],
	money: [['$'], /▸Money/],
	prompt: [[], /▸1 Runs/],
} satisfies {readonly [Place in KeyPlace]?: readonly [keys: readonly Key[], loaded: RegExp]};

/** Whether a command has a key: others are in the palette only. */
export function hasKeys({does}: Binding): boolean {
	return does.some(({keys}) => keys.length > 0);
}

/** Tries all keys of a place in sequence on one screen. */
export async function tryPlace(t: TestContext, where: keyof typeof places): Promise<void> {
	const terminal = await openScreen(t);
	const [keys, loaded] = places[where];

	for (const key of keys) {
		await step(terminal, key);
	}

	await terminal.waitFor(loaded);
	await tryAll(
		terminal,
		keymap.filter(binding => binding.where === where && !leaving.has(binding.id)),
	);
}

/** Presses each key of the bindings. Checks that the screen changes as expected, then undoes the change. */
export async function tryAll(terminal: TestTerminal, bindings: readonly Binding[]): Promise<void> {
	for (const {where, id, does} of bindings) {
		for (const [direction, {keys}] of does.entries()) {
			const use = [keyUses[where]?.[id] ?? {}].flat()[direction] ?? {};

			for (const key of keys) {
				try {
					await tryKey(terminal, key, use, id);
				} catch (error) {
					throw new Error(`${key}, bound to ${id} (${where})`, {cause: error});
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

	if (use.isNotice === true) {
		// Another notice, so that the expected one is new.
		await step(terminal, '"文"');
	}

	if (id === 'redraw') {
		await terminal.draw('\u001B[5;5HRUBBISH');
		terminal.press(key);
		await terminal.waitFor(screen => !screen.join('').includes('RUBBISH'));
	} else {
		await step(terminal, key);
	}

	if (use.shows !== undefined) {
		await terminal.waitFor(use.shows);
	}

	if (terminal.isAlternate()) {
		assertStraightSides(terminal, terminal.screen()[0]?.length ?? columns, rows);
	}

	for (const after of use.back ?? []) {
		await step(terminal, after);
	}

	if (use.finally !== undefined) {
		await terminal.waitFor(use.finally);
	}

	// After another program the modes are set again.
	await terminal.waitFor(() => terminal.modes.bracketedPasteMode);
}

/** Presses a key, or types a text in quotes, and waits for a change of the screen. */
async function step(terminal: TestTerminal, key: Key): Promise<void> {
	const before = visible(terminal);
	await terminal.play([key, () => visible(terminal) !== before]);
}

/** The texts, the highlighted rows and the place of the cursor, without the header's clock. */
function visible(terminal: TestTerminal): string {
	const lines = terminal.screen().map((line, y) => {
		const shown = y === 0 ? line.replace(/\d\d:\d\d:\d\d/, '') : line;
		return `${shown}${[0, 2, 50].map(x => terminal.cell(x, y).inverse).join('')}`;
	});
	return [...lines, terminal.beforeCursor()].join('\n');
}
