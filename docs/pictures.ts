import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Key} from '../test/helpers/key-bytes.ts';
import type {TestEnvironment} from '../test/helpers/program.ts';
import {openTerminal, type TestTerminal} from '../test/helpers/terminal.ts';
import {terminalSvg} from './terminal-svg.ts';

/** One step on the way to a picture: keys to press, or what must be seen before it goes on. */
type Step = {readonly press: readonly Key[]} | {readonly see: string | RegExp};

type Picture = {
	/** Of the file, without its ending. */
	readonly name: string;
	readonly title: string;
	readonly columns: number;
	readonly rows: number;
	readonly args: readonly string[];
	/** Variables besides the few that all have. */
	readonly env?: TestEnvironment;
	readonly steps: readonly Step[];
};

/** In milliseconds; the demo needs about two minutes until all its runs are final. */
const patience = 180_000;

const pictures: readonly Picture[] = [
	{
		name: 'screen-en',
		title: 'chenyu-top watches twelve runs: list, progress, log and outputs',
		columns: 120,
		rows: 40,
		args: ['--lang=en'],
		steps: [{see: '✓ succeeded'}],
	},
	{
		name: 'screen-zh',
		title: 'chenyu-top 查看十二个运行：列表、进度、日志和输出',
		columns: 120,
		rows: 40,
		args: ['--lang=zh'],
		steps: [{see: '第 14/20 步'}],
	},
	{
		name: 'failed-en',
		title: 'A failed run, with the reason and the end of its log',
		columns: 120,
		rows: 40,
		args: ['--lang=en'],
		steps: [{see: /✗ \d/}, {press: ['/', ...'failed', 'enter']}, {see: /✗ failed/}],
	},
	{
		name: 'nodes-en',
		title: 'The nodes of a run on a time axis, above its log',
		columns: 120,
		rows: 40,
		args: ['--lang=en'],
		steps: [{see: /✗ failed|failed {2}00/}, {press: ['T']}, {see: /Nodes 9/}],
	},
	{
		name: 'card-en',
		title: 'The failure card: why, where, what it cost, what to try',
		columns: 120,
		rows: 30,
		args: ['--lang=en'],
		steps: [
			{see: /✗ \d/},
			{press: ['/', ...'failed', 'enter']},
			{see: /✗ failed/},
			{press: ['x']},
			{see: 'What to try'},
		],
	},
	{
		name: 'help-en',
		title: 'The help lists every key',
		columns: 120,
		rows: 40,
		args: ['--lang=en'],
		steps: [{see: /\d+%/}, {press: ['?']}, {see: 'Help'}],
	},
	{
		name: 'shelf-en',
		title: 'The outputs of a run, with their sizes and how long their addresses are good for',
		columns: 120,
		rows: 24,
		args: ['--lang=en'],
		steps: [{see: /证件照/}, {press: ['G', '4', 'z']}, {see: /n20_images +\d[^]*n21_images +\d/}],
	},
	{
		name: 'preview-en',
		title: 'An output looked at in the terminal',
		columns: 90,
		rows: 34,
		args: ['--lang=en'],
		env: {COLORTERM: 'truecolor'},
		steps: [
			{see: /证件照/},
			{press: ['G', '4', 'j']},
			{see: /▸▣ image {2}n21_images/},
			{press: ['v']},
			{see: '▀▀▀▀'},
		],
	},
	{
		name: 'small-en',
		title: 'The same in 80 columns and 24 rows',
		columns: 80,
		rows: 24,
		args: ['--lang=en'],
		steps: [{see: '✓ succeeded'}],
	},
];

/** Makes the pictures of the README from the built program, which watches its own demo. */
async function takePicture({
	name,
	title,
	columns,
	rows,
	args,
	env = {},
	steps,
}: Picture): Promise<void> {
	const cleanUps: Array<() => void | Promise<void>> = [];
	const terminal = openTerminal(
		{after: cleanUp => cleanUps.push(cleanUp)},
		{args: ['--demo', ...args], columns, rows, env},
	);

	try {
		for (const step of steps) {
			await take(terminal, step);
		}

		const screenshot = Array.from({length: rows}, (_row, y) =>
			Array.from({length: columns}, (_cell, x) => terminal.cell(x, y)),
		);
		writeFileSync(join(import.meta.dirname, `${name}.svg`), terminalSvg(screenshot, title));
	} finally {
		for (const cleanUp of cleanUps) {
			await cleanUp();
		}
	}
}

async function take(terminal: TestTerminal, step: Step): Promise<void> {
	if ('see' in step) {
		await terminal.waitFor(step.see, {timeout: patience});
	} else {
		terminal.press(...step.press);
	}
}

await Promise.all(pictures.map(takePicture));
