import type {Effect} from './effect.ts';
import type {Notice} from './notice.ts';
import type {Services} from './registry.ts';

/** Carry out effects of these types. A notice reports the result. */
export type EffectHandlers<
	Types extends Effect['type'] = Effect['type'],
	Result = Promise<Notice | null> | void,
> = {
	readonly [Type in Types]: (effect: Extract<Effect, {type: Type}>) => Result;
};

type GivenServices = Readonly<Partial<Services>>;

/** The handlers of a feature, which work by the services that the session has. */
export type FeatureEffects = {
	readonly [Type in Effect['type']]?: (
		effect: Extract<Effect, {type: Type}>,
		services: GivenServices,
	) => Promise<Notice | null> | void;
};

type EffectBase = {readonly type: Effect['type']};
type EffectHandler = (effect: EffectBase, services: GivenServices) => Promise<Notice | null> | void;

/**
 * Returns a function that carries out effects. An effect without a handler, such as a jump outside a replay, does nothing.
 * `onBug` receives the error of a handler that rejects.
 */
export function createEffectRunner(
	handlers: FeatureEffects,
	services: GivenServices,
	notify: (notice: Notice) => void,
	onBug: (error: unknown) => void,
): (effects: readonly EffectBase[]) => void {
	return effects => {
		for (const effect of effects) {
			const handle = handlers[effect.type] as EffectHandler | undefined;
			handle?.(effect, services)?.then(notice => {
				if (notice !== null) {
					notify(notice);
				}
			}, onBug);
		}
	};
}
