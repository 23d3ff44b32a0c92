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

/** Of a command that takes no arguments, or an overlay that holds nothing. */
export type NoArguments = object;

/** The arguments of each command, by its type. */
export interface Commands {}

/** The ids of key bindings: what `keys` in the config and the palette call them. */
export interface Bindings {}

/** By kind, what an overlay holds in the state besides its scroll position, and the content that its view draws. */
export interface Overlays {}

/** The sentences of the features, by the name under which their views read them. */
export interface FeatureMessages {}
