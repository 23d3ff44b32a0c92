import type {Messages} from '../messages/index.ts';
import {closestName} from './closest-name.ts';
import {echo} from './echo.ts';
import {optionTable} from './option-table.ts';
import type {ArgumentFault} from './scan-arguments.ts';

/** Says what is wrong with the form of a command line, and what to do about it. */
export function faultSentence(fault: ArgumentFault, wrong: Messages['usage']['wrong']): string {
	if (fault.kind === 'no-value') {
		return wrong.noValue(fault.option, fault.placeholder);
	}

	if (fault.kind === 'unwanted-value') {
		return wrong.unwantedValue(fault.option);
	}

	if (fault.kind === 'key-as-option') {
		return wrong.keyAsOption(echo(fault.option));
	}

	const names = optionTable.map(({name}) => name);
	const meant = closestName(fault.option.replace(/^-+/, ''), names);
	return wrong.unknownOption(echo(fault.option), meant === null ? null : `--${meant}`);
}
