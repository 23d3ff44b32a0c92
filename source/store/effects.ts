import type {ActionWithoutTime} from './action.ts';
import type {Notice} from './notice.ts';
import type {Effects, Services} from './registry.ts';

declare module './registry.ts' {
	interface Services {
		/** Reports a result. */
		readonly dispatch: (action: ActionWithoutTime) => void;
	}
}

export type EffectOf<Type extends keyof Effects> = {
	[Key in Type]: {readonly type: Key} & Effects[Key];
}[Type];

/** A side effect as data. The effect runner executes it and dispatches the results as actions. */
export type Effect = EffectOf<keyof Effects>;

/** Carries out an effect with the services of the session. Resolves to a notice for the user, or null. */
type EffectHandler<Type extends keyof Effects> = (
	effect: EffectOf<Type>,
	services: Services,
) => Promise<Notice | null> | void;

export type EffectHandlers = {readonly [Type in keyof Effects]: EffectHandler<Type>};

/** `Effect` is empty where no feature has declared one, as in the lower folders by themselves. */
type AnyEffect = {readonly type: keyof Effects};

/** Returns a function that carries out effects. `onBug` receives the error of a handler that rejects. */
export function createEffectRunner(
	handlers: EffectHandlers,
	services: Services,
	onBug: (error: unknown) => void,
): (effects: readonly AnyEffect[]) => void {
	return effects => {
		for (const effect of effects) {
			const handle = handlers[effect.type] as (
				effect: AnyEffect,
				services: Services,
			) => Promise<Notice | null> | void;
			handle(effect, services)?.then(notice => {
				if (notice !== null) {
					services.dispatch({type: 'noticeShown', notice});
				}
			}, onBug);
		}
	};
}
