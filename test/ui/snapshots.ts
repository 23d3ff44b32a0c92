import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {cleanProse, foreignProse} from '../../source/core/text/sanitize.ts';
import {footerHints} from '../../source/features/key-hints.ts';
import {outputId} from '../../source/features/outputs/state.ts';
import type {Size} from '../../source/features/panes/layout.ts';
import {selectScreen} from '../../source/features/screen-model.ts';
import type {Language} from '../../source/i18n/messages.ts';
import type {Action} from '../../source/store/action.ts';
import type {State} from '../../source/store/state.ts';
import {order} from '../features/runs/order.ts';
import {frame} from '../helpers/draw.tsx';
import {stateAfter, type Step} from '../helpers/play.ts';
import {historyPage, historyState, keptResponse, searchedState} from '../helpers/sample-history.ts';
import {ids, orderLoaded, sampleOutputs, sampleState} from '../helpers/sample-state.ts';
import {appearance, now, problem} from '../helpers/sample.ts';
import {pollFailed} from '../helpers/values.ts';

export const folder = join(import.meta.dirname, 'snapshots');

export const sizes: readonly Size[] = [
	[20, 5],
	[40, 12],
	[60, 15],
	[80, 24],
	[100, 30],
	[120, 40],
	[160, 45],
	[200, 60],
].map(([columns = 0, rows = 0]) => ({columns, rows}));

export const languages: readonly Language[] = ['en', 'zh'];

type Views = Readonly<Record<string, (size: Size) => State>>;

const after =
	(...steps: readonly Step[]) =>
	(size: Size) =>
		stateAfter(sampleState(size), ...steps);
const toFailed = {type: 'move', lines: 3} as const;

/** The views that have a snapshot in every size. */
const views: Views = {
	'the runs': after({type: 'set', setting: 'sort', value: 'needs-me'}, 'g'),
	'the log of the running run': after('3'),
	'the outputs, while they are saved': sampleOutputs,
	'the history': historyState,
};

/** Further views, which have a snapshot only in 80×24 cells. At this size everything must be visible. */
const more: Views = {
	'the detail of the failed run': after(toFailed, '2'),
	'why it failed': after(toFailed, 'x'),
	'two runs compared': size =>
		stateAfter(after('space j j space =')(size), orderLoaded, {
			...orderLoaded,
			id: ids.failed,
		} as Action),
	'what was ordered': size => stateAfter(after('i')(size), orderLoaded),
	'what all cost': after('$'),
	'the nodes': after('T z'),
	'the log in a search': after('3 / "采样"'),
	'an entry': after('3 enter'),
	'the palette': after(': "save"'),
	'the picker': pickerState,
	'the history, with a wrong term': searchedState,
	'a run from the history': reopenedState,
	'the messages': after('P m : "messages" enter'),
	'the help': after('?'),
	'a text that is looked at': viewerState,
	'a filter that nothing passes': after('/ "nothing of it"'),
};

export const allViews = {...views, ...more};

const usual: Size = {columns: 80, rows: 24};

/** All snapshots by file name. */
export function snapshots(): ReadonlyMap<string, string> {
	const inLanguages = languages.flatMap(language => [
		...sizesIn(language).map(
			size => [fileName(size, language), picture(views, size, language)] as const,
		),
		[`overlays-${fileName(usual, language)}`, picture(more, usual, language)] as const,
	]);
	return new Map([...inLanguages, [`ascii-${fileName(usual, 'en')}`, inAscii(views)]]);
}

/**
 * Returns the sizes of the snapshots. In Chinese, 120 and 160 columns are left out: above 100 columns only the widths
 * of the panes change, and the snapshots in English already show these widths.
 */
function sizesIn(language: Language): readonly Size[] {
	return language === 'en' ? sizes : sizes.filter(({columns}) => columns <= 100 || columns === 200);
}

export function inAscii(shown: Views): string {
	return picture(shown, usual, 'en', true);
}

function fileName({columns, rows}: Size, language: Language): string {
	return `${columns}x${rows}.${language}.txt`;
}

/** The views in one text, each below its name and with a bar at its right side, so that trailing spaces are kept. */
function picture(shown: Views, size: Size, language: Language, ascii = false): string {
	return Object.entries(shown)
		.map(([name, make]) => `# ${name}\n${draw(make(size), language, ascii).join('|\n')}|\n`)
		.join('\n');
}

/** The rows of a state's frame. */
export function draw(state: State, language: Language, ascii = false): readonly string[] {
	return frame(
		selectScreen(state),
		state.view.size,
		appearance(language, {ascii}),
		footerHints(state),
	);
}

/** The service no longer has the run. */
function reopenedState(size: Size): State {
	const {runs} = historyPage;
	const [, failed] = runs;
	assert.ok(failed !== undefined);
	return stateAfter(
		sampleState(size),
		{type: 'runReopened', at: now, run: failed, kept: keptResponse},
		pollFailed(failed.id.exact, {
			at: now,
			nextPollAt: null,
			problem: problem({kind: 'not-found', httpStatus: 404}),
			gaveUp: 'unknown-run',
		}),
		'4',
	);
}

function pickerState(size: Size): State {
	const orders = ['文生图 · 国风人像', '图生视频 Film 🎬', 'Product shot'].map((title, index) =>
		order(`wfrun_${index}a1b2c3d4e5f60718293a`, {
			title: foreignProse(title),
			phase: (['running', 'succeeded', 'failed'] as const)[index] ?? 'running',
			createdAt: now - index * 3_600_000,
		}),
	);
	return stateAfter(after('a')(size), {
		type: 'pageLoaded',
		at: now,
		page: 1,
		response: {orders, count: 3, total: 3},
	});
}

function viewerState(size: Size): State {
	const lines = ['一只橘猫坐在窗边看雨 🐈', 'a cat at the window, in the rain', '', '第二行'];
	const state = after('j j 4 j j v')(size);
	const {preview, previewCount: requestId} = state;
	assert.ok(preview !== null);
	return stateAfter(state, {
		type: 'previewUpdated',
		at: now,
		requestId,
		id: outputId(preview),
		content: {
			kind: 'text',
			document: {
				lines: lines.map(line => cleanProse(line)),
				exact: lines.join('\n'),
				size: 96,
				isTruncated: false,
			},
		},
	});
}

if (process.argv[1] === import.meta.filename) {
	for (const [name, text] of snapshots()) {
		writeFileSync(join(folder, name), text);
	}
}
