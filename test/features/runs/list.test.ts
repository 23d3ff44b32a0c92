import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {listedRunId, listedWatched} from '../../../source/core/listed-run.ts';
import {parseMoney} from '../../../source/core/money/money.ts';
import {withInputNames} from '../../../source/core/run-order.ts';
import type {Run} from '../../../source/core/run.ts';
import {emptySavedState, type SavedView} from '../../../source/core/saved-state.ts';
import {foreignProse} from '../../../source/core/text/sanitize.ts';
import {commandRegistry} from '../../../source/features/command-registry.ts';
import {initialState} from '../../../source/features/index.ts';
import {keymap} from '../../../source/features/keymap.ts';
import {paletteRows} from '../../../source/features/palette/rows.ts';
import {layout} from '../../../source/features/panes/index.ts';
import {filterFields, filterRuns, invalidFilterTerm} from '../../../source/features/runs/filter.ts';
import {distinctInputs, inputText} from '../../../source/features/runs/inputs.ts';
import {wrongTermLine} from '../../../source/features/runs/lines.ts';
import {listedRuns} from '../../../source/features/runs/list.ts';
import {isUnseen} from '../../../source/features/runs/needs-me.ts';
import {sortKeyAt} from '../../../source/features/runs/run-table.ts';
import {sortRuns} from '../../../source/features/runs/sort.ts';
import {selectScreen} from '../../../source/features/screen-model.ts';
import type {Setting} from '../../../source/features/settings/index.ts';
import type {Action} from '../../../source/store/action.ts';
import type {StateOptions} from '../../../source/store/registry.ts';
import type {State} from '../../../source/store/state.ts';
import {textOf} from '../../../source/ui/line.ts';
import {paneLines, texts} from '../../helpers/draw.tsx';
import {added, invoked, play, stateAfter, watching} from '../../helpers/play.ts';
import {screenModel} from '../../helpers/sample-model.ts';
import {orderLoaded, sampleState} from '../../helpers/sample-state.ts';
import {appearance, run} from '../../helpers/sample.ts';
import {entry, execution, name, polled, start} from '../../helpers/values.ts';
import {order} from './order.ts';

test('s cycles through the sort keys, S reverses the sort, and the selection follows its run', () => {
	const state = stateAfter(
		watching(['a', 'b', 'c']),
		polled('a', {phase: 'succeeded', totalCost: parseMoney('0.03')}),
		polled('b', {phase: 'failed', totalCost: parseMoney('0.01')}),
		polled('c', {phase: 'running', totalCost: parseMoney('0.02')}),
	);
	assert.deepEqual(listed(state), 'a b c');
	const byStatus = stateAfter(state, 's s');
	assert.equal(listed(byStatus), 'b c a');
	assert.equal(byStatus.view.selected, 'a');
	assert.equal(listed(stateAfter(byStatus, 'S')), 'a c b');
	const byCost = stateAfter(byStatus, {type: 'set', setting: 'sort', value: 'cost'});
	assert.deepEqual(byCost.saved.sort, {key: 'cost', descending: true});
	assert.equal(listed(byCost), 'a c b');
});

test('sorted by time left, the run that ends last is first, and unknown times are last', () => {
	const at = (id: string, percent: number, second: number) =>
		polled(id, {progressPercent: percent, startedAt: start}, [], start + second * 1000);
	const state = stateAfter(
		watching(['over', 'slow', 'new', 'fast']),
		polled('over', {phase: 'succeeded'}),
		polled('new', {phase: 'queued'}),
		...[1, 2, 3, 4].flatMap(step => [at('slow', step, step * 2), at('fast', step * 20, step * 2)]),
	);
	const sorted = stateAfter(state, 's s s s');
	assert.equal(sorted.saved.sort.key, 'eta');
	assert.equal(listed(sorted), 'slow fast over new');
	assert.equal(listed(stateAfter(sorted, 'S')), 'fast slow over new');
});

