import assert from 'node:assert/strict';
import test from 'node:test';
import type {OverlayKind} from '../../../source/store/overlay.ts';
import {stateAfter} from '../../helpers/play.ts';
import {sampleState} from '../../helpers/sample-state.ts';
import {now} from '../../helpers/sample.ts';

const size = {columns: 60, rows: 15};
/** The keys that open each overlay, which scrolls. A missing one does not compile. */
const opening: Readonly<Record<Exclude<OverlayKind, 'palette'>, string>> = {
	compare: 'space j j space =',
	entry: '3 enter',
	failure: 'j j j x',
	help: '?',
	history: 'H',
	messages: ': "messages" enter',
	money: '$',
	order: 'i',
	output: 'j j 4 j j v',
	picker: 'a',
};

for (const [kind, keys] of Object.entries(opening)) {
	test(`${kind} opens at its first row, and esc closes it, also where it was scrolled`, () => {
		const open = stateAfter(sampleState(size), keys);
		const {overlay} = open.view;
		assert.ok(overlay !== null && 'scrollTop' in overlay);
		assert.deepEqual([overlay.kind, overlay.scrollTop], [kind, 0]);
		assert.equal(stateAfter(open, 'G esc').view.overlay, null);
	});
}

test('an overlay is scrolled like before when it was shorter for a while, unless it was scrolled then', () => {
	const measured = (end: number) => ({type: 'overlayMeasured', end, at: now}) as const;
	const long = stateAfter(
		sampleState(size),
		'?',
		measured(50),
		{type: 'move', lines: 40},
		measured(20),
	);
	const [kept, moved] = ['', 'k'].map(
		keys => stateAfter(long, keys, measured(50)).view.overlay?.scrollTop,
	);
	assert.deepEqual([kept, moved], [40, 19]);
});
