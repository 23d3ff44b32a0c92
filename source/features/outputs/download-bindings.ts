import type {Binding} from '../../store/keys/binding.ts';

export const downloadBindings: readonly Binding[] = [
	{
		id: 'download',
		where: 'outputs',
		footer: ['d'],
		does: [{keys: ['d', '>'], command: {type: 'download', which: 'one'}}],
	},
	{
		id: 'download-all',
		where: 'outputs',
		footer: ['D'],
		does: [{keys: ['D', '*'], command: {type: 'download', which: 'all'}}],
	},
	{
		id: 'stop-download',
		where: 'outputs',
		does: [{keys: ['X', '-', 'del'], command: {type: 'stop-download'}}],
	},
];