test('a text with a colon that is no field is a word, and no text throws (property)', () => {
	for (const filter of ['https://a.example', 'seed:42', '12:30', ':x', 'prompt:cat']) {
		assert.equal(invalidFilterTerm(filter), null, filter);
		const state = watching(['a', filter]);
		assert.equal(listed({...state, view: {...state.view, filter}}), filter);
	}

	const field = fc.constantFrom('', 'cost:', 'progress:', 'is:', 'status:', 'title:');
	fc.assert(
		fc.property(field, fc.string({unit: 'binary'}), (prefix, text) => {
			invalidFilterTerm(`${prefix}${text}`);
		}),
	);
});

test('each term searches one field', () => {
	const error = {reason: name('OOM'), detail: null, engineCode: name('E7'), statusCode: null};
	const workflow = {title: name('文生图 Portrait'), outputKinds: new Map(), inputNames: new Map()};
	const state = stateAfter(
		watching(['a', 'b', 'c']),
		polled('a', {phase: 'failed', error, totalCost: parseMoney('0.02'), terminalAt: start}, [
			entry('boom', 0, {nodeId: name('n3'), severity: 'error'}),
			entry('end', 1),
		]),
		polled('b', {
			phase: 'running',
			progressPercent: 40,
			totalCost: parseMoney('0.01'),
			workflowId: name('wf_2'),
			createdAt: start - 90 * 86_400_000,
		}),
		{type: 'workflowLoaded', at: start, workflowId: 'wf_2', workflow},
		'space',
	);

	for (const [filter, found] of [
		['status:failed', 'a'],
		['status：failed', 'a'],
		['state:failed', 'a'],
		['STATUS:run', 'b'],
		['失败', 'a'],
		['status:运行中', 'b'],
		['status:waiting', 'c'],
		['status:等待', 'c'],
		['cost:>0.01', 'a'],
		['cost:>=0.01', 'a b'],
		['cost:¥0.0100', 'b'],
		['progress:<50%', 'b'],
		['node:n3', 'a'],
		['error:oom', 'a'],
		['error:oom status:running', ''],
		['is:marked', 'a'],
		['oom', 'a'],
		['e7', 'a'],
		['portrait 文生图', 'b'],
		['cost:>x', 'a b c'],
		['is:running', 'b'],
		['cost:0.01 -is:marked', 'b'],
		['-status:failed', 'b c'],
		['-oom -status:running', 'c'],
		['ended:<1m', 'a'],
		['ended:>1m', ''],
		['-ended:<1m', 'b c'],
		['created:<=2026-05-07', 'b'],
		['created:>2026-05-07', 'a'],
		['status:', 'a b c'],
		['title:"a b"', ''],
		['nothing:at all', ''],
	] as const) {
		assert.equal(listed({...state, view: {...state.view, filter}}), found, filter);
	}

	assert.deepEqual(invalidFilterTerm('a cost:>x'), {field: 'cost', value: '>x'});
	assert.equal(invalidFilterTerm('status:x cost:1'), null);
	const hint = (filter: string) => wrongTermLine(filter, null, filterFields, appearance());
	assert.match(textOf(hint('cat staus:failed') ?? []), /^no term staus: try status: state: /);
	assert.equal(hint('"a:b" -input.a:b is:x 8:30 http://a C:\\a OSError: b'), null);
});

test('is:unseen keeps the run that the user looks at, until the next one is selected', () => {
	const state = stateAfter(
		watching(['a', 'b', 'c']),
		{type: 'resized', at: start, columns: 120, rows: 40},
		...['a', 'b', 'c'].map(id => polled(id, {phase: 'running'})),
		...['b', 'c'].map(id => polled(id, {phase: 'failed'})),
		{type: 'set', setting: 'filter', value: 'is:unseen'},
	);
	assert.equal(listed(state), 'b c');
	assert.equal(state.view.selected, 'b');
	const next = stateAfter(state, 'j');
	assert.equal(listed(next), 'c');
	assert.equal(listed(stateAfter(next, 'esc')), 'a b c');
});

