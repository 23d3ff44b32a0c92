import assert from 'node:assert/strict';
import test from 'node:test';
import {footerHints} from '../../../source/features/key-hints.ts';
import {keymap, rebindableCommands} from '../../../source/features/keymap.ts';
import type {PaneName} from '../../../source/features/panes/layout.ts';
import {keyAction, type KeyAction} from '../../../source/features/press-keys.ts';
import type {Command} from '../../../source/store/command.ts';
import type {Binding} from '../../../source/store/keys/binding.ts';
import {rebind, type RebindFault} from '../../../source/store/keys/rebind.ts';
import type {State} from '../../../source/store/state.ts';
import {stateAfter, watching} from '../../helpers/play.ts';

test('overridden keys replace those of a command in dispatch and footer', () => {
	const bindings = boundTo('follow', [['é', 'f7']]);
	const state = focused('log');
	assert.deepEqual(keyAction('f7', state, true, bindings), commanded({type: 'follow'}));
	assert.equal(keyAction('f', state, true, bindings), null);
	assert.deepEqual(footerHints(state, bindings).find(({id}) => id === 'follow')?.keys, ['é']);
});

test('an override applies to a command in all its places, to each direction by itself, and may swap keys or remove them', () => {
	const errors = boundTo('next-error', [['f8'], []]);
	const copies = boundTo('copy', [['f5']]);
	const {bindings: swapped} = rebind(
		[
			{command: 'sort', keys: [['S']]},
			{command: 'turn', keys: [['s']]},
		],
		keymap,
	);

	for (const [pane, key, bindings, action] of [
		['log', 'f8', errors, commanded({type: 'next-error', step: 1})],
		['log', 'E', errors, null],
		['runs', 'f5', copies, commanded({type: 'copy'})],
		['log', 'f5', copies, commanded({type: 'copy'})],
		['outputs', 'f5', copies, commanded({type: 'copy'})],
		['outputs', 'y', copies, null],
		['runs', 's', swapped, commanded({type: 'turn'})],
	] as const) {
		assert.deepEqual(keyAction(key, focused(pane), true, bindings), action, `${pane} ${key}`);
	}
});

test('a conflicting key is reported: in the same pane, and between a pane and everywhere', () => {
	assert.deepEqual(faultOf('follow', [['e']]), {
		kind: 'taken',
		command: 'follow',
		direction: 0,
		key: 'e',
		by: 'next-error',
	});
	assert.equal(takenBy('follow', [['q']]), 'quit');
	assert.equal(takenBy('zoom', [['f8', 'e']]), 'next-error');
	assert.equal(takenBy('next-error', [['f8'], ['f8']]), 'next-error');
	// Keys of the runs pane, of the log pane and of a prompt never conflict.
	assert.deepEqual(rebind([{command: 'follow', keys: [['s']]}], keymap).faults, []);
	assert.equal(takenBy('sort', [['enter', 'f8']]), 'enter');
});

test('the keys of prompts and of interrupt are fixed', () => {
	assert.equal(faultOf('interrupt', [['f8']]).kind, 'fixed');
	assert.equal(faultOf('submit', [['f8']]).kind, 'fixed');
	assert.equal(faultOf('nonsense', [['f8']]).kind, 'unknown-command');
	assert.ok(!rebindableCommands.includes('erase'));
	const bindings = boundTo('back', [['f10']]);
	const prompt = bindings.find(({id, where}) => id === 'back' && where === 'prompt');
	assert.deepEqual(prompt?.does[0]?.keys, ['esc']);
});

function commanded(command: Command): KeyAction {
	return {type: 'commandInvoked', command};
}

function boundTo(command: string, keys: readonly (readonly string[])[]): readonly Binding[] {
	const {bindings, faults} = rebind([{command, keys}], keymap);
	assert.deepEqual(faults, []);
	return bindings;
}

function faultOf(command: string, keys: readonly (readonly string[])[]): RebindFault {
	const [fault] = rebind([{command, keys}], keymap).faults;
	assert.ok(fault !== undefined);
	return fault;
}

function takenBy(command: string, keys: readonly (readonly string[])[]): string {
	const fault = faultOf(command, keys);
	return fault.kind === 'taken' ? fault.by : fault.kind;
}

function focused(focus: PaneName): State {
	return stateAfter(watching(['run']), {type: 'focus', pane: focus});
}
