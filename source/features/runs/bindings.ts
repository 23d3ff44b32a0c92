import type {Binding} from '../../store/keys/binding.ts';

/** What keys do in the run list, besides opening a run. */
export const runBindings: readonly Binding[] = [
	{id: 'drop', where: 'runs', does: [{keys: ['-', 'del'], command: {type: 'drop'}}]},
	{
		id: 'sort',
		where: 'runs',
		footer: ['s'],
		does: [{keys: ['s', ','], command: {type: 'sort'}}],
	},
	{id: 'turn', where: 'runs', does: [{keys: ['S', ';'], command: {type: 'turn'}}]},
	{id: 'mark', where: 'runs', does: [{keys: ['space', 'ctrl+t'], command: {type: 'mark'}}]},
	{id: 'pin', where: 'runs', does: [{keys: ['p', '*'], command: {type: 'pin'}}]},
];