test('found runs are appended with their titles, except removed ones', () => {
	const state = stateAfter(watching(['a', 'b']), '-', {
		type: 'runsFound',
		at: start,
		orders: ['a', 'b', 'c'].map(id => order(id, {title: name(id.toUpperCase())})),
	});
	assert.equal(listed(state), 'b c');
	assert.deepEqual(
		[state.runs.get('b')?.title, state.runs.get('c')?.title],
		[name('B'), name('C')],
	);
	assert.equal(state.view.selected, 'b');
	const orders = ['b', 'x'].map(id => order(id, {title: name(id.toUpperCase())}));
	const named = stateAfter(watching(['b']), {type: 'runsRead', at: start, orders});
	assert.equal(listed(named), 'b', 'the run list adds none to runs that were given by their ids');
	assert.deepEqual(named.runs.get('b')?.title, name('B'));
});

function listed(state: State): string {
	return listedRuns(state)
		.map(({id}) => id)
		.join(' ');
}

test('a click on the title of a column sorts by it, also while runs are folded', () => {
	const zoomed = stateAfter(sampleState({columns: 200, rows: 50}), 'z');

	for (const state of [zoomed, stateAfter(zoomed, 'F')]) {
		const {runs} = layout(state);
		assert.ok(runs !== undefined);
		const [, header = ''] = texts(paneLines('runs', selectScreen(state), runs, appearance()));
		const keyAt = (title: string) => {
			const cell = {column: runs.left + header.indexOf(title), row: runs.top + 1};
			return sortKeyAt(state, cell, appearance());
		};
		const titles = ['STATE', 'TITLE', 'PROGRESS', 'TIME', 'COST', 'CREATED'];
		assert.ok(
			titles.every(title => header.includes(title)),
			header,
		);
		assert.deepEqual(titles.map(keyAt), ['state', 'title', 'progress', 'eta', 'cost', 'created']);
	}
});

const byCost: SavedView = {
	filter: 'cost:>1',
	sort: {key: 'cost', descending: true},
	columns: ['id', 'cost'],
};
const registry = commandRegistry(keymap);

function opened(options: Partial<StateOptions> = {}) {
	const views = new Map([['expensive', byCost]]);
	return stateAfter(
		initialState(
			{
				size: {columns: 120, rows: 40},
				commands: registry,
				views,
				discovering: true,
				...options,
			},
			start,
		),
		added(['a', 'b']),
	);
}

const set = (setting: Setting, value: string) => invoked({type: 'set', setting, value});

test('a view has the filter, the sort order and the columns, and is a row of the palette', () => {
	const saved = stateAfter(
		opened(),
		set('filter', 'b'),
		set('sort', 'title'),
		set('columns', 'title,input.seed'),
		set('save-view', ' my b '),
		set('view', 'expensive'),
	);
	const {filter, columns} = saved.view;
	assert.deepEqual({filter, sort: saved.saved.sort, columns}, byCost);
	const kept = [false, true].map(isDemo => {
		const {notice} = stateAfter({...opened(), isDemo}, set('save-view', 'x')).view;
		return notice?.notice.kind === 'view-saved' && notice.notice.isKept;
	});
	assert.deepEqual(kept, [true, false], 'a demo says that it keeps nothing');
	const rows = paletteRows(saved, 'my b');
	assert.deepEqual([rows[0]?.item.id, rows[0]?.value], ['view', 'my b']);
	const again = stateAfter(saved, ': "my b" enter');
	assert.deepEqual(
		[again.view.filter, again.saved.sort, again.view.columns, again.view.selected],
		['b', {key: 'title', descending: false}, ['title', 'input.seed'], 'b'],
	);
	assert.equal(again.view.overlay, null);
	const left = stateAfter(again, set('delete-view', 'my b'));
	assert.equal(left.saved.views.size, 0);
	assert.equal(left.view.filter, 'b');
});

test('a view of the config is not replaced', () => {
	const refused = stateAfter(opened(), set('save-view', 'expensive'));
	assert.equal(refused.view.notice?.notice.kind, 'view-in-config');
	assert.equal(refused.saved.views.size, 0);
});

