import type {Commands} from './registry.ts';

export type CommandType = keyof Commands;

/** A command of one type, with its arguments. */
export type CommandOf<Type extends CommandType> = {
	[Key in Type]: {readonly type: Key} & Commands[Key];
}[Type];

/** Everything that a key, the palette or a click can ask for, as data. Each feature declares its own. */
export type Command = CommandOf<CommandType>;
