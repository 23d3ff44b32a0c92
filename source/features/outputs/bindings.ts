import type {Binding} from '../../store/keys/binding.ts';

/** Keys of the outputs pane and the preview. */
export const outputBindings: readonly Binding[] = [
	{
		id: 'show',
		where: 'outputs',
		footer: ['enter'],
		does: [{keys: ['enter'], command: {type: 'show'}}],
	},
	{
		id: 'preview',
		where: 'outputs',
		footer: ['v'],
		does: [{keys: ['v', '|'], command: {type: 'preview'}}],
	},
	{
		id: 'copy',
		where: 'outputs',
		footer: ['y'],
		does: [{keys: ['y', 'c', 'ctrl+y'], command: {type: 'copy'}}],
	},
	{
		id: 'search',
		where: 'viewer',
		footer: ['/'],
		does: [{keys: ['/'], command: {type: 'search'}}],
	},
	{
		id: 'next-hit',
		where: 'viewer',
		footer: ['n'],
		does: [
			{keys: ['n', '>'], command: {type: 'next-hit', step: 1}},
			{keys: ['N', '<'], command: {type: 'next-hit', step: -1}},
		],
	},
	{
		id: 'wrap',
		where: 'viewer',
		footer: ['w'],
		does: [{keys: ['w', '\\'], command: {type: 'wrap'}}],
	},
	{
		id: 'sideways',
		where: 'viewer',
		does: [
			{keys: ['left', 'h'], command: {type: 'sideways', cells: -8}},
			{keys: ['right', 'l'], command: {type: 'sideways', cells: 8}},
		],
	},
	{
		id: 'open',
		where: 'viewer',
		footer: ['o'],
		does: [{keys: ['o', 'ctrl+o'], command: {type: 'open'}}],
	},
	{
		id: 'copy',
		where: 'viewer',
		footer: ['y'],
		does: [{keys: ['y', 'c', 'ctrl+y'], command: {type: 'copy'}}],
	},
];
