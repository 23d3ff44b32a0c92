/*
 * What the features add up to. A feature declares its part beside the code that implements it:
 *
 *     declare module '../../store/registry.ts' {
 *     	interface Commands {
 *     		zoom: NoArguments;
 *     	}
 *     }
 *
 * `features/index.ts` does not compile while a command has no handler or a binding no words, and `features/views.ts`
 * while an overlay has no view.
 */

/** For a command without arguments, or an overlay without data. */
export type NoArguments = object;

/** The arguments of each command, by its type. */
export interface Commands {}

/** The ids of key bindings, as in `keys` of the config. */
export interface Bindings {}

/** The data of an overlay in the state, and the content that its view draws, by the kind of overlay. */
export interface Overlays {}

/** The texts of the features, by their names in `Messages`. */
export interface FeatureMessages {}

/** The data of each notice, by its kind. */
export interface Notices {}
