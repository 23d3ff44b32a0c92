import type {Effect} from './effect.ts';
import type {Notice} from './notice.ts';

/** Carry out effects of these types. A notice reports the result. */
export type EffectHandlers<
	Types extends Effect['type'] = Effect['type'],
	Result = Promise<Notice | null> | void,
> = {
	readonly [Type in Types]: (effect: Extract<Effect, {type: Type}>) => Result;
};

/** What is done on the desktop and the terminal. */
export type SystemAdapter = EffectHandlers<
	| 'open'
	| 'copy'
	| 'copyFailure'
	| 'copyComparison'
	| 'copyLog'
	| 'saveLog'
	| 'pageLog'
	| 'runOwnCommand'
	| 'suspend'
	| 'leave'
	| 'redraw'
> & {
	setAppearance(change: {readonly theme?: string; readonly language?: string}): boolean;
};

export type EffectHistory = EffectHandlers<
	'findRuns' | 'reopenRun' | 'readInputs' | 'markSeen' | 'loadSpending',
	void
>;

/**
 * Returns a function that carries out effects. An effect without a handler, such as a poll in a replay, does nothing.
 * `onBug` receives the error of a handler that rejects.
 */
export function createEffectRunner(
	handlers: Partial<EffectHandlers>,
	notify: (notice: Notice) => void,
	onBug: (error: unknown) => void,
): (effects: readonly Effect[]) => void {
	return effects => {
		for (const effect of effects) {
			const handle = handlers[effect.type];
			handle?.(effect as never)?.then(notice => {
				if (notice !== null) {
					notify(notice);
				}
			}, onBug);
		}
	};
}
