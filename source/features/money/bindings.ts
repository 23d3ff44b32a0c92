import type {Binding} from '../../store/keys/binding.ts';

/** What keys do that show what was spent. With an input method for Chinese on, the key of `$` writes `￥`. */
export const moneyBindings: readonly Binding[] = [
	{id: 'money', where: 'everywhere', does: [{keys: ['$', '￥', 'B'], command: {type: 'money'}}]},
];
