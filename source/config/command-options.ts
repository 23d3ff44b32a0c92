import {isOptionOf, keyOf, optionTable, ownOptions} from './option-table.ts';
import type {ScannedArguments} from './scan-arguments.ts';
import type {wrongUsageEn} from './wrong-usage-messages.ts';

/** Returns an error for the first given option that the command does not have. */
export function misplacedOption(
	{flags, subcommand}: Pick<ScannedArguments, 'flags' | 'subcommand'>,
	wrong: typeof wrongUsageEn,
): string | null {
	const misplaced = optionTable.find(
		option => keyOf(option.name) in flags && !isOptionOf(option, subcommand),
	);

	if (misplaced === undefined) {
		return null;
	}

	const option = `--${misplaced.name}`;
	const [owner = misplaced.of ?? ''] =
		Object.entries(ownOptions).find(([, names]) => names.includes(misplaced.name)) ?? [];
	return subcommand !== null && subcommand in ownOptions
		? wrong.notOfCommand(option, subcommand)
		: wrong.onlyOfCommand(option, owner);
}
