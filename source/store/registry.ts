/*
 * The types to which every feature adds its part. A feature declares its part next to the code that implements it:
 *
 *     declare module '../../store/registry.ts' {
 *     	interface Commands {
 *     		zoom: NoArguments;
 *     	}
 *     }
 *
 * `session/completeness.ts` does not compile if a command has no handler or a binding has no words, and `features/views.ts`
 * if an overlay has no view.
 */

/** The data type of a command that takes no arguments, and of an overlay or notice that has no data. */
export type NoArguments = object;

/** Each feature adds its commands here: the property name is the command's type, the property type its arguments. */
export interface Commands {
	/** Closes or clears what is in front: the prompt, overlay, search, zoom or filter. Every overlay shows its key. */
	back: NoArguments;
}

/**
 * Each feature adds the ids of the key bindings whose commands take arguments, as property names. The binding of any
 * other command has the name of the command.
 */
export interface Bindings {}

/** Each feature adds its actions here: the property name is the type, the property type the data besides the time. */
export interface Actions {}

/** Each feature adds its effects here: the property name is the type, the property type the data. */
export interface Effects {}

/**
 * The services that the session provides to the handlers of effects. The feature that needs a service declares it: as
 * optional if a session may lack it, like the poller, which a replay does not have.
 */
export interface Services {}

/** The parts of the state, flat: a name belongs to one feature. The store itself has `now` and `view`. */
export interface StateParts {}

/** The parts of `State.view`: the selections, the open overlays, the scroll positions. */
export interface ViewParts {}

/** The data for the first state: the command line, the config, the saved state, and the screen. */
export interface StateOptions {}

/** Each purpose of a prompt: the property name is the purpose, the property type the prompt's data besides the text. */
export interface Prompts {}

/** Each feature adds its overlays here: `state` is the overlay's data in the state, `model` what its view draws. */
export interface Overlays {}

/** Each feature adds its notices here: the property name is the kind, the property type the data of the notice. */
export interface Notices {}
