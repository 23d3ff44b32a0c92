import type {Commands} from './registry.ts';

export type CommandType = keyof Commands;

export type CommandOf<Type extends CommandType> = {
	[Key in Type]: {readonly type: Key} & Commands[Key];
}[Type];

/** The data of a key, a palette item or a click. Each feature declares its own commands. */
export type Command = CommandOf<CommandType>;