test('the filter is saved when it is chosen, and is there at the next start, which says so', () => {
	const typing = stateAfter(opened(), '/ "b"');
	assert.deepEqual([typing.view.filter, typing.saved.filter], ['b', '']);
	const {saved} = stateAfter(typing, 'enter');
	const next = opened({saved});
	assert.equal(next.view.filter, 'b');
	assert.equal(next.view.notice?.notice.kind, 'filter-restored');
	assert.equal(stateAfter(next, 'esc').saved.filter, '');
});

test('after a start with a filter, the first run that it matches is selected, also if it matches later', () => {
	const next = opened({saved: {...emptySavedState, filter: 'b'}});
	assert.equal(next.view.selected, 'b');
	const titled = opened({saved: {...emptySavedState, filter: 'label:portrait'}});
	assert.equal(titled.view.selected, null);
	const labelled = stateAfter(titled, set('filter', 'b'));
	assert.equal(labelled.view.selected, 'b');
	const unread = opened({saved: {...emptySavedState, filter: 'is:needs-me'}});
	assert.deepEqual([unread.view.selected, listedRuns(unread)], [null, []]);
});

test('after all runs of a filter were removed, the first run is selected when the filter is cleared', () => {
	const filtered = stateAfter(opened(), set('filter', 'b'), '-');
	assert.deepEqual([filtered.view.selected, listedRuns(filtered)], [null, []]);
	const cleared = stateAfter(filtered, 'esc');
	assert.deepEqual([cleared.view.filter, cleared.view.selected], ['', 'a']);
});

test('runs that the command line names are not filtered, and the saved filter stays', () => {
	const named = opened({saved: {...emptySavedState, filter: 'b'}, discovering: false});
	assert.deepEqual([named.view.filter, named.view.notice, named.saved.filter], ['', null, 'b']);
});

test('a run that ends is unseen until the user looks at it; one that had ended before this session is not', () => {
	const unseen = (state: State) => [...state.runs.keys()].filter(id => isUnseen(state, id));
	const ended = {phase: 'succeeded'} as const;
	const runs = stateAfter(watching(['a', 'b', 'old']), polled('a'), polled('b'));
	const before = {...ended, createdAt: start - 2, terminalAt: start - 1};
	const state = stateAfter(runs, polled('b', ended), polled('a', ended), polled('old', before));
	assert.deepEqual([unseen(state), unseen(stateAfter(state, 'j'))], [['a', 'b'], ['a']]);
	const back: Action = {type: 'windowFocusChanged', at: start, focused: true};
	assert.deepEqual(
		[unseen(stateAfter(state, 'm')), unseen(stateAfter(state, back))],
		[['b'], ['b']],
	);
});

function runOf(id: string, workflow: string, inputs: Readonly<Record<string, string>>): Run {
	return run(id, {
		execution: execution({workflowId: name(workflow)}),
		inputs: withInputNames(
			Object.entries(inputs).map(([key, value]) => ({key: name(key), value: name(value)})),
		),
	});
}

function shown(...runs: readonly Run[]): ReadonlyArray<readonly string[]> {
	const all = new Map(runs.map(each => [each.id, each]));
	return runs.map(each => distinctInputs(each, all));
}

test('a run shows the inputs in which it differs from others of its workflow, the prompt first', () => {
	const common = {n5_size: '768', n4_negative_text: 'blurry'};
	const a = runOf('a', 'wf', {...common, n3_seed: '1', n6_text: '雨夜\n霓虹'});
	const b = runOf('b', 'wf', {
		...common,
		n3_seed: '2',
		n6_text: '雪山',
		n7_image: 'https://h/in/a.png?sig=x',
	});
	const other = runOf('c', 'wf_2', {n3_seed: '1', n6_text: '雨夜'});
	assert.deepEqual(shown(a, b, other), [['雨夜⏎霓虹'], ['雪山', 'a.png'], ['雨夜']]);
	// A seed is shown only if nothing else differs, with the prompt. If nothing differs at all, two inputs are shown.
	const again = runOf('d', 'wf', {...common, n3_seed: '2', n6_text: '雨夜\n霓虹'});
	assert.deepEqual(shown(a, again)[0], ['1', '雨夜⏎霓虹']);
	const both = [a, again].map(each => [each.id, each] as const);
	assert.deepEqual(distinctInputs(a, new Map(both), true), ['seed 1', '雨夜⏎霓虹']);
	assert.deepEqual(shown(a, {...a, id: 'd'})[0], ['雨夜⏎霓虹', '768']);
	assert.deepEqual(shown({...a, inputs: null}, b)[0], []);
	assert.equal(inputText(a, 'n3_seed'), '1');
	assert.equal(inputText(a, 'n9'), null);
});

