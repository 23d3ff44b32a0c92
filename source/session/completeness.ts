import type {Features} from '../features/index.ts';
import type {Messages} from '../i18n/messages.ts';
import type {ActionType} from '../store/action.ts';
import type {CommandType} from '../store/command.ts';
import type {Feature} from '../store/feature.ts';
import type {BindingId} from '../store/keys/binding.ts';
import type {OverlayKind} from '../store/overlay.ts';
import type {Effects, Notices, StateParts, ViewParts} from '../store/registry.ts';
import type {OtherMessages} from './catalogue.ts';

/*
 * The types below do not compile if a feature declares something that no feature has. The error names what is missing.
 * Nothing imports this file, since the example in test/examples declares a feature that is not in the list.
 */

type OneOfFeatures = Features[keyof Features];

/** All keys that the features have in the property `Name`. For `'commands'`: all commands that have a handler. */
type Registered<Name extends keyof Feature> = OneOfFeatures extends infer One
	? One extends {readonly [Key in Name]: infer Value}
		? keyof Value
		: never
	: never;

/** All names in the parts of the first state, or of its view, that the features make. */
type Initial<Part extends 'state' | 'view'> = OneOfFeatures extends infer One
	? One extends {readonly initial: (...args: never[]) => infer Parts}
		? Parts extends {readonly [Key in Part]: infer Value}
			? keyof Value
			: never
		: never
	: never;

/** Accepts only `never`. Any other type is a compile error. */
type None<Missing extends never> = Missing;

export type CommandsWithoutHandler = None<Exclude<CommandType, Registered<'commands'>>>;
export type EffectsWithoutHandler = None<Exclude<keyof Effects, Registered<'effects'>>>;
export type StateWithoutInitial = None<Exclude<keyof StateParts, Initial<'state'>>>;
export type ViewWithoutInitial = None<Exclude<keyof ViewParts, Initial<'view'>>>;
export type ActionsWithoutHandler = None<
	// Only observers of the store read these.
	Exclude<ActionType, Registered<'actions'> | 'runsRead' | 'watchEnded'>
>;
export type BindingsWithoutWords = None<Exclude<BindingId, Registered<'words'> | `own:${string}`>>;
export type NoticesWithoutTexts = None<Exclude<keyof Notices, Registered<'notices'>>>;
export type OverlaysWithoutSelector = None<Exclude<OverlayKind, Registered<'overlays'>>>;
export type MissingMessages = None<
	Exclude<
		keyof Messages,
		Registered<'messages'> | keyof OtherMessages | 'language' | 'notice' | 'wordsOf'
	>
>;
