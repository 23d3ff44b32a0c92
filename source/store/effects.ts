import type {Effect} from './effect.ts';
import type {Notice} from './notice.ts';

/** Carry out effects of these types. A notice reports the result. */
export type EffectHandlers<
	Types extends Effect['type'] = Effect['type'],
	Result = Promise<Notice | null> | void,
> = {
	readonly [Type in Types]: (effect: Extract<Effect, {type: Type}>) => Result;
};

type EffectBase = {readonly type: Effect['type']};
type EffectHandler = (effect: EffectBase) => Promise<Notice | null> | void;

/**
 * Returns a function that carries out effects. An effect without a handler, such as a poll in a replay, does nothing.
 * `onBug` receives the error of a handler that rejects.
 */
export function createEffectRunner(
	handlers: Partial<EffectHandlers>,
	notify: (notice: Notice) => void,
	onBug: (error: unknown) => void,
): (effects: readonly EffectBase[]) => void {
	return effects => {
		for (const effect of effects) {
			const handle = handlers[effect.type] as EffectHandler | undefined;
			handle?.(effect)?.then(notice => {
				if (notice !== null) {
					notify(notice);
				}
			}, onBug);
		}
	};
}
