/*
 * The types to which every feature adds its part. A feature declares its part next to the code that implements it:
 *
 *     declare module '../../store/registry.ts' {
 *     	interface Commands {
 *     		zoom: NoArguments;
 *     	}
 *     }
 *
 * `features/index.ts` does not compile if a command has no handler or a binding has no words. `features/views.ts` does
 * not compile if an overlay has no view.
 */

/** The data of a command without arguments, or of an overlay or notice without data. */
export type NoArguments = object;

/** The arguments of each command, by its type. */
export interface Commands {}

/** The ids of the key bindings. The option `keys` of the config uses the same ids. */
export interface Bindings {}

/** For each kind of overlay: its data in the state, and the content that its view draws. */
export interface Overlays {}

/** The texts of the features, by their names in `Messages`. */
export interface FeatureMessages {}

/** The data of each notice, by its kind. */
export interface Notices {}
