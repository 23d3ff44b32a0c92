import assert from 'node:assert/strict';
import test from 'node:test';
import type {Command} from '../../../source/store/command.ts';
import type {OverlayKind} from '../../../source/store/overlay.ts';
import {invoked, stateAfter} from '../../helpers/play.ts';
import {sampleAfter} from '../../helpers/sample-state.ts';
import {now} from '../../helpers/sample.ts';

const size = {columns: 60, rows: 15};
const mark = {type: 'mark'} as const;
const toLog = {type: 'focus', pane: 'log'} as const;
const toOutputs = {type: 'focus', pane: 'outputs'} as const;

/** The commands that open each overlay, which scrolls. A missing one does not compile. */
const opening: Readonly<Record<Exclude<OverlayKind, 'palette'>, readonly Command[]>> = {
	compare: [mark, {type: 'move', lines: 2}, mark, {type: 'compare'}],
	entry: [toLog, {type: 'enter'}],
	failure: [{type: 'move', lines: 3}, {type: 'failure'}],
	help: [{type: 'help'}],
	history: [{type: 'history'}],
	messages: [{type: 'messages'}],
	money: [{type: 'money'}],
	order: [{type: 'order'}],
	output: [{type: 'move', lines: 2}, toOutputs, {type: 'move', lines: 2}, {type: 'preview'}],
	picker: [{type: 'add'}],
};

for (const [kind, commands] of Object.entries(opening)) {
	test(`${kind} opens at its first row, and esc closes it, also where it was scrolled`, () => {
		const open = sampleAfter(size, ...commands);
		const {overlay} = open.view;
		assert.ok(overlay !== null && 'scrollTop' in overlay);
		assert.deepEqual([overlay.kind, overlay.scrollTop], [kind, 0]);
		const closed = stateAfter(
			open,
			invoked({type: 'jump', to: 'end'}, now),
			invoked({type: 'back'}, now),
		);
		assert.equal(closed.view.overlay, null);
	});
}

test('an overlay is scrolled like before when it was shorter for a while, unless it was scrolled then', () => {
	const measured = (end: number) => ({type: 'overlayMeasured', end, at: now}) as const;
	const long = stateAfter(
		sampleAfter(size, {type: 'help'}),
		measured(50),
		invoked({type: 'move', lines: 40}, now),
		measured(20),
	);
	const [kept, moved] = [[], [invoked({type: 'move', lines: -1}, now)]].map(
		moves => stateAfter(long, ...moves, measured(50)).view.overlay?.scrollTop,
	);
	assert.deepEqual([kept, moved], [40, 19]);
});
