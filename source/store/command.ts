import type {Commands} from './registry.ts';

export type CommandType = keyof Commands;

export type CommandOf<Type extends CommandType> = {
	[Key in Type]: {readonly type: Key} & Commands[Key];
}[Type];

/** A command that a key, a palette item or a click invokes. Each feature declares its own commands. */
export type Command = CommandOf<CommandType>;
