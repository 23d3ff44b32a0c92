import assert from 'node:assert/strict';
import test from 'node:test';
import type {Download} from '../../source/core/output/download.ts';
import type {Run} from '../../source/core/run.ts';
import {cleanName, foreignName} from '../../source/core/text/sanitize.ts';
import {keymap} from '../../source/features/keymap.ts';
import {downloadLine} from '../../source/features/outputs/download/line.ts';
import {greeting} from '../../source/report/screen-reader/announcements.ts';
import {rebind, rebindableCommands} from '../../source/store/keys/rebind.ts';
import {FooterBar} from '../../source/ui/FooterBar.tsx';
import {textOf, type Line} from '../../source/ui/line.ts';
import {drawn, overlayLines, paneLines} from '../helpers/draw.tsx';
import {overlayModel, screenModel} from '../helpers/sample-model.ts';
import {
	appearance,
	entry,
	execution,
	now,
	output,
	pollStatus,
	problem,
	run,
} from '../helpers/sample.ts';
import {runError} from '../report/watch.ts';

const [card, back, pager, download, again, pause, open, quit] = 'ŝĉĝĥĵŭøæ';

/**
 * Key bindings for these tests. Some commands, such as `quit`, have keys that texts of the program mention. Each of
 * them has a key of one letter here. The other commands have no keys.
 */
const bindings = own({
	failure: card,
	back,
	pager,
	download,
	'poll-now': again,
	pause,
	open,
	quit,
});
const drawnWith = appearance('en', {bindings});

test('the panes name the keys in force', () => {
	const cases: ReadonlyArray<readonly [string | undefined, string | readonly Line[]]> = [
		[card, detail({execution: execution('failed', {error})})],
		[again, detail({polling: pollStatus({gaveUp: 'unreachable', problem: problem()})})],
		[again, detail({polling: pollStatus({gaveUp: 'unknown-run', problem: null})})],
		[back, viewer()],
		[open, viewer()],
		[pager, wholeEntry()],
		[download, [stopped()]],
		[pause, [notice()]],
		[quit, greeting(drawnWith)],
	];

	for (const [key, shown] of cases) {
		const text = typeof shown === 'string' ? shown : shown.map(line => textOf(line)).join('\n');
		assert.match(text, new RegExp(`(?<![a-z])${key ?? ''}(?![a-z])`), text);
	}
});

test('an entry formats its progress in the language', () => {
	const shown = wholeEntry();
	assert.ok(shown.some(line => /^ progress +42\.5%/.test(textOf(line))));
	assert.match(textOf(shown.findLast(line => textOf(line).trim() !== '') ?? []), /more/);
});

const wide = {width: 78, height: 600};

const error = runError('CUDA out of memory');

function detail(parts: Partial<Run>): readonly Line[] {
	return paneLines('detail', screenModel([run('wfrun_1', parts)]), wide, drawnWith);
}

function viewer(): readonly Line[] {
	const shown = {
		output: output('file', 'n1', 'https://a.example/x'),
		content: {kind: 'unsupported', type: null, size: 12_345_678} as const,
		run: cleanName('wfrun_1'),
		picture: null,
		text: null,
	};
	return overlayLines(overlayModel({kind: 'output', scrollTop: 0}, shown), wide, drawnWith);
}

function wholeEntry(): readonly Line[] {
	const long = entry('x'.repeat(1_100_000), {progressPercent: 42.5});
	const overlay = {
		kind: 'entry',
		entry: {run: 'wfrun_1', index: 0},
		scrollTop: 0,
		length: 600,
	} as const;
	return overlayLines(overlayModel(overlay, {run: run('wfrun_1'), entry: long}), wide, drawnWith);
}

function stopped(): Line {
	const stoppedOne: Download = {
		id: 'd',
		runId: 'wfrun_1',
		key: foreignName('n1'),
		address: null,
		valueId: 'words',
		batch: [],
		renewed: false,
		phase: {kind: 'canceled'},
	};
	return downloadLine(stoppedOne, now, 60, drawnWith);
}

function notice(): Line {
	const model = {prompt: null, notice: {kind: 'paused'}, mouse: false} as const;
	const footer = <FooterBar screen={model} hints={[]} width={80} isFramed divider={null} />;
	return drawn(footer, {width: 80, height: 1}, drawnWith)[0] ?? [];
}

function own(keys: Readonly<Record<string, string | undefined>>) {
	return rebind(
		rebindableCommands.map(command => {
			const directions = keymap.find(({id}) => id === command)?.does ?? [];
			const key = keys[command];
			return {
				command,
				keys: directions.map((_, direction) => (key === undefined || direction > 0 ? [] : [key])),
			};
		}),
	).bindings;
}
