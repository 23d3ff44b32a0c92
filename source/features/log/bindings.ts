import type {BindingIds} from '../../store/feature.ts';
import {bind, type Binding} from '../../store/keys/binding.ts';
import type {logWords} from './words.ts';

declare module '../../store/registry.ts' {
	interface Bindings extends BindingIds<typeof logWords> {}
}

export const logBindings: readonly Binding[] = [
	bind('log', 'fold', ['F', '(']),
	bind('log', 'unfold', ['space', ')']),
	bind('log', 'follow', ['f', '.', '"'], {footer: ['f']}),
	bind('log', 'search', ['/'], {footer: ['/']}),
	bind('log', 'go-to', [';', 'ctrl+g']),
	{
		id: 'next-hit',
		where: 'log',
		footer: ['n'],
		does: [
			{keys: ['n', '>'], command: {type: 'next-hit', step: 1}},
			{keys: ['N', '<'], command: {type: 'next-hit', step: -1}},
		],
	},
	{
		id: 'next-error',
		where: 'log',
		footer: ['e'],
		does: [
			{keys: ['e', '}'], command: {type: 'next-error', step: 1}},
			{keys: ['E', '{'], command: {type: 'next-error', step: -1}},
		],
	},
	bind('log', 'entry', ['enter'], {footer: ['enter'], command: {type: 'enter'}}),
	bind('log', 'hits-only', ['&']),
	bind('log', 'least-level', ['L', '!'], {footer: ['L']}),
	{
		id: 'next-node',
		where: 'log',
		does: [
			{keys: ['['], command: {type: 'next-node', step: -1}},
			{keys: [']'], command: {type: 'next-node', step: 1}},
		],
	},
	bind('log', 'one-node', ['#']),
	bind('log', 'first-unread', ['u', "'"]),
	bind('log', 'time-mode', ['t', '@']),
	bind('log', 'wrap', ['w', '\\']),
	bind('log', 'all-logs', ['A', '*']),
	bind('log', 'select-lines', ['V', ',']),
	{
		id: 'sideways',
		where: 'log',
		does: [
			{keys: ['left', 'h', '-'], command: {type: 'sideways', cells: -8}},
			{keys: ['right', 'l', '_'], command: {type: 'sideways', cells: 8}},
		],
	},
	bind('log', 'copy', ['y', 'c', 'ctrl+y'], {footer: ['y']}),
	bind('log', 'pager', ['v', '|'], {footer: ['v'], command: {type: 'page-log'}}),
	bind('log', 'save', ['ctrl+s'], {command: {type: 'save-log', form: 'text'}}),
	bind('log', 'export', ['ctrl+e'], {command: {type: 'save-log', form: 'json'}}),
];
