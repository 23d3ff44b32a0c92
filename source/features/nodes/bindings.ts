import type {Binding} from '../../store/keys/binding.ts';

/** What keys do that show a run from another side: its nodes on a common axis, and why it failed. */
export const insightBindings: readonly Binding[] = [
	{
		id: 'timeline',
		where: 'everywhere',
		footer: ['T'],
		does: [{keys: ['T', '%'], command: {type: 'timeline'}}],
	},
	{
		id: 'failure',
		where: 'everywhere',
		does: [{keys: ['x', '~'], command: {type: 'failure'}}],
	},
	{
		id: 'notifications',
		where: 'everywhere',
		does: [{keys: ['b', '^'], command: {type: 'notifications'}}],
	},
	{
		id: 'mouse',
		where: 'everywhere',
		does: [{keys: ['m', 'f2'], command: {type: 'mouse'}}],
	},
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
		id: 'timeline-log',
		where: 'timeline',
		footer: ['enter'],
		does: [{keys: ['enter'], command: {type: 'enter'}}],
	},
	{
		id: 'timeline-order',
		where: 'timeline',
		footer: ['s'],
		does: [{keys: ['s', ','], command: {type: 'timeline-order'}}],
	},
	{
		id: 'timeline',
		where: 'timeline',
		footer: ['T'],
		does: [{keys: ['T', '%'], command: {type: 'timeline'}}],
	},
];
