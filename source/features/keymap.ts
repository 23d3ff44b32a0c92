import type {Binding} from '../store/keys/binding.ts';
import {insightBindings} from './nodes/bindings.ts';
import {downloadBindings} from './outputs/download-bindings.ts';
import {logBindings} from './log/bindings.ts';
import {moneyBindings} from './money/bindings.ts';
import {outputBindings} from './outputs/bindings.ts';
import {replayBindings} from './replay/bindings.ts';
import {runBindings} from './runs/bindings.ts';

/**
 * The one table of keys: what is pressed, what the footer and the help say, all comes from here. Where two bindings
 * take the same key, the one of the pane wins over `everywhere`. In every pane, also in a replay, every command has a key that
 * is no letter, since an input method for Chinese takes the letters; a plain lower-case letter never does anything that could be regretted.
 */
export const keymap: readonly Binding[] = [
	{
		id: 'move',
		where: 'everywhere',
		footer: ['up', 'down'],
		does: [
			{keys: ['up', 'k'], command: {type: 'move', lines: -1}},
			{keys: ['down', 'j'], command: {type: 'move', lines: 1}},
		],
	},
	{
		id: 'half-page',
		where: 'everywhere',
		does: [
			{keys: ['ctrl+u'], command: {type: 'page', pages: -0.5}},
			{keys: ['ctrl+d'], command: {type: 'page', pages: 0.5}},
		],
	},
	{
		id: 'page',
		where: 'everywhere',
		does: [
			{keys: ['pageup', 'ctrl+b'], command: {type: 'page', pages: -1}},
			{keys: ['pagedown', 'ctrl+f'], command: {type: 'page', pages: 1}},
		],
	},
	{
		id: 'ends',
		where: 'everywhere',
		does: [
			{keys: ['home', 'g'], command: {type: 'jump', to: 'start'}},
			{keys: ['end', 'G'], command: {type: 'jump', to: 'end'}},
		],
	},
	{
		id: 'next-pane',
		where: 'everywhere',
		footer: ['tab'],
		does: [
			{keys: ['tab'], command: {type: 'focus-next', step: 1}},
			{keys: ['shift+tab'], command: {type: 'focus-next', step: -1}},
		],
	},
	{
		id: 'pane-n',
		where: 'everywhere',
		does: [
			{keys: ['1'], command: {type: 'focus', pane: 'runs'}},
			{keys: ['2'], command: {type: 'focus', pane: 'detail'}},
			{keys: ['3'], command: {type: 'focus', pane: 'log'}},
			{keys: ['4'], command: {type: 'focus', pane: 'outputs'}},
		],
	},
	{id: 'zoom', where: 'everywhere', does: [{keys: ['z', '='], command: {type: 'zoom'}}]},
	{
		id: 'filter',
		where: 'everywhere',
		footer: ['/'],
		does: [{keys: ['/', 'ctrl+k'], command: {type: 'filter'}}],
	},
	{
		id: 'open',
		where: 'everywhere',
		footer: ['o'],
		does: [{keys: ['o', 'ctrl+o'], command: {type: 'open'}}],
	},
	{
		id: 'copy',
		where: 'everywhere',
		does: [{keys: ['y', 'c', 'ctrl+y'], command: {type: 'copy'}}],
	},
	{
		id: 'help',
		where: 'everywhere',
		footer: ['?'],
		does: [{keys: ['?', 'f1'], command: {type: 'help'}}],
	},
	{id: 'back', where: 'everywhere', does: [{keys: ['esc'], command: {type: 'back'}}]},
	{
		id: 'quit',
		where: 'everywhere',
		footer: ['q'],
		does: [{keys: ['q', 'ctrl+q'], command: {type: 'quit'}}],
	},
	{
		id: 'palette',
		where: 'everywhere',
		footer: [':'],
		does: [{keys: [':', 'ctrl+p'], command: {type: 'palette'}}],
	},
	{
		id: 'interrupt',
		where: 'everywhere',
		does: [{keys: ['ctrl+c'], command: {type: 'interrupt'}}],
	},
	{id: 'suspend', where: 'everywhere', does: [{keys: ['ctrl+z'], command: {type: 'suspend'}}]},
	{id: 'redraw', where: 'everywhere', does: [{keys: ['ctrl+l'], command: {type: 'redraw'}}]},
	{
		id: 'enter',
		where: 'runs',
		footer: ['enter'],
		does: [{keys: ['enter'], command: {type: 'enter'}}],
	},
	{
		id: 'add',
		where: 'everywhere',
		footer: ['a'],
		does: [{keys: ['a', '+'], command: {type: 'add'}}],
	},
	...runBindings,
	{
		id: 'order',
		where: 'everywhere',
		footer: ['i'],
		does: [{keys: ['i', '#', 'ctrl+x'], command: {type: 'order'}}],
	},
	{
		id: 'poll-now',
		where: 'everywhere',
		does: [{keys: ['r', 'ctrl+r'], command: {type: 'poll-now'}}],
	},
	{id: 'pause', where: 'everywhere', does: [{keys: ['P', '`'], command: {type: 'pause'}}]},
	...moneyBindings,
	...insightBindings,
	...replayBindings,
	...logBindings,
	...outputBindings,
	...downloadBindings,
	{
		id: 'submit',
		where: 'prompt',
		footer: ['enter'],
		does: [{keys: ['enter'], command: {type: 'submit'}}],
	},
	{
		id: 'complete',
		where: 'prompt',
		footer: ['tab'],
		purposes: ['command', 'add'],
		does: [{keys: ['tab'], command: {type: 'complete'}}],
	},
	{
		id: 'back',
		where: 'prompt',
		footer: ['esc'],
		does: [{keys: ['esc'], command: {type: 'back'}}],
	},
	{
		id: 'erase',
		where: 'prompt',
		does: [
			{keys: ['backspace', 'del'], command: {type: 'erase', what: 'character'}},
			{keys: ['ctrl+w'], command: {type: 'erase', what: 'word'}},
			{keys: ['ctrl+u'], command: {type: 'erase', what: 'all'}},
		],
	},
];
