import type {Effects} from './registry.ts';

export type EffectOf<Type extends keyof Effects> = {
	[Key in Type]: {readonly type: Key} & Effects[Key];
}[Type];

/** A side effect as data. The effect runner executes it and dispatches the results as actions. */
export type Effect = EffectOf<keyof Effects>;
