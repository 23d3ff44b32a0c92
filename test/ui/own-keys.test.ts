import assert from 'node:assert/strict';
import test from 'node:test';
import {downloadId} from '../../source/core/output/download.ts';
import {keymap, rebindableCommands} from '../../source/features/keymap.ts';
import {selectScreen} from '../../source/features/screen-model.ts';
import {greeting} from '../../source/session/screen/screen-reader/announcements.ts';
import {rebind} from '../../source/store/keys/rebind.ts';
import type {State} from '../../source/store/state.ts';
import {frame} from '../helpers/draw.tsx';
import {stateAfter} from '../helpers/play.ts';
import {ids, sampleOutputs, sampleState} from '../helpers/sample-state.ts';
import {appearance, now} from '../helpers/sample.ts';
import {pollFailed} from '../helpers/values.ts';

const [card, back, download, again, pause, open, quit] = 'ŝĉĥĵŭøæ';

/**
 * Key bindings for these tests. Some commands, such as `quit`, have keys that texts of the program mention. Each of
 * them has a key of one letter here. The other commands have no keys.
 */
const bindings = own({failure: card, back, download, 'poll-now': again, pause, open, quit});
const look = appearance('en', {bindings});
const size = {columns: 100, rows: 40};

test('the panes name the keys in force', () => {
	const after = (keys: string) => drawn(stateAfter(sampleState(size), keys));
	const gaveUp = (why: 'unreachable' | 'unknown-run') =>
		drawn(stateAfter(sampleState(size), pollFailed(ids.running, {at: now, gaveUp: why})));
	const stopped = {
		type: 'downloadUpdated',
		at: now,
		id: downloadId(ids.done, 'n9_images'),
		phase: {kind: 'canceled'},
	} as const;

	for (const [key, text] of [
		[card, after('j j j')],
		[again, gaveUp('unreachable')],
		[again, gaveUp('unknown-run')],
		[back, drawn(viewer())],
		[open, drawn(viewer())],
		[download, drawn(stateAfter(sampleOutputs(size), 'z', stopped))],
		[pause, after('P')],
		[quit, greeting(look)],
	] as const) {
		assert.match(text, new RegExp(`(?<![a-z])${key ?? ''}(?![a-z])`), text);
	}
});

/** The rows without the key hints. */
function drawn(state: State): string {
	return frame(selectScreen(state), size, look, []).join('\n');
}

/** The viewer with an output of an unknown kind. */
function viewer(): State {
	const state = stateAfter(sampleState(size), 'j j 4 v');
	return stateAfter(state, {
		type: 'previewUpdated',
		at: now,
		requestId: state.previewCount,
		id: '',
		content: {kind: 'unsupported', type: null, size: 12_345_678},
	});
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
		keymap,
	).bindings;
}
