import {isOptionOf, keyOf, optionTable, ownOptions, type OptionValues} from './option-table.ts';
import {helpTopics, type Subcommand} from './parse-word.ts';
import type {UsageErrorMessages} from './usage-error-messages.ts';

/** Returns an error for the first given option that the command does not have. */
export function misplacedOption(
	{
		flags,
		subcommand,
	}: {readonly flags: Partial<OptionValues>; readonly subcommand: Subcommand | null},
	errors: UsageErrorMessages,
): string | null {
	const misplaced = optionTable.find(
		option => keyOf(option.name) in flags && !isOptionOf(option, subcommand),
	);

	if (misplaced === undefined) {
		return null;
	}

	const option = `--${misplaced.name}`;
	return subcommand !== null && subcommand in ownOptions
		? errors.notOfCommand(option, subcommand)
		: errors.onlyOfCommands(
				option,
				helpTopics.filter(command => isOptionOf(misplaced, command)),
			);
}
