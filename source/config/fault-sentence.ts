import type {Messages} from '../i18n/index.ts';
import {closestName} from '../core/text/closest-name.ts';
import {quoteInput} from './quote-input.ts';
import {optionOfShort, optionTable} from './option-table.ts';
import type {ArgumentFault} from './scan-arguments.ts';

export function faultSentence(fault: ArgumentFault, wrong: Messages['usage']['wrong']): string {
	if (fault.kind === 'command') {
		return wrong.command(quoteInput(fault.word), fault.meant);
	}

	if (fault.kind === 'no-topic') {
		return wrong.noTopic;
	}

	if (fault.kind === 'address-without-id') {
		return wrong.addressWithoutId;
	}

	if (fault.kind === 'no-value') {
		return wrong.noValue(fault.option, fault.placeholder);
	}

	if (fault.kind === 'unwanted-value') {
		return wrong.unwantedValue(fault.option);
	}

	if (fault.kind === 'key-as-option') {
		return wrong.keyAsOption(quoteInput(fault.option));
	}

	return wrong.unknownOption(quoteInput(fault.option), meantBy(fault.option));
}

/** The option that was probably meant, with its dashes; null if none is close. */
function meantBy(typed: string): string | null {
	const otherCase = [typed.toLowerCase(), typed.toUpperCase()].find(
		one => one !== typed && optionOfShort(one) !== undefined,
	);
	const names = optionTable.map(({name}) => name);
	const name = closestName(typed.replace(/^-+/, ''), names);
	return otherCase ?? (name === null ? null : `--${name}`);
}
