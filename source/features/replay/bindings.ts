import type {Duration} from '../../core/time/clock.ts';
import type {Binding} from '../../store/keys/binding.ts';

/** How far one key goes back or forth. */
const seekStepMs: Duration = 10_000;

/** What keys do while a recording is played, before all others. Where none is, they mean what they mean elsewhere. */
export const replayBindings: readonly Binding[] = [
	{
		id: 'replay-toggle',
		where: 'replay',
		footer: ['space'],
		does: [{keys: ['space'], command: {type: 'replay', move: {kind: 'toggle'}}}],
	},
	{
		id: 'replay-seek',
		where: 'replay',
		footer: ['left', 'right'],
		does: [
			{keys: ['left'], command: {type: 'replay', move: {kind: 'seek', by: -seekStepMs}}},
			{keys: ['right'], command: {type: 'replay', move: {kind: 'seek', by: seekStepMs}}},
		],
	},
	{
		id: 'replay-step',
		where: 'replay',
		footer: ['.'],
		does: [{keys: ['.'], command: {type: 'replay', move: {kind: 'step'}}}],
	},
];
