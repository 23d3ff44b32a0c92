import type {Commands} from './registry.ts';

export type CommandType = keyof Commands;

export type CommandOf<Type extends CommandType> = {
	[Key in Type]: {readonly type: Key} & Commands[Key];
}[Type];

/** What a key, the palette or a click invokes, as data. Each feature declares its own commands. */
export type Command = CommandOf<CommandType>;
