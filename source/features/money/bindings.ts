import type {Binding} from '../../store/keys/binding.ts';

/** A Chinese input method types `￥` on the key of `$`. */
export const moneyBindings: readonly Binding[] = [
	{id: 'money', where: 'everywhere', does: [{keys: ['$', '￥', 'B'], command: {type: 'money'}}]},
];