test('the inputs come before the title, long ones only where runs share it, and what differs is not cut', () => {
	const [a, b] = ['雨夜 霓虹', '雪山 日出'].map((text, index) => ({
		...runOf(`${index}`, 'wf', {n6_text: text}),
		title: foreignProse('Portraits'),
	}));
	assert.ok(a !== undefined && b !== undefined);
	const titles = (...runs: readonly Run[]) =>
		texts(paneLines('runs', screenModel(runs), {width: 48, height: 3}, appearance()))[1];
	const long = {...a, ...runOf('0', 'wf', {n6_text: '雨夜 '.repeat(9)}), title: a.title};
	assert.match(titles(long) ?? '', / Portraits · 雨夜 雨夜/);
	assert.match(titles(a, b) ?? '', / 雨夜 霓虹 · Portraits/);
	const [red, blue] = ['red', 'blue'].map(color => ({
		...runOf(color, 'wf', {n6_text: `masterpiece, best quality, a ${color} dress`}),
		title: a.title,
	}));
	assert.ok(red !== undefined && blue !== undefined);
	assert.match(titles(red, blue) ?? '', / masterpiece, best…red dress… /);
});

test('the filter finds inputs by `input:`, by a word, and one input by its name or key', () => {
	const named = [{key: name('n6_Text'), name: name('提示词'), value: name('雨夜 Neon')}];
	const b = runOf('b', 'wf', {text: '雪山', seed: '雨夜'});
	const runs = [{...run('a'), inputs: named}, b, run('c')];
	const found = (filter: string) =>
		filterRuns(
			runs.map(each => listedWatched(each, null)),
			filter,
			start,
		).map(listedRunId);
	assert.deepEqual(
		[
			'input:neon',
			'neon',
			'input.提示词：雨夜',
			'input.text:雨',
			'input.n6_text:n',
			'input.x:雨',
		].map(text => found(text).join()),
		['a', 'a', 'a', 'a', 'a', ''],
	);
	assert.deepEqual(found('-input.seed:雨夜'), ['a', 'c']);
});

test('an input is a sort key; values that are all numbers are compared as numbers', () => {
	const seeded = ['9', '10', ''].map(seed => listedWatched(runOf(`s${seed}`, 'wf', {seed}), null));
	const sorted = sortRuns(seeded, {key: 'input.seed', descending: true}, 0, new Set());
	assert.deepEqual(sorted.map(listedRunId), ['s10', 's9', 's']);
});

test('on a screen, the first response asks for the inputs once; they stay until the end', () => {
	const asks = (...[state, ...steps]: Parameters<typeof play>) =>
		play(state, ...steps).effects.filter(({type}) => type === 'readInputs');
	const polls = [polled('a', {phase: 'running'}), polled('a', {phase: 'succeeded'})] as const;
	const read = {...orderLoaded, id: 'a'} as Action;
	assert.deepEqual(asks(watching(['a']), polls[0], read, polls[1]), [
		{type: 'readInputs', ids: ['a']},
	]);
	const {runs} = stateAfter(watching(['a']), polls[0], read, polls[1]);
	assert.equal(runs.get('a')?.inputs?.length, 2);
	assert.deepEqual(asks(watching(['a'], {columns: 0, rows: 0}), ...polls), []);
});
