import type {Binding} from '../../store/keys/binding.ts';

declare module '../../store/registry.ts' {
	interface Bindings {
		follow: true;
		search: true;
		'go-to': true;
		'next-hit': true;
		'next-error': true;
		'next-node': true;
		'one-node': true;
		'hits-only': true;
		'least-level': true;
		'all-logs': true;
		'first-unread': true;
		'time-mode': true;
		wrap: true;
		sideways: true;
		'select-lines': true;
		fold: true;
		unfold: true;
		entry: true;
		pager: true;
		save: true;
		export: true;
	}
}

export const logBindings: readonly Binding[] = [
	{
		id: 'fold',
		where: 'log',
		does: [{keys: ['F', '('], command: {type: 'fold'}}],
	},
	{
		id: 'unfold',
		where: 'log',
		does: [{keys: ['space', ')'], command: {type: 'unfold'}}],
	},
	{
		id: 'follow',
		where: 'log',
		footer: ['f'],
		does: [{keys: ['f', '.', '"'], command: {type: 'follow'}}],
	},
	{
		id: 'search',
		where: 'log',
		footer: ['/'],
		does: [{keys: ['/'], command: {type: 'search'}}],
	},
	{
		id: 'go-to',
		where: 'log',
		does: [{keys: [';', 'ctrl+g'], command: {type: 'go-to'}}],
	},
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
	{
		id: 'entry',
		where: 'log',
		footer: ['enter'],
		does: [{keys: ['enter'], command: {type: 'enter'}}],
	},
	{
		id: 'hits-only',
		where: 'log',
		does: [{keys: ['&'], command: {type: 'hits-only'}}],
	},
	{
		id: 'least-level',
		where: 'log',
		footer: ['L'],
		does: [{keys: ['L', '!'], command: {type: 'least-level'}}],
	},
	{
		id: 'next-node',
		where: 'log',
		does: [
			{keys: ['['], command: {type: 'next-node', step: -1}},
			{keys: [']'], command: {type: 'next-node', step: 1}},
		],
	},
	{
		id: 'one-node',
		where: 'log',
		does: [{keys: ['#'], command: {type: 'one-node'}}],
	},
	{
		id: 'first-unread',
		where: 'log',
		does: [{keys: ['u', "'"], command: {type: 'first-unread'}}],
	},
	{
		id: 'time-mode',
		where: 'log',
		does: [{keys: ['t', '@'], command: {type: 'time-mode'}}],
	},
	{
		id: 'wrap',
		where: 'log',
		does: [{keys: ['w', '\\'], command: {type: 'wrap'}}],
	},
	{
		id: 'all-logs',
		where: 'log',
		does: [{keys: ['A', '*'], command: {type: 'all-logs'}}],
	},
	{
		id: 'select-lines',
		where: 'log',
		does: [{keys: ['V', ','], command: {type: 'select-lines'}}],
	},
	{
		id: 'sideways',
		where: 'log',
		does: [
			{keys: ['left', 'h', '-'], command: {type: 'sideways', cells: -8}},
			{keys: ['right', 'l', '_'], command: {type: 'sideways', cells: 8}},
		],
	},
	{
		id: 'copy',
		where: 'log',
		footer: ['y'],
		does: [{keys: ['y', 'c', 'ctrl+y'], command: {type: 'copy'}}],
	},
	{
		id: 'pager',
		where: 'log',
		footer: ['v'],
		does: [{keys: ['v', '|'], command: {type: 'page-log'}}],
	},
	{
		id: 'save',
		where: 'log',
		does: [{keys: ['ctrl+s'], command: {type: 'save-log', form: 'text'}}],
	},
	{
		id: 'export',
		where: 'log',
		does: [{keys: ['ctrl+e'], command: {type: 'save-log', form: 'json'}}],
	},
];
