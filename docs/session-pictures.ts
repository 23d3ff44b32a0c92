import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {wordsOf} from '../source/features/keymap.ts';
import type {Language} from '../source/i18n/language.ts';
import type {BindingId} from '../source/store/keys/binding.ts';
import type {Key} from '../test/helpers/key-bytes.ts';
import {openTerminal, type TestTerminal} from '../test/helpers/terminal.ts';
import type {Cell} from '../test/helpers/virtual-screen.ts';
import {animatedSvg, type Frame} from './animated-svg.ts';
import {screenshotOf} from './terminal-svg.ts';

const columns = 100;
const rows = 28;

const frameMs = 500;
const lengthMs = 31_000;
/** A pressed key is shown below the screen for this long. */
const captionMs = 2000;

type Press = {
	/** Seconds after the first frame. */
	readonly at: number;
	readonly key: Key;
	readonly command: BindingId;
};

const presses: readonly Press[] = [
	{at: 5, key: 'j', command: 'move'},
	{at: 7, key: 'T', command: 'timeline'},
	{at: 12, key: 'esc', command: 'back'},
	{at: 13, key: '1', command: 'pane-n'},
	{at: 14, key: 'j', command: 'move'},
	{at: 14.5, key: 'j', command: 'move'},
	{at: 15, key: 'j', command: 'move'},
	{at: 16, key: 'x', command: 'failure'},
	{at: 22, key: 'esc', command: 'back'},
	{at: 23, key: '$', command: 'money'},
	{at: 27, key: 'esc', command: 'back'},
	{at: 28, key: 'g', command: 'ends'},
];

/** Makes an animation of a replay of docs/session.jsonl, with the key presses. */
export async function takeSession(language: Language, title: string): Promise<void> {
	await using cleanUps = new AsyncDisposableStack();
	const recording = join(import.meta.dirname, 'session.jsonl');
	const terminal = openTerminal(
		{after: cleanUp => cleanUps.defer(cleanUp)},
		{
			args: ['--replay', recording, '--speed=2', `--lang=${language}`],
			columns,
			rows,
			env: {TZ: 'Asia/Shanghai'},
		},
	);

	await terminal.waitFor(/\d+%/);
	writeFileSync(
		join(import.meta.dirname, `session-${language}.svg`),
		animatedSvg(await watch(terminal, language), lengthMs, title),
	);
}

async function watch(terminal: TestTerminal, language: Language): Promise<readonly Frame[]> {
	const frames: Frame[] = [];

	for (let at = 0; at < lengthMs; at += frameMs) {
		// Waits for the end of a frame.
		await terminal.waitFor(() => true);
		const pressed = presses.findLast(press => press.at * 1000 < at);
		const isFresh = pressed !== undefined && at <= pressed.at * 1000 + captionMs;
		const screenshot = screenshotOf(terminal, columns, rows);
		frames.push({at, screenshot: [...screenshot, caption(isFresh ? pressed : null, language)]});
		terminal.press(...presses.filter(press => press.at * 1000 === at).map(({key}) => key));
		await pause(frameMs);
	}

	return frames;
}

/** Returns the row below the screen, which shows the pressed key and its effect. */
function caption(press: Press | null, language: Language): readonly Cell[] {
	const key = press === null ? '' : ` ${press.key} `;
	const words = press === null ? '' : wordsOf(press.command, language).short;
	return [
		...[...'  '].map(text => cell(text, false)),
		...[...key].map(text => cell(text, true)),
		cell(' ', false),
		...[...words].flatMap(text => {
			const written = cell(text, false);
			return written.width === 2 ? [written, {...written, text: '', width: 0}] : [written];
		}),
	];
}

function cell(text: string, inverse: boolean): Cell {
	return {
		text,
		width: text > '\u2E7F' ? 2 : 1,
		foreground: 'default',
		background: 'default',
		bold: false,
		dim: false,
		italic: false,
		underline: false,
		inverse,
		strikethrough: false,
		invisible: false,
	};
}
